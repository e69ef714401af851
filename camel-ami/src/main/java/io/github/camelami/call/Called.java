/*
 * Copyright The camel-ami authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelami.call;

/** Who was called. */
record Called(String number, String name) {

    /** The extension that was dialled; of the legs, the one that answered, else the first that was dialled. */
    static Called of(OpenCall call) {
        CallChannel best = null;
        for (CallChannel channel : call.channels) {
            boolean candidate = channel.dialled && channel != call.originator && !channel.ignored;
            if (candidate && (best == null || best.upAt == 0 && channel.upAt > 0)) {
                best = channel;
            }
        }
        String number = call.exten != null ? call.exten : best == null ? null : best.number;
        return new Called(number, best == null ? null : best.callerName);
    }
}

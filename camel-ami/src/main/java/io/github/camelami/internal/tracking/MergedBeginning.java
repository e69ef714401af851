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
package io.github.camelami.internal.tracking;

/**
 * The beginning of a call that was later merged into an older one: who called whom, and who talked first.
 *
 * @param call the id of the call
 * @param originator the {@link Call#originator} of that call, or null
 * @param talkedAt the moment when two parties first talked, or 0
 * @param answeredBy the party that answered, or null
 * @param answerMissed whether the time of the answer is unknown, because only a list showed that two parties talked
 */
record MergedBeginning(
        String call, Channel originator, Origin origin, long talkedAt, Channel answeredBy, boolean answerMissed) {

    /** Whether this was the call in which the transferer talked with the transferred party. */
    boolean isOf(Channel transferer, Channel transferred) {
        return originator != null
                && (originator == transferred
                        || originator == transferer
                        || transferer != null && call.equals(transferer.linkedid()));
    }
}

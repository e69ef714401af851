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

/** The name of a channel, which says what it is. */
record ChannelName(String text, boolean isLocal, boolean isHelper) {
    private static final String[] HELPERS = {
        "AsyncGoto/", "Surrogate/", "Message/", "CBAnn/", "CBRec/", "Recorder/", "Announcer/"
    };

    static final ChannelName NONE = new ChannelName("", false, false);

    static ChannelName of(String text) {
        return new ChannelName(text, text.startsWith("Local/"), isHelper(text));
    }

    private static boolean isHelper(String text) {
        for (String prefix : HELPERS) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The half of a Local channel that runs the dialplan. */
    boolean isSecondHalf() {
        return isLocal && text.endsWith(";2");
    }
}

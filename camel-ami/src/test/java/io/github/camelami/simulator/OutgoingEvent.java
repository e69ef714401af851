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
package io.github.camelami.simulator;

/**
 * An event that is ready to be written: its bytes, and its event classes as bits. A session receives the event only if
 * it has all of these classes.
 */
record OutgoingEvent(byte[] bytes, int classes) {

    static OutgoingEvent of(String text) {
        return new OutgoingEvent(WireText.encode(text), classesIn(text));
    }

    static OutgoingEvent of(byte[] bytes) {
        return new OutgoingEvent(bytes, classesIn(WireText.decode(bytes)));
    }

    private static int classesIn(String text) {
        int start = text.indexOf("\nPrivilege:");
        if (start < 0) {
            return 0;
        }
        int end = text.indexOf('\n', start + 1);
        return EventMask.ofPrivilege(text.substring(start + "\nPrivilege:".length(), end < 0 ? text.length() : end));
    }
}

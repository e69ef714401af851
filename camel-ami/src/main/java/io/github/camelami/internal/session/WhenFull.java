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
package io.github.camelami.internal.session;

/** What is dropped when a consumer's buffer is full. */
public enum WhenFull {
    /** The oldest event in the buffer. */
    DROP_OLDEST("the oldest are dropped (overflow=dropOldest)"),
    /** The event that has just arrived. */
    DROP_NEWEST("new ones are dropped (overflow=dropNewest)"),
    /** The event that has just arrived. The connection is closed, too, and a snapshot then corrects the state. */
    DISCONNECT("the connection is given up (overflow=disconnect)");

    private final String consequence;

    WhenFull(String consequence) {
        this.consequence = consequence;
    }

    /** The consequence for events for which there is no room, for the log. */
    String consequence() {
        return consequence;
    }
}

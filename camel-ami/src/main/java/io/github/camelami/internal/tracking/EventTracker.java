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

import io.github.camelami.message.AmiEvent;

/** Combines the events of one PBX, in their order, into calls, queues or agents. */
public interface EventTracker {
    /** Processes the next event. */
    void event(AmiEvent event);

    /** Called when events may be missing at this place in the stream. */
    void gap();

    /**
     * Called when the consumer is suspended, so that events are ignored from now on. When events are processed again,
     * {@link #gap} is called first.
     *
     * @param at in milliseconds since 1970
     */
    default void suspended(long at) {
        // nothing changes without events
    }

    /** Called when the connection was lost, at this time in milliseconds since 1970. */
    void disconnected(long at);
}

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
package io.github.camelami.internal.codec;

import io.github.camelami.message.AmiMessage;

/** Receives the messages that a decoder has decoded. Called on the thread that decodes. */
public interface MessageSink {
    /** Receives the server's greeting, without its line end. */
    default void banner(String banner) {}

    /** Receives an event, whose message is created only on request. The argument is valid only during this call. */
    default void event(ReceivedEvent event) {
        if (wants(event)) {
            message(event.message());
        }
    }

    /**
     * Whether the event may be needed. Called before the fields of the event are read, in a format in which that is
     * expensive (mxml).
     */
    default boolean wants(EventView event) {
        return true;
    }

    /** Receives a response, or an event for which the default of {@link #event} is used. */
    void message(AmiMessage message);

    /**
     * Receives an empty line that ends no message. Some servers write several empty lines after a message, and some
     * answer with an empty line alone.
     *
     * @param alone whether a read began with this line, so that the line does not belong to an earlier message
     */
    default void emptyLine(boolean alone) {}
}

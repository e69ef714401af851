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

/** Receives messages, on the thread that decodes. */
public interface MessageSink {
    /** The server's greeting, without line end. */
    default void banner(String banner) {}

    /** An event. Its message is created only on request. The argument is valid only during this call. */
    default void event(ReceivedEvent event) {
        if (wants(event)) {
            message(event.message());
        }
    }

    /** Whether an event might be needed. Called before its fields are read, if reading them is expensive (mxml). */
    default boolean wants(EventView event) {
        return true;
    }

    /** A response, or an event that {@link #event} has passed on. */
    void message(AmiMessage message);

    /**
     * An empty line that ends no message: some servers write several after a message, and some answer with nothing
     * else.
     *
     * @param alone whether the line began a read, so that it belongs to no message of an earlier read
     */
    default void emptyLine(boolean alone) {}
}

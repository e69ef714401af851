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
package io.github.camelami.internal.transport;

import io.github.camelami.internal.codec.MessageSink;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiException;

/**
 * Receives the messages of a connection, and is informed about the connection itself. Called on the transport's reading
 * thread.
 */
public interface ConnectionSink extends MessageSink {
    /** Bytes have arrived, and the messages that they complete have been delivered. */
    void received(int bytes);

    /** The answer to an action has been delivered completely. Called only if the transport can detect this. */
    default void answerEnded(OutgoingAction outgoing) {}

    /**
     * The user apparently may read none of the requested event classes, because events of all other classes arrive
     * instead. No events are fetched until classes are requested again.
     */
    default void unreadable(EventClasses asked) {}

    /** An event of the requested classes has arrived, after {@link #unreadable}. */
    default void readable() {}

    /**
     * The open connection has ended; no further call follows.
     *
     * @param discarded the number of bytes of a message that the end cut off
     */
    void closed(AmiException cause, int discarded);
}

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

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiException;
import java.time.Duration;

/** One connection to a PBX: sends actions, delivers messages, and closes once. */
public interface AmiTransport {

    /**
     * Connects, and blocks until the server's greeting has arrived. Afterwards, {@link #receive} delivers messages.
     *
     * @param epoch the epoch that each event receives, which is the number of the session's login
     * @throws AmiException.ConnectionFailed if there is no connection, including when {@link #close} ends the attempt
     * @throws AmiException.ProtocolViolation if the other side is not an Asterisk Manager
     */
    void open(ConnectionSink sink, long epoch);

    /**
     * Delivers messages to the sink, and blocks until the connection ends. Called by the reading thread.
     *
     * @return whether the connection is still open, and a new thread is to continue
     */
    boolean receive();

    /**
     * Writes an action, or hands it to a thread that is already writing. Does not wait for the answer.
     *
     * @throws AmiException.Refused if the action cannot be encoded for the wire
     */
    void send(OutgoingAction outgoing);

    /**
     * Like {@link #send}, but may write the action a moment later, together with others. A short action does not wait
     * for a write to end, even if the PBX reads nothing, as long as there is a thread to write it.
     */
    default void sendSoon(OutgoingAction outgoing) {
        send(outgoing);
    }

    /** If a Logoff is waiting for the answer to another action, sends it at once. Nothing is sent after it. */
    default void sendLogoffNow() {}

    /** Ends the connection at once; never blocks. */
    void close();

    /** Whether the PBX keeps events until they are fetched, instead of sending them in order with its answers. */
    default boolean keepsEvents() {
        return false;
    }

    /**
     * Fetches the events that the PBX holds for this session now, and delivers them before it returns. The connection
     * remains usable after an interrupt or a timeout.
     *
     * @return false if it takes longer than {@code patience}
     */
    default boolean drain(Duration patience) throws InterruptedException {
        return true;
    }

    /**
     * Whether {@link #drain} took too long and the PBX has sent nothing since. Another drain would then take too long,
     * too.
     */
    default boolean isDrainOverdue() {
        return false;
    }

    /** How long the connection may be silent before the session pings the PBX. */
    default Duration silence(Duration keepAliveInterval) {
        return keepAliveInterval;
    }

    /** The event mask to request if nobody needs events. */
    default EventClasses leastMask() {
        return EventClasses.NONE;
    }

    /** Whether the PBX may lose the filters of the session without reporting it, together with its events. */
    default boolean forgetsFilters() {
        return false;
    }

    /** Whether others can eavesdrop, because the connection is not encrypted and leads to another machine. */
    default boolean isExposed() {
        return false;
    }
}

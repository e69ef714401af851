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

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.time.Duration;

/** One connection to a PBX: actions in, messages out, closed once. */
public interface AmiTransport {

    /**
     * Connects and waits for the server's greeting; blocks until then. Afterwards messages go to the sink on a thread
     * of the transport.
     *
     * @param epoch what to mark events with
     * @throws AmiException.ConnectionFailed if there is no connection, also when {@link #close} ends the attempt
     * @throws AmiException.ProtocolViolation if the other side is no Asterisk Manager
     */
    void open(Sink sink, long epoch);

    /**
     * Writes an action, or leaves it to a thread that is writing already; returns without waiting for the answer.
     *
     * @throws AmiException.Refused if the wire cannot carry it
     */
    void send(Outgoing outgoing);

    /** Does what {@link #send} does, but may write the action a moment later, together with others. */
    default void sendSoon(Outgoing outgoing) {
        send(outgoing);
    }

    /** Sends a Logoff that still waits behind an action that the PBX is busy with; nothing else is sent any more. */
    default void sendLogoffNow() {}

    /** Ends the connection at once; never blocks. */
    void close();

    /** Whether the PBX keeps events until they are fetched; else it sends them in order with its answers. */
    default boolean keepsEvents() {
        return false;
    }

    /**
     * Fetches the events that the PBX keeps for us at this moment, and delivers them before it returns. Giving up, because
     * of an interrupt or because it takes too long, does the connection no harm.
     *
     * @return false if it takes longer than {@code patience}
     */
    default boolean drain(Duration patience) throws InterruptedException {
        return true;
    }

    /** Whether {@link #drain} took too long, and the PBX has given nothing since, so that another would, too. */
    default boolean isDrainOverdue() {
        return false;
    }

    /** How long the connection may be silent before the PBX is asked for a sign of life. */
    default Duration silence(Duration keepAliveInterval) {
        return keepAliveInterval;
    }

    /** What is asked of the PBX where no event is wanted. */
    default EventClasses leastMask() {
        return EventClasses.NONE;
    }

    /** Whether the PBX may have forgotten the filters of the session without a word, as it does its events. */
    default boolean forgetsFilters() {
        return false;
    }

    /** Whether others on the way can read along: the connection leaves this machine, and without encryption. */
    default boolean isExposed() {
        return false;
    }

    /** Where messages go, and what a session must know of the connection; called on the transport's reading thread. */
    interface Sink extends AmiDecoder.Sink {
        /** Some bytes came; the messages that they completed have been delivered. */
        void received(int bytes);

        /** All of the answer to an action has been delivered; called where the transport can tell. */
        default void answerEnded(Outgoing outgoing) {}

        /**
         * The user may read none of the event classes that were asked for, as it seems: instead of their events all
         * others come. No event is fetched until classes are asked for again.
         */
        default void unreadable(EventClasses asked) {}

        /** An event of the classes that are asked for has come, after {@link #unreadable}. */
        default void readable() {}

        /**
         * The open connection has ended; nothing follows.
         *
         * @param discarded bytes of a message that was cut off by the end
         */
        void closed(AmiException cause, int discarded);
    }

    /** An action on its way out. */
    interface Outgoing {
        AmiAction action();

        String actionId();

        /**
         * Called right before the first byte may leave.
         *
         * @return false if the action has been given up meanwhile and must not be written
         */
        boolean leaving();

        /** Whether nobody waits for the answer any more. */
        boolean hasEnded();

        /** Takes {@link #leaving} back: the PBX has told that it did not take the action. */
        void notTaken();

        /** How long its sender waits for the answer. */
        Duration timeout();

        /** The event classes that are wanted once the PBX has accepted the action; null if it changes nothing of them. */
        default EventClasses newMask() {
            return null;
        }

        /** Whether the session of the PBX ends once it has accepted the action. */
        default boolean endsSession() {
            return false;
        }
    }
}

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
package io.github.camelami.examples.switchboard;

import io.github.camelami.queue.MemberState;
import java.util.List;

/** A row of the page. Rows are equal if they look the same. Times are in milliseconds since 1970, by the PBX's clock. */
public sealed interface Row {

    /** An extension with a hint. {@code state} is the state of its phone, and {@code messages} are new voicemails. */
    record Person(String number, String name, Phone state, int messages) implements Row {}

    /** The state of a phone, as people say it. */
    enum Phone {
        FREE,
        RINGING,
        BUSY,
        ON_HOLD,
        AWAY;

        /** @param status the bits that Asterisk has for the state of an extension */
        static Phone of(int status) {
            if (status < 0 || (status & 4) != 0) {
                return AWAY;
            } else if ((status & 8) != 0) {
                return RINGING;
            } else if ((status & 16) != 0) {
                return ON_HOLD;
            }
            return status == 0 ? FREE : BUSY;
        }
    }

    /**
     * A call.
     *
     * @param from who called, or who is left of the call after a transfer
     * @param with the parties that ring or talk with {@code from}
     * @param dialled the number that the caller dialled, or null
     * @param queue the queue in which the call waits, or from which it came, or null
     * @param space where the call is parked, or null
     * @param since when {@code state} began
     */
    record Call(
            State state,
            Party from,
            List<Party> with,
            String dialled,
            String queue,
            String space,
            boolean held,
            long since,
            long startedAt)
            implements Row {}

    /** What a call does now. In {@code WITH_PBX}, it is connected with a menu, an announcement or a conference. */
    enum State {
        STARTED,
        RINGING,
        WAITING,
        WITH_PBX,
        TALKING,
        PARKED
    }

    /** Who takes part in a call. The number is that of a person, if it is the phone of one. */
    record Party(String number, String name) {}

    /**
     * A queue with its waiting callers, in order, its members and the figures of the day.
     *
     * @param serviceLevel the percentage of callers answered within serviceLevelTime seconds, or null
     */
    record Queue(
            String name,
            List<Waiting> waiting,
            List<Member> members,
            Double serviceLevel,
            int serviceLevelTime,
            long answered,
            long abandoned)
            implements Row {}

    /** A caller who waits in a queue. {@code call} is the id of the row of the call, or null. */
    record Waiting(String call, Party who, long since) {}

    /** A member of a queue. */
    record Member(String name, MemberState state, String reason) {}
}

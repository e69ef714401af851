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
package io.github.camelami.examples.screenpop;

import io.github.camelami.call.AmiCall;
import java.util.List;
import java.util.Map;

/**
 * A call on one extension, as the page shows it.
 *
 * @param callerNumber null if the caller withholds it
 * @param calledNumber what the caller dialled, such as the number of a group
 * @param queue the queue in which the caller waited, or null
 * @param answeredBy who has answered elsewhere, or null
 * @param since when the phone began to ring, and when that changed to the present state; by the clock of this machine
 * @param crm what the CRM knows of the caller
 */
record Pop(
        String id,
        State state,
        String extension,
        String callerNumber,
        String callerName,
        String calledNumber,
        String queue,
        String answeredBy,
        long since,
        Crm crm) {

    /** What the phone of this extension does. */
    enum State {
        RINGING,
        /** The phone no longer rings. Whether somebody else answers is not known yet. */
        STOPPED,
        ANSWERED,
        /** Somebody else has answered. */
        ELSEWHERE,
        MISSED,
        ENDED;

        boolean isLast() {
            return this == ELSEWHERE || this == MISSED || this == ENDED;
        }
    }

    /**
     * What the CRM knows of a caller.
     *
     * @param failed whether the CRM did not answer
     * @param customer null if the caller is not in the CRM
     * @param calls the last calls of the caller, even of one who is not in the CRM; null if the CRM was not asked
     */
    record Crm(
            boolean failed,
            Map<String, Object> customer,
            List<Map<String, Object>> calls,
            List<Map<String, Object>> tickets) {}

    static Pop of(String id, String extension, AmiCall call, Crm crm, long now) {
        return new Pop(
                id,
                State.RINGING,
                extension,
                call.callerNumber(),
                call.callerName(),
                call.calledNumber(),
                call.queues().isEmpty()
                        ? null
                        : call.queues().get(call.queues().size() - 1).queue(),
                null,
                now,
                crm);
    }

    /** @param other who has answered elsewhere, or null */
    Pop becomes(State next, String other, long now) {
        return new Pop(
                id,
                next,
                extension,
                callerNumber,
                callerName,
                calledNumber,
                queue,
                other,
                next == state ? since : now,
                crm);
    }

    /** The same phone after somebody has handed over another caller. */
    Pop with(AmiCall call, Crm other) {
        return new Pop(
                id,
                state,
                extension,
                call.callerNumber(),
                call.callerName(),
                call.calledNumber(),
                queue,
                answeredBy,
                since,
                other);
    }
}

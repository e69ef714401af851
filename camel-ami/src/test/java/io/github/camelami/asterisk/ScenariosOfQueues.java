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
package io.github.camelami.asterisk;

import static io.github.camelami.asterisk.ScenariosOfGroups.chosen;
import static io.github.camelami.asterisk.ScenariosOfPhones.leaveMessage;
import static io.github.camelami.asterisk.ScenariosOfPhones.outside;
import static io.github.camelami.asterisk.ScenariosOfPhones.talk;
import static io.github.camelami.asterisk.ScenariosOfPhones.talkTo;
import static io.github.camelami.asterisk.ScenariosOfPhones.toTheEnd;
import static io.github.camelami.asterisk.ScenariosOfTransfers.asked;
import static io.github.camelami.call.QueueOutcome.ABANDONED;
import static io.github.camelami.call.QueueOutcome.CONNECTED;
import static io.github.camelami.call.QueueOutcome.TIMEOUT;
import static io.github.camelami.call.TransferKind.ATTENDED;
import static io.github.camelami.call.TransferKind.BLIND;

import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.call.TransferOutcome;
import java.util.List;

/** Queues of Local members, menus before them, what comes after them, and agents who transfer. */
final class ScenariosOfQueues {
    private static final int BUSY = 486;

    private ScenariosOfQueues() {}

    static List<Scenario> all() {
        return List.of(
                with(
                        40,
                        "queue, the caller hangs up",
                        s -> talk(s, outside(s, s.number(40)), 1, true).queue(CONNECTED),
                        1),
                with(
                        40,
                        "queue, the agent hangs up",
                        s -> talk(s, outside(s, s.number(40)), 1, false).queue(CONNECTED),
                        1),
                with(
                        40,
                        "queue of two, one answers",
                        s -> talk(s, outside(s, s.number(40)), 2, true).queue(CONNECTED),
                        1,
                        2),
                with(
                        40,
                        "queue called from inside",
                        s -> talk(s, s.call(s.phone(5), s.number(40)), 1, false).queue(CONNECTED),
                        1),
                with(41, "queue one after the other, the second answers", s -> second(s), 1, 2),
                with(41, "queue one after the other, the first does not answer", s -> secondAfterSilence(s), 1, 2),
                with(
                        40,
                        "menu, queue chosen, an agent answers",
                        s -> talk(s, chosen(s, "2"), 1, true).queue(CONNECTED),
                        1),
                with(
                        40,
                        "announcement, then queue",
                        s -> talk(s, outside(s, s.number(45)), 1, false).queue(CONNECTED),
                        1),
                with(40, "queue, the caller gives up", s -> abandoned(s, outside(s, s.number(40))), 1),
                with(40, "menu, queue chosen, the caller gives up", s -> abandoned(s, chosen(s, "2")), 1),
                with(
                        40,
                        "queue, its time is up",
                        s -> toTheEnd(outside(s.briefly(), s.number(40))).queue(TIMEOUT),
                        1),
                with(40, "queue's time is up, then voicemail", s -> leaveMessageAfterQueue(s), 1),
                with(
                        40,
                        "queue's time is up, then a phone that answers",
                        s -> talk(s, outside(s.briefly(), s.number(43)), 4, true)
                                .queue(TIMEOUT),
                        1),
                with(44, "queue without agents, the caller gives up", s -> abandonedAlone(s)),
                with(40, "queue, the agent transfers blind to one who answers", s -> blind(s), 1),
                with(40, "queue, the agent transfers blind to one who does not answer", s -> blindInVain(s), 1),
                with(40, "queue, the agent transfers after asking", s -> attended(s), 1));
    }

    /** Agents are logged in for the scenario. */
    private static Scenario with(int queue, String name, Scenario.Play play, int... members) {
        return Scenario.of(name, s -> {
            s.member(s.number(queue), members);
            try {
                return play.in(s);
            } finally {
                s.noMember(s.number(queue), members);
            }
        });
    }

    private static Story second(Seat s) {
        Leg caller = outside(s, s.number(41));
        s.calledOne().refuse(BUSY);
        return talkTo(s, caller, s.calledOne().answer(), true).queue(CONNECTED);
    }

    private static Story secondAfterSilence(Seat s) {
        Leg caller = outside(s, s.number(41));
        s.calledOne().awaitEnded();
        return talkTo(s, caller, s.calledOne().answer(), false).queue(CONNECTED);
    }

    private static Story abandoned(Seat s, Leg caller) {
        s.phone(1).called();
        Seat.pause(500);
        caller.hangUp();
        return Story.of(caller).queue(ABANDONED);
    }

    private static Story abandonedAlone(Seat s) {
        Leg caller = outside(s, s.number(44)).awaitUp();
        s.talk();
        caller.hangUp();
        return Story.of(caller).queue(ABANDONED);
    }

    private static Story leaveMessageAfterQueue(Seat s) {
        Leg caller = outside(s.briefly(), s.number(42));
        s.phone(1).called().awaitEnded();
        Seat.pause(800);
        return leaveMessage(s, caller).queue(TIMEOUT);
    }

    private static Leg taken(Seat s, Leg caller) {
        Leg agent = s.phone(1).called();
        Seat.pause(300);
        agent.answer().awaitUp();
        s.talk(caller);
        return agent;
    }

    private static Story blind(Seat s) {
        Leg caller = outside(s, s.number(40));
        taken(s, caller).transfer(s.ext(3));
        Leg other = s.phone(3).called();
        Seat.pause(300);
        other.answer().awaitUp();
        s.talk(caller);
        caller.hangUp();
        return Story.of(caller).queue(CONNECTED).handover(BLIND, s.ext(3), TransferOutcome.ANSWERED);
    }

    private static Story blindInVain(Seat s) {
        Leg caller = outside(s.thenBriefly(), s.number(40));
        taken(s, caller).transfer(s.ext(3));
        s.phone(3).called().awaitEnded();
        return toTheEnd(caller).queue(CONNECTED).handover(BLIND, s.ext(3), TransferOutcome.NO_ANSWER);
    }

    private static Story attended(Seat s) {
        Leg caller = outside(s, s.number(40));
        Leg agent = taken(s, caller);
        agent.transfer(asked(s, agent, 1, 3));
        agent.awaitEnded();
        s.talk(caller);
        caller.hangUp();
        return Story.of(caller).queue(CONNECTED).handover(ATTENDED, s.ext(3), TransferOutcome.ANSWERED);
    }
}

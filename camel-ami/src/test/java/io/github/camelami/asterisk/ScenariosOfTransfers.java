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

import static io.github.camelami.asterisk.ScenariosOfPhones.outside;
import static io.github.camelami.asterisk.ScenariosOfPhones.toTheEnd;
import static io.github.camelami.call.TransferKind.ATTENDED;
import static io.github.camelami.call.TransferKind.BLIND;

import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.call.TransferOutcome;
import java.util.List;

/** Who was called hands the caller over, or parks the call. */
final class ScenariosOfTransfers {
    private static final int BUSY = 486;

    private ScenariosOfTransfers() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("blind transfer, answered", s -> blind(s)),
                Scenario.of("blind transfer, unanswered", s -> blindInVain(s)),
                Scenario.of("blind transfer, busy", s -> blindBusy(s)),
                Scenario.of("blind transfer, the caller hangs up while it rings", s -> blindGivenUp(s)),
                Scenario.of("blind transfer to a ring group", s -> blindToGroup(s)),
                Scenario.of("blind transfer by keys", s -> byKeys(s)),
                Scenario.of("transfer after asking, the caller hangs up", s -> attended(s, true)),
                Scenario.of("transfer after asking, the target hangs up", s -> attended(s, false)),
                Scenario.of("transfer while the target still rings", s -> whileRinging(s)),
                Scenario.of("asked, refused, and back to the caller", s -> askedInVain(s)),
                Scenario.of("parked and fetched", s -> parked(s)),
                Scenario.of("parked, the caller gives up", s -> parkedInVain(s)));
    }

    private static Leg taken(Seat s, Leg caller) {
        Leg callee = s.phone(1).called();
        Seat.pause(200);
        callee.answer();
        caller.awaitUp();
        s.talk(caller);
        return callee;
    }

    private static Story blind(Seat s) {
        Leg caller = outside(s, s.ext(1));
        taken(s, caller).transfer(s.ext(3));
        answeredBy(s, caller, 3);
        caller.hangUp();
        return Story.of(caller).handover(BLIND, s.ext(3), TransferOutcome.ANSWERED);
    }

    private static void answeredBy(Seat s, Leg caller, int phone) {
        Leg other = s.phone(phone).called();
        Seat.pause(500);
        other.answer().awaitUp();
        s.talk(caller);
    }

    private static Story blindInVain(Seat s) {
        Leg caller = outside(s.thenBriefly(), s.ext(1));
        taken(s, caller).transfer(s.ext(3));
        s.phone(3).called().awaitEnded();
        return toTheEnd(caller).handover(BLIND, s.ext(3), TransferOutcome.NO_ANSWER);
    }

    private static Story blindBusy(Seat s) {
        Leg caller = outside(s, s.ext(1));
        taken(s, caller).transfer(s.ext(3));
        s.phone(3).called().refuse(BUSY);
        return toTheEnd(caller).handover(BLIND, s.ext(3), TransferOutcome.BUSY);
    }

    private static Story blindGivenUp(Seat s) {
        Leg caller = outside(s, s.ext(1));
        taken(s, caller).transfer(s.ext(3));
        s.phone(3).called();
        Seat.pause(700);
        caller.hangUp();
        return Story.of(caller).handover(BLIND, s.ext(3), TransferOutcome.CANCELLED);
    }

    private static Story blindToGroup(Seat s) {
        Leg caller = outside(s, s.ext(4));
        Leg callee = s.phone(4).called().answer();
        caller.awaitUp();
        s.talk(caller);
        callee.transfer(s.number(60));
        answeredBy(s, caller, 2);
        caller.hangUp();
        return Story.of(caller).handover(BLIND, s.number(60), TransferOutcome.ANSWERED);
    }

    private static Story byKeys(Seat s) {
        Leg caller = outside(s, s.ext(1));
        Leg callee = taken(s, caller).speak();
        callee.press("#1");
        Seat.pause(1_500);
        callee.press(s.ext(3));
        answeredBy(s, caller, 3);
        caller.hangUp();
        return Story.of(caller).handover(BLIND, s.ext(3), TransferOutcome.ANSWERED);
    }

    /** A phone has put the caller on hold and asks another, who answers. */
    static Leg asked(Seat s, Leg callee, int from, int to) {
        callee.hold();
        Leg asking = s.callBeside(s.phone(from), s.ext(to));
        s.phone(to).called().answer();
        asking.awaitUp();
        s.talk(asking);
        return asking;
    }

    private static Story attended(Seat s, boolean callerHangsUp) {
        Leg caller = outside(s, s.ext(1));
        Leg callee = taken(s, caller);
        callee.transfer(asked(s, callee, 1, 3));
        callee.awaitEnded();
        s.talk(caller);
        Leg target = s.legs().stream()
                .filter(leg -> leg.number().equals(s.ext(3)))
                .findFirst()
                .orElseThrow();
        (callerHangsUp ? caller : target).hangUp();
        return Story.of(caller).handover(ATTENDED, s.ext(3), TransferOutcome.ANSWERED);
    }

    private static Story whileRinging(Seat s) {
        Leg caller = outside(s, s.ext(1));
        Leg callee = taken(s, caller);
        callee.hold();
        Leg asking = s.callBeside(s.phone(1), s.ext(3));
        Leg target = s.phone(3).called();
        asking.awaitRinging();
        callee.transfer(asking);
        callee.awaitEnded();
        Seat.pause(700);
        target.answer().awaitUp();
        s.talk(caller);
        caller.hangUp();
        return Story.of(caller).handover(ATTENDED, s.ext(3), TransferOutcome.ANSWERED);
    }

    private static Story askedInVain(Seat s) {
        Leg caller = outside(s, s.ext(1));
        Leg callee = taken(s, caller);
        callee.hold();
        Leg asking = s.callBeside(s.phone(1), s.ext(3));
        s.phone(3).called().refuse(BUSY);
        asking.awaitEnded();
        callee.resume();
        s.talk(caller);
        callee.hangUp();
        return Story.of(caller).besides(1);
    }

    private static Story parked(Seat s) {
        Leg caller = outside(s, s.ext(1));
        Leg callee = taken(s, caller);
        callee.transfer(s.number(77));
        callee.awaitEnded();
        Seat.pause(800);
        Leg fetcher = s.callBeside(s.phone(5), s.number(78)).awaitUp().speak();
        s.talk(caller);
        fetcher.hangUp();
        return Story.of(caller).taker(fetcher).handover(BLIND, s.number(77), null);
    }

    private static Story parkedInVain(Seat s) {
        Leg caller = outside(s, s.ext(1));
        Leg callee = taken(s, caller);
        callee.transfer(s.number(77));
        callee.awaitEnded();
        Seat.pause(800);
        caller.hangUp();
        return Story.of(caller).handover(BLIND, s.number(77), null);
    }
}

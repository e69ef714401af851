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

import static io.github.camelami.asterisk.ScenariosOfPhones.talkTo;
import static io.github.camelami.asterisk.ScenariosOfPhones.toTheEnd;

import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.asterisk.phones.Phone;
import io.github.camelami.call.CallDisposition;
import java.util.List;

/** Calls out by the trunks, and calls that the PBX itself begins with the caller. */
final class ScenariosOfOutbound {
    private static final int BUSY = 486;
    private static final int NO_LINE = 503;

    private ScenariosOfOutbound() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("outbound, the caller hangs up", s -> out(s, true)),
                Scenario.of("outbound, the partner hangs up", s -> out(s, false)),
                Scenario.of("outbound, busy", s -> outBusy(s)),
                Scenario.of("outbound, the caller gives up", s -> outGivenUp(s)),
                Scenario.of("outbound, the second trunk takes it", s -> failover(s)),
                Scenario.of("outbound, both trunks refuse", s -> noTrunk(s)),
                Scenario.of(
                        "click-to-call by Local, the callee hangs up",
                        s -> click(s, true, s.ext(2), s.phone(2), false)),
                Scenario.of(
                        "click-to-call by Local, the caller hangs up", s -> click(s, true, s.ext(2), s.phone(2), true)),
                Scenario.of("click-to-call by Local, the second phone is busy", s -> clickBusy(s, true)),
                Scenario.of(
                        "click-to-call by Local, the second phone rings in vain",
                        s -> clickInVain(s.longEnough(), true)),
                Scenario.of(
                        "click-to-call by Local, out by the trunk",
                        s -> click(s, true, "9" + s.partner().number(), s.partner(), true)),
                Scenario.of("click-to-call, the callee hangs up", s -> click(s, false, s.ext(2), s.phone(2), false)),
                Scenario.of("click-to-call, the caller hangs up", s -> click(s, false, s.ext(2), s.phone(2), true)),
                Scenario.of("click-to-call, the second phone is busy", s -> clickBusy(s, false)),
                Scenario.of("click-to-call, the second phone rings in vain", s -> clickInVain(s.longEnough(), false)));
    }

    private static Leg dialled(Seat s) {
        return s.call(s.phone(1), "9" + s.partner().number());
    }

    private static Story out(Seat s, boolean callerHangsUp) {
        Leg caller = dialled(s);
        Leg partner = s.partner().called();
        Seat.pause(300);
        return talkTo(s, caller, partner.answer(), callerHangsUp);
    }

    private static Story outBusy(Seat s) {
        Leg caller = dialled(s);
        s.partner().called().refuse(BUSY);
        return toTheEnd(caller);
    }

    private static Story outGivenUp(Seat s) {
        Leg caller = dialled(s);
        s.partner().called();
        caller.awaitRinging();
        Seat.pause(500);
        caller.hangUp();
        return Story.of(caller);
    }

    private static Story failover(Seat s) {
        Leg caller = dialled(s);
        s.partner().called().refuse(NO_LINE);
        Leg partner = s.partnerBySecondTrunk().called();
        Seat.pause(300);
        return talkTo(s, caller, partner.answer(), true);
    }

    private static Story noTrunk(Seat s) {
        Leg caller = dialled(s);
        s.partner().called().refuse(NO_LINE);
        s.partnerBySecondTrunk().called().refuse(NO_LINE);
        return toTheEnd(caller).disposition(CallDisposition.CONGESTION);
    }

    /** The first phone has been lifted and hears the second ring. */
    private static Leg lifted(Seat s, boolean local, String number) {
        s.click(local ? "Local/" + s.ext(1) + "@from-internal" : "PJSIP/" + s.ext(1), s.ext(1), number);
        Leg caller = s.phone(1).called();
        Seat.pause(200);
        return caller.answer().awaitUp();
    }

    private static Story click(Seat s, boolean local, String number, Phone second, boolean callerHangsUp) {
        Leg caller = lifted(s, local, number);
        Leg callee = second.called();
        Seat.pause(300);
        callee.answer().awaitUp();
        s.talk(caller);
        (callerHangsUp ? caller : callee).hangUp();
        return Story.clicked(caller, number);
    }

    private static Story clickBusy(Seat s, boolean local) {
        Leg caller = lifted(s, local, s.ext(2));
        s.phone(2).called().refuse(BUSY);
        caller.awaitEnded();
        return Story.clicked(caller, s.ext(2));
    }

    private static Story clickInVain(Seat s, boolean local) {
        Leg caller = lifted(s, local, s.ext(2));
        s.phone(2).called().awaitEnded();
        caller.awaitEnded();
        return Story.clicked(caller, s.ext(2));
    }
}

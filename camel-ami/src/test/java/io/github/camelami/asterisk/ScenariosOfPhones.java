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

import static io.github.camelami.asterisk.Seat.did;

import io.github.camelami.asterisk.phones.Leg;
import java.util.List;

/** One phone calls another, which takes the call, refuses it, forwards it or leaves it to the voicemail. */
final class ScenariosOfPhones {
    private static final int BUSY = 486;

    private ScenariosOfPhones() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "extension to extension, the callee hangs up",
                        s -> talk(s, s.call(s.phone(1), s.ext(2)), 2, false)),
                Scenario.of(
                        "extension to extension, the caller hangs up",
                        s -> talk(s, s.call(s.phone(1), s.ext(2)), 2, true)),
                Scenario.of(
                        "from outside to an extension, the callee hangs up",
                        s -> talk(s, outside(s, s.ext(1)), 1, false)),
                Scenario.of(
                        "from outside to an extension, the caller hangs up",
                        s -> talk(s, outside(s, s.ext(3)), 3, true)),
                Scenario.of("busy", s -> busy(s, s.call(s.phone(1), s.ext(2)), 2)),
                Scenario.of("busy, from outside", s -> busy(s, outside(s, s.ext(1)), 1)),
                Scenario.of("rings in vain", s -> inVain(s, s.briefly().call(s.phone(1), s.ext(2)), 2)),
                Scenario.of("rings in vain, from outside", s -> inVain(s, outside(s.briefly(), s.ext(1)), 1)),
                Scenario.of("the caller cancels while it rings", s -> cancelled(s, s.call(s.phone(1), s.ext(2)), 2)),
                Scenario.of("the caller outside cancels while it rings", s -> cancelled(s, outside(s, s.ext(1)), 1)),
                Scenario.of("rings in vain, then voicemail", s -> voicemail(s, false)),
                Scenario.of("busy, then voicemail", s -> voicemail(s, true)),
                Scenario.of("phone with voicemail, answered", s -> talk(s, outside(s, s.ext(6)), 6, false)),
                Scenario.of("do not disturb", s -> toTheEnd(s.call(s.phone(2), s.ext(9)))),
                Scenario.of("unconditional forward, answered", s -> talk(s, s.call(s.phone(2), s.ext(8)), 3, true)),
                Scenario.of("unconditional forward, the callee hangs up", s -> talk(s, outside(s, s.ext(8)), 3, false)),
                Scenario.of(
                        "unconditional forward, unanswered",
                        s -> inVain(s, s.briefly().call(s.phone(2), s.ext(8)), 3)),
                Scenario.of("unconditional forward, busy", s -> busy(s, s.call(s.phone(2), s.ext(8)), 3)),
                Scenario.of("forward when busy, answered", s -> forwardedWhenBusy(s)),
                Scenario.of("forward when nobody answers, answered", s -> forwardedWhenUnanswered(s)),
                Scenario.of("the phone forwards by 302, answered", s -> forwardedByPhone(s)),
                Scenario.of("the phone forwards by 302, unanswered", s -> forwardedByPhoneInVain(s)),
                Scenario.of("on hold and back", s -> onHold(s)),
                Scenario.of("echo test", s -> machine(s, "*43")));
    }

    static Leg outside(Seat s, String inside) {
        return s.call(s.customer(), did(inside));
    }

    /** A phone takes the call, and one of the two ends it. */
    static Story talk(Seat s, Leg caller, int phone, boolean callerHangsUp) {
        Leg callee = s.phone(phone).called();
        Seat.pause(200);
        callee.answer();
        return talkTo(s, caller, callee, callerHangsUp);
    }

    static Story talkTo(Seat s, Leg caller, Leg callee, boolean callerHangsUp) {
        caller.awaitUp();
        s.talk(caller);
        (callerHangsUp ? caller : callee).hangUp();
        return Story.of(caller);
    }

    /** A phone is busy, and the call is over by it. */
    static Story busy(Seat s, Leg caller, int phone) {
        s.phone(phone).called().refuse(BUSY);
        return toTheEnd(caller);
    }

    static Story inVain(Seat s, Leg caller, int phone) {
        s.phone(phone).called().awaitEnded();
        return toTheEnd(caller);
    }

    static Story toTheEnd(Leg caller) {
        caller.awaitEnded();
        return Story.of(caller);
    }

    static Story cancelled(Seat s, Leg caller, int phone) {
        s.phone(phone).called();
        caller.awaitRinging();
        Seat.pause(500);
        caller.hangUp();
        return Story.of(caller);
    }

    private static Story voicemail(Seat s, boolean busy) {
        Leg caller = outside(s.briefly(), s.ext(6));
        Leg callee = s.phone(6).called();
        if (busy) {
            callee.refuse(BUSY);
        }
        return leaveMessage(s, caller);
    }

    static Story leaveMessage(Seat s, Leg caller) {
        caller.awaitUp();
        s.talk();
        caller.hangUp();
        return Story.of(caller).voicemail();
    }

    private static Story forwardedWhenBusy(Seat s) {
        Leg caller = outside(s, s.ext(7));
        s.phone(7).called().refuse(BUSY);
        return talk(s, caller, 3, true);
    }

    private static Story forwardedWhenUnanswered(Seat s) {
        Leg caller = s.briefly().call(s.phone(1), s.ext(7));
        s.phone(7).called().awaitEnded();
        return talk(s, caller, 3, false);
    }

    private static Story forwardedByPhone(Seat s) {
        Leg caller = s.call(s.phone(5), s.ext(2));
        s.phone(2).called().redirect(s.ext(3));
        return talk(s, caller, 3, true);
    }

    private static Story forwardedByPhoneInVain(Seat s) {
        Leg caller = s.longEnough().call(s.phone(5), s.ext(2));
        s.phone(2).called().redirect(s.ext(3));
        return inVain(s, caller, 3);
    }

    private static Story onHold(Seat s) {
        Leg caller = outside(s, s.ext(1));
        Leg callee = s.phone(1).called().answer();
        caller.awaitUp().awaitHeard();
        callee.hold();
        s.talk();
        callee.resume();
        s.talk();
        callee.hangUp();
        return Story.of(caller);
    }

    /** An application of the PBX answers. */
    static Story machine(Seat s, String number) {
        Leg caller = s.call(s.phone(1), number).awaitUp();
        s.talk();
        caller.hangUp();
        return Story.of(caller);
    }
}

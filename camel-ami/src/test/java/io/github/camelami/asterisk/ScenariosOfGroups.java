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

import static io.github.camelami.asterisk.ScenariosOfPhones.leaveMessage;
import static io.github.camelami.asterisk.ScenariosOfPhones.outside;
import static io.github.camelami.asterisk.ScenariosOfPhones.talk;
import static io.github.camelami.asterisk.ScenariosOfPhones.talkTo;
import static io.github.camelami.asterisk.ScenariosOfPhones.toTheEnd;

import io.github.camelami.asterisk.phones.Leg;
import java.util.List;

/** Ring groups, hunt groups, menus before them, and colleagues who pick up. */
final class ScenariosOfGroups {
    private static final int BUSY = 486;

    private ScenariosOfGroups() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "ring group, one answers, the caller hangs up",
                        s -> talk(s, outside(s, s.number(60)), 2, true)),
                Scenario.of("ring group, one answers and hangs up", s -> talk(s, outside(s, s.number(60)), 3, false)),
                Scenario.of("ring group called from inside", s -> talk(s, s.call(s.phone(5), s.number(60)), 1, true)),
                Scenario.of("ring group, nobody answers", s -> toTheEnd(outside(s.briefly(), s.number(60)))),
                Scenario.of("ring group, the caller gives up", s -> givenUp(s, outside(s, s.number(60)))),
                Scenario.of("ring group, one is busy, nobody else answers", s -> oneIsBusy(s)),
                Scenario.of("ring group, all are busy", s -> allAreBusy(s)),
                Scenario.of(
                        "ring group in vain, then voicemail", s -> leaveMessage(s, outside(s.briefly(), s.number(61)))),
                Scenario.of("ring group before voicemail, answered", s -> talk(s, outside(s, s.number(61)), 1, false)),
                Scenario.of("Locals optimised away, the caller hangs up", s -> optimised(s, true)),
                Scenario.of("Locals optimised away, the callee hangs up", s -> optimised(s, false)),
                Scenario.of("hunt group, the second answers", s -> huntSecond(s)),
                Scenario.of("hunt group, two are busy, the third answers", s -> huntThird(s)),
                Scenario.of(
                        "hunt group, nobody answers",
                        s -> toTheEnd(outside(s.briefly().thenBriefly(), s.number(63)))),
                Scenario.of(
                        "ring group, then an extension that answers",
                        s -> talk(s, outside(s.briefly(), s.number(64)), 4, true)),
                Scenario.of(
                        "ring group, then an extension that does not answer",
                        s -> toTheEnd(outside(s.briefly().thenBriefly(), s.number(64)))),
                Scenario.of(
                        "ring group that changes the caller's name", s -> talk(s, outside(s, s.number(68)), 2, false)),
                Scenario.of("ring group, a mobile answers", s -> mobileOfGroup(s, true)),
                Scenario.of("ring group, a mobile answers and hangs up", s -> mobileOfGroup(s, false)),
                Scenario.of("menu only, the caller hangs up", s -> menu(s)),
                Scenario.of("menu only, its time is up", s -> toTheEnd(outside(s, s.number(50)))),
                Scenario.of("menu, group chosen", s -> talk(s, chosen(s, "1"), 2, true)),
                Scenario.of("menu, phone chosen, the callee hangs up", s -> talk(s, chosen(s, "3"), 1, false)),
                Scenario.of(
                        "announcement, then a group that nobody answers",
                        s -> toTheEnd(outside(s.briefly(), s.number(51)))),
                Scenario.of(
                        "announcement, then a group; the caller gives up", s -> givenUp(s, outside(s, s.number(51)))),
                Scenario.of("announcement, then a group that answers", s -> talk(s, outside(s, s.number(51)), 3, true)),
                Scenario.of("picked up from a ring group", s -> pickedUp(s, s.number(60))),
                Scenario.of("picked up from a phone", s -> pickedUp(s, s.ext(2))));
    }

    /** The caller has chosen by a key of the menu. */
    static Leg chosen(Seat s, String key) {
        Leg caller = outside(s, s.number(50)).awaitUp();
        Seat.pause(300);
        caller.press(key);
        return caller;
    }

    static Story givenUp(Seat s, Leg caller) {
        s.phone(1).called();
        s.phone(2).called();
        Seat.pause(700);
        caller.hangUp();
        return Story.of(caller);
    }

    private static Story oneIsBusy(Seat s) {
        Leg caller = outside(s.briefly(), s.number(60));
        s.phone(1).called().refuse(BUSY);
        return toTheEnd(caller);
    }

    private static Story allAreBusy(Seat s) {
        Leg caller = outside(s, s.number(60));
        for (int i = 1; i <= 3; i++) {
            s.phone(i).called().refuse(BUSY);
        }
        return toTheEnd(caller);
    }

    private static Story optimised(Seat s, boolean callerHangsUp) {
        Leg caller = outside(s, s.number(62));
        Leg callee = s.phone(2).called();
        callee.answer().speak();
        caller.awaitUp().speak();
        return talkTo(s, caller, callee, callerHangsUp);
    }

    private static Story huntSecond(Seat s) {
        Leg caller = outside(s.briefly(), s.number(63));
        s.phone(1).called().awaitEnded();
        return talk(s, caller, 2, true);
    }

    private static Story huntThird(Seat s) {
        Leg caller = outside(s, s.number(63));
        s.phone(1).called().refuse(BUSY);
        s.phone(2).called().refuse(BUSY);
        return talk(s, caller, 3, false);
    }

    private static Story mobileOfGroup(Seat s, boolean callerHangsUp) {
        Leg caller = outside(s, s.number(69));
        Leg mobile = s.mobile().called();
        Seat.pause(300);
        return talkTo(s, caller, mobile.answer(), callerHangsUp);
    }

    private static Story menu(Seat s) {
        Leg caller = outside(s, s.number(50)).awaitUp();
        s.talk();
        caller.hangUp();
        return Story.of(caller);
    }

    private static Story pickedUp(Seat s, String number) {
        Leg caller = outside(s, number);
        Leg called = s.phone(2).called();
        caller.awaitRinging();
        Seat.pause(300);
        Leg picker = s.callBeside(s.phone(5), "**" + s.ext(2)).awaitUp().speak();
        caller.awaitUp();
        s.talk(caller);
        caller.hangUp();
        picker.awaitEnded();
        return Story.of(caller).taker(picker).shownOn(called);
    }
}

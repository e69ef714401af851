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

/** A desk phone and a mobile ring; who answers the mobile takes the call by a key. */
final class ScenariosOfFollowMe {
    private ScenariosOfFollowMe() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("follow-me, the mobile confirms", s -> confirmed(s, 65, true)),
                Scenario.of("follow-me, the mobile confirms and hangs up", s -> confirmed(s, 65, false)),
                Scenario.of("follow-me, the desk phone answers", s -> talk(s, outside(s, s.number(65)), 1, true)),
                Scenario.of("follow-me, the mobile answers and does not confirm", s -> unconfirmed(s, 65)),
                Scenario.of("follow-me, nobody answers", s -> toTheEnd(outside(s.briefly(), s.number(65)))),
                Scenario.of("follow-me, the caller gives up while the mobile is asked", s -> givenUp(s)),
                Scenario.of("follow-me by one Local more, the mobile confirms", s -> confirmed(s, 66, true)),
                Scenario.of("follow-me by one Local more, the mobile does not confirm", s -> unconfirmed(s, 66)),
                Scenario.of("follow-me not confirmed, then voicemail", s -> voicemail(s, true)),
                Scenario.of("follow-me in vain, then voicemail", s -> voicemail(s, false)));
    }

    private static Leg lifted(Seat s) {
        Leg mobile = s.mobile().called();
        Seat.pause(300);
        return mobile.answerToBeAsked().awaitUp();
    }

    private static Story confirmed(Seat s, int kind, boolean callerHangsUp) {
        Leg caller = outside(s, s.number(kind));
        Leg mobile = lifted(s);
        Seat.pause(500);
        mobile.pressToTake("1");
        return talkTo(s, caller, mobile, callerHangsUp);
    }

    private static Story unconfirmed(Seat s, int kind) {
        Leg caller = outside(s.longEnough(), s.number(kind));
        lifted(s);
        return toTheEnd(caller);
    }

    private static Story givenUp(Seat s) {
        Leg caller = outside(s, s.number(65));
        lifted(s);
        Seat.pause(500);
        caller.hangUp();
        return Story.of(caller);
    }

    private static Story voicemail(Seat s, boolean lift) {
        Leg caller = outside(lift ? s.longEnough() : s.briefly(), s.number(67));
        if (lift) {
            lifted(s);
        }
        return leaveMessage(s, caller);
    }
}

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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The phones that take part in a call at this moment. Local channels only lead from one phone to the next. */
record Parties(List<Leg> connected, List<Leg> ringing) {

    /** @param gone whether a channel has been hung up since the last message about the call */
    static Parties of(AmiCall call, Predicate<String> gone) {
        List<Leg> connected = new ArrayList<>();
        List<Leg> ringing = new ArrayList<>();
        for (Leg leg : call.legs()) {
            if (leg.endedAt() == null
                    && !gone.test(leg.channel())
                    && !leg.channel().startsWith("Local/")) {
                boolean answered = leg.answeredAt() != null || "ANSWER".equals(leg.dialStatus());
                boolean rings = leg.ringingAt() != null && !answered;
                (rings ? ringing : connected).add(leg);
            }
        }
        return new Parties(connected, ringing);
    }

    /** Who called or, if the caller has left the call by a transfer, the first who is still in it. */
    Leg first() {
        return connected.isEmpty() ? (ringing.isEmpty() ? null : ringing.get(0)) : connected.get(0);
    }

    /** Those who ring or, if somebody has answered, those who talk with the first. */
    List<Leg> others() {
        if (connected.size() > 1) {
            return connected.subList(1, connected.size());
        }
        return connected.isEmpty() ? ringing.stream().skip(1).toList() : ringing;
    }

    /** The channel of the phone that is in the call and matches. */
    Leg find(Predicate<Leg> mine) {
        return connected.stream().filter(mine).findFirst().orElse(null);
    }

    /**
     * Who stays in the call when it is transferred, taken or parked: of my call the other one, otherwise the one who is
     * not of this office.
     */
    Leg customer(Predicate<Leg> mine, Predicate<Leg> colleague) {
        if (find(mine) != null) {
            return find(mine.negate());
        }
        Leg outside = find(colleague.negate());
        return outside == null ? find(leg -> true) : outside;
    }
}

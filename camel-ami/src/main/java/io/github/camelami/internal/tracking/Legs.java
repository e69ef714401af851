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
package io.github.camelami.internal.tracking;

import io.github.camelami.call.Leg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Creates the {@link Leg}s of a call that routes receive. */
final class Legs {
    private final Call call;
    private final Channel caller;
    private final long until;

    /** @param until the moment when the call ended, or the current moment */
    Legs(Call call, Channel caller, long until) {
        this.call = call;
        this.caller = caller;
        this.until = until;
    }

    /** The legs. The caller's leg comes first, even if a list reported its channel later. */
    List<Leg> view() {
        List<Channel> phones = new ArrayList<>(call.channels().size());
        for (Channel channel : call.channels()) {
            if (isLeg(channel)) {
                phones.add(channel);
            }
        }
        phones.addAll(call.conversation().guests());
        // a list has the ages of channels only in whole seconds
        phones.sort(Comparator.comparing((Channel channel) -> channel != caller)
                .thenComparingLong(Channel::startedAt)
                .thenComparingLong(channel -> Mention.sequenceNumber(channel.uniqueid())));
        List<Leg> legs = new ArrayList<>(phones.size());
        for (Channel phone : phones) {
            legs.add(leg(phone));
        }
        return legs;
    }

    /** Whether the channel becomes a leg of the call: it is a phone or trunk, or a Local channel that led to none. */
    private boolean isLeg(Channel channel) {
        if (!channel.isLocal()) {
            return !channel.isHelper();
        }
        return !channel.isSecondHalf() && (channel == caller || channel.dial() != null && leadsNowhere(channel));
    }

    private boolean leadsNowhere(Channel half) {
        return Parties.phoneBehind(call, half) == null
                && (half.otherHalf() == null || half.otherHalf().attempts().rounds() == 0);
    }

    private Leg leg(Channel phone) {
        Dial dial = phone.dial();
        Leg.Builder leg = Leg.builder()
                .channel(phone.name())
                .number(OutsideNumber.of(phone))
                .name(OutsideNumber.isKnown(phone) ? phone.callerName() : null)
                .startedAt(Moments.millis(phone.startedAt()))
                .ringingAt(Moments.millisOrNull(phone.ringingAt()))
                .answeredAt(phone.answeredAt())
                .endedAt(Moments.millisOrNull(phone.endedAt()))
                .talkTime(phone.talkTime(until))
                .cause(phone.cause() < 0 ? null : phone.cause())
                .causeText(phone.causeText());
        if (dial != null) {
            leg.shownNumber(dial.shownNumber())
                    .dialStatus(dial.status())
                    .forwardedTo(dial.forwardedTo())
                    .via(via(phone));
        }
        return leg.build();
    }

    private static List<String> via(Channel phone) {
        List<Channel> way = Parties.way(phone);
        return way.isEmpty() ? List.of() : way.stream().map(Channel::name).toList();
    }
}

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

import io.github.camelami.internal.tracking.ChannelChange.BridgeKind;
import java.util.ArrayList;
import java.util.List;

/** Who is who in a call: who called, what was wanted, who was called and who answered. */
final class Parties {
    /** Local channels, one behind the other; what a PBX tells could go round in a circle. */
    private static final int LONGEST_WAY = 16;

    private Parties() {}

    /**
     * Who called: the originator; where the PBX called by a Local channel first, the phone that it led to.
     *
     * @return the originator itself, a Local channel, while no phone is known; null where nobody saw the start
     */
    static Channel caller(Call call) {
        Channel originator = call.originator();
        if (originator == null || !call.origin().isByPbx() || !originator.isLocal()) {
            return originator;
        }
        Channel phone = phoneBehind(call, originator);
        // a phone that rings once the Local channel has answered is called by the PBX, as the agent of a queue
        boolean rangInVain = phone != null && originator.upAt() > 0 && phone.upAt() == 0;
        return phone == null || rangInVain ? originator : phone;
    }

    /** Whether a Local channel that the PBX called first led to a phone in vain, and something else answered it. */
    static boolean isCallerAbsent(Call call) {
        Channel caller = caller(call);
        return caller != null && caller.isLocal() && caller.upAt() > 0 && phoneBehind(call, caller) != null;
    }

    /** The phone to which a Local channel led: the one that answered, else the first. */
    static Channel phoneBehind(Call call, Channel half) {
        return phoneBehind(call, half, LONGEST_WAY);
    }

    private static Channel phoneBehind(Call call, Channel half, int atMost) {
        Channel best = null;
        if (half.otherHalf() != null && atMost > 0) {
            for (Channel channel : call.channels()) {
                if (channel.dial() != null && channel.dial().caller() == half.otherHalf() && channel != half) {
                    Channel phone = channel.isLocal() ? phoneBehind(call, channel, atMost - 1) : channel;
                    boolean better = phone != null && (best == null || !Rounds.took(best) && phone.upAt() > 0);
                    best = better ? phone : best;
                }
            }
        }
        return best;
    }

    /** Itself, or whom a half of a Local channel stands for: who dialled the other half, or whom that dialled. Or null. */
    static Channel partyBehind(Channel channel) {
        Channel at = channel;
        for (int i = 0; i < LONGEST_WAY && at != null && at.isSecondHalf(); i++) {
            Channel first = at.otherHalf();
            at = first == null || first.dial() == null ? null : first.dial().caller();
        }
        return at != null && at.isLocal() ? phoneBehind(at.call(), at) : at;
    }

    /** Whether a party dialled it, or the dialplan for one: not behind a Local channel that was dialled itself. */
    static boolean isOutermost(Channel channel) {
        Dial dial = channel.dial();
        Channel by = dial == null ? null : dial.caller();
        return by != null
                && (!by.isSecondHalf()
                        || by.otherHalf() == null
                        || by.otherHalf().dial() == null);
    }

    /** Whether the PBX called it to connect it with somebody: it is, or might have been, the caller. */
    static boolean isCalledFirst(Call call, Channel phone) {
        return call.origin().isByPbx()
                && (phone.dial().caller() == null || way(phone).contains(call.originator()));
    }

    /** Whether it is a phone that was called, or was connected, beside the caller's. */
    static boolean isCalled(Call call, Channel channel, Channel caller) {
        return channel.isPhone() && channel != caller && channel.dial() != null;
    }

    /**
     * Of those who are connected now, the one that is not the caller. It may be of another call that is about to become a
     * part of this one, where a bridge connects two.
     */
    static Channel whoAnswered(Call call, List<Channel> parties) {
        Channel caller = caller(call);
        Channel best = null;
        for (Channel party : parties) {
            boolean of = party != caller
                    && !isInConference(party)
                    && (party.call() == call
                            || call.conversation().guests().contains(party)
                            || party.bridge().members().size() == 2);
            best = of && (best == null || best.dial() == null && party.dial() != null) ? party : best;
        }
        return best;
    }

    /** There nobody answers anybody. Who is paged may be there by a Local channel. */
    private static boolean isInConference(Channel party) {
        for (Bridge bridge :
                party.bridge() == null ? List.<Bridge>of() : party.bridge().joined()) {
            if (bridge.kind() == BridgeKind.CONFERENCE) {
                return true;
            }
        }
        return false;
    }

    /** Who dialled it, if need be by Local channels; null where the PBX itself did. */
    static Channel dialledFirstBy(Channel channel) {
        List<Channel> way = way(channel);
        Dial first = way.isEmpty() ? channel.dial() : way.get(0).dial();
        return first == null ? null : first.caller();
    }

    /** Whether it paged those who are still connected: the PBX called each of them into a conference with it. */
    static boolean isPager(Call call, Channel caller) {
        boolean paged = false;
        for (Channel channel : call.channels()) {
            if (channel != caller && channel.isPhone() && channel.isTalking()) {
                if (channel.dial() == null || dialledFirstBy(channel) != null || !isInConference(channel)) {
                    return false;
                }
                paged = true;
            }
        }
        return paged && caller == caller(call);
    }

    /** What the caller wanted. */
    static String calledNumber(Call call, boolean over) {
        Channel originator = call.originator();
        Channel first = firstDialled(call);
        boolean made = call.origin().isByPbx() || originator != null && originator.isLocal();
        if (!made) {
            String exten = originator == null ? null : originator.wanted();
            return exten != null ? exten : first == null ? null : numberOf(call, first);
        }
        if (call.origin().exten() != null) {
            return call.origin().exten();
        }
        if (first != null) {
            return numberOf(call, first);
        }
        // of a Local channel that led to a phone that is who called
        boolean toPhone = originator != null && originator.isLocal() && phoneBehind(call, originator) != null;
        return over && originator != null && !toPhone ? originator.wanted() : null;
    }

    /** Of a Local channel the phone to which it led. */
    static String numberOf(Call call, Channel dialled) {
        Channel phone = dialled.isLocal() ? phoneBehind(call, dialled) : dialled;
        return phone == null ? dialled.number() : phone.number();
    }

    private static Channel firstDialled(Call call) {
        for (Channel channel : call.channels()) {
            if (isOutermost(channel)) {
                return channel;
            }
        }
        return null;
    }

    /** The phone that answered, else the first that was called; or null. */
    static Channel called(Call call) {
        if (call.conversation().answeredBy() != null) {
            return call.conversation().answeredBy();
        }
        Channel caller = caller(call);
        Channel best = null;
        for (Channel channel : call.channels()) {
            if (isCalled(call, channel, caller) && (best == null || best.upAt() == 0 && channel.upAt() > 0)) {
                best = channel;
            }
        }
        return best;
    }

    /** A half of a Local channel may be known before it is said whose half it is: its name says it. */
    static void pair(List<Channel> channels, Channel half) {
        if (!half.isLocal()) {
            return;
        }
        String base = half.name().substring(0, half.name().length() - 1);
        for (Channel other : channels) {
            boolean free = other != half && other.isLocal() && other.otherHalf() == null;
            if (free && other.name().startsWith(base)) {
                other.pairWith(half);
                return;
            }
        }
    }

    /** The Local channels on the way from who dialled first to a phone, in their order. */
    static List<Channel> way(Channel phone) {
        List<Channel> way = List.of();
        for (Channel at = phone; at.dial() != null && at.dial().caller() != null; ) {
            Channel half = at.dial().caller();
            if (!half.isSecondHalf() || half.otherHalf() == null || way.contains(half.otherHalf())) {
                break;
            }
            way = way.isEmpty() ? new ArrayList<>(2) : way;
            way.add(0, half.otherHalf());
            at = half.otherHalf();
        }
        return way;
    }

    /** Whether it has picked up, and may be the one that takes the call: {@code ANSWERED} will tell, or its end. */
    static boolean mayAnswer(Channel phone) {
        Call call = phone.call();
        return !phone.isEnded() && Rounds.took(phone) && call.conversation().talkedAt() == 0 && phone != caller(call);
    }

    /** Whether this one has transferred or parked who it talked to, and gone. */
    static boolean isHandedOnBy(Call call, Channel phone) {
        return phone != null
                && phone.isEnded()
                && call.hasFacts()
                && (call.facts().transfers().areBy(phone)
                        || call.facts().parkings().areBy(phone));
    }
}

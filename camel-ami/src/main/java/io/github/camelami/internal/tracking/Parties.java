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

import java.util.ArrayList;
import java.util.List;

/** Determines the roles in a call: who called, what the caller dialled, who was called and who answered. */
final class Parties {
    /** The maximum number of Local channels in a chain. The limit is needed, because a PBX could report a circle. */
    private static final int LONGEST_WAY = 16;

    private Parties() {}

    /**
     * The caller: the originator or, if the PBX first called a Local channel, the phone behind that channel.
     *
     * @return the Local channel itself while no phone behind it is known; null if only events have shown the call, and
     *     not its start
     */
    static Channel caller(Call call) {
        Channel originator = call.originator();
        if (originator == null || !call.origin().isByPbx() || !originator.isLocal()) {
            return originator;
        }
        Channel phone = phoneBehind(call, originator);
        // a phone that only rings after the Local channel was answered is not the caller, but is called, for example as
        // the phone of a queue member
        boolean rangInVain = phone != null && originator.upAt() > 0 && phone.upAt() == 0;
        return phone == null || rangInVain ? originator : phone;
    }

    /** Whether the PBX first called a Local channel whose phone did not answer, so that something else answered. */
    static boolean isCallerAbsent(Call call) {
        Channel caller = caller(call);
        return caller != null && caller.isLocal() && caller.upAt() > 0 && phoneBehind(call, caller) != null;
    }

    /** The phone behind a Local channel: the one that answered or, if none did, the first one. */
    static Channel phoneBehind(Call call, Channel half) {
        Channel phone = phoneBehind(call, half, LONGEST_WAY);
        boolean listed = half == call.originator() && call.origin().isByPbx() && !half.isStartSeen();
        return phone == null && listed ? UnseenBeginning.firstPhone(call) : phone;
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

    /**
     * The party behind a channel. For a channel that is not a Local channel, this is the channel itself. For the second
     * half of a Local channel, it is the party that dialled the first half. For the first half, it is the phone that
     * the second half dialled. Null if there is no such party.
     */
    static Channel partyBehind(Channel channel) {
        Channel at = channel;
        for (int i = 0; i < LONGEST_WAY && at != null && at.isSecondHalf(); i++) {
            Channel first = at.otherHalf();
            at = first == null || first.dial() == null ? null : first.dial().caller();
        }
        return at != null && at.isLocal() ? phoneBehind(at.call(), at) : at;
    }

    /** Whether the channel was dialled for a party directly, and not by a Local channel that was itself dialled. */
    static boolean isOutermost(Channel channel) {
        Dial dial = channel.dial();
        Channel by = dial == null ? null : dial.caller();
        return by != null
                && (!by.isSecondHalf()
                        || by.otherHalf() == null
                        || by.otherHalf().dial() == null);
    }

    /**
     * Whether the PBX itself called the phone first, to connect it with somebody. Such a phone is the caller, or would
     * have become the caller.
     */
    static boolean isCalledFirst(Call call, Channel phone) {
        return call.origin().isByPbx()
                && (phone.dial().caller() == null || way(phone).contains(call.originator()));
    }

    /** Whether the channel is a phone that was dialled, and is not the caller. */
    static boolean isCalled(Call call, Channel channel, Channel caller) {
        return channel.isPhone() && channel != caller && channel.dial() != null;
    }

    /**
     * The party that answered: one of these connected parties other than the caller, or null. This party may still
     * belong to another call that is about to be merged into this one.
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

    /**
     * Whether a party is in a conference, directly or behind a Local channel as in paging. Nobody in a conference
     * counts as the party that answered.
     */
    private static boolean isInConference(Channel party) {
        for (Bridge bridge :
                party.bridge() == null ? List.<Bridge>of() : party.bridge().joined()) {
            if (bridge.kind() == BridgeKind.CONFERENCE) {
                return true;
            }
        }
        return false;
    }

    /** The party that dialled the channel, directly or through Local channels; null if the PBX itself did. */
    static Channel dialledFirstBy(Channel channel) {
        List<Channel> way = way(channel);
        Dial first = way.isEmpty() ? channel.dial() : way.get(0).dial();
        return first == null ? null : first.caller();
    }

    /** The number that the caller dialled. */
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
        // if there is a phone behind the Local channel, that phone is the caller
        boolean toPhone = originator != null && originator.isLocal() && phoneBehind(call, originator) != null;
        return over && originator != null && !toPhone ? originator.wanted() : null;
    }

    /** The number of a channel or, for a Local channel, of the phone behind it. */
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

    /** The phone that answered or, if none did, the first phone that was called; or null. */
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

    /**
     * Finds the other half of a Local channel by its name, because events may show both halves before an event reports
     * that they form a pair.
     */
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

    /** The Local channels through which a phone was dialled, in order. A party or the PBX dialled the first one. */
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

    /**
     * Whether a phone has picked up, but it is not known yet whether the phone answers the call. The state {@code
     * ANSWERED}, or the end of the phone, decides this.
     */
    static boolean mayAnswer(Channel phone) {
        Call call = phone.call();
        return !phone.isEnded() && Rounds.took(phone) && call.conversation().talkedAt() == 0 && phone != caller(call);
    }

    /** Whether the phone has transferred or parked the other party, and has ended since. */
    static boolean isHandedOnBy(Call call, Channel phone) {
        return phone != null
                && phone.isEnded()
                && call.hasFacts()
                && (call.facts().transfers().areBy(phone)
                        || call.facts().parkings().areBy(phone));
    }
}

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

import io.github.camelami.call.CallDirection;
import java.util.function.Predicate;

/** Determines the direction of a call, from the trunks among its channels. */
final class Direction {
    private final Call call;
    private final Channel caller;

    /** Accepts the names of trunks. Null if the option trunks is not set. */
    private final Predicate<String> trunks;

    Direction(Call call) {
        this.call = call;
        this.caller = Parties.caller(call);
        this.trunks = call.settings().trunks();
    }

    /**
     * The direction, or null if it cannot be determined.
     *
     * @param taken whether a phone that picked up counts as having answered the call
     */
    CallDirection of(boolean taken) {
        if (trunks == null || caller == null) {
            return null;
        }
        boolean out = call.conversation().talkedAt() > 0 ? isAnsweredOutside() : wentOut(taken);
        return isFromOutside()
                ? (out ? CallDirection.TRANSIT : CallDirection.INBOUND)
                : out ? CallDirection.OUTBOUND : CallDirection.INTERNAL;
    }

    private boolean isFromOutside() {
        return !call.origin().mayCallCaller() && trunks.test(caller.name());
    }

    /**
     * Whether a trunk was dialled to reach the party that answered, or the caller if the PBX called the caller first.
     * Parties that join later, for example after a transfer, do not count.
     */
    private boolean isAnsweredOutside() {
        return isDialledTrunk(call.conversation().answeredBy()) || isDialledTrunk(caller);
    }

    private boolean isDialledTrunk(Channel channel) {
        return channel != null
                && isDialled(channel)
                && channel.isPhone()
                && (channel != caller || call.origin().mayCallCaller())
                && trunks.test(channel.name());
    }

    /** Whether a channel was dialled. A channel whose start was not seen counts, because its dial was missed, too. */
    private static boolean isDialled(Channel channel) {
        return channel.dial() != null || !channel.isStartSeen();
    }

    /** Whether the channel is a phone that the caller called, and not a phone that the PBX called first. */
    private boolean isCalledPhone(Channel channel) {
        return isDialled(channel)
                && channel.isPhone()
                && channel != caller
                && (channel.dial() == null || !Parties.isCalledFirst(call, channel));
    }

    /** Whether a call without a conversation is outgoing. */
    private boolean wentOut(boolean taken) {
        boolean byTrunk = false;
        boolean toTrunk = false;
        boolean toPhone = false;
        for (Channel channel : call.channels()) {
            boolean trunk = isDialledTrunk(channel);
            toTrunk |= trunk;
            toPhone |= !trunk && isCalledPhone(channel);
            byTrunk |= trunk && taken && Rounds.took(channel);
        }
        // a trunk that only rang makes the call outgoing only if no phone of this PBX was called as well
        return byTrunk || toTrunk && !toPhone && !isFromOutside();
    }

    /**
     * Whether only trunks were dialled in the last round of dial attempts. In that case, the PBX has no voicemail for
     * the called number.
     */
    boolean isLastToOutside(Rounds rounds) {
        return trunks != null && caller != null && !isFromOutside() && rounds.isLastOnly(this::isDialledTrunk);
    }
}

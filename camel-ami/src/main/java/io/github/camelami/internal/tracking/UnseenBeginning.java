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

/** Determines who began a call, and when, if no event has reported its start, but a list shows its channels. */
final class UnseenBeginning {
    /** The ages in a list are whole seconds, so a difference of less, in milliseconds, does not show who is older. */
    private static final long SECOND = 1_000;

    private UnseenBeginning() {}

    /**
     * Makes the start of a channel, and that of its call, earlier if the channel already existed at this time. A start
     * that an event has reported remains.
     */
    static void hadStartedBy(Channel channel, long time) {
        if (!channel.isStartSeen()) {
            channel.hadStartedBy(time);
            channel.call().startsBy(channel.startedAt());
        }
    }

    /**
     * Records who began the call of a listed channel, as far as this channel shows it. The channels of a call must be
     * passed oldest first.
     */
    static void shows(Channel channel) {
        Call call = channel.call();
        if (call.originator() == null && channel.isPhone()) {
            call.beganUnseen(channel);
        } else if (Origin.isFromNowhere(channel)) {
            call.setOrigin(call.origin().byPbx());
        }
    }

    /** The phone that the PBX called first in a listed call, whose dial was not seen: the oldest one that is up. */
    static Channel firstPhone(Call call) {
        Channel first = null;
        for (Channel channel : call.channels()) {
            boolean fits = channel.isPhone() && !channel.isStartSeen() && channel.dial() == null;
            first = fits && (first == null || isBefore(channel, first)) ? channel : first;
        }
        return first;
    }

    private static boolean isBefore(Channel phone, Channel other) {
        boolean up = phone.upAt() > 0;
        if (up != other.upAt() > 0) {
            return up;
        }
        long older = Moments.between(phone.startedAt(), other.startedAt());
        return Math.abs(older) < SECOND
                ? Mention.sequenceNumber(phone.uniqueid()) < Mention.sequenceNumber(other.uniqueid())
                : older > 0;
    }
}

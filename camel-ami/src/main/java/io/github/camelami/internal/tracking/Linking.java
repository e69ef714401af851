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

import io.github.camelami.call.CallState;
import java.util.List;

/** Determines the call to which a channel belongs, from its Linkedid and from transfers. */
final class Linking {
    private final Calls calls;
    private final Output output;

    Linking(Calls calls, Output output) {
        this.calls = calls;
        this.output = output;
    }

    /**
     * Updates the call of a channel. No event reports that two calls were merged. Instead, the channels of one call
     * show the Linkedid of the other call from then on.
     */
    void relink(Channel channel, String linkedid, long time) {
        if (linkedid == null || linkedid.equals(channel.linkedid())) {
            return;
        }
        channel.shows(linkedid);
        Call shown = calls.named(linkedid);
        if (isOfWaiter(shown)) {
            shown = callBeside(channel, linkedid, shown);
        }
        if (shown == channel.call() || meetsWaiter(channel, linkedid, shown)) {
            return;
        }
        if (shown == null) {
            calls.alsoNamed(linkedid, channel.call());
        } else {
            merge(shown, channel.call(), time);
        }
    }

    /**
     * Moves a dialled channel to the call of the dialling channel. The Linkedid is not sufficient for this: if the
     * dialling channel has talked with a waiting agent, both channels show the Linkedid of the agent.
     */
    void dialled(Channel dest, Channel by) {
        Call to = by.call();
        Call from = dest.call();
        boolean strange = from != to && !dest.isWaiter() && by.linkedid().equals(dest.linkedid());
        if (!strange) {
            return;
        }
        move(dest, from, to);
        if (dest.otherHalf() != null && dest.otherHalf().call() == from) {
            move(dest.otherHalf(), from, to);
        }
        if (from.channels().isEmpty()) {
            calls.absorb(to, from);
            output.merged(from, to);
        }
    }

    private static void move(Channel channel, Call from, Call to) {
        from.remove(channel);
        to.add(channel);
    }

    /**
     * Whether a Linkedid must not merge calls, because it is that of a waiting agent, or is shown by the channel of
     * one. An agent of {@code AgentLogin} keeps one channel for all callers. Asterisk gives all channels of a bridge
     * the oldest Linkedid among them, so a caller may show the Linkedid of the agent, or that of an earlier caller. The
     * calls of these parties must remain separate.
     */
    private static boolean meetsWaiter(Channel channel, String linkedid, Call shown) {
        if (channel.isWaiter()) {
            return true;
        }
        for (Channel guest : channel.call().conversation().guests()) {
            if (guest.call() == shown || linkedid.equals(guest.linkedid())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a call is that of a waiting agent. No other call is merged into such a call. */
    private static boolean isOfWaiter(Call shown) {
        return shown != null && shown.originator() != null && shown.originator().isWaiter();
    }

    /**
     * Determines the call of a channel that shows the Linkedid of a waiting agent. This is the call of another channel
     * in the same bridge that shows the same Linkedid. If there is none, it is the channel's own call.
     */
    private static Call callBeside(Channel channel, String linkedid, Call ofWaiter) {
        List<Channel> beside =
                channel.bridge() == null ? List.of() : channel.bridge().members();
        for (Channel other : beside) {
            if (linkedid.equals(other.linkedid()) && other.call() != ofWaiter) {
                return other.call();
            }
        }
        return channel.call();
    }

    /** Merges the transferer's two calls after an attended transfer, even if their channels keep different ids. */
    void transferred(Channel of, Channel second, long time) {
        if (second.call() != of.call() && !of.isWaiter() && !second.isWaiter()) {
            merge(of.call(), second.call(), time);
        }
    }

    /**
     * Corrects who began a call that was merged in an attended transfer. If the consultation call of the transferer was
     * the older one, the beginning of the other call is used.
     */
    static void beginsBy(Channel by, Channel second, Channel who) {
        Call call = by.call();
        if (call.originator() == second) {
            call.facts().beginnings().all().stream()
                    .filter(beginning -> beginning.isOf(by, who))
                    .findFirst()
                    .ifPresent(call::beginsAs);
        }
    }

    private void merge(Call a, Call b, long time) {
        Call older = b.startedAt() < a.startedAt() ? b : a;
        Call younger = older == a ? b : a;
        calls.absorb(older, younger);
        output.merged(younger, older);
        if (younger.isAnnounced()) {
            output.announce(older, CallState.MERGED, time);
        }
    }
}

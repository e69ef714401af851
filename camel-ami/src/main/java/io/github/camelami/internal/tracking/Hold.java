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

/** A hold: the channel that holds, the parties that were connected with it then, and when it began. */
final class Hold {
    private final Channel by;
    private final List<Channel> held;
    private final long since;

    private Hold(Channel by, List<Channel> held, long since) {
        this.by = by;
        this.held = held;
        this.since = since;
    }

    static Hold by(Channel channel, long since) {
        List<Channel> held = new ArrayList<>(connected(channel));
        held.remove(channel);
        return new Hold(channel, held, since);
    }

    private static List<Channel> connected(Channel channel) {
        return channel.bridge() == null
                ? List.of()
                : Bridge.parties(channel.bridge().joined());
    }

    /** Adds the parties that the channel holds already. A phone can hold one party, and then also another one. */
    Hold with(Hold earlier) {
        if (earlier != null) {
            earlier.held.stream()
                    .filter(party -> !held.contains(party) && earlier.isHeld(party))
                    .forEach(held::add);
        }
        return this;
    }

    /**
     * Whether one of the parties is still on hold. If it is not known who was put on hold, only the channel that holds
     * can end the hold.
     */
    boolean lasts() {
        return held.isEmpty() || held.stream().anyMatch(this::isHeld);
    }

    /**
     * Whether a party has not left. A party leaves when it hangs up, is transferred or parked, continues in the
     * dialplan, or talks with somebody else. An earlier transfer does not count, because after a three-way transfer,
     * the transferer and the party are still connected.
     */
    private boolean isHeld(Channel party) {
        return !party.isEnded()
                && !(by.call().hasFacts() && by.call().facts().transfers().haveMoved(party, by, since))
                && party.bridge() != null
                && !party.bridge().holds()
                && (!party.isTalking() || connected(party).contains(by));
    }
}

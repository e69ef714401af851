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

/**
 * A bridge and the channels in it. If the halves of a Local channel are in two bridges, these bridges count as joined:
 * their parties can talk as in one bridge.
 */
final class Bridge {
    private final String id;
    private final List<Channel> members = new ArrayList<>(2);
    private BridgeKind kind = BridgeKind.TALKING;
    private boolean talking;

    Bridge(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    BridgeKind kind() {
        return kind;
    }

    void setKind(BridgeKind now) {
        kind = now;
    }

    /** Whether parties wait in this bridge, and cannot talk. */
    boolean holds() {
        return kind == BridgeKind.HOLDING || kind == BridgeKind.PARKING;
    }

    List<Channel> members() {
        return members;
    }

    void add(Channel channel, boolean listed) {
        if (!members.contains(channel)) {
            members.add(channel);
        }
        channel.moveTo(this, listed);
    }

    void remove(Channel channel) {
        members.remove(channel);
        channel.moveTo(null, false);
    }

    boolean isTalking() {
        return talking;
    }

    void talks(boolean now) {
        talking = now && !holds();
    }

    /** This bridge, and the bridges to which Local channels join it. */
    List<Bridge> joined() {
        return joined(null);
    }

    private List<Bridge> joined(Bridge without) {
        List<Bridge> joined = new ArrayList<>(2);
        joined.add(this);
        for (int i = 0; i < joined.size(); i++) {
            for (Channel member : joined.get(i).members) {
                Bridge beyond =
                        member.otherHalf() == null ? null : member.otherHalf().bridge();
                boolean counts = beyond != null && beyond != without && !joined.contains(beyond);
                if (counts && !beyond.holds() && !joined.get(i).holds()) {
                    joined.add(beyond);
                }
            }
        }
        return joined;
    }

    /** The parties to which this half of a Local channel leads, but not those in the bridge of the half itself. */
    static List<Channel> partiesBehind(Channel half) {
        Bridge beyond = half.otherHalf() == null ? null : half.otherHalf().bridge();
        return beyond == null || beyond.holds() || beyond == half.bridge()
                ? List.of()
                : parties(beyond.joined(half.bridge()));
    }

    /** The phones and trunks that these bridges connect. */
    static List<Channel> parties(List<Bridge> joined) {
        List<Channel> parties = new ArrayList<>(2);
        for (Bridge bridge : joined) {
            for (Channel member : bridge.members) {
                if (member.isParty()) {
                    parties.add(member);
                }
            }
        }
        return parties;
    }
}

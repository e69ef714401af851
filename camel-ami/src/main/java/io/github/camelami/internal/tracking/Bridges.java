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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bridges of a PBX. Tracks which channels are in which bridge, and who talks with whom. */
final class Bridges {
    private final Progress progress;
    private final Map<String, Bridge> bridges = new HashMap<>();

    Bridges(Progress progress) {
        this.progress = progress;
    }

    void enter(Channel channel, String bridgeId, BridgeKind kind, long time) {
        enter(channel, bridgeId, kind, time, true);
    }

    /**
     * Puts a channel into a bridge in which a list shows it. A list does not report when the channel entered, and often
     * reports the wrong kind of bridge.
     */
    void listed(Channel channel, String bridgeId, BridgeKind kind, long time) {
        Bridge known = bridges.get(bridgeId);
        if (known == null || known != channel.bridge()) {
            enter(channel, bridgeId, known == null ? kind : known.kind(), time, false);
        }
    }

    private void enter(Channel channel, String bridgeId, BridgeKind kind, long time, boolean seen) {
        boolean there = channel.bridge() != null && channel.bridge().id().equals(bridgeId);
        if (!there || channel.isBridgeListed()) {
            // a list has put the channel there before the event arrived; the event has the exact time
            leave(channel, time);
        }
        if (kind == BridgeKind.HOLDING) {
            channel.waits();
        }
        Bridge bridge = bridges.computeIfAbsent(bridgeId, Bridge::new);
        bridge.setKind(kind);
        bridge.add(channel, !seen);
        recount(bridge, time, seen);
    }

    void leave(Channel channel, long time) {
        Bridge bridge = channel.bridge();
        if (bridge == null) {
            return;
        }
        bridge.remove(channel);
        channel.leavesBridge(time);
        channel.talks(false, time);
        recount(bridge, time, true);
        Channel beyond = channel.otherHalf();
        if (beyond != null && beyond.bridge() != null) {
            recount(beyond.bridge(), time, true);
        }
        channel.call().conversation().recountTalk(time, true, List.of());
        if (bridge.members().isEmpty()) {
            bridges.remove(bridge.id());
        }
    }

    void merge(String into, String from, BridgeKind kind, long time) {
        Bridge emptied = bridges.get(from);
        if (emptied != null) {
            List.copyOf(emptied.members()).forEach(member -> enter(member, into, kind, time));
        }
    }

    void recount(Channel channel, long time) {
        if (channel.bridge() != null) {
            recount(channel.bridge(), time, true);
        }
    }

    /** Updates who talks in this bridge and in the bridges that are joined to it. */
    private void recount(Bridge bridge, long time, boolean seen) {
        List<Bridge> joined = bridge.joined();
        List<Channel> parties = Bridge.parties(joined);
        boolean talking = parties.size() >= 2;
        Call last = null;
        for (Bridge each : joined) {
            each.talks(talking);
        }
        for (Channel party : parties) {
            party.talks(party.isTalking(), time);
        }
        for (Bridge each : joined) {
            for (Channel member : each.members()) {
                if (member.call() != last) {
                    last = member.call();
                    recount(last, time, seen, talking ? parties : List.of());
                }
            }
        }
    }

    private void recount(Call call, long time, boolean seen, List<Channel> parties) {
        if (call.conversation().recountTalk(time, seen, parties)) {
            progress.announce(call, CallState.ANSWERED, time);
        }
        progress.holdsEnd(call, time);
    }

    /** Revives a channel whose end was inferred by mistake, and puts it back into its bridge. */
    void lives(Channel channel) {
        if (channel.isEndMissed()) {
            long since = channel.endedAt();
            Bridge was = channel.endedIn();
            channel.call().revive(channel);
            if (was != null) {
                enter(channel, was.id(), was.kind(), since);
            }
        }
    }

    boolean isEmpty() {
        return bridges.isEmpty();
    }
}

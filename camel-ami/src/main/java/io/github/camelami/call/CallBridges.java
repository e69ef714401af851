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
package io.github.camelami.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bridges of a PBX: who is in which. */
final class CallBridges {
    private final CallTracker calls;
    private final Map<String, CallBridge> bridges = new HashMap<>();

    CallBridges(CallTracker calls) {
        this.calls = calls;
    }

    void enter(CallChannel channel, String bridgeId, boolean holding, long time) {
        enter(channel, bridgeId, holding, time, true);
    }

    /** A list knows neither since when it is there nor, for sure, of what kind the bridge is. */
    void listed(CallChannel channel, String bridgeId, boolean holding, long time) {
        CallBridge known = bridges.get(bridgeId);
        if (known == null || known != channel.bridge) {
            enter(channel, bridgeId, known == null ? holding : known.holding, time, false);
        }
    }

    private void enter(CallChannel channel, String bridgeId, boolean holding, long time, boolean seen) {
        boolean there = channel.bridge != null && channel.bridge.id.equals(bridgeId);
        // where the list was ahead of the event, the event is exact
        leave(channel, there && !channel.bridgeListed ? null : channel.bridge, time);
        CallBridge bridge = bridges.computeIfAbsent(bridgeId, CallBridge::new);
        bridge.holding = holding;
        bridge.members.add(channel);
        channel.bridge = bridge;
        channel.bridgeListed = !seen;
        recount(bridge, time, seen);
    }

    void leave(CallChannel channel, CallBridge bridge, long time) {
        if (bridge == null || !bridge.members.remove(channel)) {
            return;
        }
        CallChannel beyond = channel.otherHalf;
        channel.bridge = null;
        recount(bridge, time);
        if (beyond != null && beyond.bridge != null) {
            recount(beyond.bridge, time);
        }
        channel.call.recountTalk(time, true);
        if (bridge.members.isEmpty()) {
            bridges.remove(bridge.id);
        }
    }

    void merge(String into, String from, boolean holding, long time) {
        CallBridge emptied = bridges.get(from);
        if (emptied != null) {
            List.copyOf(emptied.members).forEach(member -> enter(member, into, holding, time));
        }
    }

    void recount(CallBridge bridge, long time) {
        recount(bridge, time, true);
    }

    private void recount(CallBridge bridge, long time, boolean seen) {
        if (bridge != null) {
            bridge.recount(time, seen).forEach(call -> calls.announce(call, CallState.ANSWERED, time));
        }
    }

    boolean isEmpty() {
        return bridges.isEmpty();
    }
}

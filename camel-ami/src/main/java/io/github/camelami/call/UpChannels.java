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

import io.github.camelami.message.AmiEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is up on the PBX by its own lists, for calls that were joined in the middle. */
final class UpChannels {
    /** A channel that is younger than this may have its first event on the way. */
    private static final long BLIND_AFTER = 5_000;

    /** The applications that let a channel wait in a holding bridge; a list does not tell what kind a bridge is. */
    private static final Set<String> HOLDING = Set.of("Park", "ParkAndAnnounce", "BridgeWait", "AgentLogin");

    /** Who runs one of these talks with the one that waited, in another bridge; the application of that one stays. */
    private static final Set<String> FETCHING = Set.of("ParkedCall", "AgentRequest");

    private final CallTracker calls;
    private long unbrokenSince = Long.MAX_VALUE;

    UpChannels(CallTracker calls) {
        this.calls = calls;
    }

    /** From here on a channel without events is no proof of anything, until the next list. */
    void gap() {
        unbrokenSince = Long.MAX_VALUE;
    }

    static Set<String> values(List<AmiEvent> items, String field) {
        Set<String> values = new HashSet<>();
        for (AmiEvent item : items) {
            values.add(item.get(field));
        }
        return values;
    }

    /**
     * Opens calls for channels that are not known.
     *
     * @return whether one of them came up since the last list, so that its events should have come
     */
    boolean listed(List<AmiEvent> items, long now, long time) {
        boolean blind = false;
        Set<String> holding = holdingBridges(items);
        for (AmiEvent item : items) {
            String uniqueid = item.get("Uniqueid");
            boolean known = uniqueid == null || calls.known(uniqueid) != null || calls.isGone(uniqueid);
            listed(item, holding, time);
            CallChannel channel = known ? null : calls.known(uniqueid);
            // a list comes from the server's clock, to the second
            blind |= channel != null
                    && unbrokenSince != Long.MAX_VALUE
                    && channel.startedAt - time > unbrokenSince - now + 2_000
                    && channel.startedAt < time - BLIND_AFTER;
        }
        unbrokenSince = unbrokenSince == Long.MAX_VALUE ? now : unbrokenSince;
        return blind;
    }

    boolean waiting(List<AmiEvent> entries, long time) {
        boolean blind = false;
        for (AmiEvent entry : entries) {
            CallChannel channel = entry.name().equals("QueueEntry") ? calls.known(entry.get("Uniqueid")) : null;
            if (channel != null && !channel.ended) {
                blind |= waits(channel, entry, time);
            }
        }
        return blind;
    }

    /** An item of a list of the channels that are up. */
    private void listed(AmiEvent item, Set<String> holding, long time) {
        CallChannel channel = calls.channel(item, Prefix.NONE, time);
        if (channel == null || channel.ended) {
            return;
        }
        if (!channel.startSeen && channel.startedAt == time) {
            channel.hadStartedBy(time - duration(item));
        }
        channel.readParty(item, Prefix.NONE);
        CallEvents.exten(channel, item.get(Prefix.NONE.exten));
        if (CallEvents.UP.equals(item.get(Prefix.NONE.state)) && channel.upAt == 0) {
            channel.upAt = time;
            channel.answerMissed = true;
        }
        String bridge = CallChannel.text(item.get("BridgeId"));
        if (bridge == null) {
            calls.bridges.leave(channel, channel.bridge, time);
        } else {
            calls.bridges.listed(channel, bridge, holding.contains(bridge), time);
        }
    }

    private static Set<String> holdingBridges(List<AmiEvent> items) {
        Set<String> holding = new HashSet<>();
        for (AmiEvent item : items) {
            if (HOLDING.contains(item.getOrDefault("Application", ""))) {
                holding.add(item.get("BridgeId"));
            }
        }
        for (AmiEvent item : items) {
            if (FETCHING.contains(item.getOrDefault("Application", ""))) {
                holding.remove(item.get("BridgeId"));
            }
        }
        return holding;
    }

    /**
     * An entry of a queue.
     *
     * @return whether the call was followed since before it joined
     */
    private static boolean waits(CallChannel channel, AmiEvent entry, long time) {
        OpenCall call = channel.call;
        long joined = time - CallEvents.number(entry.get("Wait"), 0) * 1000;
        if (call.facts.waitsIn(CallEvents.queue(entry))) {
            return false;
        }
        call.facts.joinedQueue(CallEvents.queue(entry), (int) CallEvents.number(entry.get("Position"), 0), joined);
        return !call.isPartial() && joined + BLIND_AFTER < time;
    }

    /** {@code Duration} of CoreShowChannels, {@code 01:02:03}, or {@code Seconds} of Status, in milliseconds. */
    private static long duration(AmiEvent item) {
        String duration = item.get("Duration");
        if (duration == null) {
            return CallEvents.number(item.get("Seconds"), 0) * 1000;
        }
        long seconds = 0;
        for (String part : duration.split(":")) {
            seconds = seconds * 60 + CallEvents.number(part, 0);
        }
        return seconds * 1000;
    }
}

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

import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates the items of a list to {@link ChannelChange}s. */
final class ListTranslator {
    /**
     * The applications that put a channel into a holding bridge. They are needed because a list does not report the
     * kind of a bridge.
     */
    private static final Set<String> HOLDING = Set.of("Park", "ParkAndAnnounce", "BridgeWait", "AgentLogin");

    /**
     * The applications with which a caller retrieves a waiting channel. The list continues to show the earlier
     * application for the waiting channel.
     */
    private static final Set<String> FETCHING = Set.of("ParkedCall", "AgentRequest");

    private static final Comparator<ChannelChange.Listed> OLDEST_FIRST = Comparator.comparingLong(
                    ChannelChange.Listed::age)
            .reversed()
            .thenComparingLong(listed -> Mention.sequenceNumber(listed.channel().uniqueid()));

    private ListTranslator() {}

    /**
     * Translates the items of CoreShowChannels or Status. Channels with the same Linkedid come one after the other,
     * oldest first, so that a call is complete when it is reported.
     */
    static List<ChannelChange.Listed> channels(List<AmiEvent> items) {
        Set<String> holding = holdingBridges(items);
        Map<String, List<ChannelChange.Listed>> changes = new LinkedHashMap<>();
        for (AmiEvent item : items) {
            Mention channel = Mention.of(item, ChannelRole.OWN);
            if (channel != null) {
                String bridge = Mention.field(item, "BridgeId");
                BridgeKind kind = holding.contains(bridge)
                        ? parks(item) ? BridgeKind.PARKING : BridgeKind.HOLDING
                        : BridgeKind.TALKING;
                changes.computeIfAbsent(channel.linkedid(), id -> new ArrayList<>(2))
                        .add(new ChannelChange.Listed(
                                channel, Translator.state(item, ChannelRole.OWN), age(item), bridge, kind));
            }
        }
        return changes.values().stream()
                .flatMap(ofCall -> ofCall.stream().sorted(OLDEST_FIRST))
                .toList();
    }

    /** Translates the waiting callers among the items of QueueStatus. */
    static List<ChannelChange.ListedInQueue> waiting(List<AmiEvent> items) {
        List<ChannelChange.ListedInQueue> changes = new ArrayList<>();
        for (AmiEvent item : items) {
            Mention channel = item.name().equals("QueueEntry") ? Mention.of(item, ChannelRole.OWN) : null;
            if (channel != null) {
                changes.add(new ChannelChange.ListedInQueue(
                        channel,
                        EventFields.queue(item),
                        EventFields.position(item),
                        EventFields.number(item.get("Wait"), 0) * 1000));
            }
        }
        return changes;
    }

    private static boolean parks(AmiEvent item) {
        return item.getOrDefault("Application", "").startsWith("Park");
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
     * The age of a channel in milliseconds, from {@code Duration} of CoreShowChannels (such as {@code 01:02:03}) or
     * {@code Seconds} of Status.
     */
    private static long age(AmiEvent item) {
        String duration = item.get("Duration");
        if (duration == null) {
            return EventFields.number(item.get("Seconds"), 0) * 1000;
        }
        long seconds = 0;
        for (String part : duration.split(":")) {
            seconds = seconds * 60 + EventFields.number(part, 0);
        }
        return seconds * 1000;
    }
}

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
package io.github.camelami.simulator;

import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The channels that are up at a moment of a recording, for the answer to CoreShowChannels. */
final class ReplayedChannels {
    private static final List<String> SNAPSHOT = List.of(
            "Channel",
            "ChannelState",
            "ChannelStateDesc",
            "CallerIDNum",
            "CallerIDName",
            "ConnectedLineNum",
            "ConnectedLineName",
            "Language",
            "AccountCode",
            "Context",
            "Exten",
            "Priority",
            "Uniqueid",
            "Linkedid");

    private record Channel(Map<String, String> fields, long startedAt) {}

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private long now;

    /**
     * Begins with the channels of the recorded list.
     *
     * @param startedAt the time of the first event, in milliseconds since 1970
     */
    ReplayedChannels(List<Map<String, String>> items, long startedAt) {
        now = startedAt;
        for (Map<String, String> item : items) {
            Map<String, String> fields = new LinkedHashMap<>(item);
            long age = seconds(fields.remove("Duration")) * 1_000;
            channels.put(fields.get("Uniqueid"), new Channel(fields, startedAt - age));
        }
    }

    /** Applies an event. */
    void apply(AmiEvent event) {
        now = Math.max(now, event.occurredAt());
        update(event, "");
        update(event, "Dest");
        Channel channel = channels.get(event.getOrDefault("Uniqueid", ""));
        if (event.name().equals("Hangup")) {
            channels.remove(event.first("Uniqueid"));
        } else if (channel != null && event.name().equals("Rename")) {
            channel.fields.put("Channel", event.getOrDefault("Newname", ""));
        } else if (channel != null && event.name().equals("BridgeEnter")) {
            channel.fields.put("BridgeId", event.getOrDefault("BridgeUniqueid", ""));
            channel.fields.put("Application", application(event));
        } else if (channel != null && event.name().equals("BridgeLeave")) {
            channel.fields.put("BridgeId", "");
        }
    }

    private void update(AmiEvent event, String role) {
        String uniqueid = event.first(role + "Uniqueid");
        boolean begins = event.name().equals("Newchannel") && role.isEmpty();
        Channel channel = uniqueid == null
                ? null
                : begins
                        ? channels.computeIfAbsent(
                                uniqueid, id -> new Channel(new LinkedHashMap<>(), event.occurredAt()))
                        : channels.get(uniqueid);
        for (String field : channel == null ? List.<String>of() : SNAPSHOT) {
            String value = event.first(role + field);
            if (value != null) {
                channel.fields.put(field, value);
            }
        }
    }

    /** The application that put the channel into the bridge. A list tells by it whether the bridge only holds. */
    private static String application(AmiEvent event) {
        return "parking".equals(event.first("BridgeType"))
                ? "Park"
                : "holding_bridge".equals(event.first("BridgeTechnology")) ? "BridgeWait" : "Dial";
    }

    /** The items of the list. */
    List<SimulatedEvent> items(ReceivedAction action) {
        return channels.values().stream().map(channel -> item(channel, action)).toList();
    }

    private SimulatedEvent item(Channel channel, ReceivedAction action) {
        SimulatedEvent item = SimulatedEvent.named("CoreShowChannel").withIdOf(action);
        channel.fields.forEach(item::with);
        item.with("Duration", CoreActions.clock(Duration.ofMillis(Math.max(0, now - channel.startedAt))));
        for (String field : List.of("Application", "ApplicationData", "BridgeId")) {
            if (!channel.fields.containsKey(field)) {
                item.with(field, "");
            }
        }
        return item;
    }

    private static long seconds(String clock) {
        long seconds = 0;
        for (String part : clock == null ? new String[] {"0"} : clock.split(":")) {
            seconds = seconds * 60 + Long.parseLong(part);
        }
        return seconds;
    }
}

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The queues at a moment of a recording, with their members and callers, for the answer to QueueStatus. */
final class ReplayedQueues {
    /** An event names some fields of a member otherwise than the list. */
    private static final Map<String, String> FIELDS_OF_MEMBER = Map.of("MemberName", "Name", "Interface", "Location");

    private record Item(String name, Map<String, String> fields) {
        boolean isOf(String event, AmiEvent other) {
            return name.equals(event) && fields.getOrDefault("Queue", "").equals(other.first("Queue"));
        }
    }

    private final List<Item> items = new ArrayList<>();

    /** Begins with the recorded list. The field Event of an item is its name. */
    ReplayedQueues(List<Map<String, String>> recorded) {
        for (Map<String, String> fields : recorded) {
            Map<String, String> others = new LinkedHashMap<>(fields);
            items.add(new Item(others.remove("Event"), others));
        }
    }

    /** Applies an event. */
    void apply(AmiEvent event) {
        switch (event.name()) {
            case "QueueCallerJoin" -> joins(event);
            case "QueueCallerLeave" -> leaves(event);
            case "QueueCallerAbandon" -> counts(event, "Abandoned");
            case "AgentComplete" -> counts(event, "Completed");
            case "QueueMemberRemoved" -> items.removeIf(member(event));
            case "QueueMemberAdded",
                    "QueueMemberStatus",
                    "QueueMemberPause",
                    "QueueMemberPenalty",
                    "QueueMemberRinginuse" -> member(event, event.name().equals("QueueMemberAdded"));
            default -> {
                // no event about queues
            }
        }
    }

    private void joins(AmiEvent event) {
        Map<String, String> caller = new LinkedHashMap<>();
        for (String field : List.of(
                "Queue",
                "Position",
                "Channel",
                "Uniqueid",
                "CallerIDNum",
                "CallerIDName",
                "ConnectedLineNum",
                "ConnectedLineName")) {
            caller.put(field, event.getOrDefault(field, ""));
        }
        caller.put("Wait", "0");
        caller.put("Priority", "0");
        items.add(new Item("QueueEntry", caller));
        set(event, "Calls", event.getOrDefault("Count", "0"));
    }

    private void leaves(AmiEvent event) {
        String uniqueid = event.getOrDefault("Uniqueid", "");
        items.removeIf(item -> item.isOf("QueueEntry", event) && uniqueid.equals(item.fields.get("Uniqueid")));
        int position = 0;
        for (Item item : items) {
            if (item.isOf("QueueEntry", event)) {
                item.fields.put("Position", Integer.toString(++position));
            }
        }
        set(event, "Calls", event.getOrDefault("Count", "0"));
    }

    private void counts(AmiEvent event, String field) {
        for (Item item : items) {
            if (item.isOf("QueueParams", event)) {
                item.fields.compute(field, (name, count) -> count == null ? "1" : "" + (Long.parseLong(count) + 1));
            }
        }
    }

    private void set(AmiEvent event, String field, String value) {
        items.stream().filter(item -> item.isOf("QueueParams", event)).forEach(item -> item.fields.put(field, value));
    }

    private static Predicate<Item> member(AmiEvent event) {
        return item -> item.isOf("QueueMember", event)
                && event.getOrDefault("Interface", "").equals(item.fields.get("Location"));
    }

    private void member(AmiEvent event, boolean added) {
        if (added && items.stream().noneMatch(member(event))) {
            items.add(new Item("QueueMember", new LinkedHashMap<>(Map.of("Queue", event.getOrDefault("Queue", "")))));
            items.get(items.size() - 1).fields.put("Location", event.getOrDefault("Interface", ""));
        }
        for (Item item : items) {
            if (member(event).test(item)) {
                event.forEach((field, value) -> {
                    if (!field.equals("Event") && !field.equals("Privilege") && !field.equals("Timestamp")) {
                        item.fields.put(FIELDS_OF_MEMBER.getOrDefault(field, field), value);
                    }
                });
            }
        }
    }

    /** The items of the list, of each queue together. */
    List<SimulatedEvent> items(ReceivedAction action) {
        List<SimulatedEvent> list = new ArrayList<>();
        String wanted = action.field("Queue");
        for (Item queue : items) {
            String name = queue.fields.getOrDefault("Queue", "");
            if (queue.name.equals("QueueParams") && (wanted.isEmpty() || wanted.equals(name))) {
                items.stream()
                        .filter(item -> name.equals(item.fields.get("Queue")))
                        .forEach(item -> list.add(event(item, action)));
            }
        }
        return list;
    }

    private static SimulatedEvent event(Item item, ReceivedAction action) {
        SimulatedEvent event = SimulatedEvent.named(item.name).withIdOf(action);
        item.fields.forEach(event::with);
        return event;
    }
}

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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An event. Its fields are added one by one, in the order in which they are sent. */
public final class SimulatedEvent {

    private final String name;
    private final List<String> lines = new ArrayList<>();
    private String privilege = "";

    private SimulatedEvent(String name) {
        this.name = name;
    }

    /** Creates an event without a {@code Privilege}. Every session that is logged in receives it. */
    public static SimulatedEvent named(String name) {
        return new SimulatedEvent(name);
    }

    /** Creates an event of this class, for example {@code call}. */
    public static SimulatedEvent named(String name, String eventClass) {
        return new SimulatedEvent(name).privilege(eventClass + ",all");
    }

    /**
     * Creates an event with these fields, which must include {@code Event}. A field whose value is a collection is
     * repeated for each element.
     */
    public static SimulatedEvent of(Map<String, ?> fields) {
        if (!fields.containsKey("Event")) {
            throw new IllegalArgumentException("an event needs the field Event");
        }
        SimulatedEvent event = named(String.valueOf(fields.get("Event")));
        fields.forEach((key, value) -> {
            if (key.equals("Privilege")) {
                event.privilege(String.valueOf(value));
            } else if (value instanceof Iterable<?> values) {
                values.forEach(each -> event.with(key, each));
            } else if (!key.equals("Event")) {
                event.with(key, value);
            }
        });
        return event;
    }

    /** Sets the {@code Privilege} line, for example {@code call,all}. */
    public SimulatedEvent privilege(String value) {
        privilege = value;
        return this;
    }

    /** Adds a field. */
    public SimulatedEvent with(String key, Object value) {
        return line(key + ": " + value);
    }

    /** Adds this line unchanged, without a check. */
    public SimulatedEvent line(String line) {
        lines.add(line);
        return this;
    }

    /** Adds the ActionID of this action, if the action has one. */
    public SimulatedEvent withIdOf(ReceivedAction action) {
        return action.actionId().isEmpty() ? this : with("ActionID", action.actionId());
    }

    /** The event's name. */
    public String name() {
        return name;
    }

    String privilege() {
        return privilege;
    }

    /** The text on the wire. These lines stand between {@code Privilege} and the fields. */
    String text(List<String> afterPrivilege) {
        StringBuilder text =
                new StringBuilder(512).append("Event: ").append(name).append("\r\n");
        if (!privilege.isEmpty()) {
            text.append("Privilege: ").append(privilege).append("\r\n");
        }
        afterPrivilege.forEach(line -> text.append(line).append("\r\n"));
        lines.forEach(line -> text.append(line).append("\r\n"));
        return text.append("\r\n").toString();
    }

    /** The text on the wire. */
    @Override
    public String toString() {
        return text(List.of());
    }
}

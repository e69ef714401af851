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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Answers the actions about the session itself: Ping, Events, Filter, WaitEvent, ListCommands and UserEvent. */
final class SessionActions {

    private final SimulatedPbx pbx;

    SessionActions(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    void addTo(Actions actions) {
        actions.add("Ping", action -> Reply.success()
                .with("Ping", "Pong")
                .with("Timestamp", SimulatedPbx.timestamp(Instant.now())));
        actions.add("Events", this::events);
        actions.add("Filter", this::filter);
        actions.add("WaitEvent", action -> action.session().waitEvent(action));
        actions.add("ListCommands", this::listCommands);
        actions.add("UserEvent", this::userEvent);
    }

    private Reply events(ReceivedAction action) {
        OptionalInt mask = EventMask.parse(action.field("EventMask"));
        if (mask.isEmpty()) {
            return Reply.error("Invalid event mask");
        }
        action.session().eventMask(mask.getAsInt());
        return Reply.success().with("Events", mask.getAsInt() == 0 ? "Off" : "On");
    }

    /** Adds a filter. Asterisk 16 ignores MatchCriteria, and an empty Filter matches every event there. */
    private Reply filter(ReceivedAction action) {
        String criteria = action.field("MatchCriteria");
        String filter = action.field("Filter");
        boolean knowsCriteria = pbx.settings().version().is22();
        if (!action.field("Operation").equalsIgnoreCase("Add")) {
            return Reply.error("Unknown operation");
        } else if (knowsCriteria && criteria.isEmpty() && filter.isEmpty()) {
            return Reply.error(EventFilter.BAD_FORMAT);
        }
        try {
            action.session()
                    .addFilter(
                            knowsCriteria && !criteria.isEmpty()
                                    ? EventFilter.ofCriteria(criteria, filter)
                                    : EventFilter.ofExpression(filter));
            return Reply.success("Success");
        } catch (IllegalArgumentException e) {
            return Reply.error(e.getMessage());
        }
    }

    private Reply listCommands(ReceivedAction action) {
        Reply reply = Reply.success();
        ActionTable table = pbx.actions().table();
        for (Map.Entry<String, String> entry : table.privileges().entrySet()) {
            if (action.session().pbxUser().mayRun(table.classes(entry.getKey()))) {
                reply.with(entry.getKey(), "Simulated.  (Priv: " + entry.getValue() + ")");
            }
        }
        return reply;
    }

    /**
     * Sends a UserEvent. As in Asterisk, the lines of the client follow the event's own lines unchanged, even if they
     * are named {@code Event} or {@code ActionID}.
     */
    private Reply userEvent(ReceivedAction action) {
        SimulatedEvent event = SimulatedEvent.named("UserEvent", "user").with("UserEvent", action.field("UserEvent"));
        for (String line : action.lines()) {
            if (List.of("UserEvent:", "Action:").stream()
                    .noneMatch(key -> line.regionMatches(true, 0, key, 0, key.length()))) {
                event.line(line);
            }
        }
        return Reply.success("Event Sent").then(() -> pbx.emit(event));
    }
}

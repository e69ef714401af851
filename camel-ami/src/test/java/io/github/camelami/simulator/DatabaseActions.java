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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Answers DBPut, DBGet, DBGetTree, DBDel and DBDelTree. The answers to DBGet and DBGetTree are lists. */
final class DatabaseActions {

    private final SimulatedPbx pbx;
    private final Map<String, String> entries = new ConcurrentSkipListMap<>();

    DatabaseActions(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    void addTo(Actions actions) {
        actions.add("DBPut", this::put);
        actions.add("DBGet", this::get);
        actions.add("DBGetTree", this::getTree);
        actions.add("DBDel", this::delete);
        actions.add("DBDelTree", this::deleteTree);
    }

    void put(String family, String key, String value) {
        entries.put(path(family, key), value);
    }

    private Reply put(ReceivedAction action) {
        String missing = missing(action);
        if (missing != null) {
            return Reply.error(missing);
        }
        put(action.field("Family"), action.field("Key"), action.field("Val"));
        return Reply.success("Updated database successfully");
    }

    private Reply get(ReceivedAction action) {
        String missing = missing(action);
        String value = entries.get(path(action));
        if (missing != null || value == null) {
            return Reply.error(missing != null ? missing : "Database entry not found");
        }
        SimulatedEvent item = SimulatedEvent.named("DBGetResponse")
                .with("Family", action.field("Family"))
                .with("Key", action.field("Key"))
                .with("Val", value)
                .withIdOf(action);
        return Reply.success("Result will follow").list("DBGetComplete", List.of(item));
    }

    /** Answers DBGetTree. Asterisk 16 reports one list item in the event that ends the list, however many there are. */
    private Reply getTree(ReceivedAction action) {
        String tree = tree(action);
        List<SimulatedEvent> items = entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(tree))
                .map(entry -> SimulatedEvent.named("DBGetTreeResponse")
                        .with("Key", entry.getKey())
                        .with("Val", entry.getValue())
                        .withIdOf(action))
                .toList();
        if (items.isEmpty()) {
            return Reply.error("Database entry not found");
        }
        Reply reply = Reply.success("Result will follow").list("DBGetTreeComplete", items);
        return pbx.settings().version().is22() ? reply : reply.claimItems(1);
    }

    private Reply delete(ReceivedAction action) {
        String missing = missing(action);
        if (missing != null) {
            return Reply.error(missing);
        }
        return entries.remove(path(action)) == null
                ? Reply.error("Database entry could not be deleted")
                : Reply.success("Key deleted successfully");
    }

    private Reply deleteTree(ReceivedAction action) {
        if (action.field("Family").isEmpty()) {
            return Reply.error("No family specified.");
        }
        String tree = tree(action);
        return entries.keySet().removeIf(path -> path.startsWith(tree))
                ? Reply.success("Key tree deleted successfully")
                : Reply.error("Database entry not found");
    }

    /**
     * The error for a missing field, or null if none is missing. Only the error of DBPut has no full stop at its end.
     */
    private static String missing(ReceivedAction action) {
        String stop = action.name().equalsIgnoreCase("DBPut") ? "" : ".";
        if (action.field("Family").isEmpty()) {
            return "No family specified" + stop;
        }
        return action.field("Key").isEmpty() ? "No key specified" + stop : null;
    }

    private static String tree(ReceivedAction action) {
        String key = action.field("Key");
        return path(action.field("Family"), key) + (key.isEmpty() ? "" : "/");
    }

    private static String path(ReceivedAction action) {
        return path(action.field("Family"), action.field("Key"));
    }

    private static String path(String family, String key) {
        return "/" + family + "/" + key;
    }
}

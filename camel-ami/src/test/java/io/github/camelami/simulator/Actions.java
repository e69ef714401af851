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

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Decides whether the user may run an action, and finds the handler that answers it. */
final class Actions {

    private static final Set<String> BEFORE_LOGIN = Set.of("login", "challenge", "logoff");

    private final SimulatedPbx pbx;
    private final ActionTable table;
    private final Map<String, ActionHandler> handlers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, ActionHandler> ownHandlers = new ConcurrentHashMap<>();

    Actions(SimulatedPbx pbx) {
        this.pbx = pbx;
        this.table = new ActionTable(pbx.settings().version().actionList);
    }

    ActionTable table() {
        return table;
    }

    void add(String action, ActionHandler handler) {
        handlers.put(action, handler);
    }

    void replace(String action, ActionHandler handler) {
        ownHandlers.put(lower(action), handler);
    }

    Reply answer(ReceivedAction action) throws InterruptedException {
        SimulatedSession session = action.session();
        String name = action.name();
        if (action.defect() != null) {
            return Reply.error(action.defect());
        } else if (name.isEmpty()) {
            return badFormat(action, "Missing action in request");
        } else if (!session.isLoggedIn() && !BEFORE_LOGIN.contains(lower(name))) {
            return Reply.error("Permission denied");
        }
        ActionHandler handler = ownHandlers.getOrDefault(lower(name), handlers.get(name));
        if (handler == null && !table.lists(name)) {
            return badFormat(
                    action,
                    "Invalid/unknown command: " + name + ". Use Action: ListCommands to show available commands.");
        } else if (session.isLoggedIn() && !session.pbxUser().mayRun(table.classes(name))) {
            return Reply.error("Permission denied").then(() -> pbx.emit(SecurityEvents.notAllowed(action)));
        } else if (handler == null) {
            return Reply.error(
                    "Action " + name + " is not simulated: answer it with SimulatedPbx.on(\"" + name + "\", ...)");
        }
        return handler.answer(action);
    }

    private Reply badFormat(ReceivedAction action, String message) {
        return Reply.error(message).then(() -> pbx.emit(SecurityEvents.badFormat(action)));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

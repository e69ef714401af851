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
import java.util.Set;

/** Writes answers in the form that servers before Asterisk 12 used. */
final class OldServer {

    private static final Set<String> LISTS_BY_MESSAGE =
            Set.of("queuestatus", "status", "parkedcalls", "agents", "dbget");
    private static final Set<String> WITHOUT_ACTION_ID = Set.of("ping", "events");

    private OldServer() {}

    static void addTo(Actions actions) {
        actions.add(
                "Queues",
                action -> Reply.raw("support      has 0 calls (max unlimited) in 'ringall' strategy\r\n"
                        + "   No Members\r\n   No Callers\r\n\r\n\r\n\r\n"));
    }

    static String text(Reply reply, ReceivedAction action) {
        String name = action.name().toLowerCase(Locale.ROOT);
        String id = WITHOUT_ACTION_ID.contains(name) ? "" : action.actionId();
        if (name.equals("command") && reply.message().equals("Command output follows")) {
            return commandText(reply, id);
        } else if (name.equals("ping") && reply.response().equals("Success")) {
            return "Response: Pong\r\n\r\n";
        } else if (reply.isList() && LISTS_BY_MESSAGE.contains(name)) {
            return listText(reply, id);
        }
        return reply.text(id);
    }

    /** The answer to a Command: raw lines that end with LF and may look like fields, and then the end mark. */
    private static String commandText(Reply reply, String id) {
        StringBuilder text = new StringBuilder("Response: Follows\r\nPrivilege: Command\r\n").append(idLine(id));
        reply.lines().forEach(line -> text.append(line.substring("Output: ".length()))
                .append('\n'));
        return text.append("--END COMMAND--\r\n\r\n").toString();
    }

    /**
     * A list in the old form. Only the Message of the response shows that a list follows, and the event that ends the
     * list has no field EventList.
     */
    private static String listText(Reply reply, String id) {
        StringBuilder text = new StringBuilder("Response: ")
                .append(reply.response())
                .append("\r\n")
                .append(idLine(id))
                .append("Message: ")
                .append(reply.message())
                .append("\r\n\r\n");
        reply.items().forEach(text::append);
        return text.append("Event: ")
                .append(reply.completeName())
                .append("\r\n")
                .append(idLine(id))
                .append("\r\n")
                .toString();
    }

    private static String idLine(String id) {
        return id.isEmpty() ? "" : "ActionID: " + id + "\r\n";
    }
}

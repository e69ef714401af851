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
import java.util.concurrent.ConcurrentHashMap;

/** Answers the action Command. Knows a few CLI commands and those that a test adds, and refuses all others. */
final class CommandActions {

    private static final String FOLLOWS = "Command output follows";

    private final SimulatedPbx pbx;
    private final Map<String, List<String>> added = new ConcurrentHashMap<>();

    CommandActions(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    void addTo(Actions actions) {
        actions.add("Command", this::command);
    }

    void put(String command, String output) {
        added.put(command, output.lines().toList());
    }

    private Reply command(ReceivedAction action) {
        String command = action.field("Command");
        if (command.isEmpty()) {
            return Reply.error("No command provided");
        }
        List<String> known = added.get(command);
        if (known != null) {
            return output(Reply.success(FOLLOWS), known);
        }
        return switch (command) {
            case "core show version" ->
                output(
                        Reply.success(FOLLOWS),
                        List.of(
                                "Asterisk " + pbx.settings().version().asterisk
                                        + " built by nobody @ simulated on a unknown running Linux on 2026-01-01 00:00:00 UTC"));
            case "core show uptime" -> output(Reply.success(FOLLOWS), uptime());
            case "core show channels" -> output(Reply.success(FOLLOWS), channels());
            case "core stop now", "core restart now" -> stop(action, command.equals("core restart now"));
            default -> output(Reply.response("Error").message(FOLLOWS), List.of(refusal(command)));
        };
    }

    /**
     * Stops the PBX. The session that sent the command receives neither an answer nor the Shutdown event. Its
     * connection simply ends.
     */
    private Reply stop(ReceivedAction action, boolean restart) {
        return Reply.none().then(() -> {
            action.session().disconnect();
            pbx.shutdown(restart);
            if (restart) {
                pbx.timers().now(pbx::comeBack);
            }
        });
    }

    private List<String> uptime() {
        String time = pbx.uptimeSeconds() + " seconds";
        return List.of("System uptime: " + time, "Last reload: " + time);
    }

    private List<String> channels() {
        List<String> lines = new ArrayList<>();
        String format = "%-64s %-32s %-7s %-30s";
        lines.add(String.format(format, "Channel", "Location", "State", "Application(Data)"));
        for (SimulatedChannel channel : pbx.channels().all()) {
            lines.add(String.format(
                    format,
                    channel.name,
                    channel.exten + "@" + channel.context + ":" + channel.priority,
                    channel.stateText(),
                    channel.application + "(" + channel.data + ")"));
        }
        lines.add(pbx.channels().all().size() + " active channels");
        lines.add(pbx.channels().calls().size() + " active calls");
        lines.add(pbx.channels().processedCalls() + " calls processed");
        return lines;
    }

    private static String refusal(String command) {
        String[] words = command.trim().split("\\s+");
        String start = String.join(" ", List.of(words).subList(0, Math.max(1, words.length - 1)));
        return "No such command '" + command + "' (type 'core show help " + start + "' for other possible commands)";
    }

    private static Reply output(Reply reply, List<String> lines) {
        lines.forEach(line -> reply.with("Output", line));
        return reply;
    }
}

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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Every harmless action that the server lists, with and without its fields, beside a client that knows only bytes. */
class AllActionsAsteriskIT extends OnAsterisk {
    /** They end or change the session itself. */
    private static final Set<String> OF_THE_SESSION =
            Set.of("Challenge", "Events", "Filter", "Login", "Logoff", "WaitEvent");

    /** What two clients cannot both do, or what differs between two moments: not asked with fields. */
    private static final Set<String> FIELDS_THAT_MATTER_TWICE = Set.of("Originate", "Park");

    static Stream<Arguments> servers() {
        return by(Access.TCP, Access.HTTP_RAWMAN);
    }

    @Test
    void O4_idleEveryActionEndsAsForAPlainClient() throws Exception {
        compare(Map.of());
    }

    @Test
    void O4_withCallsAQueueAConferenceAndAParkedCallToo() throws Exception {
        for (int extension : List.of(110, 106, 107, 111)) {
            startCalls(1, extension);
        }
        soon().until(() -> plain.command("confbridge list").contains("room")
                && plain.command("queue show support").contains("@" + own + "-")
                && plain.command("parking show default").contains("@" + own + "-"));
        String channel = ownChannels().get(0);
        Map<String, String> fields = new HashMap<>();
        fields.put("Channel", channel);
        fields.put("Channel1", channel);
        fields.put("Conference", "room");
        fields.put("Queue", "support");
        fields.put("Mailbox", "123");
        fields.put("Context", "default");
        fields.put("Variable", "CALLNO");
        fields.put("Family", "none");
        fields.put("Key", "none");
        fields.put("Endpoint", "phone");
        fields.put("Filename", "queues.conf");
        fields.put("SessionNumber", "7");
        fields.put("Device", "PJSIP/phone");
        fields.put("Exten", "100");
        compare(fields);
    }

    private void compare(Map<String, String> fields) throws Exception {
        AmiConfiguration impatient = connection("admin");
        impatient.setActionTimeout(10_000);
        camel.getRegistry().bind("pbx", impatient);
        Map<String, String> different = new LinkedHashMap<>();
        int compared = 0;
        for (String action : actions()) {
            List<Map<String, String>> ways =
                    fields.isEmpty() || !takesFields(action) ? List.of(Map.of()) : List.of(Map.of(), fields);
            for (Map<String, String> way : ways) {
                Exchange answered = send("awaitOutcome=false", new TreeMap<>(action(action, way)));
                if (isForbidden(answered)) {
                    continue;
                }
                compared++;
                String expected = plainly(action, way);
                String got = described(answered);
                if (!got.equals(expected)) {
                    different.put(action + ' ' + way.keySet(), "\nplain: " + expected + "\nroute: " + got);
                }
            }
        }
        assertThat(compared).isGreaterThan(60);
        assertThat(different).isEmpty();
    }

    private static boolean takesFields(String action) {
        return !FIELDS_THAT_MATTER_TWICE.contains(action)
                && Stream.of(
                                "Show", "List", "Status", "State", "Get", "Count", "Info", "Summary", "Queues", "FAX",
                                "Map")
                        .anyMatch(action::contains);
    }

    private static Map<String, String> action(String action, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("Action", action);
        return all;
    }

    private List<String> actions() {
        Map<String, String> listed = new TreeMap<>(answer("action=ListCommands", Map.of()));
        listed.keySet().removeAll(Set.of("Response", "ActionID", "Message"));
        listed.keySet().removeAll(OF_THE_SESSION);
        return List.copyOf(listed.keySet());
    }

    /** Whether the policy of the route said no, and nothing was sent. */
    private static boolean isForbidden(Exchange exchange) {
        return exchange.getException() instanceof AmiException.Refused refused
                && refused.response().isEmpty();
    }

    private static String described(Exchange exchange) {
        if (exchange.getException() instanceof AmiException.Refused refused) {
            return "refused: " + fields(refused.response().orElseThrow().wireText());
        } else if (exchange.getException() != null) {
            return exchange.getException().toString();
        }
        Object body = exchange.getMessage().getBody();
        if (body instanceof List<?> list) {
            return items(list.stream().map(item -> ((AmiEvent) item).wireText()).toList());
        }
        AmiResponse response = (AmiResponse) body;
        return response.isText() ? "text: " + response.output() : fields(response.wireText());
    }

    /** What the same action gives a client that reads until the answer to the Ping behind it. */
    private String plainly(String action, Map<String, String> fields) throws IOException {
        StringBuilder request = new StringBuilder("Action: " + action + "\r\nActionID: all\r\n");
        if (action.equals("Originate")) {
            request.append("Async: true\r\n");
        }
        fields.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        plain.send(request + "\r\nAction: Ping\r\nActionID: behind\r\n\r\n");
        List<String> blocks = new ArrayList<>();
        String block = plain.block();
        while (!block.contains("ActionID: behind\r\n")) {
            blocks.add(block);
            block = plain.block();
        }
        if (blocks.isEmpty()) {
            return "text: ";
        }
        String response = blocks.get(0);
        if (NOTHING.stream().anyMatch(response::contains)) {
            return items(List.of());
        } else if (response.startsWith("Response: Error")) {
            return "refused: " + fields(response);
        } else if (response.contains("\r\nEventList: ") || response.contains(" event will follow\r\n")) {
            return items(blocks.stream()
                    .skip(1)
                    .filter(each -> !each.contains("\r\nEventList: Complete\r\n"))
                    .toList());
        }
        return fields(response);
    }

    private static final List<String> NOTHING = List.of(
            "Message: No active conferences.\r\n",
            "Message: No Contacts found\n",
            "Message: No Auths found\n",
            "Message: No AORs found\n",
            "Message: No endpoints found\n",
            "Message: No resource lists found\n",
            "Message: No dialplan hints are available\r\n",
            "Message: There are no voicemail users currently defined.\r\n",
            "Message: There is no voicemail user of the given info.\r\n",
            "Message: There is no voicemail user matching the given user.\r\n");

    private static String items(List<String> items) {
        return "items: "
                + items.stream().map(AllActionsAsteriskIT::fields).sorted().toList();
    }

    /** Its lines, without what differs from one asking to the next: ids and all that counts on. */
    private static String fields(String block) {
        return Stream.of(block.split("\r?\n"))
                .filter(line -> !line.isBlank() && !line.startsWith("ActionID: "))
                .map(line -> line.replaceAll("[0-9]+", "#"))
                .toList()
                .toString();
    }
}

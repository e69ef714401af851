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
import io.github.camelami.internal.session.DerivedFilters;
import io.github.camelami.internal.session.PbxFilter;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Filters mean the same to a server, to the simulated PBX, and to the session that derives them. */
class FilterActionAsteriskIT extends OnAsterisk {
    private static final String[][] ACTIONS = {
        {"MatchCriteria: probe(x)", "Filter: Event: "},
        {"MatchCriteria: method(probe)", "Filter: Event: "},
        {"MatchCriteria: name(UserEvent)"},
        {"MatchCriteria: name(userevent)", "Filter: "},
        {"MatchCriteria: name(UserEvent),method(none)", "Filter: x"},
        {"MatchCriteria: name(User Event)"},
        {"MatchCriteria: name()"},
        {"MatchCriteria: header(Queue)", "Filter: sUPPort"},
        {"MatchCriteria: header(Queue),method(exact)", "Filter: sUPPort"},
        {"MatchCriteria: header(queue),method(exact)", "Filter: sUPPort"},
        {"MatchCriteria: name(UserEvent),method(regex)", "Filter: ["},
        {"MatchCriteria: action(exclude),name(UserEvent)"},
        {"Filter: Queue: sUP"},
        {"Filter: !Queue: sUP"},
        {"Filter: ["},
    };

    @Test
    void theSimulatedPbxFiltersAsTheServerDoes() throws Exception {
        int version = asterisk == Asterisk.ASTERISK_16 ? 16 : 22;
        try (SimulatedPbx simulated = SimulatedPbx.builder()
                .user("admin", "admin-secret")
                .version(version)
                .start()) {
            for (String[] action : ACTIONS) {
                assertThat(passed(asterisk.connect(), asterisk.connect(), action))
                        .as(String.join(", ", action))
                        .isEqualTo(passed(simulated(simulated), simulated(simulated), action));
            }
        }
    }

    private static PlainClient simulated(SimulatedPbx simulated) throws IOException {
        return new PlainClient(new Socket(simulated.host(), simulated.port()));
    }

    @Test
    void D12_aServerReadsTheDerivedExpressionsAsTheyAreMeant() throws Exception {
        boolean reads = asterisk != Asterisk.ASTERISK_16;
        assertThat(derived("UserEvent", "", Map.of())).containsExactly("sUPPort", "other");
        assertThat(derived("userev*", "", Map.of())).containsExactly("sUPPort", "other");
        assertThat(derived("Hangup", "", Map.of())).hasSize(reads ? 0 : 2);
        assertThat(derived("Hang*", "", Map.of())).isEmpty();
        assertThat(derived("", "UserEvent,Hangup", Map.of())).isEmpty();
        assertThat(derived("", "Hangup,AOC-D", Map.of())).containsExactly("sUPPort", "other");
        assertThat(derived("UserEvent", "", Map.of("queue", List.of("Support"))))
                .containsExactly("sUPPort");
        // the session compares the value
        assertThat(derived("user*", "", Map.of("Queue", List.of("a", "sup*")))).containsExactly("sUPPort", "other");
        assertThat(derived("", "", Map.of("Queue", List.of("Supp")))).isEmpty();
    }

    /** In the locale of the server, a dot does not match a byte that is not valid in UTF-8. */
    @Test
    void D12_valuesInAnotherCharsetHideNoEvent() throws Exception {
        for (String include : List.of("User*", "UserEvent", "")) {
            for (String queue : List.of("support", "s*")) {
                Set<PbxFilter> filters = DerivedFilters.of(
                        include.isEmpty() ? List.of() : List.of(include),
                        List.of(),
                        Map.of("Queue", List.of(queue)),
                        StandardCharsets.ISO_8859_1);
                PbxFilter filter = filters.iterator().next();
                try (PlainClient receiver = asterisk.connect().login("admin", "off")) {
                    receiver.ask(
                            "Filter",
                            "Operation: Add",
                            "MatchCriteria: " + filter.criteria(),
                            "Filter: " + filter.expression());
                    receiver.ask("Events", "EventMask: user");
                    plain.send(("Action: UserEvent\r\nUserEvent: " + own
                                    + "\r\nCallerIDName: M\u00fcller\r\nQueue: support\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
                    String block = receiver.block();
                    assertThat(block)
                            .as(include + queue)
                            .startsWith("Event: UserEvent")
                            .contains("Queue: support");
                }
            }
        }
    }

    /** An including filter of a session adds to those of the user. The filter that asks for MatchCriteria does not. */
    @Test
    void theFiltersOfTheUserStay() throws Exception {
        String user = ownUser("eventfilter = UserEvent: allowed", "eventfilter = !Queue: no");
        boolean reads = asterisk != Asterisk.ASTERISK_16;
        assertThat(ofUser(user, Map.of())).containsExactly("yes");
        assertThat(ofUser(user, Map.of("mode", "auto")))
                .containsExactly(reads ? new String[] {"other yes", "yes"} : new String[] {"yes"});
    }

    /** The values of Queue that a consumer receives. */
    private List<String> ofUser(String user, Map<String, Object> filters) throws Exception {
        AmiConfiguration settings = connection(user);
        settings.setServerFilter(filters);
        String name = own + filters.size();
        camel.getRegistry().bind(name, settings);
        List<String> received = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:" + name + "?events=user&include=UserEvent")
                        .process(exchange -> received.add(
                                exchange.getMessage().getBody(AmiEvent.class).get("Queue")));
            }
        });
        for (String event : List.of("other no", "other other yes", "allowed no", "allowed yes")) {
            String[] parts = event.split(" ", 2);
            plain.send("Action: UserEvent\r\nUserEvent: " + parts[0] + "\r\nQueue: " + parts[1] + "\r\n\r\n");
        }
        soon().until(() -> received.contains("yes"));
        return received;
    }

    /** The values of Queue in the events that pass. */
    private List<String> derived(String include, String exclude, Map<String, List<String>> match) throws Exception {
        Set<PbxFilter> filters = DerivedFilters.of(
                include.isEmpty() ? List.of() : List.of(include),
                exclude.isEmpty() ? List.of() : List.of(exclude.split(",")),
                match,
                StandardCharsets.UTF_8);
        assertThat(filters).hasSize(1);
        PbxFilter filter = filters.iterator().next();
        List<String> passed = passed(
                asterisk.connect(),
                asterisk.connect(),
                "MatchCriteria: " + filter.criteria(),
                "Filter: " + filter.expression());
        assertThat(passed.get(0)).startsWith("Response: Success");
        return passed.subList(1, passed.size());
    }

    /** The answer to this Filter, and the values of Queue in the events that pass, of those that a sender sends. */
    private List<String> passed(PlainClient receiver, PlainClient sender, String... fields) throws IOException {
        try (receiver;
                sender) {
            receiver.login("admin", "off");
            sender.login("admin", "user");
            List<String> all = new ArrayList<>(List.of("Operation: Add"));
            all.addAll(List.of(fields));
            List<String> passed = new ArrayList<>();
            passed.add(receiver.ask("Filter", all.toArray(String[]::new)).replaceAll("ActionID: .*\r\n", ""));
            receiver.ask("Events", "EventMask: user");
            for (String queue : List.of("sUPPort", "other")) {
                sender.send("Action: UserEvent\r\nUserEvent: " + own + "\r\nQueue: " + queue + "\r\n\r\n");
            }
            // a server answers before it sends the event, which the sender receives, too
            for (String block = sender.block(); !block.contains("Queue: other"); block = sender.block()) {
                assertThat(block).isNotEmpty();
            }
            receiver.send("Action: Ping\r\n\r\n");
            for (String block = receiver.block(); !block.startsWith("Response: "); block = receiver.block()) {
                if (block.contains(own)) {
                    passed.add(block.replaceAll("(?s).*\r\nQueue: (.*?)\r\n.*", "$1"));
                }
            }
            return passed;
        }
    }
}

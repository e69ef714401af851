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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents of events, notices, calls, queues and agents in routes. */
class CloudEventRouteTest {
    private static final String CLOUD_EVENTS = "ami:application-cloudevents";

    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final List<Message> first = new CopyOnWriteArrayList<>();
    private final List<Message> second = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private PbxRoutes consume(String uri, String id, List<Message> out) throws Exception {
        return routes.add(route -> route.from(uri)
                .routeId(id)
                .setProperty("was", route.body())
                .transformDataType(CLOUD_EVENTS)
                .process(exchange -> out.add(exchange.copy().getMessage())));
    }

    private void consumeTwice(String uri) throws Exception {
        consume(uri, "first", first);
        consume(uri, "second", second).start();
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream()
                .map(message -> message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, String.class))
                .toList();
    }

    private static String type(Message message) {
        return message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, String.class);
    }

    private static Message of(List<Message> messages, String type) {
        return await().until(
                        () -> messages.stream()
                                .filter(message -> type(message).equals("io.github.camelami." + type))
                                .findFirst()
                                .orElse(null),
                        java.util.Objects::nonNull);
    }

    private static SimulatedEvent hangup() {
        return SimulatedEvent.named("Hangup", "call").with("Channel", "PJSIP/100-1");
    }

    @Test
    void anEventBecomesACloudEvent() throws Exception {
        consume("ami:pbx?events=call", "first", first).start();
        simulated.emit(hangup().with("Timestamp", "1795302840.768123").with("Cause-txt", "\u00e4 \"/\\"));
        Message message = of(first, "event.Hangup");
        assertThat(message.getHeaders())
                .containsEntry("CamelCloudEventVersion", "1.0")
                .containsEntry("CamelCloudEventSource", "ami:pbx")
                .containsEntry("CamelCloudEventSubject", "PJSIP/100-1")
                .containsEntry("CamelCloudEventTime", "2026-11-21T23:14:00.768123Z")
                .containsEntry("CamelCloudEventSchemaURL", "urn:camel-ami:schema:AmiEvent:1")
                .containsEntry("CamelCloudEventDataContentType", "application/json")
                .containsEntry(Exchange.CONTENT_TYPE, "application/json")
                .containsEntry(AmiConstants.EVENT_NAME, "Hangup");
        assertThat(message.getBody()).isInstanceOf(String.class);
        assertJsonIsThatOfJackson(message);
    }

    private static void assertJsonIsThatOfJackson(Message message) throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(message.getBody(String.class)))
                .isEqualTo(json.readTree(
                        json.writeValueAsString(message.getExchange().getProperty("was"))));
    }

    /** So that a receiver does not drop the second as a repetition of the first. */
    @Test
    void L7_eventsThatAreEqualHaveIdsOfTheirOwnThatEachConsumerGives() throws Exception {
        consumeTwice("ami:pbx?events=call");
        int events = 100;
        String text = "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/100-1\r\n\r\n";
        simulated.emit(text.repeat(events));
        await().until(() -> first.size() == events && second.size() == events);
        assertThat(new HashSet<>(ids(first))).hasSize(events);
        assertThat(ids(second)).isEqualTo(ids(first));
    }

    /** Another program, or another session of this one, receives other bytes at another time. */
    @Test
    void L7_anEventWithATimestampHasTheSameIdInEachSession() throws Exception {
        consume("ami:pbx?events=call", "first", first);
        consume("ami:pbx?events=call&keepAliveInterval=99", "second", second).start();
        await().until(() -> simulated.loggedIn().size() == 2);
        simulated.emit(hangup().with("Timestamp", "1795302840.768123"));
        simulated.emit(hangup().with("Timestamp", "1795302840.768124"));
        await().until(() -> first.size() == 2 && second.size() == 2);
        assertThat(new HashSet<>(ids(first))).hasSize(2);
        assertThat(ids(second)).isEqualTo(ids(first));
    }

    @Test
    void noticesAndSnapshotsHaveTypesAndIdsOfTheirOwn() throws Exception {
        simulated.data().queue("support");
        consumeTwice("ami:pbx?events=call&notices=true&snapshot=QueueStatus");
        Message connected = of(first, "notice.Connected");
        assertThat(ids(List.of(connected))).isNotEqualTo(ids(List.of(of(second, "notice.Connected"))));
        of(first, "snapshot.QueueParams");
        simulated.disconnectAll();
        assertThat(of(first, "notice.Gap").getBody(String.class)).contains("\"Reason\":\"disconnected\"");
        Predicate<Message> queue = message -> type(message).equals("io.github.camelami.snapshot.QueueParams")
                && message.getHeader("CamelCloudEventSubject").equals("support");
        await().until(() -> first.stream().filter(queue).count() == 2);
        assertThat(new HashSet<>(ids(first))).hasSameSizeAs(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "callProgress"})
    void L7_aCallHasTheSameIdsInEachRouteAndNoneTwice(String emit) throws Exception {
        consumeTwice("ami:pbx?callGrace=50&emit=" + emit);
        await().until(() -> simulated.received("CoreShowChannels").size() == 2);
        simulated.placeCall("100", "200");
        simulated.placeCall("101", "200");
        await().until(() -> ended(first) == 2 && ended(second) == 2);
        assertThat(ids(second)).containsExactlyInAnyOrderElementsOf(ids(first));
        assertThat(new HashSet<>(ids(first))).hasSameSizeAs(first);
        Message call = of(first, "call.ENDED");
        String id = call.getHeader(AmiConstants.CALL_ID, String.class);
        assertThat(call.getHeaders())
                .containsEntry("CamelCloudEventID", id + "/ENDED")
                .containsEntry("CamelCloudEventSubject", id)
                .containsEntry("CamelCloudEventSchemaURL", "urn:camel-ami:schema:AmiCall:1")
                .containsEntry(
                        "CamelCloudEventTime",
                        Instant.ofEpochMilli(call.getHeader(AmiConstants.MESSAGE_TIMESTAMP, Long.class))
                                .toString());
        assertJsonIsThatOfJackson(call);
    }

    private static long ended(List<Message> messages) {
        return messages.stream()
                .filter(message -> type(message).endsWith(".ENDED"))
                .count();
    }

    @Test
    void L7_aQueueHasTheSameIdInEachRouteForEachChangeOfACaller() throws Exception {
        var support = simulated.data().queue("support");
        consumeTwice("ami:pbx?emit=queues");
        of(first, "queue.RESYNCED");
        of(second, "queue.RESYNCED");
        support.join("100", "Ann").giveUp();
        support.join("100", "Ann").giveUp();
        Predicate<Message> changes = message -> type(message).contains("queue.CALLER_");
        await().until(() -> first.stream().filter(changes).count() == 4
                && second.stream().filter(changes).count() == 4);
        List<String> ids = ids(first.stream().filter(changes).toList());
        assertThat(ids(second.stream().filter(changes).toList())).isEqualTo(ids);
        assertThat(new HashSet<>(ids(first))).hasSameSizeAs(first);
        Message joined = of(first, "queue.CALLER_JOINED");
        assertThat(joined.getHeaders())
                .containsEntry("CamelCloudEventSubject", "support")
                .containsEntry("CamelCloudEventSource", "ami:pbx");
        assertJsonIsThatOfJackson(joined);
    }

    @Test
    void anAgentBecomesACloudEvent() throws Exception {
        var support = simulated.data().queue("support");
        consume("ami:pbx?emit=agents", "first", first).start();
        of(first, "agent.RESYNCED");
        support.pause("Local/m1@members/n", true, "lunch");
        Message paused = of(first, "agent.PAUSED");
        assertThat(paused.getHeader("CamelCloudEventSubject")).isEqualTo("Local/m1@members/n");
        assertJsonIsThatOfJackson(paused);
    }

    /** Whoever may send a UserEvent chooses its fields. */
    @Test
    void noFieldBreaksOutOfAHeader() throws Exception {
        consume("ami:pbx?events=user", "first", first).start();
        simulated.emit(
                "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: A\r\nChannel: a\r\nChannel: b \u00e4%\r\n\r\n");
        assertThat(of(first, "event.UserEvent").getHeader("CamelCloudEventSubject"))
                .isEqualTo("a%0Ab%20%C3%A4%25");
    }

    @Test
    void theSourceIsThePbxOfTheEvent() throws Exception {
        AmiComponent ami = routes.camel.getComponent("ami", AmiComponent.class);
        ami.getConnections().put("emea 1", routes.pbx);
        consume("ami:emea*?events=call", "first", first).start();
        simulated.emit(hangup());
        assertThat(of(first, "event.Hangup").getHeader("CamelCloudEventSource")).isEqualTo("ami:emea%201");
    }

    @Test
    void jsonAloneIsADataTypeToo() throws Exception {
        routes.add(route -> route.from("direct:list")
                        .to("ami:pbx?action=QueueStatus")
                        .setProperty("was", route.body())
                        .transformDataType("ami:application-json")
                        .process(exchange -> first.add(exchange.getMessage())))
                .start();
        simulated.data().queue("support");
        Exchange exchange = routes.template.request("direct:list", empty -> {});
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(exchange.getMessage().getBody(String.class)).startsWith("[{\"Event\":\"QueueParams\"");
        assertJsonIsThatOfJackson(exchange.getMessage());
    }

    @Test
    void whatIsNoValueOfTheComponentIsRefused() throws Exception {
        routes.add(route -> route.from("direct:cloud").transformDataType(CLOUD_EVENTS))
                .add(route -> route.from("direct:json").transformDataType("ami:application-json"))
                .start();
        List<Object> bodies = new ArrayList<>(List.of("canary", Map.of("canary", "1"), List.of("canary")));
        bodies.add(null);
        for (Object body : bodies) {
            for (String uri : List.of("direct:cloud", "direct:json")) {
                Exchange exchange =
                        routes.template.request(uri, each -> each.getMessage().setBody(body));
                assertThat(exchange.getException())
                        .hasMessageContaining("the data type needs an event, a call, a queue")
                        .hasMessageNotContaining("canary");
            }
        }
        AmiEvent item = AmiEvent.parse("Event: QueueParams\r\n\r\n");
        assertThat(routes.template
                        .request("direct:cloud", each -> each.getMessage().setBody(item))
                        .getException())
                .hasMessageContaining("no header CamelAmiConnection");
    }
}

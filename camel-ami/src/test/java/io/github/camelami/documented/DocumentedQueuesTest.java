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
package io.github.camelami.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unchecked")
class DocumentedQueuesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.addRoutes(new DocumentedQueues());
        camel.addRoutes(PageRoutes.mocks("wallboard", "agents", "store-figures", "waits-too-long", "turned-away"));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    private String text(String mock) {
        StringBuilder all = new StringBuilder();
        camel.getEndpoint("mock:" + mock, MockEndpoint.class)
                .getExchanges()
                .forEach(exchange -> all.append(exchange.getMessage().getBody(String.class)));
        return all.toString();
    }

    @Test
    void queuesAndAgentsArriveAsJson() {
        await().until(() -> text("wallboard").contains("\"change\":\"RESYNCED\""));
        await().until(() -> text("agents").contains("\"name\":\"Agent One\""));
        pbx.data().queue("support").join("100", "Ann");
        await().until(() -> text("wallboard").contains("\"number\":\"100\""));
        assertThat(text("wallboard")).doesNotContain("\"name\":\"empty\"");
    }

    @Test
    void theJsonOnThePageHasTheValuesOfAMessage() throws Exception {
        MockEndpoint wallboard = camel.getEndpoint("mock:wallboard", MockEndpoint.class);
        await().until(() -> wallboard.getReceivedCounter() == 1);
        pbx.data().queue("support").join("100", "Ann");
        await().until(() -> wallboard.getReceivedCounter() > 1);
        JsonNode message =
                JSON.readTree(wallboard.getExchanges().get(1).getMessage().getBody(String.class));
        String page = Files.readString(Path.of("../docs/queues.md"));
        JsonNode shown = JSON.readTree(page.substring(page.indexOf("```json\n") + "```json\n".length()));

        for (String object : List.of("", "/callers/0", "/members/0", "/figures", "/caller")) {
            assertThat(shown.at(object).fieldNames())
                    .toIterable()
                    .as(object)
                    .containsExactlyElementsOf(() -> message.at(object).fieldNames());
        }
    }

    @Test
    void whoCannotJoinAQueueIsReported() {
        pbx.emit(variable("QUEUESTATUS", "TIMEOUT"));
        pbx.emit(variable("OTHER", "FULL"));
        pbx.emit(variable("QUEUESTATUS", "JOINEMPTY"));

        await().until(() -> !text("turned-away").isEmpty());
        assertThat(text("turned-away")).isEqualTo("0301234 could not join the queue in 400: JOINEMPTY");
    }

    private static SimulatedEvent variable(String name, String value) {
        return SimulatedEvent.named("VarSet", "dialplan")
                .with("Channel", "PJSIP/trunk-00000001")
                .with("CallerIDNum", "0301234")
                .with("Exten", "400")
                .with("Variable", name)
                .with("Value", value);
    }

    @Test
    void whoWaitsTooLongIsReportedOnce() {
        waiting("1.1", "short");
        await().until(() -> waitsTooLong().equals(List.of("1.1")));
        waiting("1.1", "short", "1.2");
        await().until(() -> waitsTooLong().contains("1.2"));
        assertThat(waitsTooLong()).containsExactly("1.1", "1.2");
    }

    private void waiting(String... callers) {
        pbx.on("QueueStatus", action -> {
            List<SimulatedEvent> items = new ArrayList<>();
            items.add(
                    SimulatedEvent.named("QueueParams").with("Queue", "support").with("Strategy", "ringall"));
            for (String caller : callers) {
                items.add(SimulatedEvent.named("QueueEntry")
                        .with("Queue", "support")
                        .with("Position", items.size())
                        .with("Uniqueid", caller)
                        .with("Wait", caller.equals("short") ? 60 : 180));
            }
            items.forEach(item -> item.withIdOf(action));
            return Reply.success().list("QueueStatusComplete", items);
        });
        pbx.disconnectAll();
    }

    private List<String> waitsTooLong() {
        return camel.getEndpoint("mock:waits-too-long", MockEndpoint.class).getExchanges().stream()
                .map(exchange ->
                        exchange.getMessage().getBody(QueueCaller.class).id())
                .toList();
    }

    @Test
    void theFiguresOfAQueueBelongToTheirShift() {
        pbx.data().queue("support").join("100", "Ann");

        await().until(() -> figures().stream().anyMatch(each -> "1".equals(String.valueOf(each.get("offered")))));
        assertThat(figures())
                .allSatisfy(each ->
                        assertThat(each).containsEntry("serviceLevelTime", 20).containsKeys("since", "serviceLevel"));
    }

    private List<Map<String, Object>> figures() {
        return camel.getEndpoint("mock:store-figures", MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(Map.class))
                .filter(queue -> queue.get("name").equals("support"))
                .map(queue -> (Map<String, Object>) queue.get("figures"))
                .toList();
    }

    @Test
    void theAgentsOfATeamArePausedAndEachAnswerIsGiven() {
        assertThat(pauseTeam())
                .containsExactly(
                        "Local/m1@members/n: Interface paused successfully", "PJSIP/none: Interface not found");
        await().until(() -> text("agents").contains("\"pauseReason\":\"meeting\""));
    }

    @Test
    void eachAgentOfATeamHasAnAnswerIfThePbxIsLost() {
        pbx.close();
        assertThat(pauseTeam())
                .hasSize(2)
                .allMatch(line -> line.startsWith("Local/m1@members/n: ") || line.startsWith("PJSIP/none: "));
    }

    private List<String> pauseTeam() {
        return camel.createProducerTemplate()
                .requestBody("direct:pause-team", List.of("Local/m1@members/n", "PJSIP/none"), List.class);
    }
}

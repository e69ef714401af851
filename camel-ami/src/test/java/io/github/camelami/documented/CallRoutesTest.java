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

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Leg;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.call.Recording;
import io.github.camelami.call.Transfer;
import io.github.camelami.call.TransferKind;
import io.github.camelami.call.TransferOutcome;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRoutesTest {
    private static final String[] TARGETS = {
        "call-back",
        "talking",
        "free",
        "incoming-calls",
        "outgoing-calls",
        "screen-pop",
        "screen-clear",
        "lost-transfers",
        "fetch-recording",
        "agent-times",
        "trunk-times",
        "customer-calls"
    };

    @TempDir
    Path folder;

    private final SimulatedPbx pbx =
            SimulatedPbx.builder().channelVars("CUSTOMER").start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void connect() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.addRoutes(PageRoutes.mocks(TARGETS));
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    private void start() throws Exception {
        start(uri -> uri);
    }

    /** The routes write below the test's folder. */
    private void start(UnaryOperator<String> from) throws Exception {
        CallRoutes routes = new CallRoutes();
        routes.setCamelContext(camel);
        routes.configure();
        for (RouteDefinition route : routes.getRouteCollection().getRoutes()) {
            route.getInput().setUri(from.apply(route.getInput().getUri()));
            route.getOutputs().stream()
                    .filter(ToDefinition.class::isInstance)
                    .map(ToDefinition.class::cast)
                    .filter(to -> to.getUri().startsWith("file:calls"))
                    .forEach(to -> to.setUri(to.getUri().replace("file:calls", "file:" + folder)));
        }
        camel.addRouteDefinitions(routes.getRouteCollection().getRoutes());
        camel.start();
    }

    private List<String> texts(String name) {
        return camel.getEndpoint("mock:" + name, MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private List<AmiCall> calls(String name) {
        return camel.getEndpoint("mock:" + name, MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(AmiCall.class))
                .toList();
    }

    @Test
    void eachCallIsALineOfJson() throws Exception {
        start();

        pbx.placeCall("100", "200");
        pbx.placeCall("101", "200");

        await().untilAsserted(() -> assertThat(files()).hasSize(2).allSatisfy((name, lines) -> assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{\"id\":").endsWith("}"))));
        assertThat(files()).containsKey("pbx.jsonl").anySatisfy((name, lines) -> assertThat(name)
                .matches("\\d{4}-\\d\\d-\\d\\d\\.jsonl"));
    }

    private Map<String, List<String>> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), CallRoutesTest::lines));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIncomingCallThatNobodyAnswersIsToBeCalledBack() throws Exception {
        pbx.data().extension("200", CallOutcome.BUSY);
        start();

        pbx.placeCall("100", "200");
        pbx.placeCall("provider-1", "201");
        pbx.placeCall("provider-1", "200");

        // the call to 201 is answered, and ends last
        await().until(() -> calls("incoming-calls").size() == 2);
        await().until(() -> !texts("call-back").isEmpty());
        assertThat(texts("call-back")).containsExactly("Call back provider-1, who dialled 200.");
    }

    @Test
    void whoTalksWithWhom() throws Exception {
        start();

        pbx.placeCall("100", "200");

        await().until(() -> texts("free").size() == 1);
        assertThat(texts("talking")).containsExactly("100 talks with 200");
        assertThat(texts("free")).containsExactly("100 has hung up");
    }

    @Test
    void aCallToATrunkGoesOut() throws Exception {
        start();

        pbx.placeCall("100", "provider-1");

        await().until(() -> calls("outgoing-calls").size() == 1);
        assertThat(calls("incoming-calls")).isEmpty();
    }

    @Test
    void aScreenShowsACallWhileThePhoneRings() throws Exception {
        pbx.data().ringGroup("300", "103", "100");
        start();

        pbx.placeCall("200", "300");

        await().until(() -> calls("screen-clear").size() == 3);
        assertThat(calls("screen-pop")).extracting(AmiCall::ringingNumber).containsExactlyInAnyOrder("103", "100");
        assertThat(calls("screen-clear"))
                .extracting(call -> call.state().name())
                .containsExactlyInAnyOrder("ANSWERED", "RINGING_ENDED", "ENDED");
    }

    @Test
    void aVariableOfTheCallIsAHeader() throws Exception {
        start();

        camel.createProducerTemplate()
                .sendBody(
                        "ami:pbx?action=Originate",
                        Map.of(
                                "Channel", "PJSIP/100",
                                "Context", "default",
                                "Exten", "200",
                                "Priority", "1",
                                "Variable", "CUSTOMER=4711"));

        MockEndpoint customers = camel.getEndpoint("mock:customer-calls", MockEndpoint.class);
        await().until(() -> customers.getReceivedCounter() == 1);
        assertThat(customers.getExchanges().get(0).getMessage().getHeader("customer"))
                .isEqualTo("4711");
    }

    /** A test can send a call of its own to a route. */
    @Test
    void partsOfACallAreTakenFromIt() throws Exception {
        start(uri -> uri.startsWith("ami:") ? "seda:calls?multipleConsumers=true" : uri);
        AmiCall plain = AmiCall.builder()
                .id("1.1", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .build();
        AmiCall transferred = AmiCall.builder()
                .id("1.2", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .caller("0301234", null, "PJSIP/provider-1-00000001")
                .recordings(List.of(
                        Recording.builder().channel("PJSIP/1").file("a.wav").build(),
                        Recording.builder().channel("PJSIP/2").file("b.wav").build()))
                .transfers(List.of(Transfer.builder()
                        .kind(TransferKind.BLIND)
                        .to("202")
                        .outcome(TransferOutcome.NO_ANSWER)
                        .build()))
                .queues(List.of(
                        QueueVisit.builder()
                                .queue("sales")
                                .outcome(QueueOutcome.TIMEOUT)
                                .build(),
                        QueueVisit.builder()
                                .queue("support")
                                .outcome(QueueOutcome.CONNECTED)
                                .agentNumber("201")
                                .waitTime(3_000)
                                .talkTime(60_000L)
                                .build()))
                .build();

        for (AmiCall call : List.of(plain, transferred)) {
            camel.createProducerTemplate()
                    .sendBodyAndHeader("seda:calls?multipleConsumers=true", call, AmiConstants.CONNECTION, "pbx");
        }

        await().until(() -> texts("customer-calls").size() == 2);
        await().until(() ->
                texts("agent-times").size() == 1 && texts("fetch-recording").size() == 2);
        await().until(() -> !texts("lost-transfers").isEmpty());
        assertThat(texts("lost-transfers")).containsExactly("0301234 was not answered at 202: NO_ANSWER");
        assertThat(texts("fetch-recording")).containsExactly("a.wav", "b.wav");
        assertThat(texts("agent-times")).containsExactly("201,support,3000,60000");
    }

    /** Without an outcome, the transfer led to no phone. */
    @Test
    void eachTransferThatWasNotAnsweredIsReported() throws Exception {
        start(uri -> uri.startsWith("ami:") ? "seda:calls?multipleConsumers=true" : uri);

        List<TransferOutcome> outcomes = new ArrayList<>(List.of(TransferOutcome.values()));
        outcomes.add(null);
        for (TransferOutcome outcome : outcomes) {
            send(ended().transfers(List.of(Transfer.builder()
                    .kind(TransferKind.BLIND)
                    .to("202")
                    .outcome(outcome)
                    .build())));
        }
        send(ended());

        await().until(() -> texts("customer-calls").size() == outcomes.size() + 1);
        await().until(() -> texts("lost-transfers").size() == outcomes.size() - 1);
        assertThat(texts("lost-transfers"))
                .containsExactlyInAnyOrder(
                        "0301234 was not answered at 202: NO_ANSWER",
                        "0301234 was not answered at 202: BUSY",
                        "0301234 was not answered at 202: CANCELLED",
                        "0301234 was not answered at 202: FAILED",
                        "0301234 was not answered at 202: ");
    }

    @Test
    void theTrunksOfACallAreAmongItsLegs() throws Exception {
        start(uri -> uri.startsWith("ami:") ? "seda:calls?multipleConsumers=true" : uri);

        send(ended().legs(List.of(
                leg("PJSIP/provider-1-00000001", 60_000),
                leg("PJSIP/201-00000002", 20_000),
                leg("PJSIP/provider-2-00000003", 0),
                leg("PJSIP/provider-west-00000004", 40_000))));

        await().until(() -> texts("trunk-times").size() == 2);
        assertThat(texts("trunk-times")).containsExactly("PJSIP/provider-1,60000", "PJSIP/provider-west,40000");
    }

    private static Leg leg(String channel, long talkTime) {
        return Leg.builder().channel(channel).talkTime(talkTime).build();
    }

    private static CallBuilder ended() {
        return AmiCall.builder()
                .id("1.1", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .caller("0301234", null, "PJSIP/provider-1-00000001");
    }

    private void send(CallBuilder call) {
        camel.createProducerTemplate()
                .sendBodyAndHeader("seda:calls?multipleConsumers=true", call.build(), AmiConstants.CONNECTION, "pbx");
    }
}

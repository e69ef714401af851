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
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.camelami.internal.action.ActionFactory;
import io.github.camelami.internal.action.OriginateOutcome;
import io.github.camelami.internal.session.ActionRequest;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionRouteTest {
    private static final Map<String, Object> DIAL =
            Map.of("Channel", "Local/100@test", "Context", "test", "Exten", "200", "Priority", "1");
    private static final String ORIGINATE = "ami:pbx?action=Originate";

    private final SimulatedPbx simulated = SimulatedPbx.builder()
            .user("admin", "secret")
            .user("limited", "secret", "all", "system")
            .start();
    private final PbxRoutes routes = new PbxRoutes(simulated);

    @AfterEach
    void close() {
        routes.close();
        simulated.close();
    }

    @Test
    void C4_withoutASessionAnActionIsNotSent() throws Exception {
        simulated.stopListening();
        routes.start(builder -> {});
        assertThat(failure(routes.send("ami:pbx?action=Ping", null))).isInstanceOf(AmiException.NotSent.class);
    }

    @Test
    void C4_awaitSessionWaitsForTheSession() throws Exception {
        simulated.stopListening();
        routes.start(builder -> builder.from("direct:ping").to("ami:pbx?action=Ping&awaitSession=true"));
        CompletableFuture<Exchange> ping = routes.template.asyncSend("direct:ping", exchange -> {});
        assertThat(ping).isNotDone();
        simulated.startListening();
        Exchange answered = ping.get(10, TimeUnit.SECONDS);
        assertThat(answered.getMessage().getHeader(AmiConstants.RESPONSE)).isEqualTo("Success");
    }

    @Test
    void C4_awaitSessionWaitsNoLongerThanTheDeadline() throws Exception {
        simulated.stopListening();
        routes.start(builder -> {});
        Exchange ping = routes.send("ami:pbx?action=Ping&awaitSession=true", null, Map.of(AmiConstants.TIMEOUT, 50));
        assertThat(failure(ping)).isInstanceOf(AmiException.NotSent.class);
    }

    @Test
    void C4_aStopOfCamelEndsTheWaitForTheSession() throws Exception {
        routes.camel.getShutdownStrategy().setTimeout(30);
        simulated.stopListening();
        routes.start(builder -> builder.from("direct:ping").to("ami:pbx?action=Ping&awaitSession=true"));
        CompletableFuture<Exchange> ping = routes.template.asyncSend("direct:ping", exchange -> {});
        await().until(() -> routes.camel.getInflightRepository().size() == 1);

        assertTimeout(Duration.ofSeconds(5), routes.camel::stop);
        assertThat(failure(ping.get(1, TimeUnit.SECONDS))).isInstanceOf(AmiException.NotSent.class);
    }

    @Test
    void C4_whatIsRoutedDuringAStopOfCamelStillReachesTheSession() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        OnCamelContextStopping told = context -> stopping.countDown();
        List<Object> answers = new CopyOnWriteArrayList<>();
        routes.start(builder -> builder.from("direct:ping")
                .process(exchange -> stopping.await())
                .to("ami:pbx?action=Ping&awaitSession=true")
                .process(exchange -> answers.add(exchange.getMessage().getHeader(AmiConstants.RESPONSE))));
        routes.camel.addLifecycleStrategy(LifecycleStrategySupport.adapt(told));
        routes.template.asyncSend("direct:ping", exchange -> {});
        await().until(() -> routes.camel.getInflightRepository().size() == 1);

        routes.camel.stop();
        assertThat(answers).containsExactly("Success");
    }

    @Test
    void C7_theUsersOwnIdIsEchoedAndNeverOnTheWire() throws Exception {
        routes.start(builder -> {});
        Exchange own = routes.send("ami:pbx?action=Ping", null, Map.of(AmiConstants.ACTION_ID, "my-order-7"));
        assertThat(own.getMessage().getHeader(AmiConstants.ACTION_ID)).isEqualTo("my-order-7");
        Exchange ours = routes.send("ami:pbx?action=Ping", null);
        assertThat(ours.getMessage().getHeader(AmiConstants.ACTION_ID))
                .isEqualTo(simulated.received("Ping").get(1).actionId());
        // the header of an answer, on its way to the next action
        Exchange next = routes.send(
                "ami:pbx?action=Ping",
                null,
                Map.of(AmiConstants.ACTION_ID, ours.getMessage().getHeader(AmiConstants.ACTION_ID)));
        assertThat(next.getMessage().getHeader(AmiConstants.ACTION_ID))
                .isEqualTo(simulated.received("Ping").get(2).actionId());
        assertThat(simulated.received()).noneMatch(action -> action.raw().contains("my-order-7"));
    }

    @ParameterizedTest
    @CsvSource({"ANSWER, ANSWERED", "BUSY, BUSY", "NO_ANSWER, NO_ANSWER", "CONGESTION, CONGESTION", "FAILED, FAILED"})
    void C11_anOriginateIsAsyncAndItsResultIsItsOutcome(CallOutcome extension, OriginateOutcome outcome)
            throws Exception {
        simulated.data().extension("100", extension);
        routes.start(builder -> {});
        Exchange dial = routes.send(ORIGINATE + "&field.Timeout=300&field.Async=false", DIAL);
        assertThat(dial.getException()).isNull();
        assertThat(dial.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo(outcome.name());
        AmiEvent response = dial.getMessage().getBody(AmiEvent.class);
        assertThat(response.name()).isEqualTo("OriginateResponse");
        assertThat(simulated.received("Originate")).singleElement().satisfies(originate -> {
            assertThat(originate.values("Async")).containsExactly("true");
            assertThat(originate.actionId()).isEqualTo(response.actionId());
        });
    }

    @Test
    void C11_theDeadlineIsTheCallsTimeoutPlusActionTimeout() throws Exception {
        simulated.faultAlways("Originate", Fault.answer(Reply.success("Originate successfully queued")));
        routes.start(builder -> {});
        String uri = ORIGINATE + "&actionTimeout=100";
        assertThat(failure(routes.send(uri + "&field.Timeout=200", DIAL)))
                .isInstanceOf(AmiException.TimedOut.class)
                .hasMessageContaining("no OriginateResponse")
                .hasMessageContaining("after 300 ms");
        AmiEndpoint endpoint = routes.camel.getEndpoint(uri, AmiEndpoint.class);
        Exchange plain = endpoint.createExchange();
        plain.getMessage().setBody(DIAL);
        ActionRequest request =
                new ActionFactory(AmiProducer.options(endpoint), endpoint.getCamelContext()).request(plain);
        assertThat(request.whole()).isEqualTo(Duration.ofMillis(30_100));
        // its response comes at once: while a phone rings, a dead link must not stay unnoticed
        assertThat(request.timeout()).isEqualTo(Duration.ofMillis(100));
    }

    /** No clock can count the greater ones, and Asterisk would read any of them as another number. */
    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "9300000000000", "9223372036854775807", "92233720368547758070", "soon"})
    void C11_aTimeoutThatAsteriskCannotReadIsRefusedAndHarmsNothing(String timeout) throws Exception {
        simulated.faultAlways("Getvar", Fault.ignore());
        routes.start(builder -> {});
        for (String option : List.of("", "&awaitOutcome=false")) {
            assertThat(failure(routes.send(ORIGINATE + "&field.Timeout=" + timeout + option, DIAL)))
                    .isInstanceOf(AmiException.Refused.class)
                    .hasMessage("ami:pbx: Originate: field Timeout=" + timeout
                            + " is not a number of milliseconds up to 2147483647");
        }
        assertThat(simulated.received("Originate")).isEmpty();
        assertThat(failure(routes.send("ami:pbx?action=Getvar&actionTimeout=50", null)))
                .isInstanceOf(AmiException.TimedOut.class);
    }

    @Test
    void C11_withoutAwaitOutcomeTheAnswerIsThatItIsQueued() throws Exception {
        routes.start(builder -> {});
        Exchange dial = routes.send(ORIGINATE + "&awaitOutcome=false", DIAL);
        assertThat(dial.getMessage().getHeader(AmiConstants.MESSAGE)).isEqualTo("Originate successfully queued");
        assertThat(dial.getMessage().getHeader(AmiConstants.OUTCOME)).isNull();
        assertThat(simulated.received("Originate").get(0).values("Async")).containsExactly("true");
    }

    @Test
    void C13_permissionDeniedNamesTheActionAndTheClass() throws Exception {
        routes.pbx.setUsername("limited");
        routes.start(builder -> {});
        assertThat(failure(routes.send(ORIGINATE, DIAL)))
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("Originate (ActionID ")
                .hasMessageContaining("Permission denied")
                .hasMessageContaining("user limited needs one of these classes in write: originate");
    }

    @Test
    void anOldServersCommandListAndPingAreUnderstood() throws Exception {
        try (SimulatedPbx old = SimulatedPbx.builder().oldServer().start();
                PbxRoutes own = new PbxRoutes(old)) {
            old.data().command("sip show peers", "Name: x\n\nEvent: Hangup\nResponse: Error\n  1 sip peers");
            own.start(builder -> {});
            Exchange command =
                    own.send("ami:pbx?action=Command&allowDangerousActions=true", Map.of("Command", "sip show peers"));
            assertThat(command.getMessage().getBody(String.class))
                    .isEqualTo("Name: x\n\nEvent: Hangup\nResponse: Error\n  1 sip peers");
            assertThat(command.getMessage().getHeader(AmiConstants.RESPONSE)).isEqualTo("Follows");
            assertThat(own.send("ami:pbx?action=QueueStatus", null).getMessage().getBody(List.class))
                    .isNotEmpty();
            assertThat(own.send("ami:pbx?action=Ping", null).getMessage().getHeader(AmiConstants.RESPONSE))
                    .isEqualTo("Pong");
            assertThat(own.send("ami:pbx?action=Queues", null).getMessage().getBody(String.class))
                    .contains("support", "No Members");
        }
    }

    @Test
    void C3_thousandsOfActionsInFlightEndOnceEachAtADisconnect() throws Exception {
        int count = 3000;
        simulated.faultAlways("Status", Fault.ignore());
        routes.pbx.setMaxInFlight(count);
        routes.start(builder -> {});
        AmiEndpoint endpoint = routes.camel.getEndpoint("ami:pbx?action=Status", AmiEndpoint.class);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        List<Exchange> ended = new CopyOnWriteArrayList<>();
        for (int i = 0; i < count; i++) {
            Exchange exchange = endpoint.createExchange();
            producer.process(exchange, synchronously -> ended.add(exchange));
        }
        simulated.resetAll();
        await().until(() -> ended.size() >= count);
        assertThat(ended)
                .hasSize(count)
                .doesNotHaveDuplicates()
                .allMatch(each -> failure(each) instanceof AmiException.OutcomeUnknown
                        || failure(each) instanceof AmiException.NotSent);
        producer.stop();
    }

    @Test
    void D1_routesThatBlockAfterTheirAnswersHoldUpNoOther() throws Exception {
        int blocked = 100;
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(blocked);
        routes.start(builder -> {
            builder.from("direct:ping").to("ami:pbx?action=Ping");
            builder.from("direct:blocked").to("direct:ping").process(exchange -> {
                answered.countDown();
                go.await();
            });
        });
        AsyncProducer producer = routes.camel.getEndpoint("direct:blocked").createAsyncProducer();
        producer.start();
        for (int i = 0; i < blocked; i++) {
            // an answer that is there at once would block its sender
            new Thread(() -> producer.process(producer.getEndpoint().createExchange(), synchronously -> {})).start();
        }
        assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(routes.send("direct:ping", null).getException()).isNull();
        go.countDown();
        producer.stop();
    }

    @Test
    void streamListGivesAnIterator() throws Exception {
        routes.start(builder -> {});
        Iterator<?> items = routes.send("ami:pbx?action=QueueStatus&streamList=true", null)
                .getMessage()
                .getBody(Iterator.class);
        assertThat(items).toIterable().hasSizeGreaterThan(2).allMatch(AmiEvent.class::isInstance);
    }

    private static Exception failure(Exchange exchange) {
        return exchange.getException();
    }
}

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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDirection;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.FailureReason;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code awaitEnd}, the answer to an Originate is the whole call. */
class AwaitEndTest extends RouteTestSupport {
    private static final String AWAIT = "action=Originate&awaitEnd=true";

    @Override
    SimulatedPbx newPbx() {
        return SimulatedPbx.builder()
                .user("admin", "secret")
                .ringTime(Duration.ofMillis(50))
                .talkTime(Duration.ofMillis(300))
                .channelVars("CUSTOMER")
                .start();
    }

    private static Map<String, Object> call(String channel, String exten) {
        return Map.of("Channel", channel, "Context", "default", "Exten", exten, "Priority", 1, "Timeout", 300);
    }

    private CompletableFuture<Exchange> begin(String channel, String exten) {
        return begin(AWAIT, channel, exten);
    }

    private CompletableFuture<Exchange> begin(String options, String channel, String exten) {
        context.start();
        return context.createProducerTemplate()
                .asyncSend(ami(options), exchange -> exchange.getMessage().setBody(call(channel, exten)));
    }

    private static Exchange end(CompletableFuture<Exchange> call) throws Exception {
        return call.get(20, TimeUnit.SECONDS);
    }

    /** Without any consumer. Of the second phone, the caller's channel learns nothing. */
    @ParameterizedTest
    @CsvSource({
        "PJSIP/100, 200, ANSWERED, ANSWERED",
        "PJSIP/100, 102, ANSWERED, BUSY",
        "PJSIP/102, 200, BUSY, BUSY",
        "PJSIP/103, 200, NO_ANSWER, NO_ANSWER",
        "Local/100@default, 200, ANSWERED, ANSWERED"
    })
    void C11_theCallSaysWhetherTheSecondPhoneAnswered(
            String channel, String exten, String outcome, CallDisposition disposition) throws Exception {
        Exchange exchange = end(begin(channel, exten));
        assertThat(exchange.getException()).isNull();
        AmiCall call = exchange.getMessage().getBody(AmiCall.class);
        assertThat(call.disposition()).isEqualTo(disposition);
        assertThat(call.id()).isEqualTo(received("Originate").field("ChannelId"));
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(AmiConstants.OUTCOME, outcome)
                .containsEntry(AmiConstants.CALL_ID, call.id())
                .containsEntry(AmiConstants.DISPOSITION, disposition.name())
                .containsEntry(AmiConstants.RESPONSE, "Success");
    }

    @Test
    void theEventsOfCallsAreRequestedWhileTheProducerRuns() throws Exception {
        end(begin("PJSIP/100", "200"));
        String mask = pbx.received("Login").get(0).field("Events");
        List<String> masks = new ArrayList<>(List.of(mask));
        pbx.received("Events").forEach(action -> masks.add(action.field("EventMask")));
        assertThat(masks.get(masks.size() - 1)).isEqualTo("call,agent");
    }

    /** Each of the endpoints says which channels are trunks, though all use one session. */
    @Test
    void C11_theCallHasTheDirectionThatTheTrunksOfItsEndpointGive() throws Exception {
        CompletableFuture<Exchange> out = begin(AWAIT + "&trunks=PJSIP/102-*", "PJSIP/100", "102");
        CompletableFuture<Exchange> within = begin(AWAIT + "&trunks=PJSIP/provider-*", "PJSIP/101", "102");
        CompletableFuture<Exchange> unknown = begin("PJSIP/103", "102");
        assertThat(direction(out)).isEqualTo(CallDirection.OUTBOUND);
        assertThat(direction(within)).isEqualTo(CallDirection.INTERNAL);
        assertThat(direction(unknown)).isNull();
        assertThat(pbx.received("Login")).hasSize(1);
    }

    private static CallDirection direction(CompletableFuture<Exchange> call) throws Exception {
        return end(call).getMessage().getBody(AmiCall.class).direction();
    }

    @Test
    void theOptionsOfCallsApply() throws Exception {
        Exchange kept = end(begin(AWAIT + "&callVariables=CUSTOMER&variable.CUSTOMER=7", "PJSIP/100", "102"));
        assertThat(kept.getMessage().getBody(AmiCall.class).variables()).containsEntry("CUSTOMER", "7");

        CompletableFuture<Exchange> first = begin(AWAIT + "&maxOpenCalls=1", "PJSIP/103", "200");
        await().until(() -> pbx.received("Originate").size() == 2);
        assertThat(end(begin(AWAIT + "&maxOpenCalls=1", "PJSIP/103", "200")).getException())
                .isInstanceOf(AmiException.NotSent.class)
                .hasMessageContaining("the ends of 1 calls are awaited already");
        end(first);
    }

    @Test
    void aCallWithoutAChannelIsACall() throws Exception {
        pbx.data().extension("300", CallOutcome.FAILED);
        Exchange exchange = end(begin("PJSIP/300", "200"));
        AmiCall call = exchange.getMessage().getBody(AmiCall.class);
        assertThat(call.disposition()).isEqualTo(CallDisposition.FAILED);
        assertThat(call.failureReason()).isEqualTo(FailureReason.NOT_REACHABLE);
        assertThat(call.calledNumber()).isEqualTo("200");
        assertThat(call.originated()).isTrue();
        assertThat(call.pbx()).isEqualTo("127.0.0.1");
        assertThat(exchange.getMessage().getHeader(AmiConstants.REASON)).isEqualTo("NOT_REACHABLE");
    }

    @Test
    void aRefusedOriginateHasNoCall() throws Exception {
        Exchange exchange = end(begin("nonsense", "200"));
        assertThat(exchange.getException()).isInstanceOf(AmiException.Refused.class);
    }

    @Test
    void aRefusedOriginateThatIsNoFailureGivesItsResponse() throws Exception {
        Exchange exchange = end(begin(AWAIT + "&throwExceptionOnFailure=false", "nonsense", "200"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(AmiConstants.RESPONSE)).isEqualTo("Error");
    }

    @Test
    void C2_aLinkThatIsLostBeforeTheOutcomeLeavesItUnknown() throws Exception {
        pbx.faultNext("Originate", Fault.dropBeforeAnswer(Cut.RST));
        Exchange exchange = end(begin("PJSIP/100", "200"));
        assertThat(exchange.getException()).isInstanceOf(AmiException.OutcomeUnknown.class);
        assertThat(exchange.getMessage().getHeader(AmiConstants.CALL_ID))
                .isEqualTo(received("Originate").field("ChannelId"));
    }

    /** The PBX has the call no more when the link is back. */
    @Test
    void aCallThatEndsWhileTheLinkIsLostIsGivenAsFarAsItIsKnown() throws Exception {
        AtomicBoolean answered = new AtomicBoolean();
        context.start();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("events=call&include=BridgeEnter")).process(exchange -> answered.set(true));
            }
        });
        CompletableFuture<Exchange> call = begin("PJSIP/100", "200");
        await().until(answered::get);
        pbx.disconnectAll();
        AmiCall ended = end(call).getMessage().getBody(AmiCall.class);
        assertThat(ended.partial()).isTrue();
        assertThat(ended.id()).isEqualTo(received("Originate").field("ChannelId"));
    }

    @Test
    void aCallThatLastsTooLongIsGivenUpAndStaysKnownByItsId() throws Exception {
        try (SimulatedPbx slow = SimulatedPbx.builder()
                .user("admin", "secret")
                .ringTime(Duration.ofMillis(50))
                .talkTime(Duration.ofMinutes(1))
                .start()) {
            context.start();
            String uri = ami(AWAIT + "&endTimeout=1500").replace("port=" + pbx.port(), "port=" + slow.port());
            Exchange exchange = send(uri, call("PJSIP/100", "200"));
            String id = slow.received("Originate").get(0).field("ChannelId");
            assertThat(exchange.getException())
                    .isInstanceOf(AmiException.TimedOut.class)
                    .hasMessageContainingAll("the call " + id, "endTimeout=1500 ms");
            assertThat(exchange.getMessage().getHeader(AmiConstants.CALL_ID)).isEqualTo(id);
        }
    }

    @Test
    void aStoppedProducerAwaitsNothing() throws Exception {
        pbx.on("Originate", action -> Reply.success()
                .then(() -> pbx.emit(SimulatedEvent.named("OriginateResponse", "call")
                        .withIdOf(action)
                        .with("Response", "Success"))));
        CompletableFuture<Exchange> call = begin("PJSIP/300", "200");
        await().until(() -> !pbx.received("Originate").isEmpty());
        context.stop();
        assertThat(end(call).getException()).isInstanceOf(AmiException.OutcomeUnknown.class);
    }

    /** Another route of the session awaits calls, too, and goes on. */
    @Test
    void aStoppedRouteAwaitsNothingThoughAnotherDoes() throws Exception {
        pbx.on("Originate", action -> Reply.success()
                .then(() -> pbx.emit(SimulatedEvent.named("OriginateResponse", "call")
                        .withIdOf(action)
                        .with("Response", "Success"))));
        pbx.on("CoreShowChannels", action -> Reply.none());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:stopped").routeId("stopped").to(ami(AWAIT));
                from("direct:other").to(ami(AWAIT + "&streamList=true"));
            }
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        CompletableFuture<Exchange> stopped = template.asyncSend(
                "direct:stopped", exchange -> exchange.getMessage().setBody(call("PJSIP/100", "200")));
        CompletableFuture<Exchange> other = template.asyncSend(
                "direct:other", exchange -> exchange.getMessage().setBody(call("PJSIP/101", "200")));
        await().until(() -> pbx.received("Originate").size() == 2);
        context.getRouteController().stopRoute("stopped", 10, TimeUnit.MILLISECONDS);
        assertThat(end(stopped).getException())
                .isInstanceOf(AmiException.OutcomeUnknown.class)
                .hasMessageContaining("the producer was stopped before the end of the call");
        assertThat(other).isNotDone();
    }

    /** The threads of the component do not grow with the calls, nor with the endpoints. */
    @Test
    void manyCallsAreAwaitedByOneThread() throws Exception {
        List<AmiCall> ended = new CopyOnWriteArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        // no listing has the virtual ones
        context.getExecutorServiceManager().addThreadFactoryListener((source, factory) -> task -> {
            Thread thread = factory.newThread(task);
            threads.add(thread);
            return thread;
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String exten : List.of("200", "102")) {
                    from("seda:" + exten)
                            .setBody(constant(Map.of("Channel", "PJSIP/100", "Context", "default", "Priority", 1)))
                            .to(ami(AWAIT + "&trunks=PJSIP/provider-*&field.Exten=" + exten))
                            .process(exchange -> ended.add(exchange.getMessage().getBody(AmiCall.class)));
                }
            }
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < 50; i++) {
            template.sendBody("seda:200", "");
            template.sendBody("seda:102", "");
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pbx.received("Originate").size() == 100);
        assertThat(threads)
                .filteredOn(thread -> thread.isAlive() && thread.getName().contains("AmiCallEnds"))
                .hasSize(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> ended.size() == 100);
        assertThat(ended).extracting(AmiCall::id).doesNotHaveDuplicates();
        assertThat(ended)
                .filteredOn(call -> call.disposition() == CallDisposition.ANSWERED)
                .hasSize(50);
        assertThat(ended)
                .filteredOn(call -> call.disposition() == CallDisposition.BUSY)
                .hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({
        "awaitOutcome=false, awaitEnd=true is not valid; accepted: only with awaitOutcome=true",
        "action=Ping, awaitEnd=true is not valid; accepted: only with action=Originate",
        "endTimeout=0, endTimeout=0 is not valid; accepted: at least 1",
        "trunks=RAW((), trunks=( is not valid",
        "maxOpenCalls=0, maxOpenCalls=0 is not valid; accepted: at least 1",
        "serverFilter.a=b, awaitEnd=true"
    })
    void optionsThatContradictItAreRefused(String option, String message) {
        context.start();
        String options = option.startsWith("action=") ? "awaitEnd=true" : AWAIT;
        assertThatThrownBy(() -> context.getEndpoint(ami(options + '&' + option))
                        .createProducer()
                        .start())
                .hasStackTraceContaining(message);
    }
}

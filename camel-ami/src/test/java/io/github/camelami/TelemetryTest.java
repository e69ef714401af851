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

import static io.github.camelami.Spans.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spans of {@code ami:} endpoints. */
class TelemetryTest extends RouteTestSupport {
    private static final String SECRET = "secret-canary-4711";
    private static final String PBX = "127.0.0.1";

    private Spans spans;

    @Override
    SimulatedPbx newPbx() {
        return SimulatedPbx.builder()
                .user("admin", SECRET)
                .ringTime(Duration.ofMillis(20))
                .talkTime(Duration.ofMillis(20))
                .channelVars("TRACEPARENT")
                .start();
    }

    @Override
    String ami(String options) {
        return "ami:" + PBX + "?port=" + pbx.port() + "&username=admin&secret=" + SECRET + options;
    }

    @BeforeEach
    void trace() {
        spans = Spans.of(context);
    }

    private SpanData span(String name) {
        return await().until(() -> spans.named(name), found -> !found.isEmpty()).get(0);
    }

    @Test
    void theSpanOfAnActionNamesTheActionThePbxAndTheMessage() throws Exception {
        Object id = sendWell(ami("&action=Ping"), null, NO_HEADERS).getMessage().getHeader(AmiConstants.ACTION_ID);
        SpanData span = span("Ping " + PBX);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(texts(span))
                .containsEntry("component", "camel-ami")
                .containsEntry("url.scheme", "ami")
                .containsEntry("server.address", PBX + ':' + pbx.port())
                .containsEntry("server.protocol", "ami")
                .containsEntry("messaging.system", "asterisk")
                .containsEntry("messaging.destination.name", PBX)
                .containsEntry("messaging.operation.name", "Ping")
                .containsEntry("messaging.operation.type", "send")
                .containsEntry("messaging.message.id", (String) id)
                .containsEntry("camel.ami.response", "Success");
    }

    /** The name of an attribute whose value is a time, which may be as long as a phone number is. */
    private static final String TIME = ".*(duration|_time)";

    private static Map<String, String> texts(SpanData span) {
        Map<String, String> texts = new HashMap<>();
        span.getAttributes().forEach((key, value) -> texts.put(key.getKey(), String.valueOf(value)));
        return texts;
    }

    /** What a message chooses may be any text; the action of the URI comes first. */
    @Test
    void theNameOfAnActionIsThatOfTheUriTheBodyOrTheHeaderIfItIsKnown() throws Exception {
        send(ami("&action=Ping"), null, Map.of(AmiConstants.ACTION, "Originate"));
        span("Ping " + PBX);
        send(ami(""), Map.of("Action", "CoreStatus"), NO_HEADERS);
        span("CoreStatus " + PBX);
        send(ami(""), AmiAction.named("CoreSettings").build(), NO_HEADERS);
        span("CoreSettings " + PBX);
        send(ami(""), null, Map.of(AmiConstants.ACTION, "ListCommands"));
        span("ListCommands " + PBX);
        send(ami(""), null, Map.of(AmiConstants.ACTION, "Jane 4930555"));
        span("action " + PBX);
    }

    @Test
    void anActionThatThePbxRefusesIsAnErrorWhetherOrNotTheExchangeFails() throws Exception {
        pbx.on("Ping", action -> Reply.error("canary-reason"));
        send(ami("&action=Ping"), null, NO_HEADERS);
        send(ami("&action=Ping&throwExceptionOnFailure=false"), null, NO_HEADERS);
        List<SpanData> refused = spans.named("Ping " + PBX);
        assertThat(refused)
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
        assertThat(attribute(refused.get(0), "error.type")).isEqualTo(AmiException.Refused.class.getName());
        assertThat(refused.get(0).getEvents()).singleElement().satisfies(error -> assertThat(
                        error.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("error.kind"), AmiException.Refused.class.getName())
                .doesNotContainKey(AttributeKey.stringKey("message")));
        assertThat(attribute(refused.get(1), "camel.ami.response")).isEqualTo("Error");
        assertThat(refused.toString()).doesNotContain("canary-reason");
    }

    @Test
    void withNumbersAnErrorHasItsMessage() throws Exception {
        pbx.on("Ping", action -> Reply.error("canary-reason"));
        send(ami("&action=Ping&traceNumbers=true"), null, NO_HEADERS);
        assertThat(span("Ping " + PBX).getEvents().toString()).contains("canary-reason");
    }

    /** The PBX has done what it was asked to do. */
    @ParameterizedTest
    @CsvSource({"ANSWER, answered,", "BUSY, busy,", "NO_ANSWER, no_answer,", "FAILED, failed, not_reachable"})
    void whatBecameOfACallIsNoError(CallOutcome dialled, String outcome, String reason) throws Exception {
        pbx.data().extension("300", dialled);
        Map<String, Object> originate = new HashMap<>(originate());
        originate.put("Channel", "PJSIP/300");
        Object id = sendWell(ami("&action=Originate"), originate, NO_HEADERS)
                .getMessage()
                .getHeader(AmiConstants.CALL_ID);
        SpanData span = span("Originate " + PBX);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(texts(span))
                .containsEntry("camel.ami.outcome", outcome)
                .containsEntry("messaging.message.conversation_id", (String) id);
        assertThat(attribute(span, "camel.ami.reason")).isEqualTo(reason);
    }

    private static Map<String, Object> originate() {
        return Map.of(
                "Channel",
                "PJSIP/100",
                "Context",
                "default",
                "Exten",
                "200",
                "Priority",
                1,
                "Timeout",
                300,
                "CallerID",
                "Jane Canary <4930555>");
    }

    @Test
    void theSpanOfAnEventNamesTheEventAndItsCall() throws Exception {
        routeEvents(ami("&events=call&include=Hangup"));
        context.start();
        pbx.emit(SimulatedEvent.named("Hangup", "call")
                .with("Channel", "PJSIP/300-1")
                .with("Linkedid", "1.7"));
        assertThat(texts(span("Hangup " + PBX)))
                .containsEntry("messaging.operation.name", "Hangup")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.message.conversation_id", "1.7");
    }

    @Test
    void theSpanOfACallHasWhatBecameOfIt() throws Exception {
        routeEvents(ami("&emit=calls&callGrace=20"));
        context.start();
        String id = pbx.placeCall("300", "102").linkedid();
        SpanData span = span("call ended " + PBX);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(texts(span))
                .containsEntry("messaging.message.id", id)
                .containsEntry("messaging.message.conversation_id", id)
                .containsEntry("camel.ami.call.disposition", "busy")
                .containsEntry("camel.ami.call.missed", "true")
                .containsEntry("camel.ami.call.originated", "false")
                .containsKeys("camel.ami.call.duration", "camel.ami.call.ring_time", "camel.ami.call.talk_time");
    }

    @Test
    void theSpanOfAnOriginateHasTheCallIfItsEndIsAwaited() throws Exception {
        sendWell(ami("&action=Originate&awaitEnd=true"), originate(), NO_HEADERS);
        assertThat(texts(span("Originate " + PBX)))
                .containsEntry("camel.ami.outcome", "answered")
                .containsEntry("camel.ami.call.disposition", "answered");
    }

    @Test
    void theSpansOfQueuesAndAgentsNameTheChange() throws Exception {
        pbx.data().queue("support").member("PJSIP/301", "Jane Canary", 0);
        routeEvents(ami("&emit=queues"));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("&emit=agents")).to("mock:agents");
            }
        });
        context.start();
        assertThat(attribute(span("queue resynced " + PBX), "camel.ami.queue")).isEqualTo("support");
        span("agent resynced " + PBX);
        assertThat(spans.ended().toString()).doesNotContain("Jane Canary");
    }

    /** What is sent to an endpoint from which the route has received an event is an action. */
    @Test
    void anEndpointMayReceiveAndSend() throws Exception {
        String uri = ami("&include=Hangup");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).setBody(exchange -> AmiAction.named("Ping").build()).to(uri);
            }
        });
        context.start();
        pbx.emit(SimulatedEvent.named("Hangup", "call"));
        SpanData hangup = span("Hangup " + PBX);
        SpanData ping = span("Ping " + PBX);
        assertThat(ping.getParentSpanId()).isEqualTo(hangup.getSpanId());
        assertThat(attribute(ping, "messaging.operation.type")).isEqualTo("send");
        assertThat(attribute(hangup, "camel.ami.response")).isNull();
    }

    @Test
    void anInterceptedActionHasItsSpan() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                interceptSendToEndpoint("ami:*").to("mock:intercepted");
                from("direct:ping").to(ami("&action=Ping"));
            }
        });
        sendWell("direct:ping", null, NO_HEADERS);
        assertThat(attribute(span("Ping " + PBX), "server.address")).isEqualTo(PBX + ':' + pbx.port());
    }

    @Test
    void anErrorOfTheRouteIsThatOfTheSpan() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("&include=Hangup")).throwException(new IllegalStateException("canary-text"));
            }
        });
        context.start();
        pbx.emit(SimulatedEvent.named("Hangup", "call"));
        SpanData span = span("Hangup " + PBX);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attribute(span, "error.type")).isEqualTo(IllegalStateException.class.getName());
        assertThat(span.toString()).doesNotContain("canary-text");
    }

    /** Camel describes the spans of other endpoints, and adds the message of an exception unless the route handles it. */
    @ParameterizedTest
    @CsvSource({"direct:plain, true", "direct:tried, false", "direct:handled, false"})
    void anExceptionThatTheRouteHandlesIsNotInItsSpan(String from, boolean told) throws Exception {
        pbx.on("Ping", action -> Reply.error("canary-reason"));
        String ping = ami("&action=Ping");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to(ping);
                from("direct:tried")
                        .doTry()
                        .to(ping)
                        .doCatch(AmiException.class)
                        .stop()
                        .end();
                from("direct:handled")
                        .onException(AmiException.class)
                        .handled(true)
                        .end()
                        .to(ping);
            }
        });
        context.start();
        send(from, null, NO_HEADERS);
        SpanData surrounding = span(from.substring("direct:".length()));
        assertThat(surrounding.toString().contains("canary-reason")).isEqualTo(told);
        assertThat(spans.named("Ping " + PBX).toString()).doesNotContain("canary-reason");
        assertThat(spans.ended().toString().contains("canary-reason")).isEqualTo(told);
    }

    private void clickAndCalls(String options) throws Exception {
        routeEvents(ami("&emit=callProgress&callGrace=20" + options));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("&events=call" + options)).to("mock:events");
                from("direct:click").to(ami("&action=Originate&variable.REF=canary-token" + options));
            }
        });
        sendWell("direct:click", originate(), NO_HEADERS);
        sendWell(ami("&action=Originate&field.CallerID=Jane Canary%20<4930555>" + options), originate(), NO_HEADERS);
        await().until(() -> spans.named("call ended " + PBX).size() == 2);
    }

    @Test
    void H6_noSpanHasASecretOrANumberOrANameByDefault() throws Exception {
        clickAndCalls("");
        assertThat(spans.ended()).hasSizeGreaterThan(10);
        assertThat(spans.ended().toString())
                .doesNotContain(SECRET)
                .doesNotContain("canary-token")
                .doesNotContain("Jane Canary")
                .doesNotContain("4930555")
                .doesNotContain("PJSIP/100");
        assertThat(spans.ended()).allSatisfy(span -> assertThat(texts(span))
                .allSatisfy((name, value) ->
                        assertThat(name.matches(TIME) ? "" : value).isNotIn("100", "200")));
    }

    @Test
    void H6_withNumbersNoSpanHasASecretOrAnOptionOfTheUri() throws Exception {
        clickAndCalls("&traceNumbers=true");
        assertThat(spans.ended().toString()).doesNotContain(SECRET).doesNotContain("canary-token");
        assertThat(texts(span("call ended " + PBX))).containsEntry("camel.ami.called.number", "200");
        assertThat(spans.ended()).anySatisfy(span -> assertThat(texts(span))
                .containsEntry("camel.ami.caller.name", "Jane Canary")
                .containsEntry("camel.ami.caller.number", "4930555"));
    }

    private void routesOfAClick(String options) throws Exception {
        routeEvents(ami("&emit=callProgress&callGrace=20" + options));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("&include=Hangup" + options)).to("mock:hangups");
                from("direct:click").to(ami("&action=Originate" + options));
            }
        });
    }

    @Test
    void L8_oneTraceGoesFromTheClickToTheEndOfTheCall() throws Exception {
        routesOfAClick("&traceCalls=true");
        sendWell("direct:click", originate(), NO_HEADERS);
        SpanData click = span("click");
        SpanData originate = span("Originate " + PBX);
        assertThat(originate.getParentSpanId()).isEqualTo(click.getSpanId());
        String flags = originate.getSpanContext().getTraceFlags().asHex();
        assertThat(received("Originate").values("Variable"))
                .containsExactly(
                        "__TRACEPARENT=00-" + originate.getTraceId() + '-' + originate.getSpanId() + '-' + flags);
        for (String name : List.of("call answered ", "call ended ", "Hangup ")) {
            await().untilAsserted(() -> assertThat(spans.named(name + PBX)).anySatisfy(after -> {
                assertThat(after.getTraceId()).isEqualTo(click.getTraceId());
                assertThat(after.getParentSpanId()).isEqualTo(originate.getSpanId());
            }));
        }
    }

    @Test
    void L8_withoutTheOptionNothingIsCarried() throws Exception {
        routesOfAClick("");
        sendWell("direct:click", originate(), NO_HEADERS);
        assertThat(received("Originate").values("Variable")).isEmpty();
        assertThat(span("call ended " + PBX).getTraceId())
                .isNotEqualTo(span("click").getTraceId());
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        pbx.emit(SimulatedEvent.named("Hangup", "call")
                .with("Linkedid", "own-event")
                .with("ChanVariable", "TRACEPARENT=" + parent));
        await().until(() -> spans.ended().stream().anyMatch(span -> texts(span).containsValue("own-event")));
        assertThat(spans.ended().toString()).doesNotContain("0af7651916cd43dd8448eb211c80319c");
    }
}

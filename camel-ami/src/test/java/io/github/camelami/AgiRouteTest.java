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

import io.github.camelami.message.AgiResult;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AGI commands in routes. */
class AgiRouteTest extends RouteTestSupport {
    private static final String CHANNEL = "PJSIP/100-00000001";

    private static SimulatedEvent event(String name, ReceivedAction action) {
        return SimulatedEvent.named(name, "agi")
                .with("Channel", action.field("Channel"))
                .with("Uniqueid", "c." + action.field("Channel"));
    }

    private void answer(String result) {
        pbx.on("AGI", action -> Reply.success("Added AGI command to queue")
                .then(() -> pbx.emit(event("AsyncAGIExec", action)
                        .with("Result", result)
                        .with("CommandId", action.field("CommandID")))));
    }

    private Exchange command(String options) throws Exception {
        return send(ami("action=AGI" + options), Map.of("Channel", CHANNEL, "Command", "GET DATA menu 5000 3"));
    }

    @Test
    void theAnswerIsTheDecodedResult() throws Exception {
        answer("200%20result%3D123%20(timeout)%0A");
        Exchange exchange = command("");
        assertThat(exchange.getException()).isNull();
        AgiResult result = exchange.getMessage().getBody(AgiResult.class);
        assertThat(result.getResult()).isEqualTo("123");
        assertThat(result.getData()).isEqualTo("timeout");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(AmiConstants.AGI_RESULT, "123")
                .containsEntry(AmiConstants.OUTCOME, "COMPLETED")
                .containsEntry(AmiConstants.RESPONSE, "Success");
    }

    @Test
    void aHangupIsAnOutcome() throws Exception {
        pbx.on("AGI", action -> Reply.success().then(() -> pbx.emit(event("AsyncAGIEnd", action))));
        assertHangup(command(""));
    }

    @Test
    void aHangupThatInterruptsACommandIsAnOutcome() throws Exception {
        pbx.on("AGI", action -> Reply.success().then(() -> {
            pbx.emit(event("AsyncAGIExec", action)
                    .with("Result", "200%20result%3D-1%0A")
                    .with("CommandId", action.field("CommandID")));
            pbx.emit(event("AsyncAGIEnd", action));
        }));
        assertHangup(command(""));
    }

    @Test
    void aChannelThatIsGoneIsAHangup() throws Exception {
        pbx.on("AGI", action -> Reply.error("Channel " + action.field("Channel") + " does not exist."));
        assertHangup(command(""));
    }

    private static void assertHangup(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("HANGUP");
        assertThat(exchange.getMessage().getBody(AgiResult.class).isHangup()).isTrue();
    }

    @Test
    void aCallThatIsNotInAgiIsRefusedWithTheReason() throws Exception {
        pbx.on("AGI", action -> Reply.error("Failed to add AGI command to channel " + CHANNEL + " queue"));
        assertThat(command("").getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("the call is not in AGI(agi:async)");
    }

    @Test
    void aWrongCommandIsRefused() throws Exception {
        answer(
                "520-Invalid%20command%20syntax.%20%20Proper%20usage%20follows%3A%0Ausage%0A520%20End%20of%20proper%20usage.%0A");
        assertThat(command("").getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("520-Invalid command syntax.")
                .hasMessageNotContaining("usage.");
        Exchange exchange = command("&throwExceptionOnFailure=false");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(AgiResult.class).getCode()).isEqualTo(520);
    }

    /** Asterisk answers that nothing went wrong. */
    @Test
    void anApplicationThatThePbxLacksIsRefused() throws Exception {
        answer("200%20result%3D-2%0A");
        Map<String, Object> fields = Map.of("Channel", CHANNEL, "Command", "exec \"Plaback\" hello-world");
        assertThat(send(ami("action=AGI"), fields).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageEndingWith("refused by the PBX: it has no application Plaback");
        Exchange exchange = sendWell(ami("action=AGI&throwExceptionOnFailure=false"), fields, NO_HEADERS);
        assertThat(exchange.getMessage().getHeader(AmiConstants.AGI_RESULT)).isEqualTo("-2");
        assertThat(command("").getException()).isNull();
    }

    @Test
    void withoutAwaitOutcomeTheAnswerIsTheResponseAndTheIdIsTheRoutes() throws Exception {
        answer("200%20result%3D0%0A");
        Exchange exchange = command("&awaitOutcome=false&field.CommandID=mine");
        assertThat(exchange.getMessage().getBody(AmiResponse.class).message()).isEqualTo("Added AGI command to queue");
        assertThat(received("AGI").field("CommandID")).isEqualTo("mine");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(AmiConstants.AGI_RESULT);
    }

    @Test
    void aCommandMayTakeLongerThanAnAction() throws Exception {
        CompletableFuture<ReceivedAction> queued = new CompletableFuture<>();
        pbx.on("AGI", action -> Reply.success().then(() -> queued.complete(action)));
        context.start();
        CompletableFuture<Exchange> result = context.createProducerTemplate()
                .asyncSend(ami("action=AGI&actionTimeout=100"), exchange -> exchange.getMessage()
                        .setBody(Map.of("Channel", CHANNEL, "Command", "ANSWER")));
        ReceivedAction action = queued.get(10, TimeUnit.SECONDS);
        // the deadline of an ordinary action passes meanwhile
        assertThat(send(ami("action=Ping&actionTimeout=100"), null).getException())
                .isNull();
        pbx.on("Ping", ping -> Reply.none());
        assertThat(send(ami("action=Ping&actionTimeout=100"), null).getException())
                .isInstanceOf(AmiException.TimedOut.class);
        pbx.emit(event("AsyncAGIExec", action)
                .with("Result", "200%20result%3D0%0A")
                .with("CommandId", action.field("CommandID")));
        assertThat(result.get(10, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void aCommandEndsAtEndTimeoutAtTheLatest() throws Exception {
        pbx.on("AGI", action -> Reply.success());
        assertThat(command("&actionTimeout=100&endTimeout=100").getException())
                .isInstanceOf(AmiException.TimedOut.class)
                .hasMessageContaining("no AsyncAGIExec");
    }

    /** The body of one step is the answer of the step before it. */
    @Test
    void stepsFollowOneAnotherInARoute() throws Exception {
        answer("200%20result%3D7%0A");
        String uri = ami("action=AGI&field.Channel=" + CHANNEL);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:steps")
                        .to(uri + "&field.Command=ANSWER")
                        .to(uri + "&field.Command=GET DATA menu")
                        .toD(uri + "&field.Command=SAY DIGITS ${body.result} \"\"");
            }
        });
        Exchange exchange = sendWell("direct:steps", null, NO_HEADERS);
        assertThat(exchange.getMessage().getBody(String.class)).isNotNull();
        assertThat(pbx.received("AGI").stream().map(action -> action.field("Command")))
                .containsExactly("ANSWER", "GET DATA menu", "SAY DIGITS 7 \"\"");
    }

    /** Each in order, none with the result of another. */
    @Test
    void manyCallsAtOnceGetTheirOwnResults() throws Exception {
        Map<Object, List<Object>> results = new ConcurrentHashMap<>();
        pbx.on("AGI", action -> Reply.success()
                .then(() -> pbx.emit(event("AsyncAGIExec", action)
                        .with(
                                "Result",
                                "200%20result%3D" + action.field("Channel") + "."
                                        + action.field("Command").substring(11, 12) + "%0A")
                        .with("CommandId", action.field("CommandID")))));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int step = 1; step <= 3; step++) {
                    String command = "SAY DIGITS " + step + " \"\"";
                    from("direct:step" + step)
                            .setBody(exchange ->
                                    Map.of("Channel", exchange.getMessage().getHeader("call"), "Command", command))
                            .to(ami("action=AGI"))
                            .process(exchange -> results.computeIfAbsent(
                                            exchange.getMessage().getHeader("call"),
                                            key -> new CopyOnWriteArrayList<>())
                                    .add(exchange.getMessage().getHeader(AmiConstants.AGI_RESULT)))
                            .to(step < 3 ? "direct:step" + (step + 1) : "mock:end");
                }
            }
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        List<CompletableFuture<Exchange>> calls = IntStream.range(0, 200)
                .mapToObj(call -> template.asyncSend("direct:step1", exchange -> {
                    exchange.getMessage().setHeader("call", "c" + call);
                }))
                .toList();
        for (int call = 0; call < 200; call++) {
            calls.get(call).get(20, TimeUnit.SECONDS);
            assertThat(results.get("c" + call))
                    .containsExactly("c" + call + ".1", "c" + call + ".2", "c" + call + ".3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXEC System id",
                "exec system id",
                "EXEC \"System\" id",
                "EXEC Sys\\tem id",
                "EXEC Sys\"tem\" id",
                "EXEC\tTrySystem id",
                "EXEC",
                "EXEC MixMonitor x.wav",
                "EXEC Gosub x,1,1",
                "GOSUB x 1 1",
                "DATABASE PUT f k v",
                "database del f k",
                "DATABASE DELTREE f",
                "RECORD FILE x wav 0 -1",
                "\"EXEC\" System id",
                "SPEECH LOAD GRAMMAR a b",
                "SET VARIABLE DB(a/b) c",
                "GET FULL VARIABLE ${SHELL(id)}",
                "EXEC Playback ${CURL(http://x)}",
                "GET VARIABLE SHE\\LL(id)",
                "GET VARIABLE \"SHE\"\"LL(id)\"",
                "SET VARIABLE D\\B(a/b) c",
                "SET VARIABLE __MONITOR_EXEC id",
                "SET VARIABLE \"EXPORT(PJSIP/1-1,X)\" y",
                "SET VARIABLE CONFBRIDGE(bridge,record_file) /etc/x",
                "GET FULL VARIABLE \"${${A}(id)}\"",
                "GET FULL VARIABLE \"${SHE${X}LL(id)}\"",
                "GET FULL VARIABLE \"${${BASE64_DECODE(U0hFTEwoaWQp)}}\"",
                "GET FULL VARIABLE \"} ${CUT(${A},x,1)}\"",
                "GET FULL VARIABLE ${A$[1]}",
                "GET FULL VARIABLE \"${AST_SORCERY(res_pjsip,auth,100,password)}\"",
                "GET VARIABLE EVAL_SUB(a,1,1)",
                "GET VARIABLE VM_INFO(100,password)",
                "EXEC WaitForCondition #,#[1],1",
                "EXEC Queue support,,,,,script.sh",
                "EXEC \"Queue\" support,,,,300,,subroutine",
                "EXEC Reload",
                "\"EXEC System\" id",
                "\"GET FULL\" VARIABLE X",
                "ANSWERED",
                "UNKNOWN"
            })
    void G3_aCommandThatRunsCodeOrChangesThePbxMustBeAllowed(String command) throws Exception {
        answer("200%20result%3D0%0A");
        Exchange exchange = send(ami("action=AGI"), Map.of("Channel", CHANNEL, "Command", command));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("allowDangerousActions");
        assertThat(receivedFromRoutes()).isEmpty();
        assertThat(send(ami("action=AGI&allowDangerousActions=true"), Map.of("Channel", CHANNEL, "Command", command))
                        .getException())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANSWER",
                "answer",
                "Stream  File hello \"\"",
                "GET DATA menu 5000 3",
                "DATABASE GET cidname 100",
                "EXEC Playback hello-world",
                "EXEC \"Dial\" PJSIP/200,20",
                "EXEC Queue support,tc,,,300",
                "GET FULL VARIABLE \"${CALLERID(num)} ${EXTEN} $[ ${A} + 1 ]\"",
                "\"GET\" VARIABLE \"CHANNEL(state)\"",
                "SAY ALPHA \"a\\\"b \\\\\" \"\"",
                "HANGUP",
                "WAIT FOR DIGIT 5000",
                "SET VARIABLE LANG de",
                "ASYNCAGI BREAK"
            })
    void G3_aCommandThatOnlyConcernsItsCallNeedsNoPermission(String command) throws Exception {
        answer("200%20result%3D0%0A");
        sendWell(ami("action=AGI"), Map.of("Channel", CHANNEL, "Command", command), NO_HEADERS);
        assertThat(received("AGI").field("Command")).isEqualTo(command);
    }

    @Test
    void G3_aCommandOfTheUriThatNeedsPermissionFailsTheStart() {
        context.start();
        String uri = ami("action=AGI&field.Command=EXEC System id");
        assertThatThrownBy(() -> context.getEndpoint(uri).createProducer().start())
                .hasStackTraceContaining("AGI: application System can run code");
    }
}

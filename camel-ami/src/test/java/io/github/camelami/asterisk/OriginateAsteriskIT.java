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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Calls that routes place: how they end, and what reaches the channel. */
class OriginateAsteriskIT extends OnAsterisk {
    private final List<AmiEvent> events = new CopyOnWriteArrayList<>();

    static Stream<Arguments> servers() {
        return by(Access.values());
    }

    @Test
    void theOutcomesOfCallsAreTold() {
        Map<String, String> outcomes = Map.of(
                "Local/113@CONTEXT", "ANSWERED Success",
                "Local/119@CONTEXT", "ANSWERED Success",
                "Local/102@CONTEXT", "BUSY Failure",
                "Local/103@CONTEXT", "NO_ANSWER Failure",
                "Local/104@CONTEXT", "CONGESTION Failure",
                "Local/999@CONTEXT", "FAILED Failure",
                "Nosuch/100", "FAILED Failure");
        Map<String, CompletableFuture<Exchange>> calls = new LinkedHashMap<>();
        outcomes.keySet()
                .forEach(destination -> calls.put(
                        destination,
                        template.asyncSend(
                                "ami:pbx?action=Originate&field.Timeout=3000",
                                exchange -> exchange.getMessage().setBody(originate(destination)))));

        calls.forEach((destination, call) -> {
            AmiEvent told = body(inTime(call), AmiEvent.class);
            assertThat(told).as(destination).containsEntry("Event", "OriginateResponse");
            assertThat(inTime(call).getMessage().getHeader("CamelAmiOutcome") + " " + told.get("Response"))
                    .as(destination)
                    .isEqualTo(outcomes.get(destination));
            assertThat(inTime(call).getMessage().getHeader("CamelAmiActionId")).isEqualTo(told.actionId());
        });
    }

    /** Also where the OriginateResponse says only that the call has failed. */
    @Test
    void theCallOfAnOriginateEndsAsItsOutcomeSays() throws Exception {
        Map<String, AmiCall> ended = new ConcurrentHashMap<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?emit=calls").process(exchange -> {
                    AmiCall call = exchange.getMessage().getBody(AmiCall.class);
                    ended.put(call.id(), call);
                });
            }
        });
        for (String each : List.of("102 BUSY", "103 NO_ANSWER", "104 CONGESTION", "105 BUSY", "999 FAILED")) {
            String destination = "Local/" + each.substring(0, 3) + "@CONTEXT";
            Exchange answer = send("action=Originate&field.Timeout=3000", originate(destination));
            String id = answer.getMessage().getHeader("CamelAmiCallId", String.class);
            soon().untilAsserted(() -> assertThat(ended).as(each).containsKey(id));
            AmiCall call = ended.get(id);
            assertThat(each.substring(0, 4) + call.disposition()).isEqualTo(each);
            assertThat(each.substring(0, 4) + answer.getMessage().getHeader("CamelAmiOutcome"))
                    .isEqualTo(each);
            assertThat(call.originated()).as(each).isTrue();
        }
    }

    @Test
    void variablesReachTheChannelExactlyAsTheyWereGiven() throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PLAIN", "two words");
        variables.put("COMMAS", "a,b=c,,d");
        variables.put("QUOTES", "O'Brien \"Bob\"");
        variables.put("BACKSLASHES", "\\ back\\slash \\n \\\\");
        variables.put("UNICODE", "Grüße ☎ 你好");
        variables.put("MARKS", "a;b|c&d(e)f[g]{h}$i%j#k!l?m");
        variables.put("BLANKS", "  both ends  ");
        variables.put("OPEN", "(a,b),c(d,e [f,g \\,h");
        variables.put("HASH(crm,id)", "a,b=c \\d \"e\" (f,g");
        variables.put("HASH(crm,+49 x)", "+49");
        Map<String, Object> call = originate(dial(110));
        call.put("Variable", variables);

        String channel = body(send("action=Originate", call), AmiEvent.class).get("Channel");

        variables.forEach((variable, value) -> assertThat(
                        answer("action=Getvar", Map.of("Channel", channel, "Variable", variable)))
                .as(variable)
                // blanks at both ends are what mxml loses
                .containsEntry("Value", access.isMxml() ? value.strip() : value));
    }

    @Test
    void constantVariablesOfTheUriReachTheChannelToo() {
        String channel = body(
                        send("action=Originate&variable.NAME=RAW(O'Brien, \"Bob\")", originate(dial(110))),
                        AmiEvent.class)
                .get("Channel");

        assertThat(answer("action=Getvar", Map.of("Channel", channel, "Variable", "NAME")))
                .containsEntry("Value", "O'Brien, \"Bob\"");
    }

    @Test
    void aCallerNameArrivesUnescapedInEveryEventOfTheCall() throws Exception {
        listen("events=call&match.CallerIDNum=5551234");
        Map<String, Object> call = originate(dial(110));
        call.put("CallerID", "\"O'Brien \\\"Bob\\\" \\\\\" <5551234>");

        AmiEvent outcome = body(send("action=Originate", call), AmiEvent.class);

        soon().until(() -> events.stream().anyMatch(event -> event.name().equals("Newstate")));
        assertThat(events).allSatisfy(event -> assertThat(event.get("CallerIDName"))
                .as(event.wireText())
                .isEqualTo("O'Brien \"Bob\" \\"));
        assertThat(outcome.get("CallerIDName")).isEqualTo("O'Brien \"Bob\" \\");
    }

    @Test
    void aVariableWithNewlinesArrivesUnescaped() throws Exception {
        listen("events=dialplan&include=VarSet");
        send("action=Originate", originate(dial(109)));

        soon().untilAsserted(() -> assertThat(events.stream()
                        .filter(event -> String.valueOf(event.get("Channel")).contains("@" + own + "-"))
                        .map(event -> event.get("Variable") + " is " + event.get("Value")))
                .contains("MULTI is line 1\nline 2\r\nline 3", "QUOTED is O'Brien \"Bob\" back\\slash?")
                .anyMatch(set ->
                        set.startsWith("CONTROL is [\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\u000b\f\u000e")));
    }

    @Test
    void aUserEventWithUtf8AndQuotesComesBackAsItWasSent() throws Exception {
        listen("events=user&match.UserEvent=" + own);
        String text = "Grüße, \"Bob\" O'Brien \\ ☎";

        answer("action=UserEvent", Map.of("UserEvent", own, "Text", text, "Line", List.of("one", "two")));

        soon().until(() -> !events.isEmpty());
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event).containsEntry("Text", text).containsEntry("line", "one\ntwo");
            assertThat(event.values("Line")).containsExactly("one", "two");
        });
    }

    private Map<String, Object> originate(String destination) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("Channel", destination.replace("CONTEXT", own));
        call.put("Application", "Wait");
        call.put("Data", "30");
        return call;
    }

    private void listen(String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?" + options)
                        .process(exchange -> events.add(exchange.getMessage().getBody(AmiEvent.class)));
            }
        });
    }
}

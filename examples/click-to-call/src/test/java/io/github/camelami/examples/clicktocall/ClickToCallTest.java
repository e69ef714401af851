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
package io.github.camelami.examples.clicktocall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedPbx;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickToCallTest {
    @AutoClose
    private static SimulatedPbx pbx;

    @AutoClose
    private static CallsApi api;

    @BeforeAll
    static void start() {
        pbx = SimulatedPbx.start();
        api = new CallsApi(pbx.host(), pbx.port(), Map.of("call.timeout", "500"));
    }

    @AfterEach
    void forget() {
        pbx.clearFaults();
        pbx.forgetReceived();
    }

    @ParameterizedTest
    @CsvSource({"100,ANSWERED", "102,BUSY", "103,NO_ANSWER", "104,CONGESTION", "99,FAILED"})
    void everyOutcomeIsAnAnswer(String phone, String outcome) {
        HttpResponse<String> answer = api.call(phone, "+49301234");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"outcome\":\"" + outcome + "\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(pbx.received("Originate")).singleElement().satisfies(action -> {
            assertThat(action.field("Channel")).isEqualTo("PJSIP/" + phone);
            assertThat(action.field("Exten")).isEqualTo("+49301234");
            assertThat(action.field("CallerID")).isEqualTo(phone);
            assertThat(action.field("Context")).isEqualTo("internal");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"from\":\"100\"}",
                "{\"from\":\"100\",\"to\":null}",
                "{\"from\":\"100\",\"to\":\"\"}",
                "{\"from\":\"100\",\"to\":\"1\\n2\"}",
                "{\"from\":\"100\",\"to\":\"200\\r\\nApplication: System\"}",
                "{\"from\":\"100&Local/1@evil\",\"to\":\"200\"}",
                "{\"from\":\"100\",\"to\":\"${SHELL(id)}\"}",
                "{\"from\":\"100)&field.Application=System\",\"to\":\"200\"}",
                "{\"from\":\"100\",\"to\":\"*21*1#\"}",
                "{\"from\":\"100\",\"to\":\"\u0661\u0662\u0663\"}",
                "{\"from\":\"100\",\"to\":\"123456789012345678901\"}",
                "{\"from\":\"100\",\"to\":[\"200\"]}",
                "{\"from\":\"100\",\"to\":\"200\",\"Application\":\"System\"}"
            })
    void nothingButNumbersReachesThePbx(String body) {
        HttpResponse<String> answer = api.post(body, CallsApi.KEY).join();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"reason\":\"expected are the numbers from and to\"}");
        assertThat(pbx.received("Originate")).isEmpty();
    }

    @Test
    void withoutTheKeyNothingIsReadNorCalled() {
        for (String key : new String[] {null, "", "0123456789abcdeg", CallsApi.KEY + "0"}) {
            assertThat(api.post("{\"from\":\"100\",\"to\":\"200\"}", key).join().statusCode())
                    .as(key)
                    .isEqualTo(401);
            assertThat(api.post("{", key).join().statusCode()).as(key).isEqualTo(401);
        }
        assertThat(pbx.received("Originate")).isEmpty();
    }

    @Test
    void refusedByThePbx() {
        pbx.faultNext("Originate", Fault.answer(Reply.error("Permission denied")));
        HttpResponse<String> answer = api.call("100", "200");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo("{\"reason\":\"refused by the PBX\"}");
    }

    @Test
    void lostConnectionIsNotCalledAgain() {
        pbx.faultNext("Originate", Fault.dropBeforeAnswer(Cut.RST));
        HttpResponse<String> answer = api.call("100", "200");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("\"outcome\":\"UNKNOWN\"");
        assertThat(pbx.received("Originate")).hasSize(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> pbx.sessions() == 1);
    }

    @Test
    void withoutAConnectionNoCallIsPlaced() {
        pbx.stopListening();
        pbx.disconnectAll();
        await().until(() -> pbx.sessions() == 0);
        try {
            await().untilAsserted(() ->
                    assertThat(api.call("100", "200").statusCode()).isEqualTo(503));
        } finally {
            pbx.startListening();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> pbx.sessions() == 1);
    }

    @Test
    void hundredPhonesRingAtOnce() {
        pbx.data().extension("105", CallOutcome.NO_ANSWER);
        try (CallsApi patient = new CallsApi(pbx.host(), pbx.port(), Map.of("call.timeout", "60000"))) {
            List<CompletableFuture<HttpResponse<String>>> calls = Stream.generate(
                            () -> patient.post("{\"from\":\"105\",\"to\":\"200\"}", CallsApi.KEY))
                    .limit(100)
                    .toList();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(pbx.received("Originate")).hasSize(100));
            assertThat(calls).noneMatch(CompletableFuture::isDone);
            pbx.disconnectAll();
            assertThat(CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(Duration.ofSeconds(20));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> pbx.sessions() == 1);
    }

    @Test
    void apiIsDescribed() throws Exception {
        assertThat(api.get("openapi").body())
                .contains("\"openapi\"", "\"/calls\"", "\"X-API-Key\"", "\"from\"", "\"to\"", "\"outcome\"", "\"503\"");
    }
}

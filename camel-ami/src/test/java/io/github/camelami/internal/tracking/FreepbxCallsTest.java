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
package io.github.camelami.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.QueueVisit;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls through a dialplan as FreePBX writes it, played by real phones: what a person says of each is beside them. */
class FreepbxCallsTest {

    static Stream<String> recordings() throws IOException {
        return expected().keySet().stream();
    }

    static Map<String, JsonNode> expected() throws IOException {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        try (InputStream in = FreepbxCallsTest.class.getResourceAsStream("/calls/freepbx/expected.json")) {
            new ObjectMapper()
                    .readTree(in)
                    .fields()
                    .forEachRemaining(each -> all.put(each.getKey().replace(".txt", ""), each.getValue()));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void L1_comesOutAsPeopleSay(String recording) throws IOException {
        JsonNode said = expected().get(recording);
        List<AmiCall> calls = TrackedCalls.of(TrackedCalls.recorded("freepbx/" + recording));
        assertThat(calls).as("one message for the call").hasSize(1);
        assertThat(told(calls.get(0), said)).isEqualTo(said(said));
        assertThat(calls.get(0).talkTime() / 1_000.0)
                .as("talk")
                .isCloseTo(said.get("talk").asDouble(), org.assertj.core.data.Offset.offset(0.3));
    }

    private static Map<String, Object> told(AmiCall call, JsonNode said) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("caller", call.callerNumber());
        told.put("called", call.calledNumber());
        told.put("disposition", call.disposition().name());
        told.put("hungUpBy", call.hungUpBy().name());
        told.put("answeredBy", call.answeredBy());
        told.put("missed", call.missed());
        told.put("partial", call.partial());
        if (said.has("shown")) {
            told.put("shown", call.shownNumber());
        }
        if (said.has("originated")) {
            told.put("originated", call.originated());
        }
        if (said.has("queueOutcome")) {
            told.put(
                    "queueOutcome",
                    call.queues().stream()
                            .map(QueueVisit::outcome)
                            .map(Enum::name)
                            .toList());
        }
        if (said.has("transfers")) {
            told.put(
                    "transfers",
                    call.transfers().stream()
                            .map(transfer -> transfer.kind().name().toLowerCase() + " to " + transfer.to() + ": "
                                    + transfer.outcome())
                            .toList());
        }
        return told;
    }

    private static Map<String, Object> said(JsonNode said) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String text : List.of("caller", "called", "disposition", "hungUpBy", "answeredBy")) {
            map.put(text, said.get(text).isNull() ? null : said.get(text).asText());
        }
        map.put("missed", said.get("missed").asBoolean());
        map.put("partial", false);
        if (said.has("shown")) {
            map.put("shown", said.get("shown").asText());
        }
        if (said.has("originated")) {
            map.put("originated", said.get("originated").asBoolean());
        }
        if (said.has("queueOutcome")) {
            map.put("queueOutcome", List.of(said.get("queueOutcome").asText()));
        }
        if (said.has("transfers")) {
            map.put(
                    "transfers",
                    Stream.iterate(0, i -> i < said.get("transfers").size(), i -> i + 1)
                            .map(i -> said.get("transfers").get(i))
                            .map(transfer -> transfer.get("kind").asText() + " to "
                                    + transfer.get("to").asText() + ": "
                                    + transfer.get("outcome").asText())
                            .toList());
        }
        return map;
    }
}

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
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.Anonymizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded calls are told alike once their names and numbers have been replaced. */
class AnonymizedCallsTest {
    private static final Path RECORDINGS = Path.of("src", "test", "resources", "calls");

    private final Map<String, String> replacements = new HashMap<>();
    private final Map<String, String> originals = new HashMap<>();

    static List<String> recordings() throws IOException {
        try (Stream<Path> files = Files.walk(RECORDINGS)) {
            return files.map(file -> RECORDINGS.relativize(file).toString())
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theCallsDifferOnlyInReplacedValues(String recording) {
        Anonymizer anonymizer = new Anonymizer(Set.of(), Set.of("CALLNO", "CITY"));
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        List<AmiEvent> anonymized = events.stream()
                .map(event -> AmiEvent.parse(anonymizer.message(event.wireText())))
                .toList();
        assertAlike(calls(events), calls(anonymized));
        assertThat(replacements).as("something was replaced").isNotEmpty();
    }

    private static JsonNode calls(List<AmiEvent> events) {
        TrackedCalls calls = new TrackedCalls(new CallSettings(
                "pbx", null, Set.of("CALLNO", "CITY"), java.time.Duration.ofMillis(TrackedCalls.GRACE), 1_000, 1_000, true));
        events.forEach(calls.tracker::event);
        calls.after(86_400_000);
        return new ObjectMapper().valueToTree(calls.out.stream().map(AmiCall::toMap).toList());
    }

    private void assertAlike(JsonNode expected, JsonNode actual) {
        assertThat(actual.getNodeType()).isEqualTo(expected.getNodeType());
        assertThat(actual).hasSameSizeAs(expected);
        if (expected.isTextual()) {
            assertThat(replacements.putIfAbsent(expected.asText(), actual.asText()))
                    .as("another replacement of " + expected).isIn(null, actual.asText());
            assertThat(originals.putIfAbsent(actual.asText(), expected.asText()))
                    .as("another original of " + actual).isIn(null, expected.asText());
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                assertAlike(expected.get(i), actual.get(i));
            }
        } else if (expected.isObject()) {
            Iterator<String> names = actual.fieldNames();
            expected.fields().forEachRemaining(field -> assertAlike(field.getValue(), actual.get(names.next())));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }
}

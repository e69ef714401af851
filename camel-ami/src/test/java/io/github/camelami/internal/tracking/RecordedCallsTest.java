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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as real servers sent them; the pages show the same, {@code -Dupdate.docs=true} writes it. */
class RecordedCallsTest {
    private static final Path PAGE = Path.of("..", "docs", "calls.md");
    private static final Path RULES = Path.of("..", "docs", "maintainers", "calls.md");

    /** Which call of a recording is looked at: by what it called. */
    private static final Map<String, String> CASES = new LinkedHashMap<>();

    static {
        CASES.put("plain", "own301|Plain call");
        CASES.put("ringall", "own306|Three phones ring, one answers");
        CASES.put("busy", "own304|Busy");
        CASES.put("noanswer", "own305|No answer in time");
        CASES.put("giveup", "own305|The caller gives up");
        CASES.put("unknown", "999|No such extension");
        CASES.put("forward", "own308|The phone forwards (302)");
        CASES.put("refer", "own313|Blind transfer by the called phone");
        CASES.put("park", "314|Parked, and fetched by another phone");
        CASES.put("optimise", "own322|By a Local channel that is optimised away");
        CASES.put("hold", "own330|The caller puts it on hold, asks another, and resumes");
        CASES.put("replaces", "own402|Attended transfer by REFER with Replaces");
        CASES.put("pickup", "own304|Picked up by another phone while it rings");
        CASES.put("conference", "own316|Two in a conference, each a call");
        CASES.put("agent", "own307|In a queue until an agent answers");
        CASES.put("queue", "own320|In a queue until its time is up");
        CASES.put("record", "own323|An application that records");
    }

    static Stream<Arguments> recordings() {
        return CASES.keySet().stream()
                .flatMap(recording -> Stream.of("22", "16").map(version -> Arguments.of(recording, version)));
    }

    @ParameterizedTest(name = "{0} on Asterisk {1}")
    @MethodSource("recordings")
    void comesOutAsTheDocumentSays(String recording, String version) throws Exception {
        assertThat(Files.readString(RULES)).contains(given(recording, version));
    }

    @Test
    void theTableIsThatOfTheRecordings() throws Exception {
        StringBuilder table = new StringBuilder("| case | events of the call | call given |\n|---|---|---|\n");
        for (String recording : CASES.keySet()) {
            table.append("| ")
                    .append(CASES.get(recording).split("\\|")[1])
                    .append(" | ")
                    .append(names(recording))
                    .append(" | ")
                    .append(given(recording, "22"))
                    .append(" |\n");
        }
        hold(RULES, "<!-- table calls -->\n", table.toString());
    }

    /** The document has this between that mark and the next end. */
    private static void hold(Path document, String mark, String part) throws IOException {
        String text = Files.readString(document);
        int from = text.indexOf(mark) + mark.length();
        String expected = text.substring(0, from) + part + text.substring(text.indexOf("<!-- end -->", from));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(document, expected);
        } else {
            assertThat(text).as("run with -Dupdate.docs=true").isEqualTo(expected);
        }
    }

    @Test
    void theJsonIsThatOfARecording() throws Exception {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        hold(PAGE, "<!-- json plain -->\n", "```json\n" + json.writeValueAsString(call("plain", "22")) + "\n```\n");
    }

    /** Events of different sources may come in any order. */
    @Tag("repeated")
    @ParameterizedTest
    @ValueSource(strings = {"plain-22", "ringall-22", "busy-22", "forward-16", "refer-16", "park-22", "optimise-22"})
    void theOrderOfNeighboursDoesNotMatter(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        List<String> expected = outcome(TrackedCalls.of(events));
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            List<AmiEvent> shuffled = new ArrayList<>(events);
            for (int swap = 0; swap < events.size() / 3; swap++) {
                int at = random.nextInt(events.size() - 1);
                if (mayChangePlaces(shuffled.get(at), shuffled.get(at + 1))) {
                    Collections.swap(shuffled, at, at + 1);
                }
            }
            assertThat(outcome(TrackedCalls.of(shuffled))).as("run " + run).isEqualTo(expected);
        }
    }

    /** What one source says of a channel keeps its order: its states and its bridge, and its dialling. */
    private static boolean mayChangePlaces(AmiEvent a, AmiEvent b) {
        return a.name().startsWith("Dial") != b.name().startsWith("Dial")
                && !a.name().startsWith("Hangup")
                && !b.name().startsWith("Hangup");
    }

    private static List<String> outcome(List<AmiCall> calls) {
        return calls.stream()
                .map(call -> call.id() + " " + call.aliases() + " " + call.disposition() + " "
                        + call.legs().size() + " " + call.calledNumber())
                .sorted()
                .toList();
    }

    private static AmiCall call(String recording, String version) {
        String called = CASES.get(recording).split("\\|")[0];
        return TrackedCalls.of(TrackedCalls.recorded(recording + "-" + version)).stream()
                .filter(call -> called.equals(call.calledNumber()))
                .findFirst()
                .orElseThrow();
    }

    private static String given(String recording, String version) {
        AmiCall call = call(recording, version);
        String legs = call.legs().stream()
                .map(leg -> leg.dialStatus() == null
                        ? "-"
                        : leg.dialStatus() + (leg.forwardedTo() == null ? "" : " to " + leg.forwardedTo()))
                .collect(Collectors.joining(", "));
        return "`" + call.disposition() + "`; legs: " + legs
                + (call.talkTime() > 0 ? "; talk" : "")
                + (call.holdTime() > 0 ? "; hold" : "")
                + call.queues().stream()
                        .map(visit -> "; queue: " + visit.outcome())
                        .collect(Collectors.joining())
                + call.transfers().stream()
                        .map(transfer -> "; transfer: " + transfer.kind().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining())
                + (call.pickedUpBy() == null ? "" : "; picked up")
                + (call.parkings().isEmpty() ? "" : "; parked")
                + (call.recordings().isEmpty() ? "" : "; a recording")
                + (call.aliases().isEmpty() ? "" : "; one alias");
    }

    private static String names(String recording) {
        AmiCall call = call(recording, "22");
        List<String> ids = new ArrayList<>(call.aliases());
        ids.add(call.id());
        List<String> names = new ArrayList<>();
        for (AmiEvent event : TrackedCalls.recorded(recording + "-22")) {
            boolean own = event.entrySet().stream()
                    .anyMatch(field -> field.getKey().endsWith("Linkedid") && ids.contains(field.getValue()));
            if (own && (names.isEmpty() || !names.get(names.size() - 1).equals(event.name()))) {
                names.add(event.name());
            }
        }
        return String.join(", ", names);
    }
}

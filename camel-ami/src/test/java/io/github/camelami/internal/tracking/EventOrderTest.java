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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.Parking;
import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of a call depends on the order of its events, not on how exact their times are. A busy PBX writes its
 * events in bursts, and the threads of its channels may overtake each other.
 */
@Tag("repeated")
class EventOrderTest {
    /** Events of different channels that are no further apart, in milliseconds, may come in the other order. */
    private static final long OVERTAKING = 4;

    static Stream<String> recordings() throws IOException {
        return TrackedCalls.recordings().stream();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void L2_theSameFactsWhereManyEventsHaveOneTime(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        List<Map<String, Object>> told = facts(events);
        for (int burst : new int[] {1, 20, 200, 1_000}) {
            for (int shift = 0; shift < burst; shift += burst / 4 + 1) {
                List<AmiEvent> stamped = new ArrayList<>();
                for (AmiEvent event : events) {
                    stamped.add(at(event, (event.occurredAt() + shift) / burst * burst + burst - 1 - shift));
                }
                assertThat(facts(stamped))
                        .as("bursts of " + burst + " ms, from " + shift)
                        .isEqualTo(told);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void L2_theSameFactsWhereChannelsOvertakeEachOther(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        List<Map<String, Object>> told = facts(events);
        for (int seed = 0; seed < 10; seed++) {
            assertThat(facts(disordered(events, new Random(seed))))
                    .as("seed " + seed)
                    .isEqualTo(told);
        }
    }

    private static List<AmiEvent> disordered(List<AmiEvent> events, Random random) {
        List<AmiEvent> disordered = new ArrayList<>(events);
        for (int swap = 0; swap < 4 * events.size(); swap++) {
            int i = random.nextInt(events.size() - 1);
            AmiEvent one = disordered.get(i);
            AmiEvent other = disordered.get(i + 1);
            if (mayOvertake(one, other)) {
                // each is stamped when it is written
                disordered.set(i, at(other, one.occurredAt()));
                disordered.set(i + 1, at(one, other.occurredAt()));
            }
        }
        return disordered;
    }

    private static boolean mayOvertake(AmiEvent one, AmiEvent other) {
        if (other.occurredAt() - one.occurredAt() > OVERTAKING || other.name().endsWith("Transfer")) {
            return false;
        }
        if (one.name().endsWith("Transfer")) {
            // reported by a thread of its own, when all is done
            return !other.name().equals("Newchannel");
        }
        // what follows a request to hang up follows from it
        return !one.name().equals("HangupRequest") && Collections.disjoint(channels(one), channels(other));
    }

    private static Set<String> channels(AmiEvent event) {
        return event.entrySet().stream()
                .filter(field ->
                        field.getKey().endsWith("Uniqueid") && !field.getKey().startsWith("Bridge"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private static AmiEvent at(AmiEvent event, long time) {
        Map<String, String> fields = new LinkedHashMap<>(event);
        fields.remove("Event");
        fields.remove("Timestamp");
        String micros = Long.toString(1_000_000 + time % 1_000 * 1_000).substring(1);
        StringBuilder text = new StringBuilder("Event: " + event.name() + "\r\n");
        text.append("Timestamp: " + time / 1_000 + '.' + micros + "\r\n");
        fields.forEach((name, value) -> {
            for (String line : value.split("\n", -1)) {
                text.append(name + ": " + line + "\r\n");
            }
        });
        return AmiEvent.parse(text + "\r\n");
    }

    static List<Map<String, Object>> facts(List<AmiEvent> events) {
        return TrackedCalls.of(events).stream()
                .map(EventOrderTest::facts)
                .sorted(Comparator.comparing(facts -> facts.get("id").toString()))
                .toList();
    }

    private static Map<String, Object> facts(AmiCall call) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", call.id());
        facts.put("aliases", call.aliases());
        facts.put("caller", call.callerNumber() + " " + call.callerName());
        facts.put("called", call.calledNumber());
        facts.put("shown", call.answeredBy() == null ? null : call.shownNumber());
        facts.put("answeredBy", call.answeredBy());
        facts.put("disposition", call.disposition());
        facts.put("hungUpBy", call.hungUpBy());
        facts.put("missed", call.missed());
        facts.put("failureReason", call.failureReason());
        facts.put("cause", call.cause());
        facts.put("partial", call.partial());
        facts.put("direction", call.direction());
        facts.put("answered", call.answeredAt() != null);
        facts.put(
                "transfers",
                call.transfers().stream()
                        .map(t -> t.kind() + " by " + t.by() + t.byNumber() + " who " + t.who() + " to " + t.to() + " "
                                + t.outcome())
                        .toList());
        facts.put(
                "queues",
                call.queues().stream()
                        .map(q -> q.queue() + q.outcome() + q.agent() + q.agentNumber())
                        .toList());
        facts.put("parkings", call.parkings().stream().map(Parking::outcome).toList());
        facts.put(
                "legs",
                call.legs().stream()
                        .map(l -> l.channel() + l.number() + l.name() + l.dialStatus() + l.via() + l.shownNumber())
                        .sorted()
                        .toList());
        return facts;
    }
}

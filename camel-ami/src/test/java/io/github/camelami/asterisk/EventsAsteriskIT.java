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

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** What a route receives, beside what a plain client receives on a connection of its own. */
class EventsAsteriskIT extends OnAsterisk {
    private static final int CALLS = 50;

    /** A PBX that is busy with other tests, too, has answered after more than the default of 30 s. */
    private static final String ORIGINATE = "ami:pbx?action=Originate&actionTimeout=60000";

    private final List<AmiEvent> routed = new CopyOnWriteArrayList<>();

    static Stream<Arguments> servers() {
        return by(Access.values());
    }

    @Test
    void theRouteReceivesWhatAPlainClientReceivesInTheSameOrderOver50ConcurrentCalls() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call,dialplan")
                        .process(exchange -> routed.add(exchange.getMessage().getBody(AmiEvent.class)));
            }
        });
        PlainClient beside =
                (access == Access.TLS ? asterisk.connectByTls() : asterisk.connect()).login("admin", "call,dialplan");
        try (beside) {
            beside.collect();
            mark("BEGIN");
            soon().until(() -> isMarked("BEGIN", beside.collected()) && isMarked("BEGIN", routedText()));
            callAndHangUp();
            // the server writes CEL on a thread of its own, which may be far behind
            soon().until(() -> areRecorded(beside.collected()) && areRecorded(routedText()));
            mark("END");
            soon().until(() -> isMarked("END", beside.collected()) && isMarked("END", routedText()));
        }

        List<String> expected = between(beside.collected(), Function.identity());
        List<AmiEvent> actual = between(routed, EventsAsteriskIT::latin1);
        assertThat(expected.stream().filter(text -> text.startsWith("Event: DialBegin")))
                .as("bridged calls")
                .hasSizeGreaterThanOrEqualTo(CALLS);
        Map<PbxThread, List<String>> expectedByThread =
                expected.stream().collect(groupingBy(text -> PbxThread.of(AmiEvent.parse(text))));
        Map<PbxThread, List<AmiEvent>> actualByThread = actual.stream().collect(groupingBy(PbxThread::of));
        assertThat(actualByThread.keySet()).isEqualTo(expectedByThread.keySet());
        actualByThread.forEach((thread, events) -> {
            List<String> wanted = expectedByThread.get(thread);
            assertThat(events).as("of the thread %s", thread).hasSameSizeAs(wanted);
            if (!access.isMxml()) {
                assertThat(events.stream().map(EventsAsteriskIT::latin1))
                        .as("of the thread %s", thread)
                        .containsExactlyElementsOf(wanted);
            }
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(wireFields(events.get(i))).isEqualTo(fields(wanted.get(i)));
            }
        });
    }

    private void mark(String which) throws Exception {
        plain.ask("Setvar", "Variable: " + own + which, "Value: 1");
    }

    /** Whether CEL has the end of each of our calls. */
    private boolean areRecorded(List<String> texts) {
        Set<String> open = new HashSet<>();
        texts.stream()
                .filter(text -> text.startsWith("Event: CEL\r\n"))
                .map(AmiEvent::parse)
                .forEach(record -> {
                    if (record.get("Channel").contains(own)) {
                        open.add(record.get("LinkedID"));
                    }
                    if (record.get("EventName").equals("LINKEDID_END")) {
                        open.remove(record.get("LinkedID"));
                    }
                });
        return open.isEmpty();
    }

    private boolean isMarked(String which, List<String> texts) {
        return texts.stream().anyMatch(text -> text.contains("Variable: " + own + which + "\r\n"));
    }

    private List<String> routedText() {
        return routed.stream().map(EventsAsteriskIT::latin1).toList();
    }

    private void callAndHangUp() throws Exception {
        List<CompletableFuture<Exchange>> calls = IntStream.range(0, CALLS)
                .mapToObj(call -> template.asyncSend(ORIGINATE, exchange -> exchange.getMessage()
                        .setBody(Map.of(
                                "Channel",
                                dial(101),
                                "Context",
                                own,
                                "Exten",
                                "110",
                                "Priority",
                                "1",
                                "CallerID",
                                "\"O'Brien \\\"Grün\\\" " + call + "\" <100>",
                                "Variable",
                                Map.of("CALLNO", "a,\"b\"\\" + call)))))
                .toList();
        for (CompletableFuture<Exchange> call : calls) {
            Exchange answer = call.get(2, TimeUnit.MINUTES);
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader("CamelAmiOutcome")).isEqualTo("ANSWERED");
        }
        hangUpOwnCalls();
    }

    private <T> List<T> between(List<T> all, Function<T, String> text) {
        List<String> texts = all.stream().map(text).toList();
        int from = firstWith(own + "BEGIN", texts);
        return new ArrayList<>(all.subList(from, firstWith(own + "END", texts) + 1));
    }

    private static int firstWith(String mark, List<String> texts) {
        return IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).contains(mark))
                .findFirst()
                .orElseThrow();
    }

    private static String latin1(AmiEvent event) {
        return new String(event.wireBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The fields of a message as a plain client reads them: keys without case, values of one key as a list. */
    private static Map<String, List<String>> fields(String latin1) {
        String text = new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : text.split("\r\n")) {
            String[] field = line.split(": ?", 2);
            fields.computeIfAbsent(field[0].toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(field[1]);
        }
        return fields;
    }

    /** The fields of an event, those that are unescaped escaped again. */
    private static Map<String, List<String>> wireFields(AmiEvent event) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String key : event.keySet()) {
            boolean escaped = key.endsWith("CallerIDName")
                    || key.endsWith("ConnectedLineName")
                    || key.endsWith("ChanVariable")
                    || event.name().equals("VarSet") && key.equals("Value");
            fields.put(
                    key.toLowerCase(Locale.ROOT),
                    event.values(key).stream()
                            .map(value -> escaped && !event.name().equals("OriginateResponse")
                                    ? value.replaceAll("[\\\\'\"?]", "\\\\$0")
                                    : value)
                            .toList());
        }
        return fields;
    }
}

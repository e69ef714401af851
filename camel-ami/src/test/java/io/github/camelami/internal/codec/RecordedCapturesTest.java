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
package io.github.camelami.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedCapturesTest {

    static List<Path> recordings() {
        return Captures.serverToClient();
    }

    @Test
    void bothServersAndTheBusyOneAreAmongTheRecordings() {
        assertThat(recordings()).hasSizeGreaterThan(90);
        assertThat(recordings()).anyMatch(file -> file.endsWith("asterisk-22/ami/bench-200-calls.s2c.gz"));
        assertThat(recordings()).anyMatch(file -> file.endsWith("asterisk-16/ami/callflows.s2c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void everyMessageIsDecodedFieldByField(Path recording) {
        byte[] bytes = Captures.read(recording);
        PlainReader plain = PlainReader.of(bytes);
        AmiDecoder decoder = new AmiDecoder(StandardCharsets.ISO_8859_1, Decoding.LIMIT, 1, true);
        List<AmiMessage> messages = new ArrayList<>();
        inReads(bytes, decoder, messages::add);

        assertThat(messages).hasSameSizeAs(plain.blocks());
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), plain.blocks().get(i));
        }
    }

    private static void inReads(byte[] bytes, AmiDecoder decoder, MessageSink sink) {
        Random random = new Random(22);
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(2_000));
            decoder.decode(bytes, at, length, sink);
            at += length;
        }
    }

    private static void check(AmiMessage message, PlainReader.Block block) {
        same(message.wireText(), block.text());
        PlainReader.Line head = block.lines().get(0);
        String kind = message instanceof AmiEvent ? "Event" : "Response";
        same(kind, head.key());
        same(message instanceof AmiEvent event ? event.name() : ((AmiResponse) message).status(), head.value());
        same(message.actionId(), first(block, "ActionID"));
        same(fields(message, block), merged(block));
        same(
                message.linesWithoutKey(),
                block.lines().stream()
                        .filter(line -> line.key() == null)
                        .map(PlainReader.Line::value)
                        .toList());
    }

    /** The message's own view, with the values as they stand on the wire. */
    private static Map<String, String> fields(AmiMessage message, PlainReader.Block block) {
        Map<String, String> fields = new LinkedHashMap<>();
        message.forEach((key, value) -> {
            same(message.get(key.toUpperCase(Locale.ROOT)), value);
            fields.put(key, isEscaped(block, key) ? escaped(message.values(key)) : value);
        });
        return fields;
    }

    private static boolean isEscaped(PlainReader.Block block, String key) {
        return block.lines().stream()
                .anyMatch(line -> key.equals(line.key())
                        && line.value().contains("\\")
                        && (key.matches("(?i).*(CallerIDName|ConnectedLineName|ChanVariable)")
                                || key.equals("Value") && block.text().startsWith("Event: VarSet")));
    }

    private static String escaped(List<String> values) {
        return values.stream()
                .map(value -> value.replaceAll("[\\\\'\"?]", "\\\\$0")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t"))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> merged(PlainReader.Block block) {
        Map<String, String> spelling = new LinkedHashMap<>();
        Map<String, String> merged = new LinkedHashMap<>();
        for (PlainReader.Line line : block.lines()) {
            if (line.key() != null) {
                String key = spelling.computeIfAbsent(line.key().toLowerCase(Locale.ROOT), lower -> line.key());
                merged.merge(key, line.value(), (earlier, later) -> earlier + "\n" + later);
            }
        }
        return merged;
    }

    private static String first(PlainReader.Block block, String key) {
        return block.lines().stream()
                .filter(line -> key.equalsIgnoreCase(line.key()))
                .map(PlainReader.Line::value)
                .findFirst()
                .orElse(null);
    }

    /** AssertJ's own assertions, asked 10⁶ times, would take most of the test's time. */
    private static void same(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            assertThat(actual).isEqualTo(expected);
        }
    }
}

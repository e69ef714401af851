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

import io.github.camelami.internal.wire.FieldNames;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to the same actions and the same events, recorded on two HTTP sessions of one server. */
class MxmlSameAsRawmanTest {

    @ParameterizedTest
    @ValueSource(strings = {"asterisk-22/actions", "asterisk-16/actions", "asterisk-22/events", "asterisk-16/events"})
    void theSameMessagesComeOutOfRawmanAndMxml(String recording) throws IOException {
        List<AmiMessage> rawman = withoutWaitEvent(Decoding.withoutBanner().feed(read(recording + ".rawman")).messages);
        List<AmiMessage> mxml = withoutWaitEvent(mxml(recording));

        assertThat(mxml).hasSameSizeAs(rawman).hasSizeGreaterThan(60);
        SoftAssertions.assertSoftly(softly -> {
            for (int i = 0; i < mxml.size(); i++) {
                softly.assertThat(described(mxml.get(i))).isEqualTo(described(rawman.get(i)));
            }
        });
    }

    @Test
    void aCommandGivesTheSameLinesButForTheirIndentation() throws IOException {
        List<String> rawman = outputs(Decoding.withoutBanner().feed(read("asterisk-22/actions.rawman")).messages);

        assertThat(outputs(mxml("asterisk-22/actions")))
                .isEqualTo(rawman.stream()
                        .map(output -> output.replaceAll("(?m)^ +| +$", ""))
                        .toList())
                .hasSize(2);
    }

    @Test
    void valuesOfAnyBytesAreThoseThatThePbxHolds() throws IOException {
        AmiMessage odd = mxml("asterisk-22/events").stream()
                .filter(message -> "Odd".equals(message.get("UserEvent")))
                .findFirst()
                .orElseThrow();

        assertThat(odd.get("Utf")).isEqualTo("Zürich");
        assertThat(odd.get("Ctl")).isEqualTo("a\001b\033c\td");
        assertThat(odd.wireBytes()).containsSequence(Transcripts.bytes("caf\u00e9\u00ff\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22", "16"})
    void whatTheServerWroteIsWhatTheTestsWriterWrites(String version) throws IOException {
        String events = new String(read("asterisk-" + version + "/events.mxml"), StandardCharsets.ISO_8859_1);
        byte[] rawman = read("asterisk-" + version + "/events.rawman");

        assertThat(events.lines())
                .containsAll(new String(MxmlWriter.write(rawman), StandardCharsets.ISO_8859_1)
                        .lines()
                        .toList());
    }

    private static List<AmiMessage> mxml(String recording) throws IOException {
        List<AmiMessage> messages = new ArrayList<>();
        String answers = new String(read(recording + ".mxml"), StandardCharsets.ISO_8859_1);
        for (String answer : answers.split("(?=<ajax-response>)")) {
            messages.addAll(MxmlDecoding.of(answer).messages);
        }
        return messages;
    }

    /** Each poll has its own, and the polls were not the same. */
    private static List<AmiMessage> withoutWaitEvent(List<AmiMessage> messages) {
        Predicate<AmiMessage> ofWaitEvent = message -> message instanceof AmiEvent event
                ? event.name().equals("WaitEventComplete")
                : message.getOrDefault("Message", "").startsWith("Waiting for Event");
        return messages.stream().filter(ofWaitEvent.negate()).toList();
    }

    private static String described(AmiMessage message) {
        StringBuilder text = new StringBuilder(
                message instanceof AmiEvent event
                        ? event.name() + ' ' + event.privileges() + ' ' + event.isBroadcast()
                        : ((AmiResponse) message).status());
        boolean ofSender = false;
        for (String line : new String(message.wireBytes(), StandardCharsets.ISO_8859_1).split("[\r\n]+")) {
            int colon = line.indexOf(':');
            String key = line.substring(0, Math.max(colon, 0));
            text.append('\n')
                    .append(ofSender ? FieldNames.inMxml(key).replaceFirst("^_+", "") : key)
                    .append('=')
                    .append(line.substring(colon + 1).strip());
            ofSender |= key.equals("UserEvent");
        }
        return text.toString();
    }

    private static List<String> outputs(List<AmiMessage> messages) {
        return messages.stream()
                .filter(message -> message instanceof AmiResponse response && response.hasOutput())
                .map(message -> ((AmiResponse) message).output())
                .toList();
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = MxmlSameAsRawmanTest.class.getResourceAsStream("mxml/" + name)) {
            return in.readAllBytes();
        }
    }
}

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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MxmlDecoderSplitTest {
    private static final String END = "</response>";
    private static final String ROOT = "<ajax-response>\n";
    private static final String END_OF_ANSWER = "</ajax-response>\n";
    private static final int EVENTS = 12;
    private static final int ANSWERS = 2_000;
    private static final byte[] ANSWER = MxmlWriter.write(Captures.events(EVENTS));

    private final List<String> whole = MxmlDecoding.of(ANSWER).texts();

    @Test
    void E3_cutAtEveryByteGivesTheSameMessages() {
        for (int cut = 0; cut <= ANSWER.length; cut++) {
            InputStream pieces = new SequenceInputStream(
                    new ByteArrayInputStream(ANSWER, 0, cut),
                    new ByteArrayInputStream(ANSWER, cut, ANSWER.length - cut));
            MxmlDecoding decoding = new MxmlDecoding().read(pieces, MxmlDecoding.LIMIT);
            if (!decoding.texts().equals(whole)) {
                assertThat(decoding.texts()).as("cut at %d", cut).isEqualTo(whole);
            }
            assertThat(decoding.pending).isZero();
        }
    }

    @Test
    void E3_oneByteAtATimeGivesTheSameMessages() {
        InputStream dribble = new ByteArrayInputStream(ANSWER) {
            @Override
            public int read(byte[] buffer, int from, int length) {
                return super.read(buffer, from, Math.min(length, 1));
            }
        };
        assertThat(new MxmlDecoding().read(dribble, MxmlDecoding.LIMIT).texts()).isEqualTo(whole);
    }

    @Test
    void D7_anAnswerCutAtAnyByteGivesItsWholeMessagesAndCountsTheRest() {
        String text = new String(ANSWER, StandardCharsets.ISO_8859_1);
        for (int cut = ROOT.length(); cut < ANSWER.length; cut++) {
            MxmlDecoding decoding = MxmlDecoding.of(Arrays.copyOf(ANSWER, cut));
            String arrived = text.substring(ROOT.length(), cut);
            int messages = arrived.split(END, -1).length - 1;
            String rest = arrived.substring(messages == 0 ? 0 : arrived.lastIndexOf(END) + END.length())
                    .stripLeading();
            int pending = "</ajax-response>".startsWith(rest) && rest.length() > 1 ? 0 : rest.length();
            if (decoding.messages.size() != messages || decoding.pending != pending) {
                assertThat(decoding.texts()).as("cut at %d", cut).isEqualTo(whole.subList(0, messages));
                assertThat(decoding.pending).as("cut at %d", cut).isEqualTo(pending);
            }
        }
    }

    @Test
    void messagesAreDeliveredAsTheyArrive() {
        byte[] events = Arrays.copyOfRange(ANSWER, ROOT.length(), ANSWER.length - END_OF_ANSWER.length());
        int[] delivered = {0};
        InputStream answer = new InputStream() {
            private int served;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                byte[] next = served == 0 ? Transcripts.bytes(ROOT) : events;
                assertThat(delivered[0]).isGreaterThanOrEqualTo(EVENTS * (served - 1) - 2);
                System.arraycopy(next, 0, buffer, from, next.length);
                return served++ == ANSWERS ? -1 : next.length;
            }
        };

        MxmlDecoding.read(answer, MxmlDecoding.LIMIT, event -> delivered[0]++);

        assertThat(delivered[0]).isEqualTo((ANSWERS - 1) * EVENTS);
    }
}

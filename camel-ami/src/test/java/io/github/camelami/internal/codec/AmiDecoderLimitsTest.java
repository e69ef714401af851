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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.github.camelami.message.AmiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AmiDecoderLimitsTest {
    private static final int LIMIT = 1024 * 1024;

    private static final int SMALL_LIMIT = 64 * 1024;
    /** Time in which 10⁶ steps are done however loaded the machine is, but 10¹² are not. */
    private static final Duration LINEAR = Duration.ofSeconds(30);

    @Test
    void E1_anEndlessLineIsRefusedAtTheLimit() {
        assertThat(bytesTaken("", "x")).isEqualTo(SMALL_LIMIT);
        assertThat(bytesTaken("Event: ", "x")).isEqualTo(SMALL_LIMIT);
        assertThat(bytesTaken("Event: A\r\nKey: ", "\0")).isEqualTo(SMALL_LIMIT);
    }

    @Test
    void E2_endlessHeadersAreRefusedAtTheLimit() {
        assertThat(bytesTaken("Event: A\r\n", "Key: value\r\n")).isEqualTo(SMALL_LIMIT);
        assertThat(bytesTaken("Response: Follows\r\n", "\n")).isEqualTo(SMALL_LIMIT);
        assertThat(bytesTaken("raw text\r\n", "x\n")).isEqualTo(SMALL_LIMIT);
    }

    @Test
    void E2_theRefusalNamesTheOption() {
        assertThatExceptionOfType(AmiException.ProtocolViolation.class)
                .isThrownBy(() -> Decoding.withLimit(100).feed("Event: " + "x".repeat(200)))
                .withMessage("a message is longer than maxMessageSize=100 bytes");
    }

    @Test
    void aMessageOfExactlyTheLimitIsDelivered() {
        String message = "Event: A\r\nKey: " + "x".repeat(100) + "\r\n\r\n";

        assertThat(Decoding.withLimit(message.length()).feed(message + message).messages)
                .hasSize(2);
        Decoding smaller = Decoding.withLimit(message.length() - 1);
        assertThatExceptionOfType(AmiException.ProtocolViolation.class).isThrownBy(() -> smaller.feed(message));
        assertThat(smaller.messages).isEmpty();
    }

    @Test
    void manyMessagesTogetherMayExceedTheLimit() {
        assertThat(Decoding.withLimit(64).feed("Event: A\r\nKey: value\r\n\r\n".repeat(10_000)).messages)
                .hasSize(10_000);
        assertThat(Decoding.withLimit(64).feed("\r\n".repeat(10_000)).messages).isEmpty();
    }

    @Test
    void E1_anEndlessLineAllocatesNoMoreThanAGrowingBuffer() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Decoding decoding = Decoding.withLimit(LIMIT);
        InputStream endless = endless();
        decoding.decoder.read(endless, decoding);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatExceptionOfType(AmiException.ProtocolViolation.class).isThrownBy(() -> {
            for (int reads = 0; reads < LIMIT; reads++) {
                decoding.decoder.read(endless, decoding);
            }
        });

        // a buffer that doubles up to the limit: all that ever lived is twice the last one, and the exception's own
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(3L * LIMIT + LIMIT / 2);
    }

    @Test
    void E2_aMessageDribbledByteByByteTakesLinearTime() {
        byte[] wire = Transcripts.bytes("Event: A\r\n" + "Key: value\r\n".repeat(80_000) + "\r\n");
        assertTimeoutPreemptively(LINEAR, () -> {
            Decoding decoding = Decoding.withLimit(LIMIT);
            InputStream dribble = new ByteArrayInputStream(wire) {
                @Override
                public int read(byte[] buffer, int from, int length) {
                    return super.read(buffer, from, 1);
                }
            };
            while (decoding.decoder.read(dribble, decoding) > 0) {}

            assertThat(decoding.messages).hasSize(1);
            assertThat(decoding.messages.get(0).values("Key")).hasSize(80_000);
        });
    }

    @Test
    void E1_aLineDribbledByteByByteTakesLinearTime() {
        assertTimeoutPreemptively(LINEAR, () -> {
            Decoding decoding = Decoding.withLimit(LIMIT);
            byte[] letter = {'x'};
            for (int i = 0; i < LIMIT; i++) {
                decoding.feed(letter);
            }
            assertThatExceptionOfType(AmiException.ProtocolViolation.class).isThrownBy(() -> decoding.feed(letter));
        });
    }

    @Test
    void D7_aStreamThatEndsInsideAMessageGivesNoPartOfIt() {
        byte[] trace = Captures.events(50);
        int complete = 0;
        int completeBytes = 0;
        for (int cut = 0; cut <= trace.length; cut++) {
            if (cut >= 4 && endsInEmptyLine(trace, cut)) {
                complete++;
                completeBytes = cut;
            }
            Decoding decoding = Decoding.withoutBanner().feed(Arrays.copyOf(trace, cut));
            if (decoding.messages.size() != complete || decoding.decoder.pending() != cut - completeBytes) {
                assertThat(decoding.messages).as("cut at %s", cut).hasSize(complete);
                assertThat(decoding.decoder.pending()).as("cut at %s", cut).isEqualTo(cut - completeBytes);
            }
        }
        assertThat(complete).isEqualTo(50);
    }

    private static boolean endsInEmptyLine(byte[] bytes, int end) {
        return bytes[end - 4] == '\r' && bytes[end - 3] == '\n' && bytes[end - 2] == '\r' && bytes[end - 1] == '\n';
    }

    /** How many bytes the decoder took, fed one by one, before the one that it refused. */
    private static int bytesTaken(String start, String repeated) {
        Decoding decoding = Decoding.withLimit(SMALL_LIMIT).feed(start);
        byte[] unit = Transcripts.bytes(repeated);
        int taken = start.length();
        try {
            while (taken < 2 * SMALL_LIMIT) {
                decoding.decoder.decode(unit, (taken - start.length()) % unit.length, 1, decoding);
                taken++;
            }
        } catch (AmiException.ProtocolViolation expected) {
            assertThat(decoding.messages).isEmpty();
        }
        return taken;
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                Arrays.fill(buffer, from, from + length, (byte) 'x');
                return length;
            }
        };
    }
}

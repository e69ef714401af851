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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How much a decoder reads at a time, and therefore how large its buffer is. */
class DecoderBufferTest {
    private static final int QUIET = 2 * 1024;
    private static final int BUSY = 32 * 1024;
    private static final byte[] EVENT = "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/alice-00000001\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger events = new AtomicInteger();
    private final Wire wire = new Wire();
    private long now;
    private int limit;
    private final AmiDecoder decoder = new AmiDecoder(StandardCharsets.UTF_8, Decoding.LIMIT, 1, false, () -> now);

    /** Has events without end, and gives as many of them as the reader takes, within a limit. */
    private final class Wire extends InputStream {
        private int room;
        private int given;

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            room = buffer.length;
            int count = Math.min(length, limit);
            for (int i = 0; i < count; i++) {
                buffer[from + i] = EVENT[given++ % EVENT.length];
            }
            return count;
        }
    }

    private int read(int bytes) throws IOException {
        limit = bytes;
        decoder.read(wire, message -> events.incrementAndGet());
        return wire.room;
    }

    private void burst() throws IOException {
        for (int i = 0; i < 5; i++) {
            read(Integer.MAX_VALUE);
        }
    }

    /** A single event, which ends what the burst has left incomplete. */
    private int readOne() throws IOException {
        return read(EVENT.length - wire.given % EVENT.length);
    }

    @Test
    void N4_aQuietConnectionHasASmallBuffer() throws IOException {
        for (int i = 0; i < 100; i++) {
            assertThat(readOne()).isEqualTo(QUIET);
        }
        assertThat(events).hasValue(100);
    }

    @Test
    void N4_theBufferGrowsWithABurstAndIsSmallAgainTenSecondsLater() throws IOException {
        burst();
        assertThat(wire.room).isEqualTo(BUSY);
        readOne();
        now += 10_000;
        assertThat(readOne()).as("in the first ten seconds").isEqualTo(BUSY);
        now++;
        readOne();
        assertThat(readOne()).isEqualTo(QUIET);
        burst();
        assertThat(wire.room).isEqualTo(BUSY);
        assertThat(events).hasValue(wire.given / EVENT.length);
    }

    @Test
    void aBufferInUseIsNotReplaced() throws IOException {
        burst();
        readOne();
        now += 20_000;
        readOne();
        read(EVENT.length / 2);
        assertThat(read(1)).as("for the rest of a message").isEqualTo(QUIET);
        readOne();
        assertThat(events).hasValue(wire.given / EVENT.length);
    }

    @Test
    void aMessageThatIsLargerThanTheBufferIsOne() throws IOException {
        StringBuilder large = new StringBuilder("Event: UserEvent\r\n");
        while (large.length() < 100_000) {
            large.append("Field: ").append(large.length()).append("\r\n");
        }
        byte[] text = large.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        decoder.decode(text, 0, text.length, message -> {
            events.incrementAndGet();
            assertThat(message.wireText()).isEqualTo(large.toString());
        });
        assertThat(events).hasValue(1);
        assertThat(readOne()).isEqualTo(QUIET);
    }
}

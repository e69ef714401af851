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

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AmiDecoderAnyBytesTest {
    private static final byte[] ODDITIES = Transcripts.bytes(Transcripts.ODDITIES);

    @Property
    void E4_anyBytesBecomeMessagesOrAProtocolViolation(@ForAll byte[] bytes) {
        AnyBytes.decode(bytes);
    }

    @Test
    void E4_damagedTranscriptsBecomeMessagesOrAProtocolViolation() {
        int[] messages = {0};
        Cases.repeat(50_000, 10_000_000, random -> messages[0] += AnyBytes.decode(damaged(random)));

        assertThat(messages[0]).isPositive();
    }

    /** A random part of the transcript with a few bytes overwritten, mostly by those that mean something. */
    private static byte[] damaged(Random random) {
        int from = random.nextInt(ODDITIES.length);
        int to = from + random.nextInt(ODDITIES.length - from);
        byte[] bytes = Arrays.copyOfRange(ODDITIES, from, to);
        for (int i = random.nextInt(8); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) "\r\n: \0-\\".charAt(random.nextInt(7));
        }
        return bytes;
    }
}

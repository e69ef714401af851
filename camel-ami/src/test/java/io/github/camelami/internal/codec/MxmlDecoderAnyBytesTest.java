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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MxmlDecoderAnyBytesTest {
    private static final byte[] ODDITIES = MxmlWriter.write(oddities());

    @Property
    void E4_anyBytesInAnAnswerBecomeMessagesOrAProtocolViolation(@ForAll byte[] bytes) {
        AnyBytes.decodeMxml(bytes);
        byte[] answer = Transcripts.bytes("<ajax-response>\n<response type='object'><generic event='x' ");
        int head = answer.length;
        answer = Arrays.copyOf(answer, head + bytes.length);
        System.arraycopy(bytes, 0, answer, head, bytes.length);
        AnyBytes.decodeMxml(answer);
    }

    @Test
    void E4_damagedAnswersBecomeMessagesOrAProtocolViolation() {
        int[] messages = {0};
        Cases.repeat(5_000, 1_000_000, random -> messages[0] += AnyBytes.decodeMxml(damaged(random)));

        assertThat(messages[0]).isGreaterThan(25_000);
    }

    /** Bytes inside of names and values, however odd, cost none of the other messages. */
    @Test
    void E11_bytesThatXmlForbidsCostNoOtherMessage() {
        List<String> whole = MxmlDecoding.of(ODDITIES).texts();
        byte[] forbidden = {0, 1, 0x0b, 0x1f, 0x7f, (byte) 0x80, (byte) 0xc3, (byte) 0xff, '&', '\t', '\r'};
        Cases.repeat(2_000, 100_000, random -> {
            byte[] bytes = ODDITIES.clone();
            int at = random.nextInt(bytes.length);
            if (" ='<>/\n&;".indexOf(bytes[at]) < 0 && isInValue(bytes, at)) {
                bytes[at] = forbidden[random.nextInt(forbidden.length)];
                List<String> damaged = new ArrayList<>(MxmlDecoding.of(bytes).texts());
                assertThat(damaged).hasSameSizeAs(whole);
                damaged.removeAll(whole);
                assertThat(damaged).hasSizeLessThanOrEqualTo(1);
            }
        });
    }

    private static boolean isInValue(byte[] bytes, int at) {
        int quotes = 0;
        for (int i = at; i >= 0 && bytes[i] != '\n'; i--) {
            quotes += bytes[i] == '\'' ? 1 : 0;
        }
        return quotes > 4 && quotes % 2 == 1;
    }

    private static byte[] oddities() {
        String text = Transcripts.ODDITIES;
        return Transcripts.bytes(text.substring(text.indexOf('\n') + 1));
    }

    /** The answer, or its rest, with a few bytes overwritten, mostly by those that mean something. */
    private static byte[] damaged(Random random) {
        byte[] bytes =
                Arrays.copyOf(ODDITIES, random.nextInt(4) > 0 ? ODDITIES.length : random.nextInt(ODDITIES.length));
        for (int i = random.nextInt(8); i > 0 && bytes.length > 20; i--) {
            bytes[16 + random.nextInt(bytes.length - 16)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "\r\n ='<>/&;-\0".charAt(random.nextInt(12));
        }
        return bytes;
    }
}

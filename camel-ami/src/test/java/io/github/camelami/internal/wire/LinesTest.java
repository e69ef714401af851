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
package io.github.camelami.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Property
    void aLineFeedIsFoundWhereverItStandsAmongAnyBytes(
            @ForAll byte[] bytes, @ForAll @IntRange(max = 40) int from, @ForAll @IntRange(max = 40) int length) {
        int start = Math.min(from, bytes.length);
        int end = Math.min(start + length, bytes.length);
        if (end > start) {
            bytes[start + length * 7 % (end - start)] = '\n';
        }
        int expected = start;
        while (expected < end && bytes[expected] != '\n') {
            expected++;
        }

        assertThat(Lines.lineFeed(bytes, start, end)).isEqualTo(expected < end ? expected : -1);
    }

    /** These differ from a line feed by one bit or by a borrow, which a search of eight bytes at once may mistake. */
    @Test
    void bytesLikeALineFeedAreNone() {
        for (int other = 0; other < 256; other++) {
            byte[] bytes = new byte[24];
            Arrays.fill(bytes, (byte) other);
            bytes[17] = '\n';
            assertThat(Lines.lineFeed(bytes, 1, 24)).isEqualTo(other == '\n' ? 1 : 17);
        }
    }

    @Test
    void aKeyIsComparedInAnyCaseOfAsciiAlone() {
        byte[] line = "ActionID: 1".getBytes(StandardCharsets.US_ASCII);

        assertThat(Lines.hasKey(line, 0, line.length, "actionid")).isTrue();
        assertThat(Lines.hasKey(line, 0, line.length, "action")).isFalse();
        assertThat(Lines.hasKey(line, 0, 8, "actionid")).isFalse();
        assertThat(Lines.equalsKey(new byte[] {'[', '@'}, 0, 2, "{`")).isFalse();
    }

    @Test
    void aTableOfNamesFindsExactlyThose() {
        NameTable<Integer> table = new NameTable<>(Map.of("call", 1, "agent", 2, "", 3));

        assertThat(find(table, "call")).isEqualTo(1);
        assertThat(find(table, "agent")).isEqualTo(2);
        assertThat(find(table, "")).isEqualTo(3);
        assertThat(find(table, "Call")).isNull();
        assertThat(find(table, "cal")).isNull();
        assertThat(find(new NameTable<>(Map.of()), "call")).isNull();
    }

    private static Integer find(NameTable<Integer> table, String name) {
        byte[] bytes = ('x' + name + 'x').getBytes(StandardCharsets.US_ASCII);
        return table.get(bytes, 1, bytes.length - 1);
    }
}

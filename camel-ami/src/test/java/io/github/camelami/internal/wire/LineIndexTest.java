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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineIndexTest {

    @Test
    void keysAndValuesEndWhereTheLinesSay() {
        assertThat(lines("A: 1\r\nBc:2\nno key\n: x\n\nD: 3\n")).containsExactly("A| 1", "Bc|2", "no key", ": x");
        assertThat(lines("A: 1")).containsExactly("A| 1");
        assertThat(lines("A:\n")).containsExactly("A|");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aMessageMayHaveAnyNumberOfLines() {
        for (int count = 23; count < 60; count++) {
            LineIndex index = index("K: v\n".repeat(count));
            assertThat(index.count()).isEqualTo(count);
            assertThat(index.keyStart(count - 1)).isEqualTo(5 * (count - 1));
            assertThat(index.valueEnd(count - 1)).isEqualTo(5 * count - 1);
        }
    }

    @Test
    void aKeyIsSearchedAmongThoseOfItsLength() {
        LineIndex index = index("Abc: 1\nDe: 2\nFgh: 3\nxy\n");

        assertThat(index.next(0, 3)).isZero();
        assertThat(index.next(1, 3)).isEqualTo(2);
        assertThat(index.next(0, 2)).isEqualTo(1);
        assertThat(index.next(2, 2)).isEqualTo(index.count());
        assertThat(index.next(0, 4)).isEqualTo(index.count());
    }

    @Test
    void withAKeyThatIsNotAsciiEveryFieldIsACandidate() {
        assertThat(index("A: \u00e9\n\u00e9\n").asciiKeys()).isTrue();
        LineIndex index = index("A: 1\n\u00e9: 2\n");
        assertThat(index.asciiKeys()).isFalse();
        assertThat(index.next(0, 9)).isZero();
        assertThat(index.next(1, 9)).isEqualTo(1);
    }

    private static LineIndex index(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return LineIndex.of(bytes, bytes.length);
    }

    private static List<String> lines(String text) {
        LineIndex index = index(text);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < index.count(); i++) {
            String line = text.substring(index.keyStart(i), index.valueEnd(i));
            int colon = index.colon(i);
            lines.add(
                    colon < 0
                            ? line
                            : text.substring(index.keyStart(i), colon)
                                    + '|'
                                    + text.substring(colon + 1, index.valueEnd(i)));
        }
        return lines;
    }
}

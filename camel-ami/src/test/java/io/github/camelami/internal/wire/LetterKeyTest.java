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
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterKeyTest {
    private static final String BEFORE = "Event: X\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"ActionID", "Privilege", "Timestamp", "OriginalPosition"})
    void aKeyIsThatOfALineInAnyCaseAndNoOther(String name) {
        LetterKey key = new LetterKey(name);
        for (String same : new String[] {name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)}) {
            assertThat(isKeyOf(key, same + ':')).isTrue();
            assertThat(isKeyOf(key, same + ": 1")).isTrue();
            assertThat(isKeyOf(key, same)).isFalse();
            assertThat(isKeyOf(key, same + "s: 1")).isFalse();
            assertThat(isKeyOf(key, same.substring(1) + ": 1")).isFalse();
        }
        for (int i = 0; i < name.length(); i++) {
            for (int other = 0; other < 256; other++) {
                boolean letter = Character.toLowerCase(other) == Character.toLowerCase(name.charAt(i));
                String line = name.substring(0, i) + (char) other + name.substring(i + 1) + ": 1";
                assertThat(isKeyOf(key, line)).as(line).isEqualTo(letter);
            }
        }
    }

    /** The line is followed by others, of which no byte may count. */
    private static boolean isKeyOf(LetterKey key, String line) {
        byte[] bytes = (BEFORE + line + "\r\nChannel: 1\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return key.isKeyOf(bytes, BEFORE.length(), BEFORE.length() + line.length());
    }
}

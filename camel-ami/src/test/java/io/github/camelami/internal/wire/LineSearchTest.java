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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSearchTest {

    @ParameterizedTest
    @CsvSource({
        "Event, 0",
        "channel, 10",
        "CHANNEL, 10",
        "Uniqueid, 21",
        "Chan, -1",
        "Channels, -1",
        "Cause, -1",
        "'', -1",
        "'Event:', -1",
        "Exten, -2",
    })
    void theOnlyLineWithTheKeyIsFound(String key, int line) {
        assertThat(line("Event: Hi\nChannel: a\nUniqueid: 7\nExten: 1\nexten: 2\n:x\n", key))
                .isEqualTo(line);
    }

    @Test
    void aLineWithoutColonHasNoKey() {
        assertThat(line("Event\nEvent: Hi\n", "Event")).isEqualTo(6);
    }

    @Test
    void bytesDoNotDecideAboutKeysThatAreNotAscii() {
        assertThat(line("\u00e9: 1\n", "e")).isEqualTo(LineSearch.UNCLEAR);
        assertThat(line("A: 1\n", "\u00e9")).isEqualTo(LineSearch.UNCLEAR);
        assertThat(line("A: \u00e9\n", "A")).isZero();
        assertThat(line("A: 1\n", "\u007f")).isEqualTo(LineSearch.ABSENT);
    }

    @Test
    void linesAreRememberedUpToALimit() {
        assertThat(line("K: v\n".repeat(255) + "A: 1\n", "A")).isEqualTo(255 * 5);
        assertThat(line("K: v\n".repeat(256) + "A: 1\n", "A")).isEqualTo(LineSearch.UNCLEAR);
    }

    @Test
    void theNextMessageBeginsEmpty() {
        LineSearch search = new LineSearch();
        search.add(0);
        search.clear();
        search.add(3);

        assertThat(search.line("xxA: 1\nB: 2\n".getBytes(StandardCharsets.US_ASCII), 4, "B"))
                .isEqualTo(7);
    }

    private static int line(String text, String key) {
        LineSearch search = new LineSearch();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int line = 0; line < bytes.length; line = Lines.lineFeed(bytes, line, bytes.length) + 1) {
            search.add(line);
        }
        return search.line(bytes, 0, key);
    }
}

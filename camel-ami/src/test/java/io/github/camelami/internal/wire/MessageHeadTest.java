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

class MessageHeadTest {
    private static final String EVENT = "Event: Hangup\r\nPRIVILEGE: call,all\r\nactionid: a-1\r\ntimestamp: 17.5\r\n";

    @Test
    void theFirstLineOfEachKindCounts() {
        MessageHead head = of(EVENT + "ActionID: other\nPrivilege: agent,all\nTimestamp: 18\nActionIDs: x\n");

        assertThat(head.actionId(bytes(EVENT), 0, StandardCharsets.US_ASCII)).isEqualTo("a-1");
        assertThat(head.classes()).isEqualTo(EventClasses.parse("call").bits());
        assertThat(head.isBroadcast()).isTrue();
        assertThat(head.timestamp()).isEqualTo(17_500_000_000L);
    }

    @Test
    void theFirstLineNamesTheMessageOnly() {
        assertThat(of("ActionID: a\nEvent: x\n").actionId(bytes("ActionID: a\n"), 0, StandardCharsets.US_ASCII))
                .isNull();
    }

    @Test
    void aClearedHeadIsThatOfAMessageWithoutFields() {
        MessageHead head = of(EVENT);
        head.clear();

        assertThat(head.actionId(bytes(EVENT), 0, StandardCharsets.US_ASCII)).isNull();
        assertThat(head.classes()).isZero();
        assertThat(head.isBroadcast()).isFalse();
        assertThat(head.timestamp()).isEqualTo(Timestamps.NONE);
        byte[] next = bytes("ActionID: b\nPrivilege: agent,all\nTimestamp: 18\n");
        head.read(next, 0, 0, 11);
        head.read(next, 0, 12, 32);
        head.read(next, 0, 33, 46);
        assertThat(head.actionId(next, 0, StandardCharsets.US_ASCII)).isEqualTo("b");
        assertThat(head.classes()).isEqualTo(EventClasses.parse("agent").bits());
        assertThat(head.timestamp()).isEqualTo(18_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "'ActionID: a-1', a-, true",
        "'ActionID: b-1', a-, true",
        "'ActionID: a-1\nPrivilege: call,all', a-, true",
        "'ActionID: b-1\nPrivilege: call,all', a-, false",
        "'Privilege: call,all', a-, false",
        "'Channel: x', a-, false",
    })
    void anAnswerHasOurActionIdOrIsNoBroadcast(String lines, String prefix, boolean answer) {
        String text = "Event: x\n" + lines + '\n';

        assertThat(of(text).isAnswerTo(bytes(text), 0, prefix)).isEqualTo(answer);
    }

    private static MessageHead of(String text) {
        byte[] bytes = bytes(text);
        return MessageHead.of(bytes, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

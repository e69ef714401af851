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
package io.github.camelami.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelami.internal.codec.Decoding;
import io.github.camelami.internal.wire.EventClasses;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmiEventTest {

    @ParameterizedTest
    @CsvSource({
        "1795288013.490241, 2026-11-21T19:06:53.490241Z",
        "1795288013, 2026-11-21T19:06:53Z",
        "1795288013.5, 2026-11-21T19:06:53.500Z",
        "1795288013.000001, 2026-11-21T19:06:53.000001Z",
        "1795288013.1234567899, 2026-11-21T19:06:53.123456789Z",
        "0.0, 1970-01-01T00:00:00Z",
    })
    void aTimestampHasSecondsAndAnyFraction(String timestamp, Instant expected) {
        AmiEvent event = with("Timestamp: " + timestamp);
        assertThat(event.timestamp()).contains(expected);
        assertThat(event.occurredAt()).isEqualTo(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-11-21",
                "1.2.3",
                "1.x",
                "99999999999999999999",
                "9223372036854775807",
                "1795288013,5",
                "1795288013.-5",
                "0x10",
            })
    void aTimestampThatCannotBeReadIsNone(String timestamp) {
        AmiEvent event = with("Timestamp: " + timestamp);
        assertThat(event.timestamp()).isEmpty();
        assertThat(event.occurredAt()).isEqualTo(event.receivedAt());
    }

    @Test
    void withoutTimestampThereIsNone() {
        assertThat(with("A: 1").timestamp()).isEmpty();
    }

    @Test
    void aTimestampThatAUserEventCopiedDoesNotCount() {
        AmiEvent event = with("Timestamp: 1.5\r\nUserEvent: x\r\nTimestamp: never");
        assertThat(event.timestamp()).contains(Instant.ofEpochMilli(1500));
        assertThat(event.occurredAt()).isEqualTo(1500);
    }

    @Test
    void privilegesAreAsAsteriskSpellsThem() {
        assertThat(with("Privilege: call,reporting,all").privileges()).containsExactly("call", "reporting", "all");
        assertThat(with("Privilege: Call").privileges()).containsExactly("Call");
        assertThat(with("A: 1").privileges()).isEmpty();
    }

    @Test
    void classesAreThoseOfThePrivilegeButAll() {
        assertThat(classes("Privilege: call,reporting,all"))
                .isEqualTo(EventClasses.parse("call,reporting").bits());
        assertThat(classes("Privilege: all")).isZero();
        assertThat(classes("Privilege: ")).isZero();
        assertThat(classes("A: 1")).isZero();
    }

    @Test
    void aClassThatIsNotKnownIsDueToReadersOfAllAlone() {
        long classes = classes("Privilege: call,telepathy,all");

        assertThat(EventClasses.ALL.covers(classes)).isTrue();
        assertThat(EventClasses.parse(String.join(",", EventClasses.NAMES)).covers(classes))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Privilege: call,all", "Privilege: user,call,all", "Privilege: all"})
    void aBroadcastsPrivilegeEndsWithTheClassAll(String line) {
        assertThat(with(line).isBroadcast()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Privilege: Call", "Privilege: call", "Privilege: ", "A: 1", "Privilege: call,small"})
    void aListItemIsNoBroadcast(String line) {
        assertThat(with(line).isBroadcast()).isFalse();
    }

    @Test
    void anEventOfOurOwnCannotGrowLinesFromItsValues() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Reason", "a\r\nEvent: b\0\n\nc");
        fields.put("Count", 3);
        AmiEvent event = AmiEvent.of("Gap", fields, 4, 5);

        assertThat(event.wireText()).isEqualTo("Event: Gap\r\nReason: a Event: b c\r\nCount: 3\r\n\r\n");
        assertThat(event.name()).isEqualTo("Gap");
        assertThat(event.epoch()).isEqualTo(4);
        assertThat(event.receivedAt()).isEqualTo(5);
        assertThat(event.actionId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\r\nB", "A\nB", "A\0", "A:B"})
    void anEventOfOurOwnCannotGrowLinesFromItsKeys(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> AmiEvent.of("Gap", Map.of(key, "x"), 1, 1));
    }

    @Test
    void anEventOfOurOwnCannotGrowLinesFromItsName() {
        assertThatIllegalArgumentException().isThrownBy(() -> AmiEvent.of("Gap\r\nA: b", Map.of(), 1, 1));
    }

    @Test
    void aDecodedEventSaysWhenAndInWhichEpochItCame() {
        long before = System.currentTimeMillis();
        AmiEvent event = with("A: 1");

        assertThat(event.receivedAt()).isBetween(before, System.currentTimeMillis());
        assertThat(event.epoch()).isEqualTo(7);
    }

    @Test
    void wireTextCanBeParsedAgain() {
        AmiEvent event = AmiEvent.parse("Event: Größe\nA: b");

        assertThat(event.name()).isEqualTo("Größe");
        assertThat(event).containsEntry("A", "b");
        assertThat(AmiEvent.parse(event.wireText())).isEqualTo(event);
        assertThat(AmiEvent.parse("Event: A\r\nTrail: x   \r\n").get("Trail")).isEqualTo("x   ");
        assertThat(AmiResponse.parse("Response: Success\r\n\r\n").status()).isEqualTo("Success");
    }

    @Test
    void textThatIsNoSuchMessageIsNotParsed() {
        for (String text : List.of("", "Response: Success", "hello")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AmiEvent.parse(text))
                    .withMessage("not the text of an AmiEvent");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> AmiResponse.parse("Event: Hangup"));
    }

    private static long classes(String line) {
        return Decoding.withoutBanner().feed("Event: A\r\n" + line + "\r\n\r\n").classes();
    }

    private static AmiEvent with(String line) {
        return Decoding.eventOf("Event: A\r\n" + line + "\r\n\r\n");
    }
}

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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.camelami.internal.codec.Decoding;
import io.github.camelami.internal.codec.Transcripts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AmiMessageMapTest {
    private static final String TEXT = "Event: Status\r\nPrivilege: Call\r\nUniqueID: 1.1\r\nVariable: A=1\r\n"
            + "variable: B=2\r\nEmpty: \r\nNoBlank:x\r\nLead:    four\r\nTrail: x   \r\nColons: a: b\r\n\r\n";

    private final AmiEvent event = Decoding.eventOf(TEXT);

    @Test
    void aKeyIsFoundInAnyCase() {
        assertThat(event.get("UNIQUEID")).isEqualTo("1.1");
        assertThat(event.get((Object) "uniqueid")).isEqualTo("1.1");
        assertThat(event.containsKey("uniqueId")).isTrue();
        assertThat(event.keySet().contains("UNIQUEid")).isTrue();
        assertThat(event.values("UNIQUEID")).containsExactly("1.1");
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(event.get("Unique")).isNull();
        assertThat(event.get((Object) 42)).isNull();
        assertThat(event.get((Object) null)).isNull();
        assertThat(event.containsKey("Uniqueid2")).isFalse();
        assertThat(event.values("Channel")).isEmpty();
    }

    @Test
    void keysKeepTheOrderAndTheFirstSpellingOfTheWire() {
        assertThat(event.keySet())
                .containsExactly(
                        "Event", "Privilege", "UniqueID", "Variable", "Empty", "NoBlank", "Lead", "Trail", "Colons");
    }

    @Test
    void aRepeatedKeyOfAnyCaseReadsAsItsLines() {
        assertThat(event.get("Variable")).isEqualTo("A=1\nB=2");
        assertThat(event.values("VARIABLE")).containsExactly("A=1", "B=2");
        assertThat(new LinkedHashMap<>(event))
                .containsEntry("Variable", "A=1\nB=2")
                .doesNotContainKey("variable");
    }

    @Test
    void oneBlankAfterTheColonIsNoPartOfTheValue() {
        assertThat(event.get("Empty")).isEmpty();
        assertThat(event.get("NoBlank")).isEqualTo("x");
        assertThat(event.get("Lead")).isEqualTo("   four");
        assertThat(event.get("Trail")).isEqualTo("x   ");
        assertThat(event.get("Colons")).isEqualTo("a: b");
    }

    @Test
    void keysMayHoldWhatAsteriskPutsThere() {
        AmiEvent odd = Decoding.eventOf(
                "Event: OriginateResponse\r\nChanVariable(Local/100@test-00000000;1): CALLNO=\r\na key.b-c: 1\r\n\r\n");

        assertThat(odd.get("chanvariable(local/100@TEST-00000000;1)")).isEqualTo("CALLNO=");
        assertThat(odd.get("A Key.B-C")).isEqualTo("1");
    }

    @Test
    void keysInOtherAlphabetsAreFoundInAnyCaseToo() {
        byte[] wire = "Event: UserEvent\r\nGröße: 5\r\nGRÖSSE: 6\r\ngrÖße: 7\r\nPlain: 8\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8);
        AmiMessage odd = Decoding.withoutBanner().feed(wire).messages.get(0);

        assertThat(odd.keySet()).containsExactly("Event", "Größe", "GRÖSSE", "Plain");
        assertThat(odd.values("GRÖßE")).containsExactly("5", "7");
        assertThat(odd.get("plain")).isEqualTo("8");
    }

    @Test
    void itCannotBeChanged() {
        Map<String, String> map = event;
        Map.Entry<String, String> entry = map.entrySet().iterator().next();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("A", "b"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.remove("Event"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(map::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> entry.setValue("b"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> map.keySet().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> event.values("Variable").add("C=3"));
        event.wireBytes()[0] = 'x';

        assertThat(event.wireText()).isEqualTo(TEXT);
    }

    @Test
    void changingTheBytesThatWereFedChangesNoMessage() {
        byte[] wire = Transcripts.bytes(TEXT);
        AmiMessage message = Decoding.withoutBanner().feed(wire).messages.get(0);
        Arrays.fill(wire, (byte) 'x');

        assertThat(message.wireText()).isEqualTo(TEXT);
    }

    @Test
    void itEqualsAMapOfTheSameFieldsAndOnlySuch() {
        assertThat(event).isEqualTo(Decoding.eventOf(TEXT)).hasSameHashCodeAs(Decoding.eventOf(TEXT));
        assertThat(event).isEqualTo(new LinkedHashMap<>(event)).hasSameHashCodeAs(new LinkedHashMap<>(event));
        assertThat(event).isNotEqualTo(Decoding.eventOf(TEXT.replace("1.1", "1.2")));
    }

    @Test
    void messagesWhoseKeysAreSpeltDifferentlyAreNotEqual() {
        AmiEvent other = Decoding.eventOf(TEXT.replace("UniqueID", "Uniqueid"));

        assertThat(event).isNotEqualTo(other);
        assertThat(other).isNotEqualTo(event);
    }

    @Test
    void aHundredThousandRepetitionsStayLinear() {
        int lines = 100_000;
        StringBuilder text = new StringBuilder("Response: Success\r\n");
        for (int i = 0; i < lines; i++) {
            text.append("Output: ").append(i).append("\r\n");
        }
        AmiResponse response = Decoding.responseOf(text.append("\r\n").toString());

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(response.values("output")).hasSize(lines).endsWith("99999");
            assertThat(response.get("Output")).endsWith("\n99999");
            assertThat(response.entrySet()).hasSize(2);
            assertThat(response.output()).hasLineCount(lines);
            assertThat(response.hashCode()).isEqualTo(new LinkedHashMap<>(response).hashCode());
        });
    }

    @Test
    void severalThreadsMayReadAtOnce() throws Exception {
        int threads = 8;
        int rounds = 2_000;
        AmiEvent[] fresh = new AmiEvent[rounds];
        for (int i = 0; i < rounds; i++) {
            fresh[i] = Decoding.eventOf(TEXT);
        }
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> readers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            boolean asMap = t % 2 == 0;
            readers.add(pool.submit(() -> {
                start.await();
                for (AmiEvent each : fresh) {
                    assertThat(asMap ? new LinkedHashMap<>(each).get("Variable") : each.get("VARIABLE"))
                            .isEqualTo("A=1\nB=2");
                }
                return null;
            }));
        }
        pool.shutdown();
        for (Future<?> reader : readers) {
            reader.get(30, TimeUnit.SECONDS);
        }
    }
}

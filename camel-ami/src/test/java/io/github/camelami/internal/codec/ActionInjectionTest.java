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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionInjectionTest {
    private static final String CVE_2012_4869 = "SIP/x\r\nApplication: System\r\nData: id > /tmp/x\r\n\r\n";

    @Test
    void F1_noTextWhateverMakesAFurtherLine() {
        int[] refused = {0};
        Cases.repeat(200_000, 1_000_000, random -> refused[0] += check(text(random), text(random)) ? 0 : 1);

        assertThat(refused[0]).isPositive();
    }

    @Property
    void F1_noUnicodeTextMakesAFurtherLine(@ForAll String name, @ForAll String value) {
        check(name, value);
        check("Field", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\r\n", CVE_2012_4869})
    void F1_theRefusalNamesTheFieldAndNotTheValue(String text) {
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("Originate").field("Channel", "canary" + text))
                .withMessage(
                        "Originate: the value of field Channel contains a line break or NUL, which AMI cannot carry");
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("Originate").variable("A", "canary" + text))
                .withMessageContaining("field Variable")
                .withMessageNotContaining("canary");
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("Originate").variable("canary" + text, "x"));
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("Originate").build().with("Channel", "canary" + text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "A B", "A:", "A: b\r\nAction", "Größe", "A\0", "A\n", "A=B", "A,B", " A", "A\u2028"})
    void F2_aNameOutsideTheAlphabetIsRefused(String name) {
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("UserEvent").field(name, "canary"))
                .withMessageMatching("UserEvent: field '[ -~]*' has a name outside .*")
                .withMessageNotContaining("canary");
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named(name))
                .withMessageMatching("[ -~]*");
    }

    @Test
    void F2_everyNameWithinTheAlphabetIsTaken() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_()./;-";

        assertThat(AmiAction.named("UserEvent").field(alphabet, "x").build().field(alphabet))
                .contains("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Action", "ActionID", "Username", "Secret", "Key", "AuthType", "ACTION", "actionid", "sEcReT"})
    void F3_fieldsOfTheSessionAreRefusedInAnyCase(String name) {
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("Ping").field(name, "canary"))
                .withMessageStartingWith("Ping: field " + name + " is set only by the session")
                .withMessageNotContaining("canary");
    }

    /**
     * Builds and encodes an action of one field, and reads it as Asterisk does.
     *
     * @return whether it was accepted
     */
    private static boolean check(String name, String value) {
        AmiAction action;
        byte[] bytes;
        try {
            action = AmiAction.named("UserEvent").field(name, value).build();
            bytes = AmiEncoder.encode(action, "1", StandardCharsets.UTF_8);
        } catch (AmiException.Refused e) {
            return false;
        }
        String wire = new String(bytes, StandardCharsets.UTF_8);
        String expected = "Action: UserEvent\r\nActionID: 1\r\n" + name + ": " + value + "\r\n\r\n";
        long lineFeeds =
                wire.chars().filter(c -> c == '\n' || c == '\r' || c == 0).count();
        if (lineFeeds != 8 || !name.matches("[A-Za-z0-9_()./;-]+") || !wire.equals(expected)) {
            throw new AssertionError("accepted " + name + ": " + value + " as\n" + wire);
        }
        return true;
    }

    /** Short, and mostly of characters that mean something. */
    private static String text(Random random) {
        String telling = "AbZ09_().;/-\r\n\0: \t\\=,\"\u0085\u2028\u010a\u0d0a\u560a\uff1a";
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(
                    random.nextInt(10) == 0
                            ? (char) random.nextInt(0x10000)
                            : telling.charAt(random.nextInt(random.nextBoolean() ? 12 : telling.length())));
        }
        return text.toString();
    }
}

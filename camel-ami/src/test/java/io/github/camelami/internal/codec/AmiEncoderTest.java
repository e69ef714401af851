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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmiEncoderTest {

    @Test
    void anActionIsItsNameItsIdItsFieldsAndOneEmptyLine() {
        AmiAction action = AmiAction.named("Setvar")
                .field("Variable", "A")
                .field("Value", "Jörg ")
                .field("Empty", "")
                .build();

        assertThat(new String(encode(action, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                .isEqualTo("Action: Setvar\r\nActionID: 41\r\nVariable: A\r\nValue: J\u00f6rg \r\nEmpty: \r\n\r\n");
        assertThat(new String(encode(action, StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .contains("Value: J\u00c3\u00b6rg \r\n");
    }

    @Test
    void aFormHasTheSameFields() {
        AmiAction action =
                AmiAction.named("Setvar").field("Value", "J\u00f6rg & Co=").build();

        assertThat(form(action, "41", StandardCharsets.ISO_8859_1))
                .isEqualTo("Action=Setvar&ActionID=41&Value=J%F6rg+%26+Co%3D");
        assertThat(form(action, null, StandardCharsets.UTF_8)).isEqualTo("Action=Setvar&Value=J%C3%B6rg+%26+Co%3D");
    }

    @Test
    void F2_aFormMayHave40960BytesAndNotOneMore() {
        int room = 40_960 - "Action=Setvar&Value=".length();
        AmiAction longest =
                AmiAction.named("Setvar").field("Value", "x".repeat(room)).build();
        AmiAction longer =
                AmiAction.named("Setvar").field("Value", "x".repeat(room + 1)).build();

        assertThat(form(longest, null, StandardCharsets.UTF_8)).hasSize(40_960);
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> form(longer, null, StandardCharsets.UTF_8))
                .withMessage("Setvar: a form of 40961 bytes, but Asterisk accepts 40960; shorten it, or split the"
                        + " action");
    }

    @Test
    void F2_aLineMayHave1022BytesAndNotOneMore() {
        int room = 1022 - "Value: ".length();
        AmiAction longest =
                AmiAction.named("Setvar").field("Value", "x".repeat(room)).build();
        AmiAction longer =
                AmiAction.named("Setvar").field("Value", "x".repeat(room + 1)).build();

        assertThat(encode(longest, StandardCharsets.UTF_8)).contains('x');
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> encode(longer, StandardCharsets.UTF_8))
                .withMessageStartingWith(
                        "Setvar: field Value makes a line of 1023 bytes, but Asterisk accepts 1022; shorten")
                .withMessageNotContaining("xx");
    }

    @Test
    void F2_bytesAreCountedNotCharacters() {
        AmiAction action =
                AmiAction.named("Setvar").field("Value", "ö".repeat(600)).build();

        assertThat(encode(action, StandardCharsets.ISO_8859_1)).hasSizeGreaterThan(600);
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> encode(action, StandardCharsets.UTF_8))
                .withMessageContaining("1207 bytes");
    }

    @Test
    void F2_anActionMayHave128LinesAndNotOneMore() {
        assertThat(new String(encode(withFields(126), StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .hasLineCount(129)
                .endsWith("\r\n\r\n");
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> encode(withFields(127), StandardCharsets.UTF_8))
                .withMessage("UserEvent: 127 fields are more than the 126 that Asterisk accepts; split the action");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16BE, \u0d0a", "UTF-16BE, x", "UTF-16LE, x", "UTF-32, x"})
    void F1_aCharsetInWhichATextHasLineBreaksOrNulIsRefused(Charset charset, String value) {
        AmiAction action = AmiAction.named("Setvar").field("Value", value).build();

        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> encode(action, charset))
                .withMessageContaining("line break or NUL in charset " + charset);
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> form(action, null, charset))
                .withMessageContaining("line break or NUL in charset " + charset);
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1, \u0141ukasz", "US-ASCII, J\u00f6rg", "UTF-8, \ud83d", "windows-1252, \u4f60"})
    void K9_aCharacterThatTheCharsetLacksIsRefused(Charset charset, String value) {
        AmiAction action = AmiAction.named("UserEvent").field("Name", value).build();
        String said = "UserEvent: field Name has a character that is not in charset " + charset
                + " and would be replaced by another";

        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> encode(action, charset))
                .withMessage(said);
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiEncoder.form(action, "41", charset))
                .withMessage(said);
    }

    private static String form(AmiAction action, String actionId, Charset charset) {
        return new String(AmiEncoder.form(action, actionId, charset), StandardCharsets.US_ASCII);
    }

    private static AmiAction withFields(int count) {
        return AmiAction.named("UserEvent")
                .field("A", Collections.nCopies(count, "x"))
                .build();
    }

    private static byte[] encode(AmiAction action, Charset charset) {
        return AmiEncoder.encode(action, "41", charset);
    }
}

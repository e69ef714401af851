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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message means the same as String, as bytes and as a stream. */
class AmiConvertersTest {
    private static final String COMMAND = "Response: Success\r\nMessage: Command output follows\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"Output: a\r\nOutput:   grün\r\n", ""})
    void aCommandsOutputIsWhatItPrintedThoughThatBeNothing(String output) throws Exception {
        String printed = output.isEmpty() ? "" : "a\n  grün";
        assertThatAllAre(AmiResponse.parse(COMMAND + output + "\r\n"), printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Response: Success\r\nPing: Pong\r\n\r\n", "Response: Success\r\nNo categories found\r\n\r\n"})
    void anyOtherResponseIsItsWireText(String wireText) throws Exception {
        assertThatAllAre(AmiResponse.parse(wireText), wireText);
    }

    private static void assertThatAllAre(AmiResponse response, String text) throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            var converter = camel.getTypeConverter();
            assertThat(converter.convertTo(String.class, response)).isEqualTo(text);
            assertThat(converter.convertTo(byte[].class, response)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
            assertThat(converter.convertTo(InputStream.class, response).readAllBytes())
                    .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}

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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.FakePeer;
import io.github.camelami.message.AmiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not Asterisk's, or that would make an XML reader fetch or grow something. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MxmlHostileTest {
    private static final String DTD = "<!DOCTYPE ajax-response SYSTEM \"%s/x.dtd\">";
    private static final String ENTITY = "<!DOCTYPE ajax-response [<!ENTITY x SYSTEM \"%s/x\">]>";
    private static final String PARAMETER = "<!DOCTYPE ajax-response [<!ENTITY %% p SYSTEM \"%s/p\"> %%p;]>";

    private final StringBuilder bomb = new StringBuilder("<!DOCTYPE ajax-response [<!ENTITY x0 \"ha\">");

    @TempDir
    Path directory;

    @AutoClose
    private FakePeer listener;

    @BeforeEach
    void listen() throws IOException {
        listener = FakePeer.silent();
        Files.writeString(directory.resolve("x"), "secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {DTD, ENTITY, PARAMETER})
    void E11_aDocumentTypeIsRefusedAndFetchesNothing(String doctype) throws Exception {
        for (String source : new String[] {url(), directory.toUri().toString()}) {
            String answer = doctype.formatted(source) + MxmlDecoding.answer("event='X' a='&x;'");

            assertThatThrownBy(() -> MxmlDecoding.of(answer))
                    .isInstanceOf(AmiException.ProtocolViolation.class)
                    .hasMessageContaining("<!DOCTYPE");
            assertThat(MxmlDecoding.of("<ajax-response>\n" + answer).texts())
                    .as("inside of the answer")
                    .containsExactly("Event: X\r\na: &x;\r\n\r\n");
        }
        assertNobodyConnected();
    }

    @Test
    void E11_anEntityBombDoesNotGoOff() {
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY x%d \"&x%d;&x%d;\">".formatted(i, i - 1, i - 1));
        }
        bomb.append("]>");

        assertThatThrownBy(() -> MxmlDecoding.of(bomb + MxmlDecoding.answer("event='X' a='&x29;'")))
                .isInstanceOf(AmiException.ProtocolViolation.class);
        assertThat(MxmlDecoding.of("<ajax-response>\n" + bomb + MxmlDecoding.answer("event='X' a='&x29;'"))
                        .texts())
                .as("inside of the answer")
                .containsExactly("Event: X\r\na: &x29;\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\r\n<html><head>\r\n<title>401 Unauthorized</title>",
                "<html><body>Please log in</body></html>",
                "Response: Success\r\nMessage: Authentication accepted\r\n\r\n",
                "{\"error\":502}",
                "<ajax-responses>",
                "  <?xml version='1.0'?>  <!-- --> <ajax-response>",
                "\u0000\u0001\u00ff",
            })
    void E8_whatIsNotMxmlIsAViolationThatShowsIt(String answer) {
        assertThatThrownBy(() -> MxmlDecoding.of(answer))
                .isInstanceOf(AmiException.ProtocolViolation.class)
                .hasMessageContaining(
                        answer.isEmpty() ? "empty" : answer.strip().replaceAll("[^ -~].*", ""))
                .message()
                .matches("[ -~]*")
                .hasSizeLessThan(64 + 120);
    }

    @Test
    void E8_anEndlessAnswerThatIsNotMxmlIsRefusedWithin64KiB() {
        for (String endless : new String[] {" ", "<html>", "<?xml "}) {
            int[] read = {0};
            InputStream answer = new InputStream() {
                @Override
                public int read() {
                    return endless.charAt(read[0]++ % endless.length());
                }
            };
            assertThatThrownBy(() -> new MxmlDecoding().read(answer, MxmlDecoding.LIMIT))
                    .isInstanceOf(AmiException.ProtocolViolation.class);
            assertThat(read[0]).isLessThanOrEqualTo(64 * 1024);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u00ef\u00bb\u00bf",
                "<?xml version=\"1.0\"?>\n",
                "\r\n \t",
                "<?xml version=\"1.0\"?><ajax-response>"
            })
    void whatAProxyMayWriteInFrontIsSkipped(String front) {
        assertThat(MxmlDecoding.of(front + "<ajax-response>\n</ajax-response>\n").messages)
                .isEmpty();
    }

    @Test
    void aBrokenConnectionIsAnIOExceptionAfterTheMessagesBeforeIt() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        byte[] answer = Transcripts.bytes(MxmlDecoding.answer("event='A'", "event='B'", "event='C'"));
        MxmlDecoding decoding = new MxmlDecoding();

        assertThatThrownBy(() -> decoding.read(
                        new SequenceInputStream(new ByteArrayInputStream(answer, 0, answer.length - 40), broken),
                        MxmlDecoding.LIMIT))
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("reset");
        assertThat(decoding.messages).hasSize(2);
    }

    /** Java 24 and later count each {@code &amp;} of an answer, and stop at a hundred thousand. */
    @ParameterizedTest
    @ValueSource(strings = {"maxGeneralEntitySizeLimit", "totalEntitySizeLimit"})
    void noLimitOfJavaCutsALongAnswerOff(String limit) {
        String[] events = new String[25_000];
        Arrays.fill(events, "event='X' calleridname='&quot;&lt;&amp;&gt;&quot;'");
        System.setProperty("jdk.xml." + limit, "100000");
        try {
            assertThat(MxmlDecoding.of(MxmlDecoding.answer(events)).messages).hasSize(events.length);
        } finally {
            System.clearProperty("jdk.xml." + limit);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    private void assertNobodyConnected() throws Exception {
        assertThat(listener.isUnvisited()).isTrue();
    }
}

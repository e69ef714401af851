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
package io.github.camelami.internal.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Greeting;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();

    @AfterEach
    void close() {
        pbx.close();
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(Greeting.ssh(), "'SSH-2.0-OpenSSH_9.2p1'"),
                Arguments.of(Greeting.http(), "'HTTP/1.1 400 Bad Request'"),
                Arguments.of(Greeting.tlsAlert(), "TLS"),
                Arguments.of(Greeting.bytes(bytes("220 mail.example.org ESMTP\r\n")), "'220 mail.example.org ESMTP'"),
                Arguments.of(Greeting.bytes(bytes("\r\n")), "'..'"),
                Arguments.of(Greeting.bytes(bytes("x".repeat(300))), "'" + "x".repeat(64) + "'"),
                Arguments.of(Greeting.bytes(bytes("evil\u001b[31m\u0007 line\r\n")), "'evil.[31m. line'"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void A13_aStrangersGreetingIsAViolationThatNamesIt(Greeting greeting, String seen) {
        pbx.greet(greeting);
        Opened opened = open();

        assertThat(opened.failure)
                .isInstanceOf(AmiException.ProtocolViolation.class)
                .hasMessage("the server's greeting is " + seen
                        + ", not that of an Asterisk Manager: check host, port and tls"
                        + (seen.contains("HTTP") ? "; it speaks HTTP, which is transport=http" : ""));
        assertThat(pbx.bytesReceived()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void A13_garbageIsAViolationOf64PrintableCharactersAtMost(long seed) {
        pbx.greet(Greeting.garbage(seed, 400));
        Opened opened = open();

        assertThat(opened.failure).isInstanceOf(AmiException.ProtocolViolation.class);
        assertThat(opened.failure.getMessage()).matches("the server's greeting is '[ -~]{0,64}', not that .*");
        assertThat(pbx.bytesReceived()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asterisk Call Manager/1.0",
                "Asterisk Call Manager/1.1",
                "Asterisk Call Manager/99.7.3",
                "CallWeaver Call Manager/1.0",
                "Asterisk Call Manager Proxy/1.0",
                "Asterisk Call Manager"
            })
    void A13_anUnknownVersionOrBrandIsAccepted(String banner) {
        pbx.greet(Greeting.banner(banner + "\r\n"));
        Opened opened = open();

        assertThat(opened.failure).isNull();
        assertThat(opened.banner).isCompletedWithValue(banner);
    }

    @Test
    void A7_theEndBeforeTheGreetingIsNoViolation() {
        pbx.greet(Greeting.endOfStream());

        assertThat(open().failure)
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage(
                        "the server closed the connection before its greeting (tcp://127.0.0.1:" + pbx.port() + ")");
    }

    @Test
    void aPbxThatHangsIsNotTakenForAnotherServiceOnceItHasSentAGreeting() {
        TcpSettings settings = new TcpSettings(pbx.host(), pbx.port(), null, true, StandardCharsets.UTF_8, 65_536);
        Supplier<AmiTransport> transports = TcpTransport.ofSession(settings, task -> new Thread(task).start());
        assertThat(Opened.with(transports.get()).failure).isNull();
        pbx.greet(Greeting.silence());

        assertThat(Opened.with(transports.get()).failure)
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage("gave up while waiting for the server's greeting; it has sent one before, so it"
                        + " probably hangs or is overloaded (" + settings + ")");
    }

    @Test
    void aRefusedConnectionIsSaidInOneSentence() {
        pbx.stopListening();

        assertThat(open().failure)
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage("Connection refused (tcp://127.0.0.1:" + pbx.port()
                        + "): check the options host and port, and" + " enabled, bindaddr and port in manager.conf");
    }

    @Test
    void anUnknownHostIsSaidInOneSentence() {
        assertThat(Opened.to("pbx.invalid", 5038, null).failure)
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage("unknown host 'pbx.invalid' (tcp://pbx.invalid:5038)");
    }

    private Opened open() {
        return Opened.to(pbx.host(), pbx.port(), null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

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

import io.github.camelami.FakePeer;
import io.github.camelami.TestCertificates;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
    private static final SSLSocketFactory TRUSTING =
            TestCertificates.context("client").getSocketFactory();

    @Test
    void I1_aCertificateOfATrustedAuthorityForTheHostIsAccepted() {
        try (SimulatedPbx pbx = pbx("pbx")) {
            assertThat(Opened.to(pbx.host(), pbx.port(), TRUSTING).banner).isCompleted();
            assertThat(Opened.to("localhost", pbx.port(), TRUSTING).banner).isCompleted();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    elsewhere  | the server's certificate is not for host '127.0.0.1'
                    expired    | the server's certificate has expired
                    selfSigned | the server's certificate is self-signed, or its authority is not trusted; add it to the trust store of sslContextParameters
                    unknownCa  | the server's certificate is self-signed, or its authority is not trusted; add it to the trust store of sslContextParameters
                    """)
    void I1_aCertificateThatProvesNothingIsRefusedBeforeLogin(String alias, String why) {
        try (SimulatedPbx pbx = pbx(alias)) {
            assertRefused(Opened.to(pbx.host(), pbx.port(), TRUSTING), pbx.port(), why);
            assertThat(pbx.bytesReceived()).isZero();
        }
    }

    /** A server that is limited to TLS 1.1 answers with the alert protocol_version. */
    @Test
    void I1_aServerThatRefusesTls12IsNamed() throws IOException {
        assertThatTls11IsRefused("15030200020246");
    }

    /** A server that chooses TLS 1.1 although it was not offered: its ServerHello. */
    @Test
    void I1_aServerThatAnswersWithTls11IsNamed() throws IOException {
        assertThatTls11IsRefused(
                "1603020031" + "0200002d" + "0302" + "5a".repeat(32) + "00" + "c013" + "00" + "0005" + "ff01000100");
    }

    private static void assertThatTls11IsRefused(String answer) throws IOException {
        try (FakePeer server = FakePeer.answering(HexFormat.of().parseHex(answer))) {
            assertRefused(
                    Opened.to("127.0.0.1", server.port(), TRUSTING),
                    server.port(),
                    "the server does not speak TLS 1.2 or later");
        }
    }

    @Test
    void I2_onlyTls12AndLaterIsOffered() {
        try (SimulatedPbx pbx = pbx("pbx")) {
            OldProtocols factory = new OldProtocols("TLSv1", "TLSv1.1", "TLSv1.2");
            assertThat(Opened.to(pbx.host(), pbx.port(), factory).banner).isCompleted();
            assertThat(factory.last.getEnabledProtocols()).containsExactly("TLSv1.2");
        }
    }

    @Test
    void I2_whoEnablesOldProtocolsOnlyIsToldSo() {
        try (SimulatedPbx pbx = pbx("pbx")) {
            assertRefused(
                    Opened.to(pbx.host(), pbx.port(), new OldProtocols("TLSv1.1")),
                    pbx.port(),
                    "sslContextParameters do not enable TLS 1.2 or later");
        }
    }

    @Test
    void I2_theHostIsNotCheckedWhereThatIsSwitchedOff() {
        try (SimulatedPbx pbx = pbx("elsewhere")) {
            Opened opened =
                    Opened.to(new TcpSettings(pbx.host(), pbx.port(), TRUSTING, false, StandardCharsets.UTF_8, 65536));
            assertThat(opened.banner).isCompleted();
        }
    }

    @Test
    void I3_tlsToAPlainPortIsNamed() {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            assertRefused(
                    Opened.to(pbx.host(), pbx.port(), TRUSTING),
                    pbx.port(),
                    "the server does not speak TLS on this port; is it the port for plain connections?");
            assertThat(pbx.received("Login")).isEmpty();
        }
    }

    @Test
    void I3_plainToATlsPortIsNamed() {
        try (SimulatedPbx pbx = pbx("pbx")) {
            Opened opened = Opened.to(pbx.host(), pbx.port(), null);
            assertThat(opened.failure)
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessage(
                            "gave up while waiting for the server's greeting; is it a port for TLS (tls=true), or for"
                                    + " HTTP (transport=http)? (tcp://127.0.0.1:" + pbx.port() + ")");
            assertThat(pbx.bytesReceived()).isZero();
        }
    }

    @Test
    void I6_aClientCertificateIsShown() {
        try (SimulatedPbx pbx = mutual()) {
            assertThat(Opened.to(pbx.host(), pbx.port(), TRUSTING).banner).isCompleted();
        }
    }

    @Test
    void I6_aClientCertificateOfAnUnknownAuthorityIsNotAccepted() {
        try (SimulatedPbx pbx = mutual()) {
            Opened opened = Opened.to(
                    pbx.host(),
                    pbx.port(),
                    TestCertificates.context("selfSigned").getSocketFactory());
            assertRefused(opened, pbx.port(), "the server did not accept our client certificate");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "::1, false", "10.1.2.3, true", "2001:db8::1, true"})
    void I5_aPlainConnectionToAnotherHostIsExposed(String address, boolean exposed) throws UnknownHostException {
        InetAddress peer = InetAddress.getByName(address);
        var plain = new TcpSettings("pbx", 5038, null, true, StandardCharsets.UTF_8, 65536);
        var tls = new TcpSettings("pbx", 5039, TRUSTING, true, StandardCharsets.UTF_8, 65536);

        assertThat(TcpTransport.isExposed(plain, peer)).isEqualTo(exposed);
        assertThat(TcpTransport.isExposed(tls, peer)).isFalse();
    }

    private static SimulatedPbx pbx(String alias) {
        return SimulatedPbx.builder().tls(TestCertificates.context(alias)).start();
    }

    private static SimulatedPbx mutual() {
        return SimulatedPbx.builder()
                .tls(TestCertificates.context("pbx"))
                .requireClientCertificate()
                .start();
    }

    private static void assertRefused(Opened opened, int port, String why) {
        assertThat(opened.failure)
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage("no TLS: " + why + " (tls://127.0.0.1:" + port + ")");
    }

    /** Sockets that have these protocols enabled. */
    private static final class OldProtocols extends SSLSocketFactory {
        private final String[] protocols;
        private SSLSocket last;

        OldProtocols(String... protocols) {
            this.protocols = protocols;
        }

        @Override
        public Socket createSocket(Socket wire, String host, int port, boolean autoClose) throws IOException {
            last = (SSLSocket) TRUSTING.createSocket(wire, host, port, autoClose);
            last.setEnabledProtocols(protocols);
            return last;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return TRUSTING.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return TRUSTING.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}

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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTPS with the options of ami, which are those of its TLS over TCP. */
class AmiHttpClientsTlsTest extends HttpClientTestSupport {
    private static final SSLContext TRUSTING = TestCertificates.context("client");

    private static FakePeer pbx(String certificate) throws IOException {
        return FakePeer.https(TestCertificates.context(certificate), request -> FakePeer.OK);
    }

    private String post(FakePeer pbx, Map<String, Object> options) throws IOException {
        configuration.setPort(pbx.port());
        try (CloseableHttpClient client = clients(options, TRUSTING).get()) {
            return post(client);
        }
    }

    @Test
    void I1_aCertificateOfATrustedAuthorityForTheHostIsAccepted() throws Exception {
        try (FakePeer pbx = pbx("pbx")) {
            assertThat(post(pbx, Map.of())).isEqualTo("200 ok");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "elsewhere, No subject alternative",
        "expired, PKIX path validation failed",
        "selfSigned, PKIX path building failed",
        "unknownCa, PKIX path building failed"
    })
    void I1_aCertificateThatProvesNothingIsRefusedBeforeAnyRequest(String alias, String why) throws Exception {
        try (FakePeer pbx = pbx(alias)) {
            assertThatThrownBy(() -> post(pbx, Map.of()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining(why);
            assertThat(pbx.requests).isEmpty();
        }
    }

    @Test
    void I2_theHostIsNotCheckedWhereThatIsSwitchedOff() throws Exception {
        configuration.setHostnameVerification(false);
        try (FakePeer pbx = pbx("elsewhere")) {
            assertThat(post(pbx, Map.of())).isEqualTo("200 ok");
        }
    }

    @Test
    void theUsersOwnVerifierIsAsked() throws Exception {
        List<String> asked = new ArrayList<>();
        HostnameVerifier verifier = (host, session) -> asked.add(host);
        context.getRegistry().bind("verifier", verifier);
        try (FakePeer pbx = pbx("elsewhere")) {
            assertThat(post(pbx, Map.of("x509HostnameVerifier", "#verifier"))).isEqualTo("200 ok");
        }
        assertThat(asked).containsExactly("127.0.0.1");
    }

    @Test
    void theUsersOwnVerifierMayRefuse() throws Exception {
        HostnameVerifier never = (host, session) -> false;
        try (FakePeer pbx = pbx("pbx")) {
            assertThatThrownBy(() -> post(pbx, Map.of("x509HostnameVerifier", never)))
                    .hasMessage("the server's certificate is not for host '127.0.0.1', says http.x509HostnameVerifier");
            assertThat(pbx.requests).isEmpty();
        }
    }

    @Test
    void I2_onlyTls12AndLaterIsOffered() throws Exception {
        RecordingTls tls = new RecordingTls(TRUSTING, "TLSv1", "TLSv1.1", "TLSv1.2");
        try (FakePeer pbx = pbx("pbx")) {
            configuration.setPort(pbx.port());
            try (CloseableHttpClient client = clients(Map.of(), tls).get()) {
                assertThat(post(client)).isEqualTo("200 ok");
            }
            assertThat(tls.last.getEnabledProtocols()).containsExactly("TLSv1.2");
        }
    }

    @Test
    void I2_whoEnablesOldProtocolsOnlyGetsNoConnection() throws Exception {
        SSLContextParameters old = TestCertificates.trusting();
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.1"));
        old.setSecureSocketProtocols(protocols);
        try (FakePeer pbx = pbx("pbx")) {
            configuration.setPort(pbx.port());
            try (CloseableHttpClient client =
                    clients(Map.of(), old.createSSLContext(context)).get()) {
                assertThatThrownBy(() -> post(client)).hasMessageContaining("No appropriate protocol");
            }
            assertThat(pbx.requests).isEmpty();
        }
    }

    @Test
    void theParametersOfCamelsHttpComponentAreForWhereAmiHasNone() {
        HttpComponent https = context.getComponent("https", HttpComponent.class);
        assertThat(AmiHttpClients.sslContextParameters(context)).isNull();
        SSLContextParameters global = new SSLContextParameters();
        context.setSSLContextParameters(global);
        assertThat(AmiHttpClients.sslContextParameters(context)).isNull();
        https.setUseGlobalSslContextParameters(true);
        assertThat(AmiHttpClients.sslContextParameters(context)).isSameAs(global);
        SSLContextParameters own = new SSLContextParameters();
        https.setSslContextParameters(own);
        assertThat(AmiHttpClients.sslContextParameters(context)).isSameAs(own);
    }
}

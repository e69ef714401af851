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
import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TlsRouteTest {
    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .tls(TestCertificates.context("pbx"))
            .requireClientCertificate()
            .start();
    private final PbxRoutes routes = new PbxRoutes();

    @AfterEach
    void close() {
        routes.close();
        pbx.close();
    }

    @Test
    void I6_sslContextParametersOfTheUriMakeMutualTls() throws Exception {
        bind("ssl", TestCertificates.showing("client"));
        routes.to("ping", PbxRoutes.uri(pbx, "action=Ping&tls=true&sslContextParameters=#ssl"))
                .start();

        assertThat(routes.template.requestBody("direct:ping", (Object) null)).isInstanceOf(AmiResponse.class);
        assertThat(pbx.received("Login").get(0).field("Secret")).isEqualTo("secret");
    }

    @Test
    void I6_globalSslContextParametersAreUsedWhereAsked() throws Exception {
        routes.camel.setSSLContextParameters(TestCertificates.showing("client"));
        routes.camel.getComponent("ami", AmiComponent.class).setUseGlobalSslContextParameters(true);
        routes.to("ping", PbxRoutes.uri(pbx, "action=Ping&tls=true")).start();

        assertThat(routes.template.requestBody("direct:ping", (Object) null)).isInstanceOf(AmiResponse.class);
    }

    @Test
    void I6_withoutAClientCertificateTheLoginIsNotSent() throws Exception {
        bind("ssl", TestCertificates.trusting());
        routes.from("events", PbxRoutes.uri(pbx, "tls=true&sslContextParameters=#ssl"))
                .start();

        assertThat(routes.isUp()).isFalse();
        assertThat(pbx.received("Login")).isEmpty();
    }

    @Test
    void I2_theDefaultsCheckTheHostAndTrustNobodyUnknown() throws Exception {
        routes.from("events", PbxRoutes.uri(pbx, "tls=true")).start();

        assertThat(routes.health().iterator().next().getMessage().orElse(""))
                .contains("the server's certificate is self-signed, or its authority is not trusted");
        assertThat(pbx.bytesReceived()).isZero();
        assertThat(new AmiConfiguration().isHostnameVerification()).isTrue();
    }

    @Test
    void I5_withoutTlsTheSecretItselfIsNotSent() throws Exception {
        try (SimulatedPbx plain = SimulatedPbx.start()) {
            routes.from("events", PbxRoutes.uri(plain, "")).start();

            assertThat(plain.logins()).isEqualTo(1);
            assertThat(plain.received()).noneMatch(action -> action.raw().contains("secret"));
        }
    }

    private void bind(String name, SSLContextParameters parameters) {
        routes.camel.getRegistry().bind(name, parameters);
    }
}

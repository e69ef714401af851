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

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsOptionsTest extends RouteTestSupport {

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "pbx",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=pbx",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        store().toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static Path store() {
        return folder.resolve("pbx.p12");
    }

    private static KeyStoreParameters keyStore() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + store());
        store.setPassword("password");
        return store;
    }

    private static SSLContextParameters trusting() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keyStore());
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    @Override
    SimulatedPbx newPbx() throws Exception {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(keyStore());
        keys.setKeyPassword("password");
        SSLContextParameters server = new SSLContextParameters();
        server.setKeyManagers(keys);
        return SimulatedPbx.builder()
                .tls(server.createSSLContext(new DefaultCamelContext()))
                .start();
    }

    @Test
    void I6_aBeanOfSslContextParametersIsHonoured() throws Exception {
        context.getRegistry().bind("ssl", trusting());
        sendWell(ami("action=Ping&tls=true&sslContextParameters=#ssl"), null, NO_HEADERS);
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    @Test
    void theGlobalOnesAreUsedIfTheComponentSaysSo() throws Exception {
        context.setSSLContextParameters(trusting());
        context.getComponent("ami", AmiComponent.class).setUseGlobalSslContextParameters(true);
        sendWell(ami("action=Ping&tls=true"), null, NO_HEADERS);
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    @Test
    void theGlobalOnesAreNotUsedOtherwise() {
        context.setSSLContextParameters(trusting());
        assertThatThrownBy(() -> send(ami("action=Ping&tls=true&failFast=true"), null))
                .hasRootCauseInstanceOf(Exception.class)
                .hasStackTraceContaining(AmiException.ConnectionFailed.class.getName());
        assertThat(pbx.bytesReceived()).isZero();
    }

    @Test
    void parametersThatCannotBeLoadedFailTheStartWithTheOptionsName() {
        SSLContextParameters broken = trusting();
        broken.getTrustManagers().getKeyStore().setPassword("wrong");
        context.getRegistry().bind("ssl", broken);
        assertThatThrownBy(() -> send(ami("action=Ping&tls=true&sslContextParameters=#ssl"), null))
                .hasStackTraceContaining("sslContextParameters cannot be used")
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("password=wrong"));
    }
}

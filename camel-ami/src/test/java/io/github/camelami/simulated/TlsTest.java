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
package io.github.camelami.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AMI over TLS: the banner comes after the handshake, the end is a clean close_notify. */
class TlsTest {

    @TempDir
    Path directory;

    @Test
    void loginOverTls() throws Exception {
        SSLContext context = selfSigned();
        try (SimulatedPbx pbx = SimulatedPbx.builder().tls(context).start();
                WireClient client = new WireClient(context.getSocketFactory().createSocket(pbx.host(), pbx.port()))) {
            assertThat(client.line()).isEqualTo("Asterisk Call Manager/11.0.0");
            assertThat(client.ask("l", "Login", "Username: admin", "Secret: secret"))
                    .contains("Response: Success");
            assertThat(client.blockWith("Event: SuccessfulAuth"))
                    .anyMatch(line -> line.startsWith("RemoteAddress: IPV4/TLS/127.0.0.1/"));
            assertThat(client.ask("b", "Logoff")).contains("Response: Goodbye");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void plainClientIsNotServed() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.builder().tls(selfSigned()).start();
                WireClient client = new WireClient(pbx)) {
            client.send("Action: Ping\r\n\r\n");
            assertThat(client.line()).doesNotContain("Asterisk");
            assertThat(pbx.received()).isEmpty();
        }
    }

    @Test
    void https() throws Exception {
        SSLContext context = selfSigned();
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().http(http -> http.tls(context)).start();
                HttpTestClient client = new HttpTestClient(context.getSocketFactory()
                        .createSocket(pbx.host(), pbx.http().port()))) {
            assertThat(pbx.http().url())
                    .isEqualTo("https://127.0.0.1:" + pbx.http().port());
            assertThat(client.get("/rawman?action=login&username=admin&secret=secret")
                            .body())
                    .contains("Authentication accepted");
            assertThat(client.get("/rawman?action=WaitEvent&Timeout=0").body())
                    .contains("RemoteAddress: IPV4/TLS/127.0.0.1/");
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path file = directory.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-alias",
                "pbx",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command().addAll(List.of(arguments));
        assertThat(keytool.inheritIO().start().waitFor()).isZero();
    }
}

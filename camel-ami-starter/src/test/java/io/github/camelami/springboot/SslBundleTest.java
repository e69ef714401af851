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
package io.github.camelami.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Boot's SSL bundles as the TLS of connections: trust, client key, protocols. */
class SslBundleTest {
    private static final String PASSWORD = "canary-of-the-key-store";

    @TempDir
    Path directory;

    private Path server;
    private Path client;

    @AutoClose
    private SimulatedPbx pbx;

    @BeforeEach
    void start() throws Exception {
        server = keyStore("server", "san=ip:127.0.0.1");
        client = keyStore("client", "san=dns:client");
        pbx = SimulatedPbx.builder()
                .tls(context(server, client))
                .requireClientCertificate()
                .start();
    }

    @Test
    void theBundleTrustsThePbxAndShowsTheClientsKey() {
        try (ConfigurableApplicationContext application = run()) {
            await().untilAsserted(() -> assertThat(pbx.sessions()).isOne());
            AmiConfiguration settings = settings(application);
            assertThat(settings.isTls()).isTrue();
            assertThat(settings.getSslContextParameters()).hasToString("SslBundleParameters[pbx]");
        }
    }

    @Test
    void anotherTrustStoreIsNotTrusted() {
        try (ConfigurableApplicationContext application =
                run("--spring.ssl.bundle.jks.pbx.truststore.location=file:" + client)) {
            await().untilAsserted(() -> assertThat(failure(application)).contains("authority is not trusted"));
            assertThat(pbx.logins()).isZero();
        }
    }

    @Test
    void protocolsOfTheBundleAreKept() {
        try (ConfigurableApplicationContext application = run(
                "--spring.ssl.bundle.jks.pbx.options.enabled-protocols=TLSv1.2",
                "--spring.ssl.bundle.jks.pbx.options.ciphers=TLS_AES_128_GCM_SHA256")) {
            // a cipher of TLS 1.3 only: nothing is left to agree on
            await().untilAsserted(() -> assertThat(failure(application)).contains("no TLS"));
            assertThat(pbx.logins()).isZero();
        }
    }

    @Test
    void connectionsWithTheSameBundleShareASession_andTlsMayBeSwitchedOff() {
        try (ConfigurableApplicationContext application = run(
                "--camel.component.ami.connections.other.ssl-bundle=pbx",
                "--camel.component.ami.connections.plain.ssl-bundle=pbx",
                "--camel.component.ami.connections.plain.tls=false")) {
            var connections = component(application).getConnections();
            assertThat(connections.get("other").getSslContextParameters())
                    .isSameAs(settings(application).getSslContextParameters());
            assertThat(connections.get("plain").isTls()).isFalse();
        }
    }

    @Test
    void theComponentHasTheOptionToo() {
        try (ConfigurableApplicationContext application = run("--camel.component.ami.ssl-bundle=pbx")) {
            AmiConfiguration settings = component(application).getConfiguration();
            assertThat(settings.isTls()).isTrue();
            assertThat(settings.getSslContextParameters()).hasToString("SslBundleParameters[pbx]");
        }
    }

    private ConfigurableApplicationContext run(String... more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "spring.ssl.bundle.jks.pbx.truststore.location",
                "file:" + server,
                "spring.ssl.bundle.jks.pbx.truststore.password",
                PASSWORD,
                "spring.ssl.bundle.jks.pbx.keystore.location",
                "file:" + client,
                "spring.ssl.bundle.jks.pbx.keystore.password",
                PASSWORD,
                "camel.component.ami.connections.pbx.host",
                pbx.host(),
                "camel.component.ami.connections.pbx.port",
                pbx.port(),
                "camel.component.ami.connections.pbx.username",
                "admin",
                "camel.component.ami.connections.pbx.secret",
                "secret",
                "camel.component.ami.connections.pbx.ssl-bundle",
                "pbx"));
        return new SpringApplicationBuilder(CanaryApplication.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run(more);
    }

    private static String failure(ConfigurableApplicationContext application) {
        return HealthCheckHelper.invokeReadiness(application.getBean(CamelContext.class)).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .map(result -> result.getMessage().orElse(""))
                .findFirst()
                .orElse("");
    }

    private static AmiConfiguration settings(ConfigurableApplicationContext application) {
        return component(application).getConnections().get("pbx");
    }

    private static AmiComponent component(ConfigurableApplicationContext application) {
        return application.getBean(CamelContext.class).getComponent("ami", AmiComponent.class);
    }

    private Path keyStore(String name, String extension) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
        return store;
    }

    private static SSLContext context(Path keys, Path trust) throws Exception {
        KeyManagerFactory key = KeyManagerFactory.getInstance("PKIX");
        key.init(load(keys), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", load(trust).getCertificate("client"));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }
}

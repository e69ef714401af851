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

import io.github.camelami.simulator.SimulatedPbx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What a running application with Actuator shows, and that a secret is nowhere in it though all values are shown. */
class ActuatorTest {
    private static final String SECRET = "actuator-canary-83c1d0";
    private static final String COMPONENT_SECRET = "actuator-canary-19aa47";
    private static final String PLACEHOLDER = "PBX_PASSWORD_FROM_ELSEWHERE";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AutoClose
    private static SimulatedPbx pbx;

    @AutoClose
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        pbx = SimulatedPbx.builder().user("admin", SECRET).start();
        // as a variable of another name, and in what the JVM says of its command line
        System.setProperty(PLACEHOLDER, SECRET);
        System.setProperty("CAMEL_COMPONENT_AMI_CONNECTIONS_BACKUP_SECRET", "actuator-canary-77ffe2");
        System.setProperty("PBX_SECRET_FOR_CAMEL", "actuator-canary-6bd310");
        System.setProperty("PASSWORD_FOR_CAMEL", "actuator-canary-e01f55");
        System.setProperty("some.uri", "ami:other?username=u&secret=actuator-canary-0192dd");
        application = new SpringApplicationBuilder(CanaryApplication.class)
                .run(
                        "--server.port=0",
                        "--management.endpoints.web.exposure.include=*",
                        "--management.endpoint.env.show-values=ALWAYS",
                        "--management.endpoint.configprops.show-values=ALWAYS",
                        "--management.endpoint.health.show-details=ALWAYS",
                        "--management.endpoint.health.probes.enabled=true",
                        "--management.endpoint.health.group.readiness.include=camelHealth",
                        "--camel.health.exposure-level=full",
                        "--camel.main.dev-console-enabled=true",
                        "--camel.component.ami.username=someone",
                        "--camel.component.ami.secret=" + COMPONENT_SECRET,
                        "--camel.component.ami.http.proxyAuthPassword=actuator-canary-55d0b7",
                        "--camel.component.ami.http.proxyHost=some-proxy",
                        "--camel.component.ami.connections.web.http.proxy-auth-password=actuator-canary-2ec4f1",
                        "--camel.component.ami.connections.rome.secret={{sys:PBX_SECRET_FOR_CAMEL}}",
                        "--camel.component.ami.connections.oslo.secret={{PASSWORD_FOR_CAMEL:none}}",
                        "--camel.component.ami.connections.pbx.host=" + pbx.host(),
                        "--camel.component.ami.connections.pbx.port=" + pbx.port(),
                        "--camel.component.ami.connections.pbx.username=admin",
                        "--camel.component.ami.connections.pbx.reconnect-delay=10ms",
                        "--camel.component.ami.connections.pbx.secret=${" + PLACEHOLDER + "}");
    }

    @AfterAll
    static void clearProperties() {
        System.clearProperty(PLACEHOLDER);
        System.clearProperty("CAMEL_COMPONENT_AMI_CONNECTIONS_BACKUP_SECRET");
        System.clearProperty("PBX_SECRET_FOR_CAMEL");
        System.clearProperty("PASSWORD_FOR_CAMEL");
        System.clearProperty("some.uri");
    }

    @Test
    void healthShowsTheSession() throws Exception {
        String health = get("health").body();

        assertThat(health)
                .contains("camelHealth", "consumer:calls")
                .contains("\"ami.connection\":\"pbx\"", "\"ami.state\":\"READY\"");
    }

    @Test
    void readinessFollowsTheSession() throws Exception {
        assertThat(get("health/readiness").statusCode()).isEqualTo(200);

        pbx.stopListening();
        pbx.disconnectAll();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(get("health/readiness").statusCode()).isEqualTo(503));
        // between two attempts, which come soon after each other at first
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get("health").body()).contains("\"ami.state\":\"BACKING_OFF\"", "\"ami.failure\":"));

        pbx.startListening();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(get("health/readiness").statusCode()).isEqualTo(200));
    }

    @Test
    void infoShowsSessionsAndConsumers() throws Exception {
        String info = get("info").body();

        assertThat(info).contains("\"ami\":{\"sessions\":[", "\"connection\":\"pbx\"", "\"route\":\"calls\"");
    }

    @Test
    void theDevConsoleShowsSessions() {
        DevConsole console = application
                .getBean(CamelContext.class)
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("ami");

        String shown = String.valueOf(console.call(DevConsole.MediaType.JSON));
        assertThat(shown).contains("connection=pbx").doesNotContain("actuator-canary");
    }

    @Test
    void configpropsAndEnvShowTheOtherOptions() throws Exception {
        assertThat(get("configprops").body()).contains("AmiComponentConfiguration", "someone", "some-proxy");
        assertThat(get("env").body()).contains("camel.component.ami.connections.pbx.secret", "someone", PLACEHOLDER);
        assertThat(get("env/camel.component.ami.username").body()).contains("someone");
    }

    @Test
    void sessionsAndConsumersHaveMeters() throws Exception {
        assertThat(get("metrics").body()).contains("camel.ami.session.ready", "camel.ami.events.received");
        assertThat(get("metrics/camel.ami.session.ready").body()).contains("\"pbx\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health",
                "health/readiness",
                "metrics",
                "configprops",
                "configprops/camel.component.ami",
                "env",
                "env/camel.component.ami.secret",
                "env/camel.component.ami.connections.pbx.secret",
                "env/" + PLACEHOLDER,
                "info",
                "beans",
                "conditions",
                "mappings",
                "loggers",
                "camelroutes",
                "threaddump"
            })
    void noSecretIsShown(String endpoint) throws Exception {
        HttpResponse<String> response = get(endpoint);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isNotEmpty().doesNotContain("actuator-canary");
    }

    private static HttpResponse<String> get(String endpoint) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

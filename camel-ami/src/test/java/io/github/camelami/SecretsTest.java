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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.session.GuardedSecret;
import io.github.camelami.internal.session.LoginActions;
import io.github.camelami.internal.session.RefusedSecrets;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.console.DevConsole;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String SECRET = "secret-canary-4711";
    private static final String WRONG = "wrong-canary-0815";

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("admin", SECRET)
            .failedLoginDelay(Duration.ofMillis(20))
            .start();
    private final SimulatedPbx tls = SimulatedPbx.builder()
            .user("admin", SECRET)
            .tls(TestCertificates.context("pbx"))
            .requireClientCertificate()
            .start();
    private final PbxRoutes routes = new PbxRoutes();

    @AfterEach
    void close() {
        routes.close();
        pbx.close();
        tls.close();
    }

    @Test
    void H1_aSecretFromTheConfigurationIsInNothingThatAnybodyLogsThrowsOrShows() throws Exception {
        AmiConfiguration secure = configuration(tls, SECRET);
        secure.setTls(true);
        secure.setSslContextParameters(TestCertificates.showing("client"));
        Registry registry = routes.camel.getRegistry();
        registry.bind("plain", configuration(pbx, SECRET));
        registry.bind("secure", secure);
        registry.bind("refused", configuration(pbx, WRONG));

        assertThatNoneHoldsASecret(run("ami:plain", "ami:secure", "ami:refused?refusedRetryDelay=5m", log -> true));
    }

    @Test
    void H1_aRouteDumpShowsNoSecretFromTheConfiguration() throws Exception {
        routes.camel.getRegistry().bind("plain", configuration(pbx, SECRET));
        routes.from("events", "ami:plain?events=call").start();
        CamelContext context = routes.camel;

        String dump = PluginHelper.getModelToXMLDumper(context)
                .dumpModelAsXml(context, ((ModelCamelContext) context).getRouteDefinition("events"));
        assertThat(dump).contains("ami:plain?events=call").doesNotContain(SECRET);
    }

    /** Camel itself logs whole URIs below INFO. */
    @Test
    void H1_aSecretInTheUriIsInNothingThatWeLogThrowOrShow() throws Exception {
        routes.camel.getRegistry().bind("ssl", TestCertificates.showing("client"));

        assertThatNoneHoldsASecret(run(
                PbxRoutes.uri(pbx, "maxReconnectDelay=50&secret=" + SECRET),
                PbxRoutes.uri(tls, "tls=true&sslContextParameters=#ssl&secret=RAW(" + SECRET + ")"),
                PbxRoutes.uri(pbx, "refusedRetryDelay=5m&secret=" + WRONG),
                log -> log.getLoggerName().startsWith("io.github.camelami")
                        || log.getLevel().isMoreSpecificThan(Level.INFO)));
    }

    private static AmiConfiguration configuration(SimulatedPbx pbx, String secret) {
        AmiConfiguration configuration = new AmiConfiguration();
        configuration.setHost(pbx.host());
        configuration.setPort(pbx.port());
        configuration.setUsername("admin");
        configuration.setSecret(secret);
        configuration.setReconnectDelay(1);
        configuration.setMaxReconnectDelay(50);
        return configuration;
    }

    /** A day of routes: logins of all kinds, refusals, a loss, failed actions and options; what it gave to see. */
    private List<String> run(String plain, String secure, String refused, Predicate<LogEvent> logged) throws Exception {
        List<String> seen = new ArrayList<>();
        try (CapturedLog log = CapturedLog.trace()) {
            String options = plain.contains("?") ? "&" : "?";
            routes.from("plain", plain)
                    .from("tls", secure)
                    .from("refused", refused)
                    .to("ping", plain + options + "action=Ping")
                    .start();
            routes.template.requestBody("direct:ping", (Object) null);
            pbx.disconnectAll();
            await().until(() -> pbx.logins() == 2);
            seen.add(text(catchThrowable(() -> routes.template.requestBody("direct:ping", Map.of("Secret", "x")))));
            seen.add(text(catchThrowable(() -> routes.from("bad", plain + options + "port=many"))));
            seen.add(text(catchThrowable(() -> routes.from("worse", plain + options + "nosuch=1"))));
            seen.add(text(catchThrowable(() -> routes.from("worst", plain + options + "maxInFlight=0"))));
            shown(seen);
            routes.close();
            seen.addAll(log.lines(logged));
        }
        seen.removeIf(Objects::isNull);
        return seen;
    }

    private void assertThatNoneHoldsASecret(List<String> seen) {
        assertThat(seen).hasSizeGreaterThan(100).anyMatch(line -> line.contains("logged in as admin"));
        List<String> canaries = new ArrayList<>(List.of(SECRET, WRONG, TestCertificates.PASSWORD));
        pbx.received("Login").stream().map(login -> login.field("Key")).forEach(canaries::add);
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(6).allMatch(canary -> canary.length() > 12);
        assertThat(seen)
                .filteredOn(line -> canaries.stream().anyMatch(line::contains))
                .extracting(line -> line.substring(0, Math.min(300, line.length())))
                .isEmpty();
    }

    /** Health, dev console, JMX, endpoints, route dumps and the texts of our objects. */
    private void shown(List<String> seen) throws Exception {
        routes.health()
                .forEach(health -> seen.add(
                        health.getState() + " " + health.getMessage() + health.getDetails() + health.getError()));
        DevConsole console = PluginHelper.getDevConsoleResolver(routes.camel).resolveDevConsole("ami");
        CamelContextAware.trySetCamelContext(console, routes.camel);
        seen.add((String) console.call(DevConsole.MediaType.TEXT));
        seen.add(String.valueOf(console.call(DevConsole.MediaType.JSON)));
        routes.camel.getEndpoints().forEach(endpoint -> {
            seen.add(endpoint.toString());
            seen.add(URISupport.sanitizeUri(endpoint.getEndpointUri()));
        });
        routes.camel.getRoutes().forEach(route -> {
            seen.add(route.toString());
            seen.add(String.valueOf(route.getConsumer()));
            seen.add(String.valueOf(route.getProperties()));
            route.getServices().forEach(service -> seen.add(service.toString()));
        });
        AmiConfiguration configuration = routes.pbx;
        seen.add(configuration.toString());
        ConnectionSettings settings = new ConnectionSettings("pbx", configuration);
        seen.add(settings.toString());
        GuardedSecret secret = settings.secret(new RefusedSecrets());
        seen.add(secret.toString());
        seen.add(settings.session(secret).toString());
        seen.add(settings.tcp(null).toString());
        seen.add(LoginActions.plain("admin", SECRET, "on").toString());
        seen.add(LoginActions.md5("admin", SECRET, "on").toString());
        seen.add(routes.camel.getComponent("ami").toString());
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                seen.add(attribute.getName() + " " + attributeOf(server, name, attribute));
            }
        }
    }

    private static String attributeOf(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute.getName()));
        } catch (Exception e) {
            return text(e);
        }
    }

    @Test
    void H2_theSecretIsASecretInTheMetadataAndMaskedByCamel() throws IOException {
        try (InputStream in = AmiEndpoint.class.getResourceAsStream("/META-INF/io/github/camelami/ami.json")) {
            JsonObject json =
                    Jsoner.deserialize(new String(in.readAllBytes(), StandardCharsets.UTF_8), new JsonObject());
            for (String kind : List.of("componentProperties", "properties")) {
                JsonObject secret = (JsonObject) ((JsonObject) json.get(kind)).get("secret");
                assertThat(secret).containsEntry("secret", true);
            }
        }
        assertThat(URISupport.sanitizeUri("ami:pbx?username=admin&secret=" + SECRET))
                .doesNotContain(SECRET);
        assertThat(new AmiEndpointUriFactory().secretPropertyNames()).contains("secret");
    }

    @Test
    void H5_aBeanThatSuppliesTheSecretIsAskedAtEachLogin() throws Exception {
        Deque<String> rotating = new ArrayDeque<>(List.of(SECRET, WRONG, SECRET));
        Supplier<String> supplier = rotating::poll;
        routes.pbx.setSecret(supplier);
        routes.from("events", PbxRoutes.uri(pbx, "authType=plain&maxReconnectDelay=50"))
                .start();
        pbx.disconnectAll();
        await().until(() -> pbx.logins() == 2);

        assertThat(pbx.received("Login"))
                .extracting((ReceivedAction login) -> login.field("Secret"))
                .containsExactly(SECRET, WRONG, SECRET);
    }

    @Test
    void H5_aBeanThatSuppliesAnEmptySecretIsRefusedBeforeTheLogin() {
        routes.pbx.setSecret((Supplier<String>) () -> "");
        assertThat(text(catchThrowable(() ->
                        routes.from("events", PbxRoutes.uri(pbx, "events=call")).start())))
                .contains("the secret of user 'admin' is empty");
        assertThat(pbx.received("Login")).isEmpty();
    }

    private static String text(Throwable thrown) {
        assertThat(thrown).isNotNull();
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}

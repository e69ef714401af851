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

import io.github.camelami.internal.uri.UriWarnings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedConnectionTest extends RouteTestSupport {

    private AmiConfiguration connection() {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost("127.0.0.1");
        connection.setPort(pbx.port());
        connection.setUsername("admin");
        connection.setSecret("secret");
        return connection;
    }

    private AmiComponent component() {
        return context.getComponent("ami", AmiComponent.class);
    }

    @Test
    void aBeanOfTheNameIsTheConnection() throws Exception {
        context.getRegistry().bind("office", connection());
        sendWell("ami:office?action=Ping", null, NO_HEADERS);
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    @Test
    void theComponentHoldsConnectionsByName() throws Exception {
        component().setConnections(Map.of("office", connection()));
        sendWell("ami:office?action=Ping", null, NO_HEADERS);
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    @Test
    void aConnectionWithoutHostTakesTheName() throws Exception {
        AmiConfiguration connection = connection();
        connection.setHost(null);
        component().setConnections(Map.of("localhost", connection));
        sendWell("ami:localhost?action=Ping", null, NO_HEADERS);
        assertThat(pbx.received("Ping")).hasSize(1);
        assertThat(connection.getHost()).isNull();
    }

    @Test
    void theComponentsOwnSettingsServeAllOtherNames() throws Exception {
        AmiConfiguration own = connection();
        own.setHost(null);
        component().setConfiguration(own);
        sendWell("ami:localhost?action=Ping", null, NO_HEADERS);
        sendWell("ami:127.0.0.1?action=Ping", null, NO_HEADERS);
        assertThat(pbx.logins()).isEqualTo(2);
    }

    @Test
    void optionsOfTheUriOverrideAndLeaveTheConnectionAsItWas() throws Exception {
        AmiConfiguration connection = connection();
        connection.setSecret("wrong");
        connection.setServerFilter(Map.of("a", "!x"));
        context.getRegistry().bind("office", connection);
        sendWell("ami:office?action=Ping&secret=secret&serverFilter.b=y", null, NO_HEADERS);
        assertThat(connection.getSecret()).isEqualTo("wrong");
        assertThat(connection.getServerFilter()).isEqualTo(Map.of("a", "!x"));
    }

    @Test
    void aSupplierBeanGivesTheSecretAtEachLogin() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Supplier<String> secrets = () -> {
            asked.incrementAndGet();
            return "secret";
        };
        context.getRegistry().bind("vault", secrets);
        sendWell("ami:127.0.0.1?port=" + pbx.port() + "&username=admin&secret=#vault&action=Ping", null, NO_HEADERS);
        assertThat(asked).hasValue(1);
        sendWell(
                "ami:127.0.0.1?port=" + pbx.port() + "&username=admin&secret=#bean:vault&action=CoreStatus",
                null,
                NO_HEADERS);
        assertThat(pbx.logins()).isEqualTo(1);
    }

    @Test
    void anOptionalPlaceholderWithoutAValueLeavesTheSecretOfTheConnection() throws Exception {
        inMain(
                Map.of(
                        "camel.component.ami.connections[office].host", "127.0.0.1",
                        "camel.component.ami.connections[office].port", pbx.port(),
                        "camel.component.ami.connections[office].username", "admin",
                        "camel.component.ami.connections[office].secret", "secret"),
                "ami:office?action=Ping&secret=RAW({{?no.such.secret}})");
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    @Test
    void userInfoInTheUriIsRefused() {
        assertThatThrownBy(() -> send("ami:admin@127.0.0.1?action=Ping&secret=x", null))
                .hasStackTraceContaining("has no user info");
    }

    @Test
    void theEndpointTellsWhereItsServiceIs() {
        context.getRegistry().bind("office", connection());
        EndpointServiceLocation location = context.getEndpoint("ami:office", AmiEndpoint.class);
        assertThat(location.getServiceUrl()).isEqualTo("127.0.0.1:" + pbx.port());
        assertThat(location.getServiceProtocol()).isEqualTo("ami");
        assertThat(location.getServiceMetadata()).isEqualTo(Map.of("username", "admin"));
        assertThat(context.getEndpoint("ami:pbx?username=u&secret=s&tls=true", AmiEndpoint.class)
                        .getServiceUrl())
                .isEqualTo("pbx:5039");
    }

    private void inMain(Map<String, Object> properties, String uri) throws Exception {
        Main main = new Main();
        Properties all = new Properties();
        properties.forEach((name, value) -> all.setProperty(name, value.toString()));
        main.setOverrideProperties(all);
        main.bind("vault", (Supplier<String>) () -> "secret");
        try {
            main.start();
            main.getCamelTemplate().requestBody(uri, (Object) null);
        } finally {
            main.stop();
        }
    }

    @Test
    void propertiesOfCamelMainMakeNamedConnections() throws Exception {
        inMain(
                Map.of(
                        "camel.component.ami.connections[office].host", "127.0.0.1",
                        "camel.component.ami.connections[office].port", pbx.port(),
                        "camel.component.ami.connections[office].username", "admin",
                        "camel.component.ami.connections[office].secret", "#bean:vault",
                        "camel.component.ami.connections[office].connect-timeout", "5s",
                        "camel.component.ami.connections[branch].host", "192.0.2.1"),
                "ami:office?action=Ping");
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    /** Camel Main refuses by itself what no option takes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.ami.usernme",
                "camel.component.ami.configuration.usernme",
                "camel.component.ami.connections[office].usernme",
                "camel.component.ami.connections[office].connect-timeuot"
            })
    void aMisspeltPropertyEndsTheStartAndIsNamed(String property) {
        String name = StringHelper.dashToCamelCase(property.substring(property.lastIndexOf('.') + 1));
        assertThatThrownBy(() -> inMain(Map.of(property, "1"), "direct:unused"))
                .hasStackTraceContaining("with name: " + name)
                .hasStackTraceContaining("camel.component.ami");
        assertThat(pbx.logins()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "camel.component.ami.secert, secert, secret",
        "camel.component.ami.conect-timeout, conectTimeout, connectTimeout",
        "camel.component.ami.conections, conections, connections",
        "camel.component.ami.confguration, confguration, configuration",
        "camel.component.ami.use-global-ssl-context-paramters, useGlobalSslContextParamters, useGlobalSslContextParameters",
        "camel.component.ami.connections[office].hostname, hostname, host",
        "camel.component.ami.connections[branch].password, password, secret"
    })
    void thePropertyThatWasMeantIsNamed(String property, String wrong, String meant) {
        String of = property.substring(0, property.lastIndexOf('.'));
        try (CapturedLog log = CapturedLog.debug()) {
            assertThatThrownBy(() -> inMain(
                            Map.of("camel.component.ami.connections[alpha].host", "192.0.2.1", property, "1"),
                            "direct:unused"))
                    .hasStackTraceContaining("with name: " + wrong);
            assertThat(log.warnings("io.github.camelami"))
                    .containsOnlyOnce(of + ": option " + wrong + " does not exist, did you mean " + meant + "?");
        }
    }

    @Test
    void eachPropertyOfTheComponentIsKnownToTheHint() throws Exception {
        AmiComponent component = component();
        PropertyConfigurer configurer =
                context.getRegistry().lookupByNameAndType("ami-component-configurer", PropertyConfigurer.class);
        JsonObject json = Jsoner.deserialize(
                Files.readString(Path.of("src/generated/resources/META-INF/io/github/camelami/ami.json")),
                new JsonObject());
        Set<String> options = ((JsonObject) json.get("componentProperties")).keySet();
        assertThat(options).hasSizeGreaterThan(30);
        for (String option : options) {
            String wrong = option + 'x';
            try (CapturedLog log = CapturedLog.debug()) {
                assertThat(configurer.configure(context, component, wrong, "1", true))
                        .isFalse();
                assertThat(log.warnings("io.github.camelami"))
                        .containsExactly("camel.component.ami: option " + wrong + " does not exist, did you mean "
                                + option + "?");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.component.ami.secert", "camel.component.ami.connections[office].secert"})
    void aMisspeltPropertyIsIgnoredIfCamelMainIsToIgnoreIt(String property) throws Exception {
        inMain(
                Map.of(
                        property,
                        "1",
                        "camel.main.autoConfigurationFailFast",
                        "false",
                        "camel.component.ami.connections[office].host",
                        "127.0.0.1",
                        "camel.component.ami.connections[office].port",
                        pbx.port(),
                        "camel.component.ami.connections[office].username",
                        "admin",
                        "camel.component.ami.connections[office].secret",
                        "secret"),
                "ami:office?action=Ping");
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    /** As Spring Boot has it. */
    @Test
    void aConnectionWithoutBracketsIsRefused() {
        assertThatThrownBy(() -> inMain(
                        Map.of(
                                "camel.component.ami.connections.office.host", "127.0.0.1",
                                "camel.component.ami.connections.office.secret", "canary"),
                        "direct:unused"))
                .hasMessage("camel.component.ami.connections.office: the name of a connection needs brackets, as in"
                        + " camel.component.ami.connections[office].host");
    }

    /** Camel itself would read a text that is no number as 0, and one that is neither true nor false as false. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    connections[pbx].port            | 50x    | a number
                    connections[pbx].port            | 5O38   | a number
                    port                             | 15 023 | a number
                    connections[pbx].max-in-flight   | 50x    | a number
                    maxMessageSize                   | 4MB    | a number
                    configuration.maxMessageSize     | 4MB    | a number
                    connections[pbx].connect-timeout | soon   | a duration like 500ms, 20s or 5m
                    connections[pbx].tls             | ture   | true, false
                    """)
    void aPropertyOfAnotherTypeIsRefused(String property, String value, String accepted) {
        String option = StringHelper.dashToCamelCase(property.replaceFirst(".*\\.", ""));
        assertThatThrownBy(() -> inMain(
                        Map.of(
                                "camel.component.ami." + property,
                                value,
                                "camel.component.ami.connections[pbx].username",
                                "admin",
                                "camel.component.ami.connections[pbx].secret",
                                "secret"),
                        "direct:unused"))
                .hasStackTraceContaining("option " + option + '=' + value + " is not valid; accepted: " + accepted);
    }

    /** Camel sets the properties of beans before it creates the component. */
    @Test
    void aPortOfABeanThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> inMain(
                        Map.of(
                                "camel.beans.pbx", "#class:" + AmiConfiguration.class.getName(),
                                "camel.beans.pbx.host", "127.0.0.1",
                                "camel.beans.pbx.port", "50x",
                                "camel.beans.pbx.username", "admin",
                                "camel.beans.pbx.secret", "secret"),
                        "ami:pbx?action=Ping"))
                .hasStackTraceContaining("ami:pbx: option port=0 is not valid; accepted: 1 to 65535");
    }

    @Test
    void aPropertyMayBeAPlaceholder() throws Exception {
        inMain(
                Map.of(
                        "camel.component.ami.connections[office].host", "127.0.0.1",
                        "pbx.port", pbx.port(),
                        "camel.component.ami.connections[office].port", "{{pbx.port}}",
                        "camel.component.ami.connections[office].actionTimeout", "{{?pbx.timeout}}",
                        "camel.component.ami.connections[office].username", "admin",
                        "camel.component.ami.connections[office].secret", "secret"),
                "ami:office?action=Ping");
        assertThat(pbx.received("Ping")).hasSize(1);
    }

    /** The component's settings fit every host. */
    @Test
    void aHostThatIsNearlyAConnectionIsLoggedOnce() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            inMain(
                    Map.of(
                            "camel.component.ami.connections[loopbac].host", "127.0.0.1",
                            "camel.component.ami.connections[locahlost].host", "127.0.0.1",
                            "camel.component.ami.port", pbx.port(),
                            "camel.component.ami.username", "admin",
                            "camel.component.ami.secret", "secret"),
                    "ami:localhost?action=Ping");
            assertThat(log.warnings("io.github.camelami"))
                    .containsOnlyOnce(
                            "ami:localhost: there is no connection of this name, so it is used as a host name;"
                                    + " did you mean ami:locahlost?");
        }
    }

    /** Numbers distinguish hosts. */
    @ParameterizedTest
    @CsvSource({"pbx1, pbx2", "10.0.0.1, 10.0.0.2", "10.0.0.1, 10.0.0.12", "pbx, pbx2"})
    void aHostWithAnotherNumberIsNoMistake(String connection, String host) {
        try (CapturedLog log = CapturedLog.debug()) {
            component().setConnections(Map.of(connection, connection(), "far", connection()));
            context.getEndpoint("ami:" + host + "?username=admin&secret=secret&action=Ping");
            assertThat(log.warnings("io.github.camelami")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    emea-1 | emea-*
                    pbx    | pb*
                    b      | *
                    pbx    | pbx,pb*
                    """)
    void aPatternThatIsNearlyAConnectionIsNoMistake(String connection, String pattern) {
        try (CapturedLog log = CapturedLog.debug()) {
            component().setConnections(Map.of(connection, connection()));
            context.getEndpoint("ami:" + pattern);
            assertThat(log.warnings("io.github.camelami")).isEmpty();
        }
    }

    @Test
    void theConnectionsAreReadOnceForAHost() {
        AtomicInteger reads = new AtomicInteger();
        UriWarnings warnings = new UriWarnings();
        for (int i = 0; i < 1000; i++) {
            for (String host : List.of("pbxx", "elsewhere", "host" + i)) {
                warnings.warnOfHost(host, host, () -> {
                    reads.incrementAndGet();
                    return Set.of("pbx");
                });
            }
        }
        assertThat(reads).hasValue(100);
    }

    @Test
    void aMisspeltConnectionIsSaidToBeNone() {
        assertThatThrownBy(() -> inMain(
                        Map.of(
                                "camel.component.ami.connections[pbx].host", "127.0.0.1",
                                "camel.component.ami.connections[pbx].username", "admin"),
                        "ami:pxb?action=Ping"))
                .hasStackTraceContaining("ami:pxb: option username is missing")
                .hasStackTraceContaining("; 'pxb' is not one of the named connections: pbx, did you mean pbx?");
    }

    @Test
    void propertiesOfCamelMainMakeTheComponentsSettings() throws Exception {
        inMain(
                Map.of(
                        "camel.component.ami.port", pbx.port(),
                        "camel.component.ami.username", "admin",
                        "camel.component.ami.secret", "secret"),
                "ami:127.0.0.1?action=Ping");
        assertThat(pbx.received("Ping")).hasSize(1);
    }
}

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
package io.github.camelami.endpointdsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelami.endpointdsl.AmiEndpointBuilderFactory.AmiEndpointBuilder;
import io.github.camelami.endpointdsl.AmiEndpointBuilderFactory.AmiEndpointProducerBuilder;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.util.URISupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret that a builder is given reaches the PBX alone, also where it has characters that part a URI. */
class DslSecretsTest extends DslTestSupport {
    private static final String WRONG = "wrong-canary-1234)&wrong-tail-canary}";

    /** Each part that Camel could take for an option. */
    private static final List<String> CANARIES =
            List.of("canary-4711", "tail-canary", "canary+0815", "canary 0815", "wrong-canary", "wrong-tail");

    /** As with URIs, Camel itself logs whole endpoints below INFO. */
    @Test
    void H1_itIsInNothingThatAnybodyLogsThrowsOrShows() throws Exception {
        context.getPropertiesComponent().addInitialProperty("pbx.secret", SECRET);
        List<String> seen = new ArrayList<>();
        try (TraceLog log = new TraceLog()) {
            AmiEndpointProducerBuilder ping = ami().action("Ping");
            add(route -> {
                route.errorHandler(route.noErrorHandler());
                route.from(ami().events("call")).routeId("events").to("mock:events");
                route.from("direct:to").to(ping);
                route.from("direct:toD").toD(ami().action("UserEvent").field("Text", "${header.text}"));
                route.from("direct:wireTap").wireTap(ping);
                // Camel shows the URI of an enrich as it is written, as it shows each expression
                route.from("direct:enrich")
                        .enrich(ami().secret("{{pbx.secret}}").action("Ping"));
                route.from("direct:list").recipientList(new Recipients().endpoints(ping));
                route.from("direct:wrong").to(wrong());
            });
            for (String from : List.of("to", "toD", "wireTap", "enrich", "list", "wrong")) {
                Exception thrown =
                        send("direct:" + from, null, Map.of("text", "a)&b")).getException();
                seen.add(thrown == null ? "" : text(thrown));
            }
            await().until(() -> pbx.received("Ping").size() >= 4);
            seen.add(text(failure(ami().port("many").action("Ping"))));
            seen.add(text(failure(ami().action("Ping").field("a b", "x"))));
            seen.add(text(failure(ami().action("Ping").field("Text", "\0\u00a0\u2028"))));
            seen.add(text(failure(AmiEndpoints.ami("a b").secret(SECRET).action("Ping"))));
            seen.add(text(failure(AmiEndpoints.ami("none", "pbx").secret(SECRET).action("Ping"))));
            shown(seen);
            seen.add(ping.toString());
            seen.add(ami().events("call").toString());
            stopContext();
            seen.addAll(log.lines(event -> event.getLoggerName().startsWith("io.github.camelami")
                    || event.getLevel().isMoreSpecificThan(Level.INFO)));
        }
        seen.removeIf(Objects::isNull);
        assertThat(seen).hasSizeGreaterThan(100).anyMatch(line -> line.contains("logged in as admin"));
        assertThat(seen)
                .filteredOn(line -> CANARIES.stream().anyMatch(line::contains))
                .extracting(line -> line.substring(0, Math.min(500, line.length())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a)&canary}+%41 %26\\n", "a&canary%25b"})
    void H1_aSecretThatNoRawValueCanHoldLogsIn(String secret) throws Exception {
        try (SimulatedPbx other = SimulatedPbx.builder().user("admin", secret).start()) {
            AmiEndpointBuilder to = ami().port(other.port()).secret(secret);
            add(route -> {
                route.from("direct:to").to(to.action("Ping"));
                AmiEndpointBuilder toD = ami().port(other.port()).secret(secret);
                route.from("direct:toD").toD(toD.action("Ping").field("N", "${header.n}"));
            });
            for (String from : List.of("direct:to", "direct:toD")) {
                assertThat(send(from, null, Map.of("n", "1")).getException()).isNull();
            }
            assertThat(context.getRouteDefinitions().toString()).doesNotContain("canary");
            AmiEndpointBuilder bad = ami().secret(secret);
            assertThat(text(failure(bad.action("Ping").field("N", "${header.n}"))))
                    .doesNotContain("canary");
        }
    }

    private AmiEndpointProducerBuilder wrong() {
        AmiEndpointProducerBuilder wrong = ami().secret(WRONG);
        return wrong.action("Ping").advanced().lazyStartProducer(true).basic();
    }

    private Throwable failure(AmiEndpointProducerBuilder to) {
        return catchThrowable(
                () -> add(route -> route.from("direct:" + to.hashCode()).to(to)));
    }

    private void shown(List<String> seen) throws Exception {
        context.getEndpoints().forEach(endpoint -> {
            seen.add(String.valueOf(endpoint));
            seen.add(URISupport.sanitizeUri(endpoint.getEndpointUri()));
        });
        context.getRoutes().forEach(route -> {
            seen.add(String.valueOf(route));
            seen.add(String.valueOf(route.getConsumer()));
            route.getServices().forEach(service -> seen.add(String.valueOf(service)));
        });
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    seen.add(attribute.getName() + ' ' + server.getAttribute(name, attribute.getName()));
                } catch (Exception e) {
                    seen.add(text(e));
                }
            }
        }
    }

    @Test
    void H1_aPlaceholderIsInTheModelInPlaceOfTheSecret() throws Exception {
        context.getPropertiesComponent().addInitialProperty("pbx.secret", SECRET);
        add(route -> {
            AmiEndpointBuilder from = ami().secret("{{pbx.secret}}");
            route.from(from.events("call")).routeId("events").to("mock:events");
        });
        context.start();

        assertThat(pbx.logins()).isEqualTo(1);
        assertThat(context.getRouteDefinition("events").toString())
                .contains("RAW({{pbx.secret}})")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:canary@pbx", "admin@pbx"})
    void H2_userInfoInTheNameIsRefused(String name) {
        context.start();
        assertThatThrownBy(() -> add(route ->
                        route.from("direct:in").to(AmiEndpoints.ami(name).action("Ping"))))
                .rootCause()
                .hasMessageContaining("an ami: URI has no user info; use the options username and secret")
                .hasMessageNotContaining("canary");
    }

    /** The exception of java.net.URI would have the whole URI. */
    @ParameterizedTest
    @ValueSource(strings = {"a\0", "a\u0085b", "a\u00a0b", "a\u2028b", "a\tb"})
    void H1_aNameThatNoUriCanHaveIsRefusedBeforeThereIsASecret(String name) {
        assertThatThrownBy(() -> AmiEndpoints.ami(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name of the PBX has an illegal character");
    }

    @Test
    void H5_aBeanThatSuppliesTheSecretIsAskedAtEachLogin() throws Exception {
        Deque<String> given = new ArrayDeque<>(List.of(SECRET, SECRET));
        Supplier<String> supplier = given::poll;
        context.getRegistry().bind("secret", supplier);
        add(route -> route.from(ami().secret("#bean:secret").events("call")).to("mock:events"));
        context.start();
        pbx.disconnectAll();

        await().until(() -> pbx.logins() == 2);
        assertThat(given).isEmpty();
    }

    private static final class Recipients extends AmiEndpointRouteBuilder {
        @Override
        public void configure() {}
    }

    private static String text(Throwable thrown) {
        assertThat(thrown).isNotNull();
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}

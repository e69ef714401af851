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
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.internal.uri.UriValue;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A value means the same whatever way its URI came to the component. */
class UriValueWaysTest extends RouteTestSupport {
    UriValueWaysTest() {
        // a thousand routes, of which each would register its beans
        context.disableJMX();
    }

    /** As written in a URI, and as meant. */
    private static final String[][] VALUES = values();

    enum Way {
        TO,
        TO_D,
        TO_D_BY_HEADER,
        ENRICH,
        ENRICH_BY_HEADER,
        WIRE_TAP,
        WIRE_TAP_BY_HEADER,
        POLL_ENRICH,
        POLL,
        FROM,
        RECIPIENT_LIST,
        PLACEHOLDER,
        YAML_URI,
        YAML_PARAMETERS,
        XML,
        KAMELET,
        PIPE;

        /** What shows the value: consumers send their own actions only. */
        private final boolean consumes = List.of("POLL_ENRICH", "POLL", "FROM").contains(name());

        private final String action = consumes ? "Filter" : "UserEvent";
        private final String field = consumes ? "Filter" : "Value";

        private void assumePresent() {
            switch (this) {
                case XML -> CamelModule.XML_IO_DSL.assumePresent();
                case KAMELET, PIPE -> CamelModule.KAMELET.assumePresent();
                default -> {
                    // always there
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void K8_aValueIsTheSameOnTheWireByEachWay(Way way) throws Exception {
        way.assumePresent();
        pbx.on("UserEvent", action -> Reply.success());
        pbx.on("Filter", action -> Reply.success());
        for (int i = 0; i < VALUES.length; i++) {
            context.getPropertiesComponent().addInitialProperty("value" + i, VALUES[i][0]);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("sender")
                        .templateParameter("value")
                        .from("kamelet:source")
                        .to(ami("field.Value={{value}}&action=UserEvent"));
            }
        });
        for (int i = 0; i < VALUES.length; i++) {
            load(way, i);
        }
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < VALUES.length; i++) {
            String text = VALUES[i][0];
            boolean raw = UriValue.isRaw(text);
            sendWell("direct:" + i, null, Map.of("value", raw ? text.substring(4, text.length() - 1) : text));
            int sofar = i + 1;
            // a wire tap does not wait for the answer
            await().until(() -> pbx.received(way.action).size() == sofar);
            List<ReceivedAction> received = pbx.received(way.action);
            expected.put(i + ": " + VALUES[i][0], VALUES[i][1]);
            sent.put(i + ": " + VALUES[i][0], value(way, received.get(i).raw()));
        }
        assertThat(sent).isEqualTo(expected);
    }

    private static String[][] values() {
        try (InputStream values = UriValueWaysTest.class.getResourceAsStream("/uri-values.json")) {
            return new ObjectMapper().readValue(values, String[][].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(Way way, String raw) {
        String name = "\r\n" + way.field + ": ";
        int start = raw.indexOf(name) + name.length();
        return raw.substring(start, raw.indexOf("\r\n", start));
    }

    private void load(Way way, int i) throws Exception {
        String text = VALUES[i][0];
        String uri = ami("field.Value=" + text + "&action=UserEvent");
        String from = "direct:" + i;
        switch (way) {
            case TO -> add(route -> route.from(from).to(uri));
            case TO_D -> add(route -> route.from(from).toD(uri + "&field.N=${exchangeId}"));
            case TO_D_BY_HEADER ->
                add(route -> route.from(from).toD(ami("field.Value=" + byHeader(text) + "&action=UserEvent")));
            case ENRICH -> add(route -> route.from(from).enrich(uri));
            case ENRICH_BY_HEADER ->
                add(route ->
                        route.from(from).enrich().simple(ami("field.Value=" + byHeader(text) + "&action=UserEvent")));
            case WIRE_TAP -> add(route -> route.from(from).wireTap(uri).dynamicUri(false));
            case WIRE_TAP_BY_HEADER ->
                add(route -> route.from(from).wireTap(ami("field.Value=" + byHeader(text) + "&action=UserEvent")));
            case POLL_ENRICH -> add(route -> route.from(from).pollEnrich(consumer(unambiguous(i), i), 1));
            case POLL -> add(route -> route.from(from).poll(consumer(unambiguous(i), i), 1));
            case FROM -> {
                add(route -> route.from(consumer(text, i))
                        .autoStartup(false)
                        .routeId("" + i)
                        .to("mock:events"));
                add(route -> route.from(from).to("controlbus:route?action=start&routeId=" + i));
            }
            case RECIPIENT_LIST ->
                add(route -> route.from(from)
                        .recipientList(route.constant(ami("field.Value=" + unambiguous(i) + "&action=UserEvent")))
                        .delimiter("false"));
            case PLACEHOLDER ->
                add(route -> route.from(from).to(ami("field.Value={{value" + i + "}}&action=UserEvent")));
            case YAML_URI -> read("r" + i + ".yaml", """
                    - route:
                        from:
                          uri: %s
                          steps:
                            - to:
                                uri: '%s'
                    """.formatted(from, uri.replace("'", "''")));
            case YAML_PARAMETERS -> read("r" + i + ".yaml", """
                    - route:
                        from:
                          uri: %s
                          steps:
                            - to:
                                uri: ami:127.0.0.1
                                parameters:
                                  port: %d
                                  username: admin
                                  secret: secret
                                  action: UserEvent
                                  field.Value: '%s'
                    """.formatted(from, pbx.port(), text.replace("'", "''")));
            case XML -> read("r" + i + ".xml", """
                    <routes><route><from uri="%s"/><to uri="%s"/></route></routes>
                    """.formatted(from, xml(uri)));
            case KAMELET ->
                add(route -> route.from(from).to("kamelet:sender/" + i + "?value=" + inKamelet(i, "%2525")));
            case PIPE ->
                read("p" + i + ".yaml", """
                    apiVersion: camel.apache.org/v1
                    kind: Pipe
                    metadata:
                      name: pipe%d
                    spec:
                      source:
                        uri: %s
                      sink:
                        ref:
                          kind: Kamelet
                          apiVersion: camel.apache.org/v1
                          name: sender
                        properties:
                          value: '%s'
                    """.formatted(
                                i, from, inKamelet(i, "%25").replace("'", "''")));
        }
    }

    /** With a session of its own, whose login sends the value. */
    private String consumer(String text, int i) {
        return ami("serverFilter.value=" + text + "&events=user&keepAliveInterval=" + (20_000 + i));
    }

    /** A value of a message cannot begin with RAW itself. */
    private static String byHeader(String text) {
        String expression = "${header.value}";
        return UriValue.isRaw(text) ? text.substring(0, 4) + expression + text.charAt(text.length() - 1) : expression;
    }

    /** Where Camel reads a plus sign or %26 before the component sees it, RAW keeps them, as the docs say. */
    private static String unambiguous(int i) {
        boolean lost = VALUES[i][1].matches(".*([ a-zC+]\\+|\\+ |&).*");
        return lost && !UriValue.isRaw(VALUES[i][0]) ? "RAW(" + VALUES[i][1] + ')' : VALUES[i][0];
    }

    private static String inKamelet(int i, String percent) {
        // takes RAW of a value off, and takes none that has both closing brackets; reads %25 as % outside a Pipe
        String text = VALUES[i][0].equals("RAW{a)&b}") ? "a)%26b" : VALUES[i][0].replace("%25", percent);
        return text.indexOf('}') < 0 ? "RAW{" + text + '}' : "RAW(" + text + ')';
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private interface Routes {
        void configure(RouteBuilder route);
    }

    private void add(Routes routes) throws Exception {
        RoutesBuilder builder = new RouteBuilder() {
            @Override
            public void configure() {
                routes.configure(this);
            }
        };
        context.addRoutes(builder);
    }

    private void read(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
    }
}

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
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that a builder is given is the one on the wire, wherever Camel takes a builder. */
class DslValuesTest extends DslTestSupport {
    DslValuesTest() {
        // hundreds of routes, of which each would register its beans
        context.disableJMX();
    }

    /** What is meant by the values of UriValueWaysTest. */
    private static final List<String> VALUES = values();

    /** What parts a URI, a RAW value and an expression, at once. */
    private static final String ALL_AT_ONCE = "a)&b}+%41 %26\\n";

    /** Where Camel sees the end of a value that is only evaluated later. */
    private static final String END_OF_RAW = ")&";

    enum Way {
        TO,
        TO_BY_PLACEHOLDER,
        TO_D,
        TO_D_BY_HEADER,
        TO_D_BY_PLACEHOLDER,
        ENRICH,
        ENRICH_BY_HEADER,
        WIRE_TAP,
        WIRE_TAP_BY_HEADER,
        RECIPIENT_LIST,
        FROM,
        POLL,
        POLL_ENRICH;

        /** What shows the value: consumers send their own actions only. */
        private final boolean consumes = List.of("FROM", "POLL", "POLL_ENRICH").contains(name());

        private final boolean evaluates = name().contains("_BY_") && !name().startsWith("TO_BY");
        private final String action = consumes ? "Filter" : "UserEvent";
        private final String field = consumes ? "Filter" : "Value";

        private boolean takes(String value) {
            return !evaluates || !value.contains(END_OF_RAW);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void K8_aValueIsTheSameOnTheWireByEachWay(Way way) throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        pbx.on("Filter", action -> Reply.success());
        for (int i = 0; i < VALUES.size(); i++) {
            context.getPropertiesComponent().addInitialProperty("value" + i, VALUES.get(i));
            if (way.takes(VALUES.get(i))) {
                load(way, i);
            }
        }
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < VALUES.size(); i++) {
            String value = VALUES.get(i);
            if (!way.takes(value)) {
                continue;
            }
            Exchange exchange = send("direct:" + i, null, Map.of("value", value));
            assertThat(exchange.getException()).as(value).isNull();
            // in what is only evaluated later, %25 is a percent sign, as in each RAW value
            expected.put(i + ": " + value, way.evaluates ? value.replace("%25", "%") : value);
            // a wire tap does not wait for the answer
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> pbx.received(way.action).size() == expected.size());
            sent.put(
                    i + ": " + value,
                    value(way, pbx.received(way.action).get(sent.size()).raw()));
        }
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    void K8_aValueOfAMessageThatCamelWouldCutIsRefused() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        add(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:in").toD(userEvent("${header.value}"));
        });

        assertThat(send("direct:in", null, Map.of("value", "a" + END_OF_RAW + "field.B=c"))
                        .getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("give such a field in the body");
        assertThat(pbx.received("UserEvent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{text}}", "a)&${header.value}", "RAW(a)&${header.value})"})
    void G1_aTextInWhichAValueCouldBecomeAnOptionFailsAtStart(String text) {
        context.getPropertiesComponent().addInitialProperty("text", "canary)&canary");
        context.start();

        assertThatThrownBy(() -> add(route -> route.from("direct:in").toD(userEvent(text))))
                .hasStackTraceContaining("option field.Value: where Camel evaluates ${...}, a value cannot have ')&'")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("canary");
    }

    @Test
    void K8_anAmpersandBeforeAnExpressionIsText() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        add(route -> route.from("direct:in").toD(userEvent("R&${header.value}?${header.value}")));

        send("direct:in", null, Map.of("value", "D&field.B=c"));

        assertThat(pbx.received("UserEvent").get(0).field("Value")).isEqualTo("R&D&field.B=c?D&field.B=c");
    }

    @Test
    void K8_aTextThatNoRawValueCanHoldIsSentToo() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        add(route -> {
            route.from("direct:to").to(userEvent(ALL_AT_ONCE));
            route.from("direct:toD").toD(userEvent(ALL_AT_ONCE).field("N", "${exchangeId}"));
        });
        for (String from : List.of("direct:to", "direct:toD")) {
            assertThat(send(from, null, Map.of()).getException()).isNull();
        }
        assertThat(pbx.received("UserEvent"))
                .extracting(action -> action.field("Value"))
                .containsExactly(ALL_AT_ONCE, ALL_AT_ONCE);
    }

    private void load(Way way, int i) throws Exception {
        String value = VALUES.get(i);
        String from = "direct:" + i;
        add(route -> {
            switch (way) {
                case TO -> route.from(from).to(userEvent(value));
                case TO_BY_PLACEHOLDER -> route.from(from).to(userEvent("{{value" + i + "}}"));
                case TO_D -> route.from(from).toD(userEvent(value).field("N", "${exchangeId}"));
                case TO_D_BY_HEADER -> route.from(from).toD(userEvent("${header.value}"));
                case TO_D_BY_PLACEHOLDER -> route.from(from).toD(userEvent("{{value" + i + "}}"));
                case ENRICH -> route.from(from).enrich(userEvent(value));
                case ENRICH_BY_HEADER -> route.from(from).enrich(userEvent("${header.value}"));
                case WIRE_TAP -> route.from(from).wireTap(userEvent(value));
                case WIRE_TAP_BY_HEADER -> route.from(from).wireTap(userEvent("${header.value}"));
                case RECIPIENT_LIST -> route.from(from).recipientList(new Recipients().endpoints(userEvent(value)));
                case FROM -> {
                    route.from(filter(value, i))
                            .autoStartup(false)
                            .routeId("" + i)
                            .to("mock:events");
                    route.from(from).to("controlbus:route?action=start&routeId=" + i);
                }
                case POLL -> route.from(from).poll(filter(value, i), 1);
                case POLL_ENRICH -> route.from(from).pollEnrich(filter(value, i), 1);
            }
        });
    }

    private AmiEndpointBuilderFactory.AmiEndpointProducerBuilder userEvent(String value) {
        return ami().action("UserEvent").field("Value", value);
    }

    /** With a session of its own, whose login sends the value. */
    private AmiEndpointBuilderFactory.AmiEndpointConsumerBuilder filter(String value, int i) {
        return ((AmiEndpointBuilderFactory.AmiEndpointConsumerBuilder) ami().events("user"))
                .advanced()
                .serverFilter("value", value)
                .keepAliveInterval(20_000 + i)
                .basic();
    }

    private static final class Recipients extends AmiEndpointRouteBuilder {
        @Override
        public void configure() {}
    }

    private static String value(Way way, String raw) {
        String name = "\r\n" + way.field + ": ";
        int start = raw.indexOf(name) + name.length();
        return raw.substring(start, raw.indexOf("\r\n", start));
    }

    private static List<String> values() {
        Path file = Path.of("..", "camel-ami", "src", "test", "resources", "uri-values.json");
        try {
            JsonArray values = (JsonArray) Jsoner.deserialize(Files.readString(file));
            return values.stream()
                    .map(each -> ((JsonArray) each).getString(1))
                    .distinct()
                    .toList();
        } catch (IOException | DeserializationException e) {
            throw new IllegalStateException(e);
        }
    }
}

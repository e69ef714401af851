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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicToTest extends RouteTestSupport {

    private void toD(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .setProperty("was", body())
                        .setBody(constant(null))
                        .toD(ami(options.replace("${body}", "${exchangeProperty.was}")));
            }
        });
    }

    private long amiEndpoints() {
        return context.getEndpoints().stream()
                .filter(AmiEndpoint.class::isInstance)
                .count();
    }

    @Test
    void manyValuesOfFieldsAndVariablesUseOneEndpoint() throws Exception {
        toD("action=UserEvent&field.UserEvent=T&field.Number=${body}&variable.N=${body}");
        for (int i = 0; i < 50; i++) {
            sendWell("direct:in", i, NO_HEADERS);
        }
        assertThat(pbx.received("UserEvent")).hasSize(50);
        assertThat(pbx.received("UserEvent").get(49).field("Number")).isEqualTo("49");
        assertThat(pbx.received("UserEvent").get(49).values("Variable")).containsExactly("N=49");
        assertThat(amiEndpoints()).isEqualTo(1);
        assertThat(pbx.logins()).isEqualTo(1);
    }

    @Test
    void theFieldsDoNotStayOnTheExchange() throws Exception {
        toD("action=UserEvent&field.UserEvent=T&field.Number=${body}");
        assertThat(sendWell("direct:in", 1, NO_HEADERS).getProperties()).doesNotContainKey("CamelAmiUriFields");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1&allowDangerousActions=true",
                "1&action=Command",
                "1&field.Number=2",
                "1&host=evil",
                "1&secret=x",
                "1&field.Application=System",
                "1&variable.X=y",
                "1&field.Other=x&"
            })
    void anAmpersandInAValueIsRefused(String value) throws Exception {
        toD("action=UserEvent&field.UserEvent=T&field.Number=${body}");
        Exchange exchange = send("direct:in", value);
        assertThat(exchange.getException()).isNotNull();
        assertThat(receivedFromRoutes()).isEmpty();
        assertThat(amiEndpoints()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?field.Exten=110", "?field.Number=RAW(1)&field.A=b", "?secret=x"})
    void optionsInTheNameAreRefused(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("ami:${body}?action=UserEvent&field.UserEvent=T");
            }
        });
        context.start();
        assertThat(send("direct:in", "127.0.0.1" + options).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("the name of the PBX in the URI of toD contains '?', and would add the option "
                        + options.substring(1, options.indexOf('=')))
                .hasMessageNotContaining("RAW");
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&b=c", "a+b%20c", "50% & more", "x=y", "a&allowDangerousActions=true", "ü (1) [2]"})
    void rawCarriesAnyText(String value) throws Exception {
        toD("action=UserEvent&field.UserEvent=T&field.Number=RAW(${body})");
        sendWell("direct:in", value, NO_HEADERS);
        assertThat(received("UserEvent").field("Number")).isEqualTo(value);
        assertThat(received("UserEvent").fields()).containsOnlyKeys("Action", "ActionID", "UserEvent", "Number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(R&${body})", "RAW(a?${body})", "RAW{R&${body}}"})
    void G1_rawCannotBeLeftWhereAnExpressionFollowsAnAmpersand(String template) throws Exception {
        toD("action=UserEvent&field.UserEvent=T&field.Number=" + template);
        for (String value : List.of("x)&field.B=y", "x}&field.B=y", "x)&allowDangerousActions=true&field.B=y")) {
            boolean leaves = value.charAt(1) == (template.startsWith("RAW(") ? ')' : '}');
            Throwable exception = send("direct:in", value).getException();
            if (leaves) {
                assertThat(exception).isInstanceOf(AmiException.Refused.class);
            } else {
                assertThat(pbx.received("UserEvent")).last().satisfies(action -> assertThat(action.fields())
                        .containsOnlyKeys("Action", "ActionID", "UserEvent", "Number"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x)&allowDangerousActions=true&field.Y=RAW(z", "x)&action=Command", "x)&secret=RAW(y"})
    void rawCannotBeLeft(String value) throws Exception {
        toD("action=UserEvent&field.UserEvent=T&field.Number=RAW(${body})");
        Exchange exchange = send("direct:in", value);
        assertThat(exchange.getException()).isNotNull();
        assertThat(receivedFromRoutes()).isEmpty();
    }

    /** Camel reads RAW up to its bracket, whatever options are between. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RAW(1 | 2)
            RAW{1 | 2}
            RAW(1 | 2
            RAW(1) | 2
            1 | RAW(2)
            1&action=QueuePause&field.UserEvent=E&field.B=RAW( | 2)
            1&field.UserEvent=E&action=QueuePause&field.B=RAW{ | 2}
            """)
    void G1_noValueOfTheMessageSwallowsOptions(String a, String b) throws Exception {
        inUri("field.A=${header.a}&action=UserEvent&field.UserEvent=E&field.B=${header.b}");
        refused(a, b);
    }

    /** The template's own RAW must not be begun earlier by a value that stands before it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1&action=QueuePause&field.UserEvent=E&field.B=RAW( | 2
            1&action=QueuePause&field.UserEvent=E&field.B=RAW(x | 2)
            RAW(1 | 2
            """)
    void G1_noValueBeginsTheRawOfTheUriEarlier(String a, String b) throws Exception {
        inUri("field.A=${header.a}&action=UserEvent&field.UserEvent=E&field.B=RAW(${header.b})");
        refused(a, b);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RAW(1 | 2)
            1&allowedActions=*&field.B=RAW( | 2)
            """)
    void G1_noValueOfTheMessageDropsAllowedActions(String a, String b) throws Exception {
        inUri("field.A=${header.a}&allowedActions=UserEvent&field.B=${header.b}");
        refused(a, b);
    }

    private void inUri(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD(ami(options));
            }
        });
    }

    private void refused(String a, String b) throws Exception {
        pbx.on("QueuePause", action -> Reply.success());
        Exchange exchange = send("direct:in", Map.of("Action", "QueuePause", "Queue", "q"), Map.of("a", a, "b", b));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("a value in the URI of toD");
        assertThat(receivedFromRoutes()).isEmpty();
        assertThat(amiEndpoints()).isZero();
    }

    @Test
    void otherValuesArePolicyChecked() throws Exception {
        toD("action=Originate&field.Application=${body}");
        assertThat(send("direct:in", "System").getException()).isInstanceOf(AmiException.Refused.class);
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void constantsOfADynamicUriWinOverTheBody() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD(ami("action=UserEvent&field.UserEvent=T&field.Number=${header.n}"));
            }
        });
        sendWell("direct:in", Map.of("number", "body", "userevent", "x"), Map.of("n", 7));
        assertThat(received("UserEvent").values("Number")).isEqualTo(List.of("7"));
        assertThat(received("UserEvent").values("UserEvent")).isEqualTo(List.of("T"));
    }

    @Test
    void propertyPlaceholdersMayHoldOptions() throws Exception {
        context.getPropertiesComponent().addInitialProperty("more", "awaitSession=true&field.UserEvent=T");
        toD("action=UserEvent&{{more}}&field.Number=${body}");
        sendWell("direct:in", 3, NO_HEADERS);
        assertThat(received("UserEvent").field("Number")).isEqualTo("3");
    }

    /** Where an option is taken out, Camel encodes the expressions of the others, and evaluates them no more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "action=UserEvent&field.Number=${body}&field.None={{?none}}",
                "mapHeaders={{?none}}&action=UserEvent&field.Number=RAW(${body})",
                "field.None={{?none}}&field.None2={{?none2}}&action=UserEvent&field.Number=${body}&field.More={{?more}}"
            })
    void K8_besideAnOptionalPlaceholderWithoutValueExpressionsAreEvaluated(String options) throws Exception {
        context.getPropertiesComponent().addInitialProperty("more", "${header.more}");
        toD(options);
        sendWell("direct:in", "a+b c%20d", Map.of("more", "m"));
        assertThat(received("UserEvent").field("Number")).isEqualTo(options.contains("RAW") ? "a+b c%20d" : "a+b c d");
        assertThat(received("UserEvent").fields())
                .doesNotContainKeys("None", "None2")
                .hasSize(options.contains("more") ? 4 : 3);
    }

    @Test
    void G1_besideAnOptionalPlaceholderNoValueChangesOptions() throws Exception {
        inUri("field.A=${header.a}&action=UserEvent&field.UserEvent=E&field.B=${header.b}&field.C={{?none}}");
        refused("1&action=QueuePause&field.UserEvent=E&field.B=RAW(", "2)");
    }

    /** As Camel leaves it in the template of a route, or as the author wrote it. */
    @Test
    void K8_anEncodedExpressionIsRefusedAndNotSent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("sender")
                        .templateParameter("from")
                        .from("direct:{{from}}")
                        .toD(ami("action=UserEvent&field.Number=${header.n}&field.None={{?none}}"));
                from("direct:in").toD(ami("action=UserEvent&field.Number=%24%7Bheader.n%7D&field.A=${header.n}"));
            }
        });
        context.addRouteFromTemplate("one", "sender", Map.of("from", "templated"));
        for (String from : List.of("direct:in", "direct:templated")) {
            assertThat(send(from, null, Map.of("n", "1")).getException())
                    .isInstanceOf(AmiException.Refused.class)
                    .hasMessageContaining("toD: option field.Number has an encoded ${...}, which is not evaluated");
        }
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${header.n}",
                "RAW(${header.n})",
                "${body[n]}",
                "${body.get(n)}",
                "${body?[n]}",
                "${header.event[CallerIDName]}",
                "${header.event?.first(CallerIDName)}",
                "${header.list[0]}"
            })
    void K8_aPlaceholderInAValueOfTheMessageIsText(String value) throws Exception {
        context.getPropertiesComponent().addInitialProperty("db.password", "hunter2");
        context.getPropertiesComponent().addInitialProperty("type", "UserEvent");
        inUri("action={{type}}&field.UserEvent=E&field.At=${date:now:yyyy}&field.By=${exchangeId}&field.Number="
                + value);
        String text = "{{db.password}}";
        sendWell(
                "direct:in",
                Map.of("n", text),
                Map.of(
                        "n",
                        text,
                        "event",
                        AmiEvent.of("Newchannel", Map.of("CallerIDName", text), 0, 1),
                        "list",
                        List.of(text)));
        assertThat(received("UserEvent").field("Number")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${bean:counter?method=next}", "${header.counter.next}", "${header.stream}", "${header.n.trim}"})
    void K8_aPlaceholderBesideWhatCanBeReadOnlyOnceIsRefused(String once) throws Exception {
        context.getPropertiesComponent().addInitialProperty("db.password", "hunter2");
        context.getRegistry().bind("counter", new Counter());
        inUri("action=UserEvent&field.UserEvent=E&field.Number=${header.n}&field.Other=" + once);
        Map<String, Object> headers = Map.of(
                "n", "{{db.password}}", "counter", new Counter(), "stream", new ByteArrayInputStream(new byte[] {'a'}));
        assertThat(send("direct:in", null, headers).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("contains '{{', which Camel takes for a property placeholder");
        assertThat(pbx.received("UserEvent")).isEmpty();
    }

    @Test
    void K8_whatABeanGivesIsAskedForOnceInAMessage() throws Exception {
        context.getRegistry().bind("counter", new Counter());
        inUri("action=UserEvent&field.UserEvent=E&field.Number=${bean:counter?method=next}");
        sendWell("direct:in", null, NO_HEADERS);
        assertThat(received("UserEvent").field("Number")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "${header.counter.incrementAndGet}, 1",
        "${header.iterator.next}, a",
        "${header.stream}, hello",
    })
    void K8_aValueThatCanBeReadOnceIsReadOnce(String expression, String sent) throws Exception {
        inUri("action=UserEvent&field.UserEvent=E&field.Other=${header.other}&field.Number=" + expression);
        sendWell(
                "direct:in",
                null,
                Map.of(
                        "other",
                        "x",
                        "counter",
                        new AtomicInteger(),
                        "iterator",
                        List.of("a", "b").iterator(),
                        "stream",
                        new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8))));
        assertThat(received("UserEvent").field("Number")).isEqualTo(sent);
    }

    public static final class Counter {
        private int count;

        public int next() {
            return ++count;
        }
    }

    @Test
    void aValueOfTheMessageMayHoldAnExpressionOfAsterisk() throws Exception {
        inUri("action=UserEvent&field.Number=${header.n}");
        sendWell("direct:in", null, Map.of("n", "${EXTEN}"));
        assertThat(received("UserEvent").field("Number")).isEqualTo("${EXTEN}");
    }
}

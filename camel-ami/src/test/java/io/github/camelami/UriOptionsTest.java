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

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Reply;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a URI are what its author wrote, or refused. */
class UriOptionsTest extends RouteTestSupport {
    private static final String OPTIONS =
            "username=a+b&secret=p+w&include=Dial.+,Hang(up)+&exclude=%5BN%5D+ew&match.CallerIDNum=\\+49.*"
                    + "&serverFilter.a=Event: Dial.+&trunks=PJSIP/.+trunk-.+";

    @ParameterizedTest
    @ValueSource(strings = {"java", "placeholder", "yaml", "yamlParameters", "xml"})
    void K8_patternsAndCredentialsKeepTheirPlusSigns(String way) throws Exception {
        context.getPropertiesComponent().addInitialProperty("options", OPTIONS);
        String uri = "ami:pbx?" + OPTIONS;
        switch (way) {
            case "yaml" -> load("r.yaml", "- from:\n    uri: '" + uri + "'\n    steps:\n      - to: mock:out\n");
            case "yamlParameters" ->
                load(
                        "r.yaml",
                        "- from:\n    uri: ami:pbx\n    parameters:\n      "
                                + OPTIONS.replace("=", ": '").replace("&", "'\n      ")
                                + "'\n    steps:\n      - to: mock:out\n");
            case "xml" -> {
                CamelModule.XML_IO_DSL.assumePresent();
                load(
                        "r.xml",
                        "<routes><route><from uri=\"" + uri.replace("&", "&amp;")
                                + "\"/><to uri=\"mock:out\"/></route></routes>");
            }
            default ->
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(way.equals("java") ? uri : "ami:pbx?{{options}}").to("mock:out");
                    }
                });
        }
        AmiEndpoint endpoint = (AmiEndpoint) context.getEndpoints().stream()
                .filter(AmiEndpoint.class::isInstance)
                .findFirst()
                .orElseGet(() -> context.getEndpoint(((org.apache.camel.model.RouteDefinition)
                                context.getRouteDefinitions().get(0))
                        .getEndpointUrl()));
        assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("a+b");
        assertThat(endpoint.getConfiguration().getSecret()).isEqualTo("p+w");
        assertThat(endpoint.getConfiguration().getServerFilter()).isEqualTo(Map.of("a", "Event: Dial.+"));
        AmiConsumerConfiguration consumer = endpoint.getConsumerConfiguration();
        assertThat(consumer.getInclude()).isEqualTo("Dial.+,Hang(up)+");
        assertThat(consumer.getExclude()).isEqualTo("[N]+ew");
        assertThat(consumer.getMatch()).isEqualTo(Map.of("CallerIDNum", "\\+49.*"));
        assertThat(consumer.getTrunks()).isEqualTo("PJSIP/.+trunk-.+");
    }

    private void load(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            field.Number=%204930     | option field.Number begins with a blank
            variable.N= 4930         | option variable.N begins with a blank
            username=%20a            | option username begins with a blank
            secret=%20a              | option secret begins with a blank
            match.Exten= 49*         | option match.Exten begins with a blank
            include=Dial.%20         | option include has a blank after
            exclude=(ab) c           | option exclude has a blank after
            trunks=[a-z] c           | option trunks has a blank after
            match.Exten=\\ 49.*      | option match.Exten has a blank after
            serverFilter.a=Event: .%20 | option serverFilter.a has a blank after
            allowedActions=Queue. x  | option allowedActions has a blank after
            """)
    void K8_aValueThatMustHaveLostItsPlusIsRefusedAndRawIsNamed(String option, String said) {
        Throwable refused = catchThrowable(() -> context.getEndpoint(ami(option)));
        assertThat(refused).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(refused.getCause()).hasMessageContainingAll("ami:127.0.0.1: " + said, "RAW(...)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ami:pbx?action=Hangup&field.Channel=${header.channel}",
                "ami:pbx?action=Hangup&variable.N=$simple{body}",
                "ami:pbx?action=${header.action}",
                "ami:pbx?username=$%7Bheader.user%7D",
                "ami:${header.pbx}?action=Hangup"
            })
    void anExpressionThatToWouldNotEvaluateFailsTheStart(String uri) {
        Throwable refused = catchThrowable(() -> context.getEndpoint(uri));
        assertThat(refused).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(refused.getCause())
                .hasMessageContainingAll("to() does not evaluate ${...}".substring(0, 20), "toD()");
    }

    @Test
    void asterisksOwnExpressionIsSentFromRaw() throws Exception {
        pbx.on("Setvar", action -> Reply.success());
        sendWell(ami("action=Setvar&field.Channel=C&field.Variable=A&field.Value=RAW(${EXTEN})"), null, NO_HEADERS);
        assertThat(received("Setvar").field("Value")).isEqualTo("${EXTEN}");
    }

    @Test
    void K8_endpointsThatDifferInAPlusAloneAreTwo() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        for (String value : new String[] {"a+b", "a b", "a%2Bb", "a%20b", "a%26b", "RAW(a&b)"}) {
            sendWell(ami("action=UserEvent&field.Value=" + value), null, NO_HEADERS);
        }
        assertThat(pbx.received("UserEvent").stream().map(action -> action.field("Value")))
                .containsExactly("a+b", "a b", "a+b", "a b", "a&b", "a&b");
        assertThat(pbx.logins()).isEqualTo(1);
    }

    @Test
    void K8_aDynamicUriKeepsTheOtherOptionsToo() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .toD("ami:127.0.0.1?port=" + pbx.port() + "&username=admin&secret=%73ecret"
                                + "&action=UserEvent&serverFilter.a=Event: Dial.+&field.Value=${header.value}");
            }
        });
        sendWell("direct:in", null, Map.of("value", "+49"));
        sendWell("direct:in", null, Map.of("value", "+50"));
        assertThat(received("Filter").field("Filter")).isEqualTo("Event: Dial.+");
        assertThat(pbx.received("UserEvent").stream().map(action -> action.field("Value")))
                .containsExactly("+49", "+50");
        assertThat(context.getEndpoints().stream().filter(AmiEndpoint.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aBlankBeforeANumberInAMessageIsRefusedByToDToo() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD(ami("action=UserEvent&field.Value=${header.value}"));
            }
        });
        Exchange exchange = send("direct:in", null, Map.of("value", " 4930"));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContainingAll("toD: option field.Value begins with a blank", "RAW(...)");
    }

    @Test
    void K8_aFunctionWithArgumentsIsTheNameOfAVariableByToDToo() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD(ami("action=UserEvent&variable.PJSIP_HEADER(add,X-Ref)=${header.value}"));
            }
        });
        sendWell("direct:in", null, Map.of("value", "a,b"));
        assertThat(received("UserEvent").values("Variable")).containsExactly("PJSIP_HEADER(add,X-Ref)=a\\,b");
    }

    @Test
    void valuesBesideTheUriAreTakenAsTheyAre() {
        AmiEndpoint endpoint = (AmiEndpoint) context.getEndpoint(
                "ami:pbx", Map.of("username", "a+b%20c", "secret", "RAW(x+y)", "field.Value", "50%25"));
        assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("a+b%20c");
        assertThat(endpoint.getConfiguration().getSecret()).isEqualTo("x+y");
        assertThat(endpoint.getProducerConfiguration().getField()).isEqualTo(Map.of("Value", "50%25"));
        assertThat(endpoint.getEndpointUri()).isEqualTo("ami:pbx");
    }

    @Test
    void aCommaWithinAFunctionSeparatesNoCallVariables() {
        AmiEndpoint endpoint = (AmiEndpoint)
                context.getEndpoint(ami("emit=calls&callVariables=CUSTOMER, HASH(crm,id),CHANNEL(pjsip,call-id)"));
        assertThat(new TrackerOptions(endpoint).calls(false).variables())
                .containsExactlyInAnyOrder("CUSTOMER", "HASH(crm,id)", "CHANNEL(pjsip,call-id)");
    }

    /** A text that Camel may have written itself; one with %20 it cannot. */
    @Test
    void K8_aPlusSignThatMayBeABlankIsReadAsOneAndSaid() throws Exception {
        AmiConfiguration pbx = new AmiConfiguration();
        pbx.setUsername("u");
        pbx.setSecret("s");
        context.getRegistry().bind("pbx", pbx);
        String uri = "ami://pbx?action=UserEvent&field.Name=";
        try (CapturedLog log = CapturedLog.debug()) {
            assertThat(field(uri + "a%20b+c")).isEqualTo("a b+c");
            assertThat(field(uri + "RAW(a+b)")).isEqualTo("a+b");
            assertThat(field(uri + "%2B49")).isEqualTo("+49");
            assertThat(field(uri + "+49")).isEqualTo("+49");
            assertThat(field(uri.replace("//", "") + "a+b")).isEqualTo("a+b");
            assertThat(log.warnings("io.github.camelami")).isEmpty();
            assertThat(field(uri + "a+b")).isEqualTo("a b");
            assertThat(field(uri + "a+c")).isEqualTo("a c");
            assertThat(log.warnings("io.github.camelami"))
                    .singleElement()
                    .asString()
                    .contains("ami:pbx: option field.Name: a plus sign is read as a blank", "RAW(...)");
        }
    }

    private Object field(String uri) {
        AmiEndpoint endpoint = (AmiEndpoint) context.getEndpoint(uri);
        return endpoint.getProducerConfiguration().getField().get("Name");
    }
}

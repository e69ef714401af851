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

import io.github.camelami.AmiConstants;
import io.github.camelami.endpointdsl.AmiEndpointBuilderFactory.AmiEndpointProducerBuilder;
import io.github.camelami.internal.action.DangerousActions;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an action may be and hold is the same for builders as for URIs. */
class DslPolicyTest extends DslTestSupport {
    private static final Map<String, Object> NO_HEADERS = Map.of();
    private int routes;

    @BeforeEach
    void answerEverything() {
        for (String action : new String[] {"Originate", "Reload", "QueueFlush", "UserEvent"}) {
            pbx.on(action, received -> Reply.success());
        }
    }

    /** What became of an exchange through a route of its own to this endpoint. */
    private Exchange send(AmiEndpointProducerBuilder to, Object body, Map<String, Object> headers) throws Exception {
        String from = "direct:" + routes++;
        add(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from(from).to(to);
        });
        return send(from, body, headers);
    }

    private void assertSent(AmiEndpointProducerBuilder to, Object body) throws Exception {
        assertThat(send(to, body, NO_HEADERS).getException()).isNull();
    }

    private void assertRefused(Exchange exchange, String why) {
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining(why);
        assertThat(sentByRoutes()).isEmpty();
    }

    /** At the start of the route, or when it sends. */
    private AbstractThrowableAssert<?, ?> assertFails(String why, AmiEndpointProducerBuilder to) {
        Throwable failed = catchThrowable(() -> {
            Exception exception = send(to, null, NO_HEADERS).getException();
            if (exception != null) {
                throw exception;
            }
        });
        assertThat(sentByRoutes()).isEmpty();
        newContext();
        return assertThat(failed).hasStackTraceContaining(why);
    }

    private List<String> sentByRoutes() {
        return pbx.received().stream()
                .map(ReceivedAction::name)
                .filter(name -> !DangerousActions.OF_THE_SESSION.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nAction: Ping", "\n", "\r", "\0"})
    void F1_aLineEndInAValueIsRefused(String end) {
        String value = "canary" + end;
        assertFails("line break or NUL", ami().action("UserEvent").field("Text", value))
                .rootCause()
                .hasMessageNotContaining("canary");
        assertFails("line break or NUL", ami().action("UserEvent").field("Text", List.of("a", value)));
        assertFails("line break or NUL", ami().action("Setvar").variable("Text", value));
        assertFails("has a character outside", ami().action("UserEvent" + end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Te xt", "Text:", "Te\r\nxt", "T\u00e4xt", "Text&field.B"})
    void F2_aNameWithOtherCharactersIsRefused(String name) {
        assertFails("has a name outside", ami().action("UserEvent").field(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action", "ACTIONID", "Username", "secret", "Key", "AuthType"})
    void F3_aFieldOfTheSessionIsRefused(String name) {
        assertFails(
                "field " + name + " is set only by the session",
                ami().action("UserEvent").field(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelAmiAction", "camelamiaction", "Action", "action", "CamelAmiDynamicFields"})
    void G1_noHeaderChangesTheActionOfTheBuilder(String header) throws Exception {
        send(ami().action("Ping"), null, Map.of(header, "CoreStatus"));
        assertThat(sentByRoutes()).containsExactly("Ping");
    }

    @Test
    void G1_noBodyChangesIt() throws Exception {
        assertRefused(send(ami().action("Ping"), Map.of("aCtIoN", "CoreStatus"), NO_HEADERS), "aCtIoN");
    }

    @Test
    void G1_withoutOneTheMessageChoosesAmongAllowedActions() throws Exception {
        AmiEndpointProducerBuilder some = ami().allowedActions("Ping,Queue.*");
        assertRefused(send(some, Map.of("Action", "CoreStatus"), NO_HEADERS), "not among allowedActions");
        assertSent(some, Map.of("Action", "Ping"));
        send(some, null, Map.of(AmiConstants.ACTION, "QueueSummary"));
        assertThat(sentByRoutes()).containsExactly("Ping", "QueueSummary");
    }

    @Test
    void G1_aNullCannotWidenWhatIsAllowed() {
        assertThatThrownBy(() -> ami().allowedActions(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("option allowedActions is null");
        assertThatThrownBy(() -> AmiEndpoints.ami((String) null)).hasMessage("the name of the PBX is null");
        assertThatThrownBy(() -> ami().action("UserEvent").field("Text", null)).hasMessage("option field.Text is null");
    }

    @Test
    void G1_theTextOfAMessageAddsNoOption() throws Exception {
        add(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:in").toD(ami().action("UserEvent").field("Text", "${header.text}"));
        });
        for (String text : List.of("a)&allowDangerousActions=true", "a)&action=Reload", "a)&field.B=RAW(y")) {
            assertThat(send("direct:in", null, Map.of("text", text)).getException())
                    .isInstanceOf(AmiException.Refused.class);
        }
        assertThat(sentByRoutes()).isEmpty();
        send("direct:in", null, Map.of("text", "a&action=Reload"));
        assertThat(pbx.received("UserEvent").get(0).field("Text")).isEqualTo("a&action=Reload");
    }

    @Test
    void anExpressionThatToDoesNotEvaluateFailsAtStart() {
        assertFails(
                "which to() does not evaluate; use toD()",
                ami().action("UserEvent").field("Text", "${body}"));
    }

    @Test
    void G2_headersBecomeNoFields() throws Exception {
        send(ami().action("UserEvent"), null, Map.of("Text", "x", "field.Text", "y", "CamelAmiField", "z"));
        assertThat(pbx.received("UserEvent").get(0).fields()).containsOnlyKeys("Action", "ActionID");
    }

    static Stream<String> dangerous() {
        return DangerousActions.DANGEROUS.stream();
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void G3_aDangerousActionFailsAtStart(String action) {
        assertFails("set allowDangerousActions=true if you intend that", ami().action(action));
        assertThat(pbx.logins()).isZero();
    }

    @Test
    void G3_aDangerousValueFailsAtStart() {
        String why = "allowDangerousActions=true";
        assertFails(why, ami().action("Originate").field("Application", "System"));
        assertFails(
                why, ami().action("Originate").field("Application", "Playback").field("Data", "RAW(${SHELL(id)})"));
        assertFails(why, ami().action("Originate").field("Variable", List.of("a=b", "SHELL(id)=c")));
        assertFails(why, ami().action("Originate").variable("A", "RAW(${CURL(http://evil)})"));
        assertFails(why, ami().allowedActions("Ping,updateconfig"));
        assertThat(pbx.logins()).isZero();
    }

    @Test
    void G3_aDangerousActionIsRefusedWhoeverChoosesIt() throws Exception {
        String why = "allowDangerousActions=true";
        assertRefused(send(ami(), Map.of("Action", "Reload"), NO_HEADERS), why);
        assertRefused(send(ami(), Map.of("Action", "Originate", "Application", "System"), NO_HEADERS), why);
    }

    @Test
    void G3_whatTheAuthorAllowsIsSent() throws Exception {
        assertSent(ami().action("Reload").allowDangerousActions(true), null);
        assertSent(ami().allowDangerousActions("true"), Map.of("Action", "Reload"));
        assertSent(ami().action("QueueFlush"), null);
        assertThat(sentByRoutes()).containsExactly("Reload", "Reload", "QueueFlush");
    }

    @Test
    void G7_equalBuildersShareALoginAndOthersDoNot() throws Exception {
        assertSent(ami().action("Ping"), null);
        assertSent(ami().action("CoreStatus"), null);
        assertThat(pbx.logins()).isEqualTo(1);
        assertSent(ami().username("other").action("Ping"), null);
        assertThat(pbx.logins()).isEqualTo(2);
        assertThat(send(
                                ((AmiEndpointProducerBuilder) ami().secret("wrong"))
                                        .action("Ping")
                                        .advanced()
                                        .lazyStartProducer(true)
                                        .basic(),
                                null,
                                NO_HEADERS)
                        .getException())
                .isNotNull();
        assertThat(pbx.received("Ping")).hasSize(2);
    }
}

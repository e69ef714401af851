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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.ReceivedAction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActionBodyTest extends RouteTestSupport {

    private ReceivedAction userEvent(String options, Object body) throws Exception {
        sendWell(ami("action=UserEvent" + options), body, NO_HEADERS);
        return received("UserEvent");
    }

    @Test
    void aMapGivesFieldsAndACollectionRepeatsOne() throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("UserEvent", "Test");
        body.put("Number", 42);
        body.put("Line", Arrays.asList("a", null, "b"));
        body.put("Nothing", null);
        ReceivedAction action = userEvent("", body);
        assertThat(action.fields()).containsOnlyKeys("Action", "ActionID", "UserEvent", "Number", "Line");
        assertThat(action.field("Number")).isEqualTo("42");
        assertThat(action.values("Line")).containsExactly("a", "b");
    }

    @Test
    void anAmiActionIsTakenAsItIs() throws Exception {
        AmiAction body = AmiAction.named("UserEvent")
                .field("UserEvent", "T")
                .field("A", "1")
                .field("a", "2")
                .build();
        assertThat(userEvent("", body).values("A")).containsExactly("1", "2");
    }

    @Test
    void whatABodyAddsToTheUriIsOnlyInTheActionOfThatBody() throws Exception {
        for (Object body : Arrays.asList(null, Map.of("Number", 1), null)) {
            sendWell(ami("action=UserEvent&field.UserEvent=T&variable.A=b"), body, NO_HEADERS);
        }
        assertThat(pbx.received("UserEvent"))
                .extracting(action -> action.has("Number"))
                .containsExactly(false, true, false);
        assertThat(pbx.received("UserEvent"))
                .allSatisfy(action -> assertThat(action.values("Variable")).containsExactly("A=b"));
    }

    /** As Java code sets it, because a URI has only texts. */
    @Test
    void anObjectAmongTheFieldsOfTheEndpointHasItsValueAtEachMessage() throws Exception {
        AtomicInteger number = new AtomicInteger();
        String uri = ami("action=UserEvent&field.UserEvent=T");
        context.getEndpoint(uri, AmiEndpoint.class)
                .getProducerConfiguration()
                .setField(Map.of("UserEvent", "T", "Number", number));
        for (int i = 1; i <= 3; i++) {
            number.set(i);
            sendWell(uri, null, NO_HEADERS);
        }
        assertThat(pbx.received("UserEvent"))
                .extracting(action -> action.field("Number"))
                .containsExactly("1", "2", "3");
    }

    static Stream<Object> otherBodies() {
        return Stream.of("Queue: support", 1, List.of("a"), new byte[] {1}, 2.5);
    }

    @ParameterizedTest
    @MethodSource("otherBodies")
    void anyOtherBodyIsRefusedWithWhatIsAccepted(Object body) throws Exception {
        Exchange exchange = send(ami("action=Ping"), body);
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContainingAll(body.getClass().getName(), "Map", "AmiAction", "no body");
        assertThat(receivedFromRoutes()).isEmpty();
    }

    static Stream<Object> otherValues() {
        return Stream.of(List.of(Map.of()), new byte[] {1}, new int[] {1}, Map.of("a", "b"));
    }

    @ParameterizedTest
    @MethodSource("otherValues")
    void aValueThatIsNoTextIsRefusedWithWhatIsAccepted(Object value) throws Exception {
        Exchange exchange = send(ami("action=UserEvent"), Map.of("Odd", value));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContainingAll("Odd", "Collection", "Variable");
        assertThat(receivedFromRoutes()).isEmpty();
    }

    static Stream<Object> streams() throws IOException {
        return Stream.of(
                new ByteArrayInputStream("+49 \u00fc".getBytes(StandardCharsets.UTF_8)),
                new StringReader("+49 \u00fc"),
                new InputStreamCache("+49 \u00fc".getBytes(StandardCharsets.UTF_8)),
                new ReaderCache("+49 \u00fc"),
                ByteBuffer.wrap("+49 \u00fc".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamAsAValueIsItsText(Object value) throws Exception {
        assertThat(userEvent("", Map.of("Number", List.of(value))).field("Number"))
                .isEqualTo("+49 \u00fc");
    }

    @Test
    void aStreamIsItsTextInAVariableAndInAHeaderAndAtASecondAttempt() throws Exception {
        InputStreamCache stream = new InputStreamCache("a,b".getBytes(StandardCharsets.UTF_8));
        for (int attempt = 0; attempt < 2; attempt++) {
            sendWell(
                    ami("action=UserEvent&mapHeaders=true"),
                    Map.of("Variable", Map.of("F(x,y)", stream)),
                    Map.of("Number", stream));
        }
        assertThat(pbx.received("UserEvent")).hasSize(2).allSatisfy(action -> {
            assertThat(action.values("Variable")).containsExactly("F(x,y)=a\\,b");
            assertThat(action.field("Number")).isEqualTo("a,b");
        });
    }

    static Stream<Object> objects() {
        return Stream.of(
                Optional.of("canary"), List.of("canary").iterator(), new Object(), new AtomicReference<>("canary"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anObjectThatHasNoTextIsRefusedByFieldAndClass(Object value) throws Exception {
        for (Object body : List.of(Map.of("Odd", value), Map.of("Variable", Map.of("Odd", value)))) {
            // Camel remembers what it has converted by toString()
            context.getTypeConverter().tryConvertTo(String.class, value);
            Exchange exchange = send(ami("action=UserEvent"), body);
            assertThat(exchange.getException())
                    .isInstanceOf(AmiException.Refused.class)
                    .hasMessageContainingAll("Odd", value.getClass().getName());
            assertThat(exchange.getException().getMessage()).doesNotContain("canary", "@");
        }
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void timesEnumsAndTheLikeAreTheirText() throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("A", Duration.ofSeconds(1));
        body.put("B", java.time.Instant.EPOCH);
        body.put("C", Emit.calls);
        body.put("D", 'x');
        body.put("E", new StringBuilder("sb"));
        body.put("F", true);
        assertThat(userEvent("", body).lines())
                .contains("A: PT1S", "B: 1970-01-01T00:00:00Z", "C: calls", "D: x", "E: sb", "F: true");
    }

    @ParameterizedTest
    @CsvSource({"action=UserEvent, UserEvent", "allowedActions=Ping, Ping"})
    void aBodyIsRefusedWithThePbxAndTheAction(String options, String action) throws Exception {
        assertThat(send(ami(options), new Date(), Map.of(AmiConstants.ACTION, "Ping"))
                        .getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageStartingWith("ami:127.0.0.1: " + action + ": a body of type java.util.Date cannot");
    }

    @Test
    void anActionThatNobodyKnowsIsNotShown() throws Exception {
        assertThat(send(ami("allowedActions=Ping"), new Date(), Map.of(AmiConstants.ACTION, "canary\r\nX"))
                        .getException())
                .hasMessageStartingWith("ami:127.0.0.1: a body of type java.util.Date cannot")
                .hasMessageNotContaining("canary");
    }

    /** Such refusals come from the encoder, when the action is about to be sent. */
    @Test
    void aLongFieldIsRefusedWithThePbx() throws Exception {
        assertThat(send(ami("action=UserEvent"), Map.of("Long", "x".repeat(2000)))
                        .getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageStartingWith("ami:127.0.0.1: UserEvent: field Long");
    }

    @Test
    void aMapWhoseKeysAreNoNamesIsRefused() throws Exception {
        Map<String, Object> twice = new LinkedHashMap<>();
        twice.put("abc", "1");
        twice.put("ABC", "2");
        Map<String, Object> nameless = new HashMap<>();
        nameless.put(null, "1");
        assertThat(send(ami("action=UserEvent"), twice).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("field ABC twice, in different case");
        assertThat(send(ami("action=UserEvent"), nameless).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("null key");
        assertThat(send(ami("action=UserEvent"), Map.of("Variable", nameless)).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("null key");
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void constantsOfTheUriWinOverTheBodyInAnyCase() throws Exception {
        ReceivedAction action = userEvent("&field.Queue=support&field.UserEvent=T", Map.of("QUEUE", "x", "Other", "y"));
        assertThat(action.values("Queue")).containsExactly("support");
        assertThat(action.field("Other")).isEqualTo("y");
    }

    @Test
    void constantsOfTheUriWinOverAnAmiAction() throws Exception {
        AmiAction body = AmiAction.named("UserEvent")
                .field("queue", "x")
                .field("Other", "y")
                .build();
        ReceivedAction action = userEvent("&field.Queue=support&field.UserEvent=T", body);
        assertThat(action.values("Queue")).containsExactly("support");
        assertThat(action.field("Other")).isEqualTo("y");
    }

    @Test
    void variablesOfTheUriFollowThoseOfTheBodyAndSoWin() throws Exception {
        ReceivedAction action = userEvent("&field.UserEvent=T&variable.A=uri", Map.of("Variable", Map.of("A", "body")));
        assertThat(action.values("Variable")).containsExactly("A=body", "A=uri");
    }

    @Test
    void variablesAreEscapedSoThatTheChannelGetsExactlyTheirValue() throws Exception {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("B", "c:\\d");
        variables.put("N", null);
        ReceivedAction action =
                userEvent("&field.UserEvent=T&variable.NAME=RAW(a,b \"c\")", Map.of("Variable", variables));
        assertThat(action.values("Variable")).containsExactly("B=c:\\\\d", "NAME=a\\,b \\\"c\\\"");
    }

    static Stream<Object> timeouts() {
        return Stream.of(150, 150L, Duration.ofMillis(150), "150", "PT0.15S");
    }

    @ParameterizedTest
    @MethodSource("timeouts")
    void theTimeoutHeaderIsANumberADurationOrItsText(Object timeout) throws Exception {
        pbx.on("Ping", action -> io.github.camelami.simulator.Reply.none());
        long start = System.nanoTime();
        Exchange exchange = send(ami("action=Ping"), null, Map.of(AmiConstants.TIMEOUT, timeout));
        assertThat(exchange.getException()).isInstanceOf(AmiException.TimedOut.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(140));
    }

    static Stream<Object> badTimeouts() {
        return Stream.of(
                0, -1, "soon", "", Duration.ZERO, List.of(), Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("badTimeouts")
    void anyOtherTimeoutIsRefused(Object timeout) throws Exception {
        Exchange exchange = send(ami("action=Ping"), null, Map.of(AmiConstants.TIMEOUT, timeout));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining(AmiConstants.TIMEOUT);
        assertThat(receivedFromRoutes()).isEmpty();
    }

    private record Extension(String number) {
        @Override
        public String toString() {
            return number;
        }
    }

    /** The text of Camel's last resort is the same, and says nothing. */
    @Test
    void aValueWhoseConverterGivesItsToStringIsTaken() throws Exception {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        String.class,
                        Extension.class,
                        new SimpleTypeConverter(false, (type, exchange, value) -> value.toString()));
        Map<String, Object> body = Map.of("UserEvent", "T", "Number", new Extension("200"));
        assertThat(userEvent("", body).field("Number")).isEqualTo("200");
    }

    private record Unconverted(String number) {
        @Override
        public String toString() {
            return number;
        }
    }

    @Test
    void aValueWithoutAConverterIsRefusedThoughItHasAText() throws Exception {
        Map<String, Object> body = Map.of("UserEvent", "T", "Number", new Unconverted("200"));
        assertThat(send(ami("action=UserEvent"), body).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("Number");
    }
}

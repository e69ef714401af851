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

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.ReceivedAction;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body of JSON text is taken as a Map is, under the same policy. */
class JsonBodyTest extends RouteTestSupport {
    private static final String JSON = "{\"UserEvent\":\"T\",\"Name\":\"J\u00fcrg\"}";

    private ReceivedAction userEvent(Object body) throws Exception {
        sendWell(ami("action=UserEvent"), body, NO_HEADERS);
        return received("UserEvent");
    }

    private void assertRefused(String options, Object body, String... texts) throws Exception {
        Exchange exchange = send(ami(options), body);
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageStartingWith("ami:127.0.0.1: ")
                .hasMessageContainingAll(texts)
                .hasMessageNotContaining("canary");
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void itsValuesAreFields() throws Exception {
        ReceivedAction action = userEvent(" {\"UserEvent\": \"T\", \"Number\": 42, \"Float\": 1.50, \"Great\": 1e3,"
                + " \"Flag\": true, \"Nothing\": null, \"Line\": [\"a\", null, 2],"
                + " \"Variable\": {\"A\": \"x,y\", \"B\": 7}} ");
        assertThat(action.fields())
                .containsOnlyKeys(
                        "Action", "ActionID", "UserEvent", "Number", "Float", "Great", "Flag", "Line", "Variable");
        assertThat(action.lines()).contains("Number: 42", "Float: 1.50", "Great: 1000", "Flag: true");
        assertThat(action.values("Line")).containsExactly("a", "2");
        assertThat(action.values("Variable")).containsExactly("A=x\\,y", "B=7");
    }

    static Stream<Object> forms() {
        byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                JSON,
                new StringBuilder(JSON),
                bytes,
                new ByteArrayInputStream(bytes),
                new StringReader(JSON),
                new InputStreamCache(bytes),
                new ReaderCache(JSON));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void itMayBeTextOrBytesOrAStream(Object body) throws Exception {
        assertThat(userEvent(body).field("Name")).isEqualTo("J\u00fcrg");
    }

    @Test
    void aCachedStreamIsReadAgainAtTheNextAttempt() throws Exception {
        InputStreamCache body = new InputStreamCache(JSON.getBytes(StandardCharsets.UTF_8));
        sendWell(ami("action=UserEvent"), body, NO_HEADERS);
        sendWell(ami("action=UserEvent"), body, NO_HEADERS);
        assertThat(pbx.received("UserEvent")).hasSize(2).allMatch(action -> action.field("Name")
                .startsWith("J"));
    }

    @Test
    void aBodyOfAnotherCharsetIsRead() throws Exception {
        Exchange exchange = send(
                ami("action=UserEvent"),
                JSON.getBytes(StandardCharsets.ISO_8859_1),
                Map.of(Exchange.CONTENT_TYPE, "application/json; charset=ISO-8859-1"));
        assertThat(exchange.getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t "})
    void blankTextIsNoBody(String body) throws Exception {
        sendWell(ami("action=Ping"), body, NO_HEADERS);
        sendWell(ami("action=Ping"), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), NO_HEADERS);
        assertThat(pbx.received("Ping")).hasSize(2);
    }

    @Test
    void G1_itChoosesTheActionAsAMapDoes() throws Exception {
        sendWell(ami(""), "{\"action\":\"UserEvent\",\"UserEvent\":\"T\"}", NO_HEADERS);
        assertThat(received("UserEvent").field("UserEvent")).isEqualTo("T");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action", "ACTION", "ActionID", "Username", "Secret", "Key", "AuthType"})
    void F3_G1_itCannotSetFieldsOfTheSessionNorChangeTheAction(String field) throws Exception {
        assertRefused("action=UserEvent", "{\"" + field + "\":\"canary\"}", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\r\\ncanary: x", "a\\ncanary", "a\\u000acanary", "a\\u0000canary"})
    void F1_aLineEndWithinAValueIsRefused(String value) throws Exception {
        assertRefused("action=UserEvent", "{\"Text\":\"" + value + "\"}", "Text");
        assertRefused("action=UserEvent", "{\"Text\":[\"" + value + "\"]}", "Text");
        assertRefused("action=UserEvent", "{\"Variable\":{\"Text\":\"" + value + "\"}}", "Variable");
        assertRefused(
                "action=UserEvent", "{\"" + value.replace("canary", "x") + "\":\"canary\"}", "has a name outside");
    }

    @Test
    void F2_aValueThatIsTooLongIsRefused() throws Exception {
        assertRefused("action=UserEvent", "{\"Text\":\"" + "x".repeat(2_000) + "\"}", "Text");
    }

    @Test
    void G3_itIsUnderTheSamePolicy() throws Exception {
        assertRefused("", "{\"Action\":\"Command\",\"Command\":\"core stop now\"}", "allowDangerousActions");
        assertRefused("action=Originate", "{\"Application\":\"System\",\"Data\":\"id\"}", "allowDangerousActions");
        assertRefused("action=AGI", "{\"Command\":\"EXEC System id\"}", "allowDangerousActions");
    }

    @Test
    void theUriWins() throws Exception {
        sendWell(ami("action=UserEvent&field.Queue=support"), "{\"QUEUE\":\"x\",\"UserEvent\":\"T\"}", NO_HEADERS);
        assertThat(received("UserEvent").values("Queue")).containsExactly("support");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"canary\":",
                "{canary:1}",
                "{\"canary\":1} x",
                "{\"Exten\": 0049301234, \"canary\":1}",
                "{\"Exten\":00,\"canary\":1}",
                "{\"Line\":[1,042],\"canary\":1}",
                "{\"canary\":1}{}",
                "{'canary':1}",
                "{\"a\":{\"canary\":{}}"
            })
    void textThatIsNoJsonIsRefusedWithoutItsContent(String body) throws Exception {
        assertRefused("action=UserEvent", body, "begins like the JSON text of an object, but is not valid JSON");
    }

    @Test
    void zerosWithinValuesAreNoMistake() throws Exception {
        assertThat(userEvent("\uFEFF{\"Name\": \"x: 00\\\" 01\", \"A\": 0, \"B\": 0.05, \"C\": 1e00, \"D\": 100}")
                        .lines())
                .contains("Name: x: 00\" 01", "A: 0", "B: 0.05", "C: 1", "D: 100");
    }

    /** Before it is read: a parser would go as deep as the sender likes. */
    @Test
    void aDeepObjectIsRefused() throws Exception {
        String deep = "{\"canary\":".repeat(20_000) + 1 + "}".repeat(20_000);
        assertRefused("action=UserEvent", deep, "begins like the JSON text of an object, but is not valid JSON");
    }

    @Test
    void aNestedObjectIsNoField() throws Exception {
        assertRefused("action=UserEvent", "{\"Odd\":{\"a\":\"canary\"}}", "Odd", "Variable");
    }

    @Test
    void aFieldInTwoCasesIsRefused() throws Exception {
        assertRefused("action=UserEvent", "{\"abc\":1,\"ABC\":2}", "twice, in different case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"text\"", "plain text", "<a/>"})
    void otherTextIsRefusedAndTheWayOutIsNamed(String body) throws Exception {
        assertRefused("action=UserEvent", body, "java.lang.String", "empty the body to send only what the URI has");
    }

    @Test
    void F2_aBodyThatIsLongerThanAnyActionIsNotReadToItsEnd() throws Exception {
        assertRefused(
                "action=UserEvent",
                new ByteArrayInputStream(new byte[1024 * 1024]),
                "the body is longer than 524288 bytes");
        assertRefused("action=UserEvent", new StringReader("{".repeat(1024 * 1024)), "the body is longer than");
        assertRefused("action=UserEvent", "{\"" + "canary".repeat(100_000) + "\":1}", "the body is longer than");
    }
}

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
package io.github.camelami.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelami.internal.session.LoginActions;
import io.github.camelami.internal.wire.VariableNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmiActionTest {

    @Test
    void fieldsKeepTheirOrderAndAreFoundInAnyCase() {
        AmiAction action = AmiAction.named("QueuePause")
                .field("Queue", "support")
                .field("Paused", true)
                .field("Penalty", 3)
                .build();

        assertThat(lines(action)).containsExactly("Queue: support", "Paused: true", "Penalty: 3");
        assertThat(action.field("PAUSED")).contains("true");
        assertThat(action.field("Reason")).isEmpty();
        assertThat(action.is("queuepause")).isTrue();
        assertThat(action.is("QueueAdd")).isFalse();
    }

    @Test
    void nullAddsNothing() {
        assertThat(lines(AmiAction.named("Ping").field("A", null).build())).isEmpty();
        assertThat(lines(AmiAction.named("Ping")
                        .field("A", Arrays.asList("x", null))
                        .build()))
                .containsExactly("A: x");
        assertThat(lines(AmiAction.named("Originate")
                        .field("Variable", mapOf("A", null, "B", ""))
                        .build()))
                .containsExactly("Variable: B=");
    }

    @Test
    void aCollectionRepeatsTheField() {
        assertThat(lines(AmiAction.named("UserEvent")
                        .field("A", List.of("x", 2, List.of("y")))
                        .build()))
                .containsExactly("A: x", "A: 2", "A: y");
    }

    @Test
    void anArrayRepeatsTheFieldToo() {
        assertThat(lines(AmiAction.named("UserEvent")
                        .field("A", new Object[] {"x", 2})
                        .build()))
                .containsExactly("A: x", "A: 2");
    }

    @Test
    void aMapUnderAnotherNameIsRefused() {
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("Originate").field("Data\n", Map.of("canary", "canary")))
                .withMessage(
                        "Originate: field 'Data.' is a Map; accepted are text, numbers, a Collection or an array of them,"
                                + " and for Variable a Map");
    }

    @Test
    void aMapUnderVariableGivesVariables() {
        assertThat(lines(AmiAction.named("Originate")
                        .field("variable", mapOf("A", 1, "CDR(x)", "two words"))
                        .build()))
                .containsExactly("Variable: A=1", "Variable: CDR(x)=two words");
    }

    @Test
    void aVariablesValueIsEscapedSoThatItArrivesAsItIs() {
        assertThat(lines(AmiAction.named("Originate")
                        .variable("A", "a,b \"c\" d\\e='f'")
                        .build()))
                .containsExactly("Variable: A=a\\,b \\\"c\\\" d\\\\e='f'");
    }

    @Test
    void aVariableThatIsGivenAsTextGoesOutAsItIs() {
        assertThat(lines(AmiAction.named("Originate")
                        .field("Variable", "A=1,B=2")
                        .build()))
                .containsExactly("Variable: A=1,B=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A,B", "A=B", "F(a,b),C", "F(a,b", "F)a,b(", "F(a=b)", "F(a))"})
    void aVariablesNameCannotBecomeAnotherVariable(String name) {
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> AmiAction.named("Originate").variable(name, "x"))
                .withMessage(
                        "Originate: the name of a variable is empty, contains '=' or a comma outside parentheses, or"
                                + " its parentheses do not match");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HASH(h,k)", "PJSIP_HEADER(add,X-Ref)", "CHANNEL(rtp,dest)", "F(g(a,b),c)", "TIMEOUT(absolute)"})
    void aFunctionsNameHasItsArguments(String name) {
        assertThat(lines(AmiAction.named("Originate").variable(name, "a,b").build()))
                .containsExactly("Variable: " + name + "=a\\,b");
        assertThat(VariableNames.split("A," + name + ", ,B")).containsExactly("A", name, "B");
        assertThat(VariableNames.end(name + "=x=(y,z)")).isEqualTo(name.length());
    }

    @Test
    void F3_theKeyOfADatabaseActionIsAFieldLikeOthers() {
        for (String name : List.of("DBPut", "DBGet", "dbdel")) {
            assertThat(lines(AmiAction.named(name).field("Key", "k").build())).containsExactly("Key: k");
        }
    }

    @Test
    void withSetsAFieldToOneValue() {
        AmiAction action = AmiAction.named("Originate")
                .field("async", "false")
                .field("Channel", "Local/1@x")
                .field("Async", "no")
                .build();

        assertThat(lines(action.with("Async", "true"))).containsExactly("Channel: Local/1@x", "Async: true");
        assertThat(lines(action)).hasSize(3);
    }

    @Test
    void H1_itSaysNoValueOfItself() {
        AmiAction action = AmiAction.named("Setvar")
                .field("Variable", "PIN")
                .field("Value", "1234")
                .build();

        assertThat(action).hasToString("Setvar[Variable, Value]");
        assertThat(LoginActions.plain("user-canary", "canary", "on").toString()).doesNotContain("canary");
        assertThat(LoginActions.md5("me", "canary", "on").toString()).doesNotContain("canary");
    }

    @Test
    void loginsAreWhatAsteriskReads() {
        assertThat(lines(LoginActions.challenge())).containsExactly("AuthType: MD5");
        assertThat(lines(LoginActions.plain("me", "s", "off")))
                .containsExactly("Username: me", "Secret: s", "Events: off");
        assertThat(lines(LoginActions.md5("me", "k", "call")))
                .containsExactly("Username: me", "AuthType: MD5", "Key: k", "Events: call");
    }

    @ParameterizedTest
    @CsvSource({"'me\nAction: x', s, Username", "me, 's\r', Secret"})
    void F1_credentialsCannotGrowLinesEither(String username, String secret, String field) {
        assertThatExceptionOfType(AmiException.Refused.class)
                .isThrownBy(() -> LoginActions.plain(username, secret, "on"))
                .withMessageStartingWith("Login: the value of field " + field + " contains a line break");
    }

    private static Map<String, Object> mapOf(String key, Object value, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }

    private static List<String> lines(AmiAction action) {
        return action.fields().stream()
                .map(field -> field.name() + ": " + field.value())
                .toList();
    }
}

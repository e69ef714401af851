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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelami.internal.uri.OptionCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option is checked at the start, in one sentence that names it, its value and what is accepted. */
class OptionsTest {
    private static final String LOGIN = "username=admin&secret=secret&";

    private final PbxRoutes routes = new PbxRoutes();

    @AfterEach
    void close() {
        routes.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    port=70000                     | option port=70000 is not valid; accepted: 1 to 65535
                    port=0                         | option port=0 is not valid; accepted: 1 to 65535
                    port=-1                        | option port=-1 is not valid; accepted: 1 to 65535
                    connectTimeout=0               | option connectTimeout=0 is not valid; accepted: a value above 0
                    actionTimeout=-5               | option actionTimeout=-5 is not valid; accepted: a duration like 500ms, 20s or 5m
                    connectTimeout=soon            | option connectTimeout=soon is not valid; accepted: a duration like 500ms, 20s or 5m
                    refusedRetryDelay=abc          | option refusedRetryDelay=abc is not valid; accepted: a duration like 500ms, 20s or 5m
                    port=9999999999                | option port=9999999999 is not valid; accepted: a number up to 2147483647
                    port=abc                       | option port=abc is not valid; accepted: a number
                    tls=ture                       | option tls=ture is not valid; accepted: true, false
                    authType=sha                   | option authType=sha is not valid; accepted: md5, plain, digest
                    keepAliveInterval=0            | option keepAliveInterval=0 is not valid; accepted: a value above 0
                    keepAliveTimeout=0             | option keepAliveTimeout=0 is not valid; accepted: a value above 0
                    reconnectDelay=0               | option reconnectDelay=0 is not valid; accepted: a value above 0
                    reconnectDelay=5s&maxReconnectDelay=1s | option maxReconnectDelay=1000 is not valid; accepted: at least reconnectDelay
                    refusedRetryDelay=1m           | option refusedRetryDelay=60000 is not valid; accepted: 0, or at least 5 minutes, so that nobody is locked out
                    charset=UTF-16                 | option charset=UTF-16 is not valid; accepted: a charset that extends ASCII
                    charset=ISO-8859-1&serverFilter.a=\u0141 | option serverFilter.a=\u0141 is not valid; accepted: characters of charset ISO-8859-1
                    charset=no-such                | option charset=no-such is not valid; accepted: a charset that extends ASCII
                    charset=no such                | option charset=no such is not valid; accepted: a charset that extends ASCII
                    connectTimeout=31536000001     | option connectTimeout=31536000001 is not valid; accepted: at most a year
                    actionTimeout=31536000001      | option actionTimeout=31536000001 is not valid; accepted: at most a year
                    keepAliveInterval=31536000001  | option keepAliveInterval=31536000001 is not valid; accepted: at most a year
                    keepAliveTimeout=31536000001   | option keepAliveTimeout=31536000001 is not valid; accepted: at most a year
                    maxReconnectDelay=31536000001  | option maxReconnectDelay=31536000001 is not valid; accepted: at most a year
                    refusedRetryDelay=31536000001  | option refusedRetryDelay=31536000001 is not valid; accepted: at most a year
                    maxMessageSize=10              | option maxMessageSize=10 is not valid; accepted: at least 1024
                    maxListEvents=0                | option maxListEvents=0 is not valid; accepted: a value above 0
                    maxInFlight=0                  | option maxInFlight=0 is not valid; accepted: a value above 0
                    host=127.0.0.1:15023           | option host=127.0.0.1:15023 is not valid; accepted: a name or address alone, without scheme and path; set the port with the option port
                    host=[::1]:5038                | option host=[::1]:5038 is not valid; accepted: a name or address alone, without scheme and path; set the port with the option port
                    host=http://127.0.0.1          | option host=http://127.0.0.1 is not valid; accepted: a name or address alone, without scheme and path; set the port with the option port
                    host=pbx:8088&transport=http   | option host=pbx:8088 is not valid; accepted: a name or address alone, without scheme and path; set the port with the option port
                    field.CallerID=RAW(abc         | option field.CallerID begins with RAW( but does not end with ')'; to use this text itself, write the bracket as %28
                    username=RAW{a)                | option username begins with RAW{ but does not end with '}'; to use this text itself, write the bracket as %7B
                    host=RAW( )                    | option host is empty; set it, or the variable or the property that it names
                    """)
    void aConnectionOptionThatIsNotValidFailsTheStart(String option, String said) throws Exception {
        assertThat(failureOf("ami:pbx?" + LOGIN + option)).isEqualTo("ami:pbx: " + said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bufferSize=0           | ami:pbx: option bufferSize=0 is not valid; accepted: at least 1
                    bufferSize=two         | ami:pbx: option bufferSize=two is not valid; accepted: a number
                    overflow=drop          | ami:pbx: option overflow=drop is not valid; accepted: dropOldest, dropNewest, disconnect
                    overflow=drop-oldest   | ami:pbx: option overflow=drop-oldest is not valid; accepted: dropOldest, dropNewest, disconnect
                    emit=call-progress     | ami:pbx: option emit=call-progress is not valid; accepted: events, calls, callProgress, queues, agents
                    include=               | ami:pbx: option include= is not valid: it is empty; accepted are names, comma separated
                    match.Queue=           | ami:pbx: option match.Queue= is not valid: it is empty; accepted are names, comma separated
                    bufferBytes=1          | ami:pbx: option bufferBytes=1 is not valid; accepted: at least 1024
                    concurrentConsumers=0  | ami:pbx: option concurrentConsumers=0 is not valid; accepted: at least 1
                    """)
    void aConsumerOptionThatIsNotValidFailsTheStart(String option, String said) throws Exception {
        assertThat(failureOf("ami:pbx?" + LOGIN + option)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "port=many, port",
        "connectTimeout=soon, connectTimeout",
        "tls=perhaps, tls",
        "authType=digest, authType",
        "overflow=dropAll, overflow",
        "bufferSize=x, bufferSize",
        "hostnameVerification=x, hostnameVerification"
    })
    void aValueOfAnotherTypeFailsTheStartAndNamesTheOption(String option, String name) throws Exception {
        Throwable thrown = catchThrowable(
                () -> routes.from("events", "ami:pbx?" + LOGIN + option).start());
        assertThat(thrown).isNotNull();
        assertThat(messages(thrown)).contains(name).doesNotContain("secret=secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", "fe80::1:5038", "2001:db8::5038", "127.0.0.1", "pbx.example.org"})
    void anAddressWithColonsIsNoHostWithAPort(String host) {
        assertThatCode(() -> new OptionCheck("pbx").checkHost(host)).doesNotThrowAnyException();
    }

    @Test
    void aPortOf0ThatIsSetInJavaFailsTheStart() throws Exception {
        routes.pbx.setPort(0);
        assertThat(failureOf("ami:pbx?username=admin&secret=secret"))
                .isEqualTo("ami:pbx: option port=0 is not valid; accepted: 1 to 65535");
    }

    @Test
    void aPortWithinTheNameFailsTheStart() throws Exception {
        assertThat(failureOf("ami:pbx.example.org:5038?" + LOGIN + "tls=false"))
                .isEqualTo("ami:pbx.example.org:5038: set the port with the option port");
    }

    @Test
    void anUnknownOptionFailsTheStart() throws Exception {
        assertThat(failureOf("ami:pbx?" + LOGIN + "hots=pbx.example.org")).contains("hots");
    }

    @Test
    void aMissingUsernameIsSaidInOneSentence() throws Exception {
        routes.pbx.setUsername(null);
        assertThat(failureOf("ami:pbx?secret=secret"))
                .isEqualTo("ami:pbx: option username is missing; accepted: the manager user's name");
    }

    @Test
    void aUsernameThatWouldBecomeALineIsRefused() throws Exception {
        routes.pbx.setUsername("admin\r\nAction: Originate");
        assertThat(failureOf("ami:pbx?secret=secret"))
                .isEqualTo("ami:pbx: option username=admin..Action: Originate is not valid; accepted: the manager"
                        + " user's name");
    }

    @Test
    void K9_credentialsThatTheCharsetLacksAreRefusedAtStart() throws Exception {
        routes.pbx.setUsername("J\u00f6rg");
        assertThat(failureOf("ami:pbx?secret=secret&charset=US-ASCII"))
                .isEqualTo("ami:pbx: option username=J\u00f6rg is not valid; accepted: characters of charset US-ASCII");
        routes.pbx.setUsername("admin");
        routes.pbx.setSecret("J\u00f6rg");
        assertThat(failureOf("ami:pbx?username=admin&charset=US-ASCII"))
                .isEqualTo("ami:pbx: option secret=(not shown) is not valid; accepted: characters of charset US-ASCII");
    }

    @Test
    void aMissingSecretIsSaidInOneSentence() throws Exception {
        routes.pbx.setSecret(null);
        assertThat(failureOf("ami:pbx?username=admin"))
                .isEqualTo("ami:pbx: option secret is missing; accepted: a text or a bean of type Supplier<String>");
    }

    @Test
    void aSecretOfAnotherTypeIsNotShown() throws Exception {
        routes.pbx.setSecret(4711);
        assertThat(failureOf("ami:pbx?username=admin"))
                .isEqualTo("ami:pbx: option secret=(not shown) is not valid; accepted: a text or a bean of type"
                        + " Supplier<String>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void credentialsThatAreEmptyAreRefusedBeforeTheLogin(String empty) throws Exception {
        String said = " is empty; set it, or the variable or the property that it names";
        routes.pbx.setSecret(empty);
        assertThat(failureOf("ami:pbx?username=admin")).isEqualTo("ami:pbx: option secret" + said);
        routes.pbx.setUsername(empty);
        assertThat(failureOf("ami:pbx?events=all")).isEqualTo("ami:pbx: option username" + said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=admin&secret=", "secret=&username=admin"})
    void anEmptySecretInAUriIsRefused(String options) throws Exception {
        assertThat(failureOf("ami:pbx?" + options)).startsWith("ami:pbx: option secret is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${CANARY_OF_A_SECRET}", " ${CANARY:${OF}_A}\n", "{{env:CANARY_OF_A_SECRET}}", "{{?canary}}"})
    void aPlaceholderThatWasNotReplacedIsRefusedAndNotShown(String value) throws Exception {
        String said = " is a placeholder that was not replaced; define the variable or the property that it names";
        routes.pbx.setSecret(value);
        assertThat(failureOf("ami:pbx?username=admin")).isEqualTo("ami:pbx: option secret" + said);
        routes.pbx.setUsername(value.strip());
        assertThat(failureOf("ami:pbx?events=all")).isEqualTo("ami:pbx: option username" + said);
        routes.pbx.setUsername("admin");
        routes.pbx.setHost(value.strip());
        assertThat(failureOf("ami:pbx?secret=secret")).isEqualTo("ami:pbx: option host" + said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$ecret{}", "a${b}", "{curly}", "{{a}}b", "${", "${a"})
    void aSecretThatOnlyLooksLikeAPlaceholderIsAccepted(String secret) {
        AmiConfiguration options = new AmiConfiguration();
        options.setUsername("admin");
        options.setHost("localhost");
        options.setSecret(secret);
        assertThatCode(() -> new ConnectionSettings("pbx", options).validate()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"ami:admin:canary@pbx", "ami://admin:canary@pbx", "ami:admin@pbx?tls=true"})
    void H2_userInfoInTheUriIsRefused(String uri) throws Exception {
        assertThat(failureOf(uri)).contains("an ami: URI has no user info; use the options username and secret");
    }

    private static String messages(Throwable thrown) {
        return thrown == null ? "" : thrown.getMessage() + '\n' + messages(thrown.getCause());
    }

    /** The message of what is at the root of a failed start. */
    private String failureOf(String uri) throws Exception {
        Throwable thrown = catchThrowable(() -> routes.from("events", uri).start());
        assertThat(thrown).isNotNull();
        while (thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown.getMessage();
    }
}

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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.internal.http.HttpSettings;
import io.github.camelami.internal.session.LoginMethod;
import io.github.camelami.internal.session.RefusedSecrets;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of transport=http: their defaults, what they mean and what is refused. */
class HttpOptionsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private AmiEndpoint endpoint(String options) {
        return context.getEndpoint("ami:pbx?username=admin&secret=secret&" + options, AmiEndpoint.class);
    }

    private ConnectionSettings settings(String options) {
        return new ConnectionSettings("pbx", endpoint(options).getConfiguration());
    }

    @ParameterizedTest
    @CsvSource({
        "transport=http, http, http://pbx:8088",
        "transport=http&tls=true, https, https://pbx:8089",
        "transport=http&port=80&httpPath=/asterisk, http, http://pbx:80/asterisk",
        "transport=HTTP&httpPath=/asterisk/, http, http://pbx:8088/asterisk",
        "transport=http&httpPath=ajam, http, http://pbx:8088/ajam",
        "transport=http&httpPath=/pbx/1~a/ajam//, http, http://pbx:8088/pbx/1~a/ajam",
        "transport=http&httpPath=/, http, http://pbx:8088",
        "transport=http&host=::1, http, http://[::1]:8088",
        "transport=tcp, ami, pbx:5038",
        "tls=true, amis, pbx:5039"
    })
    void whereThePbxIs(String options, String protocol, String url) {
        assertThat(endpoint(options).getServiceProtocol()).isEqualTo(protocol);
        assertThat(endpoint(options).getServiceUrl()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "transport=tcp, MD5",
        "tls=true, PLAIN",
        "transport=http, PLAIN",
        "transport=http&tls=true, PLAIN",
        "transport=http&authType=md5, MD5",
        "transport=http&authType=digest, BY_TRANSPORT"
    })
    void howTheLoginGoes(String options, LoginMethod method) {
        ConnectionSettings settings = settings(options);
        assertThat(settings.session(settings.secret(new RefusedSecrets())).loginMethod())
                .isEqualTo(method);
    }

    private HttpSettings http(String options) {
        ConnectionSettings settings = settings(options);
        return settings.http(settings.secret(new RefusedSecrets()));
    }

    @Test
    void theTransportGetsWhatTheOptionsSay() {
        var http = http("transport=http&authType=digest&httpFormat=mxml&pollDelay=2s&maxResponseSize=5000"
                + "&connectTimeout=3s&maxMessageSize=2000&charset=ISO-8859-1");
        assertThat(http.digest()).isTrue();
        assertThat(http.mxml()).isTrue();
        assertThat(http.pollDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(http.maxResponseSize()).isEqualTo(5000);
        assertThat(http.maxMessageSize()).isEqualTo(2000);
        assertThat(http.charset()).hasToString("ISO-8859-1");
        assertThat(http.username()).isEqualTo("admin");
        assertThat(http.secret().get()).isEqualTo("secret");
        assertThat(http).hasToString("http://pbx:8088/amxml");
    }

    @Test
    void theDefaults() {
        var http = http("transport=http");
        assertThat(http.digest()).isFalse();
        assertThat(http.mxml()).isFalse();
        assertThat(http.pollDelay()).isEqualTo(Duration.ofMillis(50));
        assertThat(http.maxResponseSize()).isEqualTo(256 << 20);
    }

    @Test
    void optionsOfTheHttpClientAreTakenAsTheyAre() {
        assertThat(settings("transport=http&http.proxyHost=proxy&http.httpClient.maxRedirects=1")
                        .options()
                        .getHttp())
                .isEqualTo(Map.of("proxyHost", "proxy", "httpClient.maxRedirects", "1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    transport=ftp                            | option transport=ftp is not valid; accepted: tcp, http
                    transport=http&httpFormat=json           | option httpFormat=json is not valid; accepted: rawman, mxml
                    transport=http&pollDelay=0               | option pollDelay=0 is not valid; accepted: 1 ms to 5 s
                    transport=http&pollDelay=often           | option pollDelay=often is not valid; accepted: a duration like 500ms, 20s or 5m
                    transport=http&maxResponseSize=10        | option maxResponseSize=10 is not valid; accepted: at least 1024
                    transport=http&maxResponseSize=big       | option maxResponseSize=big is not valid; accepted: a number
                    authType=digest                          | option authType=digest is not valid; accepted: md5, plain; digest with transport=http
                    http.proxyAuthPassword=canary            | option http.proxyAuthPassword=(not shown) is not valid; accepted: with transport=http
                    transport=http&httpPath=/a/../b          | option httpPath=/a/../b is not valid; accepted: a path like /asterisk
                    transport=http&httpPath=/./b             | option httpPath=/./b is not valid; accepted: a path like /asterisk
                    transport=http&httpPath=RAW(/a?b)        | option httpPath=/a?b is not valid; accepted: a path like /asterisk
                    transport=http&httpPath=RAW(/a#b)        | option httpPath=/a#b is not valid; accepted: a path like /asterisk
                    transport=http&httpPath=RAW(/a%2e%2e)    | option httpPath=/a%2e%2e is not valid; accepted: a path like /asterisk
                    transport=http&httpPath=RAW(/a b)        | option httpPath=/a b is not valid; accepted: a path like /asterisk
                    transport=http&httpPath=http://pbx/a     | option httpPath=/http://pbx/a is not valid; accepted: a path like /asterisk
                    transport=http&httpPath=/asterisk/rawman | option httpPath=/asterisk/rawman is not valid; accepted: the path in front of rawman and mxml; httpFormat and authType choose among these
                    transport=http&host=my_pbx               | option host=my_pbx is not valid; accepted: for transport=http a name or address as in a URL
                    transport=http&host=RAW(pbx/evil)        | option host=pbx/evil is not valid; accepted: a name or address alone, without scheme and path; set the port with the option port
                    transport=http&host=RAW(evil@pbx)        | option host=evil@pbx is not valid; accepted: for transport=http a name or address as in a URL
                    """)
    void aWrongOptionIsNamed(String options, String message) {
        assertThatThrownBy(() -> endpoint(options))
                .hasRootCauseMessage("ami:pbx: " + message)
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("canary"));
    }

    @Test
    void aPathWithALineBreakIsShownWithoutIt() {
        AmiConfiguration configuration = new AmiConfiguration();
        configuration.setUsername("admin");
        configuration.setSecret("secret");
        configuration.setHost("pbx");
        configuration.setHttpPath("/a\r\nHost: evil");
        assertThatThrownBy(() -> new ConnectionSettings("pbx", configuration).validate())
                .hasMessage("ami:pbx: option httpPath=/a..Host: evil is not valid; accepted: a path like /asterisk");
    }

    @Test
    void anUnknownOptionOfTheHttpClientFailsTheStartOfTheRoute() {
        var template = context.createProducerTemplate();
        assertThatThrownBy(() -> template.sendBody(
                        "ami:pbx?username=admin&secret=secret&action=Ping&transport=http&http.proxyHots=canary", null))
                .hasRootCauseMessage("ami:pbx: option http.proxyHots is not known to Camel's http component");
    }
}

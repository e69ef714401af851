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
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.LoggingHttpActivityListener;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the clients for AMI over HTTP do, and what no option makes them do. */
class AmiHttpClientsTest extends HttpClientTestSupport {
    private static final String CHALLENGE = "HTTP/1.1 407 Proxy Authentication Required\r\n"
            + "Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n";

    private String headers(FakePeer server) {
        return server.requests.get(0).toLowerCase(java.util.Locale.ROOT);
    }

    private HttpComponent http() {
        return context.getComponent("http", HttpComponent.class);
    }

    private CloseableHttpClient client(FakePeer server, Map<String, Object> options) {
        configuration.setPort(server.port());
        return clients(options).get();
    }

    @Test
    void E9_nothingIsAskedForThatAsteriskDoesNotHave() throws Exception {
        try (FakePeer pbx = FakePeer.http(request -> FakePeer.OK);
                CloseableHttpClient client = client(pbx, Map.of())) {
            assertThat(post(client)).isEqualTo("200 ok");
            assertThat(headers(pbx))
                    .startsWith("post /rawman http/1.1\r\n")
                    .endsWith("action=ping&secret=canary-4711")
                    .doesNotContain("accept-encoding", "cookie", "upgrade", "expect", "authorization");
        }
    }

    @Test
    void optionsOfCamelsHttpComponentApply() throws Exception {
        try (FakePeer pbx = FakePeer.http(request -> FakePeer.OK);
                CloseableHttpClient client = client(
                        pbx,
                        Map.of(
                                "userAgent",
                                "switchboard",
                                "responseTimeout",
                                "7000",
                                "httpClient.maxRedirects",
                                "3"))) {
            post(client);
            assertThat(headers(pbx)).contains("\r\nuser-agent: switchboard\r\n");
            var config = ((Configurable) client).getConfig();
            assertThat(config.getResponseTimeout().toMilliseconds()).isEqualTo(7000);
            assertThat(config.getMaxRedirects()).isEqualTo(3);
        }
    }

    @Test
    void anOptionOfTheComponentItselfAppliesToo() throws Exception {
        http().setUserAgent("of-the-component");
        try (FakePeer pbx = FakePeer.http(request -> FakePeer.OK);
                CloseableHttpClient client = client(pbx, Map.of())) {
            post(client);
            assertThat(headers(pbx)).contains("\r\nuser-agent: of-the-component\r\n");
        }
    }

    @Test
    void aProxyIsUsed() throws Exception {
        try (FakePeer proxy = FakePeer.http(request -> FakePeer.OK)) {
            configuration.setHost("pbx.test");
            configuration.setHttpPath("asterisk/");
            try (CloseableHttpClient client = clients(Map.of("proxy-host", "127.0.0.1", "proxyPort", proxy.port()))
                    .get()) {
                assertThat(post(client)).isEqualTo("200 ok");
            }
            assertThat(headers(proxy)).startsWith("post http://pbx.test:8088/asterisk/rawman http/1.1\r\n");
        }
    }

    @Test
    void aProxyGetsTheCredentialsThatAreForIt() throws Exception {
        try (FakePeer proxy = FakePeer.http(
                request -> request.contains("Proxy-Authorization: Basic bWU6aXQ=") ? FakePeer.OK : CHALLENGE)) {
            configuration.setHost("pbx.test");
            Map<String, Object> options = Map.of(
                    "proxyHost", "127.0.0.1",
                    "proxyPort", String.valueOf(proxy.port()),
                    "proxyAuthMethod", "Basic",
                    "proxyAuthUsername", "me",
                    "proxyAuthPassword", "it");
            try (CloseableHttpClient client = clients(options).get()) {
                assertThat(post(client)).isEqualTo("200 ok");
            }
        }
    }

    @Test
    void E10_noServerGetsTheCredentialsOfTheProxy() throws Exception {
        String challenge = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                + "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\", qop=\"auth\"\r\nContent-Length: 0\r\n\r\n";
        try (FakePeer pbx = FakePeer.http(request -> challenge);
                CloseableHttpClient client =
                        client(pbx, Map.of("proxyAuthUsername", "me", "proxyAuthPassword", "it"))) {
            assertThat(post(client)).startsWith("401");
            assertThat(pbx.requests).hasSize(1);
        }
    }

    @Test
    void C12_aRedirectIsNotFollowed() throws Exception {
        http().setFollowRedirects(true);
        try (FakePeer elsewhere = FakePeer.http(request -> FakePeer.OK);
                FakePeer pbx = FakePeer.http(request -> "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://"
                        + "127.0.0.1:" + elsewhere.port() + "/rawman\r\nContent-Length: 0\r\n\r\n");
                CloseableHttpClient client = client(pbx, Map.of("httpClient.redirectsEnabled", "true"))) {
            assertThat(post(client)).startsWith("307");
            assertThat(elsewhere.connections).hasValue(0);
        }
    }

    @Test
    void C12_aRequestIsNotRepeatedWhenTheConnectionDrops() throws Exception {
        try (FakePeer pbx = FakePeer.http(request -> null);
                CloseableHttpClient client = client(pbx, Map.of())) {
            assertThatThrownBy(() -> post(client)).isInstanceOf(IOException.class);
            assertThat(pbx.requests).hasSize(1);
        }
    }

    @Test
    void C12_aRequestIsNotRepeatedWhenTheConnectionThatWasKeptDrops() throws Exception {
        List<String> answered = new ArrayList<>();
        try (FakePeer pbx =
                        FakePeer.http(request -> answered.add(request) && answered.size() == 1 ? FakePeer.OK : null);
                CloseableHttpClient client = client(pbx, Map.of())) {
            post(client);
            assertThatThrownBy(() -> post(client)).isInstanceOf(IOException.class);
            assertThat(pbx.requests).hasSize(2);
            assertThat(pbx.connections).hasValue(1);
        }
    }

    @Test
    void C12_aRequestIsNotRepeatedAfter503() throws Exception {
        try (FakePeer pbx = FakePeer.http(
                        request -> "HTTP/1.1 503 Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
                CloseableHttpClient client = client(pbx, Map.of())) {
            assertThat(post(client)).startsWith("503");
            assertThat(pbx.requests).hasSize(1);
        }
    }

    @Test
    void E10_theClientKeepsNoCookieOfItsOwn() throws Exception {
        try (FakePeer pbx =
                        FakePeer.http(request -> FakePeer.OK.replace("\r\n\r\n", "\r\nSet-Cookie: other=1\r\n\r\n"));
                CloseableHttpClient client = client(pbx, Map.of())) {
            post(client);
            post(client);
            assertThat(pbx.requests).hasSize(2).noneMatch(request -> request.contains("other"));
        }
    }

    @Test
    void aConnectionIsKeptForTenSecondsWhateverTheServerAnnounces() throws Exception {
        assertThat(AmiHttpClients.KEPT).isEqualTo(Duration.ofSeconds(10));
        try (FakePeer pbx =
                FakePeer.http(request -> FakePeer.OK.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=600\r\n\r\n"))) {
            configuration.setPort(pbx.port());
            ConnectionSettings settings = new ConnectionSettings("pbx", configuration);
            try (CloseableHttpClient client = new AmiHttpClients(context, settings, null, Duration.ofMillis(1)).get()) {
                post(client);
                await().until(() -> {
                    post(client);
                    return pbx.connections.get() > 1;
                });
            }
        }
    }

    @Test
    void aConnectionIsReusedUntilThen() throws Exception {
        try (FakePeer pbx = FakePeer.http(request -> FakePeer.OK);
                CloseableHttpClient client = client(pbx, Map.of())) {
            post(client);
            post(client);
            assertThat(pbx.connections).hasValue(1);
        }
    }

    @Test
    void aConnectionIsNotReusedWhereTheServerKeepsItForASecondOnly() throws Exception {
        try (FakePeer pbx =
                        FakePeer.http(request -> FakePeer.OK.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=1\r\n\r\n"));
                CloseableHttpClient client = client(pbx, Map.of())) {
            post(client);
            await().until(() -> {
                post(client);
                return pbx.connections.get() > 1;
            });
        }
    }

    @Test
    void closingAClientClosesItsConnectionsAndNoOthers() throws Exception {
        try (FakePeer pbx = FakePeer.http(request -> FakePeer.OK)) {
            configuration.setPort(pbx.port());
            AmiHttpClients clients = clients(Map.of());
            CloseableHttpClient first = clients.get();
            try (CloseableHttpClient second = clients.get()) {
                post(first);
                post(second);
                first.close();
                await().until(() -> pbx.open.get() == 1);
                assertThat(post(second)).isEqualTo("200 ok");
                assertThat(pbx.connections).hasValue(2);
            }
            await().until(() -> pbx.open.get() == 0);
        }
    }

    @Test
    void H1_noSecretIsLoggedByTheClientOrByCamel() throws Exception {
        http().setHttpActivityListener(new LoggingHttpActivityListener());
        try (CapturedLog log = CapturedLog.trace();
                FakePeer pbx = FakePeer.http(request ->
                        FakePeer.OK.replace("\r\n\r\n", "\r\nSet-Cookie: mansession_id=\"cafe1234\"\r\n\r\n"));
                CloseableHttpClient client = client(
                        pbx,
                        Map.of("proxyAuthUsername", "proxy-user-4711", "proxyAuthPassword", "proxy-canary-4711"))) {
            post(client);
            assertThat(log.lines(event -> true))
                    .anyMatch(line -> line.contains("org.apache.hc."))
                    .noneMatch(line -> line.contains("canary-4711") || line.contains("cafe1234"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "followRedirects",
                "Cookiestore",
                "authUsername",
                "authBearerToken",
                "authenticationPreemptive",
                "oauth2ClientSecret",
                "cookieStore",
                "clientBuilder",
                "httpClient",
                "logHttpActivity",
                "httpActivityListener",
                "sslContextParameters"
            })
    void whatTheSessionDoesItselfIsRefused(String option) {
        assertThatThrownBy(() -> clients(Map.of(option, "canary-4711")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ami:pbx: option http." + option + " cannot be set: ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> clients(Map.of("proxyHots", "canary-4711")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ami:pbx: option http.proxyHots is not known to Camel's http component");
    }

    @ParameterizedTest
    @ValueSource(strings = {"httpClient.nosuch", "responseTimeout", "proxyPort", "httpConnection.soTimeout"})
    void anOptionThatCannotBeSetIsNamedWithoutTheSecretsBesideIt(String option) {
        Map<String, Object> options = Map.of(
                option, "soon", "proxyHost", "proxy", "proxyAuthUsername", "me", "proxyAuthPassword", "canary-4711");
        assertThatThrownBy(() -> clients(options).get())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http.")
                .satisfies(failure -> {
                    for (Throwable t = failure; t != null; t = t.getCause()) {
                        assertThat(t).hasMessageNotContaining("canary");
                    }
                });
    }

    @Test
    void aPasswordWithoutItsUserIsRefused() {
        assertThatThrownBy(() -> clients(Map.of("proxyAuthPassword", "canary-4711")))
                .hasMessage("ami:pbx: option http.proxyAuthPassword must be set together with http.proxyAuthUsername");
    }
}

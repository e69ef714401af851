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
package io.github.camelami.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedHttpBuilder;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Cookies and the sessions behind them, on the simulated HTTP server. */
class HttpSessionsTest {

    private static final String DENIED = "Response: Error\r\nMessage: Permission denied\r\n\r\n";

    @Test
    void loginKeepsTheCookieThatWasSent() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = new HttpTestClient(pbx)) {
            assertThat(client.get("/rawman?action=ping").body()).isEqualTo(DENIED);
            String cookie = client.cookie();
            assertThat(client.get("/rawman?action=login&username=admin&secret=secret")
                            .body())
                    .isEqualTo("Response: Success\r\nMessage: Authentication accepted\r\n\r\n");
            assertThat(client.cookie()).isEqualTo(cookie);
            assertThat(pbx.loggedIn()).singleElement().satisfies(session -> assertThat(session.user())
                    .isEqualTo("admin"));
        }
    }

    @Test
    void fullyBootedComesOnlyWithAMask() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = new HttpTestClient(pbx)) {
            assertThat(client.get("/rawman?action=login&username=admin&secret=secret&events=on")
                            .body())
                    .contains("Event: FullyBooted");
            assertThat(client.withCookie("")
                            .get("/rawman?action=login&username=admin&secret=secret")
                            .body())
                    .doesNotContain("Event: FullyBooted");
        }
    }

    @Test
    void expiredSessionIsToldByItsCookieOnly() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> http.timeout(Duration.ofMillis(200)));
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            String cookie = client.cookie();
            await().until(() -> pbx.sessions() == 0);
            HttpReply reply = client.get("/rawman?action=ping");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(DENIED);
            assertThat(client.cookie()).isNotEqualTo(cookie);
        }
    }

    @Test
    void everyRequestRenewsTheSession() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> http.timeout(Duration.ofSeconds(1)));
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            long afterTheTimeout = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            await().until(() -> {
                assertThat(client.get("/rawman?action=ping").body()).contains("Pong");
                return System.nanoTime() > afterTheTimeout;
            });
        }
    }

    @Test
    void logoffAndRefusedLoginEndTheSession() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            String cookie = client.cookie();
            assertThat(client.get("/rawman?action=Logoff").body())
                    .isEqualTo("Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n");
            assertThat(pbx.sessions()).isZero();
            assertThat(client.get("/rawman?action=login&username=admin&secret=wrong")
                            .body())
                    .isEqualTo("Response: Error\r\nMessage: Authentication failed\r\n\r\n");
            String refused = client.cookie();
            assertThat(refused).isNotEqualTo(cookie);
            client.get("/rawman?action=ping");
            assertThat(client.cookie()).isNotEqualTo(refused);
            assertThat(pbx.failedLogins()).isEqualTo(1);
        }
    }

    @Test
    void refusedLoginWaits() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .failedLoginDelay(Duration.ofMillis(300))
                        .http()
                        .start();
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.get("/rawman?action=login&username=admin&secret=wrong");
            assertThat(pbx.http().requests("login").get(0).took()).isGreaterThan(Duration.ofMillis(290));
        }
    }

    @Test
    void sessionsOfBothKindsCountForOneUser() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .allowMultipleLogin(false)
                        .failedLoginDelay(Duration.ZERO)
                        .http()
                        .start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            String busy = "Message: Login Already In Use";
            try (WireClient tcp = new WireClient(pbx)) {
                tcp.line();
                assertThat(tcp.ask("l", "Login", "Username: admin", "Secret: secret"))
                        .contains(busy);
            }
            client.get("/rawman?action=logoff");
            try (WireClient tcp = WireClient.loggedIn(pbx)) {
                assertThat(client.get("/rawman?action=login&username=admin&secret=secret")
                                .body())
                        .contains(busy);
                assertThat(pbx.sessions()).isEqualTo(1);
            }
        }
    }

    @Test
    void restartForgetsTheSessions() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            String cookie = client.cookie();
            pbx.restart();
            assertThat(client.rest()).isEmpty();
            try (HttpTestClient again = client.beside(pbx)) {
                assertThat(again.get("/rawman?action=ping").body()).isEqualTo(DENIED);
                assertThat(again.cookie()).isNotEqualTo(cookie);
            }
        }
    }

    @Test
    void refusedPermission() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .user("reader", "secret", "all", "")
                        .http()
                        .start();
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.get("/rawman?action=login&username=reader&secret=secret");
            String cookie = client.cookie();
            assertThat(client.get("/rawman?action=CoreShowChannels").body()).isEqualTo(DENIED);
            assertThat(client.cookie()).as("a refusal, not an expiry").isEqualTo(cookie);
        }
    }

    private static SimulatedPbx pbx(Consumer<SimulatedHttpBuilder> http) {
        return SimulatedPbx.builder()
                .failedLoginDelay(Duration.ZERO)
                .writeTimeout(Duration.ofMillis(40))
                .http(http)
                .start();
    }
}

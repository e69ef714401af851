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

import io.github.camelami.simulator.ReceivedRequest;
import io.github.camelami.simulator.SimulatedHttpBuilder;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths, methods, connections and the book-keeping of the simulated HTTP server. */
class HttpMannersTest {

    @ParameterizedTest
    @CsvSource({
        "'', /rawman, 200",
        "'', /RawMan/, 200",
        "'', /asterisk/rawman, 404",
        "'', /rawman/x, 404",
        "asterisk, /asterisk/rawman, 200",
        "/asterisk/, /Asterisk/mxml, 200",
        "asterisk, /rawman, 404",
        "asterisk, /asteriskrawman, 404"
    })
    void prefix(String prefix, String path, int status) throws IOException {
        try (SimulatedPbx pbx = pbx(http -> http.prefix(prefix));
                HttpTestClient client = new HttpTestClient(pbx)) {
            assertThat(client.get(path).status()).isEqualTo(status);
        }
    }

    @Test
    void otherMethodsAreNotImplemented() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.send("PUT", "/arawman", "");
            assertThat(client.read().statusLine()).isEqualTo("HTTP/1.1 501 Not Implemented");
        }
    }

    @Test
    void tooLongALineIsRefused() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {})) {
            try (HttpTestClient client = new HttpTestClient(pbx)) {
                assertThat(client.get("/rawman?action=ping&x=" + "x".repeat(4000))
                                .status())
                        .isEqualTo(200);
                HttpReply refused = client.get("/rawman?action=ping&x=" + "x".repeat(4096));
                assertThat(refused.statusLine()).isEqualTo("HTTP/1.1 400 Bad Request");
                assertThat(refused.body()).contains("<p>Request line too long</p>");
            }
            try (HttpTestClient client = new HttpTestClient(pbx)) {
                assertThat(client.get("/rawman", "X: " + "x".repeat(4200)).body())
                        .contains("<p>Header line too long</p>");
            }
        }
    }

    @Test
    void idleConnectionsAreClosed() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> http.keepAlive(Duration.ofMillis(200)));
                HttpTestClient fresh = new HttpTestClient(pbx);
                HttpTestClient used = new HttpTestClient(pbx)) {
            assertThat(used.get("/rawman?action=ping").status()).isEqualTo(200);
            assertThat(used.get("/rawman?action=ping").status()).isEqualTo(200);
            assertThat(used.rest()).isEmpty();
            assertThat(fresh.rest()).isEmpty();
        }
    }

    @Test
    void connectionClosesWhereTheClientAsksForIt() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = new HttpTestClient(pbx)) {
            assertThat(client.get("/rawman", "Connection: close").header("Connection"))
                    .isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void connectionAboveTheLimitIsClosedWithoutAByte() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> http.sessionLimit(1));
                HttpTestClient first = new HttpTestClient(pbx)) {
            first.get("/rawman");
            try (HttpTestClient second = new HttpTestClient(pbx)) {
                assertThat(second.rest()).isEmpty();
            }
        }
    }

    @Test
    void switchedOff() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            int port = pbx.http().port();
            pbx.http().disable();
            assertThat(client.rest()).isEmpty();
            await().until(() -> pbx.http().openConnections() == 0);
            pbx.http().startListening();
            assertThat(pbx.http().port()).isEqualTo(port);
            try (HttpTestClient again = client.beside(pbx)) {
                assertThat(again.get("/rawman?action=ping").body()).contains("Permission denied");
            }
        }
    }

    @Test
    void requestsAreRemembered_theirSecretsHidden() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> {});
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.post("/rawman", "action=Login&Username=admin&Secret=secret", "X-Trace: 1");
            ReceivedRequest login = pbx.http().requests("login").get(0);
            assertThat(login.method()).isEqualTo("POST");
            assertThat(login.path()).isEqualTo("/rawman");
            assertThat(login.header("x-trace")).isEqualTo("1");
            assertThat(login.parameter("secret")).isEqualTo("secret");
            assertThat(login.status()).isEqualTo(200);
            assertThat(login.toString())
                    .contains("Username=admin", "Secret=***")
                    .doesNotContain("=secret");
            assertThat(pbx.received("Login")).hasSize(1);
            assertThat(pbx.http().requestCount()).isEqualTo(1);
        }
    }

    private static SimulatedPbx pbx(Consumer<SimulatedHttpBuilder> http) {
        return SimulatedPbx.builder().http(http).start();
    }
}

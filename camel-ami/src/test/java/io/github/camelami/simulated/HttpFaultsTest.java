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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong on demand on the simulated HTTP server. */
class HttpFaultsTest {

    static Stream<Arguments> otherAnswers() {
        return Stream.of(
                Arguments.of(HttpFault.badGateway(), "HTTP/1.1 502 Bad Gateway", "nginx"),
                Arguments.of(HttpFault.unavailable(), "HTTP/1.1 503 Service Unavailable", "No server is available"),
                Arguments.of(HttpFault.loginPage(), "HTTP/1.1 200 OK", "<title>Sign in</title>"),
                Arguments.of(HttpFault.redirect("http://127.0.0.1:1/"), "HTTP/1.1 302 Found", "Moved"));
    }

    @ParameterizedTest
    @MethodSource
    void otherAnswers(HttpFault fault, String statusLine, String text) throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            pbx.http().faultNext("ping", fault);
            HttpReply reply = client.get("/rawman?action=ping");
            assertThat(reply.statusLine()).isEqualTo(statusLine);
            assertThat(reply.body()).contains(text);
            assertThat(pbx.received("ping")).as("the action did not run").isEmpty();
            assertThat(client.get("/rawman?action=ping").body()).contains("Pong");
        }
    }

    @Test
    void gzipThatNobodyAskedFor() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            pbx.http().faultAlways("*", HttpFault.gzip());
            HttpReply reply = client.get("/rawman?action=ping");
            byte[] zipped = reply.body().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes())
                    .asString(StandardCharsets.US_ASCII)
                    .contains("Pong");
            pbx.http().clearFaults();
            assertThat(client.get("/rawman?action=ping").body()).contains("Pong");
        }
    }

    @Test
    void contentType() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            pbx.http().faultNext("ping", HttpFault.contentType("application/json"));
            assertThat(client.get("/rawman?action=ping").header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void bodyWithoutEnd() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            pbx.http().faultNext("ping", HttpFault.endlessBody());
            client.send("GET", "/rawman?action=ping", "");
            assertThat(client.input().readNBytes(20_000_000)).hasSize(20_000_000);
        }
    }

    static Stream<HttpFault> cuts() {
        return Stream.of(
                HttpFault.dropBeforeRunning(Cut.FIN),
                HttpFault.dropBeforeAnswer(Cut.RST),
                HttpFault.dropInsideAnswer(10, Cut.FIN));
    }

    @ParameterizedTest
    @MethodSource
    void cuts(HttpFault fault) throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            pbx.http().faultNext("ping", fault);
            assertThatThrownBy(() -> client.get("/rawman?action=ping")).isInstanceOf(IOException.class);
            try (HttpTestClient again = client.beside(pbx)) {
                assertThat(again.get("/rawman?action=ping").body()).contains("Pong");
            }
        }
    }

    @Test
    void noAnswer() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx);
                HttpTestClient other = client.beside(pbx)) {
            pbx.http().faultNext("ping", HttpFault.neverAnswer());
            var reply = client.getLater("/rawman?action=ping");
            assertThat(other.get("/rawman?action=ping").body()).contains("Pong");
            assertThat(reply).isNotDone();
            assertThat(pbx.http().openConnections()).isEqualTo(2);
        }
    }

    @Test
    void faultsOfActionsWorkOverHttpToo() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            pbx.faultNext("ping", Fault.withoutActionId());
            assertThat(client.get("/rawman?action=ping&actionid=a").body()).doesNotContain("ActionID");
            pbx.faultNext("ping", Fault.postpone(Duration.ofMillis(100)));
            assertThat(client.get("/rawman?action=ping").body()).contains("Pong");
            pbx.faultNext("ping", Fault.dropAfterAnswer(Cut.FIN));
            assertThat(client.get("/rawman?action=ping").body()).contains("Pong");
            assertThat(client.rest()).isEmpty();
            try (HttpTestClient again = client.beside(pbx)) {
                pbx.faultNext("ping", Fault.dropInsideAnswer(12, Cut.FIN));
                assertThatThrownBy(() -> again.get("/rawman?action=ping"))
                        .hasMessageContaining("the body ended after 12");
            }
            try (HttpTestClient again = client.beside(pbx)) {
                pbx.faultNext("ping", Fault.dropBeforeAnswer(Cut.FIN));
                assertThatThrownBy(() -> again.get("/rawman?action=ping"))
                        .hasMessageContaining("the stream ended after ''");
            }
        }
    }
}

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

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Digest on the simulated HTTP server: the nonce is the session, and its counts must rise. */
class HttpDigestTest {

    private static final String PING = "/arawman?action=ping";

    @Test
    void challengeAndAnswer() throws IOException {
        try (SimulatedPbx pbx = pbx(Duration.ofSeconds(62));
                HttpTestClient client = new HttpTestClient(pbx)) {
            HttpReply challenge = client.get(PING);
            assertThat(challenge.statusLine()).isEqualTo("HTTP/1.1 401 Unauthorized");
            assertThat(challenge.header("WWW-authenticate"))
                    .matches("Digest algorithm=MD5, realm=\"asterisk\", nonce=\"[0-9a-f]{8}\", qop=\"auth\", "
                            + "opaque=\"" + challenge.nonce() + "\"");
            assertThat(ask(client, PING, challenge.nonce(), 1).body()).contains("Ping: Pong");
            assertThat(pbx.sessions()).isEqualTo(1);
        }
    }

    @Test
    void systemNameIsTheRealm() throws IOException {
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().systemName("branch").http().start();
                HttpTestClient client = new HttpTestClient(pbx)) {
            assertThat(client.get(PING).header("WWW-authenticate")).contains("realm=\"branch\"");
        }
    }

    @Test
    void wrongSecretGetsAFreshChallengeAtOnce() throws IOException {
        try (SimulatedPbx pbx = pbx(Duration.ofSeconds(62));
                HttpTestClient client = new HttpTestClient(pbx)) {
            String nonce = client.get(PING).nonce();
            HttpReply reply = client.get(PING, Digests.header("GET", PING, "admin", "wrong", nonce, 1));
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-authenticate")).doesNotContain("stale", nonce);
            assertThat(pbx.sessions()).isZero();
        }
    }

    @Test
    void countsMustRiseFromTheSecondRequestOn() throws IOException {
        try (SimulatedPbx pbx = pbx(Duration.ofSeconds(62));
                HttpTestClient client = new HttpTestClient(pbx)) {
            String nonce = client.get(PING).nonce();
            assertThat(ask(client, PING, nonce, 7).status())
                    .as("the first count is not looked at")
                    .isEqualTo(200);
            assertThat(ask(client, PING, nonce, 2).status()).isEqualTo(200);
            HttpReply overtaken = ask(client, PING, nonce, 2);
            assertThat(overtaken.status()).isEqualTo(401);
            assertThat(overtaken.header("WWW-authenticate")).endsWith(", stale=true");
            assertThat(ask(client, PING, nonce, 8).nonce())
                    .as("the replaced nonce leads to the present one")
                    .isEqualTo(overtaken.nonce());
            assertThat(ask(client, PING, overtaken.nonce(), 1).status()).isEqualTo(200);
            assertThat(pbx.sessions()).isEqualTo(1);
            assertThat(pbx.http().staleNonces()).isEqualTo(2);
            assertThat(pbx.http().overtakenRequests()).isEqualTo(1);
        }
    }

    @Test
    void nonceTwiceReplacedIsANewSession() throws IOException {
        try (SimulatedPbx pbx = pbx(Duration.ofSeconds(62));
                HttpTestClient client = new HttpTestClient(pbx)) {
            String nonce = client.get(PING).nonce();
            ask(client, PING, nonce, 1);
            pbx.http().replaceNonces();
            assertThat(ask(client, PING, nonce, 2).status()).isEqualTo(401);
            pbx.http().replaceNonces();
            assertThat(ask(client, PING, nonce, 3).status()).isEqualTo(200);
            assertThat(pbx.sessions()).isEqualTo(2);
        }
    }

    @Test
    void oldNonceIsStaleAndTheQueueSurvives() throws Exception {
        try (SimulatedPbx pbx = pbx(Duration.ofMillis(50));
                HttpTestClient client = new HttpTestClient(pbx)) {
            String nonce = client.get(PING).nonce();
            ask(client, PING, nonce, 1);
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("UserEvent", "kept"));
            int[] count = {1};
            await().atMost(5, SECONDS)
                    .until(() -> ask(client, PING, nonce, ++count[0]).status() == 401);
            String renewed = ask(client, PING, nonce, ++count[0]).nonce();
            String wait = "/arawman?action=WaitEvent&Timeout=0";
            HttpReply reply = ask(client, wait, renewed, 1);
            reply = reply.status() == 401 ? ask(client, wait, reply.nonce(), 1) : reply;
            assertThat(reply.body()).contains("UserEvent: kept");
            assertThat(pbx.sessions()).isEqualTo(1);
        }
    }

    @Test
    void expiredSessionIsSilentlyANewOne() throws IOException {
        try (SimulatedPbx pbx = pbx(Duration.ofSeconds(62));
                HttpTestClient client = new HttpTestClient(pbx)) {
            String nonce = client.get(PING).nonce();
            ask(client, PING, nonce, 1);
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("UserEvent", "missed"));
            pbx.http().forgetSessions();
            HttpReply reply = ask(client, "/arawman?action=WaitEvent&Timeout=0", nonce, 2);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("WaitEventComplete").doesNotContain("missed");
        }
    }

    @Test
    void xmlWithAPost() throws IOException {
        try (SimulatedPbx pbx = pbx(Duration.ofSeconds(62));
                HttpTestClient client = new HttpTestClient(pbx)) {
            String nonce = client.get("/amxml").nonce();
            HttpReply reply =
                    client.post("/amxml", "action=ping", Digests.header("POST", "/amxml", "admin", "secret", nonce, 1));
            assertThat(reply.body()).contains("<generic response='Success' ping='Pong' ");
            assertThat(reply.header("Content-type")).isEqualTo("text/xml");
        }
    }

    private static HttpReply ask(HttpTestClient client, String target, String nonce, int count) throws IOException {
        return client.get(target, Digests.header("GET", target, "admin", "secret", nonce, count));
    }

    private static SimulatedPbx pbx(Duration nonceLife) {
        return SimulatedPbx.builder().http(http -> http.nonceLife(nonceLife)).start();
    }
}

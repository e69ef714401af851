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

import io.github.camelami.simulator.PbxVersion;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedHttpBuilder;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events over HTTP: when a WaitEvent of the simulated server returns, and with what. */
class WaitEventTest {

    private static final String EMPTY =
            "Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\nEvent: WaitEventComplete\r\n\r\n";

    @Test
    void eventsWaitFromTheLoginOn() throws IOException {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            pbx.emit(user("one"));
            pbx.emit(user("two"));
            String body = client.get("/rawman?action=WaitEvent&ActionID=w").body();
            assertThat(body)
                    .startsWith("Response: Success\r\nActionID: w\r\nMessage: Waiting for Event completed.\r\n\r\n"
                            + "Event: SuccessfulAuth\r\n")
                    .contains("\r\n\r\nEvent: UserEvent\r\nPrivilege: user,all\r\nUserEvent: one\r\n\r\n"
                            + "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: two\r\n\r\n")
                    .endsWith("\r\n\r\nEvent: WaitEventComplete\r\nActionID: w\r\n\r\n");
            assertThat(client.get("/rawman?action=WaitEvent&Timeout=0").body()).isEqualTo(EMPTY);
        }
    }

    @Test
    void challengeBeginsTheQueue() throws IOException {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = new HttpTestClient(pbx)) {
            String challenge = client.get("/rawman?action=challenge&authtype=md5")
                    .body()
                    .replaceFirst("(?s).*Challenge: (\\d+).*", "$1");
            pbx.emit(user("between"));
            client.get("/rawman?action=login&authtype=md5&username=admin&key=" + Digests.md5(challenge + "secret"));
            assertThat(drain(client)).contains("UserEvent: between");
        }
    }

    @Test
    void eventEndsTheWaiting() throws Exception {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            CompletableFuture<HttpReply> poll = client.getLater("/rawman?action=WaitEvent&Timeout=30");
            await().until(() -> pbx.http().pollCount() == 2);
            assertThat(poll).isNotDone();
            pbx.emit(user("now"));
            assertThat(poll.get(5, SECONDS).body()).contains("UserEvent: now");
        }
    }

    @Test
    void eventOutsideTheMaskEndsTheWaitingToo() throws Exception {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.get("/rawman?action=login&username=admin&secret=secret&events=user");
            assertThat(client.get("/rawman?action=WaitEvent").body())
                    .as("woken by the login itself")
                    .isEqualTo(EMPTY);
            CompletableFuture<HttpReply> poll = client.getLater("/rawman?action=WaitEvent");
            await().until(() -> pbx.http().pollCount() == 2);
            pbx.emit(SimulatedEvent.named("Hangup", "call"));
            assertThat(poll.get(5, SECONDS).body()).isEqualTo(EMPTY);
        }
    }

    @Test
    void maskDecidesWhenTheEventsAreTaken() throws IOException {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            pbx.emit(user("masked later"));
            client.get("/rawman?action=Events&EventMask=call");
            assertThat(drain(client)).isEqualTo(EMPTY);
        }
    }

    @Test
    void emptyMaskDoesNotLast() throws IOException {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            assertThat(client.get("/rawman?action=Events&EventMask=off").body()).contains("Events: Off");
            pbx.emit(user("all the same"));
            assertThat(drain(client)).contains("UserEvent: all the same");
        }
    }

    @Test
    void furtherWaitEventEndsTheFirstWithNothing() throws Exception {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx);
                HttpTestClient other = client.beside(pbx)) {
            drain(client);
            CompletableFuture<HttpReply> first = client.getLater("/rawman?action=WaitEvent&Timeout=30");
            await().until(() -> pbx.http().pollCount() == 2);
            CompletableFuture<HttpReply> second = other.getLater("/mxml?action=WaitEvent&Timeout=30");
            assertThat(first.get(5, SECONDS).body()).isEmpty();
            CompletableFuture<HttpReply> third = client.getLater("/rawman?action=WaitEvent&Timeout=30");
            assertThat(second.get(5, SECONDS).body()).isEqualTo("<ajax-response>\n</ajax-response>\n");
            await().until(() -> pbx.http().pollCount() == 4);
            pbx.emit(user("for the last"));
            assertThat(third.get(5, SECONDS).body()).contains("UserEvent: for the last");
            assertThat(pbx.http().overlappingPolls()).isEqualTo(2);
        }
    }

    @Test
    void actionsRunBesideAWaitEvent() throws Exception {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx);
                HttpTestClient other = client.beside(pbx)) {
            drain(client);
            CompletableFuture<HttpReply> poll = client.getLater("/rawman?action=WaitEvent&Timeout=30");
            await().until(() -> pbx.http().pollCount() == 2);
            assertThat(other.get("/rawman?action=ping&actionid=p").body()).contains("ActionID: p\r\nPing: Pong\r\n");
            assertThat(poll).isNotDone();
            assertThat(pbx.sessions()).isEqualTo(1);
            other.get("/rawman?action=UserEvent&UserEvent=mine");
            assertThat(poll.get(5, SECONDS).body()).contains("UserEvent: mine");
        }
    }

    @Test
    void waitingEndsAMarginBeforeTheSession() throws Exception {
        try (SimulatedPbx pbx =
                        pbx(http -> http.timeout(Duration.ofMillis(1500)).waitMargin(Duration.ofMillis(1200)));
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            for (String timeout : new String[] {"", "&Timeout=600", "&Timeout=-1", "&Timeout=abc"}) {
                assertThat(client.get("/rawman?action=WaitEvent" + timeout).body())
                        .isEqualTo(EMPTY);
            }
            assertThat(pbx.http().polls().stream().skip(1))
                    .allMatch(poll -> poll.took().compareTo(Duration.ofMillis(250)) > 0)
                    .allMatch(poll -> poll.took().compareTo(Duration.ofSeconds(10)) < 0);
        }
    }

    @Test
    void shortSessionsDoNotWaitAtAll() throws IOException {
        try (SimulatedPbx pbx = pbx(http -> http.timeout(Duration.ofSeconds(10)));
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            assertThat(client.get("/rawman?action=WaitEvent&Timeout=5").body()).isEqualTo(EMPTY);
            assertThat(pbx.http().polls().get(1).took()).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void eventsOfAClientThatIsGoneAreLost() throws Exception {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx);
                HttpTestClient later = client.beside(pbx)) {
            drain(client);
            client.getLater("/rawman?action=WaitEvent&Timeout=30");
            await().until(() -> pbx.http().pollCount() == 2);
            client.close();
            pbx.emit(user("lost"));
            await().until(() -> pbx.http().polls().get(1).status() == 200);
            assertThat(drain(later)).doesNotContain("UserEvent: lost");
        }
    }

    @Test
    void originateAnswersThroughAWaitEvent() throws IOException {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            client.post(
                    "/rawman",
                    "action=Originate&ActionID=or&Channel=Local/200@test&Application=Wait&Data=1&Async=true");
            StringBuilder all = new StringBuilder();
            await().until(() ->
                    all.append(client.get("/rawman?action=WaitEvent&Timeout=1").body())
                                    .indexOf("OriginateResponse")
                            >= 0);
            assertThat(all)
                    .contains(
                            "Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: or\r\nResponse: Success\r\n");
        }
    }

    @Test
    void sixtyThousandEventsComeInOneAnswer() throws IOException {
        try (SimulatedPbx pbx = pbx();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            String filler = "x".repeat(250);
            IntStream.range(0, 60_000).forEach(i -> pbx.emit(user(i + "," + filler)));
            String[] events = client.get("/rawman?action=WaitEvent").body().split("\r\n\r\n");
            assertThat(events).hasSize(60_002);
            assertThat(IntStream.range(0, 60_000)).allMatch(i -> events[i + 1].contains("UserEvent: " + i + ","));
        }
    }

    /** Measured on 22.11.0: the mask decides when an event happens, not when it is taken. */
    @Test
    void withAQueueOfItsOwnASessionGetsWhatItWantedWhenItHappened() throws IOException {
        try (SimulatedPbx pbx = ofQueues();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            pbx.emit(user("wanted then"));
            client.get("/rawman?action=Events&EventMask=call");
            pbx.emit(user("not wanted now"));
            assertThat(drain(client)).contains("wanted then").doesNotContain("not wanted now");
        }
    }

    @Test
    void withAQueueOfItsOwnASessionGetsNothingFromBeforeItsLogin() throws IOException {
        try (SimulatedPbx pbx = ofQueues();
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.get("/rawman?action=challenge&authtype=md5");
            pbx.emit(user("before"));
            client.get("/rawman?action=login&username=admin&secret=secret");
            pbx.emit(user("after"));
            assertThat(drain(client)).contains("after").doesNotContain("before");
        }
    }

    @Test
    void withAQueueOfItsOwnASessionIsNotWokenByWhatItDoesNotWant() throws Exception {
        try (SimulatedPbx pbx = ofQueues();
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.get("/rawman?action=login&username=admin&secret=secret&events=user");
            CompletableFuture<HttpReply> poll = client.getLater("/rawman?action=WaitEvent");
            await().until(() -> pbx.http().pollCount() == 1);
            pbx.emit(SimulatedEvent.named("Hangup", "call"));
            pbx.emit(user("wanted"));
            assertThat(poll.get(5, SECONDS).body()).contains("UserEvent: wanted");
        }
    }

    /** Also where the mask names only what the user may not read. */
    @ParameterizedTest
    @ValueSource(strings = {"off", "aoc"})
    void withAQueueOfItsOwnAnEmptyMaskBecomesAFullOneAtTheNextWaitEvent(String mask) throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .version(PbxVersion.ASTERISK_22_11)
                        .user("admin", "secret", "user", "all")
                        .http()
                        .start();
                HttpTestClient client = HttpTestClient.loggedIn(pbx)) {
            drain(client);
            client.get("/rawman?action=Events&EventMask=" + mask);
            pbx.emit(user("while it was empty"));
            assertThat(drain(client)).isEqualTo(EMPTY);
            pbx.emit(user("all the same"));
            assertThat(drain(client)).contains("UserEvent: all the same");
        }
    }

    private static SimulatedPbx ofQueues() {
        return SimulatedPbx.builder().version(PbxVersion.ASTERISK_22_11).http().start();
    }

    private static String drain(HttpTestClient client) throws IOException {
        return client.get("/rawman?action=WaitEvent&Timeout=0").body();
    }

    private static SimulatedEvent user(String value) {
        return SimulatedEvent.named("UserEvent", "user").with("UserEvent", value);
    }

    private static SimulatedPbx pbx() {
        return pbx(http -> {});
    }

    private static SimulatedPbx pbx(Consumer<SimulatedHttpBuilder> http) {
        return SimulatedPbx.builder().http(http).start();
    }
}

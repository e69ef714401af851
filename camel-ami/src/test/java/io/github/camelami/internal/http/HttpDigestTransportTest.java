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
package io.github.camelami.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.ReceivedRequest;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nonces: the proof in each request, their replacement, and their order. */
class HttpDigestTransportTest {
    private final SimulatedPbx pbx = SimulatedPbx.builder().http().start();

    @AfterEach
    void close() {
        pbx.close();
    }

    private HttpLink.Options digest() {
        return HttpLink.to(pbx).page("arawman");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arawman", "amxml"})
    void A4_aWrongSecretIsTriedOnce(String page) {
        assertThat(catchThrowable(
                        () -> HttpLink.to(pbx).page(page).secret("wrong").open()))
                .isInstanceOf(AmiException.AuthenticationFailed.class)
                .hasMessage("the PBX refused user 'admin': check username and secret, and permit and deny in"
                        + " manager.conf (HTTP 401 from http://127.0.0.1:"
                        + pbx.http().port() + "/" + page + ")");
        assertThat(pbx.http().requests())
                .extracting(request -> request.header("Authorization").isEmpty())
                .containsExactly(true, false);
    }

    /** The figure of the guarantee: each question costs an answer with a nonce and the answer itself. */
    @Test
    void O1_whereNobodyPollsADigestSessionIsAskedLessThanOnceAMinute() throws Exception {
        try (HttpLink link = digest().login("off")) {
            // the mask counts a moment after its answer has been delivered
            await().untilAsserted(() ->
                    assertThat(link.transport.silence(Duration.ofSeconds(20))).isGreaterThan(Duration.ofMinutes(1)));
        }
    }

    @Test
    void H4_eachRequestProvesTheSecretAndHoldsNone() throws Exception {
        try (HttpLink link = digest().secret("secret").login()) {
            link.ping().response();
            List<ReceivedRequest> signed = pbx.http().requests().subList(1, 4);
            assertThat(signed).allSatisfy(request -> {
                assertThat(request.header("Authorization"))
                        .startsWith("Digest ")
                        .contains("qop=auth", "cnonce=", "nc=");
                assertThat(request.header("Authorization")).doesNotContain("secret");
                assertThat(request.parameters())
                        .noneMatch(each -> each.getValue().equals("secret"));
            });
        }
    }

    @Test
    void aReplacedNonceCostsARepetitionAndNeitherEventsNorASecondRun() throws Exception {
        try (HttpLink link = digest().login("user")) {
            await().until(() -> pbx.http().pollCount() > 1);
            pbx.http().replaceNonces();
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", 1));
            SentAction ping = link.ping();
            assertThat(ping.response().isError()).isFalse();
            pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", 2));
            await().until(() -> link.values("N").equals(List.of("1", "2")));
            assertThat(pbx.received("Ping").stream()
                            .filter(each -> each.actionId().equals(ping.actionId())))
                    .hasSize(1);
            assertThat(pbx.sessions()).isEqualTo(1);
            assertThat(pbx.http().staleNonces()).isPositive();
        }
    }

    /** Refused together, they get the same nonce; if each began to count anew they would refuse one another for good. */
    @Test
    void requestsThatMeetAReplacedNonceTogetherAllGetThrough() throws Exception {
        try (HttpLink link = digest().login("user")) {
            for (int i = 0; i < 100; i++) {
                pbx.http().replaceNonces();
                pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", i));
                link.ping().response();
                int events = i + 1;
                await().pollInterval(Duration.ofMillis(1)).until(() -> link.events.size() == events);
            }
            assertThat(link.values("N"))
                    .isEqualTo(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
            assertThat(pbx.received("Ping")).hasSize(101);
            assertThat(link.closed).isNotDone();
        }
    }

    @Test
    void theTakenBackActionIsTakenBackOncePerRepetition() throws Exception {
        try (HttpLink link = digest().login("user")) {
            pbx.http().replaceNonces();
            SentAction ping = link.ping();
            ping.response();
            assertThat(ping.departures.get()).isEqualTo(ping.returns.get() + 1);
            assertThat(ping.isOut()).isTrue();
        }
    }

    @Test
    void aServerThatAlwaysWantsAFreshNonceIsNotAskedForever() throws Exception {
        try (HttpLink link = digest().login("user")) {
            pbx.http().faultAlways("Ping", answer -> {
                pbx.http().replaceNonces();
                answer.send();
            });
            SentAction ping = link.ping();
            assertThat(link.end())
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessageContaining("the PBX keeps asking for a new nonce (");
            assertThat(ping.isOut()).isFalse();
            assertThat(pbx.http().requests("Ping").stream()
                            .filter(each -> each.parameter("ActionID").equals(ping.actionId())))
                    .hasSize(4);
        }
    }

    @Test
    void requestsReachThePbxInTheOrderInWhichTheyAreCounted() throws Exception {
        AtomicInteger emitted = new AtomicInteger();
        try (HttpLink link = digest().login("user")) {
            for (int round = 0; round < 25; round++) {
                List<SentAction> all = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    all.add(link.send(AmiAction.named("UserEvent")
                            .field("UserEvent", "x")
                            .field("N", emitted.getAndIncrement())
                            .build()));
                }
                for (SentAction each : all) {
                    each.response();
                }
            }
            await().until(() -> link.values("N").size() == 1000);
            assertThat(link.values("N"))
                    .isEqualTo(
                            IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
            // on a busy machine the PBX takes some up late; RequestSequencerTest holds what the client does about it
            assertThat(pbx.http().overtakenRequests())
                    .as("of %s requests; each costs one more", pbx.http().requestCount())
                    .isLessThanOrEqualTo(pbx.http().requestCount() / 8);
        }
    }
}

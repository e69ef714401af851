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
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.session.LoginActions;
import io.github.camelami.message.AmiAction;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.ReceivedRequest;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the PBX holds at the moment of a stop is fetched, and no poll is cancelled for it. */
class HttpDrainTest {
    private final SimulatedPbx pbx = SimulatedPbx.builder().http().start();

    @AfterEach
    void close() {
        pbx.close();
    }

    private void emit(int value) {
        pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", value));
    }

    private HttpLink waiting(String page) throws Exception {
        HttpLink link = HttpLink.to(pbx).page(page).login("user");
        await().until(() -> pbx.http().polls().stream().anyMatch(poll -> poll.status() == 200) && lastPoll() == 0);
        return link;
    }

    /** The status of the answer to the last poll: 0 before there is one, -1 before there is a poll. */
    private int lastPoll() {
        List<ReceivedRequest> polls = pbx.http().polls();
        return polls.isEmpty() ? -1 : polls.get(polls.size() - 1).status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rawman", "mxml", "arawman", "amxml"})
    void D11_aDrainEndsTheWaitingPollAndBothAreReadToTheirEnd(String page) throws Exception {
        try (HttpLink link = waiting(page)) {
            assertThat(link.drain()).isTrue();
            emit(1);
            await().until(() -> link.values("N").equals(List.of("1")));
            assertThat(pbx.http().polls())
                    .anyMatch(poll -> poll.parameter("Timeout").equals("0"));
            assertThat(pbx.http().overlappingPolls()).isEqualTo(1);
            assertThat(link.closed).isNotDone();
        }
    }

    /** The PBX has begun to answer the poll, and the answer is on its way. */
    @Test
    void D11_theAnswerThatIsOnItsWayIsReadBeforeADrainReturns() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        pbx.http().faultNext("WaitEvent", answer -> {
            answer.run();
            end.await();
            answer.send();
        });
        try (HttpLink link = HttpLink.to(pbx).login("user")) {
            await().until(() -> !pbx.http().polls().isEmpty());
            emit(1);
            CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> drain(link));
            await().until(() -> pbx.http().polls().size() == 2);
            emit(2);
            end.countDown();
            assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(link.values("N")).startsWith("1");
            await().until(() -> link.values("N").equals(List.of("1", "2")));
        } finally {
            end.countDown();
        }
    }

    /** The poll has left, and nobody knows whether the PBX has it: what is sent now could get there first. */
    @Test
    void D11_aDrainWaitsForAPollThatHasJustLeft() throws Exception {
        CountDownLatch arrives = new CountDownLatch(1);
        HttpLink.Options options = HttpLink.to(pbx).pollDelay(Duration.ofMinutes(5));
        try (HttpLink link = options.login("user")) {
            await().until(() -> lastPoll() == 200);
            pbx.http().faultNext("WaitEvent", answer -> {
                arrives.await();
                answer.send();
            });
            IntStream.range(0, 10).forEach(this::emit);
            CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> drain(link));
            await().until(() -> lastPoll() == 0);
            CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> drain(link));
            IntStream.range(10, 20).forEach(this::emit);
            arrives.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(link.values("N"))
                    .isEqualTo(IntStream.range(0, 20).mapToObj(String::valueOf).toList());
            assertThat(pbx.http().overlappingPolls()).isZero();
        }
    }

    private static boolean drain(HttpLink link) {
        try {
            return link.drain();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the pause between two polls, so that the PBX must have kept the events. */
    @Test
    void D11_whatThePbxHoldsHasArrivedWhenADrainReturns() throws Exception {
        HttpLink.Options options = HttpLink.to(pbx).pollDelay(Duration.ofMinutes(5));
        try (HttpLink link = options.login("user")) {
            await().until(() -> lastPoll() == 200);
            for (int round = 0; round < 20; round++) {
                IntStream.range(round * 10, round * 10 + 10).forEach(this::emit);
                link.drain();
                assertThat(link.values("N")).hasSize(round * 10 + 10);
            }
            assertThat(link.values("N"))
                    .isEqualTo(IntStream.range(0, 200).mapToObj(String::valueOf).toList());
            assertThat(pbx.http().overlappingPolls()).isZero();
        }
    }

    @Test
    void D11_drainsAmidAStreamOfEventsLoseNoneAndKeepTheOrder() throws Exception {
        try (HttpLink link = HttpLink.to(pbx).login("user")) {
            CompletableFuture<Void> emitting = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 2000; i++) {
                    emit(i);
                    if (i % 20 == 0) {
                        link.ping();
                    }
                }
            });
            while (!emitting.isDone()) {
                link.drain();
            }
            emitting.get(10, TimeUnit.SECONDS);
            await().until(() -> link.events.size() == 2000);
            assertThat(link.values("N"))
                    .isEqualTo(
                            IntStream.range(0, 2000).mapToObj(String::valueOf).toList());
        }
    }

    /** B4: slow but alive. */
    @Test
    void D11_aDrainWaitsForASlowPbx() throws Exception {
        HttpLink.Options options = HttpLink.to(pbx).pollDelay(Duration.ofMinutes(5));
        try (HttpLink link = options.login("user")) {
            await().until(() -> lastPoll() == 200);
            pbx.http().faultNext("WaitEvent", HttpFault.postpone(Duration.ofMillis(1500)));
            emit(1);
            assertThat(link.drain()).isTrue();
            assertThat(link.values("N")).containsExactly("1");
            assertThat(link.closed).isNotDone();
        }
    }

    /** A route that stops must not take the session of the others with it, however slow the PBX. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void K5_aDrainThatIsGivenUpCostsTheConnectionNothing(boolean byInterrupt, boolean besideAPoll) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        HttpLink.Options options = HttpLink.to(pbx);
        try (HttpLink link = besideAPoll
                ? waiting("rawman")
                : options.pollDelay(Duration.ofMinutes(5)).login("user")) {
            await().until(() -> besideAPoll || lastPoll() == 200);
            pbx.http().faultNext("WaitEvent", answer -> {
                answer.run();
                end.await();
                answer.send();
            });
            if (!besideAPoll) {
                emit(1);
            }
            CompletableFuture<String> ended = new CompletableFuture<>();
            Thread stopping = new Thread(() -> {
                try {
                    Duration patience = byInterrupt ? HttpLink.PATIENCE : Duration.ofMillis(200);
                    ended.complete(String.valueOf(link.transport.drain(patience)));
                } catch (InterruptedException e) {
                    ended.complete("interrupted");
                }
            });
            stopping.start();
            await().until(() -> lastPoll() == 0);
            if (byInterrupt) {
                stopping.interrupt();
            }
            assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo(byInterrupt ? "interrupted" : "false");
            link.ping().response();
            end.countDown();
            if (besideAPoll) {
                emit(1);
            }
            await().until(() -> link.values("N").equals(List.of("1")));
            assertThat(link.closed).isNotDone();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aDrainBeforeTheLoginOrAfterTheEndDoesNothing() throws Exception {
        HttpLink link = HttpLink.to(pbx).open();
        link.drain();
        link.send(LoginActions.plain("admin", "secret", "user")).response();
        link.close();
        link.drain();
        link.end();
        assertThat(pbx.http().polls())
                .noneMatch(poll -> poll.parameter("Timeout").equals("0"));
    }

    /** The nonce of a session that is over would begin another one, which nobody ends. */
    @ParameterizedTest
    @ValueSource(strings = {"rawman", "arawman"})
    void nothingIsAskedBehindALogoff(String page) throws Exception {
        for (int round = 0; round < 20; round++) {
            try (HttpLink link =
                    HttpLink.to(pbx).page(page).pollDelay(Duration.ofMillis(1)).login("user")) {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> pbx.http().pollCount() > 0);
                emit(round);
                link.send(AmiAction.named("Logoff").build());
                link.end();
            }
        }
        await().untilAsserted(() -> assertThat(pbx.sessions()).isZero());
    }
}

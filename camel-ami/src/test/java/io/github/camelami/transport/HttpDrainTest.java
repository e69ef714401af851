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
package io.github.camelami.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
        await().until(() -> pbx.http().polls().stream().anyMatch(poll -> poll.status() == 200)
                && last(pbx.http().polls()).status() == 0);
        return link;
    }

    private static ReceivedRequest last(List<ReceivedRequest> polls) {
        return polls.get(polls.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rawman", "mxml", "arawman", "amxml"})
    void D11_aDrainEndsTheWaitingPollAndBothAreReadToTheirEnd(String page) throws Exception {
        try (HttpLink link = waiting(page)) {
            link.transport.drain();
            emit(1);
            await().until(() -> link.values("N").equals(List.of("1")));
            assertThat(pbx.http().polls())
                    .anyMatch(poll -> poll.parameter("Timeout").equals("0"));
            assertThat(pbx.http().overlappingPolls()).isEqualTo(1);
            assertThat(link.closed).isNotDone();
        }
    }

    /** In the pause between two polls, so that the PBX must have kept the events. */
    @Test
    void D11_whatThePbxHoldsHasArrivedWhenADrainReturns() throws Exception {
        HttpLink.Options options = HttpLink.to(pbx).pollDelay(Duration.ofMinutes(5));
        try (HttpLink link = options.login("user")) {
            await().until(() -> last(pbx.http().polls()).status() == 200);
            for (int round = 0; round < 20; round++) {
                IntStream.range(round * 10, round * 10 + 10).forEach(this::emit);
                link.transport.drain();
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
                link.transport.drain();
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
        try (HttpLink link = waiting("rawman")) {
            pbx.http().faultNext("WaitEvent", HttpFault.postpone(Duration.ofMillis(1500)));
            link.transport.drain();
            assertThat(link.closed).isNotDone();
        }
    }

    /** What the drain has fetched is newer than what the poll is still bringing. */
    @Test
    void D11_aDrainBesideAPollThatDoesNotEndGivesTheConnectionUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        pbx.http().faultNext("WaitEvent", answer -> {
            answer.run();
            end.await();
            answer.send();
        });
        try (HttpLink link = HttpLink.to(pbx).grace(Duration.ofMillis(200)).login("user")) {
            await().until(() -> !pbx.http().polls().isEmpty());
            emit(1);
            link.transport.drain();
            assertThat(link.end()).hasMessage("the poll under way did not end");
            assertThat(link.events).isEmpty();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aDrainThatIsInterruptedEndsTheConnectionAtOnceAndStaysInterrupted() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        pbx.http().faultNext("WaitEvent", answer -> {
            answer.run();
            end.await();
            answer.send();
        });
        try (HttpLink link = HttpLink.to(pbx).login("user")) {
            await().until(() -> !pbx.http().polls().isEmpty());
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread stopping = new Thread(() -> {
                link.transport.drain();
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            stopping.start();
            await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
            stopping.interrupt();
            assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
            link.end();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aDrainBeforeTheLoginOrAfterTheEndDoesNothing() throws Exception {
        HttpLink link = HttpLink.to(pbx).open();
        link.transport.drain();
        link.send(AmiAction.login("admin", "secret", "user")).response();
        link.close();
        link.transport.drain();
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

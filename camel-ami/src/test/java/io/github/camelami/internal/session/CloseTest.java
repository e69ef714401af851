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
package io.github.camelami.internal.session;

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiAction;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedPbxBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Closing a session at any moment: quick, and for good. */
class CloseTest {
    private static final Duration BAR = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOMENTS = 50;
    private static final int MOST_MILLIS = 900;

    /** An action of 100 kB. */
    private static final ActionRequest BIG = big();

    private final TestSettings settings = new TestSettings();

    private static ActionRequest big() {
        String text = "x".repeat(900);
        AmiAction.Builder action = AmiAction.named("UserEvent").field("UserEvent", "Big");
        for (int i = 0; i < 100; i++) {
            action.field("Field" + i, text);
        }
        return new ActionRequest(action.build(), Duration.ofSeconds(30), false, false);
    }

    CloseTest() {
        settings.reconnectDelay = Duration.ofMillis(100);
    }

    @Test
    void A10_atFiftyRandomMomentsOfConnectingAndLogin() throws Exception {
        closeAtRandomMoments(1, proxy -> proxy.serverToClient().chunks(8).throttle(400), session -> {});
    }

    @Test
    void A10_atFiftyRandomMomentsOfBackOffAndReconnecting() throws Exception {
        closeAtRandomMoments(
                2, proxy -> proxy.serverToClient().cutEachAt(120, io.github.camelami.simulator.Cut.RST), session -> {});
    }

    @Test
    void A10_atFiftyRandomMomentsOfAStalledLink() throws Exception {
        closeAtRandomMoments(3, proxy -> proxy.clientToServer().stallEachAt(100), session -> {});
    }

    @Test
    void A10_atFiftyRandomMomentsOfWriting() throws Exception {
        closeAtRandomMoments(4, proxy -> proxy.clientToServer().throttle(100_000), session -> session.start()
                .thenRunAsync(() -> {
                    for (int i = 0; i < 100; i++) {
                        session.send(BIG);
                    }
                }));
    }

    @Test
    void A10_whileAnActionThatWouldHaveWaitedBlocksInItsWrite() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                FaultProxy proxy = FaultProxy.to(pbx);
                Stalls stalls = new Stalls();
                RunningSession running = new RunningSession(settings, proxy.port()).start()) {
            assertThat(running.firstFailure()).isNull();
            proxy.stall();
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    running.session().sendWhenReady(BIG);
                }
            });
            writer.setDaemon(true);
            writer.start();
            await().until(() -> Arrays.stream(writer.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("implWrite")));

            assertThat(CompletableFuture.supplyAsync(running::state).get(2, TimeUnit.SECONDS))
                    .isEqualTo(SessionState.READY);
            assertThat(close(running)).isLessThan(BAR.plus(stalls.longest()));
        }
    }

    /** Each session has its own proxy and its own moment; all run side by side. */
    private void closeAtRandomMoments(long seed, Consumer<FaultProxy> trouble, Consumer<AmiSession> use)
            throws InterruptedException {
        Random random = new Random(seed);
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(MOMENTS);
        List<FaultProxy> proxies = new ArrayList<>();
        List<RunningSession> sessions = new ArrayList<>();
        List<CompletableFuture<Duration>> closings = new ArrayList<>();
        SimulatedPbxBuilder builder = SimulatedPbx.builder().authLimit(1000).writeTimeout(Duration.ofSeconds(30));
        try (SimulatedPbx pbx = builder.start();
                OtherRetries others = new OtherRetries();
                Stalls stalls = new Stalls()) {
            for (int i = 0; i < MOMENTS; i++) {
                FaultProxy proxy = FaultProxy.to(pbx);
                trouble.accept(proxy);
                proxies.add(proxy);
                RunningSession running = new RunningSession(settings, proxy.port()).start();
                use.accept(running.session());
                sessions.add(running);
                CompletableFuture<Duration> closing = new CompletableFuture<>();
                closings.add(closing);
                clock.schedule(
                        () -> closing.complete(close(running)), random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
            }
            for (CompletableFuture<Duration> closing : closings) {
                Duration took = inTime(closing);
                assertThat(took).isLessThan(BAR.plus(stalls.longest()));
            }
            await().atMost(PATIENCE).until(() -> sessions.stream().allMatch(RunningSession::isIdle));
            int connections = connections(proxies);
            others.awaitSome();
            assertThat(connections(proxies)).isEqualTo(connections);
            assertThat(sessions).allMatch(session -> session.state() == SessionState.CLOSED);
        } finally {
            clock.shutdownNow();
            sessions.forEach(RunningSession::close);
            proxies.forEach(FaultProxy::close);
        }
    }

    private static Duration close(RunningSession running) {
        long start = System.nanoTime();
        running.session().close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static int connections(List<FaultProxy> proxies) {
        return proxies.stream().mapToInt(FaultProxy::connections).sum();
    }
}

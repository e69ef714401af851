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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.Volume;
import io.github.camelami.internal.tcp.TcpSettings;
import io.github.camelami.internal.tcp.TcpTransport;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ManyClientsTest {
    private static final int CLIENTS = Volume.of(200, 1_000);
    private static final int AUTH_LIMIT = Volume.of(10, 50);
    private static final Duration LOGIN = Duration.ofMillis(100);
    private static final Duration BAR = Duration.ofSeconds(30);

    @Test
    void A3_aThousandClientsOfARestartedPbxAreBackWithin30Seconds() {
        ExecutorService threads = Executors.newCachedThreadPool();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        List<AmiSession> sessions = new ArrayList<>();
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                .authLimit(AUTH_LIMIT)
                .keepReceived(10)
                .maxConnections(4 * CLIENTS)
                .start()) {
            TcpSettings tcp = new TcpSettings("127.0.0.1", pbx.port(), null, true, StandardCharsets.UTF_8, 1 << 20);
            SessionResources resources =
                    SessionResources.of(threads, threads, timer, System::nanoTime, () -> ThreadLocalRandom.current()
                            .nextDouble());
            for (int i = 0; i < CLIENTS; i++) {
                AmiSession session =
                        new AmiSession(new TestSettings().build(), resources, () -> new TcpTransport(tcp, threads));
                session.start();
                sessions.add(session);
            }
            awaitLogins(sessions, 1, Duration.ofMinutes(2));

            // a server that is quick to answer never has so many at once
            pbx.faultAlways("Challenge", Fault.delay(LOGIN));
            int before = pbx.connections();
            pbx.restart();
            long start = System.nanoTime();
            awaitLogins(sessions, 2, BAR);

            int connections = pbx.connections() - before;
            Volume.measured(
                    "A3",
                    "%d sessions, authlimit %d: all ready %d ms after the restart, %d connections for it",
                    CLIENTS,
                    AUTH_LIMIT,
                    Duration.ofNanos(System.nanoTime() - start).toMillis(),
                    connections);
            assertThat(connections).as("some were turned away").isGreaterThan(CLIENTS);
        } finally {
            sessions.parallelStream().forEach(AmiSession::close);
            timer.shutdownNow();
            threads.shutdownNow();
        }
    }

    private static void awaitLogins(List<AmiSession> sessions, int least, Duration atMost) {
        await().atMost(atMost).until(() -> sessions.stream().allMatch(each -> hasLogin(each.status(), least)));
    }

    private static boolean hasLogin(SessionStatus status, int least) {
        return status.state() == SessionState.READY && status.epoch() >= least;
    }
}

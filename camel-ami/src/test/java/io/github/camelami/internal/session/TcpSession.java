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

import io.github.camelami.internal.tcp.TcpSettings;
import io.github.camelami.internal.tcp.TcpTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A session of admin at a simulated PBX, over a real socket and without Camel. */
final class TcpSession implements AutoCloseable {
    final AmiSession session;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    TcpSession(int port) {
        Duration seconds = Duration.ofSeconds(20);
        SessionSettings settings = new SessionSettings(
                "pbx",
                "admin",
                new GuardedSecret(new RefusedSecrets(), "admin", () -> "secret"),
                LoginMethod.MD5,
                seconds,
                Duration.ofMinutes(10),
                seconds,
                Duration.ofMillis(1),
                seconds,
                Duration.ZERO,
                List.of(),
                false,
                StandardCharsets.UTF_8,
                100_000,
                2048);
        TcpSettings tcp = new TcpSettings("127.0.0.1", port, null, true, StandardCharsets.UTF_8, 1 << 22);
        session = new AmiSession(
                settings,
                SessionResources.of(threads, threads, timer, System::nanoTime, () -> 0),
                () -> new TcpTransport(tcp, threads));
    }

    /** Logs in, asking for these events from the beginning. */
    TcpSession start(EventSubscription... subscriptions) {
        List.of(subscriptions).forEach(session::subscribe);
        inTime(session.start());
        return this;
    }

    @Override
    public void close() {
        session.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }
}

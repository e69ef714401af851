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
import io.github.camelami.message.AmiException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import javax.net.ssl.SSLSocketFactory;

/** A session over real sockets with threads of its own. */
final class RunningSession implements AutoCloseable {
    private final ThreadPoolExecutor threads =
            (ThreadPoolExecutor) Executors.newCachedThreadPool(RunningSession::daemon);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(RunningSession::daemon);
    private final AmiSession session;
    private CompletableFuture<AmiException> started;

    RunningSession(TestSettings settings, String host, int port, SSLSocketFactory tls) {
        TcpSettings tcp = new TcpSettings(host, port, tls, true, StandardCharsets.UTF_8, 4 * 1024 * 1024);
        SessionResources resources =
                SessionResources.of(threads, threads, timer, System::nanoTime, () -> ThreadLocalRandom.current()
                        .nextDouble());
        session = new AmiSession(settings.build(), resources, () -> new TcpTransport(tcp, threads));
    }

    RunningSession(TestSettings settings, int port) {
        this(settings, "127.0.0.1", port, null);
    }

    /** Starts without waiting. */
    RunningSession start() {
        started = session.start();
        return this;
    }

    /** Waits for the end of the first attempt: why it failed, or null. */
    AmiException firstFailure() {
        return inTime(started);
    }

    /** Whether no attempt and no reader runs. */
    boolean isIdle() {
        return threads.getActiveCount() == 0;
    }

    AmiSession session() {
        return session;
    }

    SessionState state() {
        return session.status().state();
    }

    @Override
    public void close() {
        session.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}

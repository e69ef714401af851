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

import java.time.Duration;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches an open connection. Pings a silent PBX, and ends the connection if the PBX does not answer. */
final class Liveness {
    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Connection connection;
    private final SessionSettings settings;
    private final SessionResources resources;
    private final PendingActions pending;
    private final KeepAlive keepAlive;

    private volatile long heard;
    private volatile Future<?> nextCheck;

    Liveness(
            Connection connection,
            SessionSettings settings,
            SessionResources resources,
            PendingActions pending,
            KeepAlive keepAlive) {
        this.connection = connection;
        this.settings = settings;
        this.resources = resources;
        this.pending = pending;
        this.keepAlive = keepAlive;
    }

    /** Records that bytes have just arrived. */
    void heard() {
        heard = now();
    }

    /**
     * Performs the step that is due, and schedules the next check even if this one fails, so that a dead connection is
     * always detected.
     */
    void check() {
        if (connection.isClosed()) {
            return;
        }
        Duration next = AFTER_FAILURE;
        try {
            next = step();
        } finally {
            if (next != null) {
                nextCheck = resources.after(next, this::check);
            }
        }
    }

    /** Performs the step that is due, and returns the time until the next check, or null if this was the last one. */
    private Duration step() {
        long now = now();
        switch (keepAlive.step(now, heard, pending.busyUntil(now))) {
            case PING -> ping();
            case CLOSE -> {
                connection.end("no sign of life from the PBX for "
                        + Duration.ofNanos(now - heard).toSeconds() + " s");
                return null;
            }
            default -> {}
        }
        return Duration.ofNanos(keepAlive.delay(now, heard));
    }

    /** Cancels the next check, because the connection has ended. */
    void end() {
        Future<?> next = nextCheck;
        if (next != null) {
            next.cancel(false);
        }
    }

    /**
     * Sends a Ping. If no thread is available for it and the PBX remains silent, the connection ends as if the PBX had
     * not answered.
     */
    private void ping() {
        try {
            resources.run(() -> connection.sendOwn(EventFence.PING, settings.keepAliveTimeout()));
        } catch (Error e) {
            LOG.debug("{} no thread for a Ping", connection.context(), e);
        }
    }

    private long now() {
        return resources.nanoTime().getAsLong();
    }
}

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

import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.message.AmiAction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether to log off at the end of a connection, from the progress of its login. Logging off matters because a
 * web server keeps a session for a while after the last request, and a user may be allowed only one session.
 */
final class Farewell {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    static final String LOGOFF = "Logoff";

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** How long to wait for the answer if the Logoff must wait for a request in progress. */
    private static final Duration PATIENCE_BEHIND_POLL = Duration.ofMillis(1500);

    /**
     * How long the Logoff waits for another action before it is sent before that action, if the transport supports
     * this.
     */
    private static final Duration PATIENCE_BEHIND_ACTION = Duration.ofMillis(500);

    private final Connection connection;
    private final AmiTransport transport;
    private final Duration patience;
    private final Lock logoff = new ReentrantLock();
    private boolean loggedOff;
    private boolean begun;
    private boolean over;
    private volatile boolean accepted;

    Farewell(Connection connection, AmiTransport transport) {
        this.connection = connection;
        this.transport = transport;
        this.patience = transport.keepsEvents() ? PATIENCE_BEHIND_POLL : PATIENCE;
    }

    /**
     * Records that a login is about to be sent.
     *
     * @return false if the connection is being ended, so that no login may be sent
     */
    synchronized boolean beginLogin() {
        begun = !over;
        return begun;
    }

    /** Records that the PBX has accepted the login. */
    void loginAccepted() {
        accepted = true;
    }

    /** Logs off if a login may have reached the PBX. Blocks until this is done, for at most two seconds. */
    void ofSession() {
        boolean due;
        synchronized (this) {
            over = true;
            due = begun;
        }
        if (due) {
            logoff();
        }
    }

    /** Logs off after a failed attempt, if the PBX had accepted its login. */
    void ofFailedLogin() {
        if (accepted) {
            logoff();
        }
    }

    /**
     * Logs off once. If another thread is logging off, waits until it has done so, because the connection ends then.
     */
    private void logoff() {
        logoff.lock();
        try {
            if (!loggedOff && !connection.isClosed()) {
                loggedOff = true;
                sendLogoff();
            }
        } finally {
            logoff.unlock();
        }
    }

    private void sendLogoff() {
        try {
            CompletableFuture<ActionResult> answer =
                    connection.sendOwn(AmiAction.named(LOGOFF).build(), patience);
            try {
                answer.get(PATIENCE_BEHIND_ACTION.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (accepted) {
                    transport.sendLogoffNow();
                }
                answer.get(patience.minus(PATIENCE_BEHIND_ACTION).toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{} no answer to Logoff", connection.context(), e);
        }
    }
}

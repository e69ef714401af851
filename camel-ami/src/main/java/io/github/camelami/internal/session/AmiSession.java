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
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Stays logged in to a PBX. A session has one connection at a time, and reconnects when the connection is lost. All
 * endpoints with the same settings share one session. Thread-safe.
 */
public final class AmiSession {
    private final SessionSettings settings;
    private final SessionResources resources;
    private final AwaitedOutcomes outcomes;
    private final Subscriptions subscriptions;
    private final SessionConsumers consumers;
    private final WaitingActions waiting;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final SessionCounters counters = new SessionCounters();
    private final SessionLog log;
    private final Connections connections;
    private final SessionHistory history;
    private final LoginAttempts attempts;
    private Connection connection;
    private CompletableFuture<AmiException> attempt;
    private Future<?> retry;

    /** Creates a session that is not started. {@code transports} supplies a new transport for each attempt. */
    public AmiSession(SessionSettings settings, SessionResources resources, Supplier<AmiTransport> transports) {
        this.settings = settings;
        this.resources = resources;
        this.history = new SessionHistory(settings, resources);
        this.log = new SessionLog(settings);
        this.outcomes = new AwaitedOutcomes(resources, this::askForMask);
        this.subscriptions = new Subscriptions(outcomes::needed);
        this.consumers = new SessionConsumers(subscriptions, resources, this::readyConnection);
        this.waiting = new WaitingActions(resources, settings.maxInFlight());
        this.connections = Connections.of(settings, resources, counters, transports, subscriptions);
        this.attempts = new LoginAttempts(settings, resources, this::newConnection, this::loggedIn, this::failed);
        resources.pace().enter();
    }

    CompletableFuture<AmiException> start() {
        return start(false);
    }

    /**
     * Starts the first login attempt, or a new one if the PBX has refused the login. The future completes with null
     * after a login, otherwise with the failure, but never exceptionally. After a failure, the session keeps trying.
     *
     * @param failFast whether the caller gives up after a failure; if all callers do so, there is no further attempt
     */
    public synchronized CompletableFuture<AmiException> start(boolean failFast) {
        if (history.startAgain() && retry != null) {
            retry.cancel(false);
            retry = null;
        }
        return join(failFast);
    }

    /** Like {@link #start}, but makes no further attempt if the PBX has refused the login. */
    public synchronized CompletableFuture<AmiException> join(boolean failFast) {
        history.keepTrying(!failFast);
        if (history.is(SessionState.NEW) || history.is(SessionState.BACKING_OFF) && retry == null) {
            connectSoon();
        }
        return history.is(SessionState.CONNECTING)
                ? attempt
                : CompletableFuture.completedFuture(history.is(SessionState.READY) ? null : history.lastFailure());
    }

    /** Logs off, and closes the session permanently. Returns within two seconds. */
    public void close() {
        Connection last;
        CompletableFuture<AmiException> running;
        synchronized (this) {
            if (history.is(SessionState.CLOSED)) {
                return;
            }
            last = connection;
            running = attempt;
            history.enter(SessionState.CLOSED);
            resources.pace().leave();
            if (retry != null) {
                retry.cancel(false);
            }
        }
        if (running != null) {
            running.complete(new AmiException.ConnectionFailed(history.context() + " closed", null));
        }
        waiting.letGo();
        outcomes.close();
        if (last != null) {
            last.close();
        }
    }

    /**
     * Sends an action. The future completes exactly once, within the timeout of the request, and each failure is an
     * {@link AmiException}. It completes on the reading thread or the timer, so dependent stages must not block.
     */
    public CompletableFuture<ActionResult> send(ActionRequest request) {
        Connection current = readyConnection();
        if (current == null) {
            return CompletableFuture.failedFuture(notSent(request));
        }
        return request.awaitsOutcome()
                ? outcomes.during(request, () -> current.actions().send(request))
                : current.actions().send(request);
    }

    private synchronized AmiException notSent(ActionRequest request) {
        return history.notSent(request);
    }

    /** Like {@link #send}, but waits for a login if there is none, within the timeout of the request. */
    public CompletableFuture<ActionResult> sendWhenReady(ActionRequest request) {
        CompletableFuture<ActionRequest> waited = null;
        synchronized (this) {
            if (!history.is(SessionState.READY) && !history.is(SessionState.CLOSED) && waiting.isAllowed()) {
                waited = waiting.add(request, history.context());
            }
        }
        return waited == null ? send(request) : waited.thenCompose(this::send);
    }

    /**
     * Prepares for the stop of the Camel context. Actions that wait for a session fail now, and later actions no longer
     * wait. Begins to fetch the events that the PBX still holds, for all consumers together.
     */
    public void endWaiting() {
        synchronized (this) {
            waiting.forbid();
        }
        waiting.letGo();
        consumers.beginDrain();
    }

    /** Makes the next login request the events of a consumer that is about to be added. */
    public void expect(EventSubscription subscription) {
        subscriptions.expect(subscription);
    }

    /**
     * Adds a consumer. The future completes when the PBX sends the events that the consumer wants, or at once if there
     * is no connection. From then on, the consumer receives every event, but none that arrived before.
     */
    public CompletableFuture<Void> subscribe(EventSubscription subscription) {
        return consumers.start(subscription);
    }

    /** Ends the suspension of a consumer. First delivers notices of what it missed, and the snapshot if one is due. */
    public void resume(EventSubscription subscription) {
        consumers.resume(subscription, status().epoch());
    }

    /**
     * Fetches the events that the PBX still holds for this session, before a consumer stops. Returns within a few
     * seconds. An interrupt only ends the wait, because others may use the session, too.
     */
    public void drain() {
        consumers.drain();
    }

    public void unsubscribe(EventSubscription subscription) {
        consumers.stop(subscription);
    }

    private void askForMask() {
        consumers.askForMask();
    }

    /** The name of the PBX in logs. */
    public String name() {
        return settings.name();
    }

    /** The name of the manager user. */
    public String user() {
        return settings.username();
    }

    /** Whether this is told for the first time. For the log, if all consumers of a session find out the same. */
    public boolean isNew(String information) {
        return told.add(information);
    }

    /** The status of the session at this moment. */
    public synchronized SessionStatus status() {
        return history.status(connection, counters);
    }

    private synchronized Connection readyConnection() {
        return history.is(SessionState.READY) ? connection : null;
    }

    private synchronized void connectSoon() {
        if (history.mayConnect()) {
            history.enter(SessionState.CONNECTING);
            retry = null;
            attempt = new CompletableFuture<>();
            resources.pace().begin(attempts::begin);
        }
    }

    private synchronized Connection newConnection() {
        if (history.is(SessionState.CLOSED)) {
            return null;
        }
        connection = connections.next(this::lost, history.epoch() + 1);
        return connection;
    }

    private void loggedIn(Connection next) {
        CompletableFuture<AmiException> first;
        int failures;
        AmiException end;
        synchronized (this) {
            if (history.is(SessionState.CLOSED)) {
                // the thread that closed the session logs off
                return;
            }
            failures = history.loggedIn(next.epoch());
            // announced under the lock, so that the notice of a loss right after the login follows this notice
            subscriptions.connected(next.epoch(), next.server(), next.started());
            first = attempt;
            end = next.ending();
            history.keepTrying(end == null);
        }
        if (end != null) {
            lost(next, end);
            first.complete(end);
            return;
        }
        log.loggedIn(next, settings.username(), failures);
        consumers.loggedIn(next);
        first.complete(null);
        waiting.letGo();
    }

    private void failed(AmiException cause) {
        Connection tried;
        CompletableFuture<AmiException> running;
        synchronized (this) {
            tried = connection;
            running = attempt;
        }
        if (tried != null) {
            tried.abandon(cause.getMessage());
        }
        synchronized (this) {
            if (history.is(SessionState.CONNECTING)) {
                retry(cause, history.attemptFailed(cause, counters));
            }
        }
        running.complete(cause);
    }

    private void lost(Connection gone, AmiException cause) {
        synchronized (this) {
            if (gone != connection || !history.is(SessionState.READY)) {
                return;
            }
            retry(cause, history.lost(cause));
            subscriptions.disconnected(cause.getMessage());
        }
    }

    private void retry(AmiException cause, Optional<Duration> wait) {
        wait.ifPresent(delay -> retry = resources.after(delay, this::connectSoon));
        log.failed(history, cause, wait, resources.nanoTime().getAsLong());
    }
}

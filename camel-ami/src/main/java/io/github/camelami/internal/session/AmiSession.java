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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Keeps up a login at a PBX. A session has one connection at a time, and reconnects when that is lost. All endpoints
 * with the same settings share one session. Safe for use by several threads.
 */
public final class AmiSession {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final SessionSettings settings;
    private final SessionResources resources;
    private final Supplier<AmiTransport> transports;
    private final AwaitedOutcomes outcomes;
    private final Subscriptions subscriptions;
    private final SessionCounters counters = new SessionCounters();
    private final ReconnectPolicy policy;
    private final SessionLog log = new SessionLog();
    private final String idPrefix;

    private SessionState state = SessionState.NEW;
    private Instant since = Instant.now();
    private int failedAttempts;
    private Connection connection;
    private long readyAt;
    private long epoch;
    private AmiException lastFailure;
    private Instant lastFailureAt;
    private CompletableFuture<AmiException> attempt;
    private final WaitingActions waiting;
    private Future<?> retry;
    /** Whether to keep trying to connect: someone waits for the PBX, or a login has succeeded before. */
    private boolean wanted;

    /** A session that connects when it is started; {@code transports} supplies a new transport for each attempt. */
    public AmiSession(SessionSettings settings, SessionResources resources, Supplier<AmiTransport> transports) {
        this.settings = settings;
        this.resources = resources;
        this.transports = transports;
        this.outcomes = new AwaitedOutcomes(resources, this::askForMask);
        this.subscriptions = new Subscriptions(outcomes::areNeeded);
        this.policy = new ReconnectPolicy(settings, resources.random());
        this.waiting = new WaitingActions(resources, settings.maxInFlight());
        // an id must not be guessable: whoever can write text into an event could forge an answer with it
        this.idPrefix = Long.toString(new SecureRandom().nextLong(1L << 36, 1L << 46), 36) + '-';
    }

    CompletableFuture<AmiException> start() {
        return start(false);
    }

    /**
     * Starts to connect, if nobody has done so yet. The future completes when the first attempt ends, with the failure
     * or null, and never exceptionally. If the attempt fails, the session keeps trying.
     *
     * @param failFast whether the caller gives up if the attempt fails; if all callers do, there is no further attempt
     */
    public synchronized CompletableFuture<AmiException> start(boolean failFast) {
        wanted |= !failFast;
        if (state == SessionState.NEW || state == SessionState.BACKING_OFF && retry == null) {
            connectSoon();
        }
        return state == SessionState.CONNECTING
                ? attempt
                : CompletableFuture.completedFuture(state == SessionState.READY ? null : lastFailure);
    }

    /** Logs off and closes the session for good; returns within two seconds. */
    public void close() {
        Connection last;
        CompletableFuture<AmiException> running;
        synchronized (this) {
            if (state == SessionState.CLOSED) {
                return;
            }
            last = connection;
            running = attempt;
            enter(SessionState.CLOSED);
            if (retry != null) {
                retry.cancel(false);
            }
        }
        if (running != null) {
            running.complete(new AmiException.ConnectionFailed(context() + " closed", null));
        }
        waiting.letGo();
        outcomes.close();
        if (last != null) {
            last.close();
        }
    }

    /**
     * Sends an action. The future completes exactly once and within the timeout of the request; each failure is one of
     * the {@link AmiException}s. It completes on the reading thread or the timer; dependent stages must not block.
     */
    public CompletableFuture<ActionResult> send(ActionRequest request) {
        Connection current = readyConnection();
        if (current == null) {
            return CompletableFuture.failedFuture(notSent(request));
        }
        return request.awaitsOutcome()
                ? outcomes.during(() -> current.actions().send(request))
                : current.actions().send(request);
    }

    private synchronized AmiException notSent(ActionRequest request) {
        return new AmiException.NotSent(
                context() + ' ' + request.action().name() + ": not sent, there is no session with the PBX"
                        + (lastFailure == null ? "" : " (" + lastFailure.getMessage() + ")"));
    }

    /** Sends an action as {@link #send} does. Without a session, waits for one within the timeout of the request. */
    public CompletableFuture<ActionResult> sendWhenReady(ActionRequest request) {
        CompletableFuture<ActionRequest> waited = null;
        synchronized (this) {
            if (state != SessionState.READY && state != SessionState.CLOSED && waiting.isAllowed()) {
                waited = waiting.add(request, context());
            }
        }
        return waited == null ? send(request) : waited.thenCompose(this::send);
    }

    /** From now on, an action that finds no session is not sent and fails at once, even if it waits already. */
    public void endWaiting() {
        synchronized (this) {
            waiting.forbid();
        }
        waiting.letGo();
    }

    /** Makes a login ask for the events of a consumer that is about to be added. */
    public void expect(EventSubscription subscription) {
        subscriptions.expect(subscription);
    }

    /**
     * Adds a consumer. The future completes when the PBX sends the events that the consumer wants, or at once if there
     * is no connection. From then on the consumer receives every event, but none from before this call.
     */
    public CompletableFuture<Void> subscribe(EventSubscription subscription) {
        subscription.awaitStart();
        subscriptions.add(subscription);
        Connection current = readyConnection();
        if (current == null) {
            subscription.begin();
            takeSnapshot(subscription);
            return CompletableFuture.completedFuture(null);
        }
        if (subscription.wantsNotices() && current.started().isEmpty()) {
            current.askForStart();
        }
        return current.begin(subscription).thenRunAsync(() -> takeSnapshot(subscription), resources::run);
    }

    /** Gives a suspended consumer events again, after a notice of what it did not receive and the snapshot if due. */
    public void resume(EventSubscription subscription) {
        if (subscription.resume(status().epoch())) {
            takeSnapshot(subscription);
        }
    }

    /**
     * Takes the snapshot of the current login, unless the consumer has it. The session may have logged in again since
     * the consumer started.
     */
    private void takeSnapshot(EventSubscription subscription) {
        Connection current = readyConnection();
        if (current != null) {
            current.takeSnapshot(subscription);
        }
    }

    /** Receives, before a consumer stops, what the PBX still holds for us. An interrupt only ends the wait of seconds. */
    public void drain() {
        Connection current = readyConnection();
        try {
            if (current != null) {
                current.drain(DRAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasConsumers() {
        return !subscriptions.all().isEmpty();
    }

    public void unsubscribe(EventSubscription subscription) {
        subscriptions.remove(subscription);
        askForMask();
    }

    private void askForMask() {
        Connection current = readyConnection();
        if (current != null) {
            current.mask().ask();
        }
    }

    /** The name of the PBX in logs. */
    public String name() {
        return settings.name();
    }

    /** The name of the manager user. */
    public String user() {
        return settings.username();
    }

    /** The status of the session at this moment. */
    public synchronized SessionStatus status() {
        return new SessionStatus(
                state,
                since,
                epoch,
                Math.max(0, epoch - 1),
                failedAttempts,
                lastFailure == null ? null : lastFailure.getMessage(),
                lastFailureAt,
                connection == null ? "" : connection.server(),
                counters.sent().sum(),
                counters.failed().sum(),
                counters.unknown().sum(),
                counters.answered().sum(),
                Duration.ofNanos(counters.answerNanos().sum()),
                connection == null ? 0 : connection.inFlight(),
                counters.unexpected().sum(),
                counters.discarded().sum(),
                counters.loginFailures().sum(),
                state == SessionState.READY ? connection.mask().unreadable() : "");
    }

    private synchronized Connection readyConnection() {
        return state == SessionState.READY ? connection : null;
    }

    private synchronized void connectSoon() {
        if (state != SessionState.CLOSED) {
            enter(SessionState.CONNECTING);
            retry = null;
            attempt = new CompletableFuture<>();
            try {
                resources.run(this::connect);
            } catch (Error e) {
                failed(new AmiException.ConnectionFailed("internal error: " + e, e));
            }
        }
    }

    private void connect() {
        try {
            Connection next = newConnection();
            if (next != null) {
                open(next);
            }
        } catch (AmiException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            failed(new AmiException.ConnectionFailed("internal error: " + e, e));
        }
    }

    private synchronized Connection newConnection() {
        if (state == SessionState.CLOSED) {
            return null;
        }
        connection = new Connection(
                settings, resources, counters, transports.get(), subscriptions, this::lost, epoch + 1, idPrefix);
        return connection;
    }

    private void open(Connection next) {
        Future<?> deadline = resources.after(settings.connectTimeout(), next::giveUp);
        try {
            next.open();
        } finally {
            // an attempt that has ended by now is in time, however long it takes to announce its result
            deadline.cancel(false);
        }
        loggedIn(next);
    }

    private void loggedIn(Connection next) {
        CompletableFuture<AmiException> first;
        int failures;
        AmiException end;
        synchronized (this) {
            if (state == SessionState.CLOSED) {
                // the thread that closed the session logs off
                return;
            }
            epoch = next.epoch();
            failures = failedAttempts;
            failedAttempts = 0;
            policy.loggedIn();
            readyAt = now();
            enter(SessionState.READY);
            // announced under the lock, so that the notice of a loss right after the login follows this one
            subscriptions.connected(next.epoch(), next.server(), next.started());
            first = attempt;
            end = next.ending();
            wanted |= end == null;
        }
        if (end != null) {
            lost(next, end);
            first.complete(end);
            return;
        }
        log.loggedIn(next, settings.username(), failures);
        next.mask().ask();
        subscriptions.all().forEach(next::takeSnapshot);
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
            if (state == SessionState.CONNECTING) {
                failedAttempts++;
                if (cause instanceof AmiException.AuthenticationFailed) {
                    counters.loginFailures().increment();
                }
                Optional<Duration> wait = policy.afterFailure(cause, epoch > 0).filter(delay -> wanted);
                withoutConnection(cause, policy.isRefused() ? SessionState.REFUSED : SessionState.BACKING_OFF, wait);
            }
        }
        running.complete(cause);
    }

    private void lost(Connection gone, AmiException cause) {
        synchronized (this) {
            if (gone != connection || state != SessionState.READY) {
                return;
            }
            Optional<Duration> wait = Optional.of(policy.afterLoss(Duration.ofNanos(now() - readyAt)))
                    .filter(delay -> wanted);
            withoutConnection(cause, SessionState.BACKING_OFF, wait);
            subscriptions.disconnected(cause.getMessage());
        }
    }

    private void withoutConnection(AmiException cause, SessionState next, Optional<Duration> wait) {
        lastFailure = cause;
        lastFailureAt = Instant.now();
        enter(next);
        wait.ifPresent(delay -> retry = resources.after(delay, this::connectSoon));
        log.failed(context(), cause, wait, now());
    }

    /** Changes the state. {@code since} is the time from which there has been a login, or none. */
    private void enter(SessionState next) {
        boolean same = (state == SessionState.READY) == (next == SessionState.READY);
        since = same && state != SessionState.NEW ? since : Instant.now();
        state = next;
    }

    private long now() {
        return resources.nanoTime().getAsLong();
    }

    private String context() {
        return "[" + settings.name() + " epoch " + epoch + "]";
    }
}

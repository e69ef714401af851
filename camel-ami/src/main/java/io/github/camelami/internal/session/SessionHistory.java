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

import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The state of a session, and its history of logins, losses and failed attempts. The history determines when the next
 * attempt is due. Guarded by the session's lock.
 */
final class SessionHistory {
    private static final String GIVEN_UP =
            "; the component does not try again: correct the cause, and restart a route that uses this connection";

    private final String name;
    private final ReconnectPolicy policy;
    private final LongSupplier nanoTime;
    private final GuardedSecret secret;

    private SessionState state = SessionState.NEW;
    private Instant since = Instant.now();
    private long epoch;
    private long readyAt;
    private int failedAttempts;
    private AmiException lastFailure;
    private Instant lastFailureAt;
    /** Whether the PBX has refused the login, and the session does not try again by itself. */
    private boolean givenUp;
    /**
     * Whether to keep trying to connect, because a user without failFast waits for the PBX, or a login has succeeded
     * before.
     */
    private boolean wanted;
    /** Whether a login has succeeded since the session was last started. */
    private boolean proven;

    SessionHistory(SessionSettings settings, SessionResources resources) {
        this.name = settings.name();
        this.policy = new ReconnectPolicy(settings, resources.random());
        this.nanoTime = resources.nanoTime();
        this.secret = settings.secret();
    }

    boolean is(SessionState asked) {
        return state == asked;
    }

    /** The number of logins so far. */
    long epoch() {
        return epoch;
    }

    /** The last failure; null if there has been none. */
    AmiException lastFailure() {
        return lastFailure;
    }

    /** The beginning of each exception text and log line of the session. */
    String context() {
        return "[" + name + " epoch " + epoch + "]";
    }

    /** The failure of an action for which there is no connection. */
    AmiException notSent(ActionRequest request) {
        return new AmiException.NotSent(
                context() + ' ' + request.action().name() + ": not sent, there is no session with the PBX"
                        + (lastFailure == null ? "" : " (" + explained() + ")"));
    }

    /** Whether a login has succeeded since the session was last started. */
    boolean isProven() {
        return proven;
    }

    /** The last failure, and what to do if the session has given up. Null if there has been no failure. */
    private String explained() {
        return lastFailure == null ? null : lastFailure.getMessage() + (givenUp ? GIVEN_UP : "");
    }

    /** Changes the state. {@code since} changes only if a login has begun or ended. */
    void enter(SessionState next) {
        boolean same = (state == SessionState.READY) == (next == SessionState.READY);
        since = same && state != SessionState.NEW ? since : Instant.now();
        state = next;
        givenUp &= next == SessionState.REFUSED;
    }

    /** If {@code needed}, makes the session try again after failed attempts. */
    void keepTrying(boolean needed) {
        wanted |= needed;
    }

    /** Whether a login attempt may begin, because none is in progress and there is no login. */
    boolean mayConnect() {
        return state == SessionState.NEW || state == SessionState.BACKING_OFF || state == SessionState.REFUSED;
    }

    /**
     * If the PBX has refused the login, makes the next attempt count as a first one, because a user who starts the
     * session again may have corrected the cause.
     *
     * @return whether the PBX had refused the login
     */
    boolean startAgain() {
        if (state != SessionState.REFUSED) {
            return false;
        }
        proven = false;
        enter(SessionState.BACKING_OFF);
        return true;
    }

    /** Records a login, and returns the number of failed attempts since the previous one. */
    int loggedIn(long newEpoch) {
        int failures = failedAttempts;
        epoch = newEpoch;
        failedAttempts = 0;
        proven = true;
        policy.loggedIn();
        readyAt = nanoTime.getAsLong();
        enter(SessionState.READY);
        return failures;
    }

    /** Records a failed attempt, and returns the time until the next one; empty if there is none. */
    Optional<Duration> attemptFailed(AmiException cause, SessionCounters counters) {
        if (secret.isHeldBack()) {
            return without(cause, SessionState.REFUSED, policy.afterPause(secret.pause()));
        }
        failedAttempts++;
        Optional<Duration> wait = policy.afterFailure(cause, proven);
        if (cause instanceof AmiException.AuthenticationFailed) {
            counters.loginFailures().increment();
            // after a login, the session limits its own attempts, and a user who restarts it may try once without a
            // wait
            secret.refused(cause, nanoTime.getAsLong(), proven);
        }
        return without(cause, policy.isRefused() ? SessionState.REFUSED : SessionState.BACKING_OFF, wait);
    }

    /** Records the loss of the connection, and returns the time until the next attempt; empty if there is none. */
    Optional<Duration> lost(AmiException cause) {
        Duration lasted = Duration.ofNanos(nanoTime.getAsLong() - readyAt);
        return without(cause, SessionState.BACKING_OFF, Optional.of(policy.afterLoss(lasted)));
    }

    private Optional<Duration> without(AmiException cause, SessionState next, Optional<Duration> wait) {
        lastFailure = cause;
        lastFailureAt = Instant.now();
        enter(next);
        Optional<Duration> retry = wait.filter(delay -> wanted);
        givenUp = next == SessionState.REFUSED && retry.isEmpty();
        return retry;
    }

    /** The status of the session now. {@code connection} is the current or last connection, or null. */
    SessionStatus status(Connection connection, SessionCounters counters) {
        return new SessionStatus(
                state,
                since,
                epoch,
                failedAttempts,
                explained(),
                lastFailureAt,
                connection == null ? "" : connection.server(),
                connection == null ? 0 : connection.inFlight(),
                state == SessionState.READY ? connection.mask().unreadable() : "",
                counters.now());
    }
}

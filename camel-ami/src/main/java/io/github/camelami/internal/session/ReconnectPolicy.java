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
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides when to connect again: after 250 ms plus a random time, whose maximum doubles with each failure. In this way,
 * even a thousand clients do not overload a PBX that becomes available again.
 */
final class ReconnectPolicy {
    private static final Duration LEAST = Duration.ofMillis(250);

    /** A session that lasted for a shorter time counts as a failure, because its PBX may be unstable. */
    private static final Duration STABLE = Duration.ofSeconds(30);

    private static final int REFUSALS_IN_A_ROW = 2;

    private final SessionSettings settings;
    private final DoubleSupplier random;
    /** How often the maximum of the next random time is doubled. */
    private int doublings;

    /** The losses in a row, each of which followed its login within {@link #STABLE}, except the first one. */
    private int losses;

    private int refusals;
    private boolean refused;

    ReconnectPolicy(SessionSettings settings, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
    }

    void loggedIn() {
        refusals = 0;
    }

    /** The wait before the next attempt, after a session that was ready for {@code lived}. */
    Duration afterLoss(Duration lived) {
        if (lived.compareTo(STABLE) >= 0) {
            losses = 0;
        }
        doublings = losses++;
        return next();
    }

    /**
     * The wait after a failed attempt; empty if only a person can correct the cause.
     *
     * @param loggedIn whether the session has logged in since it was started
     */
    Optional<Duration> afterFailure(AmiException cause, boolean loggedIn) {
        boolean refusal = cause instanceof AmiException.AuthenticationFailed;
        refusals += refusal ? 1 : 0;
        refused = refusal && (!loggedIn || refusals >= REFUSALS_IN_A_ROW);
        if (!refused) {
            return Optional.of(next());
        }
        // the first two refusals follow each other closely; a third one within ten minutes might lock the user out
        int delays = refusals == REFUSALS_IN_A_ROW ? 2 : 1;
        return Optional.of(settings.refusedRetryDelay().multipliedBy(delays)).filter(wait -> !wait.isZero());
    }

    /**
     * The wait if a login was not attempted, because its secret was refused recently; empty if only a person can
     * correct the cause.
     *
     * @param pause how long the login must wait
     */
    Optional<Duration> afterPause(Duration pause) {
        Duration retry = settings.refusedRetryDelay();
        return Optional.of(retry.compareTo(pause) > 0 ? retry : pause).filter(wait -> !retry.isZero());
    }

    /** Whether the last failure was a refusal that only a person can resolve. */
    boolean isRefused() {
        return refused;
    }

    private Duration next() {
        double bound = Math.min(
                settings.maxReconnectDelay().toMillis(),
                settings.reconnectDelay().toMillis() * Math.pow(2, Math.min(doublings, 30)));
        doublings++;
        return LEAST.plusMillis((long) (bound * random.getAsDouble()));
    }
}

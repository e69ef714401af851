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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the logins of a session, and the failures to log in. Each failure is one line, which is repeated at most once a
 * minute, unless it ends the attempts. For an internal error, the stack trace follows. The logger is that of {@link AmiSession}, because users look
 * for these lines under that name.
 */
final class SessionLog {
    private static final Logger LOG = LoggerFactory.getLogger(AmiSession.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final GuardedSecret secret;
    private String logged;
    private long loggedAt;

    SessionLog(SessionSettings settings) {
        this.secret = settings.secret();
    }

    /** Logs a login, and the number of failed attempts since the previous login. */
    void loggedIn(Connection connection, String user, int failedAttempts) {
        String after = failedAttempts == 0 ? "" : " after " + failedAttempts + " failed attempt";
        after += failedAttempts > 1 ? "s" : "";
        LOG.info("{} logged in as {} at {}{}", connection.context(), user, connection.server(), after);
        if (connection.epoch() == 1 && connection.isExposed()) {
            LOG.warn("{} the connection is not encrypted, so others can read it; use tls=true", connection.context());
        }
    }

    /**
     * Logs a failed attempt.
     *
     * @param history the history of the session, which contains this failure
     * @param wait the time until the next attempt; empty if there is none
     * @param now the current time in nanoseconds of the session's clock
     */
    void failed(SessionHistory history, AmiException cause, Optional<Duration> wait, long now) {
        String then = wait.map(w -> "next attempt in " + w.toMillis() + " ms").orElse("no further attempt");
        // the end of the attempts must be logged, even right after the same failure
        boolean ends = history.is(SessionState.REFUSED);
        boolean repeated = !ends && cause.getMessage().equals(logged) && now - loggedAt < AGAIN.toNanos();
        // the refusal itself has been logged, and the user who starts the session gets the exception
        boolean known = secret.isHeldBack() && wait.isEmpty() && !history.isProven();
        if (repeated || known) {
            LOG.debug("{} {}; {}", history.context(), cause.getMessage(), then);
        } else {
            logged = cause.getMessage();
            loggedAt = now;
            LOG.warn("{} {}; {}", history.context(), cause.getMessage(), then, bug(cause));
        }
    }

    private static Throwable bug(AmiException failure) {
        Throwable cause = failure;
        while (cause instanceof AmiException) {
            cause = cause.getCause();
        }
        return cause instanceof RuntimeException || cause instanceof Error ? cause : null;
    }
}

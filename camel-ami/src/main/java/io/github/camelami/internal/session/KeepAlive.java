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
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Decides when to ping a silent PBX, and when a connection counts as dead. An idle Asterisk sends nothing, so silence
 * alone is not an error. All times are nanoseconds of the same clock.
 */
final class KeepAlive {

    /** The step that is due. */
    enum Step {
        WAIT,
        PING,
        CLOSE
    }

    private final LongSupplier interval;
    private final long timeout;
    private boolean asked;
    private long askedAt;
    private long silentUntil;

    KeepAlive(SessionSettings settings) {
        this(settings, UnaryOperator.identity());
    }

    /** @param silence adapts the interval to the current state of the connection */
    KeepAlive(SessionSettings settings, UnaryOperator<Duration> silence) {
        interval = () -> silence.apply(settings.keepAliveInterval()).toNanos();
        timeout = settings.keepAliveTimeout().toNanos();
    }

    /**
     * The step that is due.
     *
     * @param heard when the last byte arrived; any byte shows that the connection is alive
     * @param busyUntil the latest deadline of the actions in flight: the PBX may be busy with one of them until then,
     *     and answer a ping only afterwards; actions that are sent after the ping do not count
     */
    Step step(long now, long heard, long busyUntil) {
        if (asked && heard - askedAt < 0) {
            return now - silentUntil >= 0 ? Step.CLOSE : Step.WAIT;
        }
        asked = now - heard >= interval.getAsLong();
        askedAt = now;
        silentUntil = busyUntil - now > timeout ? busyUntil : now + timeout;
        return asked ? Step.PING : Step.WAIT;
    }

    /** The time until the next step may be due. */
    long delay(long now, long heard) {
        return Math.max(1, (asked ? silentUntil : heard + interval.getAsLong()) - now);
    }
}

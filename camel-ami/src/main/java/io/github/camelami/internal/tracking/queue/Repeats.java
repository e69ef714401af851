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
package io.github.camelami.internal.tracking.queue;

import java.time.Duration;

/**
 * Determines when all queues or agents are emitted although nothing has changed. This is done at an interval, and right
 * after a comparison with the PBX that followed a loss of events.
 */
final class Repeats {
    private final long interval;
    private final Looks looks;
    private long nextAt;

    /**
     * @param interval the interval; zero for never
     * @param nanos the current time of the monotonic clock
     */
    Repeats(Duration interval, Looks looks, long nanos) {
        this.interval = interval.toNanos();
        this.looks = looks;
        this.nextAt = nanos + this.interval;
    }

    /**
     * Whether nothing is emitted now, because the interval is zero, or because events may be missing and the state has
     * not been compared with the PBX yet.
     */
    private boolean areHeld() {
        return interval == 0 || looks.areMissingEvents();
    }

    /** Whether the state must be emitted now. If so, the interval begins again. */
    boolean take(long nanos) {
        if (areHeld() || nanos - nextAt < 0) {
            return false;
        }
        nextAt = nanos + interval;
        return true;
    }

    void compared(boolean wasBroken, long nanos) {
        nextAt = wasBroken ? nanos : nextAt;
    }

    /** The time until the state must be emitted, in nanoseconds; {@code Long.MAX_VALUE} for never. */
    long nextIn(long nanos) {
        return areHeld() ? Long.MAX_VALUE : Math.max(0, nextAt - nanos);
    }
}

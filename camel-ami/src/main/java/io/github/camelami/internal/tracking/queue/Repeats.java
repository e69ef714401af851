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

/** When the whole state is emitted without a change: at an interval, and right after a comparison that
 * followed a loss. */
final class Repeats {
    private final long interval;
    private final Looks looks;
    private long nextAt;

    /** @param interval zero for never */
    Repeats(Duration interval, Looks looks, long nanos) {
        this.interval = interval.toNanos();
        this.looks = looks;
        this.nextAt = nanos + this.interval;
    }

    /** After a loss, the state may be wrong until it has been compared. */
    private boolean areHeld() {
        return interval == 0 || looks.areMissingEvents();
    }

    /** @return whether it is due; the next one is due after the interval */
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

    /** In nanoseconds; {@code Long.MAX_VALUE} if none will be due. */
    long nextIn(long nanos) {
        return areHeld() ? Long.MAX_VALUE : Math.max(0, nextAt - nanos);
    }
}

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

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** The times of day at which figures are reset. */
final class Resets {
    /**
     * The times of events and lists may be out of order by up to this time, in milliseconds. A larger step back means
     * that a clock was set back.
     */
    private static final long JITTER = 600_000;

    private final List<LocalTime> times;
    private final ZoneId zone;
    private long next;
    private long latest;

    Resets(List<LocalTime> times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /** Returns whether one of the times of day has passed since the last call. */
    boolean areDue(long time) {
        if (times.isEmpty()) {
            return false;
        }
        boolean wasAhead = time < latest - JITTER;
        latest = wasAhead ? time : Math.max(latest, time);
        if (next > 0 && time < next && !wasAhead) {
            return false;
        }
        boolean due = next > 0 && !wasAhead;
        next = after(time);
        return due;
    }

    /** The time until the next reset, in milliseconds; {@code Long.MAX_VALUE} if there is none. */
    long nextIn(long time) {
        return next == 0 ? Long.MAX_VALUE : Math.max(0, next - time);
    }

    private long after(long time) {
        ZonedDateTime now = Instant.ofEpochMilli(time).atZone(zone);
        long first = Long.MAX_VALUE;
        for (LocalTime each : times) {
            ZonedDateTime today = now.toLocalDate().atTime(each).atZone(zone);
            ZonedDateTime at = today.isAfter(now)
                    ? today
                    : now.toLocalDate().plusDays(1).atTime(each).atZone(zone);
            first = Math.min(first, at.toInstant().toEpochMilli());
        }
        return first;
    }
}

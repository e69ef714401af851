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
package io.github.camelami.internal.tracking;

import io.github.camelami.message.AmiEvent;

/**
 * Creates and reads moments. A moment is a number that contains the time and the order of an event, because a busy PBX
 * writes many events in the same millisecond. The upper bits are the time in milliseconds since 1970. The lower bits
 * count the events, so that the later of two events with the same time has the greater moment. 0 means never.
 */
final class Moments {
    private static final int ORDER_BITS = 20;
    private static final long ORDERS = 1L << ORDER_BITS;
    private static final long MAX_MILLIS = Long.MAX_VALUE >> ORDER_BITS;

    private long latest = Long.MIN_VALUE;
    private long order;

    /** By how much the clock of the PBX is ahead of that of this machine, in milliseconds. */
    private long ahead;

    /** When events of the PBX last ceased to arrive, in milliseconds since 1970; 0 if they never did. */
    private long lostAt;

    /** The moment of the next event. */
    long of(AmiEvent event) {
        long time = event.occurredAt();
        ahead = time - event.receivedAt();
        return next(time);
    }

    /** The moment that follows all events so far. {@code now} is a time of this machine, in milliseconds since 1970. */
    long there(long now) {
        return next(now + ahead);
    }

    /** Records that no events arrive from this time on, in milliseconds since 1970. */
    void lost(long at) {
        lostAt = at;
    }

    /** The moment at which the PBX was lost. {@code now}: the current time, if it was not lost. */
    long lostOr(long now) {
        return there(lostAt == 0 ? now : Math.min(lostAt, now));
    }

    /** The moment with this time, in milliseconds since 1970. */
    long next(long millis) {
        // the count restarts before it overflows, but not among events with the same time
        if (millis > latest && order > ORDERS / 2) {
            order = 0;
        }
        latest = Math.max(latest, millis);
        order = Math.min(order + 1, ORDERS - 1);
        return (Math.max(0, Math.min(millis, MAX_MILLIS)) << ORDER_BITS) + order;
    }

    /**
     * The moment up to which something is known that had ended unseen when its end was noticed.
     *
     * @param from when it began
     * @param missed the moment since which events may be missing, or 0
     */
    static long known(long from, long missed, long noticed) {
        return missed >= from ? Math.min(missed, noticed) : noticed;
    }

    /** The time of a moment, in milliseconds since 1970. */
    static long millis(long moment) {
        return moment >> ORDER_BITS;
    }

    /** The time of a moment, in milliseconds since 1970; null for 0. */
    static Long millisOrNull(long moment) {
        return moment == 0 ? null : millis(moment);
    }

    /** The time from one moment to another, in milliseconds. */
    static long between(long from, long to) {
        return millis(to) - millis(from);
    }

    /** A moment that is earlier by this number of milliseconds. */
    static long before(long moment, long millis) {
        return moment - (millis << ORDER_BITS);
    }
}

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

/**
 * Moments: when events happened. A busy PBX writes many events in the same millisecond, so that their times do not show
 * their order. A moment contains both: the time in milliseconds since 1970 in its upper bits, and the place among the
 * events in its lower bits. The later of two events with the same time has the greater moment. 0 means never.
 */
final class Moments {
    private static final int ORDER_BITS = 20;
    private static final long ORDERS = 1L << ORDER_BITS;
    private static final long MAX_MILLIS = Long.MAX_VALUE >> ORDER_BITS;

    private long latest = Long.MIN_VALUE;
    private long order;

    /** The moment of the next event. */
    long next(long millis) {
        // starts again before the numbers are used up, but not among events of the same time
        if (millis > latest && order > ORDERS / 2) {
            order = 0;
        }
        latest = Math.max(latest, millis);
        order = Math.min(order + 1, ORDERS - 1);
        return (Math.max(0, Math.min(millis, MAX_MILLIS)) << ORDER_BITS) + order;
    }

    /** The time of a moment, in milliseconds since 1970. */
    static long millis(long moment) {
        return moment >> ORDER_BITS;
    }

    /** The time of a moment, in milliseconds since 1970; null for never. */
    static Long millisOrNull(long moment) {
        return moment == 0 ? null : millis(moment);
    }

    /** The time from one moment to another, in milliseconds. */
    static long between(long from, long to) {
        return millis(to) - millis(from);
    }

    /** The moment that much earlier. */
    static long before(long moment, long millis) {
        return moment - (millis << ORDER_BITS);
    }
}

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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The ended calls that wait for late events. The time for which they wait is called grace. While events arrive, grace
 * is measured by the times of the events, so that the result does not depend on how fast the events are read. While no
 * events arrive, it is measured by a monotonic clock of this machine. If the clock of the PBX is set back, the grace
 * continues from the new time. If that clock is set forward, the grace of all calls ends.
 */
final class Endings {
    /**
     * Events from different sources may be out of order by up to this time, in milliseconds. A larger step back means
     * that the clock was set back.
     */
    private static final long DISORDER = 1_000;

    private final long grace;
    private final Deque<Ending> endings = new ArrayDeque<>();
    private long latest = Long.MIN_VALUE;

    /** The time that has passed by the times of events, in milliseconds: the sum of all steps forward. */
    private long passed;

    private record Ending(Call call, long whenPassed, long nanos) {}

    Endings(long grace) {
        this.grace = grace;
    }

    /**
     * Records the time of an event, which shows that grace has passed.
     *
     * @param time in milliseconds since 1970
     */
    void eventAt(long time) {
        if (latest == Long.MIN_VALUE || time < latest - DISORDER) {
            latest = time;
        } else if (time > latest) {
            passed += time - latest;
            latest = time;
        }
    }

    void add(Call call, long nanos) {
        Ending ending = new Ending(call, passed + grace, nanos + TimeUnit.MILLISECONDS.toNanos(grace));
        call.entersGrace(ending);
        endings.add(ending);
    }

    boolean isDueByEvents() {
        return !endings.isEmpty() && endings.peek().whenPassed <= passed;
    }

    /** The next call whose grace has expired by the times of events, or null. */
    Call pollByEvents() {
        return poll(ending -> ending.whenPassed <= passed);
    }

    /** The next call whose grace has expired by the clock, or null. */
    Call pollByClock(long nanos) {
        return poll(ending -> ending.nanos - nanos <= 0);
    }

    /** Takes the next call that is due. Skips calls that have continued. */
    private Call poll(Predicate<Ending> due) {
        while (!endings.isEmpty() && due.test(endings.peek())) {
            Ending ending = endings.poll();
            if (ending.call.isInGrace(ending)) {
                return ending.call;
            }
        }
        return null;
    }

    /** The time until the next grace expires, in nanoseconds, or {@code Long.MAX_VALUE}. */
    long nextIn(long nanos) {
        return endings.isEmpty() ? Long.MAX_VALUE : Math.max(0, endings.peek().nanos - nanos);
    }

    int size() {
        return endings.size();
    }
}

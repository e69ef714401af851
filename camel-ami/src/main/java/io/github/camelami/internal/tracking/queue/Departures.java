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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Who waits no more, until it is known how that came, and a while longer for what comes late. */
final class Departures {
    /** Within this time the other events have come: AgentConnect, or the hang-up of one who gives up. */
    private static final long SOON = 1_000;

    private static final long LATE = 60_000;
    private static final int REMEMBERED = 10_000;

    private final Map<String, Departure> byUniqueid = new LinkedHashMap<>();

    /** Those that are not decided, and some that are meanwhile. */
    private final Deque<Departure> undecided = new ArrayDeque<>();

    void add(String uniqueid, Departure departure) {
        byUniqueid.remove(uniqueid);
        byUniqueid.put(uniqueid, departure);
        undecided.add(departure);
        Iterator<Departure> eldest = byUniqueid.values().iterator();
        for (Departure each = eldest.next();
                byUniqueid.size() > REMEMBERED || each.isDecided() && departure.time() - each.time() > LATE;
                each = eldest.next()) {
            eldest.remove();
        }
    }

    /** Null if it is not known, or was of another queue. */
    Departure of(String uniqueid, Queue queue) {
        Departure departure = byUniqueid.get(uniqueid);
        return departure == null || departure.queue() != queue ? null : departure;
    }

    Departure of(String uniqueid) {
        return byUniqueid.get(uniqueid);
    }

    void remove(String uniqueid) {
        byUniqueid.remove(uniqueid);
    }

    void reopen(Departure departure) {
        if (departure.isDecided()) {
            undecided.addFirst(departure);
        }
        departure.reopen();
    }

    /** Those whose time is up by the times of events. */
    List<Departure> dueByEvents(long time) {
        return due(departure -> time - departure.time() >= SOON);
    }

    /** Those whose time is up by the clock, as no event has come. */
    List<Departure> dueByClock(long nanos) {
        return due(departure -> nanos - departure.nanos() >= TimeUnit.MILLISECONDS.toNanos(SOON));
    }

    private List<Departure> due(Predicate<Departure> isDue) {
        List<Departure> due = List.of();
        for (Departure first = first(); first != null && isDue.test(first); first = first()) {
            due = due.isEmpty() ? new ArrayList<>(2) : due;
            due.add(undecided.poll());
        }
        return due;
    }

    private Departure first() {
        while (!undecided.isEmpty() && undecided.peek().isDecided()) {
            undecided.poll();
        }
        return undecided.peek();
    }

    /** In nanoseconds; {@code Long.MAX_VALUE} if none waits. */
    long nextIn(long nanos) {
        Departure first = first();
        return first == null
                ? Long.MAX_VALUE
                : Math.max(0, first.nanos() + TimeUnit.MILLISECONDS.toNanos(SOON) - nanos);
    }
}

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
import java.util.stream.Stream;

/** Who waits no more, until it is known how that came, and a while longer for what comes late. */
final class Departures {
    /** Within this time the other events have come: AgentConnect, or the hang-up of one who gives up. */
    private static final long SOON = 1_000;

    /** Within this time a member who has answered has heard the announcement, and AgentConnect has come. */
    private static final long CONNECTING = 10_000;

    private static final long LATE = 60_000;
    private static final int REMEMBERED = 10_000;

    private final Map<String, Departure> byUniqueid = new LinkedHashMap<>();

    /** Those that are not decided, and some that are meanwhile. */
    private final Deque<Departure> soon = new ArrayDeque<>();

    /** The same of those whose callers a member may be about to take. */
    private final Deque<Departure> connecting = new ArrayDeque<>();

    /** @param isConnecting whether a member may be about to take the caller */
    void add(String uniqueid, Departure departure, boolean isConnecting) {
        byUniqueid.remove(uniqueid);
        byUniqueid.put(uniqueid, departure);
        (isConnecting ? connecting : soon).add(departure);
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
            soon.addFirst(departure);
        }
        departure.reopen();
    }

    /** Those whose callers a member may be about to take. */
    List<Departure> connecting() {
        return List.copyOf(connecting);
    }

    /** No member is about to take the caller any more. */
    void notConnecting(Departure departure) {
        if (connecting.remove(departure)) {
            soon.addFirst(departure);
        }
    }

    /** Those of a queue that are not decided. */
    List<Departure> undecided(Queue queue) {
        return Stream.concat(soon.stream(), connecting.stream())
                .filter(departure -> departure.queue() == queue && !departure.isDecided())
                .toList();
    }

    /** Those whose time is up by the times of events. */
    List<Departure> dueByEvents(long time) {
        List<Departure> due = due(List.of(), soon, departure -> time - departure.time() >= SOON);
        return due(due, connecting, departure -> time - departure.time() >= CONNECTING);
    }

    /** Those whose time is up by the clock, as no event has come. */
    List<Departure> dueByClock(long nanos) {
        List<Departure> due = due(List.of(), soon, departure -> nanos - departure.nanos() >= nanos(SOON));
        return due(due, connecting, departure -> nanos - departure.nanos() >= nanos(CONNECTING));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static List<Departure> due(List<Departure> more, Deque<Departure> of, Predicate<Departure> isDue) {
        List<Departure> due = more;
        for (Departure first = first(of); first != null && isDue.test(first); first = first(of)) {
            due = due.isEmpty() ? new ArrayList<>(2) : due;
            due.add(of.poll());
        }
        return due;
    }

    private static Departure first(Deque<Departure> of) {
        while (!of.isEmpty() && of.peek().isDecided()) {
            of.poll();
        }
        return of.peek();
    }

    /** In nanoseconds; {@code Long.MAX_VALUE} if none waits. */
    long nextIn(long nanos) {
        return Math.min(nextIn(first(soon), SOON, nanos), nextIn(first(connecting), CONNECTING, nanos));
    }

    private static long nextIn(Departure first, long patience, long nanos) {
        return first == null ? Long.MAX_VALUE : Math.max(0, first.nanos() + nanos(patience) - nanos);
    }
}

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

/**
 * The callers who have left queues. Each {@link Departure} is kept until its outcome is decided, and some time longer
 * for late events.
 */
final class Departures {
    /**
     * The time, in milliseconds, within which the event that decides the outcome arrives: AgentConnect, or the hang-up
     * of the caller.
     */
    private static final long SOON = 1_000;

    /** The time, in milliseconds, within which AgentConnect arrives if the member first hears an announcement. */
    private static final long CONNECTING = 10_000;

    private static final long LATE = 60_000;
    private static final int REMEMBERED = 10_000;

    private final Map<String, Departure> byUniqueid = new LinkedHashMap<>();

    /** Departures that are decided within {@link #SOON}. Some of them may already be decided. */
    private final Deque<Departure> soon = new ArrayDeque<>();

    /** Departures of callers whom a member may be about to answer. They are decided within {@link #CONNECTING}. */
    private final Deque<Departure> connecting = new ArrayDeque<>();

    /** Departures with an uncertain outcome. The next list counts them as unknown. */
    private final Deque<Departure> uncertain = new ArrayDeque<>();

    /**
     * Adds a departure, and forgets the oldest ones that are no longer needed.
     *
     * @param uniqueid the Uniqueid of the caller's channel
     * @param isConnecting whether a member may be about to answer the caller
     */
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

    /** The departure of this caller from this queue; null if there is none. */
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

    /** Makes another party take the place of a caller whom a member may be about to answer. */
    void handedOver(String from, Party to) {
        Departure departure = byUniqueid.get(from);
        if (departure != null && !departure.isDecided() && !departure.isAbandoned()) {
            byUniqueid.remove(from);
            departure.becomes(to);
            byUniqueid.put(to.uniqueid(), departure);
        }
    }

    /** Makes a departure undecided again. Only a list had shown it, and now the event about it has arrived. */
    void reopen(Departure departure, long time, long nanos) {
        soon.remove(departure);
        departure.reopen(time, nanos);
        soon.add(departure);
    }

    /** The departures of callers whom a member may be about to answer. */
    List<Departure> connecting() {
        return List.copyOf(connecting);
    }

    /** Called when no member is about to answer the caller any more. */
    void notConnecting(Departure departure) {
        if (connecting.remove(departure)) {
            soon.addFirst(departure);
        }
    }

    /**
     * Called after a loss of events. Marks outcomes as uncertain if the lost events may have shown them, such as
     * answers by members, and requests a comparison with the PBX.
     */
    void missEvents(Looks looks) {
        Stream.concat(soon.stream(), connecting.stream())
                .filter(Departure::mayBeAnswered)
                .forEach(this::isUncertain);
        looks.lost();
    }

    /** Marks the outcome of this departure as uncertain, because the event that shows it may have been lost. */
    void isUncertain(Departure departure) {
        if (!departure.wasUncertain()) {
            departure.isUncertain();
            uncertain.add(departure);
            if (uncertain.size() > REMEMBERED) {
                uncertain.poll();
            }
        }
    }

    /**
     * Returns the departures from a queue whose outcomes were lost, and counts them as unknown. The queue then has no
     * uncertain departures any more.
     */
    List<Departure> takeUnseen(Queue queue) {
        List<Departure> unseen = uncertain.stream()
                .filter(departure -> departure.queue() == queue && departure.isUnseen())
                .toList();
        unseen.forEach(Departure::endsUnseen);
        uncertain.removeIf(departure -> departure.queue() == queue);
        return unseen;
    }

    /** The undecided departures from a queue. */
    List<Departure> undecided(Queue queue) {
        return Stream.concat(soon.stream(), connecting.stream())
                .filter(departure -> departure.queue() == queue && !departure.isDecided())
                .toList();
    }

    /** The number of undecided departures. */
    int undecided() {
        return undecided(soon) + undecided(connecting);
    }

    private static int undecided(Deque<Departure> of) {
        int count = 0;
        for (Departure departure : of) {
            count += departure.isDecided() ? 0 : 1;
        }
        return count;
    }

    /** The departures that must be decided now, by the times of events. */
    List<Departure> dueByEvents(long time) {
        List<Departure> due = due(List.of(), soon, departure -> time - departure.time() >= SOON);
        return due(due, connecting, departure -> time - departure.time() >= CONNECTING);
    }

    /** The departures that must be decided now, by the clock, because no event has arrived. */
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

    /** The time until the next departure must be decided, in nanoseconds; {@code Long.MAX_VALUE} if there is none. */
    long nextIn(long nanos) {
        return Math.min(nextIn(first(soon), SOON, nanos), nextIn(first(connecting), CONNECTING, nanos));
    }

    private static long nextIn(Departure first, long patience, long nanos) {
        return first == null ? Long.MAX_VALUE : Math.max(0, first.nanos() + nanos(patience) - nanos);
    }
}

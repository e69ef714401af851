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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;

/**
 * The entries between the events of a buffer. The place of an entry is the number of events that the buffer accepted
 * before it, so the events themselves need no extra object. Called with the lock of the buffer held.
 */
final class Markers {
    private record Placed(long place, Marker marker) {}

    private final Deque<Placed> queue = new ArrayDeque<>();

    int size() {
        return queue.size();
    }

    /** Whether a marker precedes the event with this number. */
    boolean isBefore(long event) {
        Placed first = queue.peekFirst();
        return first != null && first.place <= event;
    }

    Marker pollFirst() {
        return queue.pollFirst().marker;
    }

    /** Removes all markers that precede the event with this number, and appends them to {@code taken}. */
    void pollBefore(long event, List<Marker> taken) {
        while (isBefore(event)) {
            taken.add(pollFirst());
        }
    }

    /** Puts these markers before all others, in their order. */
    void addFirst(long place, List<Marker> markers) {
        for (int i = markers.size() - 1; i >= 0; i--) {
            queue.addFirst(new Placed(place, markers.get(i)));
        }
    }

    void addLast(long place, Marker marker) {
        queue.addLast(new Placed(place, marker));
    }

    /** Merges the markers after the last event, whose number is one less than {@code place}. */
    void mergeLast(long place) {
        LinkedList<Marker> run = new LinkedList<>();
        while (last(place) != null) {
            run.addFirst(queue.pollLast().marker);
        }
        UnreadNotices.merged(new ArrayList<>(run)).forEach(marker -> addLast(place, marker));
    }

    /** The last marker, or null if an event follows it. */
    Marker last(long place) {
        Placed last = queue.peekLast();
        return last != null && last.place == place ? last.marker : null;
    }

    /** Adds a snapshot. Removes an unread snapshot of an earlier login, because it is outdated. */
    void addLast(long place, Snapshot latest) {
        queue.removeIf(placed -> placed.marker instanceof Snapshot unread && unread.epoch() < latest.epoch());
        queue.addLast(new Placed(place, latest));
    }

    /** The number of items that have arrived for unread snapshots. */
    int items() {
        return queue.stream()
                .mapToInt(placed -> placed.marker instanceof Snapshot snapshot ? snapshot.items() : 0)
                .sum();
    }

    void clear() {
        queue.clear();
    }
}

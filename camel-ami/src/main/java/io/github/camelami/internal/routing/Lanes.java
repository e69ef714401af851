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
package io.github.camelami.internal.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be routed side by side, and what must wait: items with a key in common follow one another in one lane. Lanes
 * take turns, one item each, so that a busy one holds up no other. Not for several threads at once.
 */
final class Lanes<T> {

    /** Items that follow one another; where several lanes become one, the new one begins when all of them have ended. */
    static final class Lane<T> {
        private final Set<String> keys = new HashSet<>();
        private final Deque<T> waiting = new ArrayDeque<>();
        private final List<Lane<T>> followers = new ArrayList<>(0);
        private int ahead;
        /** Whether it is ready, or its first item is taken. */
        private boolean busy;

        /** The item whose turn it is. */
        T first() {
            return waiting.peek();
        }
    }

    private final Map<String, Lane<T>> byKey = new HashMap<>();
    private final Deque<Lane<T>> ready = new ArrayDeque<>();

    /** How many lanes have an item that can be taken now. */
    int ready() {
        return ready.size();
    }

    /** Puts an item behind everything that has one of its keys. */
    void add(T item, Set<String> keys) {
        Lane<T> lane = lane(keys);
        lane.waiting.add(item);
        makeReady(lane);
    }

    /** The lane whose turn it is, until its first item has {@linkplain #ended ended}; null if there is none. */
    Lane<T> take() {
        return ready.poll();
    }

    /** The first item of a lane that was taken has ended. */
    void ended(Lane<T> lane) {
        lane.waiting.poll();
        lane.busy = false;
        if (lane.waiting.isEmpty()) {
            leave(lane);
        } else {
            makeReady(lane);
        }
    }

    private void makeReady(Lane<T> lane) {
        if (lane.ahead == 0 && !lane.busy) {
            lane.busy = true;
            ready.add(lane);
        }
    }

    private void leave(Lane<T> lane) {
        lane.keys.forEach(key -> byKey.remove(key, lane));
        for (Lane<T> follower : lane.followers) {
            follower.ahead--;
            makeReady(follower);
        }
    }

    /** The lane behind everything that has one of these keys. */
    private Lane<T> lane(Set<String> keys) {
        Lane<T> only = keys.size() == 1 ? byKey.get(keys.iterator().next()) : null;
        if (only != null) {
            return only;
        }
        Set<Lane<T>> before =
                keys.stream().map(byKey::get).filter(Objects::nonNull).collect(Collectors.toSet());
        Lane<T> lane = before.size() == 1 ? before.iterator().next() : new Lane<>();
        lane.keys.addAll(keys);
        if (before.size() > 1) {
            for (Lane<T> each : before) {
                each.followers.add(lane);
                lane.keys.addAll(each.keys);
            }
            lane.ahead = before.size();
        }
        lane.keys.forEach(key -> byKey.put(key, lane));
        return lane;
    }
}

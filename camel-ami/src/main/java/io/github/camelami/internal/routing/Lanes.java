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
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which items may be routed in parallel. Items with a key in common ({@link OrderKeys}) form a {@link Lane},
 * and are routed one after the other. Lanes take turns, with one item each, so that a busy lane does not delay the
 * others. Not thread-safe.
 */
final class Lanes<T> {
    private final Map<String, Lane<T>> byKey = new HashMap<>();
    private final Deque<Lane<T>> ready = new ArrayDeque<>();

    /** The number of lanes with an item that can be taken now. */
    int ready() {
        return ready.size();
    }

    /** Adds an item, to be routed after all items that have one of its keys. */
    void add(T item, Set<String> keys) {
        Lane<T> lane = lane(keys);
        lane.add(item);
        makeReady(lane);
    }

    /**
     * Takes the next lane whose first item may be routed; null if there is none. The lane is not returned again until
     * {@link #ended} is called for that item.
     */
    Lane<T> take() {
        return ready.poll();
    }

    /** Records that the route of the first item of this lane has ended. */
    void ended(Lane<T> lane) {
        if (lane.endFirst()) {
            makeReady(lane);
        } else {
            leave(lane);
        }
    }

    private void makeReady(Lane<T> lane) {
        if (lane.becomesReady()) {
            ready.add(lane);
        }
    }

    private void leave(Lane<T> lane) {
        lane.keys().forEach(key -> byKey.remove(key, lane));
        for (Lane<T> follower : lane.followers()) {
            follower.comesNearer();
            makeReady(follower);
        }
    }

    /** The lane for an item with these keys. It follows all items that have one of them. */
    private Lane<T> lane(Set<String> keys) {
        Lane<T> only = keys.size() == 1 ? byKey.get(keys.iterator().next()) : null;
        if (only != null) {
            return only;
        }
        Set<Lane<T>> before =
                keys.stream().map(byKey::get).filter(Objects::nonNull).collect(Collectors.toSet());
        Lane<T> lane = before.size() == 1 ? before.iterator().next() : new Lane<>();
        lane.keys().addAll(keys);
        if (before.size() > 1) {
            lane.follow(before);
        }
        lane.keys().forEach(key -> byKey.put(key, lane));
        return lane;
    }
}

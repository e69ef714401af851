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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A sequence of items that are routed one after the other, because they have a key in common ({@link OrderKeys}). If
 * the keys of an item belong to several lanes, the item begins a new lane, which starts when those lanes have ended.
 */
final class Lane<T> {
    private final Set<String> keys = new HashSet<>();
    private final Deque<T> waiting = new ArrayDeque<>();
    private final List<Lane<T>> followers = new ArrayList<>(0);
    private int ahead;
    /** Whether the first item is ready to be taken, or has been taken. */
    private boolean busy;

    /** The first item of the lane, which is routed next or is being routed. */
    T first() {
        return waiting.peek();
    }

    void add(T item) {
        waiting.add(item);
    }

    /** Removes the first item, whose route has ended. Returns whether there is another item. */
    boolean endFirst() {
        waiting.poll();
        busy = false;
        return !waiting.isEmpty();
    }

    Set<String> keys() {
        return keys;
    }

    List<Lane<T>> followers() {
        return followers;
    }

    /** Makes this lane start when these lanes have ended. Adds the keys of these lanes to this lane. */
    void follow(Set<Lane<T>> others) {
        for (Lane<T> each : others) {
            each.followers.add(this);
            keys.addAll(each.keys);
        }
        ahead = others.size();
    }

    /** Records that one of the lanes before this one has ended. */
    void comesNearer() {
        ahead--;
    }

    /** Whether the first item has just become ready to be taken. Returns true only once for each item. */
    boolean becomesReady() {
        boolean becomes = ahead == 0 && !busy;
        busy |= becomes;
        return becomes;
    }
}

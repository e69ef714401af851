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

/** Items that follow one another. If an item joins several lanes, its lane begins when all of them have ended. */
final class Lane<T> {
    private final Set<String> keys = new HashSet<>();
    private final Deque<T> waiting = new ArrayDeque<>();
    private final List<Lane<T>> followers = new ArrayList<>(0);
    private int ahead;
    /** Whether the lane is ready, or its first item is taken. */
    private boolean busy;

    /** The first item. */
    T first() {
        return waiting.peek();
    }

    void add(T item) {
        waiting.add(item);
    }

    /** Ends the first item; returns whether there is another one. */
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

    /** Takes the keys of these lanes, and begins when they have ended. */
    void follow(Set<Lane<T>> others) {
        for (Lane<T> each : others) {
            each.followers.add(this);
            keys.addAll(each.keys);
        }
        ahead = others.size();
    }

    /** A lane that it follows has ended. */
    void comesNearer() {
        ahead--;
    }

    /** Whether its first item can be taken now, and could not before. */
    boolean becomesReady() {
        boolean becomes = ahead == 0 && !busy;
        busy |= becomes;
        return becomes;
    }
}

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
package io.github.camelami.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest items that were received, oldest first. The oldest items are forgotten when there are too many. */
final class Received<T> {

    private final Deque<T> items = new ArrayDeque<>();
    private final int most;

    Received(int most) {
        this.most = most;
    }

    synchronized void add(T item) {
        items.add(item);
        if (items.size() > most) {
            items.poll();
        }
    }

    synchronized List<T> all() {
        return List.copyOf(items);
    }

    synchronized void clear() {
        items.clear();
    }
}

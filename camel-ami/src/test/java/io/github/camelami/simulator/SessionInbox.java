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

/**
 * The items that wait for the thread of a session. Events come first, because Asterisk writes all waiting events before
 * it reads the next action.
 */
final class SessionInbox<T> {

    private final Deque<T> events = new ArrayDeque<>();
    private final Deque<T> turns = new ArrayDeque<>();

    /** Adds an item that precedes all waiting actions. */
    synchronized void addEvent(T item) {
        events.add(item);
        notifyAll();
    }

    /** Adds an item that follows all waiting actions. */
    synchronized void addTurn(T item) {
        turns.add(item);
        notifyAll();
    }

    /** Takes the next item; null if there is none. */
    synchronized T poll() {
        return events.isEmpty() ? turns.poll() : events.poll();
    }

    synchronized T take() throws InterruptedException {
        while (isEmpty()) {
            wait();
        }
        return poll();
    }

    /** Takes the next item that precedes the actions; null if there is none. */
    synchronized T pollEvent() {
        return events.poll();
    }

    /** Waits until there is an item, or until this time has passed. */
    synchronized void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; isEmpty() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private boolean isEmpty() {
        return events.isEmpty() && turns.isEmpty();
    }
}

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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The items of one PBX that are routed in parallel, from their hand-over to the end of their routes. The routing is
 * shared with other PBXes, which have keys of their own.
 */
final class HandedOver {
    /**
     * The maximum number of items. Further items stay in the buffer, so that a slow PBX leaves room for the other
     * PBXes.
     */
    private static final int WINDOW = 64;

    /** An item in the shared routing. Compared by identity, because items may be equal. */
    static final class Item {
        private final HandedOver owner;
        private final Object content;
        private final long since;

        private Item(HandedOver owner, Object content) {
            this.owner = owner;
            this.content = content;
            this.since = ExchangeRoute.since(content);
        }

        Set<String> keys() {
            return owner.keys.ofAny(content).stream()
                    .map(key -> owner.connection + '\n' + key)
                    .collect(Collectors.toSet());
        }

        long since() {
            return since;
        }

        void route() {
            try {
                owner.exchanges.route(content);
            } finally {
                owner.ended(this);
            }
        }

        /** Records that the item will not be routed. */
        void leave() {
            owner.leave(this);
        }
    }

    private final String connection;
    private final OrderKeys keys;
    private final OrderedRouting<Item> routing;
    private final ExchangeRoute exchanges;
    private final Runnable whenEnded;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Item> items = new LinkedHashSet<>();
    private final List<Object> left = new ArrayList<>();

    /**
     * @param connection the name of the PBX
     * @param whenEnded runs after the end of each route, on the thread of the route
     */
    HandedOver(
            String connection,
            OrderKeys keys,
            OrderedRouting<Item> routing,
            ExchangeRoute exchanges,
            Runnable whenEnded) {
        this.connection = connection;
        this.keys = keys;
        this.routing = routing;
        this.exchanges = exchanges;
        this.whenEnded = whenEnded;
    }

    /** Hands an item over; false if routing was stopped. */
    boolean route(Object content) {
        Item item = new Item(this, content);
        lock.lock();
        try {
            items.add(item);
        } finally {
            lock.unlock();
        }
        boolean taken = routing.route(item);
        if (!taken) {
            remove(item);
        }
        return taken;
    }

    private void ended(Item item) {
        remove(item);
        whenEnded.run();
    }

    private void remove(Item item) {
        lock.lock();
        try {
            items.remove(item);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Item item) {
        lock.lock();
        try {
            items.remove(item);
            left.add(item.content);
        } finally {
            lock.unlock();
        }
    }

    /** The items that will not be routed, because routing was stopped. */
    List<Object> left() {
        lock.lock();
        try {
            return List.copyOf(left);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isFull() {
        return size() >= WINDOW;
    }

    /** When the oldest item began to wait, in milliseconds since 1970; now if there is none. */
    long oldest() {
        lock.lock();
        try {
            return items.isEmpty()
                    ? System.currentTimeMillis()
                    : items.iterator().next().since;
        } finally {
            lock.unlock();
        }
    }
}

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
package io.github.camelami;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.camel.spi.ExecutorServiceManager;

/** Routes events, or calls, side by side, but those with the same key one after the other. */
final class OrderedRouting<T> {
    /** Events that may be in progress or wait for an earlier one of their key; the rest waits in the buffer. */
    private static final int WINDOW = 1024;

    /** An event from its arrival to the end of its route; one of its own, as events may be equal. */
    private static final class Taken<T> {
        private final T event;
        private final long since;

        Taken(T event, long since) {
            this.event = event;
            this.since = since;
        }
    }

    /** Events that follow one another; where several lanes become one, the new one begins when all of them have ended. */
    private static final class Lane<T> {
        private final Set<String> keys = new HashSet<>();
        private final Deque<Taken<T>> waiting = new ArrayDeque<>();
        private final List<Lane<T>> followers = new ArrayList<>(0);
        private int ahead;
        private boolean started;
    }

    private final ExecutorService threads;
    private final Function<T, Set<String>> keys;
    private final ToLongFunction<T> since;
    private final Consumer<T> route;
    private final Semaphore window = new Semaphore(WINDOW);
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    private final Set<Taken<T>> inOrder = new LinkedHashSet<>();
    private int running;
    private boolean stopped;

    /** @param since when an event began to wait, in milliseconds since 1970; asked when it is taken */
    OrderedRouting(ExecutorService threads, Function<T, Set<String>> keys, ToLongFunction<T> since, Consumer<T> route) {
        this.threads = threads;
        this.keys = keys;
        this.since = since;
        this.route = route;
    }

    /**
     * Starts to route an event, or leaves it to whoever routes its predecessor; waits while the window is full. One
     * thread alone may call this, in the order of the events.
     *
     * @return false if it has been stopped meanwhile, and the event is not routed
     */
    boolean route(T event) {
        Set<String> keysOfEvent = keys.apply(event);
        Taken<T> taken = new Taken<>(event, since.applyAsLong(event));
        try {
            window.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        synchronized (lanes) {
            if (stopped) {
                window.release();
                return false;
            }
            Lane<T> lane = lane(keysOfEvent);
            inOrder.add(taken);
            lane.waiting.add(taken);
            start(lane);
            return true;
        }
    }

    /** Waits until nothing is in progress. */
    void awaitAll() throws InterruptedException {
        window.acquire(WINDOW);
        window.release(WINDOW);
    }

    int inProgress() {
        return WINDOW - window.availablePermits();
    }

    /** Since when the one has waited that has been in progress, or waits, for longest; now if there is none. */
    long oldest() {
        synchronized (lanes) {
            return inOrder.isEmpty()
                    ? System.currentTimeMillis()
                    : inOrder.iterator().next().since;
        }
    }

    /**
     * Starts no further event.
     *
     * @return how many were taken and will not be routed
     */
    int stop(ExecutorServiceManager manager) {
        int left;
        synchronized (lanes) {
            stopped = true;
            left = inOrder.size() - running;
            inOrder.clear();
            window.release(left);
        }
        manager.shutdownNow(threads);
        return left;
    }

    /** The lane behind everything that has one of these keys. */
    private Lane<T> lane(Set<String> keysOfEvent) {
        Lane<T> only =
                keysOfEvent.size() == 1 ? lanes.get(keysOfEvent.iterator().next()) : null;
        if (only != null) {
            return only;
        }
        Set<Lane<T>> before =
                keysOfEvent.stream().map(lanes::get).filter(Objects::nonNull).collect(Collectors.toSet());
        Lane<T> lane = before.size() == 1 ? before.iterator().next() : new Lane<>();
        lane.keys.addAll(keysOfEvent);
        if (before.size() > 1) {
            for (Lane<T> each : before) {
                each.followers.add(lane);
                lane.keys.addAll(each.keys);
            }
            lane.ahead = before.size();
        }
        lane.keys.forEach(key -> lanes.put(key, lane));
        return lane;
    }

    private void start(Lane<T> lane) {
        if (lane.ahead == 0 && !lane.started) {
            lane.started = true;
            threads.execute(() -> routeAll(lane));
        }
    }

    private void routeAll(Lane<T> lane) {
        for (Taken<T> taken = next(lane); taken != null; taken = next(lane)) {
            try {
                route.accept(taken.event);
            } finally {
                ended(taken);
            }
        }
    }

    private Taken<T> next(Lane<T> lane) {
        synchronized (lanes) {
            if (stopped) {
                return null;
            }
            Taken<T> next = lane.waiting.poll();
            if (next == null) {
                leave(lane);
            } else {
                running++;
            }
            return next;
        }
    }

    private void leave(Lane<T> lane) {
        lane.keys.forEach(key -> lanes.remove(key, lane));
        for (Lane<T> follower : lane.followers) {
            follower.ahead--;
            start(follower);
        }
    }

    private void ended(Taken<T> taken) {
        synchronized (lanes) {
            inOrder.remove(taken);
            running--;
            window.release();
        }
    }
}

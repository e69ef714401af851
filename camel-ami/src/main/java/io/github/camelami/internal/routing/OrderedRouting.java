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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * Routes events or calls in parallel, but routes those with a common key ({@link OrderKeys}) one after the other.
 * Neither routes nor submits tasks while it holds its lock.
 */
public final class OrderedRouting<T> {
    /** How long an idle worker waits for the next event before it returns its thread. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** An event in progress. Compared by identity, because events may be equal. */
    private static final class Taken<T> {
        private final T event;
        private final long since;
        private Lane<Taken<T>> inRoute;

        Taken(T event, long since) {
            this.event = event;
            this.since = since;
        }

        void beginsRoute(Lane<Taken<T>> lane) {
            inRoute = lane;
        }
    }

    private final ExecutorService threads;
    private final int window;
    private final Function<T, Set<String>> keys;
    private final ToLongFunction<T> since;
    private final Consumer<T> route;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Lanes<Taken<T>> lanes = new Lanes<>();
    private final Set<Taken<T>> inOrder = new LinkedHashSet<>();
    private final Workers workers;
    /** The waiting thread waits until no more than this number of events are in progress; -1 if no thread waits. */
    private int awaited = -1;

    /**
     * @param context the beginning of each log line
     * @param maxWorkers the maximum number of events that are routed at the same time
     * @param window the maximum number of events in progress: those that were taken and whose routes have not ended
     * @param since when an event began to wait, in milliseconds since 1970; called when the event is taken
     */
    public OrderedRouting(
            String context,
            ExecutorService threads,
            int maxWorkers,
            int window,
            Function<T, Set<String>> keys,
            ToLongFunction<T> since,
            Consumer<T> route) {
        this.threads = threads;
        this.workers = new Workers(context, threads, maxWorkers, lock, this::work);
        this.window = window;
        this.keys = keys;
        this.since = since;
        this.route = route;
    }

    /**
     * Passes an event to the workers, to be routed after earlier events with a common key. Waits while too many events
     * are in progress. With a window, only one thread may call this method. Call it in the order of the events.
     *
     * @return false if routing was stopped, so that the event is not routed
     */
    public boolean route(T event) {
        Set<String> keysOfEvent = keys.apply(event);
        Taken<T> taken = new Taken<>(event, since.applyAsLong(event));
        List<Object> missing;
        lock.lock();
        try {
            awaitAtMost(window - 1);
            if (workers.areStopped()) {
                return false;
            }
            inOrder.add(taken);
            lanes.add(taken, keysOfEvent);
            missing = wakeOrMiss();
        } finally {
            lock.unlock();
        }
        workers.call(missing);
        return true;
    }

    /** Waits until no event is in progress, or until routing is stopped. */
    public void awaitAll() {
        lock.lock();
        try {
            awaitAtMost(0);
        } finally {
            lock.unlock();
        }
    }

    /** Submits workers that an executor has rejected once more. Must be called regularly. */
    public void retry() {
        workers.callMissing(this::wakeOrMiss);
    }

    public int inProgress() {
        lock.lock();
        try {
            return inOrder.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * When the oldest event in progress began to wait, in milliseconds since 1970; the current time if there is none.
     */
    public long oldest() {
        lock.lock();
        try {
            return inOrder.isEmpty()
                    ? System.currentTimeMillis()
                    : inOrder.iterator().next().since;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins no further event, and interrupts running routes without waiting for them.
     *
     * @return the events that were taken and will not be routed
     */
    public List<T> stop(ExecutorServiceManager manager) {
        List<T> left = new ArrayList<>();
        lock.lock();
        try {
            workers.stop();
            inOrder.removeIf(taken -> {
                if (taken.inRoute == null) {
                    left.add(taken.event);
                }
                return taken.inRoute == null;
            });
            ready.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        manager.shutdownNow(threads);
        return left;
    }

    /** With the lock held: waits until at most this many events are in progress, and replaces missing workers. */
    private void awaitAtMost(int inProgress) {
        boolean interrupted = false;
        awaited = inProgress;
        while (inOrder.size() > inProgress && !workers.areStopped()) {
            List<Object> missing = wakeOrMiss();
            if (!missing.isEmpty()) {
                lock.unlock();
                try {
                    workers.call(missing);
                } finally {
                    lock.lock();
                }
            } else {
                try {
                    room.awaitNanos(Workers.RETRY_NANOS);
                } catch (InterruptedException e) {
                    // a stop interrupts this thread, and ends the wait as soon as it has the lock
                    interrupted = true;
                }
            }
        }
        awaited = -1;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** With the lock held: wakes a worker if an event is ready. Returns the workers to submit without the lock. */
    private List<Object> wakeOrMiss() {
        int waiting = lanes.ready();
        if (waiting == 0 || workers.areStopped()) {
            return List.of();
        }
        ready.signal();
        return workers.missing(waiting);
    }

    /** The task of a worker. If an Error of a route ends the worker, the event of that route counts as routed. */
    private void work() {
        Taken<T> taken = null;
        try {
            for (taken = next(null); taken != null; taken = next(taken)) {
                route.accept(taken.event);
                // a route may have set the interrupt flag; next() notices a stop without the flag
                Thread.interrupted();
            }
        } finally {
            end(taken);
        }
    }

    private void end(Taken<T> torn) {
        workers.callMissing(() -> {
            workers.end();
            ended(torn);
            return wakeOrMiss();
        });
    }

    /** Ends the routed event, and waits for the next one. Returns null if none arrives for a while, or after a stop. */
    private Taken<T> next(Taken<T> routed) {
        Taken<T> next;
        List<Object> missing;
        lock.lock();
        try {
            ended(routed);
            Lane<Taken<T>> lane = take();
            if (lane == null) {
                return null;
            }
            next = lane.first();
            next.beginsRoute(lane);
            missing = wakeOrMiss();
        } finally {
            lock.unlock();
        }
        workers.call(missing);
        return next;
    }

    private Lane<Taken<T>> take() {
        long left = IDLE_NANOS;
        Lane<Taken<T>> lane = lanes.take();
        while (lane == null && left > 0 && !workers.areStopped()) {
            workers.beginIdle();
            try {
                left = ready.awaitNanos(left);
            } catch (InterruptedException e) {
                // a stop interrupts this thread, and the loop notices it
            } finally {
                workers.endIdle();
            }
            lane = lanes.take();
        }
        return workers.areStopped() ? null : lane;
    }

    private void ended(Taken<T> taken) {
        if (taken == null || !inOrder.remove(taken)) {
            return;
        }
        lanes.ended(taken.inRoute);
        if (inOrder.size() <= awaited) {
            room.signal();
        }
    }
}

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes events, or calls, side by side, but those with the same key one after the other. It counts its workers itself,
 * since an executor may have any number of threads: each worker is one task that stays as long as there is something to
 * do, so that no executor ever holds more tasks than there may be workers. Nothing is routed, and no task given, under
 * its lock.
 */
final class OrderedRouting<T> {
    private static final Logger LOG = LoggerFactory.getLogger(OrderedRouting.class);

    /** Events that may be in progress or wait for an earlier one of their key; the rest waits in the buffer. */
    private static final int WINDOW = 1024;

    /** After an executor has refused a worker, or has taken it and not run it. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** For which a worker waits for the next event before it gives its thread back. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** An event from its arrival to the end of its route; one of its own, as events may be equal. */
    private static final class Taken<T> {
        private final T event;
        private final long since;
        private Lanes.Lane<Taken<T>> inRoute;

        Taken(T event, long since) {
            this.event = event;
            this.since = since;
        }
    }

    private final String context;
    private final ExecutorService threads;
    private final int maxWorkers;
    private final Function<T, Set<String>> keys;
    private final ToLongFunction<T> since;
    private final Consumer<T> route;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Lanes<Taken<T>> lanes = new Lanes<>();
    private final Set<Taken<T>> inOrder = new LinkedHashSet<>();
    private int workers;
    private int idle;
    /** Workers that an executor has taken and not begun to run. */
    private int coming;

    private long calledAt;
    private boolean refused;
    /** How many may be in progress for the thread that waits; none waits below 0. */
    private int awaited = -1;

    private boolean stopped;

    /**
     * @param context what its lines in the log begin with
     * @param maxWorkers how many events may be routed at one time
     * @param since when an event began to wait, in milliseconds since 1970; asked when it is taken
     */
    OrderedRouting(
            String context,
            ExecutorService threads,
            int maxWorkers,
            Function<T, Set<String>> keys,
            ToLongFunction<T> since,
            Consumer<T> route) {
        this.context = context;
        this.threads = threads;
        this.maxWorkers = maxWorkers;
        this.keys = keys;
        this.since = since;
        this.route = route;
    }

    /**
     * Has an event routed by a worker, behind its predecessors; waits while the window is full. One thread alone may
     * call this, in the order of the events.
     *
     * @return false if it has been stopped meanwhile, and the event is not routed
     */
    boolean route(T event) {
        Set<String> keysOfEvent = keys.apply(event);
        Taken<T> taken = new Taken<>(event, since.applyAsLong(event));
        int missing;
        lock.lock();
        try {
            awaitAtMost(WINDOW - 1);
            if (stopped) {
                return false;
            }
            inOrder.add(taken);
            lanes.add(taken, keysOfEvent);
            missing = wakeOrMiss();
        } finally {
            lock.unlock();
        }
        call(missing);
        return true;
    }

    /** Waits until nothing is in progress, or it has been stopped. */
    void awaitAll() {
        lock.lock();
        try {
            awaitAtMost(0);
        } finally {
            lock.unlock();
        }
    }

    /** Calls the workers that are missing because an executor has refused them; to be called now and then. */
    void retry() {
        int missing;
        lock.lock();
        try {
            missing = wakeOrMiss();
        } finally {
            lock.unlock();
        }
        call(missing);
    }

    int inProgress() {
        lock.lock();
        try {
            return inOrder.size();
        } finally {
            lock.unlock();
        }
    }

    /** Since when the one has waited that has been in progress, or waits, for longest; now if there is none. */
    long oldest() {
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
     * Begins no further event, and interrupts those in the route without waiting for them.
     *
     * @return what was taken and will not be routed
     */
    List<T> stop(ExecutorServiceManager manager) {
        List<T> left = new ArrayList<>();
        lock.lock();
        try {
            stopped = true;
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

    /** With the lock: waits until at most so many are in progress, and looks for missing workers meanwhile. */
    private void awaitAtMost(int inProgress) {
        boolean interrupted = false;
        awaited = inProgress;
        while (inOrder.size() > inProgress && !stopped) {
            int missing = wakeOrMiss();
            if (missing > 0) {
                lock.unlock();
                try {
                    call(missing);
                } finally {
                    lock.lock();
                }
            } else {
                try {
                    room.awaitNanos(RETRY_NANOS);
                } catch (InterruptedException e) {
                    // by a stop, which ends the wait as soon as it comes here
                    interrupted = true;
                }
            }
        }
        awaited = -1;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** With the lock: wakes a worker if something is ready, and says how many must be called, without the lock. */
    private int wakeOrMiss() {
        if (lanes.ready() == 0 || stopped) {
            return 0;
        }
        ready.signal();
        // each idle worker takes one, also one that was woken and is not up yet
        if (lanes.ready() <= idle || workers == maxWorkers) {
            return 0;
        }
        long now = System.nanoTime();
        boolean retry = now - calledAt >= RETRY_NANOS;
        if (coming > 0 && workers == 0 && retry) {
            // an executor may drop a task without a word; if it runs it after all, there is no place for it
            coming = 0;
        }
        int missing = Math.min(lanes.ready() - idle, maxWorkers - workers) - coming;
        if (missing <= 0 || refused && !retry) {
            return 0;
        }
        coming += missing;
        calledAt = now;
        return missing;
    }

    /** Without the lock. */
    private void call(int missing) {
        for (int i = 0; i < missing; i++) {
            try {
                Handover.to(threads, this::work);
            } catch (RuntimeException | Error e) {
                // a pool that is full or shut down, a machine without a thread to spare: others go on, or it is tried
                // again
                notComing(missing - i, e);
                return;
            }
        }
    }

    private void notComing(int count, Throwable cause) {
        boolean first;
        boolean alone;
        lock.lock();
        try {
            coming = Math.max(0, coming - count);
            first = !refused && !stopped;
            alone = workers == 0;
            refused = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            LOG.warn(
                    "{} no thread for the route: {}; {}",
                    context,
                    cause.toString(),
                    alone
                            ? "events wait until there is one"
                            : "fewer events than concurrentConsumers are routed at a time");
        }
    }

    /** A worker. One that the route tears down gives back what it had. */
    private void work() {
        if (!begin()) {
            return;
        }
        Taken<T> taken = null;
        try {
            for (taken = next(null); taken != null; taken = next(taken)) {
                route.accept(taken.event);
                // left behind by the route; where it was a stop, next() sees that
                Thread.interrupted();
            }
        } finally {
            end(taken);
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            coming = Math.max(0, coming - 1);
            if (stopped || workers == maxWorkers) {
                return false;
            }
            workers++;
            refused = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void end(Taken<T> torn) {
        int missing;
        lock.lock();
        try {
            workers--;
            ended(torn);
            missing = wakeOrMiss();
        } finally {
            lock.unlock();
        }
        call(missing);
    }

    /** Ends the one that was routed and waits for the next; null if none comes, or after a stop. */
    private Taken<T> next(Taken<T> routed) {
        Taken<T> next;
        int missing;
        lock.lock();
        try {
            ended(routed);
            Lanes.Lane<Taken<T>> lane = take();
            if (lane == null) {
                return null;
            }
            next = lane.first();
            next.inRoute = lane;
            missing = wakeOrMiss();
        } finally {
            lock.unlock();
        }
        call(missing);
        return next;
    }

    private Lanes.Lane<Taken<T>> take() {
        long patience = IDLE_NANOS;
        Lanes.Lane<Taken<T>> lane = lanes.take();
        while (lane == null && patience > 0 && !stopped) {
            idle++;
            try {
                patience = ready.awaitNanos(patience);
            } catch (InterruptedException e) {
                // by a stop, which the loop sees
            } finally {
                idle--;
            }
            lane = lanes.take();
        }
        return stopped ? null : lane;
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

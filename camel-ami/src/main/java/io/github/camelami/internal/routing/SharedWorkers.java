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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers that many runs share. A run that has something to do takes a turn on one of them, and then goes to the end of
 * the queue, so that a busy run does not delay the others. A run never takes two turns at the same time.
 */
final class SharedWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(SharedWorkers.class);

    /** The result of a turn after which there is nothing to do until {@link Seat#wake}. */
    static final long NEVER = Long.MAX_VALUE;

    /** How long an idle worker waits for the next turn before it returns its thread. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long ORIGIN = System.nanoTime();

    /** A part of the work of a run. */
    interface Turn {

        /**
         * Does a limited part of the work.
         *
         * @return the time until the next turn, in nanoseconds, unless the run is woken earlier: 0 if there is more to
         *     do, {@link #NEVER} if there is nothing to do until {@link Seat#wake}
         */
        long take();
    }

    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> retries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final Deque<Seat> queue = new ArrayDeque<>();
    private final Workers workers;

    /**
     * @param context the beginning of log lines
     * @param threads runs the workers
     * @param max how many turns may be taken at the same time
     * @param timer runs short tasks that never block
     */
    SharedWorkers(String context, ExecutorService threads, int max, ScheduledExecutorService timer) {
        this.threads = threads;
        this.timer = timer;
        this.workers = new Workers(context, threads, max, lock, this::work);
        // an executor may reject a worker, or accept it without running it
        this.retries = timer.scheduleWithFixedDelay(
                this::retry, Workers.RETRY_NANOS, Workers.RETRY_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Adds a run, which takes its first turn when it is woken. */
    Seat add(Turn turn) {
        return new Seat(turn);
    }

    /** Begins no further turn, and interrupts the current ones without waiting for them. */
    void stop(ExecutorServiceManager manager) {
        retries.cancel(false);
        lock.lock();
        try {
            workers.stop();
            queue.clear();
            ready.signalAll();
        } finally {
            lock.unlock();
        }
        manager.shutdownNow(threads);
    }

    private void retry() {
        workers.callMissing(this::missing);
    }

    /** The task of a worker. An Error of a turn ends the worker, and another one continues. */
    private void work() {
        Seat seat = null;
        long next = NEVER;
        try {
            for (seat = next(null, NEVER); seat != null; seat = next(seat, next)) {
                next = 0;
                next = seat.turn.take();
                // a route may have set the interrupt flag; next() notices a stop without the flag
                Thread.interrupted();
            }
        } finally {
            end(seat, next);
        }
    }

    private void end(Seat torn, long next) {
        workers.callMissing(() -> {
            workers.end();
            leaveTurn(torn, next);
            return missing();
        });
    }

    /** Ends a turn, and waits for the next one. Returns null if none comes, or after a stop. */
    private Seat next(Seat taken, long next) {
        if (taken != null && next > 0 && next != NEVER) {
            taken.wakeIn(next);
        }
        Seat seat;
        List<Object> missing;
        lock.lock();
        try {
            leaveTurn(taken, next);
            awaitTurn();
            seat = workers.areStopped() || queue.isEmpty() ? null : queue.poll().beginTurn();
            missing = missing();
        } finally {
            lock.unlock();
        }
        workers.call(missing);
        return seat;
    }

    private void awaitTurn() {
        long left = IDLE_NANOS;
        while (queue.isEmpty() && left > 0 && !workers.areStopped()) {
            workers.beginIdle();
            try {
                left = ready.awaitNanos(left);
            } catch (InterruptedException e) {
                // a stop interrupts this thread, and the loop notices it
            } finally {
                workers.endIdle();
            }
        }
    }

    private void leaveTurn(Seat taken, long next) {
        if (taken != null) {
            boolean woken = taken.endTurn();
            if (woken || next == 0) {
                enqueue(taken);
            }
        }
    }

    /** With the lock held: makes the run take a turn. */
    private void enqueue(Seat seat) {
        if (!workers.areStopped()) {
            seat.queued = true;
            queue.add(seat);
            ready.signal();
        }
    }

    /** With the lock held: the workers to submit without the lock. */
    private List<Object> missing() {
        return workers.areStopped() ? List.of() : workers.missing(queue.size());
    }

    /** The place of a run among the runs that share the workers. */
    final class Seat {
        private final Turn turn;
        /** Whether the run is going to take a turn. Read without the lock by the thread that delivers events. */
        private volatile boolean queued;

        private boolean inTurn;
        private boolean woken;
        /** When the timer is going to wake the run, in nanoseconds since {@link #ORIGIN}. */
        private final AtomicLong alarm = new AtomicLong(NEVER);

        private Seat(Turn turn) {
            this.turn = turn;
        }

        private Seat beginTurn() {
            queued = false;
            inTurn = true;
            return this;
        }

        /** @return whether the run was woken during the turn */
        private boolean endTurn() {
            boolean again = woken;
            woken = false;
            inTurn = false;
            return again;
        }

        /** Makes the run take a turn soon, because there is something to do. Does not wait. */
        void wake() {
            if (queued) {
                return;
            }
            List<Object> missing;
            lock.lock();
            try {
                woken |= inTurn;
                if (!inTurn && !queued) {
                    enqueue(this);
                }
                missing = missing();
            } finally {
                lock.unlock();
            }
            workers.call(missing);
        }

        /** Wakes the run after this time, unless the timer is going to wake it earlier. */
        private void wakeIn(long nanos) {
            long at = System.nanoTime() - ORIGIN + nanos;
            long current = alarm.get();
            while (at < current) {
                if (alarm.compareAndSet(current, at)) {
                    schedule(at, nanos);
                    return;
                }
                current = alarm.get();
            }
        }

        private void schedule(long at, long nanos) {
            try {
                timer.schedule(() -> ring(at), nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                alarm.set(NEVER);
                LOG.debug("no timer, because the context is stopping: {}", Duration.ofNanos(nanos));
            }
        }

        private void ring(long at) {
            alarm.compareAndSet(at, NEVER);
            wake();
        }
    }
}

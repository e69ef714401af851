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
package io.github.camelami.internal.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Decides when the polling thread may send a {@code WaitEvent} (a poll), and makes other threads wait until a poll has
 * reached the PBX or has ended. The PBX handles each request on a thread of its own. If two polls are sent at the same
 * time, either of them may therefore receive the older events.
 *
 * <p>Uses a lock instead of a monitor, because a waiting thread may be a virtual thread. Up to Java 23, a monitor pins
 * a virtual thread to its carrier.
 */
final class PollGate {
    /**
     * The time, in nanoseconds, after which a written request is assumed to have reached the PBX. On a network that is
     * known to be slower, the time is longer.
     */
    private static final long ARRIVAL = Duration.ofMillis(100).toNanos();

    private static final long SLOWEST_ARRIVAL = Duration.ofSeconds(2).toNanos();

    private static final long FOREVER = Long.MAX_VALUE;

    private static final long RETRY_NANOS = Duration.ofMillis(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile long arrival = SLOWEST_ARRIVAL;

    private boolean wanted;
    private boolean polling;
    private boolean asked;
    private boolean waits;
    private long askedAt;
    private long drains;
    private long drained;
    private long drainsAtPoll;
    private boolean second;
    private volatile boolean overdue;
    private boolean closed;

    /**
     * Records the time from a request to its answer, in nanoseconds. The shortest time is used, because other requests
     * also opened a connection, or waited for the PBX.
     */
    void roundTrip(long nanos) {
        arrival = Math.min(arrival, Math.max(ARRIVAL, 2 * nanos));
    }

    /** The time after which a written request is assumed to have reached the PBX. */
    Duration arrival() {
        return Duration.ofNanos(arrival);
    }

    /** Waits until the next poll may be sent. Returns false at the end of the connection. */
    boolean beginPoll() {
        return locked(() -> {
            while (!closed && (!wanted || second)) {
                await(FOREVER);
            }
            polling = !closed;
            asked = false;
            drainsAtPoll = drains;
            return polling;
        });
    }

    /**
     * Records that the current poll is on its way to the PBX.
     *
     * @param forEvents whether the poll waits at the PBX if there are no events
     */
    void asked(boolean forEvents) {
        change(() -> {
            asked = true;
            waits = forEvents;
            askedAt = System.nanoTime();
        });
    }

    void endPoll() {
        change(() -> {
            polling = false;
            drained = Math.max(drained, drainsAtPoll);
            overdue = false;
        });
    }

    /**
     * Whether a thread waits in {@link #drain} for the events that the PBX holds now. A poll must then return at once.
     */
    boolean isHurried() {
        return locked(() -> drains > drained);
    }

    /** Waits until this time of {@link System#nanoTime()}, or until {@link #isHurried}. */
    void pause(long until) {
        locked(() -> {
            while (!closed && !isHurried() && System.nanoTime() - until < 0) {
                await(until - System.nanoTime());
            }
            return null;
        });
    }

    /**
     * Waits until all events have been fetched that the PBX held when this method was called. Only a poll that begins
     * after this call certainly fetches them.
     *
     * @param patience how long to wait
     * @param secondPoll sends a second poll while the first one waits at the PBX; the second poll ends the first one,
     *     and receives the events
     * @return false if that took too long
     */
    boolean drain(Duration patience, Runnable secondPoll) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long mine = locked(() -> {
            changed.signalAll();
            return closed || !wanted ? 0 : ++drains;
        });
        while (isToWait(mine)) {
            if (beginSecond()) {
                secondPoll.run();
            }
            if (!awaitStep(end, mine)) {
                return false;
            }
        }
        return true;
    }

    private boolean isToWait(long mine) {
        return locked(() -> !closed && wanted && drained < mine);
    }

    private boolean beginSecond() {
        return locked(() -> {
            boolean begins = !closed && wanted && !second && waits && hasArrived();
            second |= begins;
            return begins;
        });
    }

    private boolean awaitStep(long end, long mine) throws InterruptedException {
        lock.lock();
        try {
            long left = end - System.nanoTime();
            if (left > 0 && isToWait(mine)) {
                // if no thread was available for a second poll, it is tried again after a pause
                long arrival = Math.max(RETRY_NANOS, untilArrival());
                changed.awaitNanos(polling && asked && waits && !second ? Math.min(left, arrival) : left);
            }
            overdue |= left <= 0 && isToWait(mine);
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a {@link #drain} took too long, and no part of the answer to a poll has arrived since. */
    boolean isOverdue() {
        return overdue;
    }

    /** Records that a part of the answer to a poll has arrived. */
    void heard() {
        if (overdue) {
            change(() -> overdue = false);
        }
    }

    /**
     * The number of calls of {@link #drain} that have waited so far. A second poll that is sent now fetches the events
     * for all of them.
     */
    long drains() {
        return locked(() -> drains);
    }

    /**
     * Waits until the first poll has ended, because its events are older than those of the second poll. Returns false
     * at the end of the connection.
     */
    boolean awaitPoll() {
        return locked(() -> {
            while (polling && !closed) {
                await(FOREVER);
            }
            return !closed;
        });
    }

    void endSecond(long served) {
        change(() -> {
            second = false;
            drained = Math.max(drained, served);
            overdue = false;
        });
    }

    private boolean hasArrived() {
        return polling && asked && untilArrival() <= 0;
    }

    private long untilArrival() {
        return askedAt + arrival - System.nanoTime();
    }

    /** Whether a poll has begun and has not ended. */
    boolean isPolling() {
        return locked(() -> polling);
    }

    /** Allows polls, because events are needed and the session is logged in. */
    void resume() {
        change(() -> wanted = true);
    }

    /**
     * Prevents new polls, and waits until a poll that is being sent has reached the PBX. Otherwise the poll might
     * arrive after the next request. A poll that arrives after a Logoff begins another session, and a poll that arrives
     * after an empty mask requests all events.
     *
     * @param patience how long to wait for the poll
     */
    void hold(Duration patience) {
        change(() -> {
            wanted = false;
            changed.signalAll();
            long end = System.nanoTime() + patience.toNanos();
            long left;
            while (!closed && (second || polling && !hasArrived()) && (left = end - System.nanoTime()) > 0) {
                await(asked && !second ? Math.min(left, untilArrival()) : left);
            }
        });
    }

    /** Prevents new polls. Called on the thread that polls, which has no poll under way. */
    void holdOwn() {
        change(() -> wanted = false);
    }

    void close() {
        change(() -> closed = true);
    }

    boolean isClosed() {
        return locked(() -> closed);
    }

    /** Waits for a change, for at most this time in nanoseconds. The thread must hold the lock. */
    private void await(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // only a Camel context that stops its threads interrupts this thread
            close();
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a change of the state with the lock held, and wakes the waiting threads. */
    private void change(Runnable step) {
        locked(() -> {
            step.run();
            changed.signalAll();
            return null;
        });
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}

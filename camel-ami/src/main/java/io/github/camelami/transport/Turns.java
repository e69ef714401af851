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
package io.github.camelami.transport;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * When the thread that polls may send a {@code WaitEvent}, and what others must wait for. The PBX answers requests on
 * threads of its own: of two polls that are on their way at once nobody can say which one gets the older events.
 *
 * <p>Whoever waits may be a virtual thread, which a monitor would tie to its carrier up to Java 23.
 */
final class Turns {
    /** A request that was written that long ago has reached the PBX, unless the way there is slower. */
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
     * How long a request and its answer took, in nanoseconds. The quickest one counts: a first request takes time for its
     * connection, and others for what the PBX does.
     */
    void roundTrip(long nanos) {
        arrival = Math.min(arrival, Math.max(ARRIVAL, 2 * nanos));
    }

    /** How long after it was written a request may be taken to have reached the PBX. */
    Duration arrival() {
        return Duration.ofNanos(arrival);
    }

    /** Waits until events are wanted; false at the end of the connection. */
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
     * The poll is on its way to the PBX.
     *
     * @param forEvents whether it waits there if there are none
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

    /** Whether somebody waits for what the PBX has now, so that a poll must not wait for more. */
    boolean isHurried() {
        return locked(() -> drains > drained);
    }

    /** Waits until then, by {@link System#nanoTime()}, or until somebody cannot wait. */
    void pause(long until) {
        locked(() -> {
            while (!closed && !isHurried() && System.nanoTime() - until < 0) {
                await(until - System.nanoTime());
            }
            return null;
        });
    }

    /**
     * Waits until what the PBX holds at this moment has been fetched by a poll that began later.
     *
     * @param secondPoll starts one beside a poll that waits at the PBX, which ends it and gets the events
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
                // where no thread could be had for a second poll, it is tried again, but not without a pause
                long arrival = Math.max(RETRY_NANOS, untilArrival());
                changed.awaitNanos(polling && asked && waits && !second ? Math.min(left, arrival) : left);
            }
            overdue |= left <= 0 && isToWait(mine);
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a drain took too long, and nothing of a poll has come since. */
    boolean isOverdue() {
        return overdue;
    }

    /** Some of the answer to a poll has come. */
    void heard() {
        if (overdue) {
            change(() -> overdue = false);
        }
    }

    /** Which drains a second poll serves that is to be sent now. */
    long drains() {
        return locked(() -> drains);
    }

    /** Waits for the end of the first poll, whose events are older; false at the end of the connection. */
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

    /** Whether a poll is under way. */
    boolean isPolling() {
        return locked(() -> polling);
    }

    /** Events are wanted, by a session that is logged in. */
    void resume() {
        change(() -> wanted = true);
    }

    /**
     * Keeps polls from being started. What is sent next must reach the PBX behind a poll that is just being sent: behind a
     * logoff, it would begin another session, and behind an empty mask ask for all events.
     *
     * @param patience how long to wait for that
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

    /** What {@link #hold} does, by the thread that polls. */
    void holdOwn() {
        change(() -> wanted = false);
    }

    void close() {
        change(() -> closed = true);
    }

    boolean isClosed() {
        return locked(() -> closed);
    }

    /** With the lock held. */
    private void await(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // nobody interrupts these threads but a context that stops them
            close();
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a step after which others may go on. */
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

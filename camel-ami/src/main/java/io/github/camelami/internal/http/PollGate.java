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

/**
 * When the thread that polls may send a {@code WaitEvent}, and what others must wait for. The PBX answers requests on
 * threads of its own: of two polls that are on their way at once nobody can say which one gets the older events.
 */
final class PollGate {
    /** A request that was written that long ago has reached the PBX, unless the way there is slower. */
    private static final long ARRIVAL = Duration.ofMillis(100).toNanos();

    private static final long SLOWEST_ARRIVAL = Duration.ofSeconds(2).toNanos();

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
    synchronized boolean beginPoll() {
        while (!closed && (!wanted || second)) {
            await(0);
        }
        polling = !closed;
        asked = false;
        drainsAtPoll = drains;
        return polling;
    }

    /**
     * The poll is on its way to the PBX.
     *
     * @param forEvents whether it waits there if there are none
     */
    synchronized void asked(boolean forEvents) {
        asked = true;
        waits = forEvents;
        askedAt = System.nanoTime();
        notifyAll();
    }

    synchronized void endPoll() {
        polling = false;
        drained = Math.max(drained, drainsAtPoll);
        notifyAll();
    }

    /** Whether somebody waits for what the PBX has now, so that a poll must not wait for more. */
    synchronized boolean isHurried() {
        return drains > drained;
    }

    /** Waits until then, by {@link System#nanoTime()}, or until somebody cannot wait. */
    synchronized void pause(long until) {
        while (!closed && !isHurried() && System.nanoTime() - until < 0) {
            await(until - System.nanoTime());
        }
    }

    /**
     * Waits until what the PBX holds at this moment has been fetched by a poll that began later.
     *
     * @param secondPoll starts one beside a poll that waits at the PBX, which ends it and gets the events
     * @return false if that took too long
     */
    boolean drain(Duration patience, Runnable secondPoll) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long mine;
        synchronized (this) {
            if (closed || !wanted) {
                return true;
            }
            mine = ++drains;
            notifyAll();
        }
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

    private synchronized boolean isToWait(long mine) {
        return !closed && wanted && drained < mine;
    }

    private synchronized boolean beginSecond() {
        boolean begins = !closed && wanted && !second && waits && hasArrived();
        second |= begins;
        return begins;
    }

    private synchronized boolean awaitStep(long end, long mine) throws InterruptedException {
        long left = end - System.nanoTime();
        if (left > 0 && isToWait(mine)) {
            wait(millis(polling && asked && waits && !second ? Math.min(left, untilArrival()) : left));
        }
        return left > 0;
    }

    /** Which drains a second poll serves that is to be sent now. */
    synchronized long drains() {
        return drains;
    }

    /** Waits for the end of the first poll, whose events are older; false at the end of the connection. */
    synchronized boolean awaitPoll() {
        while (polling && !closed) {
            await(0);
        }
        return !closed;
    }

    synchronized void endSecond(long served) {
        second = false;
        drained = Math.max(drained, served);
        notifyAll();
    }

    private boolean hasArrived() {
        return polling && asked && untilArrival() <= 0;
    }

    private long untilArrival() {
        return askedAt + arrival - System.nanoTime();
    }

    /** Whether a poll is under way. */
    synchronized boolean isPolling() {
        return polling;
    }

    /** Events are wanted, by a session that is logged in. */
    synchronized void resume() {
        wanted = true;
        notifyAll();
    }

    /**
     * Keeps polls from being started. What is sent next must reach the PBX behind a poll that is just being sent: behind a
     * logoff, it would begin another session, and behind an empty mask ask for all events.
     *
     * @param patience how long to wait for that
     */
    synchronized void hold(Duration patience) {
        wanted = false;
        notifyAll();
        long end = System.nanoTime() + patience.toNanos();
        long left;
        while (!closed && (second || polling && !hasArrived()) && (left = end - System.nanoTime()) > 0) {
            await(asked && !second ? Math.max(1, Math.min(left, untilArrival())) : left);
        }
    }

    /** What {@link #hold} does, by the thread that polls. */
    synchronized void holdOwn() {
        wanted = false;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** @param nanos zero: without limit */
    private void await(long nanos) {
        try {
            wait(nanos == 0 ? 0 : millis(nanos));
        } catch (InterruptedException e) {
            // nobody interrupts these threads but a context that stops them
            close();
            Thread.currentThread().interrupt();
        }
    }

    private static long millis(long nanos) {
        return Math.max(1, nanos / 1_000_000);
    }
}

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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Holds events between the reading thread, which never waits, and the worker of a consumer. The number and the size of
 * the events are limited. Notices and snapshots keep their place among the events, and do not count towards the limits.
 * Where events are lost, a Gap notice takes their place.
 */
final class EventBuffer {
    private final int maxEvents;
    private final long maxBytes;
    private final WhenFull whenFull;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final EventQueue queue;
    private final Markers markers = new Markers();
    private final Losses losses = new Losses(markers);
    /** The number of events ever added to the queue. */
    private long added;

    private String fullBy = "";
    private final Batch batch;
    private volatile Runnable whenFilled = () -> {};

    EventBuffer(int maxEvents, long maxBytes, WhenFull whenFull) {
        this(maxEvents, maxBytes, whenFull, new EventQueue());
    }

    EventBuffer(int maxEvents, long maxBytes, WhenFull whenFull, EventQueue queue) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.whenFull = whenFull;
        this.queue = queue;
        this.batch = Batch.of(maxEvents, maxBytes);
    }

    /** @param task runs after each addition, on the thread that adds; it must not wait */
    void whenFilled(Runnable task) {
        whenFilled = task;
    }

    /**
     * Adds events. Called by the reading thread.
     *
     * @return the number of dropped events
     */
    int addAll(List<AmiEvent> batch) {
        int dropped;
        lock.lock();
        try {
            long before = losses.dropped();
            for (AmiEvent event : batch) {
                add(event);
            }
            filled.signalAll();
            dropped = (int) (losses.dropped() - before);
        } finally {
            lock.unlock();
        }
        whenFilled.run();
        return dropped;
    }

    void put(Notice notice) {
        place(() -> losses.put(added, notice));
    }

    void put(Snapshot latest) {
        place(() -> markers.addLast(added, latest));
    }

    void put(Answered answer) {
        place(() -> markers.addLast(added, answer));
    }

    private void place(Runnable marker) {
        lock.lock();
        try {
            marker.run();
            filled.signalAll();
        } finally {
            lock.unlock();
        }
        whenFilled.run();
    }

    /**
     * Passes the next item to the receiver, with no lock held. Called by one thread.
     *
     * @return false if nothing arrived in time
     */
    boolean poll(long timeout, TimeUnit unit, EventReceiver receiver) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        AmiEvent event = batch.next();
        if (event == null) {
            Marker marker = take(unit.toNanos(timeout));
            if (marker != null) {
                marker.giveTo(receiver);
                return true;
            }
            event = batch.next();
        }
        if (event == null) {
            return false;
        }
        receiver.event(event);
        return true;
    }

    /** Takes the next marker, or moves the next events to the batch. Returns null if it has not taken a marker. */
    private Marker take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            batch.begin();
            while (queue.isEmpty() && markers.size() == 0) {
                if (left <= 0) {
                    return null;
                }
                left = filled.awaitNanos(left);
            }
            if (markers.isBefore(first())) {
                batch.takeMarkerInHand();
                return markers.pollFirst();
            }
            takeBatch();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the first event in the queue or, if the queue is empty, of the next event to arrive. */
    private long first() {
        return added - queue.size();
    }

    private void takeBatch() {
        do {
            batch.add(queue.takeFirst());
        } while (!queue.isEmpty() && !markers.isBefore(first()) && batch.hasRoomFor(queue.firstLength()));
    }

    /**
     * The number of waiting items, including the one that was taken last, until the next one is requested. In this way,
     * a stop finds each item either here or in the route.
     */
    int pending() {
        return locked(() -> queue.size() + markers.size() + batch.pending());
    }

    /** Counts events as dropped that were taken but are not routed. */
    void addDropped(int count) {
        lock.lock();
        try {
            losses.add(count);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Empties the buffer and counts its content as dropped.
     *
     * @param received receives the number of items in unread snapshots
     */
    int discard(IntConsumer received) {
        lock.lock();
        try {
            int items = markers.items();
            received.accept(items);
            int discarded = items + queue.size() + batch.discard();
            queue.clear();
            markers.clear();
            losses.add(discarded);
            return discarded;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return locked(this::count);
    }

    long bytes() {
        return locked(this::waitingBytes);
    }

    long dropped() {
        return locked(losses::dropped);
    }

    /** The number of gaps: places in the stream where events are missing. */
    long gaps() {
        return locked(losses::gaps);
    }

    /** When the oldest event that the route has not finished was received, in milliseconds since 1970; 0 if none. */
    long oldest() {
        lock.lock();
        try {
            AmiEvent taken = batch.oldest();
            return taken != null ? taken.receivedAt() : queue.isEmpty() ? 0 : queue.firstReceivedAt();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the buffer is at most half full. */
    boolean hasRoom() {
        return locked(() -> count() <= maxEvents / 2 && waitingBytes() <= maxBytes / 2);
    }

    /** The option, with its value, that caused the last event to be dropped. */
    String fullBy() {
        return locked(() -> fullBy);
    }

    private <T> T locked(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    private void add(AmiEvent event) {
        int size = event.wireLength();
        if (!fits(size)) {
            fullBy = count() >= maxEvents ? "bufferSize=" + maxEvents : "bufferBytes=" + maxBytes;
        }
        // an event that is larger than the whole buffer must not push out the others
        while (!queue.isEmpty() && whenFull == WhenFull.DROP_OLDEST && size <= maxBytes && !fits(size)) {
            losses.dropOldest(first(), queue.firstEpoch(), queue.firstReceivedAt());
            queue.removeFirst();
        }
        if (fits(size)) {
            queue.add(event);
            added++;
        } else {
            losses.dropNewest(added, event.epoch(), event.receivedAt());
        }
    }

    private int count() {
        return queue.size() + batch.left();
    }

    private long waitingBytes() {
        return queue.bytes() + batch.bytesLeft();
    }

    private boolean fits(int size) {
        return count() < maxEvents && waitingBytes() + size <= maxBytes;
    }
}

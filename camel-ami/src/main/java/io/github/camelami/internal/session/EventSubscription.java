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

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.codec.ReceivedEvent;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * The subscription of a consumer to the events of a session. It has the filter of the consumer, and the buffer of
 * events that wait for the consumer.
 */
public final class EventSubscription {
    private final EventFilter filter;
    private final List<String> snapshot;
    private final Duration snapshotTimeout;
    private final boolean notices;
    private final WhenFull whenFull;
    private final EventBuffer buffer;
    private final OverflowLog overflow;

    private final LongAdder received = new LongAdder();
    private final List<AmiEvent> staged = new ArrayList<>();
    /** Whether the consumer has started. Checked for each event, because it may start while one read is processed. */
    private volatile boolean begun = true;

    /** The current or last suspension. */
    private Suspension suspension = Suspension.none();

    private boolean ended;
    private long snapshotEpoch;
    private volatile Set<PbxFilter> filters = PbxFilter.ALL;

    /**
     * Creates a subscription.
     *
     * @param names accepts the wanted event names, or null for all
     * @param fields accepts the wanted events by their fields, or null for all; runs on the reading thread
     * @param snapshot the list actions to run after each login
     * @param snapshotTimeout the timeout of each list action
     * @param notices whether the consumer receives notices about the session
     * @param maxEvents the maximum number of events in the buffer
     * @param maxBytes the maximum size of the events in the buffer, in bytes of wire text
     */
    public EventSubscription(
            EventClasses classes,
            Predicate<String> names,
            Predicate<EventView> fields,
            List<String> snapshot,
            Duration snapshotTimeout,
            boolean notices,
            int maxEvents,
            long maxBytes,
            WhenFull whenFull) {
        this.filter = new EventFilter(classes, names == null ? null : new WantedNames(names), fields);
        this.snapshot = snapshot;
        this.snapshotTimeout = snapshotTimeout;
        this.notices = notices;
        this.whenFull = whenFull;
        this.buffer = new EventBuffer(maxEvents, maxBytes, whenFull);
        this.overflow = new OverflowLog(buffer, whenFull);
    }

    /**
     * Passes the next item of the stream to the receiver. Called by one thread.
     *
     * @return false if nothing arrived in time
     */
    public boolean poll(long timeout, TimeUnit unit, EventReceiver receiver) throws InterruptedException {
        return buffer.poll(timeout, unit, receiver);
    }

    /** @param task runs whenever something has arrived, on the thread that delivers it; it must not wait */
    public void whenFilled(Runnable task) {
        buffer.whenFilled(task);
    }

    /** Discards events from now on, and counts them. */
    public synchronized void suspend() {
        suspension = Suspension.begun();
    }

    /** Discards events without counting them until {@link #begin}. */
    void awaitStart() {
        begun = false;
    }

    public void begin() {
        begun = true;
    }

    /**
     * Accepts events again. Notices first report the state of the session, and the number of discarded events.
     *
     * @return whether a snapshot was due during the suspension
     */
    synchronized boolean resume(long epoch) {
        if (!suspension.isOn()) {
            return false;
        }
        suspension.end(epoch).forEach(buffer::put);
        return suspension.missedSnapshot();
    }

    /** Ends the subscription. What waits, including items of snapshots, and what still arrives counts as dropped. */
    public synchronized int discard() {
        ended = true;
        return buffer.discard(this::receive);
    }

    /** Counts items of a snapshot as received. They do not pass through {@link #offer}. */
    public void receive(int items) {
        received.add(items);
    }

    /** Counts events as dropped that were taken but will not be routed. */
    public void giveUp(int events) {
        buffer.addDropped(events);
    }

    /** The number of items that wait for the route, including the last one taken, which may still be in the route. */
    public int pending() {
        return buffer.pending();
    }

    /** The number of events that were accepted for this consumer, including dropped ones. */
    public long received() {
        return received.sum();
    }

    public long dropped() {
        return buffer.dropped();
    }

    /** The number of places where events are missing from the stream. */
    public long gaps() {
        return buffer.gaps();
    }

    /** How long the oldest event that has not been routed has waited. */
    public Duration lag() {
        long oldest = buffer.oldest();
        return Duration.ofMillis(oldest == 0 ? 0 : Math.max(0, System.currentTimeMillis() - oldest));
    }

    public int buffered() {
        return buffer.size();
    }

    public long bufferedBytes() {
        return buffer.bytes();
    }

    /** The number of events that were discarded in the current or last suspension. */
    public synchronized long passedBy() {
        return suspension.passedBy();
    }

    EventClasses classes() {
        return filter.classes();
    }

    /** Sets the filters of the PBX that let all wanted events pass. By default, every event passes. */
    public EventSubscription filteredBy(Set<PbxFilter> derived) {
        filters = derived;
        return this;
    }

    Set<PbxFilter> filters() {
        return filters;
    }

    List<String> snapshot() {
        return snapshot;
    }

    Duration snapshotTimeout() {
        return snapshotTimeout;
    }

    boolean wantsNotices() {
        return notices;
    }

    /**
     * Appends the snapshot of a login to the buffer, if the consumer still needs it. A suspended consumer gets the
     * snapshot on {@link #resume}. A consumer that has not begun gets it later, because events that it does not receive
     * may be newer than a list that is requested now. The method is synchronized, because a suspension between the
     * check and the append would lose the snapshot.
     */
    synchronized boolean takeSnapshot(Snapshot taken) {
        if (!begun || snapshot.isEmpty() || taken.epoch() <= snapshotEpoch) {
            return false;
        }
        if (suspension.isOn()) {
            suspension.missSnapshot();
            return false;
        }
        snapshotEpoch = taken.epoch();
        buffer.put(taken);
        return true;
    }

    /**
     * Appends the part of this login's snapshot that was not available before.
     *
     * @return whether the lists must be requested
     */
    synchronized boolean takeRest(Snapshot rest) {
        if (suspension.isOn() && snapshotEpoch == rest.epoch()) {
            // resume() requests the whole snapshot
            suspension.missSnapshot();
            snapshotEpoch--;
        }
        if (suspension.isOn() || ended || snapshotEpoch != rest.epoch()) {
            return false;
        }
        buffer.put(rest);
        return true;
    }

    /** Appends the place of an answer to the buffer, even during a suspension, because the sender waits for it. */
    void put(Answered answer) {
        buffer.put(answer);
    }

    /** Whether the consumer wants this event. The filters run on the reading thread. */
    boolean wants(EventView event) {
        return filter.accepts(event);
    }

    /**
     * Keeps an event until {@link #flush} if it is wanted. Called on the reading thread.
     *
     * @return whether the event matches the filter, even if the consumer has not started
     */
    boolean offer(ReceivedEvent event) {
        boolean wanted = wants(event);
        if (wanted && begun) {
            staged.add(event.message());
        }
        return wanted;
    }

    /**
     * Adds the events of one read to the buffer at once. Called on the reading thread.
     *
     * @return the limit that was exceeded, if the connection must be ended because of it; otherwise null
     */
    synchronized String flush(String context) {
        if (staged.isEmpty()) {
            return null;
        }
        if (suspension.isOn()) {
            suspension.passBy(staged.size());
            staged.clear();
            return null;
        }
        received.add(staged.size());
        if (ended) {
            buffer.addDropped(staged.size());
            staged.clear();
            return null;
        }
        int dropped = buffer.addAll(staged);
        staged.clear();
        overflow.added(context, dropped);
        return dropped > 0 && whenFull == WhenFull.DISCONNECT ? buffer.fullBy() : null;
    }

    /** Appends a notice to the buffer. During a suspension, it is merged into those that {@link #resume} delivers. */
    synchronized void put(Notice notice) {
        if (suspension.isOn()) {
            suspension.miss(notice);
        } else {
            buffer.put(notice);
        }
    }
}

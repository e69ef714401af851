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

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One consumer's share of a session's events: which it wants, and those that wait for it. */
public final class EventSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(EventSubscription.class);
    /** An unknown sender could make up names without end. */
    private static final int MAX_NAMES_REMEMBERED = 4096;

    private final EventClasses classes;
    private final Predicate<String> names;
    private final Predicate<EventView> fields;
    private final List<String> snapshot;
    private final Duration snapshotTimeout;
    private final boolean notices;
    private final EventBuffer buffer;

    private final Map<String, Boolean> wantedNames = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final List<AmiEvent> staged = new ArrayList<>();
    /** Whether events are the consumer's; asked as each comes, as the start may lie within what is read at once. */
    private volatile boolean begun = true;

    private boolean overflowing;
    private boolean suspended;
    private Instant suspendedAt;
    private long passedBy;
    private boolean lostConnection;
    private boolean snapshotMissed;
    private boolean ended;
    private long snapshotEpoch;

    /**
     * A subscription.
     *
     * @param names which names, or null for all
     * @param fields which events by their fields, or null for all; runs on the reading thread
     * @param snapshot list actions to run after each login
     * @param snapshotTimeout of each of them
     * @param notices whether its consumer wants to know what happened to the session
     * @param maxEvents bound of the buffer, in events
     * @param maxBytes bound of the buffer, in bytes of wire text
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
        this.classes = classes;
        this.names = names;
        this.fields = fields;
        this.snapshot = snapshot;
        this.snapshotTimeout = snapshotTimeout;
        this.notices = notices;
        this.buffer = new EventBuffer(maxEvents, maxBytes, whenFull);
    }

    /**
     * Gives the consumer what comes next of its stream. For one thread.
     *
     * @return false if nothing came in time
     */
    public boolean poll(long timeout, TimeUnit unit, EventReceiver receiver) throws InterruptedException {
        return buffer.poll(timeout, unit, receiver);
    }

    /** Discards events from here on, and counts them. */
    public synchronized void suspend() {
        passedBy = 0;
        lostConnection = false;
        snapshotMissed = false;
        suspendedAt = Instant.now();
        suspended = true;
    }

    /** Discards events and does not count them: they are from before the consumer's start. */
    void awaitStart() {
        begun = false;
    }

    /** From here on events are the consumer's. */
    public void begin() {
        begun = true;
    }

    /**
     * Takes events again, behind a notice that says how many passed by.
     *
     * @return whether a snapshot was due meanwhile
     */
    synchronized boolean resume(long epoch) {
        if (!suspended) {
            return false;
        }
        suspended = false;
        if (passedBy > 0 || lostConnection) {
            buffer.put(Notice.gap(epoch, suspendedAt, Instant.now(), lostConnection ? -1 : passedBy, "suspended"));
        }
        return snapshotMissed;
    }

    /** Gives up what waits, items of a snapshot too, and what may still come, for good; it counts as dropped. */
    public synchronized int discard() {
        ended = true;
        return buffer.discard(this::receive);
    }

    /** Counts items of a snapshot, which nobody has staged, as received. */
    public void receive(int items) {
        received.add(items);
    }

    /** Counts events as dropped that were taken but will not be routed. */
    public void giveUp(int events) {
        buffer.addDropped(events);
    }

    /** What waits for the route, or was taken last and may still be in it. */
    public int pending() {
        return buffer.pending();
    }

    /** Events that were taken for this consumer, dropped ones included. */
    public long received() {
        return received.sum();
    }

    public long dropped() {
        return buffer.dropped();
    }

    /** Places where events are missing from the stream. */
    public long gaps() {
        return buffer.gaps();
    }

    /** How long the oldest event that is not routed yet has waited. */
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

    /** Events that passed by in the current or last suspension. */
    public synchronized long passedBy() {
        return passedBy;
    }

    EventClasses classes() {
        return classes;
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
     * Puts the snapshot of a login behind what is there, if it is still to be taken; a suspended consumer gets it on
     * {@link #resume}, and one that has not begun once it has: what is asked for before its first event may be older than
     * events that it does not get. One step: a suspension in its midst would lose it.
     */
    synchronized boolean takeSnapshot(Snapshot taken) {
        if (!begun || snapshot.isEmpty() || taken.epoch() <= snapshotEpoch) {
            return false;
        }
        if (suspended) {
            snapshotMissed = true;
            return false;
        }
        snapshotEpoch = taken.epoch();
        buffer.put(taken);
        return true;
    }

    /**
     * Puts what was not to be had before of the snapshot of this login in its place among the events.
     *
     * @return whether it is to be filled
     */
    synchronized boolean takeRest(Snapshot rest) {
        if (suspended && snapshotEpoch == rest.epoch()) {
            // all of it on resume
            snapshotMissed = true;
            snapshotEpoch--;
        }
        if (suspended || ended || snapshotEpoch != rest.epoch()) {
            return false;
        }
        buffer.put(rest);
        return true;
    }

    /** Whether the consumer wants such events; its filters run on the reading thread. */
    boolean wants(EventView event) {
        return classes.covers(event.classes())
                && (names == null || wantsName(event.name()))
                && (fields == null || fields.test(event));
    }

    /**
     * Keeps an event until {@link #flush}, if it is wanted; on the reading thread.
     *
     * @return whether it is, or would be after the start
     */
    boolean offer(AmiDecoder.Received event) {
        boolean wanted = wants(event);
        if (wanted && begun) {
            staged.add(event.message());
        }
        return wanted;
    }

    /**
     * Hands the events of one read over at once; on the reading thread.
     *
     * @return the limit of the buffer because of which the connection is to be given up, or null
     */
    synchronized String flush(String context) {
        if (staged.isEmpty()) {
            return null;
        }
        if (suspended) {
            passedBy += staged.size();
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
        if (dropped > 0 && !overflowing) {
            LOG.warn(
                    "{} events come faster than the route takes them: the buffer is full ({}) at {} events, {} bytes;"
                            + " {}",
                    context,
                    buffer.fullBy(),
                    buffer.size(),
                    buffer.bytes(),
                    buffer.consequence());
            overflowing = true;
        } else if (overflowing && buffer.hasRoom()) {
            overflowing = false;
            LOG.info("{} the buffer has room again; {} events were dropped so far", context, buffer.dropped());
        }
        return dropped > 0 && buffer.disconnects() ? buffer.fullBy() : null;
    }

    /** Puts a notice behind what is there; a suspended consumer learns from {@link #resume} what it missed. */
    synchronized void put(Notice notice) {
        if (!suspended) {
            buffer.put(notice);
        } else {
            lostConnection |= notice.kind() != Notice.Kind.Connected;
        }
    }

    private boolean wantsName(String name) {
        Boolean wanted = wantedNames.get(name);
        if (wanted == null) {
            wanted = names.test(name);
            if (wantedNames.size() < MAX_NAMES_REMEMBERED) {
                wantedNames.put(name, wanted);
            }
        }
        return wanted;
    }
}

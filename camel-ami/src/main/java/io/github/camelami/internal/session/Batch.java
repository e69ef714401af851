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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Events that were taken from a buffer together, so that the routing thread needs the lock of the buffer only once for
 * all of them. A batch also records the item that the thread is processing, the item in hand. All methods except {@link
 * #next} are called with the lock held.
 */
final class Batch {
    private static final int MAX_EVENTS = 64;
    /** A batch takes at most 1/1024 of the buffer, because its events can no longer be dropped as the oldest. */
    private static final int SHARE = 1024;

    private final long maxBytes;
    private final AmiEvent[] events;
    /** For each event, the total size in bytes of the events before it. The last entry is the size of all events. */
    private final long[] bytesBefore;

    private final AtomicInteger position = new AtomicInteger();
    private int count;
    private AmiEvent inHand;
    private boolean isMarkerInHand;

    /** Creates the batch of a buffer with these limits. */
    static Batch of(int maxEvents, long maxBytes) {
        return new Batch(Math.max(1, Math.min(maxEvents / SHARE, MAX_EVENTS)), maxBytes / SHARE);
    }

    Batch(int size, long maxBytes) {
        this.maxBytes = maxBytes;
        events = new AmiEvent[size];
        bytesBefore = new long[size + 1];
    }

    /**
     * Returns the next event, which is then the item in hand, or null if there is none. Called by the routing thread.
     */
    AmiEvent next() {
        int at = position.get();
        return at == count ? null : take(at, events[at]);
    }

    /**
     * Takes the event that was read as the next one. Returns null if the event has been dropped, and counted as
     * dropped, in the meantime.
     */
    AmiEvent take(int at, AmiEvent next) {
        inHand = next;
        if (!position.compareAndSet(at, at + 1)) {
            return null;
        }
        events[at] = null;
        return next;
    }

    /** Empties the batch, so that no item is in hand. Called by the routing thread. */
    void begin() {
        inHand = null;
        isMarkerInHand = false;
        count = 0;
        position.set(0);
    }

    /** Whether another event of this size may be added. */
    boolean hasRoomFor(int wireLength) {
        return count < events.length && bytesLeft() + wireLength <= maxBytes;
    }

    void add(AmiEvent event) {
        events[count] = event;
        bytesBefore[count + 1] = bytesBefore[count] + event.wireLength();
        count++;
    }

    void takeMarkerInHand() {
        isMarkerInHand = true;
    }

    /** Drops the remaining events, and returns their number. */
    int discard() {
        int from = position.getAndSet(count);
        for (int i = from; i < count; i++) {
            events[i] = null;
        }
        return count - from;
    }

    int left() {
        return count - position.get();
    }

    long bytesLeft() {
        return bytesBefore[count] - bytesBefore[position.get()];
    }

    /** The number of remaining events, including the item in hand. */
    int pending() {
        return left() + (inHand == null && !isMarkerInHand ? 0 : 1);
    }

    /** The event in hand or, if there is none, the next event; null if there is neither. */
    AmiEvent oldest() {
        int at = position.get();
        return inHand != null ? inHand : at < count ? events[at] : null;
    }
}

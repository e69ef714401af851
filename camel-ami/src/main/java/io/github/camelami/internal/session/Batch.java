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
 * Events that were taken out of a buffer together, so that the routing thread needs the lock of the buffer once and not
 * for each event. A batch also records what that thread has in hand. All methods except {@link #next} are called with
 * the lock held.
 */
final class Batch {
    private static final int MAX_EVENTS = 64;
    /** Events in a batch can no longer be dropped as the oldest, so a batch must be a small part of the buffer. */
    private static final int SHARE = 1024;

    private final long maxBytes;
    private final AmiEvent[] events;
    /** For each event, the total size in bytes of those before it; the last entry is the size of all. */
    private final long[] bytesBefore;

    private final AtomicInteger position = new AtomicInteger();
    private int count;
    private AmiEvent inHand;
    private boolean isMarkerInHand;

    /** The batch of a buffer with these bounds. */
    static Batch of(int maxEvents, long maxBytes) {
        return new Batch(Math.max(1, Math.min(maxEvents / SHARE, MAX_EVENTS)), maxBytes / SHARE);
    }

    Batch(int size, long maxBytes) {
        this.maxBytes = maxBytes;
        events = new AmiEvent[size];
        bytesBefore = new long[size + 1];
    }

    /** The next event, which is in hand from now on, or null if there is none. For the routing thread. */
    AmiEvent next() {
        int at = position.get();
        return at == count ? null : take(at, events[at]);
    }

    /**
     * Takes the event that was found to be the next one. Returns null if it has been given up since, and counted as
     * such.
     */
    AmiEvent take(int at, AmiEvent next) {
        inHand = next;
        if (!position.compareAndSet(at, at + 1)) {
            return null;
        }
        events[at] = null;
        return next;
    }

    /** Starts over: nothing is taken, and nothing is in hand. For the routing thread. */
    void begin() {
        inHand = null;
        isMarkerInHand = false;
        count = 0;
        position.set(0);
    }

    boolean hasRoomFor(AmiEvent event) {
        return count < events.length && bytesLeft() + event.wireLength() <= maxBytes;
    }

    void add(AmiEvent event) {
        events[count] = event;
        bytesBefore[count + 1] = bytesBefore[count] + event.wireLength();
        count++;
    }

    void takeMarkerInHand() {
        isMarkerInHand = true;
    }

    /** Gives up the remaining events. */
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

    /** The number of remaining events, plus the item that was taken last until the next one is requested. */
    int pending() {
        return left() + (inHand == null && !isMarkerInHand ? 0 : 1);
    }

    /** The event that is in hand, or else the next one; null if there is neither. */
    AmiEvent oldest() {
        int at = position.get();
        return inHand != null ? inHand : at < count ? events[at] : null;
    }
}

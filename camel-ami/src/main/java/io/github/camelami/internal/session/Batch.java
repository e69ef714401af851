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
 * Events that were taken out of a buffer together, so that the thread that routes them needs the buffer's lock once
 * and not for each; and what that thread has in hand. All but {@link #next} is called with the lock held.
 */
final class Batch {
    private final AmiEvent[] events;
    /** For each event the bytes of those before it, and at the end of all. */
    private final long[] bytesBefore;

    private final AtomicInteger position = new AtomicInteger();
    private int count;
    private AmiEvent inHand;
    private boolean isMarkerInHand;

    Batch(int size) {
        events = new AmiEvent[size];
        bytesBefore = new long[size + 1];
    }

    /** The next event, which is in hand from now on; null if there is none. Of the thread that routes. */
    AmiEvent next() {
        int at = position.get();
        return at == count ? null : take(at, events[at]);
    }

    /** Takes what was found to be the next, or gives null: it may have been given up, and counted so, since then. */
    AmiEvent take(int at, AmiEvent next) {
        inHand = next;
        if (!position.compareAndSet(at, at + 1)) {
            return null;
        }
        events[at] = null;
        return next;
    }

    /** Begins anew: nothing is taken, nothing in hand. Of the thread that routes. */
    void begin() {
        inHand = null;
        isMarkerInHand = false;
        count = 0;
        position.set(0);
    }

    boolean isFull() {
        return count == events.length;
    }

    void add(AmiEvent event) {
        events[count] = event;
        bytesBefore[count + 1] = bytesBefore[count] + event.wireLength();
        count++;
    }

    void takeMarkerInHand() {
        isMarkerInHand = true;
    }

    /** Gives up what is left. */
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

    /** What is left, and what was taken last until the next is asked for. */
    int pending() {
        return left() + (inHand == null && !isMarkerInHand ? 0 : 1);
    }

    /** The event that is in hand, or was to come next; null if there is none. */
    AmiEvent oldest() {
        int at = position.get();
        return inHand != null ? inHand : at < count ? events[at] : null;
    }
}

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

import java.time.Instant;

/** The events that were dropped at one place in a buffer. */
final class DroppedRun implements Marker {
    private final long epoch;
    /** When the first and the last of the events were received, in milliseconds since 1970. */
    private long from = Long.MAX_VALUE;

    private long to;
    private long dropped;

    DroppedRun(long epoch) {
        this.epoch = epoch;
    }

    /** Adds an event that was received at this time. */
    void add(long receivedAt) {
        add(1, receivedAt, receivedAt);
    }

    private void add(long events, long first, long last) {
        dropped += events;
        from = Math.min(from, first);
        to = Math.max(to, last);
    }

    boolean isEmpty() {
        return dropped == 0;
    }

    /** Combines this run with a later one. The result takes the place of this run. */
    DroppedRun and(DroppedRun later) {
        DroppedRun both = new DroppedRun(epoch);
        both.add(dropped, from, to);
        both.add(later.dropped, later.from, later.to);
        return both;
    }

    @Override
    public void giveTo(EventReceiver receiver) throws InterruptedException {
        receiver.notice(Notice.gap(epoch, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), dropped, "overflow"));
    }
}

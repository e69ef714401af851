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
    private final Instant from;
    private Instant to;
    private long dropped;

    DroppedRun(long epoch) {
        this(epoch, Instant.now());
    }

    private DroppedRun(long epoch, Instant from) {
        this.epoch = epoch;
        this.from = from;
        this.to = from;
    }

    void add() {
        dropped++;
        to = Instant.now();
    }

    boolean isEmpty() {
        return dropped == 0;
    }

    /** Combines this run with a later one. The result takes the place of this run. */
    DroppedRun and(DroppedRun later) {
        DroppedRun both = new DroppedRun(epoch, from.isBefore(later.from) ? from : later.from);
        both.dropped = dropped + later.dropped;
        both.to = to.isAfter(later.to) ? to : later.to;
        return both;
    }

    @Override
    public void giveTo(EventReceiver receiver) throws InterruptedException {
        receiver.notice(Notice.gap(epoch, from, to, dropped, "overflow"));
    }
}

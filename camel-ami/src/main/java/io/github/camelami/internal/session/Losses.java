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

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the events that are missing from the stream of a buffer, and puts a gap among the buffer's markers where
 * events are lost. Called with the buffer's lock held.
 */
final class Losses {
    private final Markers markers;
    private long dropped;
    private long gaps;

    Losses(Markers markers) {
        this.markers = markers;
    }

    /** The number of events that were dropped. */
    long dropped() {
        return dropped;
    }

    /** The number of places in the stream where events are missing. */
    long gaps() {
        return gaps;
    }

    /** Counts dropped events after which no event is routed. They cause no gap. */
    void add(int events) {
        dropped += events;
    }

    /** Appends a notice. If it reports a loss, it is merged with the losses right before it. */
    void put(long place, Notice notice) {
        gaps += notice.kind() == Notice.Kind.Gap ? 1 : 0;
        markers.addLast(place, notice);
        if (notice.isLoss()) {
            markers.mergeLast(place);
        }
    }

    /** Records that the event that was to get this number is dropped. */
    void dropNewest(long number, long epoch, long receivedAt) {
        DroppedRun gap = markers.last(number) instanceof DroppedRun last ? last : new DroppedRun(epoch);
        if (gap.isEmpty()) {
            markers.addLast(number, gap);
        }
        count(gap, receivedAt);
    }

    /**
     * Records that the first event, which had this number, is dropped. The gap takes the place of the event, after the
     * notices that precede it.
     */
    void dropOldest(long number, long epoch, long receivedAt) {
        List<Marker> before = new ArrayList<>(4);
        markers.pollBefore(number, before);
        boolean goesOn = !before.isEmpty() && before.get(before.size() - 1) instanceof DroppedRun;
        DroppedRun gap = goesOn ? (DroppedRun) before.get(before.size() - 1) : new DroppedRun(epoch);
        if (!goesOn) {
            before.add(gap);
        }
        count(gap, receivedAt);
        int alone = before.size();
        markers.pollBefore(number + 1, before);
        markers.addFirst(number + 1, before.size() > alone ? UnreadNotices.merged(before) : before);
    }

    private void count(DroppedRun gap, long receivedAt) {
        gaps += gap.isEmpty() ? 1 : 0;
        gap.add(receivedAt);
        dropped++;
    }
}

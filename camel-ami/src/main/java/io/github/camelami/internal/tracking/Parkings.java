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
package io.github.camelami.internal.tracking;

import io.github.camelami.call.Parking;
import io.github.camelami.call.ParkingOutcome;
import java.util.List;

/** The stays of a call in parking lots. */
final class Parkings {
    private final int max;
    private FactList<Stay> stays;

    Parkings(int max) {
        this.max = max;
    }

    private static final class Stay {
        private final ChannelChange.Parked how;
        private final Channel by;
        private final long parkedAt;
        private long endedAt;
        private ParkingOutcome outcome;

        Stay(ChannelChange.Parked how, Channel by, long parkedAt) {
            this.how = how;
            this.by = by;
            this.parkedAt = parkedAt;
        }
    }

    /** @param by the phone that parked the call, or null */
    void parked(ChannelChange.Parked how, Channel by, long time) {
        stays = stays == null ? new FactList<>(max) : stays;
        stays.add(new Stay(how, by, time));
    }

    boolean areBy(Channel phone) {
        return stays != null && stays.all().stream().anyMatch(stay -> stay.by == phone);
    }

    /** The time of the next parking after this time, or {@code Long.MAX_VALUE}. */
    long nextAfter(long time) {
        long next = Long.MAX_VALUE;
        for (Stay stay : stays == null ? List.<Stay>of() : stays.all()) {
            next = stay.parkedAt >= time ? Math.min(next, stay.parkedAt) : next;
        }
        return next;
    }

    void ended(ParkingOutcome outcome, long time) {
        Stay last = stays == null ? null : stays.last();
        if (last != null && last.endedAt == 0) {
            last.endedAt = Math.max(1, time);
            last.outcome = outcome;
        }
    }

    void addAll(Parkings younger) {
        if (stays == null) {
            stays = younger.stays;
        } else if (younger.stays != null) {
            stays.addAll(younger.stays);
        }
    }

    int omitted() {
        return stays == null ? 0 : stays.omitted();
    }

    List<Parking> view() {
        return stays == null
                ? List.of()
                : stays.all().stream()
                        .map(stay -> Parking.builder()
                                .lot(stay.how.lot())
                                .space(stay.how.space())
                                .parkedAt(Moments.millis(stay.parkedAt))
                                .endedAt(Moments.millisOrNull(stay.endedAt))
                                .outcome(stay.outcome)
                                .by(stay.how.by())
                                .build())
                        .toList();
    }
}

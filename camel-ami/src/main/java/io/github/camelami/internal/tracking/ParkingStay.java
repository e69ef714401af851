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

/** A stay in a parking lot, which may still last. */
final class ParkingStay {
    private final ChannelChange.Parked how;
    private final Channel by;
    private final long parkedAt;
    private long endedAt;
    private ParkingOutcome outcome;

    /** @param by the phone that parked the call, or null */
    ParkingStay(ChannelChange.Parked how, Channel by, long parkedAt) {
        this.how = how;
        this.by = by;
        this.parkedAt = parkedAt;
    }

    boolean isBy(Channel phone) {
        return by == phone;
    }

    long parkedAt() {
        return parkedAt;
    }

    /** Whether the stay had ended by this moment. */
    boolean isOver(long time) {
        return endedAt > 0 && endedAt <= time;
    }

    /** Ends the stay. If several ends are reported, the first one counts. */
    void ends(ParkingOutcome as, long time) {
        if (endedAt == 0) {
            endedAt = Math.max(1, time);
            outcome = as;
        }
    }

    Parking view() {
        return Parking.builder()
                .lot(how.lot())
                .space(how.space())
                .parkedAt(Moments.millis(parkedAt))
                .endedAt(Moments.millisOrNull(endedAt))
                .outcome(outcome)
                .by(how.by())
                .build();
    }
}

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
final class Parkings extends FactList<ParkingStay> {
    Parkings(int max) {
        super(max);
    }

    boolean areBy(Channel phone) {
        return all().stream().anyMatch(stay -> stay.isBy(phone));
    }

    /** The moment of the first parking that lasted at this moment or began later, or {@code Long.MAX_VALUE}. */
    long nextAfter(long time) {
        long next = Long.MAX_VALUE;
        for (ParkingStay stay : all()) {
            next = stay.isOver(time) ? next : Math.min(next, stay.parkedAt());
        }
        return next;
    }

    void ended(ParkingOutcome outcome, long time) {
        if (hasAny()) {
            last().ends(outcome, time);
        }
    }

    List<Parking> view() {
        return all().stream().map(ParkingStay::view).toList();
    }
}

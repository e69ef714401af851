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
package io.github.camelami.internal.tracking.queue;

import io.github.camelami.message.AmiEvent;

/**
 * Determines how far the clock of the PBX is ahead of the clock of this machine. Each event shows this, because it has
 * its own time and the time of its arrival. A delayed event makes the clock of the PBX appear to be behind. For this
 * reason, the event with the shortest delay of the last one to two minutes is used. Times in lists have to be
 * converted, because lists have only durations.
 */
final class PbxClock {
    private static final long WINDOW = 60_000;

    /**
     * A delay that no event has, in milliseconds. If an event seems to be delayed for longer, the clock of the PBX was
     * set back.
     */
    private static final long SET_BACK = 60_000;

    /** The smallest correction that matters, in milliseconds, because lists have waits in whole seconds. */
    private static final long MUCH = 1_000;

    private boolean known;
    private long latest;
    private long before;
    private long windowBegan;
    private long offset;
    private long knownSince;
    private long late;

    /**
     * Uses an event to determine how far the clock of the PBX is ahead.
     *
     * @return how far, in milliseconds, if the event is the first one, so that earlier times from lists must be
     *     converted; otherwise 0
     */
    long at(AmiEvent event) {
        long received = event.receivedAt();
        long ahead = event.occurredAt() - received;
        if (!known || ahead < offset - SET_BACK) {
            before = ahead;
            latest = ahead;
            windowBegan = received;
        } else if (Math.abs(received - windowBegan) >= WINDOW) {
            before = latest;
            latest = ahead;
            windowBegan = received;
        } else {
            latest = Math.max(latest, ahead);
        }
        long now = Math.max(before, latest);
        if (known) {
            late += received - knownSince < WINDOW ? Math.max(0, now - offset) : 0;
            offset = now;
            return 0;
        }
        known = true;
        knownSince = received;
        offset = now;
        return offset;
    }

    /**
     * Takes a further correction of times from lists, in milliseconds. It is necessary if the first event was delayed.
     * 0 if it is too small to matter.
     */
    long takeLate() {
        long by = late < MUCH ? 0 : late;
        late -= by;
        return by;
    }

    /** Converts a time of this machine to one of the PBX. */
    long there(long here) {
        return here + offset;
    }

    /** Converts a time of the PBX to one of this machine. */
    long here(long there) {
        return there - offset;
    }
}

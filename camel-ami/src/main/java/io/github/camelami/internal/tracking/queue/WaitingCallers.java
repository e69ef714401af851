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

import io.github.camelami.queue.QueueCaller;
import java.util.ArrayList;
import java.util.List;

/**
 * The waiting callers of a queue, in the order of the queue. Callers beyond maxQueueCallers are omitted, and only
 * counted.
 */
final class WaitingCallers {
    private final int max;
    private final PbxClock clock;
    private final QueueReadings readings;
    private final List<Caller> callers = new ArrayList<>(2);
    private int omitted;
    private int abandoning;
    private List<QueueCaller> values = List.of();

    WaitingCallers(int max, PbxClock clock, QueueReadings readings) {
        this.max = max;
        this.clock = clock;
        this.readings = readings;
    }

    /** The callers within the limit. */
    List<Caller> known() {
        return callers;
    }

    /** The number of all callers, including omitted ones. */
    int size() {
        return callers.size() + omitted;
    }

    int omitted() {
        return omitted;
    }

    /** The number of callers who have hung up, but whom the PBX still counts until they leave the queue. */
    int abandoning() {
        return abandoning;
    }

    /**
     * Adds to the number of callers who have hung up, but have not left the queue yet.
     *
     * @param more may be negative
     */
    void abandon(int more) {
        abandoning = Math.max(0, abandoning + more);
    }

    /** Resets the number of callers who have hung up but have not left, because a list shows who is waiting. */
    void areListed() {
        abandoning = 0;
    }

    /** The caller with this id; null if it is unknown or omitted. */
    Caller of(String uniqueid) {
        for (Caller caller : callers) {
            if (caller.uniqueid().equals(uniqueid)) {
                return caller;
            }
        }
        return null;
    }

    /**
     * Adds a caller.
     *
     * @param position the position, counted from 1; 0 for the last one
     * @param since when the caller joined, in milliseconds since 1970
     * @return null if the caller is omitted
     */
    Caller add(Party party, int position, long since) {
        if (callers.size() >= max) {
            return null;
        }
        Caller caller = new Caller(party, since);
        int at = position < 1 ? callers.size() : Math.min(position - 1, callers.size());
        callers.add(at, caller);
        changed();
        return caller;
    }

    void moves(Caller caller, int position) {
        if (position > 0 && callers.indexOf(caller) != position - 1) {
            callers.remove(caller);
            callers.add(Math.min(position - 1, callers.size()), caller);
        }
        changed();
    }

    void remove(Caller caller) {
        callers.remove(caller);
        changed();
    }

    /** Sets the number of omitted callers. */
    void omits(int count) {
        omitted = count;
        readings.waiting(size());
    }

    /**
     * Converts the times that were taken from lists before the clock of the PBX was known ({@link PbxClock}).
     *
     * @param ahead how far the clock of the PBX is ahead, in milliseconds
     */
    void clockIsKnown(long ahead) {
        if (!callers.isEmpty()) {
            callers.forEach(caller -> caller.clockIsKnown(ahead));
            changed();
        }
    }

    void changed() {
        long since = 0;
        for (int i = 0; i < callers.size(); i++) {
            Caller caller = callers.get(i);
            caller.isAt(i + 1);
            since = since == 0 ? caller.since() : Math.min(since, caller.since());
        }
        values = null;
        readings.waiting(size());
        readings.waitingSince(since == 0 ? 0 : clock.here(since));
    }

    List<QueueCaller> values() {
        values = values == null ? Values.of(callers, Caller::value) : values;
        return values;
    }
}

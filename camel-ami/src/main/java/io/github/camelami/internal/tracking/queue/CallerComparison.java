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

import static io.github.camelami.internal.tracking.queue.Differences.PRESENT;

import io.github.camelami.internal.tracking.queue.ListedQueues.Entry;
import io.github.camelami.internal.tracking.queue.ListedQueues.Listed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the known waiting callers with the list from QueueStatus, and corrects the known ones. */
final class CallerComparison {
    /** The tolerance for waits in lists, in milliseconds, because lists have waits in whole seconds. */
    private static final long ROUNDED = 3_000;

    private final PbxClock pbx;
    private final DepartureRules departing;
    private final Looks looks;

    CallerComparison(PbxClock pbx, DepartureRules departing, Looks looks) {
        this.pbx = pbx;
        this.departing = departing;
        this.looks = looks;
    }

    /**
     * Compares the known waiting callers of a queue with a list, and corrects the known ones.
     *
     * @param broken whether events may have been lost since the last comparison
     * @param time the time of the list, by the clock of the PBX, in milliseconds since 1970
     * @param nanos the time of the monotonic clock
     */
    void compare(Queue queue, Listed listed, boolean broken, Differences differences, long time, long nanos) {
        Map<String, Entry> entries = new HashMap<>();
        listed.callers().forEach(entry -> entries.put(entry.caller().uniqueid(), entry));
        WaitingCallers waiting = queue.waiting();
        for (Caller caller : List.copyOf(waiting.known())) {
            if (!isSameWait(caller, entries.get(caller.uniqueid()), broken)) {
                departing.vanished(queue, caller, time, nanos);
                differences.ofCaller(caller.uniqueid(), PRESENT, true, null);
            }
        }
        waiting.areListed();
        int added = 0;
        int beyond = 0;
        for (Entry entry : listed.callers()) {
            Caller caller = waiting.of(entry.caller().uniqueid());
            if (caller == null) {
                departing.waits(entry.caller().uniqueid());
                added++;
                caller = add(waiting, entry, differences);
                beyond += caller == null ? 1 : 0;
            } else {
                compare(waiting, caller, entry, differences);
            }
            if (caller != null) {
                caller.isListed(entry.waited() * 1000, looks.losses());
            }
        }
        for (Departure departure : departing.unseen(queue)) {
            differences.ofCaller(departure.caller().id(), "leaving", true, null);
        }
        differences.ofQueue(queue.name(), "omittedCallers", waiting.omitted(), beyond);
        queue.listed(added, beyond);
    }

    /**
     * Adds a caller that the list contains.
     *
     * @return null if the caller is omitted because of maxQueueCallers
     */
    private Caller add(WaitingCallers waiting, Entry entry, Differences differences) {
        long since = pbx.there(entry.receivedAt()) - entry.waited() * 1000;
        Caller added = waiting.add(entry.caller(), entry.position(), since);
        if (added != null) {
            added.forgetsRinging();
            differences.ofCaller(entry.caller().uniqueid(), PRESENT, null, true);
        }
        return added;
    }

    private static void compare(WaitingCallers waiting, Caller caller, Entry entry, Differences differences) {
        String number = caller.number();
        String name = caller.name();
        if (caller.isNow(entry.caller().number(), entry.caller().name())) {
            waiting.changed();
            differences.ofCaller(caller.uniqueid(), "number", number, caller.number());
            differences.ofCaller(caller.uniqueid(), "name", name, caller.name());
        }
        if (caller.position() != entry.position()) {
            differences.ofCaller(caller.uniqueid(), "position", caller.position(), entry.position());
            waiting.moves(caller, entry.position());
        }
    }

    /**
     * Whether the list shows the same wait of the caller, and not a later one. If the wait in the list is shorter than
     * expected, the caller has left and joined again on the same channel while events were lost. If it is longer, the
     * wait is the same, and the clock of the PBX was set.
     */
    private boolean isSameWait(Caller caller, Entry entry, boolean broken) {
        if (entry == null) {
            return false;
        }
        long least = broken ? pbx.there(entry.receivedAt()) - caller.since() : caller.waited();
        return entry.waited() * 1000 >= least - ROUNDED;
    }
}

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

import io.github.camelami.internal.tracking.queue.ListedQueues.Listed;
import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import io.github.camelami.internal.tracking.queue.QueueFact.Told;
import io.github.camelami.queue.QueueMember;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the known queues with the list from QueueStatus, corrects the known ones, and reports the differences. */
final class Comparison {
    /** Values that are not reported as differences, because they follow from other values or from the time. */
    private static final Set<String> DERIVED = Set.of("since", "lastCallAt", "loggedInAt");

    private final Queues queues;
    private final CallerComparison waiting;
    private final CallerRules callers;
    private final DepartureRules departing;
    private final Conversations conversations;
    private final Announcer announcer;
    private final Looks looks;

    Comparison(
            Queues queues,
            PbxClock pbx,
            CallerRules callers,
            DepartureRules departing,
            Conversations conversations,
            Announcer announcer,
            Looks looks) {
        this.queues = queues;
        this.waiting = new CallerComparison(pbx, departing, looks);
        this.callers = callers;
        this.departing = departing;
        this.conversations = conversations;
        this.announcer = announcer;
        this.looks = looks;
    }

    /**
     * Compares all queues with a list.
     *
     * @param listed the queues in the list, by name
     * @param time the time of the list, by the clock of the PBX, in milliseconds since 1970
     * @param nanos the time of the monotonic clock
     * @return whether events may have been lost since the last comparison
     */
    boolean compare(Map<String, Listed> listed, long time, long nanos) {
        boolean broken = looks.done();
        queues.lists();
        for (Listed each : listed.values()) {
            Queue queue = queues.listed(each.name(), time);
            if (queue != null) {
                compare(queue, each, broken, time, nanos);
            }
        }
        for (Queue queue : queues.except(listed.keySet())) {
            for (Caller caller : List.copyOf(queue.waiting().known())) {
                departing.vanished(queue, caller, time, nanos);
            }
            queue.listed(0, 0);
            departing.ends(queue);
            queue.members().forEach(member -> announcer.resynced(member, true, time));
            queue.removed();
            queues.remove(queue);
            Differences differences = new Differences();
            differences.ofQueue(queue.name(), PRESENT, true, null);
            announcer.resynced(queue, differences.all(), time);
        }
        return broken;
    }

    private void compare(Queue queue, Listed listed, boolean broken, long time, long nanos) {
        boolean first = !queue.isListed();
        Differences differences = new Differences();
        queue.describe(listed);
        if (broken) {
            callers.forgetsRinging(queue);
        }
        members(queue, listed, broken, differences, time);
        waiting.compare(queue, listed, broken, differences, time, nanos);
        if (first) {
            differences.clear();
            differences.ofQueue(queue.name(), PRESENT, null, true);
        }
        if (differences.size() > 0) {
            announcer.resynced(queue, differences.all(), time);
        }
    }

    private void members(Queue queue, Listed listed, boolean broken, Differences differences, long time) {
        Set<String> keys = new HashSet<>();
        for (Facts facts : listed.members()) {
            keys.add(Member.key(facts.interfaceName()));
            Member member = queue.member(facts.interfaceName());
            if (member == null) {
                Member added = queue.add(facts, time, true, true);
                if (added != null) {
                    differences.ofMember(added.facts().interfaceName(), PRESENT, null, added.state());
                    announcer.resynced(added, false, time);
                }
            } else {
                compare(queue, member, facts, broken, differences, time);
            }
        }
        for (Member member : List.copyOf(queue.members())) {
            if (!keys.contains(member.key())) {
                conversations.forget(member);
                queue.remove(member);
                differences.ofMember(member.facts().interfaceName(), PRESENT, member.state(), null);
                announcer.resynced(member, true, time);
            }
        }
    }

    private void compare(Queue queue, Member member, Facts told, boolean broken, Differences differences, long time) {
        QueueMember before = member.value();
        // with shared_lastcall=yes, the list shows a call from one queue in each queue of the member
        boolean elsewhere = told.inCall() && !member.hasCall() && queues.talksElsewhere(member);
        Facts facts = elsewhere ? told.notInCall() : told;
        if (!facts.inCall() && member.hasCall()) {
            conversations.countAllGone(member);
            member.endsCalls(Integer.MAX_VALUE, Integer.MAX_VALUE, time);
        } else if (broken && member.talks()) {
            // the list shows the call that began last, which is a later one than the only known one if that was counted
            int counted = member.calls().counted(told);
            boolean later = counted > 0 && member.calls().talksOnce();
            member.endsCalls(conversations.countGone(member, !later), counted, time);
        }
        if (broken) {
            member.missedEvents(time);
        }
        queue.take(member, facts, Told.LISTED, time);
        QueueMember after = member.value();
        if (after == before) {
            return;
        }
        queue.memberChanged();
        Map<String, Object> was = before.toMap();
        int known = differences.size();
        after.toMap().forEach((value, is) -> {
            boolean derived = DERIVED.contains(value) || value.equals("pausedAt") && before.paused() != after.paused();
            if (!derived) {
                differences.ofMember(after.interfaceName(), value, was.get(value), is);
            }
        });
        if (differences.size() > known) {
            announcer.resynced(member, false, time);
        }
    }
}

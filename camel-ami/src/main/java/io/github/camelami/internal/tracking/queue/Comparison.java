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

import io.github.camelami.internal.tracking.queue.ListedQueues.Entry;
import io.github.camelami.internal.tracking.queue.ListedQueues.Listed;
import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import io.github.camelami.queue.DifferenceKind;
import io.github.camelami.queue.QueueDifference;
import io.github.camelami.queue.QueueMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Adopts the queues that QueueStatus lists, and reports the differences. */
final class Comparison {
    private static final String PRESENT = "present";

    /** A list has waits in seconds, and takes some time to arrive. */
    private static final long ROUNDED = 3_000;

    /** Values that follow from other values, or from the time. */
    private static final Set<String> DERIVED = Set.of("since", "pausedAt", "lastCallAt");

    private final Queues queues;
    private final CallerRules callers;
    private final DepartureRules departing;
    private final Conversations conversations;
    private final Announcer announcer;

    Comparison(
            Queues queues,
            CallerRules callers,
            DepartureRules departing,
            Conversations conversations,
            Announcer announcer) {
        this.queues = queues;
        this.callers = callers;
        this.departing = departing;
        this.conversations = conversations;
        this.announcer = announcer;
    }

    /** @param broken whether events may have been lost since the last comparison */
    void compare(Map<String, Listed> listed, boolean broken, long time, long nanos) {
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
            queue.members().forEach(member -> announcer.resynced(member, false, true, time));
            queue.removed();
            queues.remove(queue);
            announcer.resynced(
                    queue, List.of(difference(DifferenceKind.QUEUE, queue.name(), PRESENT, "true", null)), time);
        }
    }

    private void compare(Queue queue, Listed listed, boolean broken, long time, long nanos) {
        boolean first = !queue.isListed();
        List<QueueDifference> differences = new ArrayList<>();
        queue.describe(listed);
        if (broken) {
            callers.forgetsRinging(queue);
        }
        members(queue, listed, broken, differences, time);
        callers(queue, listed, differences, time, nanos);
        if (first) {
            differences.clear();
            differences.add(difference(DifferenceKind.QUEUE, queue.name(), PRESENT, null, "true"));
        }
        if (!differences.isEmpty()) {
            announcer.resynced(queue, differences, time);
        }
    }

    private void members(Queue queue, Listed listed, boolean broken, List<QueueDifference> differences, long time) {
        Set<String> keys = new HashSet<>();
        for (Facts facts : listed.members()) {
            keys.add(Member.key(facts.interfaceName()));
            Member member = queue.member(facts.interfaceName());
            if (member == null) {
                Member added = queue.add(facts, time, true);
                if (added != null) {
                    differences.add(member(added, null, added.state().name()));
                    announcer.resynced(added, true, false, time);
                }
            } else {
                compare(queue, member, facts, broken, differences, time);
            }
        }
        for (Member member : List.copyOf(queue.members())) {
            if (!keys.contains(member.key())) {
                conversations.forget(member);
                queue.remove(member);
                differences.add(member(member, member.state().name(), null));
                announcer.resynced(member, false, true, time);
            }
        }
    }

    private void compare(
            Queue queue, Member member, Facts told, boolean broken, List<QueueDifference> differences, long time) {
        QueueMember before = member.value();
        // with shared_lastcall=yes, a call of one queue is listed in each queue of the member
        boolean elsewhere = told.inCall() && !member.inCall() && queues.talksElsewhere(member);
        Facts facts = elsewhere ? told.notInCall() : told;
        if (!facts.inCall() && member.inCall()) {
            conversations.forget(member);
            member.endsCalls(time);
        }
        if (broken) {
            member.ringsForNobody(time);
        }
        member.take(facts, time, true);
        QueueMember after = member.value();
        if (after == before) {
            return;
        }
        queue.memberChanged();
        Map<String, Object> was = before.toMap();
        int known = differences.size();
        after.toMap().forEach((value, is) -> {
            if (!DERIVED.contains(value) && !Objects.equals(is, was.get(value))) {
                differences.add(difference(
                        DifferenceKind.MEMBER, after.interfaceName(), value, text(was.get(value)), text(is)));
            }
        });
        if (differences.size() > known) {
            announcer.resynced(member, false, false, time);
        }
    }

    private void callers(Queue queue, Listed listed, List<QueueDifference> differences, long time, long nanos) {
        Map<String, Entry> entries = new HashMap<>();
        listed.callers().forEach(entry -> entries.put(entry.caller().uniqueid(), entry));
        for (Caller caller : List.copyOf(queue.waiting().known())) {
            if (!isSameWait(caller, entries.get(caller.uniqueid()), time)) {
                departing.vanished(queue, caller, time, nanos);
                differences.add(caller(caller.uniqueid(), PRESENT, "true", null));
            }
        }
        int added = 0;
        int beyond = 0;
        for (Entry entry : listed.callers()) {
            Caller caller = queue.waiting().of(entry.caller().uniqueid());
            if (caller == null) {
                departing.waits(entry.caller().uniqueid());
                added++;
                if (queue.waiting().add(entry.caller(), entry.position(), time - entry.waited() * 1000) == null) {
                    beyond++;
                } else {
                    differences.add(caller(entry.caller().uniqueid(), PRESENT, null, "true"));
                }
            } else if (caller.position() != entry.position()) {
                differences.add(caller(caller.uniqueid(), "position", text(caller.position()), text(entry.position())));
                queue.waiting().moves(caller, entry.position());
            }
        }
        if (queue.waiting().omitted() != beyond) {
            differences.add(difference(
                    DifferenceKind.QUEUE,
                    queue.name(),
                    "omittedCallers",
                    text(queue.waiting().omitted()),
                    text(beyond)));
        }
        queue.listed(added, beyond);
    }

    /** A caller who left and joined again on the same channel is waiting a second time. */
    private static boolean isSameWait(Caller caller, Entry entry, long time) {
        return entry != null && Math.abs(time - entry.waited() * 1000 - caller.since()) <= ROUNDED;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static QueueDifference caller(String uniqueid, String value, String was, String is) {
        return difference(DifferenceKind.CALLER, uniqueid, value, was, is);
    }

    private static QueueDifference member(Member member, String was, String is) {
        return difference(DifferenceKind.MEMBER, member.facts().interfaceName(), PRESENT, was, is);
    }

    private static QueueDifference difference(DifferenceKind kind, String of, String value, String was, String is) {
        return QueueDifference.builder()
                .kind(kind)
                .of(of)
                .value(value)
                .was(was)
                .is(is)
                .build();
    }
}

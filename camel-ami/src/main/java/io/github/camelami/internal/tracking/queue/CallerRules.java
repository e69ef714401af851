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
import io.github.camelami.queue.QueueChange;

/** Applies events about callers to their queues. */
final class CallerRules {
    private final Queues queues;
    private final DepartureRules departing;
    private final Announcer announcer;
    private final Looks looks;

    CallerRules(Queues queues, DepartureRules departing, Announcer announcer, Looks looks) {
        this.queues = queues;
        this.departing = departing;
        this.announcer = announcer;
        this.looks = looks;
    }

    void apply(QueueFact.OfCaller fact, long time, long nanos) {
        boolean joins = fact instanceof QueueFact.Joined;
        Queue queue = joins ? queues.of(fact.queue(), time) : queues.ofCaller(fact.queue(), time);
        if (queue == null) {
            return;
        }
        if (fact instanceof QueueFact.Joined joined) {
            joined(queue, joined, time);
        } else if (fact instanceof QueueFact.Abandoned abandoned) {
            departing.abandoned(queue, abandoned, time, nanos);
        } else if (fact instanceof QueueFact.Left left) {
            departing.left(queue, left, time, nanos);
        } else if (fact instanceof QueueFact.Called called) {
            called(queue, called, time);
        } else if (fact instanceof QueueFact.RangInVain rang) {
            rangInVain(queue, rang, time);
        } else if (fact instanceof QueueFact.Connected connected) {
            departing.connected(queue, connected, time, nanos);
        }
    }

    private void joined(Queue queue, QueueFact.Joined fact, long time) {
        String uniqueid = fact.caller().uniqueid();
        departing.waits(uniqueid);
        Caller caller = queue.waiting().of(uniqueid);
        if (caller == null) {
            caller = queue.waiting().add(fact.caller(), fact.position(), time);
            queue.countOffered(1);
        } else {
            queue.waiting().moves(caller, fact.position());
        }
        if (caller == null) {
            queue.waiting().omits(queue.waiting().omitted() + 1);
        } else {
            // a list may already have reported the caller; this event has the exact values
            caller.joins(fact.caller(), time, looks.losses());
        }
        QueueCaller value = caller == null ? new Caller(fact.caller(), time).value() : caller.value();
        looks.counted(queue, fact.count());
        announcer.caller(queue, QueueChange.CALLER_JOINED, value, time);
    }

    private void called(Queue queue, QueueFact.Called fact, long time) {
        departing.phoneRings(fact.phone());
        Caller caller = queue.waiting().of(fact.caller().uniqueid());
        Member member = queue.member(fact.member());
        if (member == null) {
            looks.memberIsUnknown(queue);
            return;
        }
        if (caller != null && caller.isIdentified(fact.caller())) {
            queue.waiting().changed();
        }
        if (caller != null && caller.rings(member.key(), fact.phone())) {
            member.rings(1, time);
            queue.memberChanged();
        }
        announcer.both(
                queue,
                QueueChange.MEMBER_RINGING,
                member,
                caller == null ? new Caller(fact.caller(), time).value() : caller.value(),
                time);
    }

    private void rangInVain(Queue queue, QueueFact.RangInVain fact, long time) {
        Caller caller = queue.waiting().of(fact.caller().uniqueid());
        Member member = queue.member(fact.member());
        if (caller != null && caller.isIdentified(fact.caller())) {
            changed(queue, caller, time);
        }
        if (caller == null) {
            departing.rangInVain(queue, fact, time);
        } else if (member != null && caller.ringsNoMore(member.key()) && member.rings(-1, time)) {
            queue.memberChanged();
            announcer.member(queue, QueueChange.MEMBER_STATE, member, time);
        }
    }

    /** Makes another party take the place of a caller, as after a transfer. */
    void handedOver(QueueFact.HandedOver fact, long time) {
        departing.handedOver(fact);
        for (Queue queue : queues.all()) {
            Caller caller = queue.waiting().of(fact.from());
            if (caller != null) {
                caller.becomes(fact.to());
                changed(queue, caller, time);
            }
        }
    }

    void identified(QueueFact.Identified fact, long time) {
        for (Queue queue : queues.all()) {
            Caller caller = queue.waiting().of(fact.caller().uniqueid());
            if (caller != null && caller.isIdentified(fact.caller())) {
                changed(queue, caller, time);
            }
        }
    }

    private void changed(Queue queue, Caller caller, long time) {
        queue.waiting().changed();
        announcer.caller(queue, QueueChange.CALLER_CHANGED, caller.value(), time);
    }

    /** Forgets which members ring for the callers of a queue, because this is unknown after a loss of events. */
    void forgetsRinging(Queue queue) {
        queue.waiting().known().forEach(Caller::forgetsRinging);
    }
}

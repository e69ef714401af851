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
import java.util.List;

/** Applies the events that end a caller's wait, and decides its outcome ({@link Departure}). */
final class DepartureRules {
    private final Departures departures;
    private final Conversations conversations;
    private final WaitEnds outcomes;
    private final Announcer announcer;
    private final Looks looks;
    private final RingingPhones phones = new RingingPhones();
    private final CalledMembers called;

    DepartureRules(
            Departures departures, Conversations conversations, WaitEnds outcomes, Announcer announcer, Looks looks) {
        this.departures = departures;
        this.conversations = conversations;
        this.outcomes = outcomes;
        this.announcer = announcer;
        this.looks = looks;
        this.called = new CalledMembers(announcer);
    }

    void abandoned(Queue queue, QueueFact.Abandoned fact, long time, long nanos) {
        Departure known = departures.of(fact.caller().uniqueid(), queue);
        if (known != null) {
            seenAfterAll(known, time, nanos);
            known.abandons();
            departures.notConnecting(known);
            return;
        }
        Caller caller = queue.waiting().of(fact.caller().uniqueid());
        caller = caller == null
                ? missed(queue, fact.caller(), time - fact.holdTime() * 1000)
                : identified(caller, fact.caller());
        Departure departure = departs(queue, caller, time, nanos).abandons();
        departures.add(fact.caller().uniqueid(), departure, false);
        queue.waiting().abandon(1);
        called.stopRinging(queue, departure, true, time);
    }

    void left(Queue queue, QueueFact.Left fact, long time, long nanos) {
        Departure known = departures.of(fact.caller().uniqueid(), queue);
        if (known != null) {
            queue.waiting().abandon(known.isAbandoned() ? -1 : 0);
            // the event that shows the outcome precedes this one, and may have been lost
            if (!known.wasUncertain()) {
                seenAfterAll(known, time, nanos);
            }
        } else {
            Caller caller = queue.waiting().of(fact.caller().uniqueid());
            caller = caller == null ? missed(queue, fact.caller(), time) : identified(caller, fact.caller());
            Departure departure = departs(queue, caller, time, nanos);
            departures.add(fact.caller().uniqueid(), departure, departure.mayBeConnecting(phones));
            if (!caller.isSeenSince(looks.losses())) {
                departures.isUncertain(departure);
            }
        }
        looks.counted(queue, fact.count());
    }

    /** Called if an event about a caller arrives after a list has shown that the caller left. */
    private void seenAfterAll(Departure departure, long time, long nanos) {
        if (departure.wasMissed()) {
            departure.uncount();
            departures.reopen(departure, time, nanos);
        }
    }

    private static Caller identified(Caller caller, Party told) {
        caller.isIdentified(told);
        return caller;
    }

    /** Creates an unknown caller, who joined while events were lost, or was omitted because of maxQueueCallers. */
    private Caller missed(Queue queue, Party party, long since) {
        int omitted = queue.waiting().omitted();
        if (omitted == 0) {
            queue.countOffered(1);
            looks.request(false);
        } else {
            queue.waiting().omits(omitted - 1);
        }
        Caller missed = new Caller(party, since);
        if (omitted > 0 && !looks.areMissingEvents()) {
            missed.waits(looks.losses());
        }
        return missed;
    }

    /** Makes another party take the place of a caller who has just left, and whom a member may be about to answer. */
    void handedOver(QueueFact.HandedOver fact) {
        departures.handedOver(fact.from(), fact.to());
    }

    private static Departure departs(Queue queue, Caller caller, long time, long nanos) {
        QueueCaller value = caller.ended(Math.max(0, time - caller.since()));
        queue.waiting().remove(caller);
        return new Departure(queue, caller, value, time, nanos);
    }

    /** Counts a caller whom a list lacks. The totals wait for the event about the caller, or for some time. */
    void vanished(Queue queue, Caller caller, long time, long nanos) {
        Departure departure = departs(queue, caller, time, nanos).isMissed();
        if (!caller.isSeenSince(looks.losses())) {
            departure.isUncertain();
        }
        departure.count(Ending.UNSEEN);
        departures.add(caller.uniqueid(), departure, false);
        called.stopRinging(queue, departure, false, time);
    }

    void connected(Queue queue, QueueFact.Connected fact, long time, long nanos) {
        String uniqueid = fact.caller().uniqueid();
        Departure departure = departures.of(uniqueid, queue);
        if (departure == null || departure.isAnswered()) {
            Caller caller = queue.waiting().of(uniqueid);
            caller = caller == null
                    ? missed(queue, fact.caller(), time - fact.holdTime() * 1000)
                    : identified(caller, fact.caller());
            departure = departs(queue, caller, time, nanos);
            departures.add(uniqueid, departure, false);
        }
        departure.uncount();
        departure.answer();
        long waited = Math.max(0, time - departure.caller().since());
        queue.figures().countAnswered(waited, queue.isInTime(waited));
        queue.total().countAnswered(waited, queue.isInTime(waited));
        Member member = queue.member(fact.member());
        conversations.begin(fact, queue, member, outcomes.talk(fact), time);
        if (member == null) {
            looks.memberIsUnknown(queue);
        } else {
            member.talks(waited, time);
        }
        called.stopRinging(queue, departure, false, time);
        queue.memberChanged();
        announcer.both(queue, QueueChange.MEMBER_CONNECTED, member, departure.waited(waited), time);
    }

    void phoneRings(String uniqueid) {
        phones.rings(uniqueid);
    }

    void hungUp(String uniqueid) {
        if (phones.hungUp(uniqueid)) {
            departures.connecting().forEach(this::connectsNoMore);
        }
        decideNow(departures.of(uniqueid));
    }

    /** Called if a caller is waiting. Decides a known departure of the caller, which belongs to an earlier wait. */
    void waits(String uniqueid) {
        decideNow(departures.of(uniqueid));
        departures.remove(uniqueid);
    }

    private void decideNow(Departure departure) {
        if (departure != null && !departure.isDecided()) {
            decide(departure);
        }
    }

    /** Called if a member has not answered a caller whose wait has already ended. */
    void rangInVain(Queue queue, QueueFact.RangInVain fact, long time) {
        Departure departure = departures.of(fact.caller().uniqueid(), queue);
        Member member = queue.member(fact.member());
        if (departure == null || departure.isDecided() || member == null || !departure.ringsNoMore(member.key())) {
            return;
        }
        if (member.rings(-1, time)) {
            queue.memberChanged();
            announcer.member(queue, QueueChange.MEMBER_STATE, member, time);
        }
        if (fact.dumped()) {
            decide(departure);
        } else {
            connectsNoMore(departure);
        }
    }

    private void connectsNoMore(Departure departure) {
        if (!departure.mayBeConnecting(phones)) {
            departures.notConnecting(departure);
        }
    }

    void decideAll(List<Departure> due) {
        due.forEach(this::decideNow);
    }

    /** Decides all departures from a queue that no longer exists, because no more events about it will arrive. */
    void ends(Queue queue) {
        departures.takeUnseen(queue);
        decideAll(departures.undecided(queue));
    }

    /** Counts outcomes as unknown if their events were lost before a list. Returns their departures. */
    List<Departure> unseen(Queue queue) {
        return departures.takeUnseen(queue);
    }

    private void decide(Departure departure) {
        if (departure.wasMissed()) {
            departure.decide();
            return;
        }
        Queue queue = departure.queue();
        Ending ending = !departure.isAbandoned()
                ? departure.wasUncertain() ? Ending.UNSEEN : Ending.LEFT
                : switch (outcomes.of(departure.caller().id(), queue.name())) {
                    case TIMEOUT -> Ending.TIMED_OUT;
                    case LEFT -> Ending.LEFT;
                    default -> Ending.ABANDONED;
                };
        departure.count(ending);
        departure.decide();
        called.stopRinging(queue, departure, false, departure.time());
        if (ending != Ending.UNSEEN) {
            announcer.caller(queue, changeOf(ending), departure.caller(), departure.time());
        }
    }

    private static QueueChange changeOf(Ending ending) {
        return switch (ending) {
            case TIMED_OUT -> QueueChange.CALLER_TIMED_OUT;
            case LEFT -> QueueChange.CALLER_LEFT;
            default -> QueueChange.CALLER_ABANDONED;
        };
    }
}

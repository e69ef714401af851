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

import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import java.util.List;

/** The visits of a call to queues. */
final class QueueVisits extends FactList<QueueVisitFacts> {
    QueueVisits(int max) {
        super(max);
    }

    /**
     * Records that a caller has joined a queue.
     *
     * @param step the step of the dialplan that runs the queue, or null
     */
    void joined(Channel caller, String queue, int position, String step, long time) {
        QueueVisitFacts visit = last(queue);
        if (visit != null && visit.mayHaveEnded()) {
            visit.missesEnd(time);
        }
        if (visit == null || !visit.isWaiting()) {
            visit = new QueueVisitFacts(queue);
            add(visit);
        }
        // otherwise a list has reported the visit before this event, which has the exact data
        visit.joins(caller, position, step, time);
    }

    /**
     * Records that a caller, whose joining was not seen, has waited for this number of milliseconds. The PBX reports
     * whole seconds, so the wait may seem to have begun before the caller's channel.
     */
    void waits(Channel caller, String queue, int position, long waited, long time) {
        long since = Moments.before(time, waited);
        UnseenBeginning.hadStartedBy(caller, since);
        joined(caller, queue, position, null, Math.max(since, caller.startedAt()));
    }

    /**
     * Moves the queue visits of a transferer to the transferred party, which takes the transferer's place in the queue.
     */
    void handOver(Channel from, Channel to) {
        for (QueueVisitFacts visit : List.copyOf(all())) {
            if (to != null && visit.isWaiting() && visit.isBy(from)) {
                visit.goesOnFor(to);
                // later events are about this visit, even if the party was in the same queue before
                all().remove(visit);
                add(visit);
            }
        }
    }

    /**
     * The last visit to this queue. Adds a visit if there is none, because its start was not seen. Null if the call has
     * too many visits.
     *
     * @param holdTime the wait that the queue reports, in seconds; used for a visit whose start was not seen
     */
    private QueueVisitFacts lastOrMissed(Channel caller, String queue, int position, long holdTime, long time) {
        if (last(queue) == null) {
            waits(caller, queue, position, holdTime * 1000, time);
        }
        return last(queue);
    }

    void rangInVain(String queue) {
        QueueVisitFacts visit = last(queue);
        if (visit != null) {
            visit.rangInVain();
        }
    }

    void connected(ChannelChange.AgentConnected how, Channel caller, Channel agent, long time) {
        QueueVisitFacts visit = lastOrMissed(caller, how.queue(), 0, how.holdTime(), time);
        if (visit != null) {
            visit.connects(how, agent, time);
        }
    }

    void abandoned(ChannelChange.QueueAbandoned how, Channel caller, long time) {
        QueueVisitFacts visit = lastOrMissed(caller, how.queue(), how.position(), how.holdTime(), time);
        if (visit != null) {
            visit.isAbandoned(how.channel().step(), time);
            left(how.queue(), time);
        }
    }

    /**
     * Records a request to end a waiting channel.
     *
     * @param step the step of the dialplan in which the channel is, or null
     */
    void endRequested(Channel caller, String step) {
        QueueVisitFacts visit = lastBy(caller);
        if (visit != null) {
            visit.endRequested(step);
        }
    }

    /**
     * Records the end of a channel that may have waited in a queue.
     *
     * @param afterHangup whether the PBX has run an extension after the hang-up
     * @return the moment when the channel left its last queue, if this event is the first to show that it ended there;
     *     otherwise 0
     */
    long ended(Channel caller, String step, boolean afterHangup) {
        QueueVisitFacts visit = lastBy(caller);
        return visit == null ? 0 : visit.ends(step, afterHangup);
    }

    void left(String queue, long time) {
        QueueVisitFacts visit = last(queue);
        if (visit != null && (visit.leftAt() == 0 || visit.isEndMissed())) {
            visit.leaves(time);
        }
    }

    /**
     * Records the end of the conversation with the agent. The conversation may belong to an earlier visit than the last
     * one: an agent may put a caller back into the queue before the conversation of the first visit ends.
     */
    void completed(ChannelChange.AgentDone how, Channel caller, Channel agent, long time) {
        QueueVisitFacts of = null;
        int best = -1;
        for (QueueVisitFacts visit : all()) {
            int fits = visit.isIn(how.talk().queue()) && visit.isConnected()
                    ? visit.talk().fits(caller, agent)
                    : -1;
            if (fits >= best && fits >= 0) {
                best = fits;
                of = visit;
            }
        }
        QueueVisitFacts missed =
                of == null || of.talk().isEndReported() ? lastMissed(how.talk().queue(), caller) : null;
        if (missed != null) {
            missed.wasConnected(how, agent, time);
        } else if (of != null) {
            of.talk().completes(how, time);
        }
    }

    /** @param caller null if the caller's channel has already ended */
    private QueueVisitFacts lastMissed(String queue, Channel caller) {
        QueueVisitFacts visit = last(queue);
        boolean missed = visit != null && (visit.isEndMissed() || visit.mayHaveEnded());
        return missed && (caller == null || visit.isBy(caller)) ? visit : null;
    }

    /** The conversations with agents of this queue. */
    List<AgentTalk> talksIn(String queue) {
        return all().stream()
                .filter(visit -> visit.isIn(queue) && visit.isConnected())
                .map(QueueVisitFacts::talk)
                .toList();
    }

    /** Called when events may be missing while the call continues. */
    void missEvents(long time) {
        all().forEach(visit -> visit.missesEvents(time));
    }

    boolean waitsIn(String queue) {
        QueueVisitFacts visit = last(queue);
        return visit != null && visit.leftAt() == 0;
    }

    boolean isInOne(long at) {
        return all().stream().anyMatch(visit -> visit.isStay(at));
    }

    /** Whether events are missing that would show how the last visit ended. */
    boolean isLastUnknown() {
        return hasAny() && lastOutcome() == null;
    }

    /** Whether an agent took the call, and not the agent's voicemail. */
    boolean isConnected(Rounds rounds) {
        return all().stream().anyMatch(visit -> visit.isConnected(rounds));
    }

    QueueOutcome lastOutcome() {
        return last().outcome();
    }

    long lastLeftAt() {
        long last = 0;
        for (QueueVisitFacts visit : all()) {
            last = visit.leftAt() == 0 ? Long.MAX_VALUE : Math.max(last, visit.leftAt());
        }
        return last;
    }

    long waitTime(long now) {
        return all().stream().mapToLong(visit -> visit.waitTime(now)).sum();
    }

    /** The outcome of the last visit to this queue, or null. */
    QueueOutcome outcome(String queue) {
        QueueVisitFacts visit = last(queue);
        return visit == null ? null : visit.outcome();
    }

    private QueueVisitFacts lastBy(Channel caller) {
        QueueVisitFacts last = null;
        for (QueueVisitFacts visit : all()) {
            last = visit.isBy(caller) ? visit : last;
        }
        return last;
    }

    private QueueVisitFacts last(String queue) {
        List<QueueVisitFacts> all = all();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).isIn(queue)) {
                return all.get(i);
            }
        }
        return null;
    }

    List<QueueVisit> view(Call call, boolean over, long now) {
        return all().stream().map(visit -> visit.view(call, over, now)).toList();
    }
}

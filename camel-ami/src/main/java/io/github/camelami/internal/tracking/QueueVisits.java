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
import java.util.ArrayList;
import java.util.List;

/** The stays of a call in queues. */
final class QueueVisits {
    private FactList<Visit> visits;
    private final int max;

    QueueVisits(int max) {
        this.max = max;
    }

    void joined(Channel caller, String queue, int position, long time) {
        Visit visit = last(queue);
        if (visit == null || visit.outcome() != QueueOutcome.WAITING) {
            visit = new Visit(queue);
            visits = visits == null ? new FactList<>(max) : visits;
            visits.add(visit);
        }
        // else it was listed before its event came; the event is exact
        visit.caller = caller;
        visit.position = position;
        visit.joinedAt = time;
    }

    /** Who waits goes on to wait in the place of the one that transferred it there. */
    void handOver(Channel from, Channel to) {
        for (Visit visit : hasAny() ? List.copyOf(visits.all()) : List.<Visit>of()) {
            if (to != null && visit.caller == from && visit.outcome() == QueueOutcome.WAITING) {
                visit.caller = to;
                // what comes now is of this one, also where the party was in the same queue before
                visits.all().remove(visit);
                visits.add(visit);
            }
        }
    }

    /** @param holdTime in seconds, as the queue tells it, for a visit whose start was missed */
    private Visit lastOrMissed(Channel caller, String queue, int position, long holdTime, long time) {
        if (last(queue) == null) {
            joined(caller, queue, position, time - holdTime * 1000);
        }
        return last(queue);
    }

    void rangInVain(String queue) {
        Visit visit = last(queue);
        if (visit != null) {
            visit.rangInVain++;
        }
    }

    void connected(ChannelChange.AgentConnected how, Channel caller, Channel agent, long time) {
        Visit visit = lastOrMissed(caller, how.queue(), 0, how.holdTime(), time);
        if (visit != null) {
            visit.connectedAt = Math.max(1, time);
            visit.agent = agent;
            visit.member = how.member();
            visit.memberName = how.memberName();
        }
    }

    void abandoned(ChannelChange.QueueAbandoned how, Channel caller, long time) {
        Visit visit = lastOrMissed(caller, how.queue(), how.position(), how.holdTime(), time);
        if (visit != null) {
            visit.abandonedAt = Math.max(1, time);
            visit.step = how.channel().step();
            left(how.queue(), time);
        }
    }

    /** Its channel ends in this step of the dialplan. @return when it left the last queue, if it did so in this step; or 0 */
    long endedIn(String step) {
        Visit last = visits.last();
        if (last.outcome() != QueueOutcome.TIMEOUT || !step.equals(last.step)) {
            return 0;
        }
        last.sentAway = true;
        return last.abandonedAt;
    }

    void left(String queue, long time) {
        Visit visit = last(queue);
        if (visit != null && visit.leftAt == 0) {
            visit.leftAt = Math.max(1, time);
        }
    }

    void completed(String queue, long talkTime, String by) {
        Visit visit = last(queue);
        if (visit != null) {
            visit.completedAfter = talkTime;
            visit.completedBy = by;
        }
    }

    boolean waitsIn(String queue) {
        Visit visit = last(queue);
        return visit != null && visit.leftAt == 0;
    }

    /** Whether the caller waits in one now. */
    boolean isWaiting() {
        return hasAny() && visits.last().outcome() == QueueOutcome.WAITING;
    }

    boolean hasAny() {
        return visits != null;
    }

    boolean isConnected() {
        return hasAny() && visits.all().stream().anyMatch(visit -> visit.connectedAt > 0);
    }

    QueueOutcome lastOutcome() {
        return visits.last().outcome();
    }

    long lastLeftAt() {
        long last = 0;
        for (Visit visit : visits.all()) {
            last = visit.leftAt == 0 ? Long.MAX_VALUE : Math.max(last, visit.leftAt);
        }
        return last;
    }

    long waitTime(long now) {
        long sum = 0;
        for (Visit visit : hasAny() ? visits.all() : List.<Visit>of()) {
            sum += visit.waitTime(now);
        }
        return sum;
    }

    void addAll(QueueVisits younger) {
        if (visits == null) {
            visits = younger.visits;
        } else if (younger.visits != null) {
            visits.addAll(younger.visits);
        }
    }

    int omitted() {
        return hasAny() ? visits.omitted() : 0;
    }

    private Visit last(String queue) {
        List<Visit> all = hasAny() ? visits.all() : List.of();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).queue.equals(queue)) {
                return all.get(i);
            }
        }
        return null;
    }

    List<QueueVisit> view(Call call, long now) {
        if (!hasAny()) {
            return List.of();
        }
        List<QueueVisit> view = new ArrayList<>(visits.all().size());
        for (Visit visit : visits.all()) {
            Channel phone =
                    visit.agent != null && visit.agent.isLocal() ? Parties.phoneBehind(call, visit.agent) : visit.agent;
            view.add(QueueVisit.builder()
                    .queue(visit.queue)
                    .position(visit.position)
                    .joinedAt(visit.joinedAt)
                    .leftAt(CallView.orNull(visit.leftAt))
                    .waitTime(visit.waitTime(now))
                    .outcome(visit.outcome())
                    .agent(visit.member)
                    .agentName(visit.memberName)
                    .agentNumber(agentNumber(visit.member, phone))
                    .rangInVain(visit.rangInVain)
                    .talkTime(talkTime(call, visit, phone))
                    .completedBy(visit.completedBy)
                    .build());
        }
        return view;
    }

    /** An agent who takes the call on a mobile is the one of its extension. */
    private static String agentNumber(String member, Channel phone) {
        String ofMember = DialledNumber.ofInterface(member);
        boolean extension = ofMember != null && member.startsWith("Local/") && DialledNumber.isNumber(ofMember);
        return phone == null || extension ? ofMember : phone.number();
    }

    /** The queue counts on after the agent has transferred the caller by a phone behind a Local channel. */
    private static Long talkTime(Call call, Visit visit, Channel phone) {
        boolean handedOn = phone != null && call.facts().transfers().areBy(phone);
        return handedOn ? Long.valueOf(phone.talkTime(0)) : visit.completedAfter < 0 ? null : visit.completedAfter;
    }
}

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

/** What a call knows of one of its visits to a queue, which may still last. */
final class QueueVisitFacts {
    /** The longest time between a caller's hang-up request and its QueueCallerAbandon, in milliseconds. */
    private static final long ABANDON_DELAY = 500;

    private final String queue;
    private Channel caller;
    private int position;
    private long joinedAt;
    private long leftAt;
    private long abandonedAt;
    private boolean sentAway;
    private String joinedIn;
    private String step;
    private long connectedAt;
    private Channel agent;
    private String member;
    private String memberName;
    private int rangInVain;
    private long completedAfter = -1;
    private String completedBy;

    QueueVisitFacts(String queue) {
        this.queue = queue;
    }

    boolean isIn(String itsQueue) {
        return queue.equals(itsQueue);
    }

    boolean isBy(Channel channel) {
        return caller == channel;
    }

    void joins(Channel who, int at, String in, long time) {
        caller = who;
        position = at;
        joinedIn = in;
        joinedAt = time;
    }

    void goesOnFor(Channel who) {
        caller = who;
    }

    void rangInVain() {
        rangInVain++;
    }

    void connects(ChannelChange.AgentConnected how, Channel with, long time) {
        connectedAt = Math.max(1, time);
        agent = with;
        member = how.member();
        memberName = how.memberName();
    }

    void isAbandoned(String in, long time) {
        abandonedAt = Math.max(1, time);
        step = in;
        // a command has sent the caller elsewhere
        sentAway |= joinedIn != null && in != null && !joinedIn.equals(in);
    }

    /**
     * Records that the channel ends in this step of the dialplan; returns when it left the queue in this step, or 0.
     */
    long endsIn(String itsStep) {
        boolean here = step != null && step.equals(itsStep);
        sentAway |= here;
        return here ? abandonedAt : 0;
    }

    void leaves(long time) {
        leftAt = Math.max(1, time);
    }

    long leftAt() {
        return leftAt;
    }

    boolean isConnected() {
        return connectedAt > 0;
    }

    /** How certain it is that an event of these channels concerns this visit. */
    int fits(Channel by, Channel with) {
        return with != null && with == agent ? 2 : by != null && by == caller ? 1 : 0;
    }

    void completes(long talkTime, String by) {
        completedAfter = talkTime;
        completedBy = by;
    }

    long waitTime(long now) {
        long until = connectedAt > 0 ? connectedAt : leftAt > 0 ? leftAt : now;
        return Math.max(0, Moments.between(joinedAt, until));
    }

    boolean isStay(long at) {
        return joinedAt <= at && (leftAt == 0 || at <= leftAt);
    }

    boolean isConnected(Rounds rounds) {
        return connectedAt > 0 && (agent == null || rounds.of(agent) != Rounds.Result.ANSWERED_BY_PBX);
    }

    /**
     * The outcome. Asterisk sends the same event if the caller gives up, on a timeout, and when the PBX hangs up. Only
     * in the first case has the caller requested a hang-up.
     */
    QueueOutcome outcome() {
        if (connectedAt > 0) {
            return QueueOutcome.CONNECTED;
        }
        if (abandonedAt > 0) {
            Channel party = caller == null ? null : Parties.partyBehind(caller);
            long requested = party == null ? 0 : party.hangupRequestedAt();
            boolean gone = requested > 0 && Moments.between(abandonedAt, requested) <= ABANDON_DELAY;
            return gone ? QueueOutcome.ABANDONED : sentAway ? QueueOutcome.LEFT : QueueOutcome.TIMEOUT;
        }
        return leftAt > 0 ? QueueOutcome.LEFT : QueueOutcome.WAITING;
    }

    QueueVisit view(Call call, long now) {
        Channel phone = agent != null && agent.isLocal() ? Parties.phoneBehind(call, agent) : agent;
        return QueueVisit.builder()
                .queue(queue)
                .position(position)
                .joinedAt(Moments.millis(joinedAt))
                .leftAt(Moments.millisOrNull(leftAt))
                .waitTime(waitTime(now))
                .outcome(outcome())
                .agent(member)
                .agentName(memberName)
                .agentNumber(DialledNumber.ofMember(member, phone))
                .rangInVain(rangInVain)
                .talkTime(talkTime(call, phone))
                .completedBy(completedBy)
                .build();
    }

    /**
     * How long the caller talked with the agent. Behind a Local channel, the queue's own figure includes the time after
     * the agent's transfer, and the time with a voicemail.
     */
    private Long talkTime(Call call, Channel phone) {
        boolean vain = phone != null && agent.isLocal() && !Rounds.took(phone);
        if (vain || phone != null && call.facts().transfers().areBy(phone)) {
            return phone.talkTime(0);
        }
        return completedAfter < 0 ? null : completedAfter;
    }
}

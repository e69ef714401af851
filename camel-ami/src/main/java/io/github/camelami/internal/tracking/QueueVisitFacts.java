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

import io.github.camelami.call.CallEnd;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;

/** A visit of a call to a queue, which may still last. */
final class QueueVisitFacts {
    /**
     * The longest time between a caller's hang-up request and the QueueCallerAbandon that it causes, in milliseconds.
     */
    static final long ABANDON_DELAY = 500;

    private final String queue;
    private Channel caller;
    private int position;
    private long joinedAt;
    private long leftAt;
    private long abandonedAt;
    private boolean sentAway;
    private boolean cutOff;
    private boolean endsInQueue;

    /** The last moment before events were missed while the caller waited; 0 if none were missed. */
    private long missedAt;

    /** Whether the end of the wait was missed. */
    private boolean endMissed;

    private String joinedIn;
    private String step;
    private AgentTalk talk;
    private int rangInVain;

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
        talk = new AgentTalk(how, caller, with, time);
        if (endMissed) {
            leaves(time);
        }
    }

    /** Records the end of a conversation of which no event has reported the beginning. */
    void wasConnected(ChannelChange.AgentDone how, Channel with, long time) {
        long since = Moments.before(joinedAt, -how.talk().holdTime() * 1000);
        talk = new AgentTalk(how.talk(), caller, with, since);
        talk.missesEvents();
        talk.completes(how, time);
        leaves(since);
    }

    /** Records that events may be missing from this moment on. */
    void missesEvents(long time) {
        if (talk != null) {
            talk.missesEvents();
        } else if (isWaiting() && missedAt == 0) {
            missedAt = time;
        }
    }

    /** Records that a list shows the caller in the queue. */
    void isStillWaiting() {
        missedAt = 0;
    }

    /** Records that the caller no longer waits, although no event has reported the end of the wait. */
    void missesEnd(long time) {
        missedAt = missedAt == 0 ? time : missedAt;
        leaves(time);
        endMissed = true;
    }

    boolean isEndMissed() {
        return endMissed;
    }

    boolean isWaiting() {
        return outcome() == QueueOutcome.WAITING;
    }

    /** Whether events may be missing since a list or an event has last shown that the caller waits. */
    boolean mayHaveEnded() {
        return isWaiting() && missedAt > 0;
    }

    void isAbandoned(String in, long time) {
        abandonedAt = Math.max(1, time);
        leftAt = endMissed ? 0 : leftAt;
        endMissed = false;
        step = in;
        // if the dialplan is in another step, a command has sent the caller elsewhere
        sentAway |= joinedIn != null && in != null && !joinedIn.equals(in);
    }

    /**
     * Records a request to end the waiting channel. The request comes from the other half of a Local channel, from a
     * command, or from the PBX because the dialplan has ended.
     */
    void endRequested(String at) {
        cutOff |= abandonedAt == 0;
        endsInQueue |= isStep(at);
    }

    /**
     * Records the end of the waiting channel. The Hangup event shows in which step of the dialplan the channel ended,
     * unless the PBX has run an extension after the hang-up. The hang-up request may show the wrong step since Asterisk
     * 22: the last one that ran, although the dialplan has continued to a step that does not exist.
     *
     * @param at the step of the dialplan in the Hangup event, or null
     * @param afterHangup whether the PBX has run an extension after the hang-up
     * @return the moment when the channel left the queue, if this event is the first to show that it ended there;
     *     otherwise 0
     */
    long ends(String at, boolean afterHangup) {
        endsInQueue = afterHangup || at == null ? endsInQueue : isStep(at);
        if (mayHaveEnded()) {
            missesEnd(missedAt);
        }
        return endsInQueue && !cutOff && !sentAway ? abandonedAt : 0;
    }

    private boolean isStep(String at) {
        return step != null && step.equals(at);
    }

    void leaves(long time) {
        leftAt = Math.max(1, time);
        endMissed = false;
    }

    long leftAt() {
        return leftAt;
    }

    boolean isConnected() {
        return talk != null;
    }

    /** The conversation with the agent who took the call; null if nobody did. */
    AgentTalk talk() {
        return talk;
    }

    long waitTime(long now) {
        long until = talk != null ? talk.since() : endMissed ? missedAt : leftAt > 0 ? leftAt : now;
        return Math.max(0, Moments.between(joinedAt, until));
    }

    boolean isStay(long at) {
        return joinedAt <= at && (leftAt == 0 || at <= leftAt);
    }

    boolean isConnected(Rounds rounds) {
        return talk != null && talk.isTaken(rounds);
    }

    /**
     * The outcome. Asterisk sends QueueCallerAbandon in three cases: the caller's channel is hung up, the timeout
     * expires, or a command sends the caller elsewhere. If the channel is hung up, a hang-up request precedes the
     * event, or the dialplan ends in the step of the queue. After a timeout, the dialplan continues with the next step.
     * After a command, it is in another step.
     *
     * @return null if the end of the wait was missed
     */
    QueueOutcome outcome() {
        if (talk != null) {
            return QueueOutcome.CONNECTED;
        }
        if (endMissed) {
            return null;
        }
        if (abandonedAt == 0) {
            return leftAt > 0 ? QueueOutcome.LEFT : QueueOutcome.WAITING;
        }
        if (cutOff || isPartyGone()) {
            return QueueOutcome.ABANDONED;
        }
        return sentAway ? QueueOutcome.LEFT : endsInQueue ? QueueOutcome.ABANDONED : QueueOutcome.TIMEOUT;
    }

    private boolean isPartyGone() {
        Channel party = caller == null ? null : Parties.partyBehind(caller);
        long requested = party == null ? 0 : party.hangupRequestedAt();
        return requested > 0 && Moments.between(abandonedAt, requested) <= ABANDON_DELAY;
    }

    /** @param over whether the call has ended. A visit whose end was not reported has then ended with the call */
    QueueVisit view(Call call, boolean over, long now) {
        QueueOutcome outcome = outcome();
        boolean waits = over && outcome == QueueOutcome.WAITING;
        boolean cut = waits && call.end() != CallEnd.LIMIT;
        QueueVisit.Builder view = QueueVisit.builder()
                .queue(queue)
                .position(position)
                .joinedAt(Moments.millis(joinedAt))
                .leftAt(endMissed ? null : Moments.millisOrNull(cut ? now : leftAt))
                .waitTime(waitTime(now))
                .outcome(cut ? QueueOutcome.ABANDONED : waits ? null : outcome)
                .rangInVain(rangInVain);
        if (talk != null) {
            view.agent(talk.member())
                    .agentName(talk.memberName())
                    .agentNumber(DialledNumber.ofMember(talk.member(), talk.phone()))
                    .talkTime(talk.talkTime(call))
                    .completedBy(talk.completedBy(call));
        }
        return view.build();
    }
}

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

import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import io.github.camelami.internal.tracking.queue.QueueFact.Told;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueMember;

/** A member of a queue. */
final class Member {
    private final String queue;
    private final MemberCalls calls;
    private MemberReadings readings;
    private Facts facts;
    private int rings;
    private boolean calledWhileFree;
    private long pausedAt;
    private MemberState state;
    private long since;
    private QueueMember value;

    Member(String queue, Facts facts, long time, boolean listed) {
        this.queue = queue;
        this.facts = facts;
        this.readings = new MemberReadings(facts.name(), facts.interfaceName());
        this.calls = new MemberCalls(facts, listed, time);
        this.pausedAt = facts.paused() ? MemberTimes.pausedAt(facts, listed ? Told.LISTED : Told.ADDED, time) : 0;
        settle(false, time);
    }

    static String key(String interfaceName) {
        return interfaceName.toLowerCase(java.util.Locale.ROOT);
    }

    String key() {
        return key(facts.interfaceName());
    }

    String queue() {
        return queue;
    }

    Facts facts() {
        return facts;
    }

    MemberState state() {
        return state;
    }

    MemberCalls calls() {
        return calls;
    }

    MemberReadings readings() {
        return readings;
    }

    /** Applies the values that {@code by} reports. Returns whether anything has changed. */
    boolean take(Facts told, Told by, long time) {
        Facts before = facts;
        boolean listed = by == Told.LISTED;
        if (listed) {
            calls.listed(told, before, time);
        }
        facts = KnownFacts.after(told, before, listed, calls.isLate(told, before, time));
        readings = facts.name().equals(before.name()) ? readings : readings.named(facts.name());
        boolean pauses = facts.paused() && (!before.paused() || MemberTimes.isOtherPause(told, before, by, pausedAt));
        pausedAt = pauses ? MemberTimes.pausedAt(told, by, time) : pausedAt;
        boolean changed = settle(pauses, time) || pauses || !KnownFacts.lookAlike(facts, before);
        value = changed ? null : value;
        return changed;
    }

    /** Records that the queue calls the member (1) or no longer does (-1). Returns whether the state has changed. */
    boolean rings(int more, long time) {
        calledWhileFree = rings == 0 ? DeviceStates.of(facts.status()) != MemberState.IN_CALL : calledWhileFree;
        rings = Math.max(0, rings + more);
        return settle(false, time);
    }

    /** Records that the member has answered a caller, who had waited for {@code waited} ms. */
    void talks(long waited, long time) {
        readings.countAnswered(waited);
        value = null;
        calls.begins(facts.callsTaken(), time);
        settle(false, time);
    }

    /**
     * Records the end of a conversation, or of one that is unknown (null). Returns false if the queue had already counted
     * the call.
     */
    boolean completes(Conversation conversation, long time) {
        int more = calls.complete(conversation, facts.inCall(), time);
        if (more < 0) {
            return false;
        }
        facts = facts.completes(more, time / 1000);
        value = null;
        settle(false, time);
        return true;
    }

    /**
     * Records the end of this number of conversations, although no event has reported it.
     *
     * @param counted how many of them the list with which the member is being compared has counted; 0 without a list
     */
    void endsCalls(int ended, int counted, long time) {
        value = hasCall() ? null : value;
        calls.end(ended, counted);
        settle(false, time);
    }

    /** Called after a loss of events, when a list has arrived. It is unknown for whom the queue calls the member. */
    void missedEvents(long time) {
        calls.missedEvents();
        rings = 0;
        settle(false, time);
    }

    /** Records that the member has transferred a caller, although the queue has not reported the end. */
    void handsOn(long time) {
        calls.handOn(1);
        value = null;
        settle(false, time);
    }

    /** Whether the queue has not reported the end of a conversation. */
    boolean talks() {
        return calls.talks();
    }

    /** Ends a call from another queue that a list showed here, too (shared_lastcall). Returns whether there was one. */
    boolean sharedCallEnds(long time) {
        if (calls.talks() || !facts.inCall()) {
            return false;
        }
        facts = facts.notInCall();
        value = null;
        settle(false, time);
        return true;
    }

    boolean inCall() {
        return calls.areOn(facts.inCall());
    }

    /** Whether a call of the member has not ended for the queue. The member may have transferred the caller. */
    boolean hasCall() {
        return calls.talks() || facts.inCall();
    }

    /** Updates the state. Returns whether it has changed. {@code pauses}: a pause has begun, at {@link #pausedAt}. */
    private boolean settle(boolean pauses, long time) {
        MemberState now = current();
        readings.state(now);
        boolean changed = now != state;
        if (state == null) {
            since = Math.min(time, MemberTimes.firstSeen(facts, now, pausedAt, time));
        } else if (now == MemberState.PAUSED && pauses) {
            // if the member was in a call when the pause began, the state PAUSED begins with the end of the call
            long began = Math.max(pausedAt, changed ? facts.lastCall() * 1000 : 0);
            since = changed && began <= since ? time : Math.min(time, began);
        } else if (changed) {
            since = time;
        }
        state = now;
        value = changed ? null : value;
        return changed;
    }

    private MemberState current() {
        MemberState device = DeviceStates.of(facts.status());
        boolean onlyRings = rings > 0 && DeviceStates.isInUseWhileItRings(facts, calledWhileFree);
        if (inCall() || device == MemberState.IN_CALL && !onlyRings) {
            return MemberState.IN_CALL;
        }
        if (rings > 0 || device == MemberState.RINGING) {
            return MemberState.RINGING;
        }
        return facts.paused() ? MemberState.PAUSED : device;
    }

    /** Moves the times from lists by {@code ahead} ms, because the clock of the PBX is now known ({@link PbxClock}). */
    void clockIsKnown(long ahead) {
        long first = MemberTimes.firstSeen(facts, state, pausedAt, since);
        pausedAt = MemberTimes.moved(pausedAt, facts.lastPause() * 1000, ahead);
        since = first == since
                ? MemberTimes.firstSeen(facts, state, pausedAt, since + ahead)
                : MemberTimes.moved(since, first, ahead);
        calls.clockIsKnown(ahead);
        value = null;
    }

    /** When the pause began, in milliseconds since 1970; 0 if the member is not paused. */
    long pausedAt() {
        return facts.paused() ? pausedAt : 0;
    }

    long since() {
        return since;
    }

    QueueMember value() {
        if (value == null) {
            value = QueueMember.builder()
                    .queue(queue)
                    .name(facts.name())
                    .interfaceName(facts.interfaceName())
                    .stateInterface(facts.stateInterface())
                    .membership(facts.membership())
                    .penalty(facts.penalty())
                    .state(state)
                    .deviceState(DeviceStates.name(facts.status()))
                    .since(since)
                    .paused(facts.paused())
                    .pauseReason(facts.paused() ? facts.reason() : null)
                    .pausedAt(facts.paused() ? pausedAt : null)
                    .inCall(inCall())
                    .callsTaken(facts.callsTaken())
                    .lastCallAt(orNull(facts.lastCall() * 1000))
                    .wrapUpTime(facts.wrapUp() * 1000L)
                    .ringInUse(facts.ringInUse())
                    .loggedInAt(orNull(facts.login() * 1000))
                    .build();
        }
        return value;
    }

    private static Long orNull(long time) {
        return time > 0 ? (Long) time : null;
    }
}

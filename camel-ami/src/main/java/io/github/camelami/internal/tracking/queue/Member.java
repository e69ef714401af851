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

import io.github.camelami.internal.tracking.queue.Conversations.Conversation;
import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import io.github.camelami.internal.tracking.queue.QueueFact.Told;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueMember;
import java.util.Objects;

/** A member of a queue. */
final class Member {
    /** Lists and events have the time of a pause in seconds. */
    private static final long ROUNDED = 2_000;

    private final String queue;
    private final MemberCalls calls;
    private MemberReadings readings;
    private Facts facts;
    private int rings;
    private long pausedAt;
    private MemberState state;
    private long since;
    private QueueMember value;

    Member(String queue, Facts facts, long time, boolean listed) {
        this.queue = queue;
        this.facts = facts;
        this.readings = new MemberReadings(facts.name(), facts.interfaceName());
        this.calls = new MemberCalls(facts, listed, time);
        this.pausedAt = facts.paused() ? pausedAt(facts, listed ? Told.LISTED : Told.ADDED, time) : 0;
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

    MemberReadings readings() {
        return readings;
    }

    /** @return whether anything has changed */
    boolean take(Facts told, Told by, long time) {
        Facts before = facts;
        boolean listed = by == Told.LISTED;
        if (listed) {
            calls.listed(told, before, time);
        }
        facts = KnownFacts.after(told, before, listed, calls.isLate(told, before, time));
        readings = facts.name().equals(before.name()) ? readings : readings.named(facts.name());
        boolean pauses = facts.paused() && (!before.paused() || isOtherPause(told, before, by));
        pausedAt = pauses ? pausedAt(told, by, time) : pausedAt;
        boolean changed = settle(pauses, time) || pauses || !KnownFacts.lookAlike(facts, before);
        value = changed ? null : value;
        return changed;
    }

    /** Whether another pause has begun, with another reason or after one whose end was not observed. */
    private boolean isOtherPause(Facts told, Facts before, Told by) {
        if (told.lastPause() > 0 && before.lastPause() > 0) {
            return told.lastPause() != before.lastPause();
        }
        return told.lastPause() > 0
                ? Math.abs(told.lastPause() * 1000 - pausedAt) > ROUNDED
                : by == Told.PAUSED && !Objects.equals(told.reason(), before.reason());
    }

    /** The event of a pause has the exact time. Others report one that may have begun earlier. */
    private static long pausedAt(Facts told, Told by, long time) {
        return by == Told.PAUSED || told.lastPause() == 0 ? time : Math.min(time, told.lastPause() * 1000);
    }

    /** The queue begins or stops calling it. @return whether its state has changed */
    boolean rings(int more, long time) {
        rings = Math.max(0, rings + more);
        return settle(false, time);
    }

    /** It has answered a caller, who has waited this long. */
    void talks(long waited, long time) {
        readings.countAnswered(waited);
        value = null;
        calls.begins(facts.callsTaken());
        settle(false, time);
    }

    /** The end of a conversation is reported. @return whether the queue had not counted it before */
    boolean completes(Conversation conversation, long talkTime, long time) {
        readings.countCompleted(talkTime);
        int more = calls.complete(conversation, facts.inCall(), time);
        if (more < 0) {
            return false;
        }
        facts = facts.completes(more, time / 1000);
        value = null;
        settle(false, time);
        return true;
    }

    /** Whether these facts show that its conversations have ended, although that is not reported yet. */
    boolean hasEnded(Facts told) {
        return calls.areCounted(told);
    }

    /** Its conversations have ended, although that is not reported yet. */
    void endsCalls(long time) {
        value = inCall() ? null : value;
        calls.end();
        settle(false, time);
    }

    /** After a loss, it is unknown who calls it. */
    void ringsForNobody(long time) {
        rings = 0;
        settle(false, time);
    }

    /** Whether it is in a conversation by the events. */
    boolean talks() {
        return calls.talks();
    }

    /** A call that a list showed in several queues has ended. @return whether this member was listed as in that call */
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
        return calls.talks() || facts.inCall();
    }

    /** @param pauses whether a pause begins, or has begun at {@link #pausedAt} */
    private boolean settle(boolean pauses, long time) {
        MemberState now = current();
        readings.state(now);
        boolean changed = now != state;
        if (state == null) {
            since = Math.min(time, firstSeen(now, time));
        } else if (now == MemberState.PAUSED && pauses) {
            // unless it was in a call when the pause began
            long began = Math.max(pausedAt, changed ? facts.lastCall() * 1000 : 0);
            since = changed && began <= since ? time : Math.min(time, began);
        } else if (changed) {
            since = time;
        }
        state = now;
        value = changed ? null : value;
        return changed;
    }

    /** A free member has been free since its last call or login, if the queue reports that. */
    private long firstSeen(MemberState now, long time) {
        long lastCall = facts.lastCall() * 1000;
        if (now == MemberState.PAUSED) {
            return Math.max(pausedAt, lastCall);
        }
        long known = Math.max(lastCall, facts.login() * 1000);
        return now == MemberState.AVAILABLE && known > 0 ? known : time;
    }

    private MemberState current() {
        MemberState device = DeviceStates.of(facts.status());
        boolean onlyRings = rings > 0 && DeviceStates.isInUseWhileItRings(facts);
        if (inCall() || device == MemberState.IN_CALL && !onlyRings) {
            return MemberState.IN_CALL;
        }
        if (rings > 0 || device == MemberState.RINGING) {
            return MemberState.RINGING;
        }
        return facts.paused() ? MemberState.PAUSED : device;
    }

    /** When its pause began; 0 if it is not paused. */
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

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
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueMember;

/** A member of a queue. */
final class Member {
    /** The queue counts a call a moment after it has reported its end. */
    private static final long COUNTED_LATE = 1_000;

    private static final long ROUNDED = 2_000;

    private final String queue;
    private final MemberReadings readings;
    private Facts facts;
    private int rings;
    private int talks;
    private long completedAt;

    /** Calls that the last list counted before their events arrived, and when that list arrived. */
    private int ahead;

    private long listedAt;
    private long pausedAt;
    private MemberState state;
    private long since;
    private QueueMember value;

    Member(String queue, Facts facts, long time, boolean listed) {
        this.queue = queue;
        this.facts = facts;
        this.readings = new MemberReadings(facts.name(), facts.interfaceName());
        this.pausedAt = facts.paused() ? pausedAt(facts, time, listed) : 0;
        this.since = facts.paused() ? pausedAt : time;
        this.ahead = listed ? facts.callsTaken() : 0;
        this.listedAt = listed ? time : 0;
        settle(time);
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
    boolean take(Facts told, long time, boolean listed) {
        Facts before = facts;
        if (listed) {
            ahead = Math.max(0, told.callsTaken() - before.callsTaken());
            listedAt = time;
        }
        boolean late = time - completedAt < COUNTED_LATE && told.callsTaken() == facts.callsTaken() - 1;
        facts = KnownFacts.after(told, before, listed, late);
        boolean again = listed && isOtherPause(facts);
        if (facts.paused() && (again || !before.paused())) {
            pausedAt = pausedAt(facts, time, listed);
            since = again && state == MemberState.PAUSED ? pausedAt : since;
        }
        boolean changed = settle(time) || again || !facts.equals(before);
        value = changed ? null : value;
        return changed;
    }

    /** Whether another pause began while events were lost. Lists have its time in seconds. */
    private boolean isOtherPause(Facts listed) {
        return listed.paused() && listed.lastPause() > 0 && Math.abs(listed.lastPause() * 1000 - pausedAt) > ROUNDED;
    }

    private static long pausedAt(Facts told, long time, boolean listed) {
        return listed && told.lastPause() > 0 ? told.lastPause() * 1000 : time;
    }

    /** The queue begins or stops calling it. @return whether its state has changed */
    boolean rings(int more, long time) {
        rings = Math.max(0, rings + more);
        return settle(time);
    }

    /** It has answered a caller, who has waited this long. */
    void talks(long waited, long time) {
        readings.countAnswered(waited);
        value = null;
        talks++;
        settle(time);
    }

    /** A conversation has ended. */
    void completes(long talkTime, long time) {
        // a list may have counted it before the event
        boolean counted = ahead > 0 && time <= listedAt;
        ahead -= counted ? 1 : 0;
        talks = Math.max(0, talks - 1);
        completedAt = time;
        facts = facts.completes(counted ? 0 : 1, time / 1000);
        readings.countCompleted(talkTime);
        value = null;
        settle(time);
    }

    /** Its conversations have ended unobserved. */
    void endsCalls(long time) {
        value = inCall() ? null : value;
        talks = 0;
        settle(time);
    }

    /** After a loss, it is unknown who calls it. */
    void ringsForNobody(long time) {
        rings = 0;
        settle(time);
    }

    /** Whether it is in a conversation by the events. */
    boolean talks() {
        return talks > 0;
    }

    /** A call that a list showed in several queues has ended. @return whether this member was listed as in that call */
    boolean sharedCallEnds(long time) {
        if (talks > 0 || !facts.inCall()) {
            return false;
        }
        facts = facts.notInCall();
        value = null;
        settle(time);
        return true;
    }

    boolean inCall() {
        return talks > 0 || facts.inCall();
    }

    private boolean settle(long time) {
        MemberState now = current();
        readings.state(now);
        if (now == state) {
            return false;
        }
        boolean first = state == null;
        state = now;
        since = now == MemberState.PAUSED ? pausedAt : first && !facts.paused() ? firstSeen(time) : time;
        value = null;
        return true;
    }

    /** A free member has been free since its last call or login, if the queue reports that. */
    private long firstSeen(long time) {
        long known = Math.max(facts.lastCall(), facts.login()) * 1000;
        return state == MemberState.AVAILABLE && known > 0 ? Math.min(known, time) : time;
    }

    private MemberState current() {
        int status = facts.status();
        if (inCall() || status == 2 || status == 3 || status == 7 || status == 8) {
            return MemberState.IN_CALL;
        }
        if (rings > 0 || status == 6) {
            return MemberState.RINGING;
        }
        if (facts.paused()) {
            return MemberState.PAUSED;
        }
        return status == 4 || status == 5 ? MemberState.UNAVAILABLE : MemberState.AVAILABLE;
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

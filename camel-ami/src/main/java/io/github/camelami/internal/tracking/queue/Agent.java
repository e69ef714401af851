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

import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueMember;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** An agent: a member of one or more queues, an agent of an agent pool (who logs in with AgentLogin), or both. */
final class Agent {
    private final String id;
    private final Map<String, Member> memberships = new LinkedHashMap<>(2);
    private String name;

    /** Whether the action Agents has reported the name. */
    private boolean isNamed;

    private boolean pool;

    /** Whether the PBX has reported the agent as one of a pool. Otherwise only a stateInterface shows this. */
    private boolean isListed;

    private boolean loggedIn;
    private boolean inUse;
    private String channel;
    private long loggedInAt;
    private MemberState state;
    private long since;

    Agent(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    void joins(Member member) {
        memberships.put(member.queue(), member);
    }

    /**
     * Removes a membership.
     *
     * @return whether the agent was a member of that queue
     */
    boolean leaves(Member member) {
        return memberships.remove(member.queue()) != null;
    }

    boolean isInQueues() {
        return !memberships.isEmpty();
    }

    /** Whether the agent is in no queue and in no pool. */
    boolean isGone() {
        return memberships.isEmpty() && !pool;
    }

    void isOfPool() {
        pool = true;
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    /**
     * Sets the state of an agent of a pool.
     *
     * @param itsChannel the channel of the agent; null if not logged in
     * @param at when the agent logged in, in milliseconds since 1970; 0 to keep the known time
     * @return whether the state has changed
     */
    boolean poolState(boolean isLoggedIn, boolean isInUse, String itsChannel, long at) {
        boolean changed = !pool
                || loggedIn != isLoggedIn
                || inUse != isInUse
                || isLoggedIn && !Objects.equals(channel, itsChannel);
        pool = true;
        isListed = true;
        loggedInAt = !isLoggedIn ? 0 : at > 0 ? at : loggedInAt;
        loggedIn = isLoggedIn;
        inUse = isInUse;
        channel = isLoggedIn ? itsChannel : null;
        return changed;
    }

    /**
     * Removes the agent from the pool.
     *
     * @return whether the agent was in a pool
     */
    boolean leavesPools() {
        boolean known = pool && (isListed || memberships.isEmpty());
        isListed = false;
        isNamed = false;
        loggedIn = false;
        inUse = false;
        channel = null;
        loggedInAt = 0;
        pool = pool && !memberships.isEmpty();
        return known;
    }

    String channel() {
        return channel;
    }

    /**
     * Sets the name that the list of agents reports.
     *
     * @return whether it has changed
     */
    boolean isNamed(String itsName) {
        boolean changed = itsName != null && !itsName.equals(name);
        name = changed ? itsName : name;
        isNamed |= itsName != null;
        return changed;
    }

    /**
     * The name from the list of agents or, if there is none, from the first queue of the agent. It is kept when the
     * agent leaves its queues.
     */
    private String name() {
        if (!isNamed && !memberships.isEmpty()) {
            name = memberships.values().iterator().next().facts().name();
        }
        return name == null ? id : name;
    }

    private boolean any(MemberState of) {
        return memberships.values().stream().anyMatch(member -> member.state() == of);
    }

    MemberState current() {
        if (any(MemberState.IN_CALL) || pool && inUse) {
            return MemberState.IN_CALL;
        }
        if (any(MemberState.RINGING)) {
            return MemberState.RINGING;
        }
        if (pool && !loggedIn) {
            return MemberState.UNAVAILABLE;
        }
        if (any(MemberState.AVAILABLE) || memberships.isEmpty()) {
            return pool || !memberships.isEmpty() ? MemberState.AVAILABLE : MemberState.UNAVAILABLE;
        }
        return any(MemberState.PAUSED) ? MemberState.PAUSED : MemberState.UNAVAILABLE;
    }

    private long firstSince(MemberState now, long time) {
        return since(now).max().orElse(loggedInAt > 0 ? loggedInAt : time);
    }

    /** Moves a time from a list by {@code ahead} ms ({@link PbxClock}). Called after the members have been moved. */
    void clockIsKnown(long ahead) {
        since = state == null ? 0 : firstSince(state, since + ahead);
    }

    boolean isInAnyPool() {
        return pool;
    }

    private LongStream since(MemberState now) {
        return memberships.values().stream()
                .filter(member -> member.state() == now)
                .mapToLong(Member::since);
    }

    AmiAgent value(String pbx, AgentChange change, long time) {
        MemberState now = current();
        if (now != state) {
            since = state == null || now == MemberState.PAUSED ? firstSince(now, time) : time;
            state = now;
        } else if (now == MemberState.PAUSED && since(now).min().orElse(0) > since) {
            // a new pause has begun in all queues of the agent
            since = firstSince(now, time);
        }
        List<QueueMember> queues = memberships.values().stream()
                .map(Member::value)
                .sorted(Comparator.comparing(QueueMember::queue))
                .toList();
        long login = queues.stream()
                .filter(member -> member.loggedInAt() != null)
                .mapToLong(QueueMember::loggedInAt)
                .min()
                .orElse(0);
        long loggedInSince = pool ? loggedInAt : login;
        return AmiAgent.builder()
                .id(id)
                .name(name())
                .pbx(pbx)
                .change(change)
                .at(time)
                .state(now)
                .pauseReason(now == MemberState.PAUSED ? reason(queues) : null)
                .since(since)
                .pool(pool)
                .channel(channel)
                .loggedInAt(loggedInSince > 0 ? (Long) loggedInSince : null)
                .callsTaken(callsTaken(queues))
                .queues(queues)
                .build();
    }

    /**
     * The number of calls in all queues. With shared_lastcall=yes, each queue counts the calls of all queues, which is
     * recognized by their equal last calls.
     */
    private static int callsTaken(List<QueueMember> queues) {
        IntStream calls = queues.stream().mapToInt(QueueMember::callsTaken);
        Long last = queues.isEmpty() ? null : queues.get(0).lastCallAt();
        boolean shared = last != null && queues.stream().allMatch(member -> last.equals(member.lastCallAt()));
        return shared ? calls.max().orElse(0) : calls.sum();
    }

    /** The reason for the last pause that has one, or null. */
    private static String reason(List<QueueMember> queues) {
        return queues.stream()
                .filter(member -> member.pauseReason() != null)
                .max(Comparator.comparing(QueueMember::pausedAt))
                .map(QueueMember::pauseReason)
                .orElse(null);
    }
}

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

/** The conversation of a caller with the agent of a queue, which may still last. */
final class AgentTalk {
    /** The tolerance for the length of a conversation, in milliseconds, because queues report whole seconds. */
    private static final long ROUNDED = 3_000;

    /** The longest time by which the end of a conversation may be reported before the bridges show it, in milliseconds. */
    private static final long DISORDER = 1_000;

    static final String AGENT = "agent";
    static final String CALLER = "caller";
    static final String TRANSFER = "transfer";

    private final Channel caller;
    private final Channel agent;
    private final String member;
    private final String memberName;
    private final long since;
    private long completedAt;
    private long completedAfter;
    private String completedBy;

    /** Whether the caller and the agent were still connected when the queue reported the end. */
    private boolean completedEarly;

    /** Whether events of the conversation may be missing. */
    private boolean missedEvents;

    /** @param agent the channel of the agent, or null */
    AgentTalk(ChannelChange.AgentConnected how, Channel caller, Channel agent, long since) {
        this.caller = caller;
        this.agent = agent;
        this.member = how.member();
        this.memberName = how.memberName();
        this.since = Math.max(1, since);
    }

    /** The interface of the member who took the call. */
    String member() {
        return member;
    }

    String memberName() {
        return memberName;
    }

    long since() {
        return since;
    }

    boolean isWith(String agentUniqueid) {
        return agent != null && agent.uniqueid().equals(agentUniqueid);
    }

    boolean isByLocal() {
        return agent != null && agent.isLocal();
    }

    /** Whether the agent took the call, and not the agent's voicemail. */
    boolean isTaken(Rounds rounds) {
        return agent == null || rounds.of(agent) != DialResult.ANSWERED_BY_PBX;
    }

    /**
     * How well the channels of an AgentComplete match this conversation: 2 if the agent matches, 1 if only the caller
     * matches, otherwise 0.
     */
    int fits(Channel by, Channel with) {
        return with != null && with == agent ? 2 : by != null && by == caller ? 1 : 0;
    }

    /**
     * How well an AgentComplete without channels matches this conversation: the difference between the lengths, in
     * milliseconds. Negative if the event is about another conversation. Such an event is sent if the channels of the
     * caller and the agent have already ended.
     */
    long distance(ChannelChange.AgentDone how, long time) {
        boolean gone = (caller == null || caller.isEnded()) && (agent == null || agent.isEnded());
        if (completedAt > 0
                || !gone
                || member == null
                || !member.equals(how.talk().member())) {
            return -1;
        }
        long distance = Math.abs(Moments.between(since, time) - how.talkTime() * 1000);
        return distance <= ROUNDED ? distance : -1;
    }

    void completes(ChannelChange.AgentDone how, long time) {
        completedAt = Math.max(1, time);
        completedAfter = how.talkTime() * 1000;
        completedBy = how.by();
        completedEarly = !TRANSFER.equals(how.by()) && isOn();
    }

    /** Whether the queue has reported the end. */
    boolean isEndReported() {
        return completedAt > 0;
    }

    void missesEvents() {
        missedEvents = true;
    }

    /** Whether the caller and the agent are connected now. */
    private boolean isOn() {
        Channel phone = phone();
        return phone != null
                && phone.isTalking()
                && Bridge.parties(phone.bridge().joined()).contains(party());
    }

    /**
     * Whether the end that the queue reported is used. If a Local channel is optimised away, the queue may report its
     * end as that of the conversation, although the caller and the agent continue to talk.
     */
    private boolean isCompleted() {
        Channel phone = completedEarly ? phone() : null;
        boolean wentOn =
                phone != null && (phone.isTalking() || Moments.between(completedAt, phone.leftBridgeAt()) > DISORDER);
        return completedAt > 0 && !wentOn;
    }

    /** Whether the queue reported the end because a Local channel between the caller and the agent was optimised away. */
    boolean isOptimised() {
        return completedEarly && (isRemoved(caller) || isRemoved(agent));
    }

    private static boolean isRemoved(Channel channel) {
        return channel != null && channel.isLocal() && channel.bridge() == null;
    }

    /** Whether this moment is so late that the queue reported another end than that of the conversation. */
    boolean wentOnUntil(long moment) {
        return Moments.between(completedAt, moment) > DISORDER;
    }

    /** The agent's phone, or null. */
    Channel phone() {
        return agent != null && agent.isLocal() ? Parties.phoneBehind(agent.call(), agent) : agent;
    }

    /** The caller's phone or trunk, or null. */
    Channel party() {
        Channel party = caller == null ? null : Parties.partyBehind(caller);
        return party == null ? caller : party;
    }

    /**
     * How long the caller talked with the agent, in milliseconds. The time that the queue reports is not used if the
     * agent has transferred the caller, or if no phone behind the agent's Local channel took the call. It would include
     * the time after the transfer, or the time with a voicemail.
     */
    Long talkTime(Call call) {
        Channel phone = phone();
        boolean vain = isInVain(call);
        if (vain && phone == null) {
            return 0L;
        }
        long handedOnAt = handedOnAt(call);
        if (vain || handedOnAt > 0) {
            return phone == null ? Moments.between(since, handedOnAt) : phone.talkTime(0);
        }
        return isCompleted() ? Long.valueOf(completedAfter) : isEndSeen(call) ? connectedTime() : null;
    }

    /** Whether it was not the agent's phone that took the call, but a voicemail, for example. */
    boolean isInVain(Call call) {
        Channel phone = phone();
        return phone == null
                ? call.conversation().talkedAt() == 0 && !isTaken(Rounds.of(call))
                : agent.isLocal() && !Rounds.took(phone);
    }

    /** Who ended the conversation: caller, agent or transfer; null if it is not known, or if none of them did. */
    String completedBy(Call call) {
        if (handedOnAt(call) > 0) {
            return TRANSFER;
        }
        return isCompleted() ? completedBy : isEndSeen(call) ? leftFirst(call) : null;
    }

    /** The moment when the agent transferred the caller, or 0. A waiting agent is not a phone behind a Local channel. */
    long handedOnAt(Call call) {
        Channel phone = phone();
        for (TransferMade transfer : call.facts().transfers().all()) {
            boolean byAgent = phone == null ? isByWaiter(transfer) : transfer.isBy(phone);
            if (byAgent && transfer.isDone()) {
                return transfer.at();
            }
        }
        return 0;
    }

    private boolean isByWaiter(TransferMade transfer) {
        boolean waiter = transfer.by() != null && transfer.by().isWaiter();
        return waiter && transfer.at() >= since && (completedAt == 0 || transfer.at() <= completedAt);
    }

    /**
     * Whether the bridges show how the conversation ended. They are used if the queue reported no end before the call. A
     * crash of the PBX, which ends a conversation without an event, is the end of the connection, too.
     */
    private boolean isEndSeen(Call call) {
        boolean ends = call.end() == CallEnd.HANGUP ? !missedEvents : call.end() == CallEnd.PBX_RESTART;
        return !call.isLive() && ends && agent != null && agent.leftBridgeAt() >= since;
    }

    private Long connectedTime() {
        Channel phone = phone();
        return phone != null && phone.hasTalked() ? phone.talkTime(0) : Moments.between(since, agent.leftBridgeAt());
    }

    /** The party that left first; null if the crash of the PBX has ended both. */
    private String leftFirst(Call call) {
        Channel phone = phone();
        long agentLeft = (phone == null ? agent : phone).leftBridgeAt();
        Channel party = party();
        boolean crashed = party != null && call.end() == CallEnd.PBX_RESTART && agentLeft == party.leftBridgeAt();
        return party == null || crashed ? null : agentLeft < party.leftBridgeAt() ? AGENT : CALLER;
    }
}

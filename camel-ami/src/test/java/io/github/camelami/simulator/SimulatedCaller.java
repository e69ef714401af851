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
package io.github.camelami.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A caller who waits in a {@link SimulatedQueue}. The test decides what the caller, the queue and the member do next,
 * and each method sends the events that Asterisk would send.
 */
public final class SimulatedCaller {
    private static final int NORMAL_CLEARING = 16;

    private final QueueActions queues;
    private final SimulatedChannel channel;
    private final SimulatedQueue queue;
    private SimulatedChannel phone;
    private SimulatedQueue.Member member;
    private Instant connectedAt;
    private long waited;

    SimulatedCaller(QueueActions queues, SimulatedChannel channel, SimulatedQueue queue) {
        this.queues = queues;
        this.channel = channel;
        this.queue = queue;
    }

    /** The Uniqueid of the caller's channel. */
    public String uniqueid() {
        return channel.uniqueid;
    }

    /** The queue in which the caller waits or has waited. */
    public SimulatedQueue queue() {
        return queue;
    }

    /**
     * Makes the queue call a member for the caller.
     *
     * @param location the interface of the member
     */
    public void ring(String location) {
        member = queue.find(location);
        phone = new SimulatedChannel(
                location + queues.pbx().channels().nextSuffix(),
                queues.pbx().channels().nextId(),
                channel.linkedid,
                SimulatedChannel.RINGING);
        emit(queues.events().about("Newchannel", phone));
        emit(queues.offer("AgentCalled", channel, phone, queue, member));
    }

    /** Makes the member that the queue calls not answer. */
    public void ringNoAnswer() {
        emit(queues.offer("AgentRingNoAnswer", channel, phone, queue, member).with("RingTime", 1000));
        endPhone();
    }

    /** Makes the member that the queue calls answer the caller. */
    public void answer() {
        waited = Duration.between(channel.queuedAt, Instant.now()).toSeconds();
        queues.leave(channel, false);
        queues.sameMember(member).forEach(same -> same.inCall = true);
        phone.state = SimulatedChannel.UP;
        connectedAt = Instant.now();
        emit(queues.offer("AgentConnect", channel, phone, queue, member)
                .with("HoldTime", waited)
                .with("RingTime", 0));
    }

    /** Ends the conversation with the member. The caller hangs up, and the member is free for other callers. */
    public void complete() {
        emit(queues.offer("AgentComplete", channel, phone, queue, member)
                .with("HoldTime", waited)
                .with("TalkTime", Duration.between(connectedAt, Instant.now()).toSeconds())
                .with("Reason", "caller"));
        long now = Instant.now().getEpochSecond();
        queues.sameMember(member).forEach(same -> same.completed(now));
        queue.completed();
        endPhone();
        queues.sameMember(member).stream()
                .filter(same -> same != member)
                .forEach(same -> emit(same.event("QueueMemberStatus")));
        hangup();
    }

    /**
     * Moves the caller out of the conversation, as Redirect or Park do. The queue counts the call at once, but sends
     * AgentComplete only when the caller hangs up ({@link #hangUpAway}).
     */
    public void moveAway() {
        endPhone();
        queues.sameMember(member).forEach(same -> same.completed(Instant.now().getEpochSecond()));
        queue.completed();
        queues.sameMember(member).forEach(same -> emit(same.event("QueueMemberStatus")));
    }

    /**
     * Makes the caller hang up after {@link #moveAway}.
     *
     * @param first whether the Hangup of the caller's channel precedes AgentComplete. The AgentComplete then has no
     *     fields of the caller.
     */
    public void hangUpAway(boolean first) {
        if (first) {
            hangup();
        }
        SimulatedEvent completed = SimulatedEvent.named("AgentComplete", "agent");
        if (!first) {
            channel.snapshot(completed, "", queues.pbx().settings().channelVars());
        }
        emit(completed
                .with("Queue", queue.name())
                .with("Interface", member.location)
                .with("MemberName", member.name)
                .with("HoldTime", waited)
                .with("TalkTime", Duration.between(connectedAt, Instant.now()).toSeconds())
                .with("Reason", "caller"));
        if (!first) {
            hangup();
        }
    }

    /** Makes the waiting caller hang up. */
    public void giveUp() {
        endPhone();
        emit(queues.events().about("HangupRequest", channel).with("Cause", NORMAL_CLEARING));
        queues.leave(channel, true);
        hangup();
    }

    /** Ends the wait by the timeout of the queue. The caller's dialplan continues with the next step. */
    public void timeOut() {
        endPhone();
        queues.leave(channel, true);
        channel.priority++;
    }

    /**
     * Makes the waiting caller leave the queue by pressing a key. The caller's dialplan continues with the next step.
     */
    public void leaveByKey() {
        endPhone();
        queues.leave(channel, false);
        channel.priority++;
    }

    /** Hangs up the caller's channel. */
    public void hangup() {
        queues.pbx().channels().remove(channel);
        emit(queues.events().hangup(channel, NORMAL_CLEARING));
    }

    /** Hangs up the channel of the member that the queue has called, if there is one. */
    private void endPhone() {
        if (phone != null) {
            emit(queues.events().hangup(phone, NORMAL_CLEARING));
            phone = null;
        }
    }

    private void emit(SimulatedEvent event) {
        queues.pbx().emit(event);
    }
}

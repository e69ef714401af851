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

/** One who waits in a simulated queue, and does what a test says. */
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

    /** The Uniqueid of its channel. */
    public String uniqueid() {
        return channel.uniqueid;
    }

    /** The queue in which it waits, or waited. */
    public SimulatedQueue queue() {
        return queue;
    }

    /** The queue calls a member for it. */
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

    /** The member that is called does not take it. */
    public void ringNoAnswer() {
        emit(queues.offer("AgentRingNoAnswer", channel, phone, queue, member).with("RingTime", 1000));
        endPhone();
    }

    /** The member that is called takes it. */
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

    /** The conversation ends: the member takes others again. */
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
     * It is moved out of the conversation, by Redirect or Park. The queue counts the call at once, and reports its end
     * when the caller hangs up.
     */
    public void moveAway() {
        endPhone();
        queues.sameMember(member).forEach(same -> same.completed(Instant.now().getEpochSecond()));
        queue.completed();
        queues.sameMember(member).forEach(same -> emit(same.event("QueueMemberStatus")));
    }

    /**
     * It hangs up after it was moved away.
     *
     * @param first whether its channel ends before the queue reports that, which then does not name it
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

    /** It hangs up while it waits. */
    public void giveUp() {
        endPhone();
        emit(queues.events().about("HangupRequest", channel).with("Cause", NORMAL_CLEARING));
        queues.leave(channel, true);
        hangup();
    }

    /** Its time is up, and the dialplan goes on. */
    public void timeOut() {
        endPhone();
        queues.leave(channel, true);
        channel.priority++;
    }

    /** It presses a key with which the dialplan goes on. */
    public void leaveByKey() {
        endPhone();
        queues.leave(channel, false);
        channel.priority++;
    }

    /** Its channel ends. */
    public void hangup() {
        queues.pbx().channels().remove(channel);
        emit(queues.events().hangup(channel, NORMAL_CLEARING));
    }

    /** The phone of the member that was called rings, or talks, no more. */
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

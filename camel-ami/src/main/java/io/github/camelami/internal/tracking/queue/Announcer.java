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
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueDifference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Emits queues when they change. With emit=agents, passes the changes to {@link Agents} instead. */
final class Announcer {
    private static final Map<QueueChange, AgentChange> OF_AGENT = Map.of(
            QueueChange.MEMBER_PAUSED, AgentChange.PAUSED,
            QueueChange.MEMBER_UNPAUSED, AgentChange.UNPAUSED,
            QueueChange.MEMBER_RINGING, AgentChange.RINGING,
            QueueChange.MEMBER_CONNECTED, AgentChange.CONNECTED,
            QueueChange.MEMBER_COMPLETED, AgentChange.COMPLETED);

    private final Consumer<Object> out;
    private final Agents agents;

    /** @param agents receives the changes of members with emit=agents; null with emit=queues */
    Announcer(Consumer<Object> out, Agents agents) {
        this.out = out;
        this.agents = agents;
    }

    void caller(Queue queue, QueueChange change, QueueCaller caller, long time) {
        if (agents == null) {
            give(queue.value(time).change(change).caller(caller));
        }
    }

    void member(Queue queue, QueueChange change, Member member, long time) {
        both(queue, change, member, null, time);
    }

    /**
     * Reports a change that concerns both a member and a caller.
     *
     * @param member null if the member is omitted because of maxQueueMembers
     */
    void both(Queue queue, QueueChange change, Member member, QueueCaller caller, long time) {
        if (agents == null) {
            give(queue.value(time).change(change).caller(caller).member(member == null ? null : member.value()));
        } else if (member != null) {
            ofAgent(change, member, time);
        }
    }

    private void ofAgent(QueueChange change, Member member, long time) {
        switch (change) {
            case MEMBER_ADDED -> agents.joins(member, time);
            case MEMBER_REMOVED -> agents.leaves(member, time);
            default -> agents.changes(member, OF_AGENT.getOrDefault(change, AgentChange.STATE), time);
        }
    }

    /** Reports a change of a member to its agent only. The queue reports another change, which includes this one. */
    void quietly(Member member, long time) {
        if (agents != null) {
            agents.changes(member, AgentChange.STATE, time);
        }
    }

    void completed(Queue queue, Member member, QueueFact.Completed how, long talkTime, long time) {
        if (agents != null) {
            both(queue, QueueChange.MEMBER_COMPLETED, member, null, time);
            return;
        }
        QueueCaller caller = how.caller() == null
                ? null
                : QueueCaller.builder()
                        .id(how.caller().uniqueid())
                        .callId(how.caller().linkedid())
                        .channel(how.caller().channel())
                        .number(how.caller().number())
                        .name(how.caller().name())
                        .build();
        give(queue.value(time)
                .change(QueueChange.MEMBER_COMPLETED)
                .member(member == null ? null : member.value())
                .caller(caller)
                .talkTime(talkTime)
                .completedBy(how.by()));
    }

    void resynced(Queue queue, List<QueueDifference> differences, long time) {
        if (agents == null) {
            give(queue.value(time).change(QueueChange.RESYNCED).differences(differences));
        }
    }

    /** Reports that a comparison with a list has changed or removed a member. */
    void resynced(Member member, boolean removed, long time) {
        if (agents != null) {
            agents.listed(member, removed, time);
        }
    }

    /**
     * Emits all queues or agents, although they have not changed.
     *
     * @param change INTERVAL or RESET
     */
    void wholes(Collection<Queue> queues, QueueChange change, long time) {
        if (agents == null) {
            queues.forEach(queue -> give(queue.value(time).change(change)));
        } else if (change == QueueChange.INTERVAL) {
            agents.whole(time);
        }
    }

    private void give(AmiQueue.Builder queue) {
        out.accept(queue.build());
    }
}

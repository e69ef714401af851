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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Emits messages about agents. Changes of an agent that arrive at about the same time become one message with the final
 * state.
 */
final class AgentMessages {
    /** The time, in milliseconds, within which the PBX reports a change of an agent for all queues of the agent. */
    private static final long TOGETHER = 100;

    private record Pending(Agent agent, AmiAgent value, long time, long nanos) {}

    private final String pbx;
    private final BiConsumer<Agent, AmiAgent> out;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private long nanos;

    AgentMessages(String pbx, BiConsumer<Agent, AmiAgent> out) {
        this.pbx = pbx;
        this.out = out;
    }

    void clockAt(long now) {
        nanos = now;
    }

    /** Records a change of an agent. It is emitted after a short time, together with other changes. */
    void pend(Agent agent, AgentChange change, long time) {
        Pending before = pending.get(agent.id());
        if (before != null && !isSameMessage(before.value(), change, agent.current())) {
            pending.remove(agent.id());
            give(before);
            before = null;
        }
        if (before == null) {
            pending.put(agent.id(), new Pending(agent, agent.value(pbx, change, time), time, nanos));
        } else {
            AgentChange both = change == AgentChange.STATE ? before.value().change() : change;
            AmiAgent value = agent.value(pbx, both, time);
            pending.put(agent.id(), new Pending(agent, value, before.time(), before.nanos()));
        }
    }

    /**
     * Whether one message can report a pending change together with a new one.
     *
     * @param before the message about the pending change
     * @param change the new change
     * @param now the new state of the agent
     */
    private static boolean isSameMessage(AmiAgent before, AgentChange change, MemberState now) {
        if (before.change() == change || before.change() == AgentChange.STATE) {
            return true;
        }
        // shortly after the end of the conversation or the login, the phone is reported as free
        boolean settles = now != MemberState.RINGING
                && (before.change() == AgentChange.COMPLETED || before.change() == AgentChange.LOGGED_IN);
        return change == AgentChange.STATE && (settles || before.state() == now);
    }

    private void give(Pending due) {
        out.accept(due.agent(), due.value());
    }

    void dueByEvents(long time, long now) {
        nanos = now;
        due(each -> time - each.time() >= TOGETHER);
    }

    void dueByClock(long now) {
        nanos = now;
        due(each -> now - each.nanos() >= TimeUnit.MILLISECONDS.toNanos(TOGETHER));
    }

    void giveAll(long now) {
        nanos = now;
        giveAll();
    }

    void giveAll() {
        due(each -> true);
    }

    private void due(Predicate<Pending> isDue) {
        List<Pending> due = List.of();
        for (Iterator<Pending> all = pending.values().iterator(); all.hasNext(); ) {
            Pending next = all.next();
            if (isDue.test(next)) {
                due = due.isEmpty() ? new ArrayList<>() : due;
                due.add(next);
                all.remove();
            }
        }
        due.forEach(this::give);
    }

    /** The number of agents with a change that has not been emitted. */
    int pending() {
        return pending.size();
    }

    /** The time until the next message is due, in nanoseconds; {@code Long.MAX_VALUE} if none is pending. */
    long nextIn(long now) {
        return pending.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(
                        0, pending.values().iterator().next().nanos() + TimeUnit.MILLISECONDS.toNanos(TOGETHER) - now);
    }
}

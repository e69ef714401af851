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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The agents across all queues. The PBX reports a pause queue by queue. Changes that arrive
 * together become one message.
 */
final class Agents {
    /** The PBX changes a member in all of its queues within this time. */
    private static final long TOGETHER = 100;

    private record Pending(Agent agent, AgentChange change, long time, long nanos) {}

    private final QueueSettings settings;
    private final Consumer<Object> out;
    private final Map<String, Agent> byId = new LinkedHashMap<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private long nanos;
    private int omitted;

    Agents(QueueSettings settings, Consumer<Object> out) {
        this.settings = settings;
        this.out = out;
    }

    void clockAt(long now) {
        nanos = now;
    }

    private static String id(Member member) {
        String device = member.facts().stateInterface();
        boolean pool = device != null && device.startsWith(QueueTranslator.POOL);
        return pool
                ? device.substring(QueueTranslator.POOL.length())
                : member.facts().interfaceName();
    }

    private Agent of(Member member) {
        Agent agent = byId.computeIfAbsent(id(member), Agent::new);
        String device = member.facts().stateInterface();
        if (device != null && device.startsWith(QueueTranslator.POOL)) {
            agent.isOfPool();
        }
        return agent;
    }

    void joins(Member member, long time) {
        Agent agent = of(member);
        boolean first = !agent.isInQueues() && !agent.isLoggedIn();
        agent.joins(member);
        pend(agent, first ? AgentChange.LOGGED_IN : AgentChange.STATE, time);
    }

    void leaves(Member member, long time) {
        Agent agent = of(member);
        agent.leaves(member);
        pend(agent, agent.isGone() ? AgentChange.LOGGED_OUT : AgentChange.STATE, time);
    }

    void changes(Member member, AgentChange change, long time) {
        Agent agent = of(member);
        agent.joins(member);
        pend(agent, change, time);
    }

    /** A list has other values of a member. */
    void listed(Member member, boolean added, boolean removed, long time) {
        Agent agent = of(member);
        if (removed) {
            agent.leaves(member);
        } else {
            agent.joins(member);
        }
        pend(agent, agent.isGone() ? AgentChange.LOGGED_OUT : AgentChange.RESYNCED, time);
    }

    void apply(QueueFact.OfPool fact, long time) {
        if (fact.agent() == null || !byId.containsKey(fact.agent()) && byId.size() >= max()) {
            omitted += fact.agent() == null ? 0 : 1;
            return;
        }
        Agent agent = byId.computeIfAbsent(fact.agent(), Agent::new);
        boolean before = agent.isLoggedIn();
        boolean changed = false;
        if (fact instanceof QueueFact.LoggedIn in) {
            changed = agent.poolState(true, false, in.channel(), before ? 0 : time);
        } else if (fact instanceof QueueFact.LoggedOff) {
            changed = agent.poolState(false, false, null, 0);
        } else if (fact instanceof QueueFact.PoolState state) {
            long since = state.loggedIn() && !before ? time : 0;
            changed = agent.poolState(state.loggedIn(), state.inUse(), agent.channel(), since);
        }
        if (changed) {
            pend(agent, changeFrom(before, agent.isLoggedIn()), time);
        }
    }

    private static AgentChange changeFrom(boolean before, boolean after) {
        return before == after ? AgentChange.STATE : after ? AgentChange.LOGGED_IN : AgentChange.LOGGED_OUT;
    }

    private int max() {
        return (int) Math.min(Integer.MAX_VALUE, (long) settings.maxQueues() * settings.maxMembers());
    }

    /** Applies the list of the action Agents. */
    void compare(List<ListedQueues.ListedAgent> listed, long time) {
        for (ListedQueues.ListedAgent each : listed) {
            if (!byId.containsKey(each.id()) && byId.size() >= max()) {
                omitted++;
                continue;
            }
            Agent agent = byId.computeIfAbsent(each.id(), Agent::new);
            agent.setName(each.name());
            if (agent.poolState(each.loggedIn(), each.inUse(), each.channel(), each.login() * 1000)) {
                pend(agent, AgentChange.RESYNCED, time);
            }
        }
        Set<String> ids = listed.stream().map(ListedQueues.ListedAgent::id).collect(Collectors.toSet());
        for (Agent agent : byId.values()) {
            if (!ids.contains(agent.id()) && agent.leavesPools()) {
                pend(agent, agent.isGone() ? AgentChange.LOGGED_OUT : AgentChange.RESYNCED, time);
            }
        }
    }

    private void pend(Agent agent, AgentChange change, long time) {
        Pending before = pending.get(agent.id());
        if (before == null) {
            pending.put(agent.id(), new Pending(agent, change, time, nanos));
        } else if (before.change() == AgentChange.STATE) {
            pending.put(agent.id(), new Pending(agent, change, time, before.nanos()));
        } else if (before.change() != change && change != AgentChange.STATE) {
            pending.remove(agent.id());
            give(before);
            pending.put(agent.id(), new Pending(agent, change, time, nanos));
        }
    }

    private void give(Pending due) {
        out.accept(due.agent().value(settings.pbx(), due.change(), due.time()));
        if (due.agent().isGone()) {
            byId.remove(due.agent().id(), due.agent());
        }
    }

    void dueByEvents(long time) {
        due(pending.values(), each -> time - each.time() >= TOGETHER);
    }

    void dueByClock(long now) {
        due(pending.values(), each -> now - each.nanos() >= TimeUnit.MILLISECONDS.toNanos(TOGETHER));
    }

    void giveAll() {
        due(pending.values(), each -> true);
    }

    private void due(Collection<Pending> from, java.util.function.Predicate<Pending> isDue) {
        List<Pending> due = List.of();
        for (Iterator<Pending> all = from.iterator(); all.hasNext(); ) {
            Pending next = all.next();
            if (isDue.test(next)) {
                due = due.isEmpty() ? new ArrayList<>() : due;
                due.add(next);
                all.remove();
            }
        }
        due.forEach(this::give);
    }

    /** In nanoseconds; {@code Long.MAX_VALUE} if nothing is pending. */
    long nextIn(long now) {
        return pending.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(
                        0, pending.values().iterator().next().nanos() + TimeUnit.MILLISECONDS.toNanos(TOGETHER) - now);
    }

    void whole(long time) {
        giveAll();
        for (Agent agent : byId.values()) {
            AmiAgent value = agent.value(settings.pbx(), AgentChange.INTERVAL, time);
            out.accept(value);
        }
    }

    int size() {
        return byId.size();
    }

    int omitted() {
        return omitted;
    }
}

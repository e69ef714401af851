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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tracks agents across all queues. The PBX reports their changes separately for each queue. */
final class Agents {
    private final QueueSettings settings;
    private final Consumer<Object> out;
    private final AgentMessages messages;
    private final Map<String, Agent> byId = new LinkedHashMap<>();
    private final Map<Member, Agent> byMember = new IdentityHashMap<>();
    private final Omitted omitted;

    Agents(QueueSettings settings, Consumer<Object> out) {
        this.settings = settings;
        this.out = out;
        this.omitted = new Omitted(max());
        this.messages = new AgentMessages(settings.pbx(), this::give);
    }

    AgentMessages messages() {
        return messages;
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

    /**
     * Whether the agent is not reported. If the option {@code queues} selects queues, only agents in these queues are
     * reported, even if an agent pool has more.
     */
    private boolean isUnwanted(Agent agent) {
        return !agent.isInQueues() && settings.wanted() != QueueSettings.EVERY;
    }

    void joins(Member member, long time) {
        Agent agent = of(member);
        // an agent of a pool logs in with AgentLogin, not by joining a queue
        boolean begins = !agent.isInAnyPool() || isUnwanted(agent) && agent.isLoggedIn();
        boolean first = !agent.isInQueues() && begins;
        put(member, agent, AgentChange.STATE, time);
        messages.pend(agent, first ? AgentChange.LOGGED_IN : AgentChange.STATE, time);
    }

    void leaves(Member member, long time) {
        leaves(member, AgentChange.STATE, time);
    }

    private void leaves(Member member, AgentChange change, long time) {
        Agent agent = byMember.remove(member);
        if (agent != null) {
            leaves(agent, member, change, time);
        }
    }

    /**
     * Assigns a member to an agent. If the stateInterface of the member has changed, the member may have belonged to
     * another agent before.
     */
    private void put(Member member, Agent agent, AgentChange change, long time) {
        Agent before = byMember.put(member, agent);
        if (before != null && before != agent) {
            leaves(before, member, change, time);
        }
        agent.joins(member);
    }

    private void leaves(Agent agent, Member member, AgentChange change, long time) {
        agent.leaves(member);
        boolean leavesAll = agent.isGone() || isUnwanted(agent);
        messages.pend(agent, leavesAll ? AgentChange.LOGGED_OUT : change, time);
    }

    void changes(Member member, AgentChange change, long time) {
        Agent agent = of(member);
        put(member, agent, change == AgentChange.RESYNCED ? change : AgentChange.STATE, time);
        messages.pend(agent, change, time);
    }

    /** Called if a comparison with a list has changed or removed a member. */
    void listed(Member member, boolean removed, long time) {
        if (removed) {
            leaves(member, AgentChange.RESYNCED, time);
        } else {
            changes(member, AgentChange.RESYNCED, time);
        }
    }

    void apply(QueueFact.OfPool fact, long time) {
        Agent agent = fact.agent() == null ? null : ofPool(fact.agent(), false);
        if (agent == null) {
            return;
        }
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
        if (changed && !isUnwanted(agent)) {
            messages.pend(agent, changeFrom(before, agent.isLoggedIn()), time);
        }
    }

    /**
     * The agent of a pool. Created if new; null if the agent is omitted because of the limit.
     *
     * @param listed whether a list contains the agent, instead of an event
     */
    private Agent ofPool(String id, boolean listed) {
        if (!byId.containsKey(id) && byId.size() >= max()) {
            if (listed) {
                omitted.add(id);
            } else {
                omitted.mention(id);
            }
            return null;
        }
        return byId.computeIfAbsent(id, Agent::new);
    }

    private static AgentChange changeFrom(boolean before, boolean after) {
        return before == after ? AgentChange.STATE : after ? AgentChange.LOGGED_IN : AgentChange.LOGGED_OUT;
    }

    private int max() {
        return (int) Math.min(Integer.MAX_VALUE, (long) settings.maxQueues() * settings.maxMembers());
    }

    /** Compares the agents of pools with the list that the action Agents returned. */
    void compare(List<ListedQueues.ListedAgent> listed, long time) {
        omitted.clear();
        for (ListedQueues.ListedAgent each : listed) {
            Agent agent = ofPool(each.id(), true);
            if (agent != null) {
                boolean renamed = agent.isNamed(each.name());
                boolean changed = agent.poolState(each.loggedIn(), each.inUse(), each.channel(), each.login() * 1000);
                resynced(agent, renamed || changed, time);
            }
        }
        Set<String> ids = listed.stream().map(ListedQueues.ListedAgent::id).collect(Collectors.toSet());
        for (Agent agent : List.copyOf(byId.values())) {
            if (!ids.contains(agent.id())) {
                resynced(agent, agent.leavesPools(), time);
            }
        }
        byId.values().removeIf(agent -> agent.isGone() && isUnwanted(agent));
    }

    private void resynced(Agent agent, boolean changed, long time) {
        if (changed && !isUnwanted(agent)) {
            messages.pend(agent, agent.isGone() ? AgentChange.LOGGED_OUT : AgentChange.RESYNCED, time);
        }
    }

    private void give(Agent agent, AmiAgent value) {
        out.accept(value);
        if (agent.isGone()) {
            byId.remove(agent.id(), agent);
        }
    }

    void whole(long time) {
        messages.giveAll();
        for (Agent agent : byId.values()) {
            if (!isUnwanted(agent)) {
                out.accept(agent.value(settings.pbx(), AgentChange.INTERVAL, time));
            }
        }
    }

    /** The time until the next change is emitted, in nanoseconds, or {@code Long.MAX_VALUE}. */
    long nextIn(long nanos) {
        return messages.nextIn(nanos);
    }

    /** Converts the times that were taken from lists before the clock of the PBX was known. */
    void clockIsKnown(long ahead) {
        byId.values().forEach(agent -> agent.clockIsKnown(ahead));
    }

    int omitted() {
        return omitted.size();
    }
}

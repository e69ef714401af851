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

import static io.github.camelami.internal.tracking.queue.TrackedQueues.item;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.listed;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.params;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueMember;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Agents over all of their queues, and those who log in with AgentLogin. */
class AgentTrackerTest {
    private final TrackedQueues queues = TrackedQueues.agents();

    private List<AgentChange> changes() {
        return queues.agents.stream().map(AmiAgent::change).toList();
    }

    @Test
    void aPauseInTwoQueuesIsOneMessage() {
        queues.list(params("sales"), listed("sales", "PJSIP/1"), params("support"), listed("support", "PJSIP/1"));
        assertThat(changes()).containsExactly(AgentChange.RESYNCED);
        queues.after(60_000);
        long paused = queues.now;
        queues.member("QueueMemberPause", "sales", "PJSIP/1", "Paused=1", "PausedReason=lunch")
                .after(2)
                .member("QueueMemberPause", "support", "PJSIP/1", "Paused=1", "PausedReason=lunch")
                .after(100)
                .tick();
        assertThat(changes()).containsExactly(AgentChange.RESYNCED, AgentChange.PAUSED);
        AmiAgent ann = queues.lastAgent();
        assertThat(ann.state()).isEqualTo(MemberState.PAUSED);
        assertThat(ann.pauseReason()).isEqualTo("lunch");
        assertThat(ann.since()).isBetween(paused, paused + 2);
        assertThat(ann.queues()).extracting(QueueMember::queue).containsExactly("sales", "support");
        assertThat(ann).hasToString("AmiAgent[PJSIP/1 (Name of PJSIP/1) PAUSED, PAUSED (lunch) in 2 queues]");
        queues.member("QueueMemberPause", "sales", "PJSIP/1", "Paused=0")
                .after(100)
                .tick();
        assertThat(queues.lastAgent().state()).isEqualTo(MemberState.AVAILABLE);
        assertThat(queues.lastAgent().change()).isEqualTo(AgentChange.UNPAUSED);
    }

    @Test
    void whoTakesACallIsInCallEverywhere() {
        queues.list(params("sales"), listed("sales", "PJSIP/1"), params("support"), listed("support", "PJSIP/1"));
        queues.join("1.1", 1).offer("AgentCalled", "1.1", "PJSIP/1").after(100).tick();
        queues.leave("1.1", 1)
                .offer("AgentConnect", "1.1", "PJSIP/1")
                .after(100)
                .tick();
        assertThat(queues.lastAgent().state()).isEqualTo(MemberState.IN_CALL);
        queues.after(5_000).complete("1.1", "PJSIP/1").after(100).tick();
        assertThat(changes())
                .containsExactly(
                        AgentChange.RESYNCED, AgentChange.RINGING, AgentChange.CONNECTED, AgentChange.COMPLETED);
        assertThat(queues.lastAgent().callsTaken()).isEqualTo(1);
        assertThat(queues.lastAgent().state()).isEqualTo(MemberState.AVAILABLE);
    }

    @Test
    void whoIsInNoQueueAnyMoreHasLoggedOut() {
        queues.list(params("support"))
                .member("QueueMemberAdded", "support", "PJSIP/1")
                .after(100)
                .tick();
        queues.member("QueueMemberRemoved", "support", "PJSIP/1").after(100).tick();
        assertThat(changes()).containsExactly(AgentChange.LOGGED_IN, AgentChange.LOGGED_OUT);
    }

    @Test
    void agentsOfAPoolLogInAndOff() {
        queues.list(
                params("support"),
                listed("support", "Local/1001@agents", "StateInterface=Agent:1001", "Status=5", "Name=Ann"));
        queues.tracker.agents(
                List.of(agent("1001", "Ann", "AGENT_LOGGEDOFF"), agent("1002", "Bob", "AGENT_IDLE")), queues.now);
        assertThat(queues.agents)
                .extracting(AmiAgent::id, AmiAgent::state)
                .contains(tuple("1001", MemberState.UNAVAILABLE), tuple("1002", MemberState.AVAILABLE));
        queues.event("AgentLogin", "Privilege=agent,all", "Agent=1001", "Channel=PJSIP/100-1")
                .after(100)
                .tick();
        assertThat(queues.lastAgent().change()).isEqualTo(AgentChange.LOGGED_IN);
        assertThat(queues.lastAgent().channel()).isEqualTo("PJSIP/100-1");
        queues.event("DeviceStateChange", "Privilege=call,all", "Device=Agent:1002", "State=INUSE")
                .after(100)
                .tick();
        assertThat(queues.lastAgent().id()).isEqualTo("1002");
        assertThat(queues.lastAgent().state()).isEqualTo(MemberState.IN_CALL);
        queues.event("AgentLogoff", "Privilege=agent,all", "Agent=1001", "Logintime=5")
                .after(100)
                .tick();
        assertThat(queues.lastAgent().change()).isEqualTo(AgentChange.LOGGED_OUT);
        assertThat(queues.lastAgent().state()).isEqualTo(MemberState.UNAVAILABLE);
        assertThat(queues.lastAgent().pool()).isTrue();
    }

    @Test
    void M1_aSecondReasonIsAnotherPauseOfTheAgent() {
        queues.list(params("sales"), listed("sales", "PJSIP/1"), params("support"), listed("support", "PJSIP/1"));
        for (String reason : List.of("lunch", "meeting")) {
            queues.after(3_600_000);
            for (String queue : List.of("support", "sales")) {
                queues.member(
                        "QueueMemberPause",
                        queue,
                        "PJSIP/1",
                        "Paused=1",
                        "PausedReason=" + reason,
                        "LastPause=" + queues.now / 1000);
            }
        }
        queues.after(100).tick();
        assertThat(queues.lastAgent().pauseReason()).isEqualTo("meeting");
        assertThat(queues.lastAgent().since()).isEqualTo(queues.now - 100);
    }

    /** A tenth of a second has more than one change. */
    @Test
    void M1_eachMessageHasTheStateAfterItsChange() {
        queues.list(params("support"), listed("support", "PJSIP/1")).after(1_000);
        queues.join("1.1", 1)
                .offer("AgentCalled", "1.1", "PJSIP/1")
                .after(50)
                .leave("1.1", 1)
                .offer("AgentConnect", "1.1", "PJSIP/1")
                .after(100)
                .tick();
        assertThat(queues.agents)
                .extracting(AmiAgent::change, AmiAgent::state)
                .containsExactly(
                        tuple(AgentChange.RESYNCED, MemberState.AVAILABLE),
                        tuple(AgentChange.RINGING, MemberState.RINGING),
                        tuple(AgentChange.CONNECTED, MemberState.IN_CALL));
    }

    @Test
    void M1_whoTakesAnInterfaceOverHasItsOwnName() {
        queues.list(params("support"), listed("support", "PJSIP/1")).after(1_000);
        queues.member("QueueMemberRemoved", "support", "PJSIP/1").after(20);
        queues.event(
                "QueueMemberAdded",
                "Privilege=agent,all",
                "Queue=support",
                "Interface=PJSIP/1",
                "MemberName=Ann",
                "StateInterface=PJSIP/1",
                "Status=1");
        queues.after(100).tick();
        assertThat(queues.agents)
                .extracting(AmiAgent::change, AmiAgent::name, agent -> agent.queues()
                        .size())
                .endsWith(tuple(AgentChange.LOGGED_OUT, "Name of PJSIP/1", 0), tuple(AgentChange.LOGGED_IN, "Ann", 1));
    }

    @Test
    void M1_anAgentHasTheNameThatTheListReports() {
        queues.list(params("support"), listed("support", "PJSIP/1"));
        Map<String, String> renamed = listed("support", "PJSIP/1");
        renamed.put("Name", "Ann");
        queues.after(60_000).list(params("support"), renamed);
        assertThat(queues.lastAgent().name()).isEqualTo("Ann");
        assertThat(queues.lastAgent().queues().get(0).name()).isEqualTo("Ann");
    }

    private static TrackedQueues ofSupport(Predicate<String> wanted, int max) {
        return new TrackedQueues(
                new QueueSettings("pbx", wanted, true, 0, List.of(), ZoneOffset.UTC, Duration.ZERO, max, max, 10));
    }

    @Test
    void M1_theAgentsOfOtherQueuesAreNotWanted() {
        TrackedQueues support = ofSupport("support"::equals, 10);
        support.list(
                params("support"),
                listed("support", "Local/1001@agents", "StateInterface=Agent:1001"),
                params("sales"),
                listed("sales", "Local/1002@agents", "StateInterface=Agent:1002"));
        support.tracker.agents(
                List.of(agent("1001", "Ann", "AGENT_IDLE"), agent("1002", "Bob", "AGENT_IDLE")), support.now);
        support.event("AgentLogoff", "Privilege=agent,all", "Agent=1002", "Logintime=5")
                .after(100)
                .tick();
        assertThat(support.agents).extracting(AmiAgent::id).containsOnly("1001");
        support.member("QueueMemberAdded", "support", "Local/1002@agents", "StateInterface=Agent:1002")
                .after(100)
                .tick();
        assertThat(support.lastAgent().id()).isEqualTo("1002");
        // it is still logged off
        assertThat(support.lastAgent().change()).isEqualTo(AgentChange.STATE);
        assertThat(support.lastAgent().state()).isEqualTo(MemberState.UNAVAILABLE);
        support.member("QueueMemberRemoved", "support", "Local/1002@agents", "StateInterface=Agent:1002")
                .after(100)
                .tick();
        assertThat(support.lastAgent().change()).isEqualTo(AgentChange.LOGGED_OUT);
    }

    @Test
    void M3_anAgentBeyondTheBoundIsOmittedOnceHoweverOftenItIsListed() {
        TrackedQueues bounded = ofSupport(QueueSettings.EVERY, 1);
        for (int i = 0; i < 10; i++) {
            bounded.tracker.agents(
                    List.of(agent("1001", "Ann", "AGENT_IDLE"), agent("1002", "Bob", "AGENT_IDLE")), bounded.now);
            bounded.event("AgentLogin", "Privilege=agent,all", "Agent=1002", "Channel=PJSIP/100-1");
        }
        assertThat(bounded.tracker.omittedMembers()).isEqualTo(1);
    }

    private AmiEvent agent(String id, String name, String status) {
        Map<String, String> item = item("Agents", "Agent=" + id, "Name=" + name, "Status=" + status);
        return AmiEvent.of(item.remove("Event"), item, 1, queues.now);
    }

    @Test
    void M1_anAgentWhoIsLoggedOffAndBecomesAMemberHasNotLoggedIn() {
        queues.list(params("support"));
        queues.tracker.agents(List.of(agent("1001", "Ann", "AGENT_LOGGEDOFF")), queues.now);
        queues.member("QueueMemberAdded", "support", "Local/1001@a", "StateInterface=Agent:1001", "Status=5")
                .after(100)
                .tick();
        assertThat(queues.lastAgent().state()).isEqualTo(MemberState.UNAVAILABLE);
        assertThat(queues.lastAgent().change()).isEqualTo(AgentChange.STATE);
    }

    @Test
    void M1_anAgentIsRemovedFromItsPoolJustAfterItsLogin() {
        queues.list(params("support"));
        List<AmiEvent> others = List.of(agent("1002", "Bob", "AGENT_IDLE"), agent("1003", "Cy", "AGENT_IDLE"));
        List<AmiEvent> all = new ArrayList<>(others);
        all.add(0, agent("1001", "Ann", "AGENT_LOGGEDOFF"));
        queues.tracker.agents(all, queues.now);
        queues.event("AgentLogin", "Privilege=agent,all", "Agent=1001", "Channel=PJSIP/100-1")
                .after(10);
        queues.tracker.agents(others, queues.now);
        assertThat(queues.agents)
                .filteredOn(each -> each.id().equals("1001"))
                .extracting(AmiAgent::change)
                .endsWith(AgentChange.LOGGED_IN, AgentChange.LOGGED_OUT);
    }

    @Test
    void M1_aMemberWithAnotherStateInterfaceIsAnotherAgent() {
        queues.list(params("support"), listed("support", "Local/1001@a"));
        queues.list(params("support"), listed("support", "Local/1001@a", "StateInterface=Agent:1001"));
        Map<String, AmiAgent> last = new HashMap<>();
        queues.agents.forEach(each -> last.put(each.id(), each));
        assertThat(last.get("Local/1001@a").queues()).isEmpty();
        assertThat(last.get("Local/1001@a").change()).isEqualTo(AgentChange.LOGGED_OUT);
        assertThat(last.get("1001").queues()).hasSize(1);
        queues.member("QueueMemberRemoved", "support", "Local/1001@a")
                .after(100)
                .tick();
        assertThat(queues.lastAgent().id()).isEqualTo("1001");
        assertThat(queues.lastAgent().queues()).isEmpty();
    }

    @Test
    void M3_anAgentBeyondTheBoundCountsOnce() {
        TrackedQueues one = ofSupport(QueueSettings.EVERY, 1);
        one.list(params("support"));
        for (int i = 0; i < 3; i++) {
            one.tracker.agents(
                    List.of(
                            agent("1001", "Ann", "AGENT_IDLE"),
                            agent("1002", "Bob", "AGENT_IDLE"),
                            agent("1003", "Cy", "AGENT_IDLE")),
                    one.now);
            one.event("AgentLogoff", "Privilege=agent,all", "Agent=1002", "Logintime=5");
            assertThat(one.tracker.omittedMembers()).isEqualTo(2);
        }
    }
}

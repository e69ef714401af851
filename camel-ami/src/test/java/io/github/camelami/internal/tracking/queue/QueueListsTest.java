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

import static io.github.camelami.internal.tracking.queue.TrackedQueues.entry;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.item;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.listed;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.params;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueDifference;
import io.github.camelami.queue.QueueMember;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lists say that events did not, and what they say that is not so. */
class QueueListsTest {
    private static final long SECONDS = TrackedQueues.START / 1000;

    private final TrackedQueues queues = TrackedQueues.queues();
    private final TrackedQueues agents = TrackedQueues.agents();

    private static Map<String, String> in(String queue, String... more) {
        return listed(queue, "PJSIP/1", more);
    }

    private long resyncs() {
        return queues.queues.stream()
                .filter(queue -> queue.change() == QueueChange.RESYNCED)
                .count();
    }

    /** The queue, which is given out because somebody joins. */
    private AmiQueue whole() {
        return queues.join("9.9", 1).last();
    }

    /** With shared_lastcall=yes, a call of one queue sets InCall in each queue of the member. */
    @Test
    void M1_aMemberIsInCallInTheQueueWhoseCallerItTalksToOnly() {
        queues.list(params("support"), in("support"), params("sales"), in("sales"));
        queues.join("1.1", 1).leave("1.1", 1).offer("AgentConnect", "1.1", "PJSIP/1");
        long before = resyncs();
        queues.list(params("support"), in("support", "InCall=1"), params("sales"), in("sales", "InCall=1"));
        assertThat(resyncs()).isEqualTo(before);
    }

    /** When it is listed first nobody knows of which queue the call is; its end shows that. */
    @Test
    void M1_theEndOfACallEndsItInEachQueueOfTheMember() {
        queues.list(params("support"), in("support", "InCall=1"), params("sales"), in("sales", "InCall=1"));
        queues.after(1_000).complete("1.1", "PJSIP/1");
        assertThat(queues.last().member().state()).isEqualTo(MemberState.AVAILABLE);
        queues.member("QueueMemberPenalty", "sales", "PJSIP/1", "Penalty=2", "InCall=1");
        assertThat(queues.last().name()).isEqualTo("sales");
        assertThat(queues.last().member().inCall()).isFalse();
        assertThat(queues.last().member().state()).isEqualTo(MemberState.AVAILABLE);
    }

    @Test
    void M1_theCallsThatQueuesShareAreCountedOnceForTheAgent() {
        String last = "LastCall=" + (SECONDS - 60);
        agents.list(
                params("support"),
                in("support", "CallsTaken=3", last),
                params("sales"),
                in("sales", "CallsTaken=3", last));
        assertThat(agents.lastAgent().callsTaken()).isEqualTo(3);
    }

    @Test
    void M1_theCallsOfQueuesThatCountThemselvesAreAdded() {
        agents.list(
                params("support"),
                in("support", "CallsTaken=3", "LastCall=" + (SECONDS - 60)),
                params("sales"),
                in("sales", "CallsTaken=2", "LastCall=" + (SECONDS - 90)));
        assertThat(agents.lastAgent().callsTaken()).isEqualTo(5);
    }

    @Test
    void M1_theTimeOfAPauseIsThatOfTheList() {
        queues.list(params("support"), in("support"));
        queues.member("QueueMemberPause", "support", "PJSIP/1", "Paused=1");
        queues.after(600_000);
        long began = SECONDS + 300;
        // unpaused and paused anew while events were lost
        queues.list(params("support"), in("support", "Paused=1", "LastPause=" + began));
        QueueMember member = whole().members().get(0);
        assertThat(member.pausedAt()).isEqualTo(began * 1000);
        assertThat(member.since()).isEqualTo(began * 1000);
    }

    @Test
    void M1_aPauseThatTheListHasRoundedStaysAsItsEventSaid() {
        queues.list(params("support"), in("support"));
        queues.after(900).member("QueueMemberPause", "support", "PJSIP/1", "Paused=1");
        queues.after(60_000).list(params("support"), in("support", "Paused=1", "LastPause=" + SECONDS));
        assertThat(whole().members().get(0).pausedAt()).isEqualTo(TrackedQueues.START + 900);
    }

    /** The caller left and joined again, on the same channel, while events were lost. */
    @Test
    void M1_aWaitThatBeganLaterIsAnotherWait() {
        queues.list(params("support")).join("1.1", 1).after(60_000);
        queues.tracker.gap();
        queues.list(params("support"), entry("1.1", 1, 10));
        AmiQueue resynced = queues.last();
        assertThat(resynced.change()).isEqualTo(QueueChange.RESYNCED);
        assertThat(resynced.callers().get(0).since()).isEqualTo(queues.now - 10_000);
        assertThat(resynced.figures().offered()).isEqualTo(2);
        assertThat(resynced.figures().unseen()).isEqualTo(1);
    }

    @Test
    void M1_aWaitThatTheListHasRoundedIsTheSame() {
        queues.list(params("support")).join("1.1", 1).after(60_900);
        long before = resyncs();
        queues.list(params("support"), entry("1.1", 1, 60));
        assertThat(resyncs()).isEqualTo(before);
    }

    /** So many items, or such a connection, that the first of them is six seconds old when the last one arrives. */
    @Test
    void M1_aWaitInAListThatTakesItsTimeIsTheSame() {
        queues.list(params("support")).after(1_000).join("1.1", 1).after(60_000);
        long before = resyncs();
        queues.tracker.gap();
        List<AmiEvent> items = List.of(sent(params("support")), sent(entry("1.1", 1, 60)), sent(entry("1.2", 2, 30)));
        long began = queues.now - 30_000;
        queues.after(6_000).tracker.queues(items, queues.now);
        assertThat(resyncs()).isEqualTo(before + 1);
        assertThat(queues.last().differences())
                .extracting(QueueDifference::of)
                .as("only the one whose event was lost")
                .containsExactly("1.2");
        assertThat(queues.last().callers().get(1).since()).isEqualTo(began);
        assertThat(queues.last().figures().unseen()).isZero();
    }

    private AmiEvent sent(Map<String, String> item) {
        Map<String, String> fields = new LinkedHashMap<>(item);
        return AmiEvent.of(fields.remove("Event"), fields, 1, queues.now);
    }

    /** Asterisk counts the wait by its clock, which is put forward and back. */
    @Test
    void M1_aWaitIsTheSameAfterTheClockWasSet() {
        queues.list(params("support")).join("1.1", 1).after(60_000);
        long before = resyncs();
        queues.list(params("support"), entry("1.1", 1, 70));
        queues.after(60_000).list(params("support"), entry("1.1", 1, 90));
        assertThat(resyncs()).isEqualTo(before);
        queues.after(60_000).list(params("support"), entry("1.1", 1, 5));
        assertThat(queues.last().figures().unseen())
                .as("it cannot be the old one")
                .isEqualTo(1);
    }

    /** The PBX changes them without an event when an attended transfer ends. */
    @Test
    void M1_aCallerHasTheNumberAndNameThatThePbxReports() {
        queues.list(params("support")).join("1.1", 1).after(20_000);
        Map<String, String> entry = entry("1.1", 1, 20);
        entry.put("CallerIDNum", "777");
        entry.put("CallerIDName", "Ann");
        queues.list(params("support"), entry);
        assertThat(queues.last().callers())
                .extracting(QueueCaller::number, QueueCaller::name)
                .containsExactly(tuple("777", "Ann"));
        assertThat(queues.last().differences())
                .extracting(QueueDifference::value)
                .containsExactly("number", "name");
        queues.event("NewCallerid", "Privilege=call,all", "Uniqueid=1.1", "CallerIDNum=778", "CallerIDName=<unknown>");
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_CHANGED);
        assertThat(queues.last().caller().number()).isEqualTo("778");
        assertThat(queues.last().caller().name()).isEqualTo("Ann");
        queues.event(
                "QueueCallerLeave",
                "Privilege=agent,all",
                "Queue=support",
                "Uniqueid=1.1",
                "CallerIDNum=779",
                "Position=1");
        queues.after(1_000).tick();
        assertThat(queues.last().caller().number()).isEqualTo("779");
    }

    @Test
    void M1_aQueueThatAnEventNamesFirstIsLookedAt() {
        queues.list(params("support"));
        assertThat(queues.tracker.wantsLook()).isFalse();
        queues.member("QueueMemberAdded", "new", "PJSIP/1");
        assertThat(queues.tracker.wantsLook()).isTrue();
        queues.member("QueueMemberAdded", "new", "PJSIP/2");
        assertThat(queues.tracker.wantsLook()).isFalse();
    }

    private void join(String caller, int count) {
        queues.event("QueueCallerJoin", "Queue=support", "Uniqueid=" + caller, "Position=" + count, "Count=" + count);
    }

    /** The PBX counts a caller who hangs up until its QueueCallerLeave, and others may join before that. */
    @Test
    void whoHasAbandonedIsCountedUntilItLeaves() {
        queues.list(params("support"));
        join("1.1", 1);
        queues.event("QueueCallerAbandon", "Queue=support", "Uniqueid=1.1", "Position=1", "HoldTime=1");
        join("1.2", 2);
        assertThat(queues.tracker.wantsLook()).isFalse();
        queues.event("QueueCallerLeave", "Queue=support", "Uniqueid=1.1", "Position=1", "Count=1");
        assertThat(queues.tracker.wantsLook()).isFalse();
        join("1.3", 3);
        assertThat(queues.tracker.wantsLook()).as("there are two").isTrue();
    }

    @Test
    void whoHasAbandonedIsCountedUntilTheNextList() {
        queues.list(params("support"));
        join("1.1", 1);
        queues.event("QueueCallerAbandon", "Queue=support", "Uniqueid=1.1", "Position=1", "HoldTime=1");
        queues.list(params("support"));
        join("1.2", 2);
        assertThat(queues.tracker.wantsLook()).isTrue();
    }

    /** QueueStatus lists members of realtime queues as static or dynamic. */
    @Test
    void M1_aRealtimeMemberStaysOneWhateverTheListCallsIt() {
        queues.list(params("support"), in("support", "Membership=static"));
        queues.member("QueueMemberStatus", "support", "PJSIP/1", "Membership=realtime", "Status=2");
        long before = resyncs();
        queues.list(params("support"), in("support", "Membership=static", "Status=2"));
        assertThat(resyncs()).isEqualTo(before);
        assertThat(whole().members().get(0).membership()).isEqualTo("realtime");
    }

    private AmiEvent ofPool(String id, String status) {
        Map<String, String> item = item("Agents", "Agent=" + id, "Name=Ann", "Status=" + status);
        return AmiEvent.of(item.remove("Event"), item, 1, agents.now);
    }

    private TrackedQueues device(String id, String state) {
        return agents.event("DeviceStateChange", "Privilege=call,all", "Device=Agent:" + id, "State=" + state)
                .after(100)
                .tick();
    }

    /** Without class agent, or beside a lost event, the device says so as well. */
    @Test
    void M1_theDeviceOfAnAgentSaysWhetherItIsLoggedIn() {
        agents.tracker.agents(List.of(ofPool("1001", "AGENT_LOGGEDOFF")), agents.now);
        device("1001", "NOT_INUSE");
        assertThat(agents.lastAgent().change()).isEqualTo(AgentChange.LOGGED_IN);
        assertThat(agents.lastAgent().state()).isEqualTo(MemberState.AVAILABLE);
        device("1001", "INUSE");
        assertThat(agents.lastAgent().state()).isEqualTo(MemberState.IN_CALL);
        int before = agents.agents.size();
        device("1001", "UNKNOWN");
        assertThat(agents.agents).hasSize(before);
        device("1001", "UNAVAILABLE");
        assertThat(agents.lastAgent().change()).isEqualTo(AgentChange.LOGGED_OUT);
        assertThat(agents.lastAgent().state()).isEqualTo(MemberState.UNAVAILABLE);
        before = agents.agents.size();
        agents.event("AgentLogoff", "Privilege=agent,all", "Agent=1001", "Logintime=5")
                .after(100)
                .tick();
        assertThat(agents.agents).hasSize(before);
    }

    @Test
    void M1_anAgentThatThePoolsDoNotHaveAnyMoreIsGone() {
        agents.list(params("support"), in("support", "StateInterface=Agent:1001"));
        agents.tracker.agents(List.of(ofPool("1001", "AGENT_IDLE"), ofPool("1002", "AGENT_IDLE")), agents.now);
        agents.tracker.agents(List.of(), agents.now);
        assertThat(agents.agents)
                .filteredOn(agent -> agent.id().equals("1002"))
                .extracting(AmiAgent::change)
                .endsWith(AgentChange.LOGGED_OUT);
        assertThat(agents.agents)
                .filteredOn(agent -> agent.id().equals("1001"))
                .extracting(AmiAgent::state)
                .endsWith(MemberState.UNAVAILABLE);
        int before = agents.agents.size();
        agents.tracker.agents(List.of(), agents.now);
        assertThat(agents.agents).hasSize(before);
    }

    /** Its clock is ten minutes ahead of ours. */
    @Test
    void M1_metersMeasureTheLongestWaitByOneClock() {
        TrackedQueues ahead = TrackedQueues.queues();
        ahead.list(params("support"));
        long theirs = (ahead.now + 600_000) / 1000;
        ahead.event(
                "QueueCallerJoin",
                "Privilege=agent,all",
                "Timestamp=" + theirs + ".000000",
                "Queue=support",
                "Uniqueid=1.1",
                "Position=1");
        assertThat(ahead.tracker.readings().get(0).longestWait(ahead.now + 60_000))
                .isEqualTo(60_000);
    }

    /** So that the first of them after a loss says that the state is right. */
    @Test
    void M2_noIntervalIsAnnouncedBetweenALossAndTheComparisonAndOneRightBehindIt() {
        TrackedQueues some = new TrackedQueues(new QueueSettings(
                "pbx", name -> true, false, 10, List.of(), ZoneOffset.UTC, Duration.ofSeconds(5), 10, 10, 10));
        some.after(6_000).tick().list(params("support"), listed("support", "PJSIP/1"));
        assertThat(some.queues).extracting(AmiQueue::change).containsExactly(QueueChange.RESYNCED);
        some.tick();
        assertThat(some.last().change()).isEqualTo(QueueChange.INTERVAL);
        some.tracker.disconnected(some.now);
        some.after(60_000).tick();
        assertThat(some.queues).hasSize(2);
        some.list(params("support"), listed("support", "PJSIP/1")).tick();
        assertThat(some.queues).hasSize(3);
        assertThat(some.last().change()).isEqualTo(QueueChange.INTERVAL);
        some.after(5_000).tick();
        assertThat(some.queues).hasSize(4);
    }
}

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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the talk with the agent of a queue ended, and how long it lasted. */
class QueueVisitEndsTest {

    private static QueueVisit visit(List<AmiEvent> events) {
        List<AmiCall> calls = TrackedCalls.of(events);
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).queues()).hasSize(1);
        return calls.get(0).queues().get(0);
    }

    private static List<AmiEvent> without(String recording, Predicate<AmiEvent> which) {
        return TrackedCalls.recorded(recording).stream().filter(which.negate()).toList();
    }

    private static boolean isComplete(AmiEvent event) {
        return event.name().equals("AgentComplete");
    }

    /**
     * Asterisk sends AgentComplete without channels if both have ended, and for the end of a Local channel that is
     * optimised away. It does not know transfers of a member with a Local channel.
     */
    @ParameterizedTest
    @CsvSource({
        "queues/complete_without_channels, 4000, caller",
        "queues/caller_by_local_optimised, 4002, agent",
        "freepbx/s15_queue_agent_blind_transfers, 2044, transfer",
        "freepbx/s50_queue_agent_attended_transfer, 4109, transfer"
    })
    void L1_aVisitEndsAsThePhonesSay(String recording, long talkTime, String by) {
        QueueVisit visit = visit(TrackedCalls.recorded(recording));
        assertThat(visit.talkTime()).isEqualTo(talkTime);
        assertThat(visit.completedBy()).isEqualTo(by);
    }

    /** The report of the end may come after the call was given out. */
    @ParameterizedTest
    @CsvSource({
        "queues/complete_without_channels, 3979, caller",
        "queues/caller_by_local_optimised, 4002, agent",
        "freepbx/s15_queue_agent_blind_transfers, 2044, transfer"
    })
    void L1_withoutAReportOfTheEndTheBridgesShowIt(String recording, long talkTime, String by) {
        QueueVisit visit = visit(without(recording, QueueVisitEndsTest::isComplete));
        assertThat(visit.talkTime()).isEqualTo(talkTime);
        assertThat(visit.completedBy()).isEqualTo(by);
    }

    @Test
    void whatEndedInATimeOfMissedEventsIsUnknown() {
        TrackedCalls calls = TrackedCalls.calls();
        without("queues/complete_without_channels", QueueVisitEndsTest::isComplete)
                .forEach(event -> {
                    calls.tracker.event(event);
                    if (event.name().equals("AgentConnect")) {
                        calls.tracker.gap();
                    }
                });
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.talkTime()).isNull();
            assertThat(visit.completedBy()).isNull();
        });
    }

    /** The PBX crashes: no event reports an end. */
    @Test
    void whoTalksInACrashOfThePbxTalkedUntilThen() {
        TrackedCalls calls =
                talkingWith("PJSIP/m", TrackedCalls.calls(), "a", "b").after(7_000);
        crashes(calls);
        assertThat(calls.only().end()).isEqualTo(CallEnd.PBX_RESTART);
        assertThat(calls.only().talkTime()).isEqualTo(7_000);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.talkTime()).isEqualTo(7_000);
            assertThat(visit.completedBy()).as("neither of the two").isNull();
        });
    }

    @Test
    void whoHadLeftTheTalkBeforeTheCrashHasEndedIt() {
        TrackedCalls calls =
                talkingWith("PJSIP/m", TrackedCalls.calls(), "a", "b").after(7_000);
        calls.leave("ba", "b", "a").after(50);
        crashes(calls);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.talkTime()).isEqualTo(7_000);
            assertThat(visit.completedBy()).isEqualTo("agent");
        });
    }

    /** As when the PBX is restarted by a command: the connection ends before the late events of the call. */
    @Test
    void whatEndedBeforeEventsWereMissedIsKnown() {
        TrackedCalls calls =
                talkingWith("PJSIP/m", TrackedCalls.calls(), "a", "b").after(7_000);
        ends(calls, "a", "b").tracker.disconnected(calls.now);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.talkTime()).isEqualTo(7_000);
            assertThat(visit.completedBy()).isEqualTo("caller");
        });
    }

    @Test
    void whoWaitsInACrashOfThePbxHasAbandoned() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").after(5_000);
        crashes(calls);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ABANDONED);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.outcome()).isEqualTo(QueueOutcome.ABANDONED);
            assertThat(visit.leftAt()).isEqualTo(calls.only().endedAt());
            assertThat(visit.waitTime()).isEqualTo(5_000);
        });
    }

    private static void crashes(TrackedCalls calls) {
        calls.tracker.disconnected(calls.now);
        calls.after(20_000).tracker.restarted(calls.now);
    }

    /** A pool agent keeps its channel for the next caller. */
    @ParameterizedTest
    @CsvSource({"composed/pool_agent_met, 11018", "composed/pool_agent_ringing, 8010"})
    void aPoolAgentTalkedUntilItTransferred(String recording, long talkTime) {
        QueueVisit visit = TrackedCalls.of(TrackedCalls.recorded(recording)).stream()
                .flatMap(call -> call.queues().stream())
                .findFirst()
                .orElseThrow();
        assertThat(visit.completedBy()).isEqualTo("transfer");
        assertThat(visit.talkTime()).isEqualTo(talkTime);
    }

    private static TrackedCalls talkingWith(String member, TrackedCalls calls, String a, String b) {
        calls.channel(a, a, "PJSIP/" + a).state(a, a, 6).of("QueueCallerJoin", a, a, "PJSIP/" + a, "Queue=q");
        calls.phone(b, a).dial("DialBegin", a, b, a).dial("DialEnd", a, b, a, "DialStatus=ANSWER");
        return calls.dial("AgentConnect", a, b, a, "Queue=q", "Interface=" + member)
                .enter("b" + a, a, a)
                .enter("b" + a, b, a);
    }

    private static TrackedCalls ends(TrackedCalls calls, String a, String b) {
        return calls.leave("b" + a, a, a).leave("b" + a, b, a).hangup(a, a, 16).hangup(b, a, 16);
    }

    /** Such a report names only the member, who may have had two calls. */
    @Test
    void aReportWithoutChannelsIsThatOfTheMemberAndTheTalkThatFits() {
        TrackedCalls calls = TrackedCalls.calls();
        talkingWith("PJSIP/m", calls, "1.1", "1.2").after(20_000);
        talkingWith("PJSIP/m", calls, "2.1", "2.2");
        talkingWith("PJSIP/n", calls, "3.1", "3.2").after(9_000);
        ends(ends(ends(calls, "1.1", "1.2"), "2.1", "2.2"), "3.1", "3.2");
        calls.event("AgentComplete", "Queue=q", "Interface=PJSIP/m", "TalkTime=10", "Reason=agent");
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.out)
                .extracting(call -> call.queues().get(0).talkTime())
                .containsExactly(29_000L, 10_000L, 9_000L);
        assertThat(calls.out)
                .extracting(call -> call.queues().get(0).completedBy())
                .containsExactly("caller", "agent", "caller");
    }

    /** The dialplan behind the member's Local channel answers by itself, as a voicemail does. */
    @Test
    void nobodyTalksWithAMemberWithoutPhone() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").local("m", "a", "100");
        calls.dial("DialBegin", "a", "m1", "a").of("Newstate", "m2", "a", "Local/100@x-m;2", "ChannelState=6");
        calls.of("Newstate", "m1", "a", "Local/100@x-m;1", "ChannelState=6");
        calls.dial("DialEnd", "a", "m1", "a", "DialStatus=ANSWER");
        calls.dial("AgentConnect", "a", "m1", "a", "Queue=q", "Interface=Local/100@x/n");
        calls.enter("b", "a", "a").enter("b", "m1", "a").after(12_000);
        calls.dial(
                "AgentComplete", "a", "m1", "a", "Queue=q", "Interface=Local/100@x/n", "TalkTime=12", "Reason=caller");
        calls.leave("b", "a", "a")
                .leave("b", "m1", "a")
                .hangup("a", "a", 16)
                .hangup("m1", "a", 16)
                .hangup("m2", "a", 16);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.outcome()).isEqualTo(QueueOutcome.CONNECTED);
            assertThat(visit.talkTime()).isZero();
        });
    }

    /** The report of a talk that had another length belongs to a call that is not known. */
    @Test
    void aReportWithoutChannelsOfAnotherTalkIsNotUsed() {
        TrackedCalls calls = TrackedCalls.calls();
        talkingWith("PJSIP/m", calls, "1.1", "1.2").after(20_000);
        ends(calls, "1.1", "1.2");
        calls.event("AgentComplete", "Queue=q", "Interface=PJSIP/m", "TalkTime=90", "Reason=agent");
        calls.event("AgentComplete", "Queue=other", "Interface=PJSIP/m", "TalkTime=20", "Reason=agent");
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().queues().get(0).talkTime()).isEqualTo(20_000);
        assertThat(calls.only().queues().get(0).completedBy()).isEqualTo("caller");
    }
}

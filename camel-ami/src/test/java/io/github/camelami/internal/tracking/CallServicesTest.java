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
import io.github.camelami.call.CallState;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.Leg;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.call.TransferOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents and transfers. */
class CallServicesTest {

    private static TrackedCalls callsThePoolAgent(TrackedCalls calls, String id, String agent, String oldest) {
        calls.channel(id, id, "PJSIP/" + id).state(id, id, 6).of("QueueCallerJoin", id, id, "PJSIP/" + id, "Queue=q");
        calls.enter("b" + id, id, id)
                .leave("h", agent, oldest)
                .enter("b" + id, agent, oldest)
                .after(1_000);
        calls.leave("b" + id, id, oldest).hangup(id, oldest, 16);
        return calls.leave("b" + id, agent, oldest).waits(agent, oldest).after(TrackedCalls.GRACE);
    }

    @Test
    void L1_eachCallerOfAPoolAgentIsACallOfItsOwn() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").state("1.1", "1.1", 6);
        calls.waits("1.1", "1.1").after(60_000);
        callsThePoolAgent(calls, "5.5", "1.1", "1.1");
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("5.5");
        callsThePoolAgent(calls, "6.6", "1.1", "1.1");
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("5.5", "6.6");
        assertThat(calls.out).allSatisfy(call -> {
            assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
            assertThat(call.talkTime()).isEqualTo(1_000);
            assertThat(call.queues()).hasSize(1);
            assertThat(call.aliases()).isEmpty();
            assertThat(call.legs()).extracting(Leg::channel).containsExactly("PJSIP/" + call.id(), "PJSIP/1.1");
            assertThat(call.answeredBy()).isEqualTo("100");
        });
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
    }

    /** Whoever is called then shows the agent's id, as the caller does since the two have talked. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void L1_theCallerOfAPoolAgentIsTransferred(boolean byLocal) {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").state("1.1", "1.1", 6);
        calls.waits("1.1", "1.1").after(60_000);
        calls.channel("5.5", "5.5", "PJSIP/5.5").state("5.5", "5.5", 6).enter("x", "5.5", "5.5");
        calls.leave("h", "1.1", "1.1").enter("x", "1.1", "1.1").after(1_000).leave("x", "5.5", "1.1");
        calls.leave("x", "1.1", "1.1").waits("1.1", "1.1");
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "Extension=8203",
                "TransfererUniqueid=1.1",
                "TransfererLinkedid=1.1",
                "TransfereeUniqueid=5.5",
                "TransfereeLinkedid=1.1");
        if (byLocal) {
            calls.local("l", "1.1", "8203");
            calls.event(
                    "DialBegin",
                    "Uniqueid=5.5",
                    "Linkedid=1.1",
                    "DestChannel=Local/8203@x-l;1",
                    "DestUniqueid=l1",
                    "DestLinkedid=1.1");
        }
        String dials = byLocal ? "l2" : "5.5";
        calls.phone("c", "1.1").dial("DialBegin", dials, "c", "1.1").after(500);
        calls.state("c", "1.1", 6).dial("DialEnd", dials, "c", "1.1", "DialStatus=ANSWER");
        calls.enter("y", "5.5", "1.1").enter("y", "c", "1.1").after(2_000).asksToHangUp("c", "1.1");
        calls.leave("y", "c", "1.1")
                .hangup("c", "1.1", 16)
                .hangup("l1", "1.1", 16)
                .hangup("l2", "1.1", 16);
        calls.leave("y", "5.5", "1.1").hangup("5.5", "1.1", 16).after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.id()).isEqualTo("5.5");
        assertThat(call.talkTime()).isEqualTo(3_000);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLED);
        assertThat(call.legs()).extracting(Leg::channel).containsExactlyInAnyOrder("PJSIP/5.5", "PJSIP/1.1", "PJSIP/c");
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
    }

    /** The oldest id is that of a caller, and goes on to those that come later. */
    @Test
    void L1_aPoolAgentWhoCameLaterHandsNoIdOn() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("1.1", "1.1", "PJSIP/1.1")
                .state("1.1", "1.1", 6)
                .after(10);
        calls.channel("2.2", "2.2", "PJSIP/2.2")
                .state("2.2", "2.2", 6)
                .waits("2.2", "2.2")
                .enter("b", "1.1", "1.1");
        calls.enter("b", "2.2", "1.1").after(1_000).leave("b", "1.1", "1.1").leave("b", "2.2", "1.1");
        calls.waits("2.2", "1.1");
        callsThePoolAgent(calls, "6.6", "2.2", "1.1");
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("6.6");
        assertThat(calls.only().aliases()).isEmpty();
        calls.hangup("1.1", "1.1", 16).hangup("2.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out).extracting(AmiCall::id).containsExactlyInAnyOrder("6.6", "1.1", "2.2");
    }

    @Test
    void L1_anAgentCompleteWithoutItsCallerIsFoundByTheAgent() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("9.1", "9.1", "PJSIP/9.1").phone("9.2", "9.1");
        calls.of("QueueCallerJoin", "9.1", "9.1", "PJSIP/9.1", "Queue=support").dial("DialBegin", "9.1", "9.2", "9.1");
        calls.dial("DialEnd", "9.1", "9.2", "9.1", "DialStatus=ANSWER");
        calls.dial("AgentConnect", "9.1", "9.2", "9.1", "Queue=support", "Interface=PJSIP/m", "MemberName=Ann");
        calls.hangup("9.1", "9.1", 16);
        calls.event(
                "AgentComplete",
                "DestChannel=PJSIP/m-1",
                "DestUniqueid=9.2",
                "DestLinkedid=9.1",
                "Queue=support",
                "TalkTime=7",
                "Reason=agent");
        calls.hangup("9.2", "9.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.talkTime()).isEqualTo(7_000);
            assertThat(visit.completedBy()).isEqualTo("agent");
            assertThat(visit.agentName()).isEqualTo("Ann");
        });
    }

    /** The member, what its phone was dialled as, and the number that the agent is known by. */
    @ParameterizedTest
    @CsvSource({
        "Local/8201@from-queue/n, 01715@trunk, 8201",
        "Local/01715@from-queue/n, 01715@trunk, 01715",
        "Local/FMPR-8201@followme/n, 8201/sip:8201@h, 8201",
        "PJSIP/8202, PJSIP/8202, 8202",
        "PJSIP/bob, bob/sip:8202@h, 8202"
    })
    void anAgentIsKnownByItsExtensionAlsoOnAMobile(String member, String dialString, String number) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q");
        boolean local = member.startsWith("Local/");
        if (local) {
            calls.local("l", "a", "8201");
            calls.event(
                    "DialBegin",
                    "Channel=PJSIP/a",
                    "Uniqueid=a",
                    "Linkedid=a",
                    "DestChannel=Local/8201@x-l;1",
                    "DestUniqueid=l1",
                    "DestLinkedid=a");
        }
        calls.phone("b", "a").dial("DialBegin", local ? "l2" : "a", "b", "a", "DialString=" + dialString);
        calls.state("b", "a", 6).dial("DialEnd", local ? "l2" : "a", "b", "a", "DialStatus=ANSWER");
        String agent = local ? "l1" : "b";
        calls.dial("AgentConnect", "a", agent, "a", "Queue=q", "Interface=" + member);
        calls.hangup("b", "a", 16).hangup("l1", "a", 16).hangup("l2", "a", 16);
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queues().get(0).agentNumber()).isEqualTo(number);
    }

    /** Two who meet in a conference talk, and neither has taken the call of the other; two in a bridge of two have. */
    @ParameterizedTest
    @CsvSource({"base,", "basic, 100"})
    void nobodyTakesACallInAConference(String type, String answeredBy) {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .state("a", "a", 6)
                .after(10);
        calls.channel("b", "b", "PJSIP/b").state("b", "b", 6);
        calls.of("BridgeEnter", "a", "a", "PJSIP/a", "BridgeUniqueid=x", "BridgeType=" + type);
        calls.of("BridgeEnter", "b", "b", "PJSIP/b", "BridgeUniqueid=x", "BridgeType=" + type)
                .after(1_000);
        calls.hangup("a", "a", 16).hangup("b", "b", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out).hasSize(2).allSatisfy(call -> {
            assertThat(call.talkTime()).isEqualTo(1_000);
            assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
            assertThat(call.answeredBy()).isEqualTo(answeredBy);
        });
    }

    private static final String TRANSFERER = "TransfererUniqueid=1.2";

    @ParameterizedTest
    @ValueSource(strings = {"Invalid", "Not Permitted", "Fail"})
    void L1_aTransferThatIsRefusedIsNone(String result) {
        TrackedCalls calls = TrackedCalls.progress().talking("1.1", "1.2").after(1_000);
        calls.event("BlindTransfer", "Result=" + result, TRANSFERER, "TransfererLinkedid=1.1", "Extension=310");
        failed(calls, result);
    }

    @Test
    void L1_anAttendedTransferThatFailsIsNone() {
        TrackedCalls calls = TrackedCalls.progress().talking("1.1", "1.2").after(1_000);
        calls.event(
                "AttendedTransfer",
                "Result=Fail",
                "OrigTransfererUniqueid=1.2",
                "OrigTransfererLinkedid=1.1",
                "SecondTransfererUniqueid=1.2",
                "SecondTransfererLinkedid=1.1",
                "DestType=Fail");
        failed(calls, "Fail");
    }

    private static void failed(TrackedCalls calls, String result) {
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.states()).doesNotContain(CallState.TRANSFERRED).contains(CallState.ENDED);
        AmiCall call = calls.out.get(calls.out.size() - 1);
        assertThat(call.transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.to()).isNull();
            assertThat(transfer.outcome()).isEqualTo(TransferOutcome.FAILED);
            assertThat(transfer.result()).isEqualTo(result);
        });
    }

    /** How the target ends, and what is said; empty where the transferred party hangs up while it rings. */
    @ParameterizedTest
    @CsvSource({
        "ANSWER, ANSWERED",
        "NOANSWER, NO_ANSWER",
        "BUSY, BUSY",
        "CHANUNAVAIL, FAILED",
        "CONGESTION, FAILED",
        "CANCEL, CANCELLED",
        ", CANCELLED"
    })
    void L1_aTransferHasItsOutcome(String status, TransferOutcome outcome) {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "TransfererChannel=PJSIP/1.2",
                TRANSFERER,
                "TransfererLinkedid=1.1",
                "TransfereeChannel=PJSIP/1.1",
                "TransfereeUniqueid=1.1",
                "TransfereeLinkedid=1.1",
                "Extension=310");
        calls.leave("bridge-1.1", "1.1", "1.1").hangup("1.2", "1.1", 16).phone("1.3", "1.1");
        calls.dial("DialBegin", "1.1", "1.3", "1.1").after(1_000);
        if (outcome == TransferOutcome.CANCELLED) {
            calls.asksToHangUp("1.1", "1.1");
        }
        if (status != null) {
            calls.dial("DialEnd", "1.1", "1.3", "1.1", "DialStatus=" + status);
        }
        calls.hangup("1.3", "1.1", 0).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.only().transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.outcome()).isEqualTo(outcome);
            assertThat(transfer.to()).isEqualTo("310");
            assertThat(transfer.by()).isEqualTo("PJSIP/1.2");
            assertThat(transfer.who()).isEqualTo("PJSIP/1.1");
        });
    }

    @Test
    void L1_whoIsTransferredByAPhoneBehindALocalChannelIsTheCaller() {
        AmiCall call = TrackedCalls.of(TrackedCalls.recorded("freepbx/s16_queue_agent_blind_transfer_unanswered"))
                .get(0);
        assertThat(call.transfers().get(0).who()).isEqualTo(call.channel());
        assertThat(call.transfers().get(0).byNumber()).isEqualTo("8201");
        assertThat(call.calledName()).isEqualTo("Desk 8201");
        assertThat(call.legs()).extracting(Leg::number).containsExactly("0301234", "8201", "8203");
        assertThat(call.legs()).extracting(Leg::dialStatus).containsExactly(null, "ANSWER", "NOANSWER");
        assertThat(call.queues().get(0).agentNumber()).isEqualTo("8201");
        assertThat(call.queues().get(0).talkTime()).as("not the queue's 9 s").isBetween(1_900L, 2_100L);
    }

    @Test
    void L1_aTransferWhileTheTargetRingsGoesToItsNumber() {
        List<AmiCall> calls = TrackedCalls.of(TrackedCalls.recorded("freepbx/s26_attended_transfer"));
        assertThat(calls.get(0).transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.to()).isEqualTo("8203");
            assertThat(transfer.outcome()).isEqualTo(TransferOutcome.ANSWERED);
        });
    }

    /** An agent behind a Local channel transfers the caller back, and its first queue goes on until the very end. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void L1_theEndOfTheFirstVisitIsNotThatOfTheSecond(boolean taken) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q")
                .phone("b", "a")
                .after(1_000);
        calls.of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=q");
        agent(calls, "AgentConnect", "b").after(30_000);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").after(5_000);
        if (taken) {
            calls.phone("c", "a").of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=q");
            agent(calls, "AgentConnect", "c").after(30_000);
            agent(calls, "AgentComplete", "c", "TalkTime=30", "Reason=agent").hangup("c", "a", 16);
        } else {
            calls.of("QueueCallerAbandon", "a", "a", "PJSIP/a", "Queue=q")
                    .of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=q");
        }
        agent(calls, "AgentComplete", "b", "TalkTime=63", "Reason=caller").hangup("b", "a", 16);
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queues())
                .extracting(QueueVisit::talkTime)
                .containsExactly(63_000L, taken ? 30_000L : null);
        assertThat(calls.only().queues())
                .extracting(QueueVisit::completedBy)
                .containsExactly("caller", taken ? "agent" : null);
    }

    private static TrackedCalls agent(TrackedCalls calls, String event, String agent, String... more) {
        List<String> fields = new ArrayList<>(
                List.of("Queue=q", "DestUniqueid=" + agent, "DestLinkedid=a", "DestChannel=PJSIP/" + agent));
        fields.addAll(List.of(more));
        return calls.of(event, "a", "a", "PJSIP/a", fields.toArray(String[]::new));
    }
}

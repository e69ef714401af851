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
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.QueueOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who hangs up: the PBX by itself, or a line that reports nothing of it. */
class WhoHangsUpTest {
    private static final String QUEUE = "Queue=q";

    private static TrackedCalls waiting(String name) {
        return TrackedCalls.calls()
                .channel("a", "a", name)
                .of("Newstate", "a", "a", name, "ChannelState=6")
                .of("QueueCallerJoin", "a", "a", name, QUEUE, "Context=q", "Exten=600", "Priority=4")
                .after(5_000);
    }

    private static TrackedCalls leaves(TrackedCalls calls, String name) {
        return calls.of("QueueCallerAbandon", "a", "a", name, QUEUE, "Context=q", "Exten=600", "Priority=4")
                .of("QueueCallerLeave", "a", "a", name, QUEUE);
    }

    private static AmiCall ends(TrackedCalls calls, String name, int priority) {
        calls.of("SoftHangupRequest", "a", "a", name, "Cause=16", "Context=q", "Exten=600", "Priority=" + priority);
        return calls.of("Hangup", "a", "a", name, "Cause=16")
                .after(TrackedCalls.GRACE)
                .only();
    }

    /** A panel redirects the caller, whose channel is already in its new step then, as seen on 22. */
    @ParameterizedTest
    @CsvSource({"q, 600, 4, TIMEOUT", "q, 600, 5, LEFT", "q, 700, 4, LEFT", "r, 600, 4, LEFT"})
    void L1_whoIsTakenOutOfAQueueHasLeftIt(String context, String exten, String priority, QueueOutcome outcome) {
        TrackedCalls calls = waiting("PJSIP/a");
        calls.of(
                "QueueCallerAbandon",
                "a",
                "a",
                "PJSIP/a",
                QUEUE,
                "Context=" + context,
                "Exten=" + exten,
                "Priority=" + priority);
        calls.of("QueueCallerLeave", "a", "a", "PJSIP/a", QUEUE).after(1_000);
        AmiCall call = calls.hangup("a", "a", 16).after(TrackedCalls.GRACE).only();
        assertThat(call.queues().get(0).outcome()).isEqualTo(outcome);
    }

    /** A command ends the channel; the queue says that the caller abandoned it, and the dialplan does not go on. */
    @Test
    void L1_aCommandThatEndsAWaitingCallerIsNoTimeThatIsUp() {
        AmiCall call = ends(leaves(waiting("PJSIP/a"), "PJSIP/a"), "PJSIP/a", 4);
        assertThat(call.queues().get(0).outcome()).isEqualTo(QueueOutcome.LEFT);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.PBX);
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(call.missed()).isTrue();
    }

    /** After the phone that it dialled was busy, the dialplan runs Busy; a caller may give up instead, and ends likewise. */
    @ParameterizedTest
    @CsvSource({"true, PBX", "false, CALLER"})
    void L1_aLineThatThePbxRefusesHasNotHungUp(boolean refused, HungUpBy by) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").dial("DialEnd", "a", "b", "a", "DialStatus=BUSY");
        calls.hangup("b", "a", 17).of("HangupRequest", "a", "a", "PJSIP/a", "ChannelState=4");
        if (refused) {
            calls.state("a", "a", 7);
        }
        calls.hangup("a", "a", 17).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(by);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.BUSY);
    }

    /** Every dialplan that is over asks for the end of its channel. */
    @Test
    void L1_theEndOfTheDialplanIsNoCommand() {
        AmiCall call = ends(leaves(waiting("PJSIP/a"), "PJSIP/a"), "PJSIP/a", 5);
        assertThat(call.queues().get(0).outcome()).isEqualTo(QueueOutcome.TIMEOUT);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.PBX);
    }

    /** A caller who hangs up is ended by the PBX, too. */
    @Test
    void L1_whoAsksForTheEndFirstHasHungUp() {
        TrackedCalls calls = waiting("PJSIP/a").asksToHangUp("a", "a").of("SoftHangupRequest", "a", "a", "PJSIP/a");
        AmiCall call = ends(leaves(calls, "PJSIP/a"), "PJSIP/a", 4);
        assertThat(call.queues().get(0).outcome()).isEqualTo(QueueOutcome.ABANDONED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
    }

    /** Of a line of DAHDI nothing but the step of its dialplan says whether it left the queue. */
    @ParameterizedTest
    @CsvSource({"4, ABANDONED, CALLER, ABANDONED", "5, TIMEOUT, PBX, NO_ANSWER"})
    void aSilentLineThatLeavesAQueue(int priority, QueueOutcome outcome, HungUpBy by, CallDisposition said) {
        AmiCall call = ends(leaves(waiting("DAHDI/1-1"), "DAHDI/1-1"), "DAHDI/1-1", priority);
        assertThat(call.queues().get(0).outcome()).isEqualTo(outcome);
        assertThat(call.hungUpBy()).isEqualTo(by);
        assertThat(call.disposition()).isEqualTo(said);
    }

    /** The names of caller and called, whether a request came, who left first, and who hung up. */
    @ParameterizedTest
    @CsvSource({
        "DAHDI/1-1, DAHDI/2-1, -, b, CALLED",
        "DAHDI/1-1, DAHDI/2-1, -, a, CALLER",
        "DAHDI/i1/8201-1, PJSIP/b, -, a, CALLER",
        "DAHDI/1-1, PJSIP/b, HangupRequest b, b, CALLED",
        "PJSIP/a, DAHDI/2-1, -, b, CALLED",
        "PJSIP/a, DAHDI/2-1, HangupRequest a, a, CALLER",
        "PJSIP/a, DAHDI/2-1, SoftHangupRequest a, a, PBX",
        "PJSIP/a, DAHDI/2-1, SoftHangupRequest b, b, PBX",
        "PJSIP/a, PJSIP/b, -, b, PBX",
        "SIP/a, SIP/b, HangupRequest b, b, CALLED",
        "IAX2/a-1, IAX2/b-2, HangupRequest a, a, CALLER",
        "IAX2/a-1, IAX2/b-2, -, a, PBX",
        "SCCP/a-1, PJSIP/b, HangupRequest b, b, CALLED"
    })
    void L1_whoEndsAConversation(String caller, String called, String request, String first, HungUpBy by) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", caller).of("Newchannel", "b", "a", called);
        dial(calls, "DialBegin", caller, called);
        dial(calls, "DialEnd", caller, called, "DialStatus=ANSWER");
        calls.of("BridgeEnter", "b", "a", called, "BridgeUniqueid=x")
                .of("BridgeEnter", "a", "a", caller, "BridgeUniqueid=x");
        calls.after(3_000);
        if (!request.equals("-")) {
            String of = request.split(" ")[1];
            calls.of(request.split(" ")[0], of, "a", of.equals("a") ? caller : called, "ChannelState=6", "Cause=16");
        }
        String second = first.equals("a") ? "b" : "a";
        calls.of("BridgeLeave", first, "a", first.equals("a") ? caller : called, "BridgeUniqueid=x");
        calls.of("BridgeLeave", second, "a", second.equals("a") ? caller : called, "BridgeUniqueid=x");
        calls.of("Hangup", "b", "a", called, "Cause=16").of("SoftHangupRequest", "a", "a", caller, "Cause=16");
        calls.of("Hangup", "a", "a", caller, "Cause=16").after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(by);
        assertThat(calls.only().talkTime()).isEqualTo(3_000);
    }

    private static void dial(TrackedCalls calls, String event, String caller, String called, String... more) {
        calls.event(
                event,
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(
                                        "Channel=" + caller,
                                        "Uniqueid=a",
                                        "Linkedid=a",
                                        "DestChannel=" + called,
                                        "DestUniqueid=b",
                                        "DestLinkedid=a"),
                                java.util.stream.Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Who has left a conversation for another has not ended the call. */
    /** The called party asks a colleague by a feature code, and the caller does not wait. */
    @Test
    void L1_aCallerWhoGivesUpOnHoldHasHungUp() {
        TrackedCalls calls = onHold();
        calls.of("HangupRequest", "a", "a", "PJSIP/a", "ChannelState=6", "Cause=16");
        calls.leave("bridge-a", "a", "a").hangup("a", "a", 16).after(5_000);
        calls.of("HangupRequest", "c", "a", "PJSIP/c", "ChannelState=6", "Cause=16");
        calls.hangup("c", "a", 16).hangup("b", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLER);
    }

    /** The report of a transfer may come after the end of the transferer. */
    @Test
    void aCallerWhoTransfersHasNotHungUp() {
        TrackedCalls calls = onHold();
        calls.of("HangupRequest", "a", "a", "PJSIP/a", "ChannelState=6", "Cause=16");
        calls.leave("bridge-a", "a", "a").hangup("a", "a", 16);
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "TransfererUniqueid=a",
                "TransfererLinkedid=a",
                "TransfereeUniqueid=b",
                "TransfereeLinkedid=a",
                "Extension=310");
        calls.after(5_000);
        calls.of("HangupRequest", "b", "a", "PJSIP/b", "ChannelState=6", "Cause=16");
        calls.hangup("b", "a", 16).hangup("c", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLED);
    }

    /** a waits, b talks with c. */
    private static TrackedCalls onHold() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(2_000);
        calls.leave("bridge-a", "b", "a")
                .phone("c", "a")
                .dial("DialBegin", "b", "c", "a")
                .after(1_000);
        calls.dial("DialEnd", "b", "c", "a", "DialStatus=ANSWER")
                .enter("y", "c", "a")
                .enter("y", "b", "a");
        return calls.after(3_000);
    }

    @Test
    void aSilentLineThatIsTransferredHasNotHungUp() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "DAHDI/1-1").of("Newchannel", "b", "a", "PJSIP/b");
        dial(calls, "DialBegin", "DAHDI/1-1", "PJSIP/b");
        dial(calls, "DialEnd", "DAHDI/1-1", "PJSIP/b", "DialStatus=ANSWER");
        calls.of("BridgeEnter", "a", "a", "DAHDI/1-1", "BridgeUniqueid=x")
                .enter("x", "b", "a")
                .after(1_000);
        calls.of("BridgeLeave", "a", "a", "DAHDI/1-1", "BridgeUniqueid=x")
                .leave("x", "b", "a")
                .hangup("b", "a", 16);
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").dial("DialEnd", "a", "c", "a", "DialStatus=ANSWER");
        calls.of("BridgeEnter", "a", "a", "DAHDI/1-1", "BridgeUniqueid=y")
                .enter("y", "c", "a")
                .after(1_000);
        calls.asksToHangUp("c", "a").leave("y", "c", "a").hangup("c", "a", 16);
        calls.of("Hangup", "a", "a", "DAHDI/1-1", "Cause=16").after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLED);
    }

    /** On the hook again while the other phone rings. */
    /** The parker presses a key and goes; the parked one gives up, or the PBX ends it. */
    @ParameterizedTest
    @CsvSource({"a-1, b-1, true, CALLED", "a-1, b-1, false, PBX", "b-1, a-1, true, CALLER", "b-1, a-1, false, PBX"})
    void whoParksTheOtherHasNotEndedTheCall(String parker, String parked, boolean givesUp, HungUpBy by) {
        TrackedCalls calls = TrackedCalls.calls().talking("a-1", "b-1").after(1_000);
        calls.leave("bridge-a-1", parked, "a-1");
        calls.event(
                "ParkedCall",
                "ParkeeUniqueid=" + parked,
                "ParkeeLinkedid=a-1",
                "ParkerDialString=PJSIP/" + parker.charAt(0));
        calls.of("BridgeEnter", parked, "a-1", "PJSIP/" + parked, "BridgeUniqueid=p", "BridgeType=parking");
        calls.asksToHangUp(parker, "a-1").leave("bridge-a-1", parker, "a-1");
        calls.hangup(parker, "a-1", 16).after(1_000);
        if (givesUp) {
            calls.asksToHangUp(parked, "a-1");
        }
        calls.leave("p", parked, "a-1").hangup(parked, "a-1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(by);
    }

    @Test
    void aSilentLineThatGivesUpHasHungUp() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "DAHDI/1-1").of("Newchannel", "b", "a", "PJSIP/b");
        dial(calls, "DialBegin", "DAHDI/1-1", "PJSIP/b");
        dial(calls.after(2_000), "DialEnd", "DAHDI/1-1", "PJSIP/b", "DialStatus=CANCEL");
        calls.hangup("b", "a", 0).of("SoftHangupRequest", "a", "a", "DAHDI/1-1", "Cause=16");
        calls.of("Hangup", "a", "a", "DAHDI/1-1", "Cause=16").after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.CANCELLED);
    }

    /** The queue rang a member in vain, which its events say twice, and the time is up. */
    @Test
    void L1_aSilentLineWhoseAgentDidNotAnswerHasNotHungUp() {
        TrackedCalls calls = waiting("DAHDI/i1/8201-1").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a", "Channel=DAHDI/i1/8201-1").after(15_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER").dial("DialEnd", "a", "b", "a", "DialStatus=CANCEL");
        calls.hangup("b", "a", 26);
        AmiCall call = ends(leaves(calls, "DAHDI/i1/8201-1"), "DAHDI/i1/8201-1", 5);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.PBX);
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
    }

    /** The phones are cancelled for a fax or a voicemail, and the line lives on. */
    @ParameterizedTest
    @CsvSource({"60000, PBX", "1000, CALLER"})
    void L1_aSilentLineThatLivesOnWasNotHungUp(long after, HungUpBy by) {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "DAHDI/1-1")
                .of("Newstate", "a", "a", "DAHDI/1-1", "ChannelState=6");
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").after(3_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=CANCEL")
                .hangup("b", "a", 0)
                .after(after);
        calls.of("Hangup", "a", "a", "DAHDI/1-1", "Cause=16").after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(by);
    }

    /** The dialplan continues after the called party has hung up: in a queue, in the car park, or with a short survey. */
    @ParameterizedTest
    @CsvSource({
        "queue, true, CALLER",
        "queue, false, PBX",
        "parking, true, CALLER",
        "parking, false, PBX",
        "survey, true, CALLED",
        "survey, false, CALLED"
    })
    void aCallerWhoGoesOnHasNotBeenHungUpOn(String on, boolean givesUp, HungUpBy by) {
        TrackedCalls calls =
                TrackedCalls.calls().talking("a", "b").state("a", "a", 6).after(30_000);
        calls.asksToHangUp("b", "a").leave("bridge-a", "b", "a").leave("bridge-a", "a", "a");
        calls.hangup("b", "a", 16).after(1_000);
        if (on.equals("queue")) {
            calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", QUEUE);
        } else if (on.equals("parking")) {
            calls.event("ParkedCall", "ParkeeUniqueid=a", "ParkeeLinkedid=a", "ParkerDialString=PJSIP/a");
        }
        calls.after(20_000);
        if (givesUp) {
            calls.asksToHangUp("a", "a");
        }
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(by);
    }

    /** The caller hangs up at the very moment at which the dialplan enters the queue for the caller. */
    @Test
    void aCallerWhoHasHungUpDoesNotGoOn() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .state("a", "a", 6)
                .after(1_000);
        calls.local("l", "a", "600").dial("DialBegin", "a", "l1", "a").asksToHangUp("a", "a");
        calls.of("QueueCallerJoin", "l2", "a", "Local/600@x-l;2", QUEUE);
        for (String each : new String[] {"l1", "l2", "a"}) {
            calls.hangup(each, "a", 16);
        }
        assertThat(calls.after(TrackedCalls.GRACE).only().hungUpBy()).isEqualTo(HungUpBy.CALLER);
    }
}

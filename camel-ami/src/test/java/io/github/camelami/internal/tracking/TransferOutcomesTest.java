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
import io.github.camelami.call.CallState;
import io.github.camelami.call.Transfer;
import io.github.camelami.call.TransferOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the phones that a call tried show what came of a transfer. */
class TransferOutcomesTest {
    private static final String LINE = "DAHDI/1-1";

    private static Transfer given(TrackedCalls calls, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, "a", 16);
        }
        calls.after(TrackedCalls.GRACE);
        AmiCall call = calls.out.get(calls.out.size() - 1);
        assertThat(call.transfers()).hasSize(1);
        return call.transfers().get(0);
    }

    /** b sends a to 310, and goes. */
    private static TrackedCalls blind(TrackedCalls calls) {
        calls.talking("a", "b").after(1_000);
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "TransfererChannel=PJSIP/b",
                "TransfererUniqueid=b",
                "TransfererLinkedid=a",
                "TransfereeChannel=PJSIP/a",
                "TransfereeUniqueid=a",
                "TransfereeLinkedid=a",
                "Extension=310");
        return calls.leave("bridge-a", "a", "a").leave("bridge-a", "b", "a").hangup("b", "a", 16);
    }

    private static TrackedCalls tries(TrackedCalls calls, String by, String phone, String status) {
        calls.phone(phone, "a").dial("DialBegin", by, phone, "a").after(1_000);
        return calls.dial("DialEnd", by, phone, "a", "DialStatus=" + status).hangup(phone, "a", 0);
    }

    @Test
    void aTransferIsToldWhenItIsMade() {
        TrackedCalls calls = blind(TrackedCalls.progress());
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.ANSWERED, CallState.TRANSFERRED);
        assertThat(calls.out.get(2).transfers().get(0).outcome())
                .as("not known yet")
                .isNull();
        assertThat(calls.out.get(2).transfers().get(0).at()).isEqualTo(TrackedCalls.START + 1_000);
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").state("c", "a", 5);
        assertThat(calls.out.get(3).transfers().get(0).outcome()).as("it rings").isNull();
    }

    /** The number is that of a group. */
    @ParameterizedTest
    @CsvSource({
        "BUSY, ANSWER, ANSWERED",
        "ANSWER, BUSY, ANSWERED",
        "BUSY, NOANSWER, NO_ANSWER",
        "NOANSWER, BUSY, NO_ANSWER"
    })
    void ofSeveralPhonesTheBestEndCounts(String one, String two, TransferOutcome outcome) {
        TrackedCalls calls = blind(TrackedCalls.calls());
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").phone("d", "a").dial("DialBegin", "a", "d", "a");
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=" + one).dial("DialEnd", "a", "d", "a", "DialStatus=" + two);
        assertThat(given(calls, "c", "d", "a").outcome()).isEqualTo(outcome);
    }

    /** The result of the phone that was dialled first is CANCEL, because the PBX dials another one instead. */
    @ParameterizedTest
    @CsvSource({"BUSY, BUSY", "CHANUNAVAIL, FAILED", "NOANSWER, NO_ANSWER", "ANSWER, ANSWERED"})
    void whatThePhoneDoesToWhichTheTargetForwardsCounts(String status, TransferOutcome outcome) {
        TrackedCalls calls = blind(TrackedCalls.calls());
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").after(1_000);
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=CANCEL", "Forward=8203");
        calls.phone("d", "a")
                .dial("DialBegin", "a", "d", "a")
                .hangup("c", "a", 16)
                .after(1_000);
        calls.dial("DialEnd", "a", "d", "a", "DialStatus=" + status);
        assertThat(given(calls, "d", "a").outcome()).isEqualTo(outcome);
    }

    /** b, whose number is 100, may be a target again: in the first round of a group, and in any round of a queue. */
    @ParameterizedTest
    @CsvSource({"BUSY, false, BUSY", "BUSY, true, ANSWERED", "-, false, ANSWERED"})
    void theTransfererIsATargetWhereItIsOneOfThem(String first, boolean queue, TransferOutcome outcome) {
        TrackedCalls calls = blind(TrackedCalls.calls());
        if (queue) {
            calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q", "Position=1");
        }
        if (!first.equals("-")) {
            tries(calls, "a", "c", first).after(1_000);
        }
        calls.phone("b2", "a")
                .dial("DialBegin", "a", "b2", "a", "DestCallerIDNum=100")
                .after(1_000);
        calls.dial("DialEnd", "a", "b2", "a", "DialStatus=ANSWER");
        assertThat(given(calls, "b2", "a").outcome()).isEqualTo(outcome);
    }

    /** The party that is transferred goes on in a thread of its own, which may be ahead of the report. */
    @Test
    void aTargetMayBeDialledBeforeTheTransferIsReported() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.leave("bridge-a", "a", "a").after(2);
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").after(2);
        calls.transfersBlindly();
        calls.leave("bridge-a", "b", "a").hangup("b", "a", 16).after(1_000);
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=ANSWER");
        assertThat(given(calls, "c", "a").outcome()).isEqualTo(TransferOutcome.ANSWERED);
    }

    /** As with a second trunk after the first: all that is tried for the target counts. */
    @Test
    void aTargetIsTriedUntilThePartyIsTransferredAgain() {
        TrackedCalls calls = blind(TrackedCalls.calls());
        tries(calls, "a", "c", "CONGESTION")
                .phone("d", "a")
                .dial("DialBegin", "a", "d", "a")
                .after(1_000);
        calls.dial("DialEnd", "a", "d", "a", "DialStatus=ANSWER")
                .enter("y", "a", "a")
                .enter("y", "d", "a");
        calls.after(1_000);
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "TransfererUniqueid=d",
                "TransfererLinkedid=a",
                "TransfereeUniqueid=a",
                "TransfereeLinkedid=a",
                "Extension=320");
        tries(calls.leave("y", "d", "a").hangup("d", "a", 16), "a", "e", "BUSY");
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().transfers())
                .extracting(Transfer::outcome)
                .containsExactly(TransferOutcome.ANSWERED, TransferOutcome.BUSY);
    }

    /** The first target does not answer, and the transferer's other phone sends the party on to one that does. */
    @Test
    void whatANextTransferReachesIsNotOfTheOneBefore() {
        TrackedCalls calls =
                tries(blind(TrackedCalls.calls()), "a", "c", "NOANSWER").after(1_000);
        calls.phone("b2", "a").enter("y", "b2", "a").enter("y", "a", "a").after(1_000);
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "TransfererUniqueid=b2",
                "TransfererLinkedid=a",
                "TransfereeUniqueid=a",
                "TransfereeLinkedid=a",
                "Extension=320");
        tries(calls.leave("y", "b2", "a").hangup("b2", "a", 16), "a", "e", "ANSWER");
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().transfers())
                .extracting(Transfer::outcome)
                .containsExactly(TransferOutcome.NO_ANSWER, TransferOutcome.ANSWERED);
    }

    @Test
    void whatSomebodyElseDialsMeanwhileIsNoneOfIt() {
        TrackedCalls calls = TrackedCalls.calls().channel("x", "a", "PJSIP/x");
        tries(tries(blind(calls), "x", "y", "ANSWER"), "a", "c", "BUSY");
        assertThat(given(calls, "x", "a").outcome()).isEqualTo(TransferOutcome.BUSY);
    }

    private static TrackedCalls attended(TrackedCalls calls, String... more) {
        String[] fields = Stream.concat(
                        Stream.of(
                                "Result=Success",
                                "OrigTransfererChannel=PJSIP/b",
                                "OrigTransfererUniqueid=b",
                                "OrigTransfererLinkedid=a",
                                "SecondTransfererChannel=PJSIP/s",
                                "SecondTransfererUniqueid=s",
                                "SecondTransfererLinkedid=a",
                                "TransfereeChannel=PJSIP/a",
                                "TransfereeUniqueid=a",
                                "TransfereeLinkedid=a"),
                        Arrays.stream(more))
                .toArray(String[]::new);
        return calls.event("AttendedTransfer", fields);
    }

    private static TrackedCalls consults() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        return calls.of("Newchannel", "s", "a", "PJSIP/s", "ChannelState=4", "Exten=310", "CallerIDNum=200");
    }

    /** b has asked 1 in vain before it rang c, and lets a wait for c. */
    @ParameterizedTest
    @CsvSource({"BUSY, BUSY", "CHANUNAVAIL, FAILED", "ANSWER, ANSWERED", "CANCEL, CANCELLED"})
    void aTransferWhileTheTargetRingsIsWhatThatOneDoes(String status, TransferOutcome outcome) {
        TrackedCalls calls = tries(consults(), "s", "1", "NOANSWER").after(1_000);
        calls.phone("c", "a").dial("DialBegin", "s", "c", "a").after(1_000);
        attended(calls, "DestType=App", "DestApp=Dial").after(1_000);
        if (outcome == TransferOutcome.CANCELLED) {
            calls.asksToHangUp("a", "a");
        }
        calls.dial("DialEnd", "s", "c", "a", "DialStatus=" + status);
        Transfer transfer = given(calls, "b", "s", "c", "a");
        assertThat(transfer.outcome()).isEqualTo(outcome);
        assertThat(transfer.to()).isEqualTo("310");
        assertThat(transfer.byNumber()).isEqualTo("100");
        assertThat(transfer.target()).isEqualTo("App");
    }

    /** The transferer presses so fast that the dialling has the time of the transfer, or is reported after it. */
    @ParameterizedTest
    @CsvSource({"true, ANSWER, ANSWERED", "true, BUSY, BUSY", "false, ANSWER, ANSWERED", "false, CANCEL, CANCELLED"})
    void aTransferMayBeMadeAsTheTargetIsDialled(boolean dialledFirst, String status, TransferOutcome outcome) {
        TrackedCalls calls = tries(consults(), "s", "1", "NOANSWER").phone("c", "a");
        if (dialledFirst) {
            attended(calls.dial("DialBegin", "s", "c", "a"), "DestType=App", "DestApp=Dial");
        } else {
            attended(calls, "DestType=App", "DestApp=Dial").dial("DialBegin", "s", "c", "a");
        }
        calls.hangup("b", "a", 16).hangup("s", "a", 16).after(1_000);
        if (outcome == TransferOutcome.CANCELLED) {
            calls.asksToHangUp("a", "a");
        }
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=" + status);
        assertThat(given(calls, "c", "a").outcome()).isEqualTo(outcome);
    }

    @Test
    void whatOthersRingWhileTheTransferIsMadeIsNoneOfIt() {
        TrackedCalls calls =
                consults().channel("x", "a", "PJSIP/x").phone("y", "a").dial("DialBegin", "x", "y", "a");
        calls.phone("c", "a").dial("DialBegin", "s", "c", "a").after(1_000);
        attended(calls, "DestType=App").after(1_000).dial("DialEnd", "x", "y", "a", "DialStatus=ANSWER");
        calls.dial("DialEnd", "s", "c", "a", "DialStatus=BUSY");
        assertThat(given(calls, "b", "s", "c", "x", "y", "a").outcome()).isEqualTo(TransferOutcome.BUSY);
    }

    /** The target is met before the transfer: its number is where it went. */
    @Test
    void aTargetThatWasMetHasAnswered() {
        TrackedCalls calls = consults();
        calls.phone("c", "a")
                .dial("DialBegin", "s", "c", "a", "DialString=310")
                .after(1_000)
                .state("c", "a", 6);
        calls.dial("DialEnd", "s", "c", "a", "DialStatus=ANSWER").after(2_000);
        attended(
                calls,
                "DestType=Bridge",
                "TransferTargetChannel=PJSIP/c",
                "TransferTargetUniqueid=c",
                "TransferTargetLinkedid=a");
        Transfer transfer = given(calls, "b", "s", "c", "a");
        assertThat(transfer.outcome()).isEqualTo(TransferOutcome.ANSWERED);
        assertThat(transfer.to()).isEqualTo("310");
        assertThat(transfer.who()).isEqualTo("PJSIP/a");
        assertThat(transfer.by()).isEqualTo("PJSIP/b");
    }

    @Test
    void transfersOfBothHalvesOfAMergedCallAreKept() {
        TrackedCalls calls = blind(TrackedCalls.calls()).after(1_000).talking("m", "n");
        calls.event("BlindTransfer", "Result=Success", "TransfererUniqueid=n", "TransfererLinkedid=m", "Extension=320");
        calls.of("Newstate", "m", "a", "PJSIP/m", "ChannelState=6");
        for (String each : new String[] {"m", "n", "a"}) {
            calls.hangup(each, "a", 16);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().transfers()).extracting(Transfer::to).containsExactly("310", "320");
    }

    /** Where an attended transfer went, by what is known: the number asked for, the channel, or the application. */
    @Test
    void aTargetThatIsNoPhoneIsToldByWhatWasAskedFor() {
        TrackedCalls calls = consults().local("l", "a", "310");
        attended(calls, "DestType=Bridge", "TransferTargetChannel=Local/310@x-l;1", "TransferTargetUniqueid=l1");
        assertThat(given(calls, "b", "s", "l1", "l2", "a").to()).isEqualTo("310");
    }

    @Test
    void aTargetOfWhichNothingIsKnownButItsChannelIsToldByIt() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").local("l", "a", "310");
        attendedAlone(calls, "DestType=Bridge", "TransferTargetChannel=Local/310@x-l;1", "TransferTargetUniqueid=l1");
        assertThat(given(calls, "b", "l1", "l2", "a").to()).isEqualTo("Local/310@x-l;1");
    }

    @Test
    void aTransferToAnApplicationIsToldByItsName() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b");
        attendedAlone(calls, "DestType=App", "DestApp=VoiceMail");
        assertThat(given(calls, "b", "a").to()).isEqualTo("VoiceMail");
    }

    private static void attendedAlone(TrackedCalls calls, String... more) {
        calls.event(
                "AttendedTransfer",
                Stream.concat(
                                Stream.of(
                                        "Result=Success",
                                        "OrigTransfererChannel=PJSIP/b",
                                        "OrigTransfererUniqueid=b",
                                        "OrigTransfererLinkedid=a"),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }

    /** The event does not name who is transferred: it is who talks with the one that transfers. */
    @ParameterizedTest
    @CsvSource({"true, PJSIP/a", "false,"})
    void whoIsTransferredIsWhoTalksWithTheTransferer(boolean connected, String who) {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        if (!connected) {
            calls.leave("bridge-a", "b", "a");
        }
        calls.event("BlindTransfer", "Result=Success", "TransfererUniqueid=b", "TransfererLinkedid=a", "Extension=310");
        assertThat(given(calls, "b", "a").who()).isEqualTo(who);
    }

    /** By a Local channel: the party behind it, or the channel where nobody is known. */
    @ParameterizedTest
    @CsvSource({"true, PJSIP/a", "false, Local/5@x-l;1"})
    void whoIsTransferredBehindALocalChannelIsTheParty(boolean known, String who) {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .phone("b", "a")
                .local("l", "a", "5");
        calls.enter("y", "b", "a").enter("y", "l1", "a");
        if (known) {
            calls.enter("x", "l2", "a").enter("x", "a", "a");
        }
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "TransfererUniqueid=b",
                "TransfererLinkedid=a",
                "TransfereeUniqueid=l1",
                "TransfereeLinkedid=a",
                "Extension=310");
        assertThat(given(calls, "b", "l1", "l2", "a").who()).isEqualTo(who);
    }

    /** Two phones that a Local channel connects, as in a group or a queue whose members are Local channels. */
    private static TrackedCalls talkingByLocal(TrackedCalls calls, String by, String local, String phone, String id) {
        calls.channel(by, id, "PJSIP/" + by).local(local, id, "310").phone(phone, id);
        calls.dial("DialBegin", by, local + "1", id).dial("DialBegin", local + "2", phone, id);
        calls.dial("DialEnd", local + "2", phone, id, "DialStatus=ANSWER").enter("to-" + phone, phone, id);
        calls.dial("DialEnd", by, local + "1", id, "DialStatus=ANSWER").enter("to-" + phone, local + "2", id);
        return calls.enter("from-" + by, local + "1", id).enter("from-" + by, by, id);
    }

    /** The half of a Local channel goes to the bridge with the target's Local channel before the transfer is told. */
    private static void moves(TrackedCalls calls, String by, String second, String half, String targetHalf) {
        calls.leave("to-" + by, half, "a").leave("from-" + second, second, second);
        calls.enter("from-" + second, half, "a").leave("to-" + by, by, "a");
        calls.event(
                "AttendedTransfer",
                "Result=Success",
                "OrigTransfererUniqueid=" + by,
                "OrigTransfererLinkedid=a",
                "SecondTransfererUniqueid=" + second,
                "SecondTransfererLinkedid=" + second,
                "TransfereeUniqueid=" + half,
                "TransfereeLinkedid=a",
                "TransferTargetUniqueid=" + targetHalf,
                "TransferTargetLinkedid=" + second,
                "DestType=Bridge");
        calls.hangup(by, "a", 16).hangup(second, second, 16).after(1_000);
    }

    /** The target is behind a Local channel, too, and then transfers the same party further. */
    @Test
    void whoIsTransferredBehindALocalChannelIsNotTheTarget() {
        TrackedCalls calls = TrackedCalls.calls();
        talkingByLocal(calls, "a", "l", "b", "a").after(1_000);
        talkingByLocal(calls, "s", "m", "c", "s").after(1_000);
        moves(calls, "b", "s", "l2", "m1");
        talkingByLocal(calls, "t", "n", "d", "t").after(1_000);
        moves(calls, "c", "t", "m2", "n1");
        for (String each : new String[] {"d", "n2", "n1", "m2", "m1", "l2", "l1", "a"}) {
            calls.hangup(each, "a", 16);
        }
        List<Transfer> transfers = calls.after(TrackedCalls.GRACE).only().transfers();
        assertThat(transfers).extracting(Transfer::by).containsExactly("PJSIP/b", "PJSIP/c");
        assertThat(transfers).extracting(Transfer::who).containsExactly("PJSIP/a", "PJSIP/a");
        assertThat(transfers)
                .extracting(Transfer::outcome)
                .containsExactly(TransferOutcome.ANSWERED, TransferOutcome.ANSWERED);
    }

    /** The caller transfers the phone that answered through a Local channel. */
    @Test
    void whoIsTransferredByTheCallerIsThePhoneThatAnswered() {
        TrackedCalls calls = TrackedCalls.calls();
        talkingByLocal(calls, "a", "l", "b", "a").after(1_000);
        talkingByLocal(calls, "s", "m", "c", "s").after(1_000);
        calls.leave("from-a", "l1", "a").leave("from-s", "s", "s").enter("from-s", "l1", "a");
        calls.event(
                "AttendedTransfer",
                "Result=Success",
                "OrigTransfererUniqueid=a",
                "OrigTransfererLinkedid=a",
                "SecondTransfererUniqueid=s",
                "SecondTransfererLinkedid=s",
                "TransfereeUniqueid=l1",
                "TransfereeLinkedid=a",
                "TransferTargetUniqueid=m1",
                "TransferTargetLinkedid=s",
                "DestType=Bridge");
        assertThat(given(calls, "a", "s", "c", "m2", "m1", "l1", "l2", "b").who())
                .isEqualTo("PJSIP/b");
    }

    /** The PBX may report the parking before the transfer to it. Who then comes back was not transferred there. */
    @Test
    void whoComesBackFromParkingHasNotAnsweredTheTransferToIt() {
        List<AmiCall> calls = TrackedCalls.of(TrackedCalls.recorded("situations/park_reported_before_transfer"));
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.parkings()).hasSize(1);
            assertThat(call.transfers()).singleElement().satisfies(transfer -> {
                assertThat(transfer.to()).isEqualTo("7700");
                assertThat(transfer.outcome()).isNull();
            });
        });
    }

    /** The transferer has hung up while the target rings, and the PBX calls the transferer back. */
    @ParameterizedTest
    @CsvSource({
        "feature_no_answer_returns, NO_ANSWER",
        "feature_no_answer_twice, NO_ANSWER",
        "feature_busy_returns, BUSY",
        "feature_declined_returns, NO_ANSWER",
        "feature_by_agent_no_answer, NO_ANSWER",
        "feature_given_up, CANCELLED"
    })
    void whoIsStillThereWhenThePbxEndsTheRingingHasNotGivenUp(String situation, TransferOutcome outcome) {
        List<AmiCall> calls = TrackedCalls.of(TrackedCalls.recorded("situations/" + situation));
        assertThat(calls)
                .flatExtracting(AmiCall::transfers)
                .extracting(Transfer::outcome)
                .containsExactly(outcome);
    }

    /** A command takes the party away from the ringing phone, or ends its line. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whomACommandTakesFromTheRingingPhoneHasNotGivenUp(boolean hungUp) {
        TrackedCalls calls = blind(TrackedCalls.calls());
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").after(1_000);
        if (hungUp) {
            calls.of("SoftHangupRequest", "a", "a", "PJSIP/a", "Cause=16");
        }
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=CANCEL").hangup("c", "a", 0);
        if (!hungUp) {
            calls.after(5_000).asksToHangUp("a", "a");
        }
        assertThat(given(calls, "a").outcome()).isEqualTo(TransferOutcome.NO_ANSWER);
    }

    /** Nothing but the end of a DAHDI line shows that its party hung up. */
    @ParameterizedTest
    @CsvSource({"true, CANCELLED", "false, NO_ANSWER"})
    void whoHangsUpSilentlyHasGivenUpIfTheLineLeavesItsBridgeFirst(boolean leavesFirst, TransferOutcome outcome) {
        TrackedCalls calls = lineRings(true);
        if (leavesFirst) {
            calls.of("BridgeLeave", "a", "a", LINE, "BridgeUniqueid=x");
        }
        calls.dial("DialEnd", "l2", "c", "a", "DialStatus=CANCEL")
                .hangup("c", "a", 26)
                .after(2_000);
        calls.of("BridgeLeave", "a", "a", LINE, "BridgeUniqueid=x");
        assertThat(given(calls, "l1", "l2", "a").outcome()).isEqualTo(outcome);
    }

    /** A line of DAHDI that b has transferred, with a feature code or blindly, while c rings. */
    private static TrackedCalls lineRings(boolean byKeys) {
        TrackedCalls calls = TrackedCalls.bounded(1, 100);
        calls.channel("a", "a", LINE).phone("b", "a").dial("DialBegin", "a", "b", "a");
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=ANSWER").enter("x", "b", "a");
        calls.of("BridgeEnter", "a", "a", LINE, "BridgeUniqueid=x").phone("c", "a");
        if (byKeys) {
            calls.local("l", "a", "310").dial("DialBegin", "l2", "c", "a").leave("x", "b", "a");
            calls.after(1_000).transfersWhileItRings();
        } else {
            calls.after(1_000).transfersBlindly();
            calls.of("BridgeLeave", "a", "a", LINE, "BridgeUniqueid=x").leave("x", "b", "a");
            calls.dial("DialBegin", "a", "c", "a");
        }
        return calls.hangup("b", "a", 16).after(1_000);
    }

    /** The ringing ends, and the line of the party ends soon or later. */
    @ParameterizedTest
    @CsvSource({
        "true, false, 100, CANCELLED",
        "false, false, 100, CANCELLED",
        "true, false, 10000, NO_ANSWER",
        "false, false, 10000, NO_ANSWER",
        "true, true, 100, NO_ANSWER",
        "false, true, 100, NO_ANSWER"
    })
    void whoHangsUpSilentlyHasGivenUpIfTheLineEndsSoonWithoutACommand(
            boolean byKeys, boolean command, long later, TransferOutcome outcome) {
        TrackedCalls calls = lineRings(byKeys);
        if (command) {
            calls.of("SoftHangupRequest", "a", "a", LINE, "Cause=16");
        }
        if (byKeys) {
            calls.of("BridgeLeave", "a", "a", LINE, "BridgeUniqueid=x");
        }
        calls.dial("DialEnd", byKeys ? "l2" : "a", "c", "a", "DialStatus=CANCEL")
                .hangup("c", "a", 26);
        if (byKeys) {
            calls.hangup("l1", "a", 16).hangup("l2", "a", 16);
        }
        assertThat(given(calls.after(later), "a").outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHangsUpSilentlyHasNotGivenUpIfThePbxCrashes(boolean byKeys) {
        TrackedCalls calls = lineRings(byKeys);
        calls.tracker.disconnected(calls.now);
        calls.after(1_000).tracker.restarted(calls.now);
        assertThat(given(calls).outcome()).isEqualTo(TransferOutcome.NO_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whetherASilentLineHasGivenUpIsUnknownBeyondTheLimitOfCalls(boolean byKeys) {
        TrackedCalls calls = lineRings(byKeys).channel("x", "x", "PJSIP/x");
        assertThat(given(calls).outcome()).isNull();
    }

    /** The target stops ringing just before the loss, or in it. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void whetherASilentLineHasGivenUpIsUnknownIfItsEndWasMissed(boolean byKeys, boolean cancelled) {
        TrackedCalls calls = lineRings(byKeys);
        if (cancelled) {
            if (byKeys) {
                calls.of("BridgeLeave", "a", "a", LINE, "BridgeUniqueid=x");
            }
            calls.dial("DialEnd", byKeys ? "l2" : "a", "c", "a", "DialStatus=CANCEL");
        }
        calls.tracker.disconnected(calls.now);
        calls.after(1_000).tracker.channels(List.of(), calls.now, calls.now);
        assertThat(given(calls.after(TrackedCalls.GRACE)).outcome()).isNull();
    }
}

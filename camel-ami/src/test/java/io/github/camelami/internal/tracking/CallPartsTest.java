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
import static org.assertj.core.groups.Tuple.tuple;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallState;
import io.github.camelami.call.FailureReason;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.Leg;
import io.github.camelami.call.Parking;
import io.github.camelami.call.ParkingOutcome;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.call.Recording;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of parking, recordings, queues and causes, in whatever order the PBX tells it. */
class CallPartsTest {

    private static AmiCall given(TrackedCalls calls, String linkedid, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, linkedid, 16);
        }
        calls.after(TrackedCalls.GRACE);
        return calls.out.get(calls.out.size() - 1);
    }

    private static TrackedCalls parks(TrackedCalls calls, String event, String... more) {
        String[] fields = Stream.concat(
                        Stream.of("ParkeeChannel=PJSIP/a", "ParkeeUniqueid=a", "ParkeeLinkedid=a"), Arrays.stream(more))
                .toArray(String[]::new);
        return calls.event(event, fields);
    }

    @ParameterizedTest
    @CsvSource({
        "UnParkedCall, FETCHED",
        "ParkedCallTimeOut, TIMED_OUT",
        "ParkedCallGiveUp, GIVEN_UP",
        "ParkedCallSwap, SWAPPED"
    })
    void aParkedCallTellsWhereSinceWhenAndHowThatEnded(String event, ParkingOutcome outcome) {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").after(1_000);
        parks(calls, "ParkedCall", "ParkingLot=default", "ParkingSpace=701", "ParkerDialString=PJSIP/b");
        assertThat(calls.states()).endsWith(CallState.PARKED);
        parks(calls.after(5_000), event).after(1_000);
        assertThat(calls.states()).endsWith(CallState.UNPARKED);
        // what is told of it later is of no other stay
        parks(calls, "ParkedCallGiveUp");
        assertThat(given(calls, "a", "a", "b").parkings())
                .containsExactly(Parking.builder()
                        .lot("default")
                        .space("701")
                        .by("PJSIP/b")
                        .parkedAt(TrackedCalls.START + 1_000)
                        .endedAt(TrackedCalls.START + 6_000)
                        .outcome(outcome)
                        .build());
    }

    @Test
    void eachStayInAParkingLotHasItsOwnEnd() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b");
        parks(calls, "ParkedCall", "ParkingSpace=701").after(1_000);
        parks(calls, "ParkedCallTimeOut").after(1_000);
        parks(calls, "ParkedCall", "ParkingSpace=702").after(1_000);
        parks(calls, "UnParkedCall");
        assertThat(given(calls, "a", "a", "b").parkings())
                .extracting(Parking::space, Parking::outcome)
                .containsExactly(tuple("701", ParkingOutcome.TIMED_OUT), tuple("702", ParkingOutcome.FETCHED));
    }

    @Test
    void whoFetchesAParkedCallIsALegOfIt() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        parks(calls, "ParkedCall")
                .leave("bridge-a", "b", "a")
                .hangup("b", "a", 16)
                .after(1_000);
        parks(
                calls,
                "UnParkedCall",
                "RetrieverChannel=PJSIP/c",
                "RetrieverUniqueid=c",
                "RetrieverLinkedid=a",
                "RetrieverCallerIDNum=300");
        assertThat(given(calls, "a", "a", "c").legs()).extracting(Leg::number).contains("300");
    }

    private static TrackedCalls records(TrackedCalls calls, String event, String file) {
        return calls.of(event, "a", "a", "PJSIP/a", "ChanVariable=MIXMONITOR_FILENAME=" + file);
    }

    @Test
    void eachRecordingHasItsFileAndItsTimes() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        records(calls, "MixMonitorStart", "/1.wav").after(1_000);
        records(calls, "MixMonitorStop", "/1.wav").after(1_000);
        records(calls, "MixMonitorStart", "/2.wav").after(1_000);
        assertThat(given(calls, "a", "a").recordings())
                .extracting(Recording::file, Recording::startedAt, Recording::endedAt)
                .containsExactly(
                        tuple("/1.wav", TrackedCalls.START, TrackedCalls.START + 1_000),
                        tuple("/2.wav", TrackedCalls.START + 2_000, TrackedCalls.START + 3_000));
    }

    /** As Asterisk 16 and 22 send it: the variable has the name of the last one that was started. */
    @Test
    void recordingsOfOneChannelAtATimeHaveTheirOwnFiles() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        records(calls, "MixMonitorStart", "/1.wav").after(1_000);
        records(calls, "MixMonitorStart", "/2.wav").after(1_000);
        records(calls, "MixMonitorStop", "/2.wav").after(1_000);
        assertThat(given(calls, "a", "a").recordings())
                .extracting(Recording::file)
                .containsExactly("/1.wav", "/2.wav");
    }

    /** The variable is one of the channel; another recording of the call keeps its file. */
    @Test
    void aRecordingOfOneChannelHasNotTheFileOfAnother() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").channel("b", "a", "PJSIP/b");
        records(calls, "MixMonitorStart", "/a.wav");
        calls.of("MixMonitorStart", "b", "a", "PJSIP/b", "ChanVariable=MIXMONITOR_FILENAME=/b.wav");
        calls.after(1_000).hangup("b", "a", 16).after(1_000);
        assertThat(given(calls, "a", "a").recordings())
                .extracting(Recording::file, Recording::endedAt)
                .containsExactly(
                        tuple("/a.wav", TrackedCalls.START + 2_000), tuple("/b.wav", TrackedCalls.START + 1_000));
    }

    /** A list that came too early said that it had ended. */
    @Test
    void aRecordingGoesOnWhereTheEndOfItsChannelWasConcludedTooEarly() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        records(calls, "MixMonitorStart", "/1.wav").after(1_000).state("a", "a", 4);
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.after(500).state("a", "a", 6).after(1_500);
        assertThat(given(calls, "a", "a").recordings())
                .extracting(Recording::endedAt)
                .containsExactly(TrackedCalls.START + 3_000);
    }

    @Test
    void factsBeyondTheBoundAreCountedOfEachKind() {
        TrackedCalls calls = new TrackedCalls(
                new CallSettings("pbx", null, Set.of(), Duration.ofMillis(TrackedCalls.GRACE), 10, 3, false));
        calls.channel("a", "a", "PJSIP/a");
        for (int i = 0; i < 5; i++) {
            parks(calls, "ParkedCall");
            parks(calls, "UnParkedCall");
            records(calls, "MixMonitorStart", "/x.wav");
            calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q" + i);
            calls.event("BlindTransfer", "Result=Success", "TransfererUniqueid=a", "TransfererLinkedid=a");
        }
        AmiCall call = given(calls, "a", "a");
        assertThat(call.parkings()).hasSize(3);
        assertThat(call.recordings()).hasSize(3);
        assertThat(call.queues()).hasSize(3);
        assertThat(call.transfers()).hasSize(3);
        assertThat(call.omitted()).isEqualTo(8);
    }

    @Test
    void eachStayInAQueueIsOneAndTheyAddUp() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        for (String queue : new String[] {"p", "q", "p"}) {
            calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=" + queue, "Position=2")
                    .after(2_000);
            calls.of("AgentRingNoAnswer", "a", "a", "PJSIP/a", "Queue=" + queue);
            calls.of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=" + queue).after(1_000);
        }
        AmiCall call = given(calls, "a", "a");
        assertThat(call.queueTime()).isEqualTo(6_000);
        assertThat(call.queues()).hasSize(3).allSatisfy(visit -> {
            assertThat(visit.waitTime()).isEqualTo(2_000);
            assertThat(visit.rangInVain()).isEqualTo(1);
            assertThat(visit.position()).isEqualTo(2);
            assertThat(visit.outcome()).isEqualTo(QueueOutcome.LEFT);
            assertThat(visit.leftAt()).isEqualTo(visit.joinedAt() + 2_000);
            assertThat(visit.talkTime()).isNull();
        });
    }

    @Test
    void anAgentWhoTakesACallThatJoinedUnseenHasWaitedAsTheQueueSays() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").channel("b", "a", "PJSIP/b");
        calls.after(9_000).dial("AgentConnect", "a", "b", "a", "Queue=q", "Interface=PJSIP/200", "HoldTime=4");
        AmiCall call = given(calls.after(1_000), "a", "a", "b");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.queueTime()).isEqualTo(4_000);
        assertThat(call.queues()).singleElement().satisfies(visit -> {
            assertThat(visit.outcome()).isEqualTo(QueueOutcome.CONNECTED);
            assertThat(visit.joinedAt()).isEqualTo(TrackedCalls.START + 5_000);
            assertThat(visit.leftAt()).isNull();
            assertThat(visit.agent()).isEqualTo("PJSIP/200");
        });
    }

    @Test
    void whoAbandonsAQueueWaitsNoMoreThoughTheCallGoesOn() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").after(3_000);
        calls.of("QueueCallerAbandon", "a", "a", "PJSIP/a", "Queue=q").after(5_000);
        AmiCall call = given(calls, "a", "a");
        assertThat(call.queueTime()).isEqualTo(3_000);
        assertThat(call.queues().get(0).leftAt()).isEqualTo(TrackedCalls.START + 3_000);
    }

    @Test
    void anAgentWhoEndsATalkAtOnceHasTalkedForNoTime() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").channel("b", "a", "PJSIP/b");
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").dial("AgentConnect", "a", "b", "a", "Queue=q");
        calls.dial("AgentComplete", "a", "b", "a", "Queue=q", "TalkTime=0", "Reason=caller");
        assertThat(given(calls, "a", "a", "b").queues().get(0).talkTime()).isZero();
    }

    @Test
    void theQueuesOfBothHalvesOfAMergedCallAreKept() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("a", "a", "PJSIP/a").after(10).channel("b", "b", "PJSIP/b");
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=p")
                .of("QueueCallerJoin", "b", "b", "PJSIP/b", "Queue=q");
        records(calls, "MixMonitorStart", "/a.wav");
        calls.of("MixMonitorStart", "b", "b", "PJSIP/b");
        parks(calls, "ParkedCall", "ParkingSpace=701");
        calls.event("ParkedCall", "ParkeeUniqueid=b", "ParkeeLinkedid=b", "ParkingSpace=702");
        AmiCall call = given(calls.of("Newstate", "b", "a", "PJSIP/b", "ChannelState=6"), "a", "a", "b");
        assertThat(call.aliases()).containsExactly("b");
        assertThat(call.queues()).extracting(QueueVisit::queue).containsExactly("p", "q");
        assertThat(call.recordings()).extracting(Recording::channel).containsExactly("PJSIP/a", "PJSIP/b");
        assertThat(call.parkings()).extracting(Parking::space).containsExactly("701", "702");
    }

    /** It left the queue and joined it again in a gap; the list knows. */
    @Test
    void aCallerWhoIsListedInAQueueThatItHadLeftWaitsInItAgain() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").after(1_000);
        calls.of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=q").after(9_000);
        AmiEvent entry = AmiEvent.of(
                "QueueEntry", TrackedCalls.fields("Queue=q", "Position=1", "Uniqueid=a", "Wait=2"), 1, calls.now);
        calls.tracker.waiting(List.of(entry), calls.now);
        calls.tracker.waiting(List.of(entry), calls.now);
        AmiCall call = given(calls.after(1_000), "a", "a");
        assertThat(call.queues()).hasSize(2);
        assertThat(call.queueTime()).isEqualTo(4_000);
    }

    @Test
    void whoWaitsStillWhenTheCallEndsHasAbandonedTheQueue() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").after(3_000);
        AmiCall call = given(calls, "a", "a");
        assertThat(call.queues().get(0).outcome()).isEqualTo(QueueOutcome.ABANDONED);
        assertThat(call.queueTime()).isEqualTo(3_000);
        assertThat(call.disposition()).isEqualTo(CallDisposition.ABANDONED);
    }

    /** Causes of a number that does not exist, out of order or in a format that is not taken. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 22, 27, 28})
    void aCauseOfAFailureMakesAFailureOfWhatElseReadsAsNoAnswer(int cause) {
        for (String status : new String[] {"NOANSWER", "CONGESTION"}) {
            TrackedCalls calls =
                    TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
            calls.dial("DialBegin", "a", "b", "a").hangup("b", "a", cause);
            calls.dial("DialEnd", "a", "b", "a", "DialStatus=" + status);
            AmiCall call = given(calls, "a", "a");
            assertThat(call.disposition()).isEqualTo(CallDisposition.FAILED);
            assertThat(call.failureReason())
                    .isEqualTo(cause == 27 ? FailureReason.NOT_REACHABLE : FailureReason.NO_SUCH_NUMBER);
        }
    }

    /** Nothing was dialled; the caller hears what the dialplan chose, and hangs up. */
    @ParameterizedTest
    @CsvSource({
        "17, BUSY",
        "34, CONGESTION",
        "38, CONGESTION",
        "41, CONGESTION",
        "42, CONGESTION",
        "44, CONGESTION",
        "1, FAILED",
        "2, FAILED",
        "3, FAILED",
        "22, FAILED",
        "27, FAILED",
        "28, FAILED",
        "16, CANCELLED",
        "19, CANCELLED"
    })
    void whatTheDialplanLetsTheCallerHearIsSaid(int cause, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").after(1_000);
        calls.of("HangupRequest", "a", "a", "PJSIP/a", "ChannelState=4", "Cause=16");
        calls.hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(calls.only().cause()).isEqualTo(cause);
        assertThat(calls.only().causeText()).isEqualTo("Text " + cause);
    }

    @ParameterizedTest
    @CsvSource({"16, NO_ANSWER", "19, NO_ANSWER", "27, FAILED", "-1, FAILED"})
    void whomThePbxLetsGoWithoutAWordIsNoAnswerOrAFailure(int cause, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").hangup("a", "a", cause);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.PBX);
        assertThat(calls.only().cause()).isEqualTo(cause < 0 ? null : Integer.valueOf(cause));
    }

    /** A phone that the PBX called for itself: an Originate of which nobody took the first phone. */
    @ParameterizedTest
    @CsvSource({"BUSY, BUSY", "NOANSWER, NO_ANSWER", "CONGESTION, CONGESTION", "CHANUNAVAIL, FAILED"})
    void anOriginateWhoseFirstPhoneIsNotTakenIsWhatThatPhoneDid(String status, CallDisposition said) {
        TrackedCalls calls =
                TrackedCalls.calls().phone("a", "a").originates("a", "a").after(1_000);
        calls.event("DialEnd", "DestUniqueid=a", "DestLinkedid=a", "DialStatus=" + status);
        AmiCall call = given(calls, "a", "a");
        assertThat(call.disposition()).isEqualTo(said);
        assertThat(call.missed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AsyncGoto/",
                "Surrogate/",
                "Message/",
                "CBAnn/",
                "CBRec/",
                "Recorder/",
                "Announcer/",
                "Snoop/",
                "DAHDI/pseudo-",
                "OutgoingSpoolFailed"
            })
    void aHelperOfThePbxIsNoLeg(String kind) {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").channel("h", "a", kind + "x-1");
        calls.of("Hangup", "h", "a", kind + "x-1", "Cause=16");
        assertThat(given(calls, "a", "a", "b").legs()).hasSize(2);
    }
}

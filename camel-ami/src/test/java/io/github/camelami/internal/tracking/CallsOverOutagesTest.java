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
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.Leg;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of which events were missed. */
class CallsOverOutagesTest {

    @Test
    void aListedChannelThatIsUnknownOpensAPartialCall() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(
                List.of(
                        TrackedCalls.item("1.1", "1.1", "Duration=00:02:00", "BridgeId=b", "Exten=200"),
                        TrackedCalls.item("1.2", "1.1", "Duration=00:01:50", "BridgeId=b")),
                calls.now - 10,
                calls.now);
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
        calls.after(10_000).hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().partial()).isTrue();
        assertThat(calls.only().synthetic()).isFalse();
        assertThat(calls.only().duration()).isEqualTo(130_000);
        assertThat(calls.only().talkTime()).as("since it is known").isEqualTo(10_000);
        assertThat(calls.only().calledNumber()).isEqualTo("200");
    }

    @Test
    void theCallerOfACallThatIsFirstListedIsThatOfTheList() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(
                List.of(TrackedCalls.item("1.1", "1.1", "CallerIDNum=301", "CallerIDName=Ann")), calls.now, calls.now);
        calls.event("Hangup", "Channel=PJSIP/1.1", "Uniqueid=1.1", "Linkedid=1.1", "Cause=16")
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().callerNumber()).isEqualTo("301");
        assertThat(calls.only().callerName()).isEqualTo("Ann");
    }

    @Test
    void aCallThatIsListedBeforeItsEventsStartedWhenTheySay() {
        TrackedCalls calls = TrackedCalls.calls();
        long listed = calls.now + 900;
        calls.tracker.channels(List.of(TrackedCalls.item("1.1", "1.1", "Duration=00:00:00")), listed, listed);
        calls.talking("1.1", "1.2").after(2_000);
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().startedAt()).isEqualTo(TrackedCalls.START);
        assertThat(calls.only().duration()).isEqualTo(2_000);
    }

    @Test
    void theLegOfTheCallerIsTheFirstInWhateverOrderChannelsAreListed() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(
                List.of(
                        TrackedCalls.item("1.3", "1.1", "Duration=00:00:10"),
                        TrackedCalls.item("1.2", "1.1", "Duration=00:00:20"),
                        TrackedCalls.item("1.1", "1.1", "Duration=00:00:30")),
                calls.now - 10,
                calls.now);
        for (String uniqueid : List.of("1.1", "1.2", "1.3")) {
            calls.hangup(uniqueid, "1.1", 16);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).extracting(Leg::channel).containsExactly("PJSIP/1.1", "PJSIP/1.2", "PJSIP/1.3");
    }

    @Test
    void anEventOfAnUnknownChannelOpensAPartialCall() {
        TrackedCalls calls = TrackedCalls.calls()
                .of("Hangup", "1.2", "1.1", "PJSIP/1.2", "Cause=16")
                .after(2_000);
        assertThat(calls.only().partial()).isTrue();
        assertThat(calls.only().id()).isEqualTo("1.1");
    }

    @Test
    void aKnownChannelThatIsNotListedHasEnded() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.gap();
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().synthetic()).isTrue();
        assertThat(calls.only().end()).isEqualTo(CallEnd.MISSED);
        assertThat(calls.only().partial()).isTrue();
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    /** The phones that stopped ringing have a cause of their own, which is not that of the call. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aCallerWhoseEndIsUnknownHasNoCause(boolean crash) {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2");
        calls.phone("1.3", "1.1").dial("DialBegin", "1.1", "1.3", "1.1").hangup("1.3", "1.1", 26);
        calls.after(1_000).tracker.disconnected(calls.now);
        if (crash) {
            calls.tracker.restarted(calls.now);
        } else {
            calls.tracker.channels(List.of(), calls.now, calls.now);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().cause()).isNull();
        assertThat(calls.only().causeText()).isNull();
        assertThat(calls.only().legs().get(2).cause()).isEqualTo(26);
    }

    /** The first channel of the call was not seen, so the caller is not known. */
    @Test
    void aCallOfAnUnknownCallerThatCrashesHasNoCause() {
        TrackedCalls calls = TrackedCalls.calls().phone("1.2", "1.1").phone("1.3", "1.1");
        calls.hangup("1.3", "1.1", 26).tracker.disconnected(calls.now);
        calls.tracker.restarted(calls.now);
        assertThat(calls.only().cause()).isNull();
    }

    @Test
    void aChannelThatIsYoungerThanTheQuestionStays() {
        TrackedCalls calls = TrackedCalls.calls().after(1_000).talking("1.1", "1.2");
        calls.tracker.channels(List.of(), calls.now - 1, calls.now);
        calls.after(60_000);
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
        assertThat(calls.out).isEmpty();
    }

    @Test
    void theTrueHangupThatComesAfterTheListIsBelieved() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.after(100).hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().synthetic()).isFalse();
        assertThat(calls.only().partial()).as("nothing was missed").isFalse();
        assertThat(calls.only().cause()).isEqualTo(16);
    }

    @Test
    void aCallThatIsStillUpAfterAGapGoesOnAndIsMarked() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.gap();
        calls.tracker.channels(
                List.of(
                        TrackedCalls.item("1.1", "1.1", "BridgeId=bridge-1.1"),
                        TrackedCalls.item("1.2", "1.1", "BridgeId=bridge-1.1")),
                calls.now,
                calls.now);
        calls.after(1_000).hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(2_000);
        assertThat(calls.only().partial()).isTrue();
        assertThat(calls.only().synthetic()).isFalse();
    }

    @Test
    void aRestartOfThePbxEndsEveryCallAtOnce() {
        TrackedCalls calls =
                TrackedCalls.calls().talking("1.1", "1.2").talking("2.1", "2.2").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.tracker.restarted(calls.now);
        assertThat(calls.out).hasSize(2).allSatisfy(call -> {
            assertThat(call.end()).isEqualTo(CallEnd.PBX_RESTART);
            assertThat(call.synthetic()).isTrue();
            assertThat(call.talkTime()).isEqualTo(1_000);
        });
        assertThat(calls.tracker.isEmpty()).isTrue();
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.out).hasSize(2);
    }

    /** The PBX was killed, and it took long until the component was logged in again. */
    @Test
    void noTimeOfACallIncludesTheOutageBeforeARestart() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").of("Hold", "1.1", "1.1", "PJSIP/1.1");
        calls.of("MixMonitorStart", "1.1", "1.1", "PJSIP/1.1");
        calls.channel("2.1", "2.1", "PJSIP/2.1");
        calls.of("QueueCallerJoin", "2.1", "2.1", "PJSIP/2.1", "Queue=support", "Position=1");
        calls.after(4_000).tracker.disconnected(calls.now);
        calls.after(80_000).tracker.restarted(calls.now);
        assertThat(calls.out).hasSize(2).allSatisfy(call -> {
            assertThat(call.end()).isEqualTo(CallEnd.PBX_RESTART);
            assertThat(call.duration()).isEqualTo(4_000);
            assertThat(call.endedAt()).isEqualTo(TrackedCalls.START + 4_000);
        });
        AmiCall talked = calls.out.get(0);
        assertThat(talked.talkTime()).isEqualTo(4_000);
        assertThat(talked.holdTime()).isEqualTo(4_000);
        assertThat(talked.recordings().get(0).endedAt()).isEqualTo(TrackedCalls.START + 4_000);
        assertThat(talked.legs()).allSatisfy(leg -> {
            assertThat(leg.endedAt()).isEqualTo(TrackedCalls.START + 4_000);
            assertThat(leg.talkTime()).isEqualTo(4_000);
        });
        AmiCall waited = calls.out.get(1);
        assertThat(waited.queueTime()).isEqualTo(4_000);
        assertThat(waited.queues().get(0).waitTime()).isEqualTo(4_000);
    }

    @Test
    void whatRangWhenThePbxWasLostRangNoLonger() {
        TrackedCalls calls = dialled();
        calls.after(3_000).tracker.disconnected(calls.now);
        calls.after(80_000).tracker.restarted(calls.now);
        assertThat(calls.only().ringTime()).isEqualTo(3_000);
        assertThat(calls.only().duration()).isEqualTo(3_000);
    }

    @Test
    void theLastOfSeveralLossesEndsACallThatEventsHaveShownInBetween() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.after(1_000).of("Hold", "1.1", "1.1", "PJSIP/1.1").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.after(80_000).tracker.restarted(calls.now);
        assertThat(calls.only().talkTime()).isEqualTo(3_000);
        assertThat(calls.only().holdTime()).isEqualTo(1_000);
    }

    @Test
    void aSuspendedRouteKnowsNothingOfItsCallsUntilARestart() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.suspended(calls.now);
        calls.after(80_000).tracker.gap();
        calls.tracker.restarted(calls.now);
        assertThat(calls.only().talkTime()).isEqualTo(1_000);
    }

    @Test
    void aRouteThatIsSuspendedDuringAnOutageKnowsWhenThePbxWasLost() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.after(10_000).tracker.suspended(calls.now);
        calls.after(80_000).tracker.gap();
        calls.tracker.restarted(calls.now);
        assertThat(calls.only().talkTime()).isEqualTo(1_000);
    }

    /** Such a call may really have gone on. */
    @Test
    void aCallThatIsGoneAfterALostLinkEndsWithTheList() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.after(80_000).tracker.channels(List.of(), calls.now, calls.now);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().end()).isEqualTo(CallEnd.MISSED);
        assertThat(calls.only().talkTime()).isEqualTo(81_000);
    }

    @Test
    void aCallThatTheNewPbxBeganBeforeItsRestartWasKnownGoesOn() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.after(10_000).talking("2.1", "2.2").tracker.restarted(calls.now);
        assertThat(calls.only().id()).isEqualTo("1.1");
        calls.after(1_000).hangup("2.1", "2.1", 16).hangup("2.2", "2.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out).hasSize(2);
        assertThat(calls.out.get(1).end()).isEqualTo(CallEnd.HANGUP);
        assertThat(calls.out.get(1).partial()).isFalse();
    }

    @Test
    void aPbxThatGoesDownAndListsNoChannelAnyMoreIsStillARestart() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.after(500).tracker.disconnected(calls.now);
        calls.after(10_000);
        assertThat(calls.out).isEmpty();
        calls.tracker.restarted(calls.now);
        assertThat(calls.only().end()).isEqualTo(CallEnd.PBX_RESTART);
    }

    @Test
    void channelsWithoutEventsAreProofOfAMissingClass() {
        TrackedCalls calls = TrackedCalls.calls();
        assertThat(calls.tracker.channels(List.of(), calls.now, calls.now)).isFalse();
        calls.after(60_000);
        List<AmiEvent> young = List.of(TrackedCalls.item("1.1", "1.1", "Duration=00:00:01"));
        assertThat(calls.tracker.channels(young, calls.now, calls.now))
                .as("its event may be on the way")
                .isFalse();
        List<AmiEvent> silent = List.of(TrackedCalls.item("1.2", "1.2", "Duration=00:00:30"));
        assertThat(calls.tracker.channels(silent, calls.now, calls.now)).isTrue();
    }

    @Test
    void aQueueThatACallJoinedWithoutAnEventIsProofOfAMissingClass() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").after(20_000);
        AmiEvent entry = AmiEvent.of(
                "QueueEntry",
                TrackedCalls.fields("Queue=sales", "Position=2", "Uniqueid=1.1", "Wait=12"),
                1,
                calls.now);
        assertThat(calls.tracker.waiting(List.of(entry), calls.now)).isTrue();
        calls.after(3_000).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queues().get(0).queue()).isEqualTo("sales");
        assertThat(calls.only().queueTime()).isEqualTo(15_000);
    }

    @Test
    void aQueueEntryThatIsListedBeforeItsEventIsOneVisit() {
        TrackedCalls calls = TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1");
        AmiEvent entry = AmiEvent.of(
                "QueueEntry", Map.of("Queue", "support", "Uniqueid", "1.1", "Position", "1", "Wait", "1"), 1, 0);
        calls.tracker.waiting(List.of(entry), calls.now);
        calls.of("QueueCallerJoin", "1.1", "1.1", "PJSIP/1.1", "Queue=support", "Position=2");
        calls.after(500).of("HangupRequest", "1.1", "1.1", "PJSIP/1.1");
        calls.of("QueueCallerAbandon", "1.1", "1.1", "PJSIP/1.1", "Queue=support");
        calls.hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.position()).isEqualTo(2);
            assertThat(visit.waitTime()).isEqualTo(500);
            assertThat(visit.outcome()).isEqualTo(QueueOutcome.ABANDONED);
        });
    }

    @Test
    void aCallWithoutGraceWaitsForTheNextLookWhenThePbxIsLost() {
        TrackedCalls calls = new TrackedCalls(new CallSettings("pbx", null, Set.of(), Duration.ZERO, 100, 100, false));
        calls.channel("1.1", "1.1", "PJSIP/1.1");
        calls.tracker.channels(List.of(), calls.now + 1, calls.now + 1);
        calls.tracker.disconnected(calls.now);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> calls.after(60_000));
        assertThat(calls.out).isEmpty();
        assertThat(calls.tracker.nextTick()).isEqualTo(Long.MAX_VALUE);
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.after(0);
        assertThat(calls.only().end()).isEqualTo(CallEnd.MISSED);
    }

    @Test
    void aChannelLivesWhoseEventsComeAfterItsEndWasConcluded() {
        TrackedCalls calls = dialled();
        calls.tracker.channels(List.of(), calls.now + 10_000, calls.now + 10_010);
        calls.now += 1_000;
        answer(calls);
        calls.after(60_000).leave("b", "1.1", "1.1").leave("b", "1.2", "1.1");
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.only().talkTime()).isEqualTo(60_000);
        assertThat(calls.only().partial()).isFalse();
        assertThat(calls.only().synthetic()).isFalse();
    }

    @Test
    void whoIsFoundToLiveIsWhereTheyWere() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").of("Hold", "1.1", "1.1", "PJSIP/1.1");
        calls.of("MixMonitorStart", "1.1", "1.1", "PJSIP/1.1").after(1_000);
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.after(1_000)
                .tracker
                .channels(
                        List.of(
                                TrackedCalls.item("1.1", "1.1", "BridgeId=bridge-1.1"),
                                TrackedCalls.item("1.2", "1.1", "BridgeId=bridge-1.1")),
                        calls.now,
                        calls.now);
        calls.after(1_000).hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(3_000);
        assertThat(calls.only().holdTime()).isEqualTo(3_000);
        assertThat(calls.only().recordings().get(0).endedAt()).isEqualTo(TrackedCalls.START + 3_000);
        assertThat(calls.only().end()).isEqualTo(CallEnd.HANGUP);
    }

    @Test
    void anEventIsMoreExactThanTheListThatWasAheadOfIt() {
        TrackedCalls calls = dialled();
        calls.tracker.channels(
                List.of(TrackedCalls.item("1.1", "1.1", "BridgeId=b"), TrackedCalls.item("1.2", "1.1", "BridgeId=b")),
                calls.now + 10_000,
                calls.now + 10_010);
        calls.now += 1_000;
        answer(calls);
        calls.after(11_000).leave("b", "1.1", "1.1").leave("b", "1.2", "1.1");
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(11_000);
        assertThat(calls.only().answeredAt()).isEqualTo(TrackedCalls.START + 1_000);
        assertThat(calls.only().ringTime()).isEqualTo(1_000);
        assertThat(calls.only().legs().get(1).answeredAt()).isEqualTo(TrackedCalls.START + 1_000);
        assertThat(calls.only().partial()).isFalse();
    }

    /** The application of each of two, and for how many of 5 s they talk. */
    @ParameterizedTest
    @CsvSource({
        "BridgeWait, BridgeWait, 0",
        "AgentLogin, AgentLogin, 0",
        "Park, Dial, 0",
        "Dial, Park, 0",
        "Park, ParkedCall, 5",
        "ParkedCall, Park, 5",
        "AgentLogin, AgentRequest, 5",
        "Dial, AppDial, 5"
    })
    void whatAListedChannelDoesTellsWhetherItsBridgeHolds(String one, String other, int seconds) {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(
                List.of(
                        TrackedCalls.item("1.1", "1.1", "BridgeId=b", "Application=" + one),
                        TrackedCalls.item("1.2", "1.1", "BridgeId=b", "Application=" + other)),
                calls.now,
                calls.now);
        calls.after(5_000).hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(seconds * 1_000);
    }

    @Test
    void aListDoesNotChangeWhatEventsToldOfABridge() {
        TrackedCalls calls = TrackedCalls.calls();
        for (String id : List.of("1.1", "2.1")) {
            calls.channel(id, id, "PJSIP/" + id);
            calls.of("BridgeEnter", id, id, "PJSIP/" + id, "BridgeUniqueid=hold", "BridgeType=parking");
        }
        calls.tracker.gap();
        calls.tracker.channels(
                List.of(
                        TrackedCalls.item("1.1", "1.1", "BridgeId=hold", "Application=Dial"),
                        TrackedCalls.item("2.1", "2.1", "BridgeId=hold", "Application=Dial"),
                        TrackedCalls.item("3.1", "3.1", "BridgeId=hold", "Application=Dial")),
                calls.now,
                calls.now);
        calls.after(5_000).hangup("1.1", "1.1", 16).hangup("2.1", "2.1", 16).hangup("3.1", "3.1", 16);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.out).hasSize(3).allMatch(call -> call.talkTime() == 0);
    }

    @Test
    void whenACallWasAnsweredThatIsJoinedInTheMiddleIsUnknown() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(
                List.of(
                        TrackedCalls.item("1.1", "1.1", "BridgeId=b", "Application=Dial", "Duration=00:10:00"),
                        TrackedCalls.item("1.2", "1.1", "BridgeId=b", "Application=AppDial", "Duration=00:10:00"),
                        TrackedCalls.item("2.1", "2.1", "Application=Voicemail", "Duration=00:10:00")),
                calls.now,
                calls.now);
        calls.after(5_000).hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).hangup("2.1", "2.1", 16);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.out).hasSize(2).allSatisfy(call -> {
            assertThat(call.answeredAt()).isNull();
            assertThat(call.legs()).allMatch(leg -> leg.answeredAt() == null);
            assertThat(call.partial()).isTrue();
        });
        assertThat(calls.out)
                .extracting(AmiCall::disposition)
                .containsExactly(CallDisposition.ANSWERED, CallDisposition.ANSWERED_BY_PBX);
        assertThat(calls.out).extracting(AmiCall::talkTime).containsExactly(5_000L, 0L);
    }

    @Test
    void whenAChannelWasAnsweredThatIsFirstHeardOfInABridgeIsUnknown() {
        TrackedCalls calls = TrackedCalls.calls().enter("b", "1.1", "1.1").enter("b", "1.2", "1.1");
        calls.after(5_000).hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).allMatch(leg -> leg.answeredAt() == null);
        assertThat(calls.only().answeredAt()).as("the two met then").isEqualTo(TrackedCalls.START);
    }

    private static TrackedCalls dialled() {
        return TrackedCalls.calls()
                .channel("1.1", "1.1", "PJSIP/1.1")
                .channel("1.2", "1.1", "PJSIP/1.2")
                .dial("DialBegin", "1.1", "1.2", "1.1");
    }

    private static void answer(TrackedCalls calls) {
        calls.dial("DialEnd", "1.1", "1.2", "1.1", "DialStatus=ANSWER")
                .enter("b", "1.1", "1.1")
                .enter("b", "1.2", "1.1");
    }

    /** Only the end of a call that was up at the login shows that it was answered, if the user may not list channels. */
    @Test
    void whatBecameOfAnAnsweredCallIsUnknownIfOnlyItsEndWasSeen() {
        List<AmiCall> calls = TrackedCalls.of(TrackedCalls.recorded("situations/up_at_login"));
        assertThat(calls).hasSize(2).allSatisfy(call -> {
            assertThat(call.disposition()).isNull();
            assertThat(call.missed()).isFalse();
            assertThat(call.partial()).isTrue();
            assertThat(call.failureReason()).isNull();
        });
    }

    @Test
    void whoGivesUpARingingCallHasCancelledItAlsoIfOnlyItsEndWasSeen() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.of("HangupRequest", "1.1", "1.1", "PJSIP/1.1", "ChannelState=4", "Cause=16");
        calls.of("Hangup", "1.1", "1.1", "PJSIP/1.1", "ChannelState=4", "Cause=16")
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.CANCELLED);
        assertThat(calls.only().missed()).isTrue();
    }

    @Test
    void whoAnsweredInATimeOfMissedEventsIsUnknown() {
        TrackedCalls calls = TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1");
        calls.phone("1.2", "1.1").dial("DialBegin", "1.1", "1.2", "1.1");
        calls.tracker.gap();
        calls.after(60_000).asksToHangUp("1.1", "1.1");
        calls.of("Hangup", "1.1", "1.1", "PJSIP/1.1", "ChannelState=6", "Cause=16");
        calls.of("Hangup", "1.2", "1.1", "PJSIP/1.2", "ChannelState=6", "Cause=16")
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isNull();
        assertThat(calls.only().missed()).isFalse();
    }

    /** A caller who already hears something, because a menu answered, or because the PBX called the caller first. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void nothingAnswersForAPhoneThatRingsAsThePbxCrashes(boolean byPbx) {
        TrackedCalls calls = TrackedCalls.calls();
        if (byPbx) {
            calls.phone("a", "a").originates("a", "a");
            calls.event("DialEnd", "DestUniqueid=a", "DestLinkedid=a", "DialStatus=ANSWER");
        } else {
            calls.channel("a", "a", "PJSIP/a");
        }
        calls.state("a", "a", 6).after(1_000);
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").state("b", "a", 5);
        calls.after(1_000).tracker.disconnected(calls.now);
        calls.tracker.restarted(calls.now);
        assertThat(calls.only().end()).isEqualTo(CallEnd.PBX_RESTART);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(calls.only().missed()).isTrue();
    }

    /** The phone answers in the outage, at an unknown time. */
    @Test
    void aPhoneThatWasAnsweredUnseenRangUntilTheLoss() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").state("b", "a", 5).after(3_000);
        calls.tracker.disconnected(calls.now);
        calls.after(20_000);
        calls.tracker.channels(
                List.of(TrackedCalls.item("a", "a", "BridgeId=x"), TrackedCalls.item("b", "a", "BridgeId=x")),
                calls.now,
                calls.now);
        calls.after(1_000).hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.only().answeredAt()).isNull();
        assertThat(calls.only().ringTime()).isEqualTo(3_000);
    }

    /** The transferer has hung up in the outage. */
    @Test
    void aCallHasEndedWhenItsLastHangupIsReported() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.after(5_000)
                .tracker
                .channels(
                        List.of(TrackedCalls.item("a", "a", "BridgeId=x"), TrackedCalls.item("c", "a", "BridgeId=x")),
                        calls.now,
                        calls.now);
        calls.after(1_000).asksToHangUp("a", "a").hangup("c", "a", 16).hangup("a", "a", 16);
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.end()).isEqualTo(CallEnd.HANGUP);
        assertThat(call.synthetic()).isFalse();
        assertThat(call.partial()).isTrue();
        assertThat(call.endedAt()).isEqualTo(TrackedCalls.START + 7_000);
    }

    /** Somebody has hung up in the outage, and only the hangup of the other channel is reported. */
    @Test
    void whoHungUpIsUnknownIfAnEndWasMissed() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.tracker.disconnected(calls.now);
        calls.after(5_000).tracker.channels(List.of(TrackedCalls.item("b", "a")), calls.now, calls.now);
        calls.after(10).hangup("b", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().end()).isEqualTo(CallEnd.HANGUP);
        assertThat(calls.only().hungUpBy()).isNull();
    }
}

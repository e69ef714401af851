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
import io.github.camelami.call.CallState;
import io.github.camelami.call.Recording;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tracker makes of events, one by one. */
class CallTrackerTest {

    @Test
    void aCallIsGivenOnceAfterItsGrace() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(5_000);
        calls.leave("bridge-1.1", "1.1", "1.1").leave("bridge-1.1", "1.2", "1.1");
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE - 1);
        assertThat(calls.out).isEmpty();
        calls.after(1);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.only().talkTime()).isEqualTo(5_000);
        assertThat(calls.only().duration()).isEqualTo(5_000);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    @Test
    void noCallIsShorterThanItsTalkWhenTheClockOfThePbxIsSetBack() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(5_000);
        calls.leave("bridge-1.1", "1.1", "1.1").leave("bridge-1.1", "1.2", "1.1");
        calls.now -= 100;
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(5_000);
        assertThat(calls.only().duration()).isEqualTo(5_000);
    }

    @Test
    void lateEventsWithinTheGraceBelongToTheCall() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").channel("1.2", "1.1", "PJSIP/1.2");
        calls.dial("DialBegin", "1.1", "1.2", "1.1").hangup("1.2", "1.1", 17).hangup("1.1", "1.1", 17);
        calls.after(1_000)
                .dial("DialEnd", "1.1", "1.2", "1.1", "DialStatus=BUSY")
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.BUSY);
        assertThat(calls.only().legs().get(1).dialStatus()).isEqualTo("BUSY");
    }

    @Test
    void eventsAfterTheGraceOpenNoSecondCall() {
        TrackedCalls calls = TrackedCalls.calls()
                .talking("1.1", "1.2")
                .hangup("1.1", "1.1", 16)
                .hangup("1.2", "1.1", 16);
        calls.after(TrackedCalls.GRACE).leave("bridge-1.1", "1.1", "1.1").hangup("1.1", "1.1", 16);
        calls.after(60_000);
        assertThat(calls.out).hasSize(1);
        assertThat(calls.tracker.openCalls()).isZero();
    }

    @Test
    void aNewChannelWithinTheGraceCarriesTheCallOn() {
        TrackedCalls calls = TrackedCalls.calls()
                .talking("1.1", "1.2")
                .hangup("1.1", "1.1", 16)
                .hangup("1.2", "1.1", 16);
        calls.after(500).channel("1.3", "1.1", "PJSIP/1.3").after(60_000);
        assertThat(calls.out).isEmpty();
        calls.hangup("1.3", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).hasSize(3);
    }

    @Test
    void aCallThatGoesOnAndEndsAgainWithinAMillisecondIsGivenOnce() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("1.1", "1.1", "PJSIP/1.1")
                .hangup("1.1", "1.1", 16)
                .channel("1.2", "1.1", "PJSIP/1.2")
                .hangup("1.2", "1.1", 16);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).hasSize(2);
        assertThat(calls.tracker.endedCalls()).isEqualTo(1);
    }

    @Test
    void aMergeWithoutAnEventIsSeenByTheOtherLinkedid() {
        TrackedCalls calls = TrackedCalls.progress()
                .talking("1.1", "1.2")
                .after(1_000)
                .talking("2.1", "2.2")
                .after(1_000);
        calls.leave("bridge-2.1", "2.2", "2.1").enter("bridge-1.1", "2.2", "1.1");
        assertThat(calls.states()).contains(CallState.MERGED);
        calls.hangup("2.1", "2.1", 16)
                .hangup("2.2", "1.1", 16)
                .hangup("1.1", "1.1", 16)
                .hangup("1.2", "1.1", 16);
        calls.after(TrackedCalls.GRACE);
        var ended = calls.out.stream()
                .filter(call -> call.state() == CallState.ENDED)
                .toList();
        assertThat(ended).hasSize(1);
        assertThat(ended.get(0).id()).as("the older start wins").isEqualTo("1.1");
        assertThat(ended.get(0).aliases()).containsExactly("2.1");
        assertThat(ended.get(0).legs()).hasSize(4);
        assertThat(ended.get(0).talkTime()).as("at the same time counts once").isEqualTo(2_000);
    }

    @Test
    void progressComesInOrderAndEndsWithTheEnd() {
        TrackedCalls calls =
                TrackedCalls.progress().channel("1.1", "1.1", "PJSIP/1.1").channel("1.2", "1.1", "PJSIP/1.2");
        calls.dial("DialBegin", "1.1", "1.2", "1.1").dial("DialState", "1.1", "1.2", "1.1", "DialStatus=RINGING");
        calls.dial("DialEnd", "1.1", "1.2", "1.1", "DialStatus=ANSWER")
                .enter("b", "1.1", "1.1")
                .enter("b", "1.2", "1.1");
        calls.of("Hold", "1.1", "1.1", "PJSIP/1.1").after(3_000).of("Unhold", "1.1", "1.1", "PJSIP/1.1");
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.states())
                .containsExactly(
                        CallState.STARTED,
                        CallState.RINGING,
                        CallState.ANSWERED,
                        CallState.HELD,
                        CallState.RESUMED,
                        CallState.ENDED);
        assertThat(calls.out.get(5).holdTime()).isEqualTo(3_000);
    }

    /** No server sent these to a test. */
    @ParameterizedTest
    @CsvSource({"Link, Success, 200, 1", "Fail, Fail, , 2"})
    void anAttendedTransferByALinkOrInVainIsAFactOfTheCall(String destType, String result, String to, int separate) {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").talking("2.1", "2.2");
        calls.event(
                "AttendedTransfer",
                "Result=" + result,
                "OrigTransfererChannel=PJSIP/1.2",
                "OrigTransfererUniqueid=1.2",
                "OrigTransfererLinkedid=1.1",
                "SecondTransfererChannel=PJSIP/2.1",
                "SecondTransfererUniqueid=2.1",
                "SecondTransfererLinkedid=2.1",
                "DestType=" + destType);
        calls.hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.tracker.openCalls()).as("the other two talk").isEqualTo(1);
        calls.hangup("2.1", "2.1", 16).hangup("2.2", "2.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out.get(0).transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.target()).isEqualTo(destType);
            assertThat(transfer.result()).isEqualTo(result);
            assertThat(transfer.by()).isEqualTo("PJSIP/1.2");
            assertThat(transfer.to()).isEqualTo(to);
        });
        assertThat(calls.out)
                .as("the call for asking is a part of it, unless the transfer failed")
                .hasSize(separate);
    }

    @Test
    void aBridgeThatIsNotNamedIsNone() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(2_000);
        calls.of("BridgeEnter", "1.1", "1.1", "PJSIP/1.1").of("BridgeEnter", "1.1", "1.1", "PJSIP/1.1");
        calls.event("BridgeMerge", "FromBridgeUniqueid=bridge-1.1").after(1_000);
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(3_000);
    }

    @Test
    void aHoldingBridgeIsNoTalk() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").channel("1.2", "1.1", "PJSIP/1.2");
        for (String parked : new String[] {"1.1", "1.2"}) {
            calls.of(
                    "BridgeEnter",
                    parked,
                    "1.1",
                    "PJSIP/" + parked,
                    "BridgeUniqueid=p",
                    "BridgeTechnology=holding_bridge");
        }
        calls.after(5_000).hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isZero();
    }

    @Test
    void whatLocalChannelsConnectTalks() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").channel("1.2", "1.1", "PJSIP/1.2");
        calls.channel("1.3", "1.1", "Local/5@x-01;1").channel("1.4", "1.1", "Local/5@x-01;2");
        calls.enter("a", "1.1", "1.1")
                .enter("b", "1.2", "1.1")
                .enter("a", "1.3", "1.1")
                .after(1_000);
        calls.enter("b", "1.4", "1.1").after(4_000).leave("b", "1.2", "1.1").after(1_000);
        calls.hangup("1.1", "1.1", 16)
                .hangup("1.2", "1.1", 16)
                .hangup("1.3", "1.1", 16)
                .hangup("1.4", "1.1", 16);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).as("while both are connected").isEqualTo(4_000);
        assertThat(calls.only().legs()).as("of phones").hasSize(2);
    }

    @Test
    void helpersOfThePbxAreNoCall() {
        TrackedCalls calls =
                TrackedCalls.progress().channel("9.1", "9.1", "CBAnn/conf-01;1").after(500);
        calls.hangup("9.1", "9.1", 16).after(TrackedCalls.GRACE);
        calls.channel("9.2", "9.2", "Message/ast_msg_queue");
        assertThat(calls.out).isEmpty();
        assertThat(calls.tracker.openCalls()).isZero();
    }

    @Test
    void aCallOfADayIsOneCall() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(24 * 3_600_000L);
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(24 * 3_600_000L);
        assertThat(calls.only().partial()).isFalse();
    }

    @Test
    void beyondMaxOpenCallsTheOldestIsGivenOutMarked() {
        TrackedCalls calls = TrackedCalls.bounded(10, 100);
        for (int i = 0; i < 1_000; i++) {
            calls.channel("c" + i, "c" + i, "PJSIP/c" + i);
        }
        assertThat(calls.tracker.openCalls()).isEqualTo(10);
        assertThat(calls.tracker.evictedCalls()).isEqualTo(990);
        assertThat(calls.out).hasSize(990).allSatisfy(call -> {
            assertThat(call.synthetic()).isTrue();
            assertThat(call.end()).isEqualTo(CallEnd.LIMIT);
        });
        assertThat(calls.out.get(0).id()).isEqualTo("c0");
    }

    @Test
    void aCallThatWasGivenOutBecauseOfTheBoundIsNotToldAgain() {
        TrackedCalls calls = TrackedCalls.bounded(1, 100).talking("1.1", "1.2").channel("2.1", "2.1", "PJSIP/2.1");
        assertThat(calls.only().end()).isEqualTo(CallEnd.LIMIT);
        calls.after(3_600_000);
        List<AmiEvent> up = List.of(
                TrackedCalls.item("1.1", "1.1"), TrackedCalls.item("1.2", "1.1"), TrackedCalls.item("2.1", "2.1"));
        calls.tracker.channels(up, calls.now, calls.now);
        calls.channel("1.3", "1.1", "PJSIP/1.3").after(120_000);
        calls.hangup("1.1", "1.1", 16).hangup("1.2", "1.1", 16).hangup("1.3", "1.1", 16);
        calls.hangup("2.1", "2.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("1.1", "2.1");
        assertThat(calls.out.get(1).end()).isEqualTo(CallEnd.HANGUP);
    }

    @Test
    void theBoundMayBeAsHighAsANumberGoes() {
        TrackedCalls calls = TrackedCalls.bounded(Integer.MAX_VALUE, 100)
                .talking("1.1", "1.2")
                .hangup("1.1", "1.1", 16)
                .hangup("1.2", "1.1", 16)
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
    }

    @Test
    void legsBeyondTheBoundAreCounted() {
        TrackedCalls calls = TrackedCalls.bounded(10, 20).channel("1.0", "1.0", "PJSIP/1.0");
        for (int i = 1; i < 500; i++) {
            calls.channel("1." + i, "1.0", "PJSIP/1." + i).dial("DialBegin", "1.0", "1." + i, "1.0");
            calls.dial("DialEnd", "1.0", "1." + i, "1.0", "DialStatus=NOANSWER").hangup("1." + i, "1.0", 0);
        }
        calls.hangup("1.0", "1.0", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).hasSizeBetween(10, 22);
        assertThat(calls.only().legs().size() + calls.only().omitted()).isEqualTo(500);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.NO_ANSWER);
    }

    @Test
    void legsAndAliasesOfACallThatIsMergedVeryOftenAreCounted() {
        TrackedCalls calls = TrackedCalls.bounded(10, 10).channel("1.1", "1.1", "PJSIP/agent");
        for (int i = 0; i < 500; i++) {
            String id = "9." + i;
            calls.channel(id, id, "PJSIP/" + id).enter("b" + i, id, "1.1").hangup(id, "1.1", 16);
        }
        calls.channel("9.500", "9.500", "PJSIP/9.500").enter("b", "9.500", "1.1");
        calls.channel("9.501", "9.500", "PJSIP/9.501");
        assertThat(calls.tracker.openCalls())
                .as("the last alias is still known")
                .isEqualTo(1);
        calls.hangup("9.501", "9.500", 16).hangup("9.500", "1.1", 16).hangup("1.1", "1.1", 16);
        calls.after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.legs()).hasSizeBetween(5, 12);
        assertThat(call.aliases()).hasSizeBetween(5, 12).contains("9.500").doesNotContain("9.0");
        assertThat(call.legs().size() + call.aliases().size() + call.omitted()).isEqualTo(503 + 501);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    @Test
    void aCallInItsGraceThatIsPushedOutHasEndedByItself() {
        TrackedCalls calls = TrackedCalls.bounded(1, 100)
                .channel("1.1", "1.1", "PJSIP/1.1")
                .hangup("1.1", "1.1", 16)
                .channel("2.1", "2.1", "PJSIP/2.1");
        assertThat(calls.only().end()).isEqualTo(CallEnd.HANGUP);
        assertThat(calls.tracker.evictedCalls()).isZero();
    }

    @Test
    void aRecordingEndsWithItsChannelWhateverThatIsCalledMeanwhile() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("1.1", "1.1", "PJSIP/1.1")
                .of("MixMonitorStart", "1.1", "1.1", "PJSIP/1.1")
                .of("Rename", "1.1", "1.1", "PJSIP/1.1", "Newname=PJSIP/other")
                .after(2_000);
        calls.of("Hangup", "1.1", "1.1", "PJSIP/other", "Cause=16").after(TrackedCalls.GRACE);
        assertThat(calls.only().recordings())
                .containsExactly(Recording.builder()
                        .channel("PJSIP/1.1")
                        .startedAt(TrackedCalls.START)
                        .endedAt(TrackedCalls.START + 2_000)
                        .build());
    }

    @Test
    void aDialThatIsToldToHaveEndedAfterItsPhoneHungUpEndsOnce() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").channel("1.2", "1.1", "PJSIP/1.2");
        calls.dial("DialBegin", "1.1", "1.2", "1.1").hangup("1.2", "1.1", 16);
        calls.dial("DialEnd", "1.1", "1.2", "1.1", "DialStatus=NOANSWER").after(5_000);
        calls.channel("1.3", "1.1", "PJSIP/1.3").dial("DialBegin", "1.1", "1.3", "1.1");
        calls.dial("DialEnd", "1.1", "1.3", "1.1", "DialStatus=BUSY").hangup("1.3", "1.1", 17);
        calls.hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).as("of the last attempt").isEqualTo(CallDisposition.BUSY);
    }
}

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
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Leg;
import io.github.camelami.call.Transfer;
import io.github.camelami.call.TransferOutcome;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of phones that rang when events were lost: for a transferred party, and for an ordinary caller. */
class TransfersOverLossesTest {
    private static final long GAP = 10_000;

    private final TrackedCalls calls = TrackedCalls.calls();

    /** b sends a to c, which rings. */
    private static TrackedCalls blind(TrackedCalls calls) {
        calls.talking("a", "b").after(1_000);
        calls.transfersBlindly();
        calls.leave("bridge-a", "a", "a").leave("bridge-a", "b", "a").hangup("b", "a", 16);
        return rings(calls, "a", "c");
    }

    /** b consults c with a feature code, and hangs up while c rings. */
    private static TrackedCalls byFeatureCode(TrackedCalls calls) {
        calls.talking("a", "b").after(1_000).local("l", "a", "310");
        calls.enter("y", "l1", "a").leave("bridge-a", "b", "a").enter("y", "b", "a");
        rings(calls, "l2", "c").leave("y", "b", "a");
        calls.transfersWhileItRings();
        return calls.hangup("b", "a", 16).leave("y", "l1", "a").enter("bridge-a", "l1", "a");
    }

    private static TrackedCalls rings(TrackedCalls calls, String by, String phone) {
        return calls.phone(phone, "a")
                .dial("DialBegin", by, phone, "a")
                .state(phone, "a", 5)
                .after(1_000);
    }

    private static void cut(TrackedCalls calls) {
        calls.tracker.disconnected(calls.now);
        calls.after(GAP);
    }

    private static void lists(TrackedCalls calls, AmiEvent... items) {
        calls.tracker.channels(List.of(items), calls.now, calls.now);
    }

    private static AmiEvent bridged(String uniqueid) {
        return TrackedCalls.item(uniqueid, "a", "BridgeId=z");
    }

    private static AmiEvent inState(String uniqueid, int state) {
        return TrackedCalls.item(uniqueid, "a", "ChannelState=" + state);
    }

    private static TransferOutcome outcome(TrackedCalls calls, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, "a", 16);
        }
        return calls.after(TrackedCalls.GRACE).only().transfers().get(0).outcome();
    }

    private static Leg leg(AmiCall call, String channel) {
        return call.legs().stream()
                .filter(leg -> leg.channel().equals("PJSIP/" + channel))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTargetThatTalksAfterTheGapHasAnswered(boolean targetFirst) {
        cut(blind(calls));
        lists(calls, bridged(targetFirst ? "c" : "a"), bridged(targetFirst ? "a" : "c"));
        calls.after(8_000).asksToHangUp("a", "a");
        assertThat(outcome(calls, "c", "a")).isEqualTo(TransferOutcome.ANSWERED);
        Leg target = leg(calls.only(), "c");
        assertThat(target.dialStatus()).isEqualTo("ANSWER");
        assertThat(target.answeredAt()).as("not known").isNull();
        assertThat(target.talkTime()).isEqualTo(8_000);
    }

    @Test
    void aTargetOfAFeatureCodeThatTalksAfterTheGapHasAnswered() {
        cut(byFeatureCode(calls));
        lists(calls, bridged("a"), bridged("c"));
        assertThat(outcome(calls, "c", "a")).isEqualTo(TransferOutcome.ANSWERED);
    }

    /** The Local channel to the target is gone in the meantime, because the PBX optimised it away. */
    @Test
    void aTargetBehindALocalChannelThatTalksAfterTheGapHasAnswered() {
        blind(calls).dial("DialEnd", "a", "c", "a", "DialStatus=BUSY").hangup("c", "a", 17);
        calls.local("l", "a", "320")
                .event(
                        "DialBegin",
                        "Uniqueid=a",
                        "Linkedid=a",
                        "Channel=PJSIP/a",
                        "DestUniqueid=l1",
                        "DestLinkedid=a",
                        "DestChannel=Local/320@x-l;1");
        rings(calls, "l2", "d");
        cut(calls);
        lists(calls, bridged("a"), bridged("d"));
        assertThat(outcome(calls, "d", "a")).isEqualTo(TransferOutcome.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatBecameOfATransferIsUnknownIfTheCallIsGoneAfterTheGap(boolean blind) {
        cut(blind ? blind(calls) : byFeatureCode(calls));
        lists(calls);
        assertThat(outcome(calls)).isNull();
        assertThat(calls.only().end()).isEqualTo(CallEnd.MISSED);
    }

    /** The phone may have answered and hung up in the gap. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatBecameOfATransferIsUnknownIfTheTargetIsGoneAfterTheGap(boolean blind) {
        cut(blind ? blind(calls) : byFeatureCode(calls));
        lists(calls, inState("a", 6));
        calls.after(3_000).asksToHangUp("a", "a");
        assertThat(outcome(calls, "a")).isNull();
    }

    /** The user of a mobile has picked up, and has perhaps not accepted the call. */
    @Test
    void whetherATargetThatIsUpButNotConnectedTookTheCallIsUnknown() {
        cut(blind(calls));
        lists(calls, inState("a", 6), inState("c", 6));
        calls.after(3_000).asksToHangUp("a", "a");
        assertThat(outcome(calls, "c", "a")).isNull();
    }

    @Test
    void whoGivesUpAfterTheGapWhileTheTargetRingsHasGivenUp() {
        cut(blind(calls));
        lists(calls, inState("a", 6), inState("c", 5));
        calls.after(3_000).asksToHangUp("a", "a").dial("DialEnd", "a", "c", "a", "DialStatus=CANCEL");
        assertThat(outcome(calls, "c", "a")).isEqualTo(TransferOutcome.CANCELLED);
    }

    /** The party hangs up just before the loss. */
    @Test
    void whoGaveUpBeforeTheGapHasGivenUp() {
        cut(blind(calls).asksToHangUp("a", "a"));
        lists(calls);
        assertThat(outcome(calls)).isEqualTo(TransferOutcome.CANCELLED);
    }

    @Test
    void whetherOneOfSeveralPhonesAnsweredIsUnknownAlsoIfAnotherWasBusy() {
        rings(blind(calls), "a", "d").dial("DialEnd", "a", "d", "a", "DialStatus=BUSY");
        cut(calls.hangup("d", "a", 17));
        lists(calls, inState("a", 6));
        assertThat(outcome(calls, "a")).isNull();
    }

    /** If the first phone had answered, the dialplan would not have gone on to the second. */
    @ParameterizedTest
    @CsvSource({"BUSY, BUSY", "ANSWER, ANSWERED"})
    void aTargetThatIsGoneHasNotAnsweredIfTheNextPhoneRings(String status, TransferOutcome outcome) {
        cut(blind(calls));
        lists(calls, inState("a", 6));
        rings(calls.after(1_000), "a", "d").dial("DialEnd", "a", "d", "a", "DialStatus=" + status);
        assertThat(outcome(calls, "d", "a")).isEqualTo(outcome);
    }

    /** The PBX calls the transferer back, so the target had not answered, whatever the transferer does. */
    @ParameterizedTest
    @ValueSource(strings = {"BUSY", "NOANSWER", "ANSWER"})
    void aTargetThatIsGoneHasNotAnsweredIfTheTransfererIsCalledBack(String status) {
        cut(blind(calls));
        lists(calls, inState("a", 6));
        calls.after(1_000).phone("b2", "a").dial("DialBegin", "a", "b2", "a", "DestCallerIDNum=100");
        calls.after(1_000).dial("DialEnd", "a", "b2", "a", "DialStatus=" + status);
        assertThat(outcome(calls, "b2", "a")).isEqualTo(TransferOutcome.NO_ANSWER);
    }

    @Test
    void aTargetThatRangWhenThePbxCrashedHasNotAnswered() {
        cut(blind(calls));
        calls.tracker.restarted(calls.now);
        assertThat(outcome(calls)).isEqualTo(TransferOutcome.NO_ANSWER);
    }

    /** The target was gone after a first loss, and may have answered before the crash. */
    @Test
    void whetherATargetHadAnsweredBeforeTheCrashIsUnknownIfItWasGone() {
        cut(blind(calls));
        lists(calls, inState("a", 6));
        cut(calls.after(1_000));
        calls.tracker.restarted(calls.now);
        assertThat(outcome(calls)).isNull();
    }

    @Test
    void whatBecameOfATransferIsUnknownIfTooManyCallsAreOpen() {
        TrackedCalls few = blind(TrackedCalls.bounded(1, 100)).channel("x", "x", "PJSIP/x");
        assertThat(few.only().end()).isEqualTo(CallEnd.LIMIT);
        assertThat(few.only().transfers()).extracting(Transfer::outcome).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRouteReceivesThatATargetThatTalksAfterTheGapRingsNoMore(boolean targetFirst) {
        TrackedCalls progress = blind(TrackedCalls.progress());
        cut(progress);
        progress.out.clear();
        lists(progress, bridged(targetFirst ? "c" : "a"), bridged(targetFirst ? "a" : "c"));
        assertThat(progress.states()).containsExactly(CallState.RINGING_ENDED);
        assertThat(progress.only().ringingChannel()).isEqualTo("PJSIP/c");
        assertThat(progress.only().transfers().get(0).outcome()).isEqualTo(TransferOutcome.ANSWERED);
        assertThat(leg(progress.only(), "c").dialStatus()).isEqualTo("ANSWER");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRouteReceivesThatACallWasAnsweredInTheGap(boolean phoneFirst) {
        TrackedCalls progress = rings(TrackedCalls.progress().channel("a", "a", "PJSIP/a"), "a", "c");
        cut(progress);
        progress.out.clear();
        lists(progress, bridged(phoneFirst ? "c" : "a"), bridged(phoneFirst ? "a" : "c"));
        assertThat(progress.states()).containsExactly(CallState.ANSWERED);
        assertThat(leg(progress.only(), "c").dialStatus()).as("rings no more").isEqualTo("ANSWER");
        progress.hangup("c", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(progress.states()).containsExactly(CallState.ANSWERED, CallState.ENDED);
    }

    /** As for a click-to-call: the PBX calls the caller's own phone, and then the other. */
    @Test
    void theRouteReceivesThatThePhoneThatThePbxCalledWasAnsweredInTheGap() {
        TrackedCalls progress = TrackedCalls.progress().phone("a", "a").originates("a", "a");
        cut(progress.state("a", "a", 5).after(1_000));
        progress.out.clear();
        lists(progress, inState("a", 6));
        assertThat(progress.states()).containsExactly(CallState.RINGING_ENDED);
        assertThat(leg(progress.only(), "a").dialStatus()).isEqualTo("ANSWER");
    }

    /** A periodic comparison may be ahead of the events, which have the exact times. */
    @Test
    void anAnswerThatIsReportedAfterTheListHasItsTime() {
        rings(calls.channel("a", "a", "PJSIP/a"), "a", "c");
        lists(calls, bridged("a"), bridged("c"));
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=ANSWER")
                .enter("z", "c", "a")
                .enter("z", "a", "a");
        calls.after(1_000).hangup("c", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(leg(calls.only(), "c").answeredAt()).isEqualTo(TrackedCalls.START + 1_000);
        assertThat(calls.only().partial()).isFalse();
    }
}

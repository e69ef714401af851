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
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told while calls go on. */
class CallProgressTest {

    private static TrackedCalls played(String recording) {
        TrackedCalls calls = TrackedCalls.progress();
        for (AmiEvent event : TrackedCalls.recorded("freepbx/" + recording)) {
            calls.tracker.event(event);
        }
        return calls.after(TrackedCalls.GRACE);
    }

    @Test
    void L1_theFirstMessageIsComplete() {
        TrackedCalls calls = TrackedCalls.progress();
        calls.of("Newchannel", "3.1", "3.1", "PJSIP/1-1", "ChannelState=4", "CallerIDNum=100", "Exten=200");
        assertThat(calls.only().state()).isEqualTo(CallState.STARTED);
        assertThat(calls.only().calledNumber()).isEqualTo("200");
        assertThat(calls.only().callerNumber()).isEqualTo("100");
        assertThat(calls.only().partial()).isFalse();
    }

    @Test
    void L1_nothingIsPartialWhereNothingIsMissing() {
        assertThat(played("s12_ivr_queue_second_agent").out).noneMatch(AmiCall::partial);
    }

    @Test
    void L1_whichPhoneRingsIsToldOncePerPhone() {
        List<AmiCall> rings = played("s05_did_ringgroup_answered").out.stream()
                .filter(call -> call.state() == CallState.RINGING)
                .toList();
        assertThat(rings).extracting(AmiCall::ringingNumber).containsExactlyInAnyOrder("8201", "8202", "8203");
        assertThat(rings).allMatch(call -> call.ringingChannel().startsWith("PJSIP/"));
    }

    @Test
    void aPhoneThatRingsBeforeItIsSaidToBeDialledIsToldWithItsNumber() {
        TrackedCalls calls = TrackedCalls.progress()
                .channel("a", "a", "PJSIP/a")
                .phone("b", "a")
                .state("b", "a", 5);
        calls.dial("DialBegin", "a", "b", "a", "DialString=202/sip:x@h").state("b", "a", 5);
        calls.dial("DialState", "a", "b", "a", "DialStatus=RINGING");
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.RINGING);
        assertThat(calls.out.get(1).ringingNumber()).isEqualTo("202");
    }

    @Test
    void aVoicemailAfterRingingIsToldAndAnAnswerIsNoVoicemail() {
        assertThat(played("s04_ext_noanswer_voicemail").states())
                .containsExactly(
                        CallState.STARTED,
                        CallState.RINGING,
                        CallState.RINGING_ENDED,
                        CallState.ANSWERED_BY_PBX,
                        CallState.ENDED);
        assertThat(played("s01_ext_ext_callee_hangs").states())
                .containsExactly(CallState.STARTED, CallState.RINGING, CallState.ANSWERED, CallState.ENDED);
    }

    /** The first rings in vain, then the second; the third is busy while the second rings. */
    @Test
    void aPhoneThatStopsToRingIsToldWhileTheCallGoesOn() {
        TrackedCalls calls = TrackedCalls.progress().channel("a", "a", "PJSIP/a");
        rings(calls, "b").dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER").hangup("b", "a", 0);
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.RINGING, CallState.RINGING_ENDED);
        rings(rings(calls, "c"), "d");
        calls.dial("DialEnd", "a", "d", "a", "DialStatus=BUSY").hangup("d", "a", 17);
        calls.state("c", "a", 6).dial("DialEnd", "a", "c", "a", "DialStatus=ANSWER");
        calls.enter("x", "a", "a").enter("x", "c", "a");
        assertThat(calls.out)
                .extracting(call -> call.state() + " " + call.ringingNumber())
                .containsExactly(
                        "STARTED null",
                        "RINGING 2b",
                        "RINGING_ENDED 2b",
                        "RINGING 2c",
                        "RINGING 2d",
                        "RINGING_ENDED 2d",
                        "ANSWERED null");
    }

    private static TrackedCalls rings(TrackedCalls calls, String phone) {
        return calls.phone(phone, "a")
                .dial("DialBegin", "a", phone, "a", "DialString=2" + phone)
                .state(phone, "a", 5);
    }

    @Test
    void anAgentWhoStopsToRingIsToldWhileTheCallerWaits() {
        TrackedCalls calls =
                TrackedCalls.progress().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        rings(calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q"), "b");
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER").hangup("b", "a", 0);
        assertThat(calls.states()).endsWith(CallState.QUEUED, CallState.RINGING, CallState.RINGING_ENDED);
    }

    @Test
    void whoDidNotTakeACallThatIsTakenOrEndsIsTold() {
        assertThat(played("s05_did_ringgroup_answered").states())
                .filteredOn(CallState.RINGING_ENDED::equals)
                .hasSize(2);
        List<CallState> inVain =
                List.of(CallState.STARTED, CallState.RINGING, CallState.RINGING_ENDED, CallState.ENDED);
        assertThat(played("s03_ext_noanswer_tone").states()).isEqualTo(inVain);
        assertThat(played("s33_ext_caller_cancels").states()).isEqualTo(inVain);
    }

    /** One whose end only a list tells. */
    @Test
    void aPhoneThatRingsNoMoreByAListIsTold() {
        TrackedCalls calls = rings(TrackedCalls.progress().channel("a", "a", "PJSIP/a"), "b");
        calls.after(60_000).tracker.channels(List.of(TrackedCalls.item("a", "a")), calls.now - 1, calls.now);
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.RINGING, CallState.RINGING_ENDED);
    }

    @Test
    void aCallThatBeginsWithAHelperIsToldWhenSomebodyTakesPart() {
        TrackedCalls calls = TrackedCalls.progress().channel("1.1", "1.1", "CBAnn/c-01;1");
        assertThat(calls.out).isEmpty();
        calls.channel("1.2", "1.1", "PJSIP/1.2");
        assertThat(calls.states()).containsExactly(CallState.STARTED);
    }

    /** The time of the group is up: its Local channels were not answered, and the phones behind them are cancelled. */
    @Test
    void thePhonesOfAGroupThatRangOutAreCancelledBehindItsContext() {
        List<AmiCall> out = played("s06_did_ringgroup_nobody").out;
        assertThat(out.get(out.size() - 1).legs())
                .filteredOn(leg -> leg.dialStatus() != null)
                .hasSize(3)
                .allSatisfy(leg -> {
                    assertThat(leg.via()).singleElement().asString().contains("@fpx-grps-");
                    assertThat(leg.dialStatus()).isEqualTo("CANCEL");
                });
    }
}

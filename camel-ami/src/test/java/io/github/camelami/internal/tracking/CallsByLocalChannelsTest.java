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
import io.github.camelami.call.Leg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local channels are ways to phones, not parties: what FreePBX and others build from them. */
class CallsByLocalChannelsTest {

    /** a calls b by a Local channel that stays. */
    private static TrackedCalls talking() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").local("l", "a", "202");
        calls.dial("DialBegin", "a", "l1", "a", "DialString=202@x/n").phone("b", "a");
        calls.dial("DialBegin", "l2", "b", "a", "DialString=202/sip:x7@10.0.0.5", "DestCallerIDNum=202");
        calls.after(1_000).state("b", "a", 6).dial("DialEnd", "l2", "b", "a", "DialStatus=ANSWER");
        calls.dial("DialEnd", "a", "l1", "a", "DialStatus=ANSWER").state("a", "a", 6);
        calls.enter("y", "b", "a").enter("y", "l2", "a").enter("x", "l1", "a").enter("x", "a", "a");
        return calls.after(2_000);
    }

    @ParameterizedTest
    @CsvSource({"a, CALLER", "b, CALLED"})
    void L1_whoHangsUpFirstIsToldWhileTheWayIsTakenDown(String first, HungUpBy by) {
        TrackedCalls calls = talking().asksToHangUp(first, "a");
        String[] order = first.equals("a") ? new String[] {"a", "l1", "l2", "b"} : new String[] {"b", "l2", "l1", "a"};
        for (String each : order) {
            calls.after(1).leave("?", each, "a").hangup(each, "a", 16);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(by);
        assertThat(calls.only().talkTime()).isBetween(2_000L, 2_001L);
        assertThat(calls.only().answeredBy()).isEqualTo("202");
    }

    @Test
    void L1_aPhoneIsOneLegWithTheWayToIt() {
        TrackedCalls calls = talking();
        for (String each : new String[] {"a", "l1", "l2", "b"}) {
            calls.hangup(each, "a", 16);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).extracting(Leg::number).containsExactly("100", "202");
        assertThat(calls.only().legs().get(1).via()).containsExactly("Local/202@x-l;1");
        assertThat(calls.only().legs().get(1).talkTime()).isEqualTo(2_000);
        assertThat(calls.only().legs().get(1).dialStatus()).isEqualTo("ANSWER");
    }

    @Test
    void L1_aGroupThatRingsOutIsNotCancelled() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").local("l", "a", "202");
        calls.dial("DialBegin", "a", "l1", "a").phone("b", "a").dial("DialBegin", "l2", "b", "a");
        calls.state("b", "a", 5).after(20_000).dial("DialEnd", "a", "l1", "a", "DialStatus=NOANSWER");
        calls.hangup("l1", "a", 0)
                .dial("DialEnd", "l2", "b", "a", "DialStatus=CANCEL")
                .hangup("l2", "a", 0);
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.PBX);
        assertThat(calls.only().missed()).isTrue();
    }

    /** How the dial of the caller ends, that of the phone behind, and what is said. */
    @ParameterizedTest
    @CsvSource({
        "CONGESTION, NOANSWER, NO_ANSWER",
        "CONGESTION, BUSY, BUSY",
        "CONGESTION, CONGESTION, CONGESTION",
        "CHANUNAVAIL, NOANSWER, NO_ANSWER",
        "CHANUNAVAIL, CANCEL, FAILED",
        "BUSY, NOANSWER, BUSY",
        "NOANSWER, BUSY, NO_ANSWER",
        "NOANSWER, CONTINUE, NO_ANSWER",
        "CANCEL, CANCEL, CANCELLED"
    })
    void whatTheCallerDialledOutranksWhatWasDialledBehindIt(String outer, String inner, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").local("l", "a", "202");
        calls.dial("DialBegin", "a", "l1", "a").phone("b", "a").dial("DialBegin", "l2", "b", "a");
        calls.after(1_000)
                .dial("DialEnd", "l2", "b", "a", "DialStatus=" + inner)
                .hangup("b", "a", 0);
        calls.dial("DialEnd", "a", "l1", "a", "DialStatus=" + outer)
                .hangup("l1", "a", 0)
                .hangup("l2", "a", 0);
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
    }

    /** An Originate calls by a Local channel, whose dialplan plays congestion after any call that no phone took. */
    @ParameterizedTest
    @CsvSource({
        "CONGESTION, NOANSWER, 0, NO_ANSWER",
        "CONGESTION, NOANSWER, 21, NO_ANSWER",
        "CONGESTION, BUSY, 17, BUSY",
        "CONGESTION, CHANUNAVAIL, 1, FAILED",
        "CONGESTION, CONGESTION, 34, CONGESTION",
        "BUSY, BUSY, 17, BUSY",
        "NOANSWER, CANCEL, 0, NO_ANSWER"
    })
    void L1_whatThePhoneDidOutranksTheToneOfTheDialplan(
            String outer, String inner, int cause, CallDisposition disposition) {
        TrackedCalls calls = TrackedCalls.calls().local("l", "l1", "202");
        calls.event("DialBegin", "DestChannel=Local/202@x-l;1", "DestUniqueid=l1", "DestLinkedid=l1")
                .phone("b", "l1")
                .dial("DialBegin", "l2", "b", "l1")
                .state("b", "l1", 5)
                .after(2_000);
        calls.dial("DialEnd", "l2", "b", "l1", "DialStatus=" + inner);
        calls.event(
                "DialEnd", "DestChannel=Local/202@x-l;1", "DestUniqueid=l1", "DestLinkedid=l1", "DialStatus=" + outer);
        calls.hangup("b", "l1", cause).hangup("l1", "l1", 0).hangup("l2", "l1", 34);
        calls.event("OriginateResponse", "Response=Failure", "Channel=Local/202@x", "Exten=203")
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(disposition);
    }

    @Test
    void L1_aCallThatWasNotConfirmedIsNotAnswered() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .local("l", "a", "1")
                .local("m", "a", "2");
        calls.dial("DialBegin", "a", "l1", "a")
                .dial("DialBegin", "l2", "m1", "a")
                .phone("b", "a");
        calls.dial("DialBegin", "m2", "b", "a", "DialString=0171@trunk")
                .after(1_000)
                .state("b", "a", 6);
        calls.dial("DialEnd", "m2", "b", "a", "DialStatus=ANSWER")
                .state("m2", "a", 6)
                .state("m1", "a", 6);
        calls.enter("y", "b", "a")
                .enter("y", "m2", "a")
                .after(4_000)
                .leave("y", "b", "a")
                .leave("y", "m2", "a");
        calls.hangup("b", "a", 16).hangup("m2", "a", 16).dial("DialEnd", "l2", "m1", "a", "DialStatus=CONTINUE");
        calls.hangup("m1", "a", 16).hangup("l2", "a", 16).dial("DialEnd", "a", "l1", "a", "DialStatus=NOANSWER");
        calls.hangup("l1", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(call.talkTime()).isZero();
        assertThat(call.answeredAt()).isNull();
        assertThat(call.answeredBy()).isNull();
        assertThat(call.legs()).extracting(Leg::number).containsExactly("100", "0171");
        assertThat(call.legs().get(1).via()).containsExactly("Local/1@x-l;1", "Local/2@x-m;1");
    }

    /** Click-to-call by a Local channel: how the second phone ends, and what is said. */
    @ParameterizedTest
    @CsvSource({"BUSY, BUSY", "NOANSWER, NO_ANSWER", "CONGESTION, CONGESTION"})
    void L1_clickToCallIsWhatTheSecondPhoneDid(String status, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().local("l", "l1", "201");
        calls.originates("l1", "l1").phone("a", "l1").dial("DialBegin", "l2", "a", "l1", "DialString=201/sip:q@h");
        calls.after(1_000).state("a", "l1", 6).dial("DialEnd", "l2", "a", "l1", "DialStatus=ANSWER");
        calls.event("DialEnd", "DestUniqueid=l1", "DestLinkedid=l1", "DialStatus=ANSWER")
                .state("l1", "l1", 6);
        calls.enter("y", "a", "l1").enter("y", "l2", "l1").phone("b", "l1");
        calls.dial("DialBegin", "l1", "b", "l1", "Exten=300", "DialString=300/sip:z@h", "DestCallerIDNum=300");
        calls.after(5_000)
                .dial("DialEnd", "l1", "b", "l1", "DialStatus=" + status)
                .hangup("b", "l1", 0);
        calls.leave("y", "a", "l1").leave("y", "l2", "l1");
        for (String each : new String[] {"l1", "l2", "a"}) {
            calls.hangup(each, "l1", 16);
        }
        calls.after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.disposition()).isEqualTo(said);
        assertThat(call.callerNumber()).isEqualTo("201");
        assertThat(call.channel()).isEqualTo("PJSIP/a");
        assertThat(call.calledNumber()).isEqualTo("300");
        assertThat(call.talkTime()).isZero();
        assertThat(call.originated()).isTrue();
        assertThat(call.missed()).isTrue();
        assertThat(call.legs()).extracting(Leg::number).containsExactly("201", "300");
    }

    /** The answer of an Originate that failed names the channel as it was asked for. */
    @ParameterizedTest
    @CsvSource({"Uniqueid=<null>, Local/201@x/n", "Uniqueid=l1, Local/201@x-l;1"})
    void L1_theWantedExtensionIsKnownWhereTheFirstPhoneRefuses(String uniqueid, String channel) {
        TrackedCalls calls = TrackedCalls.calls()
                .local("l", "l1", "201")
                .originates("l1", "l1")
                .phone("a", "l1");
        calls.dial("DialBegin", "l2", "a", "l1", "DialString=201/sip:q@h", "DestCallerIDNum=201");
        calls.after(1_000).dial("DialEnd", "l2", "a", "l1", "DialStatus=BUSY").hangup("a", "l1", 17);
        calls.event("DialEnd", "DestUniqueid=l1", "DestLinkedid=l1", "DialStatus=BUSY");
        calls.hangup("l2", "l1", 17).hangup("l1", "l1", 17);
        calls.event("OriginateResponse", "Response=Failure", "Channel=" + channel, uniqueid, "Exten=300");
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().calledNumber()).isEqualTo("300");
        assertThat(calls.only().callerNumber()).isEqualTo("201");
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.BUSY);
        assertThat(calls.only().talkTime()).isZero();
    }

    @Test
    void aLocalChannelWhoseDialplanAnswersIsThePbx() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").local("l", "a", "300");
        calls.dial("DialBegin", "a", "l1", "a", "DialString=300@x").after(1_000).state("l2", "a", 6);
        calls.state("l1", "a", 6)
                .dial("DialEnd", "a", "l1", "a", "DialStatus=ANSWER")
                .state("a", "a", 6);
        calls.enter("x", "l1", "a").enter("x", "a", "a").after(5_000).asksToHangUp("a", "a");
        for (String each : new String[] {"a", "l1", "l2"}) {
            calls.leave("x", each, "a").hangup(each, "a", 16);
        }
        calls.after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.talkTime()).isZero();
        assertThat(call.missed()).as("no phone was tried").isFalse();
        assertThat(call.legs()).extracting(Leg::number).containsExactly("100", "300");
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
    }

    @Test
    void aWayThatGoesRoundInACircleLeadsNowhere() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .local("l", "a", "1")
                .local("m", "a", "2");
        calls.dial("DialBegin", "m2", "l1", "a").dial("DialBegin", "l2", "m1", "a");
        for (String each : new String[] {"l1", "l2", "m1", "m2", "a"}) {
            calls.hangup(each, "a", 16);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().answeredBy()).isNull();
    }
}

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
import io.github.camelami.call.FailureReason;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.QueueOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How calls end, and who called. */
class CallEndsTest {

    /** State and cause of the caller's line when it asks for its end, SIP's own answer, and who hung up. */
    @ParameterizedTest
    @CsvSource({
        "7, 17, , PBX",
        "7, 34, 503, PBX",
        "5, 17, 486, PBX",
        "0, 17, , PBX",
        "4, 17, 486, PBX",
        "4, 34, 503, PBX",
        "4, 17, , CALLER",
        "4, 34, 487, CALLER",
        "4, 127, , CALLER",
        "4, 16, , CALLER",
        "6, 17, , CALLER"
    })
    void L1_whatThePbxRefusesItHangsUp(int state, int cause, String answer, HungUpBy by) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        String sip = answer == null ? "Exten=100" : "TechCause=" + answer;
        calls.of("HangupRequest", "a", "a", "PJSIP/a", "ChannelState=" + state, "Cause=" + cause, sip);
        calls.hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(by);
    }

    /** The dialplan plays an announcement after a busy or congested line; the caller does not wait for its end. */
    @ParameterizedTest
    @CsvSource({"BUSY, 17, BUSY", "CONGESTION, 34, CONGESTION"})
    void L1_whoGivesUpDuringAnAnnouncementHasHungUp(String status, int cause, CallDisposition disposition) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").dial("DialEnd", "a", "b", "a", "DialStatus=" + status);
        calls.hangup("b", "a", cause).after(3_000);
        calls.of("HangupRequest", "a", "a", "PJSIP/a", "ChannelState=4", "Cause=" + cause, "TechCause=487");
        calls.hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(calls.only().disposition()).isEqualTo(disposition);
    }

    /** PJSIP reports it as NOANSWER, as it knows few causes. */
    @ParameterizedTest
    @CsvSource({
        "38, false, FAILED, CONGESTED",
        "29, false, FAILED, REJECTED",
        "58, false, FAILED, OTHER",
        "102, false, FAILED, OTHER",
        "21, false, FAILED, REJECTED",
        "21, true, NO_ANSWER, ",
        "19, true, NO_ANSWER, ",
        "16, false, NO_ANSWER, "
    })
    void aRefusalByTheOtherSideIsNoUnansweredCall(
            int cause, boolean rings, CallDisposition disposition, FailureReason reason) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a");
        if (rings) {
            calls.state("b", "a", 5);
        }
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER").hangup("b", "a", cause);
        calls.hangup("a", "a", 34).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(disposition);
        assertThat(calls.only().failureReason()).isEqualTo(reason);
    }

    @Test
    void L1_whoCalledIsAsTheCallBeganAndWhatWasShownBesideIt() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.of("Newchannel", "a", "a", "PJSIP/a", "ChannelState=4", "CallerIDNum=201", "Exten=904099");
        calls.of("NewCallerid", "a", "a", "PJSIP/a", "CallerIDNum=201", "CallerIDName=Ann");
        calls.of("NewCallerid", "a", "a", "PJSIP/a", "CallerIDNum=4930000", "CallerIDName=Company")
                .phone("b", "a");
        calls.dial(
                "DialBegin",
                "a",
                "b",
                "a",
                "CallerIDNum=4930000",
                "CallerIDName=Company",
                "DialString=04099@trunk",
                "DestCallerIDNum=904099",
                "DestExten=904099");
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=ANSWER")
                .enter("x", "a", "a")
                .enter("x", "b", "a");
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.callerNumber()).isEqualTo("201");
        assertThat(call.callerName()).isEqualTo("Ann");
        assertThat(call.shownNumber()).isEqualTo("4930000");
        assertThat(call.shownName()).isEqualTo("Company");
        assertThat(call.calledNumber()).isEqualTo("904099");
        assertThat(call.answeredBy()).isEqualTo("04099");
    }

    /** Where a number is told: late, by the line; or by the dialplan, which shows its own to those it dials. */
    @ParameterizedTest
    @CsvSource({"NewCallerid before, 0301234", "DialBegin,", "NewCallerid after,", "Newstate,"})
    void whoCallsWithoutANumberHasNone(String where, String number) {
        TrackedCalls calls = TrackedCalls.calls();
        calls.of("Newchannel", "a", "a", "DAHDI/1-1", "ChannelState=4", "CallerIDNum=<unknown>", "Exten=s");
        if (where.endsWith("before")) {
            calls.of("NewCallerid", "a", "a", "DAHDI/1-1", "CallerIDNum=0301234", "CallerIDName=Ann");
        }
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a", "CallerIDNum=4930555000", "CallerIDName=Company");
        if (!where.equals("DialBegin")) {
            String event = where.equals("Newstate") ? "Newstate" : "NewCallerid";
            calls.of(event, "a", "a", "DAHDI/1-1", "CallerIDNum=4930555000", "CallerIDName=Company", "ChannelState=6");
        }
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().callerNumber()).isEqualTo(number);
        assertThat(calls.only().callerName()).isEqualTo(number == null ? null : "Ann");
    }

    /** An anonymous caller, whom the dialplan gives the number of the company: only an analogue line may report it late. */
    @ParameterizedTest
    @CsvSource({
        "PJSIP/trunk-1,",
        "SIP/trunk-1,",
        "IAX2/trunk-1,",
        "DAHDI/i1/-1,",
        "Local/8201@x-1;1,",
        "DAHDI/1-1, 4930555000"
    })
    void L1_whatTheDialplanSetsIsNotWhoCalls(String name, String number) {
        TrackedCalls calls = TrackedCalls.calls();
        calls.of("Newchannel", "a", "a", name, "ChannelState=4", "CallerIDNum=<unknown>", "Exten=s");
        calls.of("NewCallerid", "a", "a", name, "CallerIDNum=4930555000", "CallerIDName=Company");
        calls.of("Newstate", "a", "a", name, "CallerIDNum=4930555000", "CallerIDName=Company", "ChannelState=6");
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().callerNumber()).isEqualTo(number);
        assertThat(calls.only().callerName()).isEqualTo(number == null ? null : "Company");
    }

    /** The cause that a busy phone left on the caller's line, and what the caller did then. */
    @ParameterizedTest
    @CsvSource({"17, true, 16", "20, true, 16", "38, true, 38", "16, true, 16", "17, false, 17"})
    void theCauseOfACallThatWasTakenIsNotThatOfAnEarlierDial(int cause, boolean voicemail, int said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").dial("DialEnd", "a", "b", "a", "DialStatus=BUSY");
        calls.hangup("b", "a", 17);
        if (voicemail) {
            calls.state("a", "a", 6).after(5_000).asksToHangUp("a", "a");
        }
        calls.hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition())
                .isEqualTo(voicemail ? CallDisposition.ANSWERED_BY_PBX : CallDisposition.BUSY);
        assertThat(calls.only().cause()).isEqualTo(said);
        assertThat(calls.only().causeText()).isEqualTo(said == 16 && cause != 16 ? "Normal Clearing" : "Text " + cause);
    }

    /** A phone that is busy when the caller is transferred there says how the call ended. */
    @Test
    void theCauseOfATransferInVainIsThatOfTheCall() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.leave("bridge-a", "a", "a").leave("bridge-a", "b", "a").hangup("b", "a", 16);
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").dial("DialEnd", "a", "c", "a", "DialStatus=BUSY");
        calls.hangup("c", "a", 17).hangup("a", "a", 17).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.only().cause()).isEqualTo(17);
    }

    /** One who goes while the others talk on has not ended the call. */
    @Test
    void whoLeavesAConversationOfThreeHasNotHungUpTheCall() {
        TrackedCalls calls =
                TrackedCalls.calls().talking("a", "b").phone("c", "a").enter("bridge-a", "c", "a");
        calls.after(1_000).asksToHangUp("b", "a").leave("bridge-a", "b", "a").hangup("b", "a", 16);
        calls.after(1_000).asksToHangUp("a", "a").leave("bridge-a", "a", "a").hangup("a", "a", 16);
        calls.leave("bridge-a", "c", "a").hangup("c", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(calls.only().talkTime()).isEqualTo(2_000);
    }

    /** How dialling ends, the cause, and why it failed. */
    @ParameterizedTest
    @CsvSource({
        "CHANUNAVAIL, 0, FAILED, NOT_REACHABLE",
        "CHANUNAVAIL, 20, FAILED, NOT_REACHABLE",
        "CHANUNAVAIL, 3, FAILED, NO_SUCH_NUMBER",
        "NOANSWER, 1, FAILED, NO_SUCH_NUMBER",
        "CONGESTION, 34, CONGESTION, CONGESTED",
        "CONGESTION, 21, CONGESTION, REJECTED",
        "CONGESTION, 0, CONGESTION, OTHER",
        "NOANSWER, 19, NO_ANSWER,",
        "BUSY, 17, BUSY,"
    })
    void aFailureHasItsReason(String status, int cause, CallDisposition disposition, FailureReason reason) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").hangup("b", "a", cause);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=" + status)
                .hangup("a", "a", 16)
                .after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(disposition);
        assertThat(calls.only().failureReason()).isEqualTo(reason);
    }

    /** How several phones that ring together end, and what is said. */
    @ParameterizedTest
    @CsvSource({
        "NOANSWER, BUSY, CHANUNAVAIL, NO_ANSWER",
        "BUSY, CONGESTION, CHANUNAVAIL, BUSY",
        "CONGESTION, CHANUNAVAIL, CONGESTION, CONGESTION",
        "CHANUNAVAIL, CHANUNAVAIL, CHANUNAVAIL, FAILED",
        "CHANUNAVAIL, BUSY, NOANSWER, NO_ANSWER"
    })
    void ofPhonesThatRingTogetherTheBestEndCounts(String one, String two, String three, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        String[] ends = {one, two, three};
        for (int i = 0; i < 3; i++) {
            calls.phone("b" + i, "a").dial("DialBegin", "a", "b" + i, "a");
        }
        for (int i = 0; i < 3; i++) {
            calls.dial("DialEnd", "a", "b" + i, "a", "DialStatus=" + ends[i]).hangup("b" + i, "a", 0);
        }
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
    }

    @Test
    void ofSeveralPhonesTheNameOfTheOneThatAnsweredIsTold() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        for (String name : new String[] {"Ann", "Bob", "Cat"}) {
            calls.phone(name, "a").dial("DialBegin", "a", name, "a", "DestCallerIDName=" + name, "DialString=" + name);
        }
        calls.state("Bob", "a", 6).dial("DialEnd", "a", "Bob", "a", "DialStatus=ANSWER");
        calls.hangup("Ann", "a", 26).hangup("Cat", "a", 26).enter("x", "a", "a").enter("x", "Bob", "a");
        calls.hangup("Bob", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().calledName()).isEqualTo("Bob");
        assertThat(calls.only().answeredBy()).isEqualTo("Bob");
    }

    @Test
    void whereNobodyAnsweredTheNameOfTheFirstIsTold() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        for (String name : new String[] {"Ann", "Bob"}) {
            calls.phone(name, "a").dial("DialBegin", "a", name, "a", "DestCallerIDName=" + name);
            calls.dial("DialEnd", "a", name, "a", "DialStatus=NOANSWER").hangup(name, "a", 0);
        }
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().calledName()).isEqualTo("Ann");
        assertThat(calls.only().answeredBy()).isNull();
        assertThat(calls.only().shownNumber()).isNull();
    }

    /** What the queue says, whether the caller asked for its end and when, and how the stay ended. */
    @ParameterizedTest
    @CsvSource({
        "QueueCallerAbandon, -1, TIMEOUT, NO_ANSWER",
        "QueueCallerAbandon, 0, ABANDONED, ABANDONED",
        "QueueCallerAbandon, 500, ABANDONED, ABANDONED",
        "QueueCallerAbandon, 501, TIMEOUT, ANSWERED_BY_PBX",
        "QueueCallerLeave, -1, LEFT, NO_ANSWER",
        "QueueCallerLeave, 9000, LEFT, ANSWERED_BY_PBX"
    })
    void L1_theTimeOfAQueueThatIsUpIsNotAbandoned(String event, int later, QueueOutcome outcome, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q", "Position=3")
                .after(5_000);
        if (later == 0) {
            calls.asksToHangUp("a", "a");
        }
        calls.of(event, "a", "a", "PJSIP/a", "Queue=q").of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=q");
        if (later > 0) {
            calls.after(later).asksToHangUp("a", "a");
        }
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().queues().get(0).outcome()).isEqualTo(outcome);
        assertThat(calls.only().queueTime()).isEqualTo(5_000);
        assertThat(calls.only().disposition()).isEqualTo(said);
        assertThat(calls.only().missed()).isTrue();
    }

    @Test
    void L1_anAbandonWhoseJoinWasMissedIsAVisit() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .asksToHangUp("a", "a")
                .after(4_000);
        calls.of("QueueCallerAbandon", "a", "a", "PJSIP/a", "Queue=q", "OriginalPosition=2", "HoldTime=4");
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ABANDONED);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.position()).isEqualTo(2);
            assertThat(visit.waitTime()).isEqualTo(4_000);
        });
    }

    @Test
    void aCallerWhoLeavesTheQueueWhileAnAgentRingsHasAbandonedIt() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q")
                .phone("b", "a")
                .after(1_000);
        calls.dial("DialBegin", "a", "b", "a").after(2_000).asksToHangUp("a", "a");
        calls.of("QueueCallerAbandon", "a", "a", "PJSIP/a", "Queue=q")
                .dial("DialEnd", "a", "b", "a", "DialStatus=CANCEL");
        calls.hangup("b", "a", 0).hangup("a", "a", 0).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ABANDONED);
    }

    @Test
    void L1_aVoicemailAfterPhonesWereTriedIsMissedAndAMenuIsNot() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").after(9_000).dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER");
        calls.hangup("b", "a", 0)
                .state("a", "a", 6)
                .after(9_000)
                .asksToHangUp("a", "a")
                .hangup("a", "a", 16);
        calls.channel("m", "m", "PJSIP/m")
                .state("m", "m", 6)
                .after(3_000)
                .asksToHangUp("m", "m")
                .hangup("m", "m", 16);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.out)
                .extracting(AmiCall::disposition)
                .containsExactly(CallDisposition.ANSWERED_BY_PBX, CallDisposition.ANSWERED_BY_PBX);
        assertThat(calls.out).extracting(AmiCall::missed).containsExactly(true, false);
    }

    @Test
    void whenThePbxAnsweredIsTold() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("a", "a", "PJSIP/a").after(700).state("a", "a", 6);
        calls.after(1_000).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().answeredAt()).isEqualTo(TrackedCalls.START + 700);
    }
}

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
import io.github.camelami.call.FailureReason;
import io.github.camelami.call.Leg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a call where little is known of it, or several things came one after another. */
class CallOutcomesTest {

    private static AmiCall given(TrackedCalls calls, String linkedid, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, linkedid, 16);
        }
        calls.after(TrackedCalls.GRACE);
        return calls.out.get(calls.out.size() - 1);
    }

    private static TrackedCalls dialling(boolean menu) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        if (menu) {
            calls.state("a", "a", 6).after(1_000);
        }
        return calls.phone("b", "a").dial("DialBegin", "a", "b", "a").after(3_000);
    }

    private static TrackedCalls ends(TrackedCalls calls, String status) {
        return calls.dial("DialEnd", "a", "b", "a", "DialStatus=" + status).hangup("b", "a", 0);
    }

    /** After a menu: two seconds of a busy tone are no voicemail. */
    @ParameterizedTest
    @CsvSource({"2000, BUSY", "2001, ANSWERED_BY_PBX"})
    void whoStaysForMoreThanTwoSecondsAfterwardsHearsTheVoicemail(long stays, CallDisposition said) {
        TrackedCalls calls = ends(dialling(true), "BUSY").after(stays).asksToHangUp("a", "a");
        assertThat(given(calls, "a", "a").disposition()).isEqualTo(said);
    }

    /** The PBX answers when the attempt has ended, or a little later: that alone says so. */
    @ParameterizedTest
    @CsvSource({"0, BUSY", "0, NOANSWER", "400, CHANUNAVAIL"})
    void anAnswerOfThePbxAfterTheLastAttemptIsAVoicemail(long later, String status) {
        TrackedCalls calls = ends(dialling(false), status).after(later).state("a", "a", 6);
        AmiCall call = given(calls.after(500), "a", "a");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.missed()).isTrue();
        assertThat(call.ringTime()).as("to the answer").isEqualTo(3_000 + later);
    }

    /** An announcement by early media: the line never came up. */
    @ParameterizedTest
    @CsvSource({"BUSY, BUSY", "NOANSWER, NO_ANSWER", "CHANUNAVAIL, FAILED"})
    void whoStaysOnALineThatIsNotUpHearsNoVoicemail(String status, CallDisposition said) {
        TrackedCalls calls = ends(dialling(false), status).after(9_000).asksToHangUp("a", "a");
        assertThat(given(calls, "a", "a").disposition()).isEqualTo(said);
    }

    /** A menu sends the caller to a Local channel whose dialplan answers, such as a voicemail by a follow-me. */
    @Test
    void aLocalChannelThatAnswersAfterAMenuIsThePbx() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .state("a", "a", 6)
                .after(1_000);
        calls.local("l", "a", "300").dial("DialBegin", "a", "l1", "a").after(500);
        calls.state("l2", "a", 6).state("l1", "a", 6).dial("DialEnd", "a", "l1", "a", "DialStatus=ANSWER");
        AmiCall call = given(calls.after(5_000), "a", "l1", "l2", "a");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.missed()).as("no phone was tried").isFalse();
    }

    /** No event told how the dial ended: its phone hung up. */
    @ParameterizedTest
    @CsvSource({
        "false, true, 16, CANCELLED",
        "false, false, 16, NO_ANSWER",
        "false, false, 17, BUSY",
        "false, false, 34, CONGESTION",
        "true, false, 16, ANSWERED_BY_PBX"
    })
    void whatNoEventToldIsConcludedFromTheEnd(boolean menu, boolean gaveUp, int cause, CallDisposition said) {
        TrackedCalls calls = dialling(menu);
        if (gaveUp) {
            calls.asksToHangUp("a", "a");
        }
        calls.hangup("b", "a", 0).hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
    }

    /** The first phone of an Originate, of which no dial is told to end: one that rang, one that did not react, one not there. */
    @ParameterizedTest
    @CsvSource({"5, 19, NO_ANSWER", "3, 18, NO_ANSWER", "3, 19, NO_ANSWER", "3, 27, FAILED"})
    void aPhoneThatRangOrDidNotReactIsNoAnswer(int state, int cause, CallDisposition said) {
        TrackedCalls calls =
                TrackedCalls.calls().phone("a", "a").originates("a", "a").state("a", "a", state);
        calls.after(5_000).hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
    }

    @Test
    void aPhoneThatIsTriedAfterTheQueueIsTheLastWord() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").after(4_000);
        calls.of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=q").after(1_000);
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").after(3_000);
        assertThat(given(ends(calls, "BUSY"), "a", "a").disposition()).isEqualTo(CallDisposition.BUSY);
    }

    /** A trunk that refuses says nothing of why; what the caller was told does. */
    @Test
    void aFailureWithoutACauseHasThatOfTheCaller() {
        TrackedCalls calls =
                ends(dialling(false), "CONGESTION").hangup("a", "a", 34).after(TrackedCalls.GRACE);
        assertThat(calls.only().failureReason()).isEqualTo(FailureReason.CONGESTED);
    }

    @ParameterizedTest
    @CsvSource({"16", "0"})
    void theCauseOfTheCallIsTheCallersThoughAnotherHangsUpLater(int cause) {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000).hangup("a", "a", cause);
        calls.after(10).hangup("b", "a", 31).after(TrackedCalls.GRACE);
        assertThat(calls.only().cause()).isEqualTo(cause);
        assertThat(calls.only().causeText()).isEqualTo("Text " + cause);
        assertThat(calls.only().legs()).extracting(Leg::cause).containsExactly(cause, 31);
    }

    /** While it lasts nothing is said but what is sure: the PBX holds the line, or nobody knows yet. */
    @Test
    void whileAPhoneRingsNothingIsSaidOfTheCall() {
        TrackedCalls calls =
                TrackedCalls.progress().channel("a", "a", "PJSIP/a").after(500);
        assertThat(calls.out.get(0).disposition()).isNull();
        calls.state("a", "a", 6).after(1_000);
        assertThat(calls.states()).endsWith(CallState.ANSWERED_BY_PBX);
        assertThat(calls.out.get(1).disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").state("b", "a", 5);
        assertThat(calls.states()).endsWith(CallState.RINGING);
        assertThat(calls.out.get(2).disposition()).isNull();
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER")
                .hangup("b", "a", 0)
                .after(500);
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").state("c", "a", 5);
        assertThat(calls.out.get(3).disposition()).as("the second phone").isNull();
        assertThat(calls.out.get(3).failureReason()).isNull();
        assertThat(calls.out.get(3).hungUpBy()).isNull();
    }

    /** Two phones ring; one comes up without being connected, as one that does not confirm. */
    @ParameterizedTest
    @CsvSource({"b, B", "c, C"})
    void theNameOfThePhoneThatCameUpIsTold(String up, String name) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        for (String phone : new String[] {"b", "c", "d"}) {
            calls.phone(phone, "a").dial("DialBegin", "a", phone, "a", "DestCallerIDName=" + phone.toUpperCase());
        }
        calls.state(up, "a", 6).after(1_000).state("d", "a", 6);
        assertThat(given(calls, "a", "b", "c", "d", "a").calledName()).isEqualTo(name);
    }

    /** One Local channel dials another, whose dialplan dials nothing: that one is the leg. */
    @Test
    void aWayOfLocalChannelsThatLeadsNowhereIsOneLeg() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .local("l", "a", "300")
                .local("m", "a", "400");
        calls.dial("DialBegin", "a", "l1", "a")
                .dial("DialBegin", "l2", "m1", "a")
                .after(1_000);
        assertThat(given(calls, "a", "a", "l1", "l2", "m1", "m2").legs())
                .extracting(Leg::channel)
                .containsExactly("PJSIP/a", "Local/400@x-m;1");
    }

    /** A hunt group: what the first phone did, with its own status, and what became of the second. */
    @ParameterizedTest
    @CsvSource({
        "true, NOANSWER, CHANUNAVAIL, NO_ANSWER",
        "true, NOANSWER, CONGESTION, NO_ANSWER",
        "false, BUSY, CHANUNAVAIL, BUSY",
        "false, NOANSWER, CHANUNAVAIL, FAILED",
        "true, CONGESTION, CHANUNAVAIL, FAILED",
        "true, NOANSWER, BUSY, BUSY"
    })
    void aPhoneThatCannotBeReachedDoesNotUndoTheRingingOfAnother(
            boolean rings, String first, String second, CallDisposition said) {
        for (boolean local : new boolean[] {false, true}) {
            TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
            if (local) {
                calls.local("l", "a", "600").dial("DialBegin", "a", "l1", "a");
            }
            String from = local ? "l2" : "a";
            calls.phone("b", "a").dial("DialBegin", from, "b", "a");
            if (rings) {
                calls.state("b", "a", 5);
            }
            calls.after(15_000)
                    .dial("DialEnd", from, "b", "a", "DialStatus=" + first)
                    .hangup("b", "a", 0);
            calls.phone("c", "a")
                    .dial("DialBegin", from, "c", "a")
                    .dial("DialEnd", from, "c", "a", "DialStatus=" + second);
            calls.hangup("c", "a", 0);
            if (local) {
                calls.dial("DialEnd", "a", "l1", "a", "DialStatus=CHANUNAVAIL");
            }
            AmiCall call = given(calls, "a", local ? new String[] {"l1", "l2", "a"} : new String[] {"a"});
            assertThat(call.disposition())
                    .as("behind a Local channel: " + local)
                    .isEqualTo(said);
        }
    }

    /** A phone rings in vain, another is busy, the last one is offline: the last that was there counts. */
    @Test
    void ofSeveralAttemptsTheLastThatReachedAPhoneCounts() {
        TrackedCalls calls = dialling(false).state("b", "a", 5);
        ends(calls, "NOANSWER").phone("c", "a").dial("DialBegin", "a", "c", "a");
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=BUSY").hangup("c", "a", 17);
        calls.phone("d", "a").dial("DialBegin", "a", "d", "a").dial("DialEnd", "a", "d", "a", "DialStatus=CHANUNAVAIL");
        assertThat(given(calls, "a", "d", "a").disposition()).isEqualTo(CallDisposition.BUSY);
    }
}

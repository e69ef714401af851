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
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that the PBX itself began: click-to-call, call files. */
class OriginatedCallsTest {

    private static List<AmiEvent> withoutCdr(String recording) {
        return TrackedCalls.recorded(recording).stream()
                .filter(event -> CallTracker.needs(event.name()))
                .toList();
    }

    /** Asterisk writes the answer of an Originate at once, past the events that wait for their turn. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "freepbx/s23_click_to_call_answered",
                "freepbx/s54_click_direct_busy",
                "freepbx/s55_click_direct_answered"
            })
    void L1_theAnswerOfAnOriginateMayComeAtAnyTime(String recording) {
        List<AmiEvent> events = withoutCdr(recording);
        AmiEvent recorded = events.stream()
                .filter(event -> event.name().equals("OriginateResponse"))
                .findFirst()
                .orElseThrow();
        List<AmiEvent> others =
                events.stream().filter(event -> event != recorded).toList();
        // what is wanted is not what is dialled
        StringBuilder text = new StringBuilder("Event: OriginateResponse\r\nExten: 904099\r\n");
        for (String field : new String[] {"Timestamp", "Channel", "Uniqueid", "Response"}) {
            text.append(field).append(": ").append(recorded.get(field)).append("\r\n");
        }
        AmiEvent answer = AmiEvent.parse(text + "\r\n");
        AmiCall last = null;
        for (int at = 0; at <= others.size(); at++) {
            List<AmiEvent> order = new ArrayList<>(others);
            order.add(at, answer);
            List<AmiCall> given = TrackedCalls.of(order);
            assertThat(given).as("at " + at).hasSize(1);
            assertThat(given.get(0).calledNumber()).as("at " + at).isEqualTo("904099");
            assertThat(given.get(0)).as("at " + at).isEqualTo(last == null ? given.get(0) : last);
            last = given.get(0);
        }
    }

    /** It names no channel then, only what was to be called, as another Originate that goes on may do. */
    @ParameterizedTest
    @ValueSource(strings = {"PJSIP/p", "PJSIP/p/n"})
    void L1_theAnswerOfAnOriginateThatFailedMayComeAtAnyTime(String toBeCalled) {
        for (int at = 0; at <= 3; at++) {
            TrackedCalls calls = TrackedCalls.calls();
            for (int step = 0; step <= 3; step++) {
                if (step == at) {
                    calls.event("OriginateResponse", "Response=Failure", "Channel=" + toBeCalled, "Exten=904099");
                }
                switch (step) {
                    case 0 -> calls.of("Newchannel", "1.1", "1.1", "PJSIP/p-01", "ChannelState=0", "Exten=s");
                    case 1 ->
                        calls.event("DialBegin", "DestChannel=PJSIP/p-01", "DestUniqueid=1.1", "DestLinkedid=1.1");
                    case 2 -> calls.of("Hangup", "1.1", "1.1", "PJSIP/p-01", "Cause=17");
                    default -> calls.after(TrackedCalls.GRACE / 2);
                }
            }
            calls.after(TrackedCalls.GRACE);
            assertThat(calls.only().calledNumber()).as("at " + at).isEqualTo("904099");
        }
    }

    private enum Step {
        ANSWER,
        MERGE,
        SECOND
    }

    /** A call that was clicked is merged with another, clicked or not: what it was for stays with its own caller. */
    @ParameterizedTest
    @CsvSource({"true, false, 904099", "false, false, 200", "false, true, 300"})
    void L1_theOrderOfAnswerMergeAndSecondLegChangesNothing(
            boolean olderIsClicked, boolean otherToo, String calledNumber) {
        List<List<Step>> orders = List.of(
                List.of(Step.ANSWER, Step.MERGE, Step.SECOND),
                List.of(Step.ANSWER, Step.SECOND, Step.MERGE),
                List.of(Step.MERGE, Step.ANSWER, Step.SECOND),
                List.of(Step.MERGE, Step.SECOND, Step.ANSWER),
                List.of(Step.SECOND, Step.ANSWER, Step.MERGE),
                List.of(Step.SECOND, Step.MERGE, Step.ANSWER));
        Set<String> called = orders.stream()
                .map(order -> merged(order, olderIsClicked, otherToo).calledNumber())
                .collect(Collectors.toSet());
        assertThat(called).containsExactly(calledNumber);
    }

    private static AmiCall merged(List<Step> order, boolean olderIsClicked, boolean otherToo) {
        String clicked = olderIsClicked ? "1.1" : "2.1";
        String other = olderIsClicked ? "2.1" : "1.1";
        TrackedCalls calls = TrackedCalls.calls();
        if (olderIsClicked) {
            calls.phone(clicked, clicked).originates(clicked, clicked).after(10);
            calls.channel(other, other, "PJSIP/" + other);
        } else {
            calls.channel(other, other, "PJSIP/" + other).after(10);
            if (otherToo) {
                calls.originates(other, other).of("OriginateResponse", other, other, "PJSIP/" + other, "Exten=300");
            }
            calls.phone(clicked, clicked).originates(clicked, clicked);
        }
        String linkedid = clicked;
        for (Step step : order) {
            switch (step) {
                case ANSWER ->
                    calls.of(
                            "OriginateResponse",
                            clicked,
                            linkedid,
                            "PJSIP/" + clicked,
                            "Response=Success",
                            "Exten=904099");
                case MERGE -> {
                    linkedid = "1.1";
                    calls.state("2.1", "1.1", 6);
                }
                case SECOND ->
                    calls.phone("3.1", linkedid).dial("DialBegin", clicked, "3.1", linkedid, "DialString=04099@trunk");
            }
        }
        for (String each : new String[] {"3.1", "2.1", "1.1"}) {
            calls.hangup(each, "1.1", 16);
        }
        return calls.after(TrackedCalls.GRACE).only();
    }

    /** The dialplan of the Local channel answers and waits in a queue: the agent who rings is not who called. */
    @Test
    void anAgentWhoRingsInVainForALocalChannelThatAnsweredIsCalled() {
        TrackedCalls calls = TrackedCalls.calls().local("l", "l1", "600");
        calls.event("DialBegin", "DestChannel=Local/600@x-l;1", "DestUniqueid=l1", "DestLinkedid=l1");
        calls.of("Newstate", "l2", "l1", "Local/600@x-l;2", "ChannelState=6");
        calls.event(
                "DialEnd", "DestChannel=Local/600@x-l;1", "DestUniqueid=l1", "DestLinkedid=l1", "DialStatus=ANSWER");
        long answered = calls.now;
        calls.of("QueueCallerJoin", "l2", "l1", "Local/600@x-l;2", "Queue=q").after(1_000);
        calls.phone("b", "l1").dial("DialBegin", "l2", "b", "l1", "DialString=411/sip:411@h");
        calls.state("b", "l1", 5).after(5_000).dial("DialEnd", "l2", "b", "l1", "DialStatus=NOANSWER");
        calls.hangup("b", "l1", 0).of("QueueCallerAbandon", "l2", "l1", "Local/600@x-l;2", "Queue=q");
        calls.of("QueueCallerLeave", "l2", "l1", "Local/600@x-l;2", "Queue=q");
        calls.of("Hangup", "l2", "l1", "Local/600@x-l;2").of("Hangup", "l1", "l1", "Local/600@x-l;1");
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.channel()).isEqualTo("Local/600@x-l;1");
        assertThat(call.answeredAt()).isEqualTo(answered);
        assertThat(call.queues().get(0).outcome()).isEqualTo(QueueOutcome.TIMEOUT);
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(call.missed()).isTrue();
    }

    /** The user was not there, so it is of no use that the second phone was tried. */
    @ParameterizedTest
    @ValueSource(strings = {"NOANSWER", "BUSY", "CHANUNAVAIL", "ANSWER"})
    void ifTheVoicemailOfTheFirstPhoneAnswersNobodyHasTalkedWhateverTheSecondDoes(String status) {
        TrackedCalls calls = TrackedCalls.calls().local("l", "l1", "8201").phone("a", "l1");
        calls.event("DialBegin", "DestChannel=Local/8201@x-l;1", "DestUniqueid=l1", "DestLinkedid=l1");
        calls.dial("DialBegin", "l2", "a", "l1", "DialString=8201/sip:8201@h").state("a", "l1", 5);
        calls.after(5_000)
                .dial("DialEnd", "l2", "a", "l1", "DialStatus=NOANSWER")
                .hangup("a", "l1", 0);
        calls.of("Newstate", "l2", "l1", "Local/8201@x-l;2", "ChannelState=6");
        calls.event(
                "DialEnd", "DestChannel=Local/8201@x-l;1", "DestUniqueid=l1", "DestLinkedid=l1", "DialStatus=ANSWER");
        calls.phone("b", "l1").dial("DialBegin", "l1", "b", "l1", "DialString=8202/sip:8202@h");
        calls.after(5_000)
                .dial("DialEnd", "l1", "b", "l1", "DialStatus=" + status)
                .hangup("b", "l1", 0);
        calls.of("Hangup", "l1", "l1", "Local/8201@x-l;1").of("Hangup", "l2", "l1", "Local/8201@x-l;2");
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.missed()).isTrue();
    }

    /** As a phone that has lost its network: it takes no notice of the INVITE. */
    @Test
    void aFirstPhoneThatDoesNotReactHasNotAnswered() {
        AmiCall call = TrackedCalls.of(TrackedCalls.recorded("vain/click_first_phone_does_not_react"))
                .get(0);
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(call.failureReason()).isNull();
        assertThat(call.missed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 18, 19})
    void aFirstPhoneWithoutAWordHasNotAnswered(int cause) {
        TrackedCalls calls = TrackedCalls.calls().phone("1.1", "1.1").originates("1.1", "1.1");
        calls.after(20_000).hangup("1.1", "1.1", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.NO_ANSWER);
    }

    /** Asterisk sends no DialBegin then, and its OriginateResponse may follow the end of the call. */
    @Test
    void aLocalChannelWithoutItsExtensionWasCreatedByThePbx() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("l1", "l1", "Local/999@x-1;1")
                .channel("l2", "l1", "Local/999@x-1;2")
                .hangup("l2", "l1", 0)
                .hangup("l1", "l1", 0);
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.originated()).isTrue();
        assertThat(call.disposition()).isEqualTo(CallDisposition.FAILED);
    }

    /** For example a reminder that begins where a menu does. */
    @Test
    void L1_theBeginningOfAContextIsNoNumber() {
        TrackedCalls calls =
                TrackedCalls.calls().phone("a", "a").originates("a", "a").state("a", "a", 6);
        calls.of("OriginateResponse", "a", "a", "PJSIP/a", "Response=Success", "Exten=s")
                .after(5_000);
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().calledNumber()).isNotEqualTo("s");
    }

    /** After a number on a trunk was busy or not answered, the user hears a tone: this PBX has no voicemail for it. */
    @ParameterizedTest
    @CsvSource({
        "trunk1, BUSY, BUSY",
        "trunk1, NOANSWER, NO_ANSWER",
        "trunk1, CHANUNAVAIL, FAILED",
        "trunk1, CANCEL, ANSWERED_BY_PBX",
        "b, BUSY, ANSWERED_BY_PBX"
    })
    void whoListensToTheToneOfANumberOnATrunkHearsNoVoicemail(String called, String status, CallDisposition said) {
        TrackedCalls calls = withTrunks().phone("a", "a").originates("a", "a").state("a", "a", 6);
        calls.event("DialEnd", "DestUniqueid=a", "DestLinkedid=a", "DialStatus=ANSWER");
        assertThat(hearsTone(calls, "a", called, status).disposition()).isEqualTo(said);
    }

    /** The mobile of a follow-me is on a trunk, too, and the voicemail is that of the extension. */
    @Test
    void aCallerFromOutsideHearsTheVoicemailOfTheExtensionThatForwards() {
        TrackedCalls calls =
                withTrunks().channel("trunk2", "trunk2", "PJSIP/trunk2").state("trunk2", "trunk2", 6);
        assertThat(hearsTone(calls, "trunk2", "trunk1", "BUSY").disposition())
                .isEqualTo(CallDisposition.ANSWERED_BY_PBX);
    }

    private static TrackedCalls withTrunks() {
        return new TrackedCalls(new CallSettings(
                "pbx",
                name -> name.contains("trunk"),
                Set.of(),
                Duration.ofMillis(TrackedCalls.GRACE),
                10,
                100,
                false));
    }

    private static AmiCall hearsTone(TrackedCalls calls, String caller, String called, String status) {
        calls.after(1_000)
                .phone(called, caller)
                .dial("DialBegin", caller, called, caller)
                .after(1_000);
        calls.dial("DialEnd", caller, called, caller, "DialStatus=" + status).hangup(called, caller, 0);
        calls.after(4_000).asksToHangUp(caller, caller).hangup(caller, caller, 16);
        return calls.after(TrackedCalls.GRACE).only();
    }
}

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
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.Leg;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which phone is meant: behind Local channels, after masquerades, and where the first word of it came late. */
class CallPhonesTest {

    private static AmiCall given(TrackedCalls calls, String linkedid, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, linkedid, 16);
        }
        return calls.after(TrackedCalls.GRACE).only();
    }

    /** Two phones behind the Local channel of a click-to-call; which of them takes it. */
    @ParameterizedTest
    @CsvSource({"b, 201", "c, 202"})
    void ofTwoPhonesThatThePbxCallsTheOneThatTakesTheCallIsTheCaller(String taker, String number) {
        TrackedCalls calls = TrackedCalls.calls().local("l", "l1", "grp").originates("l1", "l1");
        calls.phone("b", "l1").dial("DialBegin", "l2", "b", "l1", "DialString=201", "DestCallerIDNum=201");
        calls.phone("c", "l1").dial("DialBegin", "l2", "c", "l1", "DialString=202", "DestCallerIDNum=202");
        calls.after(1_000).state(taker, "l1", 6).dial("DialEnd", "l2", taker, "l1", "DialStatus=ANSWER");
        String other = taker.equals("b") ? "c" : "b";
        calls.dial("DialEnd", "l2", other, "l1", "DialStatus=CANCEL").hangup(other, "l1", 26);
        calls.event("DialEnd", "DestUniqueid=l1", "DestLinkedid=l1", "DialStatus=ANSWER");
        calls.enter("y", taker, "l1").enter("y", "l2", "l1").after(1_000);
        AmiCall call = given(calls, "l1", "l1", "l2", taker);
        assertThat(call.callerNumber()).isEqualTo(number);
        assertThat(call.channel()).isEqualTo("PJSIP/" + taker);
        assertThat(call.legs().get(0).number()).isEqualTo(number);
    }

    /** A mobile took it and hung up before it was connected; the next phone took it for good. */
    @Test
    void whoHangsUpUnconfirmedGivesWayToWhoTakesTheCall() {
        TrackedCalls calls = TrackedCalls.calls().local("l", "l1", "grp").originates("l1", "l1");
        calls.phone("b", "l1")
                .dial("DialBegin", "l2", "b", "l1", "DialString=201")
                .state("b", "l1", 6);
        calls.asksToHangUp("b", "l1")
                .enter("y", "b", "l1")
                .leave("y", "b", "l1")
                .hangup("b", "l1", 16);
        calls.phone("c", "l1")
                .dial("DialBegin", "l2", "c", "l1", "DialString=202")
                .state("c", "l1", 6);
        calls.enter("y", "c", "l1").enter("y", "l2", "l1").after(1_000);
        assertThat(given(calls, "l1", "l1", "l2", "c").callerNumber()).isEqualTo("202");
    }

    @Test
    void whereNobodyTakesTheClickTheFirstPhoneIsTheCaller() {
        TrackedCalls calls = TrackedCalls.calls().local("l", "l1", "grp").originates("l1", "l1");
        for (String phone : new String[] {"201", "202"}) {
            calls.phone(phone, "l1").dial("DialBegin", "l2", phone, "l1", "DialString=" + phone);
        }
        assertThat(given(calls, "l1", "201", "202", "l1", "l2").callerNumber()).isEqualTo("201");
    }

    /** The agent is a Local channel with two phones behind it: its extension is the agent's, whichever phone took the call. */
    @Test
    void theAgentIsTheExtensionOfTheMember() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q")
                .local("l", "a", "600");
        calls.dial("DialBegin", "a", "l1", "a");
        calls.phone("b", "a").dial("DialBegin", "l2", "b", "a", "DialString=201");
        calls.phone("c", "a")
                .dial("DialBegin", "l2", "c", "a", "DialString=202")
                .state("c", "a", 6);
        calls.dial("DialEnd", "l2", "c", "a", "DialStatus=ANSWER").dial("DialEnd", "a", "l1", "a", "DialStatus=ANSWER");
        calls.dial("AgentConnect", "a", "l1", "a", "Queue=q", "Interface=Local/600@x/n");
        assertThat(given(calls, "a", "a", "b", "c", "l1", "l2").queues().get(0).agentNumber())
                .isEqualTo("600");
    }

    /** Where no phone is known behind it, the member's interface says which number it has. */
    @Test
    void anAgentWhosePhoneIsNotKnownHasTheNumberOfItsInterface() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q")
                .local("l", "a", "600");
        calls.dial("AgentConnect", "a", "l1", "a", "Queue=q", "Interface=Local/600@x/n", "MemberName=Ann");
        assertThat(given(calls, "a", "a", "l1", "l2").queues().get(0).agentNumber())
                .isEqualTo("600");
    }

    /** A call that came in without a number wanted whom it was put through to. */
    @Test
    void ofALocalChannelThePhoneThatTookTheCallWasWanted() {
        TrackedCalls calls = TrackedCalls.calls().of("Newchannel", "a", "a", "DAHDI/1-1", "ChannelState=4", "Exten=s");
        calls.local("l", "a", "grp").dial("DialBegin", "a", "l1", "a");
        calls.phone("b", "a").dial("DialBegin", "l2", "b", "a", "DialString=201");
        calls.phone("c", "a")
                .dial("DialBegin", "l2", "c", "a", "DialString=202")
                .state("c", "a", 6);
        assertThat(given(calls, "a", "a", "b", "c", "l1", "l2").calledNumber()).isEqualTo("202");
    }

    private static TrackedCalls renames(TrackedCalls calls, String uniqueid, String name) {
        return calls.event("Rename", "Channel=?", "Uniqueid=" + uniqueid, "Newname=" + name);
    }

    /** As Asterisk swaps two channels: the one that is done with stays as a zombie for a moment. */
    @Test
    void aMasqueradeGivesTheNameAndLeavesAZombieThatIsNoParty() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").channel("c", "a", "PJSIP/c");
        calls.after(1_000);
        renames(calls, "b", "PJSIP/b<MASQ>");
        renames(calls, "c", "PJSIP/b");
        renames(calls, "b", "PJSIP/c<ZOMBIE>");
        AmiCall call = given(calls.after(2_000), "a", "b", "c", "a");
        assertThat(call.talkTime()).as("until it was a zombie").isEqualTo(1_000);
        assertThat(call.legs()).extracting(Leg::channel).containsExactly("PJSIP/a", "PJSIP/b", "PJSIP/b");
        assertThat(call.partial()).isFalse();
    }

    @Test
    void aZombieThatIsFirstHeardOfIsCalledByItsName() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        calls.of("Hangup", "b", "a", "PJSIP/b<ZOMBIE>", "Cause=16");
        AmiCall call = given(calls, "a", "a");
        assertThat(call.legs()).extracting(Leg::channel).contains("PJSIP/b<ZOMBIE>");
        assertThat(call.partial()).as("no call of its own was missed").isFalse();
    }

    /** After a loss: an event that has no party is the first that is heard of a channel. */
    @Test
    void aListTellsThePartyOfAChannelWhoseFirstEventHadNone() {
        TrackedCalls calls = renames(TrackedCalls.calls(), "a", "PJSIP/a").after(1_000);
        calls.tracker.channels(
                List.of(TrackedCalls.item("a", "a", "CallerIDNum=100", "CallerIDName=Ann", "Exten=200")),
                calls.now,
                calls.now);
        AmiCall call = given(calls, "a", "a");
        assertThat(call.callerNumber()).isEqualTo("100");
        assertThat(call.callerName()).isEqualTo("Ann");
        assertThat(call.calledNumber()).isEqualTo("200");
        assertThat(call.partial()).isTrue();
    }

    /** Which side of a call by Originate asks for the end, when. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPhoneThatThePbxCallsEndsTheCallOnlyOnceItHasTakenIt(boolean taken) {
        TrackedCalls calls =
                TrackedCalls.calls().phone("a", "a").originates("a", "a").after(1_000);
        if (taken) {
            calls.state("a", "a", 6).event("DialEnd", "DestUniqueid=a", "DestLinkedid=a", "DialStatus=ANSWER");
        }
        calls.asksToHangUp("a", "a");
        assertThat(given(calls, "a", "a").hungUpBy()).isEqualTo(taken ? HungUpBy.CALLER : HungUpBy.PBX);
    }

    @Test
    void whoAsksForTheEndFirstHasHungUp() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.asksToHangUp("b", "a").after(1).asksToHangUp("a", "a");
        assertThat(given(calls, "a", "a", "b").hungUpBy()).isEqualTo(HungUpBy.CALLED);
    }

    /** A phone that rings and is rejected, while another rings on: nobody has hung up the call. */
    @Test
    void aPhoneThatIsNotConnectedEndsNoCall() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").asksToHangUp("b", "a");
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=BUSY");
        AmiCall call = given(calls, "a", "b", "a");
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.PBX);
        assertThat(call.disposition()).isEqualTo(CallDisposition.BUSY);
    }

    /** The cause of a call is the caller's; where that is not known, that of who hung up last. */
    @Test
    void withoutACallerTheLastCauseIsThatOfTheCall() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.hangup("c", "a", 17).after(10).hangup("d", "a", 19).after(10).hangup("e", "a", 0);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().cause()).isEqualTo(19);
        assertThat(calls.only().callerNumber()).isNull();
        assertThat(calls.only().partial()).isTrue();
    }

    /** An international number is one; a name is none. */
    @ParameterizedTest
    @CsvSource({"trunk/+4930555, +4930555", "trunk/4930555, 4930555", "trunk/sales, 300", "trunk/+, 300"})
    void whatIsDialledByATrunkIsANumber(String dialString, String number) {
        assertThat(DialledNumber.of("PJSIP/trunk-1", dialString, "300", "300", null))
                .isEqualTo(number);
    }

    /** A list that came too early said that a phone had gone, while it rang on. */
    @Test
    void aPhoneThatRingsOnAfterAllRingsToItsEnd() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").after(1_000).state("a", "a", 4);
        calls.tracker.channels(List.of(TrackedCalls.item("a", "a", "ChannelState=4")), calls.now, calls.now);
        calls.after(500).state("b", "a", 5).after(2_500).dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER");
        AmiCall call = given(calls.after(1_000), "a", "b", "a");
        assertThat(call.ringTime()).isEqualTo(4_000);
        assertThat(call.legs().get(1).dialStatus()).isEqualTo("NOANSWER");
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
    }

    /** Status tells seconds, CoreShowChannels hours, minutes and seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"Seconds=3725", "Duration=01:02:05"})
    void aListTellsSinceWhenAChannelIsUp(String age) {
        TrackedCalls calls = TrackedCalls.calls();
        calls.tracker.channels(List.of(TrackedCalls.item("a", "a", age)), calls.now, calls.now);
        assertThat(given(calls, "a", "a").startedAt()).isEqualTo(TrackedCalls.START - 3_725_000);
    }

    @Test
    void aLineThatCameUpWithoutANumberMayTellItUntilItDials() {
        TrackedCalls calls = TrackedCalls.calls().of("Newchannel", "a", "a", "DAHDI/1-1", "ChannelState=4");
        calls.of("Newstate", "a", "a", "DAHDI/1-1", "ChannelState=4", "CallerIDNum=0301234");
        assertThat(given(calls, "a", "a").callerNumber()).isEqualTo("0301234");
    }

    /** The first dial tells what a line without an extension of its own wanted. */
    @Test
    void aLineThatCameUpWithoutAnExtensionWantsWhatIsDialledForIt() {
        TrackedCalls calls = TrackedCalls.calls().of("Newchannel", "a", "a", "DAHDI/1-1", "ChannelState=4", "Exten=s");
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a", "Exten=300", "DialString=201");
        assertThat(given(calls, "a", "b", "a").calledNumber()).isEqualTo("300");
    }

    /** The channel is created when the phone is lifted; the whole number comes when all digits are dialled. */
    @ParameterizedTest
    @CsvSource({"DAHDI/1-1, 1, s, 904099", "MGCP/aaln/1@gw-1, 0, s, *97", "USTM/8201@phone-1, 0, 9, 904099"})
    void anAnaloguePhoneWantsTheWholeNumber(String name, int state, String first, String dialled) {
        TrackedCalls calls = TrackedCalls.calls()
                .of("Newchannel", "a", "a", name, "ChannelState=" + state, "Exten=" + first)
                .after(4_000);
        calls.of("Newstate", "a", "a", name, "ChannelState=4", "Exten=" + dialled);
        calls.dial("DialBegin", "a", "b", "a", "Channel=" + name, "Exten=s", "DialString=04099@trunk");
        calls.of("Newstate", "a", "a", name, "ChannelState=6", "Exten=s");
        assertThat(given(calls, "a", "b", "a").calledNumber()).isEqualTo(dialled);
    }

    /** A line that is dialled, or up, and whose state is set anew has the extension of the dialplan by then. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void aLineThatDialsNothingItselfWantsNothingElse(boolean dialled, boolean up) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        if (dialled) {
            calls.originates("a", "a");
        }
        if (up) {
            calls.state("a", "a", 6);
        }
        calls.of("Newstate", "a", "a", "PJSIP/a", "ChannelState=4", "Exten=300");
        assertThat(given(calls, "a", "a").calledNumber()).isEqualTo("200");
    }

    /** Asterisk reports neither the end of the ringing nor a dial attempt for the phone that picks up. */
    @ParameterizedTest
    @ValueSource(strings = {"pickup-22", "pickup-16"})
    void whoPicksUpForAnotherPhoneSeesItsCaller(String recording) {
        AmiCall call = TrackedCalls.of(TrackedCalls.recorded(recording)).stream()
                .filter(each -> each.pickedUpBy() != null)
                .findFirst()
                .orElseThrow();
        assertThat(call.legs()).extracting(Leg::dialStatus).containsExactly(null, "CANCEL", "ANSWER");
        assertThat(call.legs().get(2).shownNumber())
                .isEqualTo(call.legs().get(1).shownNumber())
                .isNotNull();
        assertThat(call.shownNumber()).isEqualTo(call.callerNumber());
    }

    /** Asterisk 22 may report the pickup last; then the answer shows the caller, if its phone already does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoPicksUpSeesTheCallerAlsoIfAsteriskReportsItAfterTheAnswer(boolean shown) {
        TrackedCalls calls =
                TrackedCalls.progress().channel("a", "a", "PJSIP/a").phone("b", "a");
        String[] connected = {"DestConnectedLineNum=030", "DestConnectedLineName=Sales: Ann"};
        calls.dial("DialBegin", "a", "b", "a", connected).state("b", "a", 5).after(1_000);
        calls.channel("c", "c", "PJSIP/c").state("c", "c", 6);
        calls.dial("DialEnd", "a", "c", "a", append("DialStatus=ANSWER", shown ? connected : new String[0]));
        calls.enter("x", "c", "a").enter("x", "a", "a");
        AmiCall answered = calls.out.get(calls.out.size() - 1);
        assertThat(answered.state()).isEqualTo(CallState.ANSWERED);
        assertThat(answered.shownNumber()).isEqualTo(shown ? "030" : null);
        calls.of("Pickup", "c", "c", "PJSIP/c", "TargetChannel=PJSIP/b", "TargetUniqueid=b", "TargetLinkedid=a");
        calls.hangup("b", "a", 26).hangup("c", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        AmiCall call = calls.out.get(calls.out.size() - 1);
        assertThat(call.shownNumber()).isEqualTo("030");
        assertThat(call.shownName()).isEqualTo("Sales: Ann");
        assertThat(call.legs().get(2).shownNumber()).isEqualTo("030");
    }

    private static String[] append(String first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }
}

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
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that nobody took, and what the caller got instead. */
class CallsInVainTest {

    private static AmiCall recorded(String recording) {
        return TrackedCalls.of(TrackedCalls.recorded("vain/" + recording)).get(0);
    }

    private static TrackedCalls messageLeft(TrackedCalls calls, String channel, String linkedid) {
        return calls.of(
                "MessageWaiting", channel, linkedid, "PJSIP/" + channel, "Mailbox=8000@default", "Waiting=1", "New=1");
    }

    /** A menu, a phone that rings or is busy, the voicemail; a key ends the message, or the caller hangs up. */
    @ParameterizedTest
    @CsvSource({"menu_phone_voicemail_key, PBX", "menu_busy_voicemail, CALLER"})
    void theVoicemailOfARealServerIsMissed(String recording, HungUpBy by) {
        AmiCall call = recorded(recording);
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.missed()).isTrue();
        assertThat(call.hungUpBy()).isEqualTo(by);
        assertThat(call.answeredBy()).isNull();
    }

    /** The status of the phone, whether a menu came first, how long the caller stayed, and what is said. */
    @ParameterizedTest
    @CsvSource({
        "BUSY, true, 4000, ANSWERED_BY_PBX",
        "CHANUNAVAIL, true, 4000, ANSWERED_BY_PBX",
        "CONGESTION, true, 4000, ANSWERED_BY_PBX",
        "NOANSWER, true, 4000, ANSWERED_BY_PBX",
        "BUSY, false, 4000, ANSWERED_BY_PBX",
        "CHANUNAVAIL, false, 4000, ANSWERED_BY_PBX",
        "CONGESTION, false, 4000, ANSWERED_BY_PBX",
        "NOANSWER, false, 4000, ANSWERED_BY_PBX",
        "BUSY, true, 1000, BUSY",
        "CHANUNAVAIL, true, 1000, FAILED",
        "NOANSWER, true, 1000, NO_ANSWER"
    })
    void whoStaysAfterDiallingWasInVainHearsTheVoicemail(
            String status, boolean menu, long stays, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        if (menu) {
            calls.state("a", "a", 6).after(1_000);
        }
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").after(3_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=" + status).hangup("b", "a", 0);
        if (!menu) {
            calls.state("a", "a", 6);
        }
        calls.after(stays).asksToHangUp("a", "a").hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
        assertThat(calls.only().missed()).isTrue();
    }

    /** The dialplan ends the call, so that nothing but the message tells of the voicemail. */
    @Test
    void aMessageAfterAQueueIsAVoicemail() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q").after(3_000);
        calls.of("QueueCallerAbandon", "a", "a", "PJSIP/a", "Queue=q");
        calls.of("QueueCallerLeave", "a", "a", "PJSIP/a", "Queue=q").after(4_000);
        messageLeft(calls, "a", "a").hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(calls.only().missed()).isTrue();
    }

    /** A phone that is not registered is not dialled at all. */
    @Test
    void aMessageIsForSomebodyThoughNoPhoneWasDialled() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        messageLeft(calls.after(4_000), "a", "a").hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(calls.only().missed()).isTrue();
        assertThat(CallTracker.needs("MessageWaiting")).isTrue();
    }

    /** Whoever talked has talked, whatever came then; and a mailbox by itself is no call. */
    @Test
    void aMessageAfterATalkOrOfNoChannelChangesNothing() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(2_000);
        calls.event("MessageWaiting", "Mailbox=8000@default", "Waiting=1", "New=1");
        messageLeft(calls.leave("bridge-a", "b", "a").hangup("b", "a", 16), "a", "a");
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.only().missed()).isFalse();
    }

    /** Asterisk reports the mailbox with the channel also after VoiceMailMain, as seen on 22. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    void whoLooksIntoTheOwnMailboxHasMissedNothing(int waiting, int unheard) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").state("a", "a", 6);
        calls.of("MessageWaiting", "a", "a", "PJSIP/a", "Mailbox=100@default", "Waiting=" + waiting, "New=" + unheard);
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().missed()).isFalse();
    }

    private static TrackedCalls mailbox(TrackedCalls calls, String channel, String box, int unheard) {
        return calls.of("MessageWaiting", channel, channel, "PJSIP/" + channel, "Mailbox=" + box, "New=" + unheard);
    }

    private static TrackedCalls answered(TrackedCalls calls, String channel) {
        return calls.channel(channel, channel, "PJSIP/" + channel)
                .state(channel, channel, 6)
                .after(4_000);
    }

    private static AmiCall last(TrackedCalls calls, String channel) {
        calls.hangup(channel, channel, 16).after(TrackedCalls.GRACE);
        return calls.out.get(calls.out.size() - 1);
    }

    /** The number of new messages before, the number that the event reports, and whether a message was left. */
    @ParameterizedTest
    @CsvSource({"2, 2, false", "2, 1, false", "2, 0, false", "2, 3, true", "0, 1, true"})
    void onlyIfThereAreMoreMessagesThanBeforeOneWasLeft(int before, int now, boolean left) {
        TrackedCalls calls = TrackedCalls.calls();
        calls.event("MessageWaiting", "Mailbox=8000@default", "New=" + before);
        assertThat(last(mailbox(answered(calls, "a"), "a", "8000@default", now), "a")
                        .missed())
                .isEqualTo(left);
    }

    /** Nothing else than its events shows how many messages a mailbox has. */
    @Test
    void whereEventsMayBeMissingAMailboxIsUnknown() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.event("MessageWaiting", "Mailbox=8000@default", "New=2");
        calls.tracker.gap();
        assertThat(last(mailbox(answered(calls, "a"), "a", "8000@default", 1), "a")
                        .missed())
                .isTrue();
    }

    /** Somebody may have deleted messages without an event, such as in a web interface. */
    @Test
    void afterADialEachNewMessageCounts() {
        TrackedCalls calls = TrackedCalls.calls();
        calls.event("MessageWaiting", "Mailbox=8000@default", "New=2");
        answered(calls, "a").phone("b", "a").dial("DialBegin", "a", "b", "a").after(3_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER").hangup("b", "a", 0);
        mailbox(calls.after(1_000), "a", "8000@default", 1);
        assertThat(last(calls, "a").disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
    }

    /** The mailbox of whose phone it is: by the number, or by the device. */
    @ParameterizedTest
    @CsvSource({"100@default, false", "8201@default, false", "82@default, true", "8202@default, true"})
    void theMailboxOfThePhoneIsItsOwnAlsoIfItsNumberIsAnother(String box, boolean left) {
        TrackedCalls calls = TrackedCalls.calls();
        calls.of("Newchannel", "a", "a", "PJSIP/8201-0000001a", "ChannelState=6", "Exten=*97", "CallerIDNum=100");
        mailbox(calls, "a", box, 2);
        assertThat(last(calls, "a").missed()).isEqualTo(left);
    }

    /** Asterisk sends the same event for the mailbox of the colleague as for a message of a caller. */
    @Test
    void whoForwardsAMessageFromTheOwnMailboxHasMissedNothing() {
        TrackedCalls calls = answered(TrackedCalls.calls(), "a");
        mailbox(mailbox(calls, "a", "8202@default", 1), "a", "100@default", 1);
        assertThat(last(calls, "a").missed()).isFalse();
    }

    @Test
    void mailboxesAreBounded() {
        Mailboxes mailboxes = new Mailboxes();
        for (int i = 0; i <= 10_000; i++) {
            assertThat(mailboxes.rises("box" + i, 1)).isTrue();
        }
        assertThat(mailboxes.rises("box10000", 1)).isFalse();
        assertThat(mailboxes.rises("box0", 1))
                .as("the oldest is not known any more")
                .isTrue();
    }

    /** Asterisk connects it with the caller for a moment before it sees the hang-up. */
    @Test
    void aMobileThatHangsUpUnconfirmedHasNotAnswered() {
        AmiCall call = recorded("mobile_unconfirmed");
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(call.missed()).isTrue();
        assertThat(call.talkTime()).isZero();
        assertThat(call.answeredBy()).isNull();
    }

    @Test
    void aMobileBehindALocalChannelThatHangsUpUnconfirmedHasNotAnswered() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .local("l", "a", "8203")
                .phone("m", "a");
        calls.event("DialBegin", dial()).dial("DialBegin", "l2", "m", "a").after(1_000);
        calls.state("m", "a", 6).after(1_000).asksToHangUp("m", "a");
        calls.dial("DialEnd", "l2", "m", "a", "DialStatus=ANSWER");
        calls.event("DialEnd", dial("DialStatus=ANSWER")).state("a", "a", 6);
        calls.enter("x", "m", "a").of("BridgeEnter", "l2", "a", "Local/8203@x-l;2", "BridgeUniqueid=x");
        calls.enter("y", "a", "a").of("BridgeEnter", "l1", "a", "Local/8203@x-l;1", "BridgeUniqueid=y");
        calls.after(20).leave("x", "m", "a").hangup("m", "a", 16);
        calls.of("Hangup", "l2", "a", "Local/8203@x-l;2").of("Hangup", "l1", "a", "Local/8203@x-l;1");
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(calls.only().talkTime()).isZero();
        assertThat(calls.only().missed()).isTrue();
    }

    private static String[] dial(String... more) {
        return Stream.concat(
                        Stream.of(
                                "Channel=PJSIP/a",
                                "Uniqueid=a",
                                "Linkedid=a",
                                "DestChannel=Local/8203@x-l;1",
                                "DestUniqueid=l1",
                                "DestLinkedid=a"),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    /** The cause of the phone that was busy before is left on the caller's line. */
    @ParameterizedTest
    @ValueSource(ints = {17, 34})
    void aCallerWhoGivesUpWhileThePhoneAfterTheBusyOneRingsHasHungUp(int cause) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "SIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").dial("DialEnd", "a", "b", "a", "DialStatus=BUSY");
        calls.hangup("b", "a", cause)
                .phone("c", "a")
                .dial("DialBegin", "a", "c", "a")
                .after(3_000);
        calls.of("HangupRequest", "a", "a", "SIP/a", "ChannelState=4", "Cause=" + cause);
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=CANCEL").hangup("c", "a", cause);
        calls.hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.CANCELLED);
    }

    /** It was the caller who went first, and the other that ended the call. */
    @Test
    void whoIsTransferredIntoAQueueAndGivesUpThereHasEndedTheCall() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(3_000);
        calls.event(
                "BlindTransfer",
                "Result=Success",
                "TransfererChannel=PJSIP/a",
                "TransfererUniqueid=a",
                "TransfererLinkedid=a",
                "TransfereeChannel=PJSIP/b",
                "TransfereeUniqueid=b",
                "TransfereeLinkedid=a",
                "Extension=600");
        calls.leave("bridge-a", "b", "a").of("QueueCallerJoin", "b", "a", "PJSIP/b", "Queue=600");
        calls.leave("bridge-a", "a", "a").asksToHangUp("a", "a").hangup("a", "a", 16);
        calls.after(8_000).asksToHangUp("b", "a").hangup("b", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().hungUpBy()).isEqualTo(HungUpBy.CALLED);
    }

    /** The phone picks up just as the caller hangs up, before or after; the line is not up, or a menu holds it. */
    @ParameterizedTest
    @CsvSource({
        "PJSIP/a, false, before, false, CANCELLED",
        "PJSIP/a, false, after, false, CANCELLED",
        "PJSIP/a, true, before, false, CANCELLED",
        "PJSIP/a, true, before, true, CANCELLED",
        "PJSIP/a, true, after, true, CANCELLED",
        "DAHDI/1-1, false, never, false, CANCELLED",
        "PJSIP/a, false, never, false, ANSWERED",
        "PJSIP/a, true, after, false, ANSWERED"
    })
    void aCallerWhoHangsUpAsThePhoneIsPickedUpHasNotTalked(
            String name, boolean menu, String asks, boolean bridged, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", name);
        if (menu) {
            calls.of("Newstate", "a", "a", name, "ChannelState=6");
        }
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a", "Channel=" + name);
        calls.state("b", "a", 5).after(9_000);
        if (asks.equals("before")) {
            calls.asksToHangUp("a", "a").after(10);
        }
        calls.state("b", "a", 6).dial("DialEnd", "a", "b", "a", "Channel=" + name, "DialStatus=ANSWER");
        if (asks.equals("after")) {
            calls.after(10).asksToHangUp("a", "a");
        }
        if (bridged) {
            calls.enter("x", "b", "a").enter("x", "a", "a").leave("x", "a", "a").leave("x", "b", "a");
        }
        calls.hangup("b", "a", 16).of("Hangup", "a", "a", name, "Cause=16").after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
        assertThat(calls.only().missed()).isEqualTo(said == CallDisposition.CANCELLED);
        assertThat(calls.only().hungUpBy())
                .isEqualTo(said == CallDisposition.CANCELLED || !asks.equals("never") ? HungUpBy.CALLER : HungUpBy.PBX);
    }

    /** Nobody saw whether the caller's line was up. */
    @Test
    void aCallThatBeganBeforeTheFirstEventIsNotCancelledByAnAnswer() {
        TrackedCalls calls = TrackedCalls.calls().state("b", "a", 6);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=ANSWER").after(10).asksToHangUp("a", "a");
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
    }

    /** The network of a mobile plays the ringing tone as early media; then the mobile declines. */
    @ParameterizedTest
    @CsvSource({"RINGING, 21, NO_ANSWER", "PROGRESS, 21, NO_ANSWER", "PROGRESS, 1, FAILED", "PROCEEDING, 21, FAILED"})
    void aMobileThatDeclinesHasRung(String before, int cause, CallDisposition said) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").dial("DialState", "a", "b", "a", "DialStatus=" + before);
        calls.after(12_000)
                .dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER")
                .hangup("b", "a", cause);
        calls.hangup("a", "a", cause).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(said);
        assertThat(calls.only().legs().get(1).ringingAt() != null).isEqualTo(before.equals("RINGING"));
    }

    /** The same as the first phone of an Originate; no event reports the end of its dial. */
    @Test
    void aMobileThatThePbxCallsFirstAndThatDeclinesHasRung() {
        TrackedCalls calls = TrackedCalls.calls().phone("a", "a").originates("a", "a");
        calls.event("DialState", "DestUniqueid=a", "DestLinkedid=a", "DialStatus=PROGRESS")
                .after(12_000);
        calls.hangup("a", "a", 21).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.NO_ANSWER);
    }
}

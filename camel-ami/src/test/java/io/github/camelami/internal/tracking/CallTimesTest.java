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
import io.github.camelami.call.Leg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long people talked, held the line and let phones ring. */
class CallTimesTest {

    private static AmiCall given(TrackedCalls calls, String linkedid, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, linkedid, 16);
        }
        return calls.after(TrackedCalls.GRACE).only();
    }

    private static TrackedCalls holds(TrackedCalls calls, String channel, String linkedid, long millis) {
        return calls.of("Hold", channel, linkedid, "PJSIP/" + channel)
                .after(millis)
                .of("Unhold", channel, linkedid, "PJSIP/" + channel);
    }

    /** Of two phones that a Local channel connects, the one that stays talks to nobody once its half has gone. */
    @Test
    void whoIsLeftByTheLocalChannelBetweenTalksNoMore() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .channel("b", "a", "PJSIP/b")
                .local("l", "a", "5");
        calls.enter("x", "a", "a").enter("x", "l1", "a").enter("y", "b", "a").enter("y", "l2", "a");
        calls.after(4_000).leave("x", "l1", "a").after(1_000);
        AmiCall call = given(calls, "a", "l1", "l2", "a", "b");
        assertThat(call.talkTime()).isEqualTo(4_000);
        assertThat(call.legs()).extracting(Leg::talkTime).containsExactly(4_000L, 4_000L);
    }

    @Test
    void talkThatPausesIsAddedUpHoweverOftenItDoes() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b");
        for (int i = 0; i < 200; i++) {
            calls.after(10).leave("bridge-a", "b", "a").after(5).enter("bridge-a", "b", "a");
        }
        AmiCall call = given(calls, "a", "a", "b");
        assertThat(call.talkTime()).isEqualTo(2_000);
        assertThat(call.duration()).isEqualTo(3_000);
        assertThat(call.legs()).extracting(Leg::talkTime).containsExactly(2_000L, 2_000L);
    }

    @Test
    void twoWhoHoldAtTheSameTimeAreOneHold() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b");
        calls.of("Hold", "a", "a", "PJSIP/a").after(1_000);
        holds(calls, "b", "a", 1_000)
                .after(1_000)
                .of("Unhold", "a", "a", "PJSIP/a")
                .after(1_000);
        assertThat(given(calls, "a", "a", "b").holdTime()).isEqualTo(3_000);
    }

    @Test
    void whoHangsUpWhileHoldingHoldsNoMore() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b");
        calls.of("Hold", "b", "a", "PJSIP/b").after(2_000).hangup("b", "a", 16).after(1_000);
        assertThat(given(calls, "a", "a").holdTime()).isEqualTo(2_000);
    }

    /** The phone consults another one with a feature code. The caller gives up, and the two phones talk on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHoldEndsWhenTheHeldPartyHangsUp(boolean behindLocal) {
        TrackedCalls calls = TrackedCalls.calls();
        if (behindLocal) {
            calls.channel("a", "a", "PJSIP/a").phone("b", "a").local("l", "a", "5");
            calls.enter("x", "a", "a")
                    .enter("x", "l1", "a")
                    .enter("y", "b", "a")
                    .enter("y", "l2", "a");
        } else {
            calls.channel("a", "a", "PJSIP/a").phone("b", "a");
            calls.enter("y", "a", "a").enter("y", "b", "a");
        }
        calls.after(1_000).of("Hold", "b", "a", "PJSIP/b").after(1_000).leave("y", "b", "a");
        calls.phone("c", "a").enter("z", "b", "a").enter("z", "c", "a").after(2_000);
        calls.leave(behindLocal ? "x" : "y", "a", "a").hangup("a", "a", 16).after(7_000);
        AmiCall call = given(calls, "a", "l1", "l2", "b", "c");
        assertThat(call.holdTime()).isEqualTo(3_000);
        assertThat(call.talkTime()).as("the phones talk on").isEqualTo(11_000);
        assertThat(call.legs().get(0).talkTime()).as("the caller").isEqualTo(2_000);
    }

    /** The phone stays in its bridge, or on its line, for a while. */
    @ParameterizedTest
    @ValueSource(strings = {"transferred", "in the dialplan", "parked"})
    void aHoldEndsWhenTheHeldPartyGoesElsewhere(String where) {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.of("Hold", "b", "a", "PJSIP/b").after(2_000).leave("bridge-a", "a", "a");
        if (where.equals("transferred")) {
            calls.phone("c", "a").enter("z", "a", "a").enter("z", "c", "a");
        } else if (where.equals("parked")) {
            calls.waits("a", "a");
        }
        assertThat(given(calls.after(5_000), "a", "b", "c", "a").holdTime()).isEqualTo(2_000);
    }

    /** A Local channel between the two is optimised away. */
    @Test
    void aHeldPartyThatMovesNearerIsStillOnHold() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .phone("b", "a")
                .local("l", "a", "5");
        calls.enter("x", "a", "a").enter("x", "l1", "a").enter("y", "b", "a").enter("y", "l2", "a");
        calls.of("Hold", "b", "a", "PJSIP/b").after(2_000).leave("y", "l2", "a").leave("x", "a", "a");
        calls.enter("y", "a", "a").hangup("l1", "a", 16).hangup("l2", "a", 16).after(3_000);
        calls.of("Unhold", "b", "a", "PJSIP/b").after(1_000);
        assertThat(given(calls, "a", "a", "b").holdTime()).isEqualTo(5_000);
    }

    /** After the caller has given up, the phone puts the one whom it consults on hold. */
    @Test
    void whoHoldsAnotherOneAfterTheFirstHasLeftHoldsAgain() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").of("Hold", "b", "a", "PJSIP/b");
        calls.after(2_000).leave("bridge-a", "b", "a").phone("c", "a");
        calls.enter("z", "b", "a")
                .enter("z", "c", "a")
                .leave("bridge-a", "a", "a")
                .hangup("a", "a", 16);
        calls.after(4_000).of("Hold", "b", "a", "PJSIP/b").after(1_000).of("Unhold", "b", "a", "PJSIP/b");
        calls.after(1_000).hangup("b", "a", 16).hangup("c", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out.get(calls.out.size() - 1).holdTime()).isEqualTo(3_000);
        assertThat(calls.states()).containsSubsequence(CallState.HELD, CallState.HELD, CallState.RESUMED);
    }

    /** A phone holds one, and then also another one, until the other hangs up. The first is on hold all the time. */
    @Test
    void whoHoldsTwoHoldsTheFirstToTheEnd() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").of("Hold", "b", "a", "PJSIP/b");
        calls.after(2_000).leave("bridge-a", "b", "a").phone("c", "a");
        calls.enter("z", "b", "a").enter("z", "c", "a").after(2_000).of("Hold", "b", "a", "PJSIP/b");
        calls.after(1_000).leave("z", "c", "a").hangup("c", "a", 16).after(1_000);
        assertThat(given(calls, "a", "b", "a").holdTime()).isEqualTo(6_000);
    }

    /** Each of two calls was on hold before they were merged; in both it was so for a while at the same time. */
    @Test
    void theHoldOfCallsThatAreMergedIsThatOfBothWithoutCountingTwice() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").talking("c", "d");
        calls.of("Hold", "a", "a", "PJSIP/a").after(1_000);
        calls.of("Hold", "c", "c", "PJSIP/c").after(1_000).of("Unhold", "a", "a", "PJSIP/a");
        calls.after(1_000).of("Unhold", "c", "c", "PJSIP/c").enter("x", "c", "a");
        assertThat(given(calls, "a", "a", "b", "c", "d").holdTime()).isEqualTo(3_000);
    }

    @Test
    void theHoldOfTheYoungerCallIsKeptWhereTheOlderHadNone() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").talking("c", "d");
        holds(calls, "c", "c", 2_000).enter("x", "c", "a");
        assertThat(given(calls, "a", "a", "b", "c", "d").holdTime()).isEqualTo(2_000);
    }

    @Test
    void theTalkOfCallsThatAreMergedIsThatOfBoth() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000).leave("bridge-a", "b", "a");
        calls.after(1_000)
                .talking("c", "d")
                .after(2_000)
                .leave("bridge-c", "c", "c")
                .enter("x", "c", "a");
        assertThat(given(calls, "a", "a", "b", "c", "d").talkTime()).isEqualTo(3_000);
    }

    /** The younger call was answered before the older one, whose phone rang for longer. */
    @Test
    void ofCallsThatAreMergedTheFirstAnswerCounts() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .channel("b", "a", "PJSIP/b")
                .dial("DialBegin", "a", "b", "a")
                .after(1_000)
                .talking("c", "d")
                .after(1_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=ANSWER")
                .enter("x", "a", "a")
                .enter("x", "b", "a");
        calls.after(1_000).enter("x", "c", "a");
        assertThat(given(calls, "a", "a", "b", "c", "d").answeredAt()).isEqualTo(TrackedCalls.START + 1_000);
    }

    @Test
    void aLaterAnswerOfTheYoungerCallChangesNothing() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000).talking("c", "d");
        calls.after(1_000).enter("x", "c", "a");
        assertThat(given(calls, "a", "a", "b", "c", "d").answeredAt()).isEqualTo(TrackedCalls.START);
    }

    @Test
    void aCallRingsFromTheFirstDialToTheAnswer() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").after(500);
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").after(2_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER")
                .hangup("b", "a", 0)
                .after(1_000);
        calls.phone("c", "a").dial("DialBegin", "a", "c", "a").after(3_000);
        calls.dial("DialEnd", "a", "c", "a", "DialStatus=ANSWER")
                .enter("x", "a", "a")
                .enter("x", "c", "a");
        AmiCall call = given(calls.after(9_000), "a", "a", "c");
        assertThat(call.ringingAt()).isEqualTo(TrackedCalls.START + 500);
        assertThat(call.ringTime()).isEqualTo(6_000);
        assertThat(call.answeredAt()).isEqualTo(TrackedCalls.START + 6_500);
    }

    @Test
    void aCallThatNobodyTookRangToTheEndOfTheLastDial() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").after(2_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER")
                .hangup("b", "a", 0)
                .after(7_000);
        AmiCall call = given(calls, "a", "a");
        assertThat(call.ringTime()).isEqualTo(2_000);
        assertThat(call.answeredAt()).isNull();
        assertThat(call.duration()).isEqualTo(9_000);
    }

    /** A menu came first: the caller's line was up before the phone rang. */
    @Test
    void anAnswerBeforeTheDialEndsNoRinging() {
        TrackedCalls calls = TrackedCalls.calls()
                .channel("a", "a", "PJSIP/a")
                .state("a", "a", 6)
                .after(4_000);
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").after(2_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=NOANSWER")
                .hangup("b", "a", 0)
                .after(7_000);
        assertThat(given(calls, "a", "a").ringTime()).isEqualTo(2_000);
    }

    @Test
    void withoutADialNothingRings() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("a", "a", "PJSIP/a").after(2_000).state("a", "a", 6);
        AmiCall call = given(calls.after(2_000), "a", "a");
        assertThat(call.ringTime()).isZero();
        assertThat(call.ringingAt()).isNull();
    }

    /** Progress tells of a call while it lasts. */
    @Test
    void whileACallLastsItsTimesAreThoseSoFar() {
        TrackedCalls calls =
                TrackedCalls.progress().channel("a", "a", "PJSIP/a").phone("b", "a");
        calls.dial("DialBegin", "a", "b", "a").after(2_000).state("b", "a", 5);
        AmiCall rings = calls.out.get(calls.out.size() - 1);
        assertThat(rings.ringTime()).isEqualTo(2_000);
        assertThat(rings.duration()).isEqualTo(2_000);
        assertThat(rings.endedAt()).isNull();
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=ANSWER")
                .enter("x", "a", "a")
                .enter("x", "b", "a");
        calls.after(3_000).of("Hold", "a", "a", "PJSIP/a").after(1_000).of("Unhold", "a", "a", "PJSIP/a");
        AmiCall talks = calls.out.get(calls.out.size() - 1);
        assertThat(talks.talkTime()).isEqualTo(4_000);
        assertThat(talks.holdTime()).isEqualTo(1_000);
        assertThat(talks.legs().get(1).talkTime()).isEqualTo(4_000);
        assertThat(talks.end()).isNull();
        assertThat(talks.synthetic()).isFalse();
        assertThat(talks.missed()).isFalse();
    }

    /** More rounds of a queue than a call keeps legs of. */
    @Test
    void L1_theFirstDialIsRememberedThoughItsLegIsDropped() {
        TrackedCalls calls = TrackedCalls.bounded(10, 5).channel("a", "a", "PJSIP/a");
        for (int round = 0; round < 30; round++) {
            String phone = "p" + round;
            calls.phone(phone, "a").dial("DialBegin", "a", phone, "a").after(15_000);
            calls.dial("DialEnd", "a", phone, "a", "DialStatus=NOANSWER")
                    .hangup(phone, "a", 26)
                    .after(5_000);
        }
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a").after(1_000);
        calls.dial("DialEnd", "a", "b", "a", "DialStatus=ANSWER")
                .enter("x", "a", "a")
                .enter("x", "b", "a");
        calls.after(1_000).hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().ringingAt()).isEqualTo(calls.only().startedAt());
        assertThat(calls.only().ringTime()).isEqualTo(601_000);
    }
}

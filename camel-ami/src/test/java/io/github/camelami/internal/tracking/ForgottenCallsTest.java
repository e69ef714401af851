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
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** For how long a call waits for its last events, for how long what is over is remembered, and what bounds that. */
class ForgottenCallsTest {
    private static final long QUARTER = TimeUnit.MINUTES.toMillis(15);

    private static TrackedCalls ended(TrackedCalls calls, String... ids) {
        for (String id : ids) {
            calls.channel(id, id, "PJSIP/" + id).hangup(id, id, 16);
        }
        return calls.after(TrackedCalls.GRACE);
    }

    private static int openAfterAnEventOf(TrackedCalls calls, String id) {
        return calls.of("Newstate", id, id, "PJSIP/" + id, "ChannelState=6")
                .tracker
                .openCalls();
    }

    @Test
    void theLateEventsOfACallAreKnownForAQuarterOfAnHour() {
        TrackedCalls calls = ended(TrackedCalls.calls(), "a").after(QUARTER);
        assertThat(openAfterAnEventOf(calls, "a")).isZero();
        assertThat(openAfterAnEventOf(calls.after(1), "a")).isEqualTo(1);
    }

    /** Once a list does not name it any more, nothing of it comes after a minute. */
    @Test
    void whatAListNamesNoMoreIsForgottenAfterAMinute() {
        TrackedCalls calls = ended(TrackedCalls.calls(), "a", "b").after(60_000);
        calls.tracker.channels(List.of(), calls.now, calls.now);
        assertThat(openAfterAnEventOf(calls, "a")).isZero();
        calls.after(1).tracker.channels(List.of(TrackedCalls.item("b", "b")), calls.now, calls.now);
        assertThat(openAfterAnEventOf(calls, "b")).as("it is named").isZero();
        assertThat(openAfterAnEventOf(calls, "a")).isEqualTo(1);
    }

    /** Each list that names it makes it known for longer. */
    @Test
    void whatListsGoOnToNameStaysKnown() {
        TrackedCalls calls = ended(TrackedCalls.calls(), "a");
        for (int i = 0; i < 5; i++) {
            calls.after(QUARTER - 1).tracker.channels(List.of(TrackedCalls.item("a", "a")), calls.now, calls.now);
        }
        assertThat(calls.after(QUARTER).tracker.openCalls()).isZero();
        assertThat(openAfterAnEventOf(calls, "a")).isZero();
    }

    /** Eight channels for each call that may be open. */
    @Test
    void noMoreIsRememberedThanTheBoundAllows() {
        TrackedCalls calls = ended(TrackedCalls.bounded(1, 100), "a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(openAfterAnEventOf(calls, "a")).isZero();
        ended(calls, "i");
        assertThat(openAfterAnEventOf(calls, "b")).as("the second oldest").isZero();
        assertThat(openAfterAnEventOf(calls, "a")).as("the oldest").isEqualTo(1);
    }

    /** What is left of a call that was given out because of the bound concerns no call while lists name it. */
    @Test
    void aCallThatWasPushedOutMayComeAgainOnceItIsNotListedAnyMore() {
        TrackedCalls calls = TrackedCalls.bounded(1, 100).talking("a", "b").channel("z", "z", "PJSIP/z");
        calls.hangup("z", "z", 16).after(TrackedCalls.GRACE);
        calls.channel("c", "a", "PJSIP/c");
        assertThat(calls.tracker.openCalls()).as("it goes on").isZero();
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.channel("d", "a", "PJSIP/d");
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
    }

    @Test
    void theIdsThatWereMergedIntoACallThatIsPushedOutGoWithIt() {
        TrackedCalls calls = TrackedCalls.bounded(2, 100).talking("a", "b").channel("c", "c", "PJSIP/c");
        calls.enter("x", "a", "a")
                .enter("x", "c", "a")
                .channel("y", "y", "PJSIP/y")
                .channel("z", "z", "PJSIP/z");
        assertThat(calls.only().aliases()).containsExactly("c");
        calls.channel("d", "c", "PJSIP/d");
        assertThat(calls.out).as("no other had to make room").hasSize(1);
    }

    @Test
    void aRestartOfThePbxForgetsWhatWasPushedOut() {
        TrackedCalls calls = TrackedCalls.bounded(1, 100).talking("a", "b").channel("z", "z", "PJSIP/z");
        calls.tracker.disconnected(calls.now);
        calls.tracker.restarted(calls.now);
        assertThat(calls.out).extracting(AmiCall::end).containsExactly(CallEnd.LIMIT, CallEnd.PBX_RESTART);
        calls.channel("c", "a", "PJSIP/c");
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
    }

    /** Legs that never answered are left out first, and who called never is. */
    @Test
    void ofVeryManyLegsThoseThatAnsweredAndTheCallersStay() {
        TrackedCalls calls = TrackedCalls.bounded(10, 20).channel("a", "a", "PJSIP/a");
        for (int i = 0; i < 60; i++) {
            calls.phone("b" + i, "a").dial("DialBegin", "a", "b" + i, "a");
            String status = i % 10 == 0 ? "ANSWER" : "NOANSWER";
            calls.dial("DialEnd", "a", "b" + i, "a", "DialStatus=" + status).hangup("b" + i, "a", 16);
        }
        calls.hangup("a", "a", 16).after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.legs()).hasSizeBetween(18, 20);
        assertThat(call.legs().get(0).channel()).isEqualTo("PJSIP/a");
        assertThat(call.legs())
                .filteredOn(leg -> "ANSWER".equals(leg.dialStatus()))
                .hasSize(6);
        assertThat(call.legs().size() + call.omitted()).isEqualTo(61);
    }

    /** Where events never cease nobody looks at a clock: each call waits its own grace by the times of the events. */
    @Test
    void eachCallWaitsForItsOwnGrace() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").hangup("a", "a", 16);
        calls.now += 1_000;
        calls.channel("b", "b", "PJSIP/b").hangup("b", "b", 16);
        calls.now += 499;
        calls.channel("c", "c", "PJSIP/c");
        assertThat(calls.out).isEmpty();
        calls.now += 1;
        calls.channel("d", "d", "PJSIP/d");
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("a");
        calls.now += 1_000;
        calls.channel("e", "e", "PJSIP/e");
        assertThat(calls.out).extracting(AmiCall::id).containsExactly("a", "b");
    }

    @Test
    void whenTheNextCallIsDueIsKnownToTheMillisecond() {
        AtomicLong nanos = new AtomicLong();
        List<AmiCall> out = new ArrayList<>();
        CallTracker tracker = new CallTracker(CallSettings.of("pbx", false), out::add, nanos::get);
        assertThat(tracker.nextTick()).isEqualTo(Long.MAX_VALUE);
        for (String event : new String[] {"Newchannel", "Hangup"}) {
            tracker.event(AmiEvent.of(
                    event, TrackedCalls.fields("Channel=PJSIP/a", "Uniqueid=a", "Linkedid=a"), 1, TrackedCalls.START));
        }
        assertThat(tracker.nextTick()).isEqualTo(1_500);
        assertThat(tracker.endingCalls()).isEqualTo(1);
        nanos.set(1);
        assertThat(tracker.nextTick()).as("not before it is due").isEqualTo(1_500);
        nanos.set(TimeUnit.MILLISECONDS.toNanos(1_499));
        assertThat(tracker.nextTick()).isEqualTo(1);
        nanos.set(TimeUnit.MILLISECONDS.toNanos(1_500));
        assertThat(tracker.nextTick()).isZero();
        tracker.tick();
        assertThat(out).hasSize(1);
        assertThat(tracker.endingCalls()).isZero();
        assertThat(tracker.endedCalls()).isEqualTo(1);
        assertThat(tracker.nextTick()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void callsThatAreOpenAndEndedAreCountedAndHelpersAreNot() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").channel("b", "b", "PJSIP/b");
        assertThat(calls.tracker.openCalls()).isEqualTo(2);
        calls.hangup("a", "a", 16);
        assertThat(calls.tracker.openCalls()).as("in its grace").isEqualTo(2);
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
        calls.channel("h", "h", "CBAnn/x-1").hangup("h", "h", 16).after(TrackedCalls.GRACE);
        assertThat(calls.tracker.endedCalls()).isEqualTo(1);
    }
}

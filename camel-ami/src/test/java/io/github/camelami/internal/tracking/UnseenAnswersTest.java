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
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that somebody may have answered while events were missed. */
class UnseenAnswersTest {
    private static final long GAP = 10_000;

    private final TrackedCalls calls = TrackedCalls.calls();

    @Test
    void whetherARingingPhoneAnsweredInTheGapIsUnknown() {
        rings("1.2");
        isGoneAfterTheGap();
        assertThat(unknown().ringTime()).as("as far as it is known").isEqualTo(3_000);
    }

    @Test
    void whetherAGroupAnsweredInTheGapIsUnknownAlsoIfAPhoneWasBusy() {
        rings("1.2");
        rings("1.3");
        calls.dial("DialEnd", "1.1", "1.2", "1.1", "DialStatus=BUSY").hangup("1.2", "1.1", 17);
        isGoneAfterTheGap();
        assertThat(unknown().ringTime()).isEqualTo(3_000);
    }

    /** The PBX calls the first phone, as for a click to call. */
    @Test
    void whetherThePhoneThatThePbxCallsAnsweredInTheGapIsUnknown() {
        calls.phone("1.1", "1.1").originates("1.1", "1.1").state("1.1", "1.1", 5);
        isGoneAfterTheGap();
        assertThat(unknown().ringTime()).isEqualTo(3_000);
    }

    @Test
    void howAQueueVisitEndedInTheGapIsUnknown() {
        joinsQueue();
        rings("1.2");
        isGoneAfterTheGap();
        assertThat(unknown().queueTime()).isEqualTo(3_000);
        assertThat(calls.only().queues()).singleElement().satisfies(visit -> {
            assertThat(visit.outcome()).isNull();
            assertThat(visit.leftAt()).isNull();
            assertThat(visit.waitTime()).isEqualTo(3_000);
        });
    }

    /** The caller was answered before the first login. */
    @Test
    void whetherAParkedCallWasFetchedInTheGapIsUnknown() {
        calls.tracker.channels(
                List.of(TrackedCalls.item("1.1", "1.1", "BridgeId=p", "Application=Park")), calls.now, calls.now);
        calls.of("ParkedCall", "1.1", "1.1", "PJSIP/1.1", "ParkeeChannel=PJSIP/1.1", "ParkeeUniqueid=1.1");
        isGoneAfterTheGap();
        unknown();
    }

    @Test
    void whereACallWentFromAMenuInTheGapIsUnknown() {
        calls.channel("1.1", "1.1", "PJSIP/1.1").state("1.1", "1.1", 6);
        isGoneAfterTheGap();
        unknown();
    }

    @Test
    void whetherACallWasAnsweredWhileTheRouteWasSuspendedIsUnknown() {
        rings("1.2");
        calls.after(3_000).tracker.suspended(calls.now);
        calls.after(GAP).tracker.gap();
        lists();
        calls.after(TrackedCalls.GRACE);
        unknown();
    }

    @Test
    void aCallThatWasKnownToBeAnsweredStaysAnswered() {
        calls.talking("1.1", "1.2");
        isGoneAfterTheGap();
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.only().end()).isEqualTo(CallEnd.MISSED);
    }

    /** The caller gives up after the gap, and the list shows whether the caller's line was answered. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whetherAPhoneAnsweredThatIsGoneIsUnknownIfTheCallersLineIsUp(boolean up) {
        rings("1.2");
        cut();
        lists(TrackedCalls.item("1.1", "1.1", "ChannelState=" + (up ? 6 : 4)));
        calls.after(3_000).asksToHangUp("1.1", "1.1").hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(up ? null : CallDisposition.CANCELLED);
        assertThat(calls.only().missed()).isEqualTo(!up);
    }

    /** A menu answered the caller's line. One phone of the group refuses in the gap, and the other one rings on. */
    @Test
    void aPhoneOfAGroupThatIsGoneHasNotAnsweredIfTheOthersRangOn() {
        calls.channel("1.1", "1.1", "PJSIP/1.1").state("1.1", "1.1", 6);
        rings("1.2");
        rings("1.3");
        cut();
        lists(TrackedCalls.item("1.1", "1.1"), TrackedCalls.item("1.3", "1.1", "ChannelState=5"));
        calls.after(3_000).dial("DialEnd", "1.1", "1.3", "1.1", "DialStatus=NOANSWER");
        calls.hangup("1.3", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.NO_ANSWER);
    }

    /** A menu answered the caller's line. The phone rings until the crash, or is gone after a first loss. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whetherAPhoneAnsweredBeforeTheCrashIsUnknownIfItWasGone(boolean gone) {
        calls.channel("1.1", "1.1", "PJSIP/1.1").state("1.1", "1.1", 6);
        rings("1.2");
        if (gone) {
            cut();
            lists(TrackedCalls.item("1.1", "1.1"));
        }
        cut();
        calls.tracker.restarted(calls.now);
        assertThat(calls.only().end()).isEqualTo(CallEnd.PBX_RESTART);
        assertThat(calls.only().disposition()).isEqualTo(gone ? null : CallDisposition.NO_ANSWER);
        assertThat(calls.only().missed()).isEqualTo(!gone);
    }

    @Test
    void aQueueVisitWhoseEndIsSeenAfterTheGapHasItsOutcome() {
        joinsQueue();
        rings("1.2");
        cut();
        lists(TrackedCalls.item("1.1", "1.1"));
        calls.after(3_000).asksToHangUp("1.1", "1.1");
        calls.of("QueueCallerAbandon", "1.1", "1.1", "PJSIP/1.1", "Queue=support");
        calls.hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ABANDONED);
        assertThat(calls.only().queues().get(0).outcome()).isEqualTo(QueueOutcome.ABANDONED);
        assertThat(calls.only().queueTime()).isEqualTo(6_000 + GAP);
    }

    /** An agent may have talked with the caller in the gap, and the dialplan went on afterwards. */
    @Test
    void whatBecameOfAQueueVisitIsUnknownIfTheCallerHangsUpElsewhere() {
        joinsQueue();
        cut();
        lists(TrackedCalls.item("1.1", "1.1", "Application=Playback"));
        calls.after(3_000).asksToHangUp("1.1", "1.1").hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isNull();
        assertThat(calls.only().missed()).isFalse();
        assertThat(calls.only().queues().get(0).outcome()).isNull();
        assertThat(calls.only().queueTime()).as("as far as it is known").isEqualTo(3_000);
    }

    @Test
    void aCallerWhomACrashCutsOffInAQueueHasAbandonedIt() {
        joinsQueue();
        cut();
        calls.tracker.restarted(calls.now);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ABANDONED);
        assertThat(calls.only().queues().get(0).outcome()).isEqualTo(QueueOutcome.ABANDONED);
        assertThat(calls.only().queueTime()).isEqualTo(3_000);
    }

    private void joinsQueue() {
        calls.channel("1.1", "1.1", "PJSIP/1.1").state("1.1", "1.1", 6);
        calls.of("QueueCallerJoin", "1.1", "1.1", "PJSIP/1.1", "Queue=support", "Position=1");
    }

    private void rings(String phone) {
        if (calls.tracker.openCalls() == 0) {
            calls.channel("1.1", "1.1", "PJSIP/1.1");
        }
        calls.phone(phone, "1.1").dial("DialBegin", "1.1", phone, "1.1").state(phone, "1.1", 5);
    }

    private void cut() {
        calls.after(3_000).tracker.disconnected(calls.now);
        calls.after(GAP);
    }

    private void isGoneAfterTheGap() {
        cut();
        lists();
        calls.after(TrackedCalls.GRACE);
    }

    private void lists(AmiEvent... items) {
        calls.tracker.channels(List.of(items), calls.now, calls.now);
    }

    private AmiCall unknown() {
        AmiCall call = calls.only();
        assertThat(call.end()).isEqualTo(CallEnd.MISSED);
        assertThat(call.disposition()).isNull();
        assertThat(call.missed()).isFalse();
        assertThat(call.partial()).isTrue();
        return call;
    }
}

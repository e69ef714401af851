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
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each hold that a route is told of has an end that it is told of, too, if the call goes on. */
class CallHoldsTest {

    static Stream<String> recordings() throws IOException {
        return TrackedCalls.recordings().stream();
    }

    /** Also if a PBX leaves out that the hold ends, as it may in an attended transfer with a feature code. */
    @ParameterizedTest
    @MethodSource("recordings")
    void nobodyIsOnHoldForEverInAnyRecording(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        assertPairs(events, recording);
        if (events.stream().anyMatch(event -> event.name().equals("AttendedTransfer"))) {
            assertPairs(
                    events.stream()
                            .filter(event -> !event.name().equals("Unhold"))
                            .toList(),
                    recording + " without Unhold");
        }
    }

    private static void assertPairs(List<AmiEvent> events, String recording) {
        TrackedCalls calls = TrackedCalls.progress();
        events.forEach(calls.tracker::event);
        List<CallState> states = calls.after(TrackedCalls.GRACE).states();
        assertThat(count(states, CallState.RESUMED)).as(recording).isEqualTo(count(states, CallState.HELD));
    }

    private static long count(List<CallState> states, CallState state) {
        return states.stream().filter(state::equals).count();
    }

    /** The phone holds the caller, consults another one with a feature code, and connects the two. */
    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false"})
    void whoeverIsTransferredIsNoLongerOnHold(boolean event, boolean hangsUpFirst) {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").of("Hold", "b", "a", "PJSIP/b");
        calls.after(2_000).leave("bridge-a", "b", "a").phone("c", "a");
        calls.enter("z", "b", "a").enter("z", "c", "a").after(3_000);
        assertThat(calls.states()).endsWith(CallState.HELD);
        calls.leave("z", "b", "a");
        if (hangsUpFirst) {
            calls.hangup("b", "a", 16);
        }
        if (event) {
            calls.event("AttendedTransfer", "Result=Success", "OrigTransfererUniqueid=b", "OrigTransfererLinkedid=a");
        }
        calls.leave("z", "c", "a").enter("bridge-a", "c", "a").hangup("b", "a", 16);
        assertThat(count(calls.states(), CallState.HELD)).isEqualTo(1);
        assertThat(count(calls.states(), CallState.RESUMED)).isEqualTo(1);
        calls.after(4_000).hangup("c", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        List<AmiCall> out = calls.out;
        assertThat(out.get(out.size() - 1).holdTime()).isEqualTo(5_000);
        assertThat(count(calls.states(), CallState.RESUMED)).isEqualTo(1);
    }

    /** A phone joins the caller and the one whom it consults, who then leaves. */
    @Test
    void aPhoneCanHoldThePartyOfAnEarlierThreeWayTransfer() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").phone("c", "a");
        calls.after(1_000).enter("bridge-a", "c", "a");
        calls.event(
                "AttendedTransfer",
                "Result=Success",
                "OrigTransfererUniqueid=b",
                "OrigTransfererLinkedid=a",
                "TransfereeUniqueid=a",
                "TransfereeLinkedid=a",
                "DestType=Threeway");
        calls.after(1_000).leave("bridge-a", "c", "a").hangup("c", "a", 16).after(1_000);
        calls.of("Hold", "b", "a", "PJSIP/b").after(4_000);
        assertThat(calls.states()).endsWith(CallState.HELD);
        calls.of("Unhold", "b", "a", "PJSIP/b");
        assertThat(calls.states()).endsWith(CallState.HELD, CallState.RESUMED);
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out.get(calls.out.size() - 1).holdTime()).isEqualTo(4_000);
    }

    /** The PBX keeps the channel of the transferer until the target answers, to call the transferer back. */
    @Test
    void whoeverIsTransferredToARingingPhoneIsNoLongerOnHold() {
        List<AmiCall> calls = TrackedCalls.of(TrackedCalls.recorded("situations/feature_no_answer_twice"));
        assertThat(calls)
                .filteredOn(call -> call.holdTime() > 0)
                .singleElement()
                .satisfies(call ->
                        assertThat(call.holdTime()).as("until the transfer").isEqualTo(5_985));
    }

    @Test
    void whoeverIsParkedIsNoLongerOnHold() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").of("Hold", "b", "a", "PJSIP/b");
        calls.after(2_000).leave("bridge-a", "b", "a").leave("bridge-a", "a", "a");
        calls.event("ParkedCall", "ParkeeUniqueid=a", "ParkeeLinkedid=a", "ParkingLot=default", "ParkingSpace=701");
        assertThat(calls.states()).endsWith(CallState.HELD, CallState.RESUMED, CallState.PARKED);
        calls.hangup("b", "a", 16);
        assertThat(calls.states()).endsWith(CallState.RESUMED, CallState.PARKED);
    }

    /** The caller on hold is sent to a queue. */
    @Test
    void whoeverWaitsInAQueueIsNoLongerOnHold() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").of("Hold", "b", "a", "PJSIP/b");
        calls.leave("bridge-a", "b", "a").leave("bridge-a", "a", "a").hangup("b", "a", 16);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q");
        assertThat(calls.states()).endsWith(CallState.HELD, CallState.RESUMED, CallState.QUEUED);
    }

    /** The caller on hold hangs up, and the phone goes on with the one whom it consults. */
    @Test
    void aHoldEndsWhenTheOthersGoOn() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").of("Hold", "b", "a", "PJSIP/b");
        calls.leave("bridge-a", "b", "a").phone("c", "a");
        calls.enter("z", "b", "a").enter("z", "c", "a").leave("bridge-a", "a", "a");
        assertThat(calls.states()).endsWith(CallState.HELD);
        calls.hangup("a", "a", 16);
        assertThat(calls.states()).endsWith(CallState.HELD, CallState.RESUMED);
        calls.of("Hold", "b", "a", "PJSIP/b").of("Unhold", "b", "a", "PJSIP/b");
        assertThat(calls.states()).endsWith(CallState.RESUMED, CallState.HELD, CallState.RESUMED);
    }

    /** The end of the call ends the hold. */
    @Test
    void whoHangsUpOnHoldIsNotTakenBack() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").of("Hold", "b", "a", "PJSIP/b");
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.states()).endsWith(CallState.HELD, CallState.ENDED);
    }
}

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
import io.github.camelami.call.ParkingOutcome;
import io.github.camelami.call.Recording;
import org.junit.jupiter.api.Test;

/** What is known of a call that becomes a part of another is not lost. */
class MergedCallsTest {

    @Test
    void allFactsOfTheYoungerCallAreThoseOfTheOlderOne() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.channel("2.1", "2.1", "PJSIP/2.1").of("QueueCallerJoin", "2.1", "2.1", "PJSIP/2.1", "Queue=q");
        calls.after(1_000).of("QueueCallerLeave", "2.1", "2.1", "PJSIP/2.1", "Queue=q");
        calls.of("MixMonitorStart", "2.1", "2.1", "PJSIP/2.1", "ChanVariable=MIXMONITOR_FILENAME=/a.wav");
        calls.event("ParkedCall", "ParkeeUniqueid=2.1", "ParkeeLinkedid=2.1", "ParkingLot=default", "ParkingSpace=701");
        calls.event("ParkedCallTimeOut", "ParkeeUniqueid=2.1", "ParkeeLinkedid=2.1");
        calls.event(
                "BlindTransfer", "Result=Success", "TransfererUniqueid=2.1", "TransfererLinkedid=2.1", "Extension=310");
        calls.of("Pickup", "2.1", "2.1", "PJSIP/2.1")
                .enter("bridge-1.1", "2.1", "1.1")
                .after(1_000);
        for (String each : new String[] {"1.1", "1.2", "2.1"}) {
            calls.hangup(each, "1.1", 16);
        }
        calls.after(TrackedCalls.GRACE);
        AmiCall call = calls.only();
        assertThat(call.id()).isEqualTo("1.1");
        assertThat(call.aliases()).containsExactly("2.1");
        assertThat(call.queues()).singleElement().satisfies(visit -> assertThat(visit.queue())
                .isEqualTo("q"));
        assertThat(call.queueTime()).isEqualTo(1_000);
        assertThat(call.recordings()).extracting(Recording::file).containsExactly("/a.wav");
        assertThat(call.parkings()).singleElement().satisfies(parking -> {
            assertThat(parking.lot()).isEqualTo("default");
            assertThat(parking.outcome()).isEqualTo(ParkingOutcome.TIMED_OUT);
        });
        assertThat(call.transfers()).hasSize(1);
        assertThat(call.pickedUpBy()).isEqualTo("PJSIP/2.1");
        assertThat(call.talkTime()).isEqualTo(3_000);
    }

    @Test
    void aCallIsPartialWhereOneOfItsHalvesIs() {
        TrackedCalls calls = TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1");
        calls.tracker.gap();
        calls.after(1_000)
                .channel("2.1", "2.1", "PJSIP/2.1")
                .enter("b", "1.1", "1.1")
                .enter("b", "2.1", "1.1");
        calls.hangup("1.1", "1.1", 16).hangup("2.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().partial()).isTrue();
    }

    @Test
    void aCallIsPartialWhereTheYoungerHalfIs() {
        TrackedCalls calls = TrackedCalls.calls().channel("2.1", "2.1", "PJSIP/2.1");
        calls.tracker.gap();
        calls.now -= 900;
        calls.channel("1.1", "1.1", "PJSIP/1.1").enter("b", "1.1", "1.1").enter("b", "2.1", "1.1");
        calls.hangup("1.1", "1.1", 16).hangup("2.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().id()).isEqualTo("1.1");
        assertThat(calls.only().partial()).isTrue();
    }

    @Test
    void bridgesThatAreMergedGoOnAsOne() {
        TrackedCalls calls = TrackedCalls.calls().talking("1.1", "1.2").after(1_000);
        calls.event("BridgeMerge", "ToBridgeUniqueid=new", "FromBridgeUniqueid=bridge-1.1")
                .after(1_000);
        calls.leave("new", "1.1", "1.1").after(1_000);
        calls.hangup("1.2", "1.1", 16).hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().talkTime()).isEqualTo(2_000);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    @Test
    void theChannelsOfACallThatIsPushedOutAreNotKept() {
        TrackedCalls calls = TrackedCalls.bounded(1, 100).talking("1.1", "1.2").channel("2.1", "2.1", "PJSIP/2.1");
        calls.hangup("2.1", "2.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out.get(0).legs()).allMatch(leg -> leg.endedAt() != null);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }
}

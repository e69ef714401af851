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
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock of the PBX is far from that of this machine: what lists tell is told in the time of the PBX, too. */
class CallsOfAnotherClockTest {
    private static final long START = 1_000_000_000_000L;

    private final TrackedCalls calls = TrackedCalls.calls();

    /** @return when it was received, by the clock of this machine */
    private long event(String name, long at, String... more) {
        AmiEvent event = AmiEvent.parse("Event: " + name + "\r\nTimestamp: " + (START + at) / 1_000 + ".000000\r\n"
                + "Channel: PJSIP/a\r\nUniqueid: a\r\nLinkedid: a\r\n"
                + String.join("\r\n", more) + "\r\n\r\n");
        calls.tracker.event(event);
        return event.receivedAt();
    }

    @Test
    void anEndThatAListTellsIsInTheTimeOfThePbx() {
        long now = event("Newchannel", 0, "Exten: 200") + 2_000;
        calls.tracker.channels(List.of(), now, now);
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.startedAt()).isEqualTo(START);
        assertThat(call.duration()).isEqualTo(2_000);
    }

    @Test
    void aCallThatAListLacksGoesOnWithAnEventWithinItsGrace() {
        long now = event("Newchannel", 0, "Exten: 200") + 2_000;
        calls.tracker.channels(List.of(), now, now);
        event("Newstate", 2_500, "ChannelState: 6");
        assertThat(calls.out).isEmpty();
        event("Hangup", 5_000, "Cause: 16");
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.duration()).isEqualTo(5_000);
    }

    @Test
    void theEndByARestartIsInTheTimeOfThePbx() {
        long now = event("Newchannel", 0, "Exten: 200") + 2_000;
        calls.tracker.disconnected(now);
        calls.tracker.restarted(now + 80_000);
        assertThat(calls.only().duration()).isEqualTo(2_000);
    }

    @Test
    void whoIsListedInAQueueWaitsByTheTimeOfThePbx() {
        long now = event("Newchannel", 0, "Exten: 200") + 9_000;
        AmiEvent entry =
                AmiEvent.of("QueueEntry", TrackedCalls.fields("Queue=q", "Position=1", "Uniqueid=a", "Wait=2"), 1, now);
        assertThat(calls.tracker.waiting(List.of(entry), now))
                .as("its event may be on the way")
                .isFalse();
        event("Hangup", 10_000, "Cause: 16");
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.queues().get(0).joinedAt()).isEqualTo(START + 7_000);
        assertThat(call.queueTime()).isEqualTo(3_000);
    }

    @Test
    void aChannelThatComesUpAnsweredIsAnswered() {
        event("Newchannel", 0, "ChannelState: 6");
        event("Hangup", 2_000, "Cause: 16");
        AmiCall call = calls.after(TrackedCalls.GRACE).only();
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.answeredAt()).isEqualTo(START);
    }

    @Test
    void onlyEventsThatSayAnythingOfCallsAreNeeded() {
        assertThat(CallTracker.needs("BridgeEnter")).isTrue();
        assertThat(CallTracker.needs("VarSet")).isFalse();
    }
}

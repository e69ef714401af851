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
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each call is given once, whatever ids a PBX uses again or never lets go. */
class EachCallOnceTest {

    /** Within the grace of the first call, after it, and when its late events are no longer expected. */
    @ParameterizedTest
    @ValueSource(longs = {100, 5_000, 120_000, 3_600_000})
    void L4_aReusedIdIsANewCall(long later) {
        TrackedCalls calls = TrackedCalls.calls()
                .of("Newchannel", "ticket-7", "ticket-7", "PJSIP/1-1", "ChannelState=4", "CallerIDNum=100", "Exten=200")
                .hangup("ticket-7", "ticket-7", 16)
                .after(later);
        calls.of("Newchannel", "ticket-7", "ticket-7", "PJSIP/1-2", "ChannelState=4", "CallerIDNum=100", "Exten=300");
        calls.of("Newstate", "ticket-7", "ticket-7", "PJSIP/1-2", "ChannelState=6");
        calls.channel("8.1", "ticket-7", "PJSIP/8-1").dial("DialBegin", "ticket-7", "8.1", "ticket-7");
        calls.after(1_000).dial("DialEnd", "ticket-7", "8.1", "ticket-7", "DialStatus=ANSWER");
        calls.hangup("8.1", "ticket-7", 16).hangup("ticket-7", "ticket-7", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out).extracting(AmiCall::channel).containsExactly("PJSIP/1-1", "PJSIP/1-2");
        assertThat(calls.out).extracting(AmiCall::calledNumber).containsExactly("200", "300");
        assertThat(calls.out).noneMatch(AmiCall::partial);
        assertThat(calls.out).extracting(call -> call.legs().size()).containsExactly(1, 2);
        assertThat(calls.out.get(1).disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    @Test
    void L4_aNewchannelThatIsToldTwiceIsOneChannel() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").channel("1.1", "1.1", "PJSIP/1.1");
        calls.hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).hasSize(1);
    }

    @Test
    void L4_aChannelThatIsListedForEverIsNoSecondCall() {
        TrackedCalls calls = TrackedCalls.progress();
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.channel("1.7", "1.7", "PJSIP/500-00000002").of("Newstate", "1.7", "1.7", "PJSIP/500-2", "ChannelState=6");
        calls.after(1_000).hangup("1.7", "1.7", 16);
        for (int minutes = 0; minutes < 240; minutes += 5) {
            calls.after(300_000);
            List<AmiEvent> up = List.of(TrackedCalls.item("1.7", "1.7", "Duration=00:" + minutes % 60 + ":00"));
            assertThat(calls.tracker.channels(up, calls.now, calls.now))
                    .as("no event is missing")
                    .isFalse();
        }
        calls.tracker.channels(List.of(), calls.now, calls.now);
        calls.after(600_000);
        calls.tracker.channels(List.of(), calls.now, calls.now);
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.ANSWERED_BY_PBX, CallState.ENDED);
        assertThat(calls.tracker.openCalls()).isZero();
    }

    @Test
    void L4_aMessageWithAKeyTwiceInventsNothing() {
        TrackedCalls calls = TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1");
        calls.tracker.event(
                AmiEvent.parse("Event: Newstate\r\nChannel: PJSIP/1.1\r\nChannelState: 6\r\nUniqueid: 1.1\r\n"
                        + "Linkedid: 1.1\r\nUniqueid: 1.2\r\nLinkedid: 1.2\r\n\r\n"));
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
        calls.hangup("1.1", "1.1", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(calls.only().aliases()).isEmpty();
    }

    @Test
    void L4_lateEventsOfACallThatWasGivenOutArePassedOver() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("1.1", "1.1", "PJSIP/1.1").hangup("1.1", "1.1", 16);
        calls.after(TrackedCalls.GRACE).of("Newstate", "1.1", "1.1", "PJSIP/1.1", "ChannelState=6");
        calls.after(60_000).hangup("1.1", "1.1", 16).after(60_000);
        assertThat(calls.out).hasSize(1);
        assertThat(calls.tracker.openCalls()).isZero();
    }
}

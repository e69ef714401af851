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
import org.junit.jupiter.api.Test;

/** When calls are over that become one, and what they are called. */
class CallMergesTest {

    /** The event by which a channel shows that it belongs to another call. */
    private static TrackedCalls shows(TrackedCalls calls, String channel, String linkedid) {
        return calls.of("Newstate", channel, linkedid, "PJSIP/" + channel, "ChannelState=6");
    }

    private static TrackedCalls two() {
        return TrackedCalls.calls().channel("a", "a", "PJSIP/a").after(10).channel("b", "b", "PJSIP/b");
    }

    @Test
    void aCallThatHasEndedGoesOnWithTheOneThatIsMergedIntoIt() {
        TrackedCalls calls =
                shows(two().hangup("a", "a", 16).after(1_000), "b", "a").after(60_000);
        assertThat(calls.out).isEmpty();
        calls.hangup("b", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).hasSize(2);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    @Test
    void twoThatHaveEndedAndAreMergedByALateEventAreGivenOnce() {
        TrackedCalls calls = two().hangup("a", "a", 16).hangup("b", "b", 16).after(100);
        calls.hangup("b", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().aliases()).containsExactly("b");
        assertThat(calls.only().legs()).hasSize(2);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    @Test
    void anIdThatWasMergedBeforeIsOneOfTheWholeCall() {
        TrackedCalls calls = two().after(10).channel("c", "c", "PJSIP/c");
        shows(shows(calls, "c", "b"), "b", "a").channel("d", "c", "PJSIP/d");
        assertThat(calls.tracker.openCalls()).isEqualTo(1);
        for (String each : new String[] {"a", "b", "c", "d"}) {
            calls.hangup(each, "a", 16);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().aliases()).containsExactly("b", "c");
        assertThat(calls.only().legs()).hasSize(4);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    /** An id that no event has shown before, such as that of a channel whose start was missed. */
    @Test
    void anIdThatNobodyKnowsIsAnotherNameOfTheCall() {
        TrackedCalls calls = shows(two().hangup("a", "a", 16).after(TrackedCalls.GRACE), "b", "old");
        calls.channel("c", "old", "PJSIP/c").hangup("b", "old", 16).hangup("c", "old", 16);
        calls.after(TrackedCalls.GRACE);
        AmiCall call = calls.out.get(1);
        assertThat(call.id()).isEqualTo("b");
        assertThat(call.aliases()).containsExactly("old");
        assertThat(call.legs()).hasSize(2);
    }

    @Test
    void theStartOfACallIsToldOnceWhateverJoinsIt() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").after(10).channel("h", "h", "CBAnn/x-1");
        calls.of("BridgeEnter", "h", "a", "CBAnn/x-1", "BridgeUniqueid=bridge-a")
                .channel("c", "a", "PJSIP/c");
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.ANSWERED);
    }

    @Test
    void aMergeOfWhatWasNeverToldIsNotTold() {
        TrackedCalls calls =
                TrackedCalls.progress().channel("a", "a", "PJSIP/a").after(10);
        calls.channel("h", "h", "CBAnn/x-1").of("Newstate", "h", "a", "CBAnn/x-1", "ChannelState=6");
        assertThat(calls.states()).containsExactly(CallState.STARTED);
        shows(calls.channel("b", "b", "PJSIP/b"), "b", "a");
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.STARTED, CallState.MERGED);
        assertThat(calls.out.get(2).id()).isEqualTo("a");
    }

    /** Events of several sources are not in the order of their times. */
    @Test
    void aCallStartsWithTheFirstOfItsChannels() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        calls.now -= 500;
        calls.of("Newstate", "b", "a", "PJSIP/b", "ChannelState=5");
        calls.now += 1_500;
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().startedAt()).isEqualTo(TrackedCalls.START - 500);
        assertThat(calls.only().duration()).isEqualTo(1_500);
    }

    @Test
    void asManyLegsAsMayBeAreAllKept() {
        TrackedCalls calls = TrackedCalls.bounded(10, 20);
        for (int i = 0; i < 20; i++) {
            calls.channel("a" + i, "a0", "PJSIP/a" + i).hangup("a" + i, "a0", 16);
        }
        calls.after(TrackedCalls.GRACE);
        assertThat(calls.only().legs()).hasSize(20);
        assertThat(calls.only().omitted()).isZero();
    }

    /** As an agent's call, of which every caller's becomes a part: no new channel is ever its own. */
    @Test
    void legsThatComeByMergesAloneAreBounded() {
        TrackedCalls calls = TrackedCalls.bounded(10, 10).channel("a", "a", "PJSIP/a");
        for (int i = 0; i < 100; i++) {
            String id = "b" + i;
            calls.channel(id, id, "PJSIP/" + id).hangup(id, id, 16);
            calls.of("Hangup", id, "a", "PJSIP/" + id);
        }
        AmiCall call = given(calls, "a");
        assertThat(call.legs()).hasSizeBetween(5, 12);
        assertThat(call.aliases()).hasSizeBetween(5, 12);
        assertThat(call.legs().size() + call.aliases().size() + call.omitted()).isEqualTo(201);
    }

    @Test
    void otherNamesOfACallAreBounded() {
        TrackedCalls calls = TrackedCalls.bounded(10, 10).channel("a", "a", "PJSIP/a");
        for (int i = 0; i < 100; i++) {
            shows(calls, "a", "other" + i);
        }
        AmiCall call = given(calls, "a");
        assertThat(call.aliases()).hasSizeBetween(5, 12).contains("other99");
        assertThat(call.aliases().size() + call.omitted()).isEqualTo(100);
    }

    @Test
    void whatWasLeftOutOfBothIsCounted() {
        TrackedCalls calls =
                TrackedCalls.bounded(10, 2).channel("a", "a", "PJSIP/a").after(10);
        calls.channel("b", "b", "PJSIP/b");
        for (int i = 0; i < 5; i++) {
            calls.phone("a" + i, "a")
                    .hangup("a" + i, "a", 16)
                    .phone("b" + i, "b")
                    .hangup("b" + i, "b", 16);
        }
        shows(calls, "b", "a").hangup("b", "a", 16);
        AmiCall call = given(calls, "a");
        assertThat(call.legs().size() + call.omitted()).isEqualTo(12);
    }

    @Test
    void aMessageThatWasLeftBeforeTheMergeMakesTheCallMissed() {
        TrackedCalls calls = two();
        calls.of("MessageWaiting", "b", "b", "PJSIP/b", "Mailbox=1@default", "Waiting=1", "New=1");
        shows(calls, "b", "a").hangup("b", "a", 16);
        AmiCall call = given(calls, "a");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.missed()).isTrue();
    }

    private static AmiCall given(TrackedCalls calls, String channel) {
        return calls.hangup(channel, "a", 16).after(TrackedCalls.GRACE).only();
    }
}

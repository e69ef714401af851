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
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.Leg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is connected with whom while bridges are merged, left and entered again. */
class CallBridgesTest {

    private static AmiCall given(TrackedCalls calls, String linkedid, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, linkedid, 16);
        }
        calls.after(TrackedCalls.GRACE);
        return calls.out.get(calls.out.size() - 1);
    }

    @Test
    void whoseBridgeIsMergedTalksToThoseOfTheOther() {
        TrackedCalls calls = TrackedCalls.calls()
                .talking("a", "b")
                .phone("c", "a")
                .enter("y", "c", "a")
                .after(1_000);
        calls.event("BridgeMerge", "ToBridgeUniqueid=y", "FromBridgeUniqueid=bridge-a")
                .after(1_000);
        calls.leave("y", "b", "a").hangup("b", "a", 16).after(2_000);
        AmiCall call = given(calls, "a", "a", "c");
        assertThat(call.talkTime()).isEqualTo(4_000);
        assertThat(call.legs()).extracting(Leg::talkTime).containsExactly(4_000L, 2_000L, 3_000L);
    }

    /** Asterisk may name a bridge that nobody has entered, or that has just been left. */
    @Test
    void aBridgeThatIsEmptyIsMergedWithoutAWord() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.event("BridgeMerge", "ToBridgeUniqueid=bridge-a", "FromBridgeUniqueid=never")
                .after(1_000);
        assertThat(given(calls, "a", "a", "b").talkTime()).isEqualTo(2_000);
        assertThat(calls.tracker.isEmpty()).isTrue();
    }

    /** One of them asked for the end, and yet is connected again: the PBX ends it. */
    @Test
    void whoGoesOnTalkingHasNotHungUp() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000).asksToHangUp("b", "a");
        calls.leave("bridge-a", "b", "a").hangup("b", "a", 16).after(1_000);
        calls.leave("bridge-a", "a", "a")
                .phone("c", "a")
                .enter("conference", "c", "a")
                .enter("conference", "a", "a");
        assertThat(given(calls.after(1_000), "a", "a", "c").hungUpBy()).isEqualTo(HungUpBy.PBX);
    }

    @Test
    void anAnswerIsToldOnceHoweverOftenTheTalkGoesOn() {
        TrackedCalls calls = TrackedCalls.progress().talking("a", "b").after(1_000);
        calls.leave("bridge-a", "b", "a")
                .after(1_000)
                .enter("bridge-a", "b", "a")
                .after(1_000);
        given(calls, "a", "a", "b");
        assertThat(calls.states()).containsExactly(CallState.STARTED, CallState.ANSWERED, CallState.ENDED);
    }

    /** The consultation of a transfer that nobody took. */
    @Test
    void aYoungerCallThatNeverTalkedTakesNoAnswerAway() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000).channel("c", "c", "PJSIP/c");
        calls.of("Newstate", "c", "a", "PJSIP/c", "ChannelState=4").after(1_000);
        AmiCall call = given(calls, "a", "a", "b", "c");
        assertThat(call.aliases()).containsExactly("c");
        assertThat(call.answeredAt()).isEqualTo(TrackedCalls.START);
        assertThat(call.answeredBy()).isEqualTo("100");
    }

    /** An agent of a pool talked to a caller whose call becomes a part of another. */
    @Test
    void theAgentOfACallThatIsMergedIsALegOfBoth() {
        TrackedCalls calls =
                TrackedCalls.calls().channel("agent", "agent", "PJSIP/agent").waits("agent", "agent");
        calls.channel("a", "a", "PJSIP/a")
                .after(1_000)
                .channel("c", "c", "PJSIP/c")
                .enter("b", "c", "c");
        calls.leave("h", "agent", "agent").enter("b", "agent", "agent").after(2_000);
        calls.leave("b", "agent", "agent")
                .waits("agent", "agent")
                .leave("b", "c", "c")
                .enter("x", "c", "a");
        AmiCall call = given(calls, "a", "a", "c");
        assertThat(call.id()).isEqualTo("a");
        assertThat(call.legs()).extracting(Leg::channel).containsExactly("PJSIP/a", "PJSIP/agent", "PJSIP/c");
        assertThat(call.talkTime()).isEqualTo(2_000);
    }

    /** A list showed that they talk, and the events that say since when came in the same millisecond. */
    @Test
    void theEventsOfTheTimeOfTheListAreExact() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").channel("b", "a", "PJSIP/b");
        calls.after(1_000);
        calls.tracker.channels(
                List.of(TrackedCalls.item("a", "a", "BridgeId=x"), TrackedCalls.item("b", "a", "BridgeId=x")),
                calls.now,
                calls.now);
        calls.enter("x", "a", "a").enter("x", "b", "a").after(1_000);
        AmiCall call = given(calls, "a", "a", "b");
        assertThat(call.answeredAt()).isEqualTo(TrackedCalls.START + 1_000);
        assertThat(call.partial()).isFalse();
        assertThat(call.talkTime()).isEqualTo(1_000);
    }

    /** Two are connected who are not the caller: the one that was dialled took the call. */
    @ParameterizedTest
    @CsvSource({"x, b", "b, x"})
    void whoWasDialledTookTheCallWhoeverElseIsThere(String first, String second) {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a").channel("x", "a", "PJSIP/x");
        calls.phone("b", "a").dial("DialBegin", "a", "b", "a", "DialString=201");
        calls.enter("y", first, "a").enter("y", second, "a").after(1_000);
        assertThat(given(calls, "a", "x", "b", "a").answeredBy()).isEqualTo("201");
    }

    /** Each of them is a call of its own. */
    @Test
    void whoComesThirdIntoAConferenceIsAnsweredByNobodyInIt() {
        TrackedCalls calls = TrackedCalls.calls();
        for (String each : new String[] {"a", "b", "c"}) {
            calls.channel(each, each, "PJSIP/" + each)
                    .enter("conference", each, each)
                    .after(1_000);
        }
        calls.hangup("c", "c", 16).after(TrackedCalls.GRACE);
        assertThat(calls.only().answeredBy()).isNull();
        assertThat(calls.only().talkTime()).isEqualTo(1_000);
    }

    /** The events that say so were missed: the names of the halves tell which belong together. */
    @Test
    void theHalvesOfALocalChannelAreKnownByTheirNames() {
        TrackedCalls calls = TrackedCalls.calls().channel("a", "a", "PJSIP/a");
        for (String name : new String[] {"300@x-l;1", "300@x-m;1", "300@x-l;2", "300@x-m;2"}) {
            calls.channel(name.substring(6, 7) + name.charAt(8), "a", "Local/" + name);
        }
        calls.dial("DialBegin", "a", "l1", "a")
                .dial("DialBegin", "l2", "m1", "a")
                .phone("b", "a");
        calls.dial("DialBegin", "m2", "b", "a");
        AmiCall call = given(calls, "a", "a", "b", "l1", "l2", "m1", "m2");
        assertThat(call.legs()).hasSize(2);
        assertThat(call.legs().get(1).via()).containsExactly("Local/300@x-l;1", "Local/300@x-m;1");
    }

    /** They parted in a gap, as one does who is sent to a menu. */
    @Test
    void whoIsListedInNoBridgeTalksNoMore() {
        TrackedCalls calls = TrackedCalls.calls().talking("a", "b").after(1_000);
        calls.tracker.gap();
        calls.tracker.channels(List.of(TrackedCalls.item("a", "a"), TrackedCalls.item("b", "a")), calls.now, calls.now);
        assertThat(given(calls.after(1_000), "a", "a", "b").talkTime()).isEqualTo(1_000);
    }

    @Test
    void whatIsToldTwiceIsNewsOnce() {
        TrackedCalls calls = TrackedCalls.progress()
                .channel("a", "a", "PJSIP/a")
                .state("a", "a", 6)
                .state("a", "a", 6);
        calls.of("QueueCallerJoin", "a", "a", "PJSIP/a", "Queue=q");
        for (String event : new String[] {"Hold", "Hold", "Unhold", "Unhold"}) {
            calls.of(event, "a", "a", "PJSIP/a");
        }
        assertThat(calls.states())
                .containsExactly(
                        CallState.STARTED,
                        CallState.ANSWERED_BY_PBX,
                        CallState.QUEUED,
                        CallState.HELD,
                        CallState.RESUMED);
    }
}

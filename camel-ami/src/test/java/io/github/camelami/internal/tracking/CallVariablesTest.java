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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables of a call, which the PBX sends with the events of its channels. */
class CallVariablesTest {

    private static TrackedCalls calls() {
        return new TrackedCalls(new CallSettings(
                "pbx", null, Set.of("CUSTOMER", "RANK"), Duration.ofMillis(TrackedCalls.GRACE), 10, 100, false));
    }

    private static TrackedCalls says(TrackedCalls calls, String channel, String variable) {
        return calls.of("Newstate", channel, "a", "PJSIP/" + channel, "ChannelState=6", "ChanVariable=" + variable);
    }

    private static Map<String, String> given(TrackedCalls calls) {
        calls.hangup("b", "a", 16).hangup("a", "a", 16).after(TrackedCalls.GRACE);
        return calls.only().variables();
    }

    @Test
    void theVariablesThatAreAskedForAreKeptWithTheirLastValue() {
        TrackedCalls calls = calls().channel("a", "a", "PJSIP/a").channel("b", "a", "PJSIP/b");
        says(calls, "a", "CUSTOMER=6");
        says(calls, "a", "CUSTOMER=7");
        says(calls, "a", "RANK=");
        says(calls, "a", "OTHER=8");
        assertThat(given(calls)).containsExactly(Map.entry("CUSTOMER", "7"));
    }

    @Test
    void whatTheCallersChannelHasBeatsWhatOthersHave() {
        TrackedCalls calls = calls().channel("a", "a", "PJSIP/a").channel("b", "a", "PJSIP/b");
        says(calls, "b", "CUSTOMER=of b");
        says(calls, "a", "CUSTOMER=of a");
        says(calls, "b", "CUSTOMER=of b again");
        says(calls, "b", "RANK=1");
        assertThat(given(calls)).containsOnly(Map.entry("CUSTOMER", "of a"), Map.entry("RANK", "1"));
    }

    @Test
    void theVariablesOfTheHangupCount() {
        TrackedCalls calls = calls().channel("a", "a", "PJSIP/a");
        calls.of("Hangup", "a", "a", "PJSIP/a", "ChanVariable=CUSTOMER=7").after(TrackedCalls.GRACE);
        assertThat(calls.only().variables()).containsExactly(Map.entry("CUSTOMER", "7"));
    }

    @Test
    void ofCallsThatAreMergedTheOlderOnesValueStays() {
        TrackedCalls calls = calls().channel("a", "a", "PJSIP/a").after(1_000).channel("b", "b", "PJSIP/b");
        says(calls, "a", "CUSTOMER=of a");
        calls.of("Newstate", "b", "b", "PJSIP/b", "ChannelState=6", "ChanVariable=CUSTOMER=of b");
        calls.of("Newstate", "b", "b", "PJSIP/b", "ChannelState=6", "ChanVariable=RANK=1");
        calls.enter("x", "a", "a").enter("x", "b", "a");
        assertThat(given(calls)).containsOnly(Map.entry("CUSTOMER", "of a"), Map.entry("RANK", "1"));
    }

    /** For example by a look-up of the caller in the dialplan, before it dials. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void L1_whatTheDialplanHasSetIsKnownAsThePhoneRings(boolean ringsFirst) {
        TrackedCalls calls = new TrackedCalls(new CallSettings(
                "pbx", null, Set.of("CUSTOMER"), Duration.ofMillis(TrackedCalls.GRACE), 10, 100, true));
        calls.channel("a", "a", "PJSIP/a").phone("b", "a");
        if (ringsFirst) {
            calls.dial("DialBegin", "a", "b", "a");
            calls.dial("DialState", "a", "b", "a", "DialStatus=RINGING", "ChanVariable=CUSTOMER=7");
        } else {
            calls.dial("DialBegin", "a", "b", "a", "ChanVariable=CUSTOMER=7").state("b", "a", 5);
        }
        AmiCall rings = calls.out.get(calls.out.size() - 1);
        assertThat(rings.state()).isEqualTo(CallState.RINGING);
        assertThat(rings.variables()).containsExactly(Map.entry("CUSTOMER", "7"));
    }
}

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

import io.github.camelami.call.CallDirection;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls from outside, to the outside and between phones, by the channels that are said to be of trunks. */
class CallDirectionTest {

    private static TrackedCalls calls() {
        return new TrackedCalls(new CallSettings(
                "pbx",
                channel -> channel.contains("trunk"),
                Set.of(),
                Duration.ofMillis(TrackedCalls.GRACE),
                10,
                100,
                false));
    }

    private static CallDirection given(TrackedCalls calls, String... channels) {
        for (String channel : channels) {
            calls.hangup(channel, channels[0], 16);
        }
        return calls.after(TrackedCalls.GRACE).only().direction();
    }

    @ParameterizedTest
    @CsvSource({
        "trunk1, phone1, INBOUND",
        "phone1, trunk1, OUTBOUND",
        "phone1, phone2, INTERNAL",
        "trunk1, trunk2, TRANSIT"
    })
    void aCallHasTheDirectionOfItsTrunks(String caller, String called, CallDirection direction) {
        assertThat(given(calls().talking(caller, called), caller, called)).isEqualTo(direction);
    }

    /** Whom the PBX called first is the caller, by whatever line. */
    @ParameterizedTest
    @CsvSource({
        "phone1, trunk1, OUTBOUND",
        "trunk1, phone1, OUTBOUND",
        "trunk1, trunk2, OUTBOUND",
        "phone1, phone2, INTERNAL"
    })
    void whatThePbxCallsItselfDoesNotComeIn(String first, String second, CallDirection direction) {
        TrackedCalls calls = calls().phone(first, first).originates(first, first);
        calls.event("DialEnd", "DestUniqueid=" + first, "DestLinkedid=" + first, "DialStatus=ANSWER");
        calls.phone(second, first).dial("DialBegin", first, second, first);
        assertThat(given(calls, first, second)).isEqualTo(direction);
    }

    /** The context of a Local channel stands in its name, and may read as a trunk does. */
    @Test
    void aLocalChannelIsNoTrunkWhateverItsName() {
        TrackedCalls calls = calls().channel("a", "a", "PJSIP/a");
        calls.of("Newchannel", "l1", "a", "Local/200@trunk-1;1").of("Newchannel", "l2", "a", "Local/200@trunk-1;2");
        calls.dial("DialBegin", "a", "l1", "a").phone("b", "a").dial("DialBegin", "l2", "b", "a");
        assertThat(given(calls, "a", "l1", "l2", "b")).isEqualTo(CallDirection.INTERNAL);
    }

    /** As one that is monitored, or was sent into a conference. */
    @Test
    void aTrunkThatNobodyDialledMakesNoCallOutbound() {
        TrackedCalls calls = calls().channel("a", "a", "PJSIP/a").channel("t", "a", "PJSIP/trunk1");
        assertThat(given(calls, "a", "t")).isEqualTo(CallDirection.INTERNAL);
    }

    @Test
    void whoseCallerNobodySawHasNoDirection() {
        TrackedCalls calls = calls().channel("b", "a", "PJSIP/b");
        calls.hangup("b", "a", 16);
        assertThat(calls.after(TrackedCalls.GRACE).only().direction()).isNull();
    }

    @Test
    void withoutTrunksNoDirectionIsTold() {
        TrackedCalls calls = TrackedCalls.calls().talking("trunk1", "b");
        assertThat(given(calls, "trunk1", "b")).isNull();
    }
}

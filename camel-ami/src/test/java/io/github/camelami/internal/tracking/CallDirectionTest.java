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

    /** Later the called phone asks somebody outside, or transfers the caller there: the call stays what it was. */
    @ParameterizedTest
    @CsvSource({
        "trunk1, consults, INBOUND",
        "phone1, consults, INTERNAL",
        "trunk1, transfers, INBOUND",
        "phone1, transfers, INTERNAL"
    })
    void whoAnsweredTheCallerDecidesAlone(String caller, String then, CallDirection direction) {
        TrackedCalls calls = calls().talking(caller, "phone2").after(10_000);
        String with = then.equals("consults") ? "phone2" : caller;
        if (then.equals("transfers")) {
            calls.event(
                    "BlindTransfer",
                    "Result=Success",
                    "TransfererUniqueid=phone2",
                    "TransfererLinkedid=" + caller,
                    "TransfereeUniqueid=" + caller,
                    "TransfereeLinkedid=" + caller,
                    "Extension=904099");
            calls.leave("bridge-" + caller, "phone2", caller).hangup("phone2", caller, 16);
        }
        calls.leave("bridge-" + caller, with, caller).phone("trunk2", caller);
        calls.dial("DialBegin", with, "trunk2", caller, "DialString=04099@trunk2")
                .after(3_000);
        calls.dial("DialEnd", with, "trunk2", caller, "DialStatus=ANSWER");
        calls.enter("y", "trunk2", caller).enter("y", with, caller).after(5_000);
        assertThat(given(calls, caller, "phone2", "trunk2")).isEqualTo(direction);
    }

    /** A colleague takes the call to the outside before anybody there answers. */
    @Test
    void aCallThatAPhonePicksUpWentToNoTrunk() {
        TrackedCalls calls = calls().channel("a", "a", "PJSIP/a").phone("trunk1", "a");
        calls.dial("DialBegin", "a", "trunk1", "a").channel("b", "a", "PJSIP/b").after(3_000);
        calls.enter("x", "b", "a").enter("x", "a", "a").after(1_000);
        assertThat(given(calls, "a", "trunk1", "b")).isEqualTo(CallDirection.INTERNAL);
    }

    /** The mobile of a follow-me picks up just as the caller hangs up: nobody answered. */
    @Test
    void aTrunkThatAnsweredTooLateHasNotAnswered() {
        TrackedCalls calls = calls().channel("trunk1", "trunk1", "PJSIP/trunk1").phone("trunk2", "trunk1");
        calls.dial("DialBegin", "trunk1", "trunk2", "trunk1").after(9_000);
        calls.dial("DialEnd", "trunk1", "trunk2", "trunk1", "DialStatus=ANSWER").asksToHangUp("trunk1", "trunk1");
        assertThat(given(calls, "trunk1", "trunk2")).isEqualTo(CallDirection.INBOUND);
    }
}

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
import io.github.camelami.call.CallDirection;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static AmiEvent listed(String name, String uniqueid, String number, String connected, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "Channel=PJSIP/" + name + "-0000000" + uniqueid.charAt(2),
                "ChannelState=6",
                "CallerIDNum=" + number,
                "CallerIDName=Name of " + number,
                "ConnectedLineNum=" + connected,
                "Exten=90410",
                "Uniqueid=" + uniqueid,
                "Linkedid=1.2",
                "Duration=00:01:00"));
        fields.addAll(List.of(more));
        return AmiEvent.of(
                "CoreShowChannel", TrackedCalls.fields(fields.toArray(String[]::new)), 1, TrackedCalls.START);
    }

    /** The calls of a list, of which the later of the two items is that of the caller if {@code callerLast}. */
    private static List<AmiCall> listed(boolean callerLast, AmiEvent caller, AmiEvent called) {
        TrackedCalls calls = TrackedCalls.withTrunks(true);
        List<AmiEvent> other = List.of(TrackedCalls.item("7.1", "7.1"));
        List<AmiEvent> items = new ArrayList<>(other);
        items.add(callerLast ? 0 : 1, called);
        items.add(callerLast ? items.size() : 0, caller);
        calls.tracker.channels(items, calls.now, calls.now);
        calls.after(5_000).hangup("1.3", "1.2", 16).hangup("1.2", "1.2", 16).after(TrackedCalls.GRACE);
        assertThat(calls.out).as("both calls").hasSizeGreaterThan(2);
        return calls.out.stream().filter(call -> call.id().equals("1.2")).toList();
    }

    /** The start of the call was not seen. All its messages have the direction. */
    @ParameterizedTest
    @CsvSource({"8101, trunk-1, OUTBOUND", "trunk-1, 8101, INBOUND", "trunk-1, trunk-2, TRANSIT", "8101, 8102, INTERNAL"
    })
    void aCallThatIsListedHasTheDirectionOfItsTrunks(String caller, String called, CallDirection direction) {
        for (boolean callerLast : new boolean[] {true, false}) {
            for (String bridge : new String[] {"BridgeId=b", "BridgeId="}) {
                assertThat(listed(
                                callerLast,
                                listed(caller, "1.2", "100", "200", bridge),
                                listed(called, "1.3", "200", "100", bridge)))
                        .as(bridge)
                        .extracting(AmiCall::direction)
                        .containsOnly(direction);
            }
        }
    }

    /** The list shows the number of the company, and the number that the dialplan was asked for. */
    @Test
    void numbersThatAListCannotTellAreUnknown() {
        List<AmiCall> calls = listed(
                false,
                listed("8101", "1.2", "4930555000", "90410", "BridgeId=b"),
                listed("trunk-1", "1.3", "90410", "4930555000", "BridgeId=b"));
        assertThat(calls).hasSizeGreaterThan(1).allSatisfy(call -> {
            assertThat(call.direction()).isEqualTo(CallDirection.OUTBOUND);
            assertThat(call.channel()).isEqualTo("PJSIP/8101-00000002");
            assertThat(call.callerNumber()).isNull();
            assertThat(call.callerName()).isNull();
            assertThat(call.answeredBy()).isNull();
            assertThat(call.legs()).hasSize(2).allMatch(leg -> leg.number() == null);
        });
    }

    /** The device is named after the number. The number from outside is that of the caller. */
    @ParameterizedTest
    @CsvSource({"8101, 8101, trunk-1, 90410, 8101,", "trunk-1, 0172, 8101, 8101, 0172, 8101", "ann, 1, bob, 2, 1, 2"})
    void numbersThatAListTellsAreThoseOfTheParties(
            String caller, String number, String called, String other, String callerNumber, String answeredBy) {
        List<AmiCall> calls = listed(
                true,
                listed(caller, "1.2", number, other, "BridgeId=b"),
                listed(called, "1.3", other, number, "BridgeId=b"));
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.callerNumber()).isEqualTo(callerNumber);
            assertThat(call.answeredBy()).isEqualTo(answeredBy);
        });
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

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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.Parking;
import io.github.camelami.call.ParkingOutcome;
import io.github.camelami.call.Transfer;
import io.github.camelami.call.TransferKind;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose parties change. */
class CallTransfersAsteriskIT extends OnCalls {

    @BeforeEach
    void phones() throws Exception {
        collect("emit=calls");
        extension("300", "Answer()", "Wait(60)");
        extension("303", "Ringing()", "Wait(60)");
        extension("310", "Answer()", "Wait(2)", "Hangup()");
        extension("301", "Dial(" + phone("300") + ",20,tT)", "Hangup()");
        extension("320", "Dial(" + phone("310") + ",20)", "Hangup()");
    }

    @Test
    void blindTransferByReferOfTheCalledPhone() throws Exception {
        extension("312", "Answer()", "Wait(1)", "Transfer(PJSIP/sip:" + own + "320@" + asterisk.sip() + ")", "Wait(3)");
        extension("302", "Dial(" + phone("312") + ",20)", "Hangup()");
        call("302");
        AmiCall call = ended("302");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.transfers()).hasSize(1);
        Transfer transfer = call.transfers().get(0);
        assertThat(transfer.kind()).isEqualTo(TransferKind.BLIND);
        assertThat(transfer.to()).isEqualTo(own + "320");
        assertThat(transfer.who()).isEqualTo(call.channel());
        assertThat(transfer.result()).isEqualTo("Success");
        assertThat(call.talkTime()).as("with both, one after the other").isGreaterThan(2_500);
        assertThat(statuses(call)).containsEntry("ANSWER", 2L);
    }

    @Test
    void blindTransferOfTheCallerWhileItTalks() throws Exception {
        call("301");
        String channel = channelIn("301", "Up");
        soon().until(() -> plain.ask("BlindTransfer", "Channel: " + channel, "Context: " + own, "Exten: 320")
                .contains("Success"));
        AmiCall call = ended("301");
        assertThat(call.transfers()).extracting(Transfer::to).containsExactly("320");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.legs()).hasSize(3);
    }

    @Test
    void attendedTransferIsOneCall() throws Exception {
        call("301");
        String channel = channelIn("301", "Up");
        soon().until(() -> calls.isEmpty()
                && plain.ask("Atxfer", "Channel: " + channel, "Context: " + own, "Exten: 320")
                        .contains("Success"));
        soon().until(() -> channels().stream()
                .anyMatch(c -> c.get("Exten").equals("320") && c.get("State").equals("Up")));
        // the transferer leaves, which completes the transfer
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.transfers()).hasSize(1);
        Transfer transfer = call.transfers().get(0);
        assertThat(transfer.kind()).isEqualTo(TransferKind.ATTENDED);
        assertThat(transfer.target()).isNotNull();
        assertThat(transfer.by()).isEqualTo(call.channel());
    }

    @Test
    void attendedTransferWhileTheTargetRings() throws Exception {
        extension("321", "Ringing()", "Wait(3)", "Answer()", "Wait(2)", "Hangup()");
        extension("322", "Dial(" + phone("321") + ",20)", "Hangup()");
        call("301");
        String channel = channelIn("301", "Up");
        soon().until(() -> plain.ask("Atxfer", "Channel: " + channel, "Context: " + own, "Exten: 322")
                .contains("Success"));
        channelIn("321", "Ring");
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.transfers()).extracting(Transfer::kind).containsExactly(TransferKind.ATTENDED);
        assertThat(call.talkTime()).as("with both, one after the other").isGreaterThan(1_500);
        assertThat(calls.stream().filter(other -> isFor(other, "322"))).isEmpty();
    }

    @Test
    void redirectOfBothPartiesIntoAnApplication() throws Exception {
        call("301");
        String channel = channelIn("301", "Up");
        soon().until(() -> plain.ask("Redirect", "Channel: " + channel, "Context: " + own, "Exten: 310", "Priority: 1")
                .contains("Success"));
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.legs()).hasSize(2);
    }

    @Test
    void pickup() throws Exception {
        extension("304", "Dial(" + phone("303") + ",20)", "Hangup()");
        call("304");
        // a phone that is called shows the extension of who calls
        String ringing = soon().until(
                        () -> channels().stream()
                                .filter(c -> c.get("Exten").equals("304")
                                        && c.get("State").equals("Ringing"))
                                .map(c -> c.get("Channel"))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        extension("305", "PickupChan(" + ringing + ")", "Hangup()");
        extension("306", "Dial(" + phone("305") + ",20)", "Hangup()");
        call("305");
        connected("304");
        callerHangsUp("304");
        AmiCall call = ended("304");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.pickedUpBy()).startsWith("PJSIP/phone-");
        assertThat(call.aliases()).as("the call of who picked it up is merged").hasSize(1);
        assertThat(calls.stream().filter(other -> isFor(other, "305"))).isEmpty();
    }

    @Test
    void parkedAndFetchedByAnotherPhoneIsOneMergedCall() throws Exception {
        extension("314", "Answer()", "Park(default)", "Hangup()");
        call("314");
        channelIn("314", "Up");
        String space = soon().until(this::space, Objects::nonNull);
        extension("315", "Goto(parkedcalls," + space + ",1)");
        call("315");
        soon().until(() -> space() == null);
        callerHangsUp("314");
        AmiCall call = ended("314");
        assertThat(call.parkings()).hasSize(1);
        assertThat(call.parkings().get(0).space()).isEqualTo(space);
        assertThat(call.parkings().get(0).outcome()).isEqualTo(ParkingOutcome.FETCHED);
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.aliases()).hasSize(1);
    }

    /** Where this test's call is parked. */
    private String space() throws Exception {
        for (var channel : channels()) {
            if (channel.get("Application").equals("Park")) {
                var parked = Pattern.compile("(\\d{3})(?=[^\\d]*" + channel.get("Channel") + ")")
                        .matcher(plain.command("parking show default"));
                if (plain.command("core show channel " + channel.get("Channel")).contains(own) && parked.find()) {
                    return parked.group(1);
                }
            }
        }
        return null;
    }

    @Test
    void parkedAndComeBack() throws Exception {
        extension(
                "314", "Answer()", "Park(default,t(1)c(" + own + ",320,1))", "Dial(" + phone("310") + ")", "Hangup()");
        call("314");
        AmiCall call = ended("314");
        assertThat(call.parkings()).extracting(Parking::outcome).containsExactly(ParkingOutcome.TIMED_OUT);
    }

    @Test
    void conferenceIsOneCallForEachWhoTalk() throws Exception {
        extension("316", "Answer()", "ConfBridge(" + own + ",default_bridge,default_user)");
        call("316");
        channelIn("316", "Up");
        template.sendBody(
                "ami:pbx?action=Originate&awaitOutcome=false",
                Map.of("Channel", phone("316"), "Application", "Wait", "Data", "6"));
        soon().until(() -> calls.stream().anyMatch(call -> isFor(call, "316")));
        callerHangsUp("316");
        soon().until(() -> calls.stream().filter(call -> isFor(call, "316")).count() == 2);
        assertThat(calls.stream().filter(call -> isFor(call, "316"))).allSatisfy(call -> {
            assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
            assertThat(call.talkTime()).isPositive();
        });
        assertThat(calls).noneMatch(call -> String.valueOf(call.channel()).startsWith("CBAnn/"));
    }
}

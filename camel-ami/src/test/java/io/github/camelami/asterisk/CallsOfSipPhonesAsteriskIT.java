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
import io.github.camelami.call.CallState;
import io.github.camelami.call.Transfer;
import io.github.camelami.call.TransferKind;
import io.github.camelami.call.TransferOutcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SIP phones do to their calls: hold by re-INVITE, attended transfer by REFER with Replaces or by keys. */
class CallsOfSipPhonesAsteriskIT extends OnCalls {

    @BeforeEach
    void phones() throws Exception {
        collect("emit=callProgress");
        extension("300", "Answer()", "Wait(60)");
        extension("301", "Dial(" + phone("300") + ",20,tT)", "Hangup()");
        extension("302", "Dial(" + phone("300") + ",20)", "Hangup()");
        extension("310", "Answer()", "Wait(2)", "Hangup()");
    }

    @Test
    void holdByReInvite() throws Exception {
        extension("303", "Dial(" + phone("300").replace("/phone/", "/holding/") + ",20,T)", "Hangup()");
        call("303");
        awaitState("303", CallState.ANSWERED);
        // the caller asks somebody, who hangs up after 2 s
        atxfer("303", "310");
        awaitState("300", CallState.RESUMED);
        callerHangsUp("303");
        AmiCall call = ended("300");
        assertThat(calls.stream().filter(c -> c.id().equals(call.id())).map(AmiCall::state))
                .containsSubsequence(CallState.STARTED, CallState.HELD, CallState.RESUMED, CallState.ENDED);
        assertThat(call.holdTime())
                .isGreaterThanOrEqualTo(1_900)
                .isEqualTo(of("300", CallState.RESUMED).duration()
                        - of("300", CallState.HELD).duration());
        assertThat(ended("303").holdTime()).as("the caller's own").isGreaterThanOrEqualTo(1_900);
    }

    @Test
    void referWithReplacesJoinsTwoBridges() throws Exception {
        talkToTwo("301", CallState.ANSWERED);
        awaitState("302", CallState.TRANSFERRED);
        callerHangsUp("302");
        AmiCall call = ended("302");
        Transfer transfer = attended(call, "Bridge");
        assertThat(transfer.who()).isEqualTo(call.channel());
        assertThat(transfer.to()).as("the number of who was asked").isEqualTo("200");
        assertThat(transfer.outcome()).isEqualTo(TransferOutcome.ANSWERED);
        assertThat(call.aliases()).as("the call for asking is merged").hasSize(1);
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(calls).noneMatch(c -> isFor(c, "301") && c.state() == CallState.ENDED);
    }

    @Test
    void referWithReplacesIntoAnApplication() throws Exception {
        extension("304", "Answer()", "Wait(60)");
        talkToTwo("304", CallState.ANSWERED_BY_PBX);
        awaitState("302", CallState.TRANSFERRED);
        callerHangsUp("302");
        AmiCall call = ended("302");
        Transfer transfer = attended(call, "App");
        assertThat(transfer.to()).as("what the phone dialled").isEqualTo(own + "304");
        assertThat(transfer.outcome()).as("it led to no phone").isNull();
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.aliases()).as("the consultation has become part of it").hasSize(1);
        assertThat(of("304", CallState.ENDED)).isNull();
    }

    @Test
    void aThirdIsTakenIntoTheCallByKeys() throws Exception {
        call("301");
        awaitState("301", CallState.ANSWERED);
        extension("305", "Answer()", "Wait(60)");
        atxfer("301", "305");
        channelIn("305", "Up");
        soon().until(() -> {
            for (String digit : "*3".split("")) {
                plain.ask("PlayDTMF", "Channel: " + caller("301"), "Digit: " + digit, "Duration: 200");
            }
            return of("301", CallState.TRANSFERRED) != null;
        });
        attended(of("301", CallState.TRANSFERRED), "Threeway");
    }

    @Test
    void aTransferByKeysIsToWhomTheKeysCalled() throws Exception {
        extension("307", "Dial(" + phone("309") + ",20)", "Hangup()");
        extension("309", "Answer()", "Wait(60)");
        call("301");
        awaitState("301", CallState.ANSWERED);
        atxfer("301", "307");
        soon().until(() -> channels().stream()
                .anyMatch(channel -> channel.get("Channel").startsWith("Local/307@" + own)
                        && channel.get("State").equals("Up")));
        callerHangsUp("301");
        awaitState("301", CallState.TRANSFERRED);
        plain.ask("Hangup", "Channel: " + channelIn("309", "Up"));
        AmiCall call = ended("301");
        Transfer transfer = attended(call, "Bridge");
        assertThat(transfer.by()).isEqualTo(call.channel());
        assertThat(transfer.to()).isEqualTo("307");
        assertThat(transfer.who())
                .as("who was called")
                .isEqualTo(call.legs().get(1).channel());
        assertThat(transfer.outcome()).isEqualTo(TransferOutcome.ANSWERED);
    }

    private static Transfer attended(AmiCall call, String result) {
        assertThat(call.transfers()).hasSize(1);
        Transfer transfer = call.transfers().get(0);
        assertThat(transfer.kind()).isEqualTo(TransferKind.ATTENDED);
        assertThat(transfer.target()).isEqualTo(result);
        assertThat(transfer.result()).isEqualTo("Success");
        return transfer;
    }

    private void awaitState(String number, CallState state) {
        soon().until(() -> of(number, state) != null);
    }

    /** The PBX calls another extension for who called this one, and puts who was called on hold. */
    private void atxfer(String number, String other) throws IOException {
        channelIn(number, "Up");
        String line = channels().stream()
                .filter(channel -> channel.get("Exten").equals(number)
                        && channel.get("Application").equals("Dial")
                        && isOwn(plain, channel.get("Channel")))
                .map(channel -> channel.get("Channel"))
                .findFirst()
                .orElseThrow();
        soon().until(() -> plain.ask("Atxfer", "Channel: " + line, "Context: " + own, "Exten: " + other)
                .contains("Success"));
    }

    /** The phone of 300, which 302 has called, calls another extension and has the PBX replace both by one call. */
    private void talkToTwo(String other, CallState reached) throws Exception {
        call("302");
        awaitState("302", CallState.ANSWERED);
        String first = channelIn("300", "Up");
        call(other);
        awaitState(other, reached);
        String dialog =
                sip(other, "call-id") + ";to-tag=" + sip(other, "remote_tag") + ";from-tag=" + sip(other, "local_tag");
        String target = "sip:" + own + other + "@" + asterisk.sip() + "?Replaces="
                + URLEncoder.encode(dialog, StandardCharsets.UTF_8);
        extension("306", "Transfer(PJSIP/" + target + ")", "Wait(3)");
        plain.ask("Redirect", "Channel: " + first, "Context: " + own, "Exten: 306", "Priority: 1");
    }

    /** What the phone that called an extension knows of its SIP dialog. */
    private String sip(String number, String item) throws IOException {
        return plain.ask("Getvar", "Channel: " + caller(number), "Variable: CHANNEL(pjsip," + item + ")")
                .lines()
                .filter(line -> line.startsWith("Value: "))
                .map(line -> line.substring(7))
                .findFirst()
                .orElseThrow();
    }
}

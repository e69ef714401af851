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
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.call.HungUpBy;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two parties, or none: what becomes of calls that are placed and answered, or not. */
class CallsAsteriskIT extends OnCalls {

    @BeforeEach
    void phones() throws Exception {
        collect("emit=calls");
        extension("300", "Ringing()", "Wait(1)", "Answer()", "Wait(30)");
        extension("302", "Busy(10)");
        extension("303", "Ringing()", "Wait(60)");
        extension("310", "Answer()", "Wait(2)", "Hangup()");
    }

    @Test
    void plainCallThatTheCalledPhoneEnds() throws Exception {
        extension("301", "Set(CALLNO=" + own + ")", "Dial(" + phone("310") + ",20)", "Hangup()");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLED);
        assertThat(call.callerNumber()).isEqualTo("200");
        assertThat(call.callerName()).isEqualTo("Phone");
        assertThat(call.channel()).startsWith("PJSIP/phone-");
        assertThat(call.originated()).isFalse();
        assertThat(call.talkTime()).isCloseTo(2_000, within(900L));
        assertThat(call.duration()).isGreaterThanOrEqualTo(call.talkTime() + call.ringTime());
        assertThat(call.legs()).hasSize(2);
        assertThat(call.legs().get(1).dialStatus()).isEqualTo("ANSWER");
        assertThat(call.cause()).isEqualTo(16);
        assertThat(call.causeText()).isEqualTo("Normal Clearing");
        assertThat(call.partial()).isFalse();
        assertThat(call.synthetic()).isFalse();
        assertThat(call.end()).isEqualTo(CallEnd.HANGUP);
        assertThat(call.aliases()).isEmpty();
    }

    @Test
    void plainCallThatTheCallerEnds() throws Exception {
        extension("301", "Dial(" + phone("300") + ",20)", "Hangup()");
        call("301");
        connected("301");
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(call.ringTime()).isCloseTo(1_000, within(700L));
    }

    /** Two dialplans are no parties: the PBX has answered. */
    @Test
    void callOfLocalChannelsOnly() throws Exception {
        startCalls(1, 101);
        AmiCall call = ended("101");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.calledNumber()).isEqualTo("101");
        assertThat(call.originated()).isTrue();
        assertThat(call.answeredAt()).isNotNull();
        assertThat(call.talkTime()).isZero();
        assertThat(call.missed()).isFalse();
    }

    @Test
    void phoneBehindLocalChannels() throws Exception {
        extension("301", "Dial(Local/304@" + own + "/n,20)", "Hangup()");
        extension("304", "Dial(Local/305@" + own + "/n,20)", "Hangup()");
        extension("305", "Dial(" + phone("310") + ",20)", "Hangup()");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLED);
        assertThat(call.talkTime()).isCloseTo(2_000, within(900L));
        assertThat(call.legs()).hasSize(2);
        assertThat(call.legs().get(1).channel()).startsWith("PJSIP/phone-");
        assertThat(call.legs().get(1).via()).hasSize(2);
    }

    @Test
    void ringAllOf30Legs() throws Exception {
        String[] legs = IntStream.range(0, 30)
                .mapToObj(leg -> leg == 17 ? phone("300") : "Local/303@" + own)
                .toArray(String[]::new);
        extension("301", "Dial(" + joined(legs) + ",20)", "Hangup()");
        call("301");
        connected("301");
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.legs()).hasSize(31);
        assertThat(statuses(call)).containsEntry("ANSWER", 1L).containsEntry("CANCEL", 29L);
    }

    @Test
    void busy() throws Exception {
        extension("301", "Dial(" + phone("302") + ",20)", "Hangup()");
        call("301");
        assertThat(ended("301").disposition()).isEqualTo(CallDisposition.BUSY);
        assertThat(ended("302").disposition())
                .as("the call in which the PBX says busy")
                .isEqualTo(CallDisposition.BUSY);
        assertThat(statuses(ended("301"))).containsOnlyKeys("BUSY");
        assertThat(ended("301").cause()).isEqualTo(17);
        assertThat(ended("301").hungUpBy()).isEqualTo(HungUpBy.PBX);
    }

    @Test
    void noAnswer() throws Exception {
        extension("301", "Dial(" + phone("303") + ",1)", "Hangup()");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
        assertThat(call.ringTime()).isCloseTo(1_000, within(700L));
        assertThat(call.talkTime()).isZero();
        assertThat(call.legs().get(1).ringingAt()).isNotNull();
    }

    @Test
    void theCallerGivesUp() throws Exception {
        extension("301", "Dial(" + phone("303") + ",20)", "Hangup()");
        call("301");
        channelIn("303", "Ring");
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.CANCELLED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
    }

    @Test
    void congestion() throws Exception {
        extension("304", "Congestion(10)");
        call("304");
        assertThat(ended("304").disposition()).isEqualTo(CallDisposition.CONGESTION);
    }

    @Test
    void unknownExtensionByLocalAndBySip() throws Exception {
        template.sendBody(
                "ami:pbx?action=Originate&awaitOutcome=false",
                Map.of("Channel", "Local/399@" + own, "Application", "Wait", "Data", "5"));
        assertThat(ended("399").disposition()).isEqualTo(CallDisposition.FAILED);
        extension("301", "Dial(" + phone("398") + ",20)", "Hangup()");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.FAILED);
        assertThat(call.legs().get(1).cause()).isEqualTo(1);
    }

    @Test
    void forwardedByThePhone() throws Exception {
        extension("307", "Transfer(PJSIP/sip:" + own + "308@" + asterisk.sip() + ")", "Hangup()");
        extension("308", "Dial(" + phone("310") + ",20)", "Hangup()");
        extension("301", "Dial(" + phone("307") + ",20)", "Hangup()");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.legs()).anyMatch(leg -> (own + "308").equals(leg.forwardedTo()));
        assertThat(statuses(call)).containsOnly(entry("CANCEL", 1L), entry("ANSWER", 1L));
        assertThat(call.legs())
                .filteredOn(leg -> "ANSWER".equals(leg.dialStatus()))
                .first()
                .satisfies(leg -> assertThat(leg.via())
                        .as("the Local channel of the forward is a way")
                        .hasSize(1));
    }

    @Test
    void voicemailAfterNoAnswer() throws Exception {
        extension("301", "Dial(" + phone("303") + ",1)", "Answer()", "VoiceMail(124@default,s)", "Hangup()");
        call("301");
        channelIn("301", "Up");
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.talkTime()).isZero();
        assertThat(call.answeredAt()).isNotNull();
    }

    @Test
    void voicemailAtOnce() throws Exception {
        extension("301", "VoiceMail(124@default,s)", "Hangup()");
        call("301");
        channelIn("301", "Up");
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(call.legs()).hasSize(1);
    }

    /** Asterisk reports the mailbox on the channel of its caller in both cases. */
    @Test
    void whoListensToMessagesHasMissedNothingAndWhoLeavesOneHas() throws Exception {
        extension("301", "Answer()", "VoiceMail(8000@default,s)", "Hangup()");
        extension("304", "Answer()", "VoiceMailMain(8000@default,s)", "Hangup()");
        assertThat(leavesMessage().missed()).isTrue();
        calls.clear();
        call("304");
        channelIn("304", "Up");
        callerHangsUp("304");
        AmiCall listened = ended("304");
        assertThat(listened.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(listened.missed()).isFalse();
        assertThat(leavesMessage().missed()).isTrue();
    }

    private AmiCall leavesMessage() throws Exception {
        calls.clear();
        String text = "hello-world&hello-world&hello-world&hello-world&hello-world";
        plain.ask("Originate", "Channel: Local/301@" + own, "Application: Playback", "Data: " + text, "Async: true");
        return ended("301");
    }

    @Test
    void joinedInTheMiddle() throws Exception {
        camel.getRouteController().stopRoute("calls");
        camel.removeRoute("calls");
        extension("301", "Dial(" + phone("300") + ",20)", "Hangup()");
        call("301");
        channelIn("301", "Up");
        collect("emit=callProgress");
        // the first look of the route may come after a hangup that does not wait for it
        AmiCall joined = soon().until(() -> inTheMiddle(CallState.ANSWERED), Objects::nonNull);
        callerHangsUp("301");
        AmiCall call = soon().until(() -> inTheMiddle(CallState.ENDED), Objects::nonNull);
        assertThat(call.id()).isEqualTo(joined.id());
        assertThat(call.partial()).isTrue();
        assertThat(call.synthetic()).isFalse();
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.talkTime()).isPositive();
        assertThat(call.legs()).hasSize(2);
    }

    /** The extension that a list shows is the one that the dialplan has gone on to. */
    private AmiCall inTheMiddle(CallState state) {
        return calls.stream()
                .filter(call -> call.state() == state
                        && String.valueOf(call.calledNumber()).endsWith("301"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void oneLeggedOriginateIntoAnApplication() throws Exception {
        extension("311", "Answer()", "Wait(60)");
        template.sendBody(
                "ami:pbx?action=Originate&awaitOutcome=false",
                Map.of("Channel", phone("311"), "Application", "Wait", "Data", "1", "ChannelId", own + "-leg"));
        AmiCall call = soon().until(
                        () -> calls.stream()
                                .filter(c -> c.id().equals(own + "-leg"))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED_BY_PBX);
        assertThat(call.originated()).isTrue();
        assertThat(call.legs()).hasSize(1);
    }

    @Test
    void clickToCallIsOneCallWhoseCallerIsThePhoneThatWasCalledFirst() throws Exception {
        extension("301", "Dial(" + phone("310") + ",20)", "Hangup()");
        extension("312", "Answer()", "Wait(60)");
        template.sendBody(
                "ami:pbx?action=Originate&awaitOutcome=false",
                Map.of(
                        "Channel",
                        phone("312"),
                        "Context",
                        own,
                        "Exten",
                        "301",
                        "Priority",
                        "1",
                        "ChannelId",
                        own + "-click"));
        AmiCall call = soon().until(
                        () -> calls.stream()
                                .filter(c -> c.id().equals(own + "-click"))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.originated()).isTrue();
        assertThat(call.calledNumber()).isEqualTo("301");
        assertThat(call.legs()).hasSize(2);
        assertThat(call.channel()).isEqualTo(call.legs().get(0).channel());
    }

    @Test
    void aRecordingAndAVariableOfInterest() throws Exception {
        camel.getRouteController().stopRoute("calls");
        camel.removeRoute("calls");
        collect("emit=calls&callVariables=CALLNO&trunks=PJSIP/*");
        extension("301", "Set(CALLNO=a,b\"c)", "Answer()", "MixMonitor(" + own + ".wav)", "Wait(1)", "Hangup()");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.recordings()).hasSize(1);
        assertThat(call.recordings().get(0).endedAt()).isNotNull();
        assertThat(call.variables()).containsEntry("CALLNO", "a,b\"c");
        assertThat(call.direction()).hasToString("INBOUND");
    }
}

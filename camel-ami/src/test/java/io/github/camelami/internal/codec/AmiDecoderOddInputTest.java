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
package io.github.camelami.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmiDecoderOddInputTest {

    @Test
    void E5_undecodableBytesAreKeptAndDelivered() {
        String wire = "Event: UserEvent\r\nBad: a\u00ff\u00c3(\u0080z\r\nNext: 1\r\n\r\n";
        AmiEvent event = Decoding.eventOf(wire);

        assertThat(event.get("Bad")).isEqualTo("a\ufffd\ufffd(\ufffdz");
        assertThat(event.get("Next")).isEqualTo("1");
        assertThat(event.wireBytes()).isEqualTo(Transcripts.bytes(wire));
    }

    @Test
    void E5_nulAndControlBytesAreKeptAndDelivered() {
        AmiEvent event = Decoding.eventOf("Event: UserEvent\r\nOdd: \0\1\t\u001b[31m\u007f\rb\r\r\nNext: 1\r\n\r\n");

        assertThat(event.get("Odd")).isEqualTo("\0\1\t\u001b[31m\u007f\rb\r");
        assertThat(event.get("Next")).isEqualTo("1");
    }

    @Test
    void E5_theSessionGoesOnAfterThem() {
        List<AmiMessage> messages =
                Decoding.messagesOf("Event: \u00ff\0\r\n\u00fe\u00ff: \u00ff\r\n\r\nEvent: Hangup\r\n\r\n");

        assertThat(messages).extracting(message -> ((AmiEvent) message).name()).containsExactly("\ufffd\0", "Hangup");
    }

    @Test
    void valuesAreReadInTheCharsetOfTheConnection() {
        byte[] utf8 = "Event: UserEvent\r\nName: Jörg – 日本\r\n\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(Decoding.withoutBanner().feed(utf8).messages.get(0)).containsEntry("Name", "Jörg – 日本");
        assertThat(Decoding.ofLatin1()
                        .feed("Event: UserEvent\r\nName: J\u00f6rg\r\n\r\n")
                        .messages
                        .get(0))
                .containsEntry("Name", "Jörg");
    }

    @Test
    void E6_lineWithoutColonIsNoFieldButNotLost() {
        AmiResponse response = Decoding.responseOf("Response: Success\r\nNo categories found\r\nA: 1\r\n\r\n");

        assertThat(response).containsOnlyKeys("Response", "A");
        assertThat(response.linesWithoutKey()).containsExactly("No categories found");
        assertThat(response.get("No categories found")).isNull();
    }

    /** Drivers of GSM cards end the text of a short message so. */
    @Test
    void E6_anEndMarkWithinAnEventIsALineOfIt() {
        List<AmiMessage> messages =
                Decoding.messagesOf("Event: ReceivedSMS\r\nPrivilege: all,smscommand\r\nContent: hello\r\n"
                        + "--END SMS EVENT--\r\nSpan: 2\r\n\r\nEvent: Hangup\r\nCause: 16\r\n\r\n");

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).containsEntry("Content", "hello").containsEntry("Span", "2");
        assertThat(messages.get(0).linesWithoutKey()).containsExactly("--END SMS EVENT--");
        assertThat(messages.get(1)).containsEntry("Event", "Hangup").containsEntry("Cause", "16");
    }

    @Test
    void E6_aKeyWithoutValueIsAnEmptyField() {
        AmiEvent event = Decoding.eventOf("Event: RTCPReceived\r\nReportBlock:\r\nReportCount: 1\r\n\r\n");

        assertThat(event).containsEntry("ReportBlock", "").containsEntry("ReportCount", "1");
        assertThat(event.linesWithoutKey()).isEmpty();
    }

    @Test
    void E6_emptyKeyIsNoField() {
        AmiEvent event = Decoding.eventOf("Event: UserEvent\r\n: value\r\n:\r\nA: 1\r\n\r\n");

        assertThat(event).containsOnlyKeys("Event", "A");
        assertThat(event.get("")).isNull();
        assertThat(event.linesWithoutKey()).containsExactly(": value", ":");
    }

    @Test
    void E6_bareLineFeedEndsALine() {
        List<AmiMessage> messages = Decoding.messagesOf(
                "Response: Error\r\nActionID: 1\r\nMessage: No Contacts found\n\r\n\r\nEvent: Hangup\nCause: 16\n\n");

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).containsEntry("Message", "No Contacts found");
        assertThat(messages.get(1)).containsEntry("Cause", "16");
    }

    @Test
    void E6_furtherEmptyLinesBetweenMessagesMeanNothing() {
        List<AmiMessage> messages = Decoding.messagesOf("\r\n\n\r\nEvent: A\r\n\r\n\r\n\r\n\nEvent: B\r\n\r\n\r\n");

        assertThat(messages).extracting(AmiMessage::wireText).containsExactly("Event: A\r\n\r\n", "Event: B\r\n\r\n");
    }

    @Test
    void E6_aSecondEventLineDoesNotRenameTheEvent() {
        AmiEvent event = Decoding.eventOf(
                "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: x\r\nEvent: Hangup\r\nChannel: x\r\n\r\n");

        assertThat(event.name()).isEqualTo("UserEvent");
        assertThat(event.values("Event")).containsExactly("UserEvent", "Hangup");
    }

    @Test
    void E6_theFirstActionIdAndPrivilegeCount() {
        Decoding decoding = Decoding.withoutBanner()
                .feed("Event: UserEvent\r\nPrivilege: user,all\r\nActionID: mine\r\n"
                        + "ActionID: spoof\r\nPrivilege: call,all\r\n\r\n");
        AmiEvent event = (AmiEvent) decoding.messages.get(0);

        assertThat(event.actionId()).isEqualTo("mine");
        assertThat(decoding.classes()).isEqualTo(EventClasses.parse("user").bits());
        assertThat(event.privileges()).containsExactly("user", "all");
        assertThat(event.isBroadcast()).isTrue();
    }

    @Test
    void E6_anEmptyActionIdIsNone() {
        assertThat(Decoding.responseOf("Response: Success\r\nActionID: \r\nActionID: 5\r\n\r\n")
                        .actionId())
                .isNull();
    }

    @Test
    void theFirstLineDecidesTheKind() {
        assertThat(Decoding.messageOf("Event: OriginateResponse\r\nResponse: Failure\r\n\r\n"))
                .isInstanceOf(AmiEvent.class);
        assertThat(Decoding.messageOf("Response: Success\r\nEvent: Hangup\r\n\r\n"))
                .isInstanceOf(AmiResponse.class);
        assertThat(Decoding.messageOf("Message: x\r\nEvent: Hangup\r\n\r\n")).isInstanceOf(AmiResponse.class);
        assertThat(Decoding.eventOf("eVENT:Hangup\r\n\r\n").name()).isEqualTo("Hangup");
    }

    @Test
    void theFirstLineNeedNotHoldAName() {
        assertThat(Decoding.eventOf("Event:\r\nA: 1\r\n\r\n").name()).isEmpty();
        AmiResponse response = Decoding.responseOf("Response: \r\nActionID: 1\r\nMessage: x\r\n\r\n");
        assertThat(response.status()).isEmpty();
        assertThat(response.message()).isEqualTo("x");
    }

    @Test
    void unwantedEventsAreNotMade() {
        List<String> made = new ArrayList<>();
        MessageSink picky = new MessageSink() {
            @Override
            public boolean wants(EventView event) {
                boolean wanted = event.classes() == EventClasses.parse("agent").bits()
                        && event.name().equals("AgentCalled");
                return wanted || event.isAnswerTo("1");
            }

            @Override
            public void message(AmiMessage message) {
                made.add(message.wireText().lines().findFirst().orElseThrow());
            }
        };
        byte[] wire = Transcripts.bytes(
                "Event: AgentCalled\r\nPrivilege: agent,all\r\n\r\n"
                        + "Event: Hangup\r\nPrivilege: call,all\r\n\r\n"
                        + "Event: Item\r\nActionID: 1\r\n\r\nEvent: Item\r\nPrivilege: all\r\nActionID: 2\r\n\r\nResponse: Success\r\n\r\n");
        Decoding.withoutBanner().decoder.decode(wire, 0, wire.length, picky);

        assertThat(made).containsExactly("Event: AgentCalled", "Event: Item", "Response: Success");
    }
}

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

import io.github.camelami.documented.Faq;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The answers of the PBX in the FAQ are those that Asterisk gives. */
class RefusalsAsteriskIT extends OnAsterisk {
    private static final String CALL = "Originate; Channel: Local/100@test; Context: test; Priority: 1; Exten: ";

    /** Actions, and the text with which each is refused. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("NoSuchAction", "Invalid/unknown command"),
            Map.entry("Redirect", "Channel not specified"),
            Map.entry("Hangup", "No channel specified"),
            Map.entry("Originate; Channel: PJSIP; Context: test; Exten: 100; Priority: 1", "Invalid channel"),
            Map.entry(CALL + "999", "Extension does not exist."),
            Map.entry("Originate; Channel: Local/100@test; Context: test; Exten: 100; Priority: x", "Invalid priority"),
            Map.entry(CALL + "100; Timeout: x", "Invalid timeout"),
            Map.entry("Redirect; Channel: PJSIP/9-1", "Context not specified"),
            Map.entry("ExtensionState", "Extension not specified"),
            Map.entry("Hangup; Channel: PJSIP/9-1", "No such channel"),
            Map.entry("Park; Channel: PJSIP/9-1", "Channel does not exist"),
            Map.entry("Atxfer; Channel: PJSIP/9-1; Exten: 1; Context: test", "Channel specified does not exist"),
            Map.entry("PlayDTMF; Channel: PJSIP/9-1; Digit: 1", "Channel not found"),
            Map.entry("Bridge; Channel1: x; Channel2: y", "Channel1 does not exist"),
            Map.entry("QueueAdd; Queue: nosuch; Interface: PJSIP/9", "No such queue"),
            Map.entry("QueueRemove; Queue: support; Interface: PJSIP/9", "Unable to remove interface: Not there"),
            Map.entry("QueuePause; Queue: nosuch; Interface: PJSIP/9; Paused: true", "Interface not found"),
            Map.entry(
                    "QueuePenalty; Queue: nosuch; Interface: x; Penalty: 1", "Invalid interface, queuename or penalty"),
            Map.entry("QueuePause; Interface: PJSIP/9", "Need 'Interface' and 'Paused' parameters."),
            Map.entry("QueueAdd; Queue: support", "'Interface' not specified."),
            Map.entry("AgentLogoff; Agent: nosuch", "No such agent"),
            Map.entry("DBGet; Family: nosuch; Key: nosuch", "Database entry not found"),
            Map.entry("DBDel; Family: nosuch; Key: nosuch", "Database entry could not be deleted"),
            Map.entry("MailboxStatus", "Mailbox not specified"),
            Map.entry("PJSIPShowEndpoint; Endpoint: nosuch", "Unable to retrieve endpoint"),
            Map.entry("PJSIPRegister; Registration: nosuch", "Unable to retrieve registration entry"),
            Map.entry("BridgeInfo; BridgeUniqueid: nosuch", "Specified BridgeUniqueid not found"),
            Map.entry("GetConfig; Filename: nosuch.conf", "Config file not found"),
            Map.entry("Reload; Module: nosuch", "No such module"),
            Map.entry("ShowDialPlan; Context: nosuch", "Did not find context"),
            Map.entry("MessageSend; To: pjsip:nosuch; Body: a", "Message failed to send."));

    private static final String ALREADY_THERE = "Unable to add interface: Already there";

    /** With what the component adds. */
    private static final String IN_NO_AGI =
            "Failed to add AGI command to channel … queue; the call is not in AGI(agi:async)";

    @Test
    void eachAnswerInTheFaqIsOneOfThisPbx() {
        assertThat(Faq.rows().stream()
                        .filter(row -> row.section().equals("Answers of the PBX"))
                        .flatMap(row -> row.texts().stream()))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                REFUSED.values().stream(),
                                Stream.of("Authentication failed", "Permission denied", ALREADY_THERE, IN_NO_AGI))
                        .toList());
    }

    @Test
    void thePbxRefusesEachActionWithTheTextInTheFaq() throws IOException {
        for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
            assertThat(answer(plain, refused.getKey())).as(refused.getKey()).contains(refused.getValue());
        }
    }

    @Test
    void aMemberOfAQueueIsNotAddedTwice() throws Exception {
        String member = "; Queue: support; Interface: Local/" + own + "@test";
        answer(plain, "QueueAdd" + member);
        afterwards(() -> answer(plain, "QueueRemove" + member));
        assertThat(answer(plain, "QueueAdd" + member)).contains(ALREADY_THERE);
    }

    @Test
    void aCallThatIsNotInAgiTakesNoCommand() throws Exception {
        plain.ask(
                "Originate",
                "Channel: Local/110@" + own,
                "ChannelId: " + own,
                "Application: Wait",
                "Data: 30",
                "Async: true");
        soon().untilAsserted(() -> assertThat(answer(plain, "AGI; Channel: " + own + "; Command: NOOP; CommandID: 1"))
                .contains(IN_NO_AGI.substring(0, IN_NO_AGI.indexOf('…'))));
    }

    @Test
    void aUserWithoutRightsOrWithAnotherSecretIsRefused() throws Exception {
        try (PlainClient user = asterisk.connect()) {
            assertThat(answer(user, "Login; Username: admin; Secret: x")).contains("Authentication failed");
        }
        try (PlainClient user = asterisk.connect().login("callonly", "off")) {
            assertThat(answer(user, CALL + "100")).contains("Permission denied");
        }
    }

    /** @param action its name and its fields */
    private static String answer(PlainClient client, String action) throws IOException {
        List<String> parts = List.of(action.split("; "));
        String answer = client.ask(parts.get(0), parts.subList(1, parts.size()).toArray(String[]::new));
        return answer.startsWith("Response: Error") ? answer : "";
    }
}

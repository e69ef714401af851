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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Actions and their answers. */
class ActionsAsteriskIT extends OnAsterisk {
    private static final String ODD = "Grüße, \"Bob\" O'Brien \\ 100 %; ${X}";

    static Stream<Arguments> servers() {
        return by(Access.values());
    }

    @Test
    void pingIsAnsweredByItsResponse() {
        Exchange ping = send("action=Ping", null);

        assertThat(body(ping, AmiResponse.class))
                .containsEntry("Response", "Success")
                .containsEntry("Ping", "Pong");
        assertThat(ping.getMessage().getHeader("CamelAmiResponse")).isEqualTo("Success");
        assertThat(ping.getMessage().getHeader("CamelAmiActionId", String.class))
                .isNotBlank();
    }

    @Test
    void coreShowChannelsListsAHundredChannelsAndHangupByRegexEndsThem() throws Exception {
        startCalls(50, 110);
        soon().until(() -> ownChannels().size() == 100);

        List<AmiEvent> channels = list("action=CoreShowChannels", Map.of());
        List<AmiEvent> hungUp =
                list("action=Hangup", Map.of("Channel", "/^Local\\/.*@" + own + "-.*;1$/", "Cause", "16"));

        assertThat(channels.stream().map(channel -> channel.get("Channel")))
                .filteredOn(name -> name.contains("@" + own + "-"))
                .hasSize(100)
                .doesNotHaveDuplicates();
        assertThat(channels).allSatisfy(channel -> {
            assertThat(channel.name()).isEqualTo("CoreShowChannel");
            assertThat(channel).containsKeys("Uniqueid", "ChannelStateDesc", "Duration");
        });
        assertThat(hungUp).hasSize(50).allMatch(event -> event.name().equals("ChannelHungup"));
        soon().until(() -> ownChannels().isEmpty());
    }

    @Test
    void statusShowsTheVariablesThatWereAskedFor() throws Exception {
        String channel = call();
        String value = ODD.replace(" ${X}", "");
        answer("action=Setvar", Map.of("Channel", channel, "Variable", "ODD", "Value", value));

        List<AmiEvent> status = list("action=Status", Map.of("Channel", channel, "Variables", "ODD,NONE"));

        assertThat(status).singleElement().satisfies(event -> {
            assertThat(event).containsEntry("Channel", channel).containsEntry("ChannelStateDesc", "Up");
            assertThat(event.values("Variable")).containsExactly("ODD=" + value, "NONE=(null)");
        });
    }

    @Test
    void variablesOfAChannelAndGlobalOnesAreSetAndReadBack() throws Exception {
        String channel = call();
        answer("action=Setvar", Map.of("Channel", channel, "Variable", "ODD", "Value", ODD));
        answer("action=Setvar&allowDangerousActions=true", Map.of("Variable", own, "Value", "two words, \"quoted\""));

        assertThat(answer("action=Getvar", Map.of("Channel", channel, "Variable", "ODD")))
                .contains(entry("Variable", "ODD"), entry("Value", ODD));
        assertThat(answer("action=Getvar", Map.of("Variable", own))).containsEntry("Value", "two words, \"quoted\"");
    }

    @Test
    void databaseEntriesAreWrittenReadAndDeleted() {
        Map<String, ?> key = Map.of("Family", own, "Key", "a/b");
        String dangerous = "&allowDangerousActions=true";

        answer("action=DBPut" + dangerous, Map.of("Family", own, "Key", "a/b", "Val", ODD));
        List<AmiEvent> found = list("action=DBGet" + dangerous, key);
        answer("action=DBDel" + dangerous, key);
        Exchange gone = send("action=DBGet" + dangerous, key);

        assertThat(found).singleElement().satisfies(entry -> assertThat(entry)
                .contains(entry("Event", "DBGetResponse"), entry("Key", "a/b"), entry("Val", ODD)));
        assertThat(gone.getException(AmiException.Refused.class)).hasMessageContaining("Database entry not found");
    }

    @Test
    void mailboxCountCounts() {
        AmiResponse count = answer("action=MailboxCount", Map.of("Mailbox", "123@default"));

        assertThat(count).containsEntry("Mailbox", "123@default");
        assertThat(Integer.parseInt(count.get("NewMessages"))).isGreaterThanOrEqualTo(2);
        assertThat(Integer.parseInt(count.get("OldMessages"))).isGreaterThanOrEqualTo(1);
    }

    @Test
    void getConfigGivesCategoriesAndLinesWithoutKey() {
        String uri = "action=GetConfig&allowDangerousActions=true&field.Filename=queues.conf";

        AmiResponse all = answer(uri, Map.of());
        AmiResponse none = answer(uri, Map.of("Category", "nosuchqueue"));

        assertThat(all.values("Category-000001")).containsExactly("support");
        assertThat(all).containsEntry("Line-000001-000000", "strategy=ringall");
        assertThat(none.linesWithoutKey()).containsExactly("No categories found");
    }

    @Test
    void commandKeepsItsLinesAndTheirIndentation() throws Exception {
        String uri = "action=Command&allowDangerousActions=true";

        AmiResponse shown = answer(uri, Map.of("Command", "dialplan show 109@test"));

        String expected = plain.command("dialplan show 109@test").strip();
        assertThat(expected).contains("\n  '109' =>          1. Answer()", "\n                    2. Set(MULTI=");
        // mxml has no blanks at the ends of a line
        assertThat(shown.output().strip())
                .isEqualTo(access.isMxml() ? expected.replaceAll("(?m)^ +| +$", "") : expected);
        assertThat(template.requestBody("ami:pbx?" + uri, Map.of("Command", "dialplan show 109@test"), String.class))
                .isEqualTo(shown.output());
    }

    @Test
    void aCommandThatFailsIsRefusedWithWhatItSaid() {
        Exchange failed = send("action=Command&allowDangerousActions=true", Map.of("Command", "no such command"));

        AmiException.Refused refused = failed.getException(AmiException.Refused.class);
        assertThat(refused).hasMessageContaining("No such command 'no such command'");
        assertThat(refused.response())
                .hasValueSatisfying(response -> assertThat(response.output()).startsWith("No such command"));
    }

    @Test
    void redirectMovesAChannel() throws Exception {
        String channel = call();

        answer("action=Redirect", Map.of("Channel", channel, "Context", own, "Exten", "117", "Priority", "1"));

        soon().untilAsserted(() -> assertThat(list("action=CoreShowChannels", Map.of()))
                .filteredOn(event -> channel.equals(event.get("Channel")))
                .singleElement()
                .satisfies(event ->
                        assertThat(event).contains(entry("Application", "MusicOnHold"), entry("Exten", "117"))));
    }

    @Test
    void aQueueMemberIsAddedPausedShownAndRemoved() {
        Map<String, ?> member = Map.of("Queue", "support", "Interface", dial(103));

        answer("action=QueueAdd&field.MemberName=O'Brien", member);
        answer("action=QueuePause&field.Paused=true&field.Reason=lunch", member);
        List<AmiEvent> paused = queueMembers();
        answer("action=QueueRemove", member);

        assertThat(paused).singleElement().satisfies(event -> assertThat(event)
                .contains(entry("Name", "O'Brien"), entry("Paused", "1"), entry("PausedReason", "lunch")));
        assertThat(queueMembers()).isEmpty();
        assertThat(send("action=QueueRemove", member).getException(AmiException.Refused.class))
                .hasMessageContaining("Unable to remove interface");
    }

    @Test
    void anActionOfAChannelThatIsGoneIsRefusedByName() {
        Exchange refused = send("action=Hangup", Map.of("Channel", "Local/gone@" + own + "-00000000;1"));

        assertThat(refused.getException(AmiException.Refused.class))
                .hasMessageContaining("Hangup")
                .hasMessageContaining("No such channel");
    }

    @Test
    void anUnknownActionIsRefusedWithASuggestion() {
        Exchange refused = send("action=QueueStatu", Map.of());

        assertThat(refused.getException(AmiException.Refused.class))
                .hasMessageContaining("unknown action QueueStatu, did you mean QueueStatus?");
    }

    @Test
    void theBodyOfAResponseIsItsWireTextAsBytes() {
        byte[] wire = template.requestBody("ami:pbx?action=CoreStatus", null, byte[].class);

        assertThat(new String(wire, StandardCharsets.UTF_8))
                .startsWith("Response: Success\r\n")
                .endsWith("\r\n\r\n");
    }

    private List<AmiEvent> queueMembers() {
        return list("action=QueueStatus", Map.of("Queue", "support")).stream()
                .filter(event -> event.name().equals("QueueMember"))
                .filter(event -> dial(103).equals(event.get("Location")))
                .toList();
    }

    /** A call that is up; its first channel runs Wait. */
    private String call() throws Exception {
        startCalls(1, 110);
        soon().until(() -> ownChannels().size() == 2);
        return ownChannels().stream()
                .filter(name -> name.endsWith(";1"))
                .findFirst()
                .orElseThrow();
    }
}

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
package io.github.camelami.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.codec.Captures;
import io.github.camelami.internal.codec.Decoding;
import io.github.camelami.internal.codec.PlainReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static final List<String[]> LISTED =
            lines("listed-names.txt").stream().map(line -> line.split(" ")).toList();

    @ParameterizedTest
    @CsvSource({
        "Orignate, Originate",
        "originat, Originate",
        "CoreShowChanels, CoreShowChannels",
        "QueueStat, QueueStatus",
        "Pong, Ping",
        "GetVar, Getvar",
    })
    void theActionThatWasMeantIsSuggested(String name, String meant) {
        assertThat(Catalogue.similarAction(name)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MakeCoffee", "x", "SomethingEntirelyDifferent"})
    void nothingIsSuggestedForWhatIsFarFromAll(String name) {
        assertThat(Catalogue.similarAction(name)).isEmpty();
    }

    @Test
    void actionsAreKnownInAnyCase() {
        assertThat(Catalogue.isAction("ORIGINATE")).isTrue();
        assertThat(Catalogue.isAction("Orignate")).isFalse();
        assertThat(Catalogue.classesOf("originate")).isEqualTo("originate");
        assertThat(Catalogue.classesOf("Ping")).isEmpty();
        assertThat(Catalogue.classesOf("NoSuchAction")).isEmpty();
    }

    @Test
    void everyActionThatAServerListsIsKnown() {
        assertThat(LISTED.stream().filter(words -> words[1].equals("action")).map(words -> words[2]))
                .hasSizeGreaterThan(300)
                .allMatch(Catalogue::isAction);
    }

    @Test
    void theClassesOfAnActionAreThoseOfThePrivilegeThatTodaysServersList() {
        for (String[] words : LISTED) {
            if (words[1].equals("action") && !words[0].equals("old") && !words[3].equals("-")) {
                assertThat(Catalogue.classesOf(words[2]))
                        .as("%s of Asterisk %s", words[2], words[0])
                        .isEqualTo(words[3].replaceFirst("<none>|,?all$", ""));
            }
        }
    }

    @Test
    void everyClassOfAnActionIsAClass() {
        for (String action : Catalogue.actionNames()) {
            String classes = Catalogue.classesOf(action);
            assertThat(EventClasses.NAMES)
                    .as(action)
                    .containsAll(classes.isEmpty() ? List.of() : Arrays.asList(classes.split(",")));
        }
    }

    @Test
    void everyEventThatAServerListsIsKnown() {
        Set<String> unknown = LISTED.stream()
                .filter(words -> words[1].equals("event"))
                .map(words -> words[2])
                .filter(name -> !isEvent(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyEventOfTheRecordingsIsKnown() {
        Set<String> recorded = new TreeSet<>();
        Captures.serverToClient().forEach(file -> PlainReader.of(Captures.read(file)).blocks().stream()
                .map(block -> block.lines().get(0))
                .filter(line -> line.key().equals("Event"))
                .forEach(line -> recorded.add(line.value())));

        assertThat(recorded).hasSizeGreaterThan(60).allMatch(CatalogueTest::isEvent);
    }

    /** Of modules that the recorded servers do not load. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CCAvailable CCCallerRecalling CCCallerStartMonitoring CCCallerStopMonitoring CCFailure",
                "CCMonitorFailed CCOfferTimerStart CCRecallComplete CCRequestAcknowledged CCRequested",
                "CoreShowChannelMap DAHDIShowChannels DAHDIShowStatus JabberStatus ContactListComplete",
                "DeviceEntry LineEntry",
            })
    void everyEventOfTheSourcesIsKnown(String names) {
        assertThat(names.split(" ")).allMatch(CatalogueTest::isEvent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SequenceNumber Func ConnectedChannel Callee Caller CoreID LastUsers Rule RuleList PresenceMessage",
                "StateText Signalling SignallingCode Alarms DND MixMonitorID Control ObjectUsername VoiceMessagesNew",
                "VoiceMessagesOld VoiceMessagesUrgentNew Mask MdataFrom MdataDestination MsgFrom MsgTo FromURI ToURI",
                "RequestURI",
            })
    void everyFieldOfTheSourcesIsRestoredFromMxml(String names) {
        assertThat(names.split(" "))
                .allSatisfy(name -> assertThat(FieldNames.ofEvent("AnyEvent").restore(FieldNames.inMxml(name)))
                        .isEqualTo(name));
    }

    @Test
    void aKnownNameIsOneAndTheSameString() {
        assertThat(Decoding.eventOf("Event: Hangup\r\n\r\n").name())
                .isSameAs(Decoding.eventOf("Event: Hangup\r\nA: 1\r\n\r\n").name());
    }

    @Test
    void theListsNameNothingTwice() {
        for (String resource : List.of("actions.txt", "events.txt")) {
            Set<String> seen = new HashSet<>();
            assertThat(lines(resource)).allMatch(line -> seen.add(line.split(" ")[0]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pjsipshowcontacts, No Contacts found, true",
        "PJSIPShowAors, 'No AORs found\n', true",
        "MeetmeListRooms, No active conferences., true",
        "VoicemailUsersList, There are no voicemail users currently defined., true",
        "ConfbridgeList, No active conferences., true",
        "ConfbridgeList, No Conference name provided., false",
        "ConfbridgeList, No Conference by that name found., false",
        "PJSIPShowContacts, No AORs found, false",
        "PJSIPShowContacts, Permission denied, false",
        "Hangup, No such channel, false",
        "DBGet, Database entry not found, false",
    })
    void O4_theExactTextOfAnActionSaysThatThereIsNothingToList(String action, String message, boolean empty) {
        assertThat(Catalogue.isEmptyList(action, message)).isEqualTo(empty);
    }

    private static boolean isEvent(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return name.equals(Catalogue.EVENTS.get(bytes, 0, bytes.length));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
package io.github.camelami.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.Anonymizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known to be harmless stays, everything else is replaced, and equal texts stay equal. */
class AnonymizerTest {
    private final Anonymizer anonymizer = new Anonymizer(Set.of("acme-vip"), Set.of("CITY"));

    /** The event with this line, anonymized. */
    private AmiEvent event(String name, String... lines) {
        return AmiEvent.parse(anonymizer.message(
                "Event: " + name + "\r\nPrivilege: call,all\r\n" + String.join("\r\n", lines) + "\r\n\r\n"));
    }

    private String value(String field, String value) {
        return event("Newchannel", field + ": " + value).first(field);
    }

    private String number(String number) {
        return value("Exten", number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ChannelState|6",
                "ChannelStateDesc|Ringing",
                "CallerIDName|<unknown>",
                "Exten|s",
                "Exten|*97",
                "Priority|12",
                "Cause-txt|Interworking, unspecified",
                "Uniqueid|1795302840.8",
                "Context|from-internal",
                "DestContext|macro-dialout-trunk",
                "Application|Queue",
                "DialStatus|CHANUNAVAIL",
                "BridgeTechnology|holding_bridge",
                "Duration|01:02:03",
                "LastCall|1795962226",
                "ChanVariable|DIALSTATUS=BUSY",
                "ChanVariable|CITY=Bern",
                "ChanVariable|CUSTOMER_ID=",
                "Context|acme-vip",
                "Privilege|call,all",
            })
    void whatIsHarmlessStays(String field, String value) {
        assertThat(value(field, value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PJSIP/4711-00000012|PJSIP/N-00000001",
                "Local/4711@from-queue-0000000a;1|Local/N@from-queue-00000001;1",
                "Local/4711@from-queue/n|Local/N@from-queue/n",
                "PJSIP/4711&PJSIP/4711|PJSIP/N&PJSIP/N",
                "AsyncGoto/PJSIP/4711-00000012<ZOMBIE>|AsyncGoto/PJSIP/N-00000001<ZOMBIE>",
                "4711/sip:4711@10.0.0.5|N/sip:N@198.18.0.1",
                "sip:+4711@[fe80::1]|sip:+N@[2001:db8::1]",
                "DAHDI/g0/4711w4711|DAHDI/wordb/NwN",
                "*4711|*N",
            })
    void equalNumbersStayEqual(String text, String expected) {
        String number = number("4711");
        assertThat(number).matches("[0-9]{4}").isNotEqualTo("4711");
        assertThat(value("DialString", text).replaceAll("word[a-j]+", "wordb"))
                .isEqualTo(expected.replace("N", number));
        assertThat(value("CallerIDNum", "4711")).isEqualTo(number);
        assertThat(value("ChanVariable", "X=4711")).endsWith("=" + number);
        assertThat(event("Cdr", "CallerID: \"\" <4711>").first("CallerID")).isEqualTo("\"\" <" + number + ">");
        assertThat(event("MessageWaiting", "Mailbox: 4711@default").first("Mailbox"))
                .isEqualTo(number + "@default");
    }

    @Test
    void aNumberWithAPrefixStillEndsWithTheNumber() {
        String number = number("4711");
        assertThat(number("0304711")).hasSize(7).endsWith(number);
        assertThat(number("+49304711"))
                .startsWith("+")
                .hasSize(9)
                .endsWith(number("0304711").substring(1));
        assertThat(number("4712")).doesNotEndWith(number.substring(1));
    }

    @Test
    void twoRecordingsReplaceANumberDifferently() {
        Set<String> replacements = Stream.generate(Anonymizer::new)
                .limit(20)
                .map(one -> one.message("Event: Newchannel\r\nExten: 0301234567\r\n\r\n"))
                .collect(Collectors.toSet());
        assertThat(replacements).hasSizeGreaterThan(15);
    }

    @Test
    void noReplacementLooksLikeANumberOfTheSameMessage() {
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            numbers.add(String.format("%d%03d", 1 + i % 9, i * 5));
        }
        String message = "Event: Newchannel\r\nExten: " + String.join("\r\nExten: ", numbers) + "\r\n\r\n";
        for (int run = 0; run < 20; run++) {
            AmiEvent replaced = AmiEvent.parse(new Anonymizer().message(message));
            assertThat(replaced.values("Exten")).hasSize(200).doesNotContainAnyElementsOf(numbers);
        }
    }

    @Test
    void differentNumbersStayDifferent() {
        Set<String> replaced = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String number = String.format("%04d", i);
            String replacement = number(number);
            assertThat(replacement).hasSize(4).isNotEqualTo(number);
            assertThat(replaced.add(replacement)).isTrue();
        }
    }

    @Test
    void pressedDigitsAreAllTheSame() {
        assertThat(value("Digit", "4")).isEqualTo(value("Digit", "#")).isEqualTo("1");
        assertThat(event("CEL", "EventName: DTMF", "Extra: {\"digit\":\"4\",\"duration_ms\":\"100\"}")
                        .first("Extra"))
                .startsWith("{\"digit\":\"1\",\"duration_ms\":\"");
    }

    @Test
    void theFieldsOfASenderAreReplacedWhateverTheirNames() {
        AmiEvent event = event("UserEvent", "Uniqueid: 1795302840.8", "UserEvent: Order", "Priority: 4711", "Alice: x");
        assertThat(event.first("Uniqueid")).isEqualTo("1795302840.8");
        assertThat(event.first("Priority")).isEqualTo(number("4711"));
        assertThat(event.keySet()).doesNotContain("Alice");
        assertThat(anonymizer.message("Event: AcmeBilled\r\nPriority: 4711\r\n\r\n"))
                .doesNotContain("Acme", "4711");
    }

    @Test
    void theNameOfTheSystemIsReplacedAlikeInIds() {
        AmiEvent event = event("Newchannel", "SystemName: pbx.acme.example", "Uniqueid: pbx.acme.example-1795302840.8");
        assertThat(event.first("Uniqueid")).isEqualTo(event.first("SystemName") + "-1795302840.8");
        assertThat(event.wireText()).doesNotContain("acme");
    }

    @Test
    void aTimestampKeepsItsMilliseconds() {
        assertThat(value("Timestamp", "1795302840.764711")).isEqualTo("1795302840.764000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/spool/asterisk/monitor/2026/11/Alice-4711.wav",
                "{\"extra\":\"M\\u00fcller\",\"secret\":\"hunter2\"}",
                "agi_request%3A%20Alice%0A",
                "QWxpY2U6aHVudGVyMg==",
                "00:1b:21:3c:9d:f8",
                "alice.miller@mail.acme.example",
                "Zo\u00eb <4711>",
                "Acme-GW/7.3 (Linux)",
                "https://crm.acme.example/contact?id=4711#Alice",
            })
    void noWordOfOtherTextStays(String text) {
        String replaced = value("AppData", text);
        for (String word : text.split("[^A-Za-z0-9\u00eb]+")) {
            if (word.length() > 2) {
                assertThat(replaced).doesNotContain(word);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice", "4711", "\\u00fc", "%20x", "a.", "/n", "w1", "::1 ", "@a-"})
    void aValueMayBeLong(String part) {
        String replaced = value("AppData", part.repeat(200_000));
        assertThat(replaced).isNotEmpty().doesNotContain("Alice", "4711");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ChanVariable|MAIL=anna@mobile.de|mobile",
                "ChanVariable|MAIL=service@page-main-direct.hold.com|page main direct hold",
                "ChanVariable|MAIL=park@main|main park",
                "ChanVariable|MAIL=fax@main.example|fax main",
                "AppData|-s x,private@queue.example|private queue",
                "Channel|Local/fax@page.main.example-00000001;1|fax page main",
                "CallerIDName|Page|Page",
                "CallerIDName|Yes|Yes",
                "ConnectedLineName|Bridge/Tunnel Park|Bridge Tunnel Park",
                "CallerIDName|sip: pseudo|sip pseudo",
                "AccountCode|Local|Local",
                "MemberName|Main@hold|Main hold",
                "ChanVariable|PIN=*12401*34502*56603|12401 34502 56603",
                "ChanVariable|PIN=*12|12",
            })
    void noKnownWordOfATextThatSomebodyChoseStays(String field, String value, String words) {
        String replaced = value(field, value);
        for (String word : words.split(" ")) {
            assertThat(replaced).doesNotContainPattern("(?i)(?<![a-z0-9])" + word + "(?![a-z0-9])");
        }
    }

    @Test
    void onlyTheIdOfAChannelLooksLikeOne() {
        String message = "Event: VarSet\r\nPrivilege: dialplan,all\r\nTimestamp: 1795302840.764711\r\n";
        String text = message + "Uniqueid: 1790000000.8\r\nVariable: MOB\r\n"
                + "Value: 1701234567.100,1795302839.9,1790000000.8,1790000000.9\r\n\r\n";
        assertThat(AmiEvent.parse(anonymizer.message(text)).first("Value"))
                .matches("[0-9]{10}\\.[0-9]{3},1795302839\\.9,1790000000\\.8,[0-9]{10}\\.[0-9]")
                .doesNotContain("1701234567", "1790000000.9");
        assertThat(new Anonymizer().message("Event: VarSet\r\nVariable: M\r\nValue: 1701234567.100\r\n\r\n"))
                .doesNotContain("1701234567");
    }

    @ParameterizedTest
    @CsvSource({"5060,5060", "5061,5061", "5038,5038", "5062,40001", "49152,40001"})
    void aPortTellsNothingAboutNumbers(String port, String replacement) {
        number("5060");
        assertThat(value("AppData", "sip:4711@10.0.0.5:" + port)).endsWith("@198.18.0.1:" + replacement);
        assertThat(value("AppData", "IPV4/UDP/10.0.0.5/" + port)).endsWith("/198.18.0.1/" + replacement);
        assertThat(value("AppData", "sip:[fe80::1]:" + port)).endsWith("]:" + replacement);
        assertThat(value("AppData", "sip:4711@acme.example:" + port)).endsWith(":" + replacement);
        assertThat(value("AppData", "sip:" + port + "@acme.example")).doesNotContain(port);
    }

    @Test
    void aDurationIsKeptInBothEvents() {
        assertThat(event("DTMFEnd", "DurationMs: 120").first("DurationMs")).isEqualTo("120");
        assertThat(event("CEL", "Extra: {\"digit\":\"4\",\"duration_ms\":\"120\"}")
                        .first("Extra"))
                .isEqualTo("{\"digit\":\"1\",\"duration_ms\":\"120\"}");
    }

    @Test
    void whatFollowsALineFeedInAValueIsReplaced() {
        String replaced = anonymizer.message("Event: VarSet\r\nPrivilege: dialplan,all\r\nVariable: NAME\r\n"
                + "Value: a\nStatus: 83921746\nPosition: 1234\nTimestamp: 1701234567.812345\nLanguage: en\r\n"
                + "Priority: 7\r\n\r\n");
        assertThat(replaced)
                .doesNotContain("83921746", ": 1234\n", "1701234567", "812345", "Status", "Language", ": en")
                .endsWith("\r\nPriority: 7\r\n\r\n");
        assertThat(anonymizer.message("Event: Hangup\nStatus: 83921746\r\nPosition: 1234\r\n\r\n"))
                .doesNotContain("83921746", ": 1234\r");
    }

    @Test
    void onlyTheTimestampOfTheServerStays() {
        String replaced =
                anonymizer.message("Event: UserEvent\r\nPrivilege: user,all\r\nTimestamp: 1795302840.764711\r\n"
                        + "UserEvent: Order\r\nTimestamp: 1701234567.812345\r\n\r\n");
        assertThat(replaced).contains("Timestamp: 1795302840.764000").doesNotContain("1701234567", "812345");
        assertThat(anonymizer.message("Event: Newchannel\r\nContext: x\r\nTimestamp: 1701234567.812345\r\n\r\n"))
                .doesNotContain("1701234567", "812345");
    }

    @Test
    void theSummaryShowsNoOriginal() {
        value("CallerIDName", "Alice Miller");
        number("0301234567");
        assertThat(anonymizer.summary())
                .contains("numbers: 1", "2 different")
                .doesNotContain("Alice", "Miller", "0301234567");
    }

    @Test
    void H7_noCanaryInAnyFieldSurvives() throws IOException {
        List<String> events = recordedEvents();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            Anonymizer one = new Anonymizer();
            List<Canary> canaries =
                    Stream.generate(() -> Canary.random(random)).limit(30).toList();
            StringBuilder recorded = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                String event = events.get(random.nextInt(events.size()));
                recorded.append(one.message(canaries.get(i % 30).in(event, random)));
            }
            for (Canary canary : canaries) {
                for (String part : canary.parts) {
                    assertThat(recorded.toString().toLowerCase(Locale.ROOT))
                            .as("seed %d, %s", seed, canary)
                            .doesNotContain(part.toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private static List<String> recordedEvents() throws IOException {
        List<String> events = new ArrayList<>();
        for (String version : List.of("16", "22")) {
            try (Stream<Path> files =
                    Files.list(Path.of("src", "test", "resources", "captures", "asterisk-" + version, "ami"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".s2c")).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    Arrays.stream(text.split("(?<=\r\n\r\n)"))
                            .filter(each -> each.startsWith("Event: "))
                            .forEach(events::add);
                }
            }
        }
        return events;
    }

    /** A text that must not be seen, and the parts of it that must not be seen either. */
    private record Canary(String text, List<String> parts) {

        static Canary random(Random random) {
            String name = letters(random, 7);
            String other = letters(random, 8);
            String digits = digits(random, 7 + random.nextInt(6));
            return switch (random.nextInt(9)) {
                case 0 -> new Canary(capital(name) + " " + capital(other), List.of(name, other));
                case 1 -> new Canary(digits, List.of(digits));
                case 2 -> new Canary("+" + digits, List.of(digits));
                case 3 -> {
                    String address = "10." + (100 + random.nextInt(100)) + "." + (100 + random.nextInt(100)) + ".77";
                    yield new Canary(address, List.of(address));
                }
                case 4 -> {
                    String address = "fd00:" + Integer.toHexString(0x1000 + random.nextInt(0xE000)) + "::77";
                    yield new Canary(address, List.of(address));
                }
                case 5 -> new Canary("sip:" + name + "@" + other + ".example:5060", List.of(name, other));
                case 6 -> new Canary(name + "." + digits + "@" + other + ".example", List.of(name, digits, other));
                case 7 -> new Canary(name + digits + "!" + other, List.of(name + digits, digits, other));
                default ->
                    new Canary("00:1B:21:" + name.substring(0, 1) + "C:9D:F8" + other, List.of("00:1B:21", other));
            };
        }

        private static String letters(Random random, int length) {
            // without a to j, of which the replacements of words consist
            return random.ints(length, 'k', 'z' + 1)
                    .mapToObj(letter -> String.valueOf((char) letter))
                    .collect(Collectors.joining());
        }

        private static String digits(Random random, int length) {
            return random.ints(length, 1, 10).mapToObj(Integer::toString).collect(Collectors.joining());
        }

        private static String capital(String word) {
            return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        }

        /** The event with this text in a field, alone or in some other text, or as the name of a field or an event. */
        String in(String event, Random random) {
            String[] lines = event.split("\r\n");
            int at = random.nextInt(lines.length);
            int colon = lines[at].indexOf(": ");
            String key = colon < 0 ? "Key" : lines[at].substring(0, colon);
            String value = colon < 0 ? "" : lines[at].substring(colon + 2);
            lines[at] = switch (random.nextInt(9)) {
                case 0 -> key + ": " + text;
                case 1 -> key + ": " + value + " " + text;
                case 2 -> key + ": " + text + "," + value;
                case 3 -> key + ": " + value + "\r\n" + text;
                case 4 -> lines[at] + "\r\n" + text.replace(":", "") + ": " + value;
                case 5 -> lines[at] + "\r\nChanVariable: CUSTOMER=" + text;
                case 6 -> lines[at] + "\r\nChanVariable: " + text + "=1";
                case 7 -> key + ": {\"hangupcause\":16,\"hangupsource\":\"" + text + "\"}";
                default -> key + ": PJSIP/" + text + "-00000001";
            };
            return String.join("\r\n", lines) + "\r\n\r\n";
        }
    }
}

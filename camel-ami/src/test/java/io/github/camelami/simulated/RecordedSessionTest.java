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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.PbxRecorder;
import io.github.camelami.simulator.PbxRecorderBuilder;
import io.github.camelami.simulator.Replay;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session is recorded without the names and numbers in it, and its calls come out alike when it is played. */
class RecordedSessionTest {
    @TempDir
    Path directory;

    @AutoClose
    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("recorder", "top-secret")
            .user("admin", "secret")
            .timestampEvents(true)
            .start();

    private PbxRecorderBuilder recorder() {
        return PbxRecorder.builder().address(pbx.host(), pbx.port()).user("recorder", () -> "top-secret");
    }

    private Path file() {
        return directory.resolve("recorded.ami");
    }

    private String recorded() throws Exception {
        return Files.readString(file());
    }

    /** A Camel context whose route keeps the calls of a PBX. */
    private static final class Calls implements AutoCloseable {
        private final DefaultCamelContext camel = new DefaultCamelContext();
        private final List<AmiCall> all = new CopyOnWriteArrayList<>();

        static Calls of(SimulatedPbx pbx) throws Exception {
            Calls calls = new Calls();
            calls.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:pbx.example?emit=calls&callGrace=50&username=admin&secret=secret&host=" + pbx.host()
                                    + "&port=" + pbx.port())
                            .process(exchange ->
                                    calls.all.add(exchange.getMessage().getBody(AmiCall.class)));
                }
            });
            calls.camel.start();
            await().until(() -> !pbx.received("CoreShowChannels").isEmpty());
            return calls;
        }

        List<AmiCall> await1() {
            await().until(() -> all.size() == 1);
            return all;
        }

        @Override
        public void close() throws java.io.IOException {
            camel.close();
        }
    }

    @Test
    void H7_theCallIsAlikeAndNothingOfItIsInTheFile() throws Exception {
        pbx.data().callerName("0301234567", "Alice Quillfeather");
        try (Calls calls = Calls.of(pbx);
                PbxRecorder recorder = recorder().start(file());
                SimulatedPbx other = SimulatedPbx.start()) {
            pbx.placeCall("0301234567", "200");
            List<AmiCall> expected = calls.await1();
            recorder.close();
            assertThat(recorded())
                    .contains("Event: DialBegin")
                    .doesNotContain("Alice", "Quillfeather", "0301234567", "top-secret", "recorder", "admin");

            Replay replay = other.replay(file()).atOnce();
            try (Calls played = Calls.of(other)) {
                assertThat(replay.start()).succeedsWithin(Duration.ofSeconds(10));
                Map<String, String> replacements = Alike.replacements(expected, played.await1());
                assertThat(replacements.get("0301234567")).matches("[0-9]{10}");
            }
        }
    }

    @Test
    void aCallThatIsUpAtTheBeginningIsInTheListAndEnds() throws Exception {
        SimulatedCall call = pbx.placeCall("0301234567", "103");
        try (WireClient client = WireClient.loggedIn(pbx)) {
            await().until(() -> listedChannels(client) == 2);
        }
        try (PbxRecorder recorder = recorder().start(file());
                SimulatedPbx other = SimulatedPbx.start()) {
            call.hangup();
            inTime(call.ended());
            await().until(() -> recorded().split("Event: Hangup\r", -1).length == 3);
            Replay replay = other.replay(file()).atOnce();
            try (Calls played = Calls.of(other);
                    WireClient client = WireClient.loggedIn(other)) {
                assertThat(listedChannels(client)).isEqualTo(2);
                inTime(replay.start());
                assertThat(played.await1()).allMatch(each -> each.id().equals(call.linkedid()));
                assertThat(listedChannels(client)).isZero();
            }
        }
    }

    private static long listedChannels(WireClient client) throws Exception {
        client.send("Action: CoreShowChannels\r\n\r\n");
        String count = client.blockWith("Event: CoreShowChannelsComplete").stream()
                .filter(line -> line.startsWith("ListItems: "))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(count.substring("ListItems: ".length()));
    }

    @Test
    void queuesAreListedAsTheyAreAtThatMoment() throws Exception {
        pbx.data().queue("acme-support").member("PJSIP/201", "Ann", 0);
        try (PbxRecorder recorder = recorder().start(file());
                SimulatedPbx other = SimulatedPbx.start()) {
            SimulatedCaller caller = pbx.data().queue("acme-support").join("0301234567", "Bob");
            pbx.data().queue("acme-support").pause("PJSIP/201", true, "lunch with Carol");
            await().until(() -> recorded().contains("Event: QueueMemberPause"));
            assertThat(recorded()).doesNotContain("acme", "Ann", "Bob", "lunch", "Carol");
            Replay replay = other.replay(file()).atOnce();
            try (WireClient client = WireClient.loggedIn(other)) {
                client.ask("off", "Events", "EventMask: off");
                client.send("Action: QueueStatus\r\n\r\n");
                assertThat(client.blockWith("Event: QueueMember")).contains("Paused: 0");
                inTime(replay.start());
                client.send("Action: QueueStatus\r\n\r\n");
                assertThat(client.blockWith("Calls: 1")).contains("Event: QueueParams");
                assertThat(client.blockWith("Paused: 1")).contains("Event: QueueMember");
                assertThat(client.blockWith("Event: QueueEntry"))
                        .contains("Uniqueid: " + caller.uniqueid(), "Position: 1");
            }
        }
    }

    @Test
    void anEventWithoutATimestampGetsOne() throws Exception {
        try (SimulatedPbx untimed = SimulatedPbx.start();
                PbxRecorder recorder = PbxRecorder.builder()
                        .address(untimed.host(), untimed.port())
                        .user("admin", () -> "secret")
                        .start(file())) {
            inTime(untimed.placeCall("100", "200").ended());
            await().until(() -> recorded().contains("Event: Hangup\r"));
            assertThat(recorded())
                    .containsPattern("Event: Hangup\r\nPrivilege: call,all\r\nTimestamp: [0-9]{10}\\.[0-9]{3}000\r\n");
        }
    }

    @Test
    void keptVariablesAndNamesStay() throws Exception {
        try (PbxRecorder recorder = recorder()
                .keep(Set.of("acme-vip"))
                .keepVariables(Set.of("CUSTOMER"))
                .start(file())) {
            pbx.emit(Map.of(
                    "Event", "Newchannel",
                    "Privilege", "call,all",
                    "Context", "acme-vip",
                    "Channel", "PJSIP/acme-vip-00000001",
                    "ChanVariable", List.of("CUSTOMER=4711", "other=x4711")));
            await().until(() -> recorded().contains("Newchannel"));
            assertThat(recorded())
                    .contains("Context: acme-vip\r\n", "PJSIP/acme-vip-", "ChanVariable: CUSTOMER=4711\r\n")
                    .doesNotContain("other", "x4711");
        }
    }

    @Test
    void aFullFileEndsTheRecordingWithAWholeMessage() throws Exception {
        try (PbxRecorder recorder = recorder().maxBytes(5_000).start(file())) {
            pbx.placeCalls(5, 100);
            assertThat(recorder.await(Duration.ofSeconds(10))).isEqualTo("the file has reached its largest size");
            assertThat(Files.size(file())).isBetween(3_000L, 5_000L);
            assertThat(recorded()).endsWith("\r\n\r\n");
        }
        await().until(() -> pbx.sessions() == 0);
    }

    @Test
    void theRecordingEndsAfterItsTimeAndWithTheConnection() throws Exception {
        try (PbxRecorder recorder = recorder().maxTime(Duration.ofMillis(200)).start(file())) {
            assertThat(recorder.await(Duration.ofMillis(1))).isNull();
            assertThat(recorder.await(Duration.ofSeconds(10))).isEqualTo("the time is up");
        }
        try (PbxRecorder recorder = recorder().start(directory.resolve("second.ami"))) {
            pbx.disconnectAll();
            assertThat(recorder.await(Duration.ofSeconds(10))).contains("the PBX closed the connection");
        }
    }

    @Test
    void aRefusedLoginWritesNoFileAndNoFileIsOverwritten() throws Exception {
        assertThatThrownBy(() -> recorder().user("recorder", () -> "wrong").start(file()))
                .isInstanceOf(AmiException.AuthenticationFailed.class)
                .hasMessageNotContaining("wrong");
        assertThat(file()).doesNotExist();
        Files.writeString(file(), "mine");
        assertThatThrownBy(() -> recorder().start(file())).isInstanceOf(UncheckedIOException.class);
        assertThat(recorded()).isEqualTo("mine");
        await().until(() -> pbx.sessions() == 0);
    }

    /** Two events that are ten seconds apart. */
    private void writeTwoEvents() throws Exception {
        String event = "Event: Newchannel\r\nPrivilege: call,all\r\nTimestamp: 17953028%d0.000000\r\nExten: %d\r\n\r\n";
        Files.writeString(file(), String.format(event + event, 4, 1, 5, 2));
    }

    @Test
    void intervalsAreKeptUnlessTheyAreLeftOut() throws Exception {
        writeTwoEvents();
        try (WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("on", "Events", "EventMask: call");
            pbx.replay(file()).start();
            assertThat(client.blockWith("Event: Newchannel")).contains("Exten: 1");
            pbx.emit(Map.of("Event", "Newchannel", "Privilege", "call,all", "Exten", "between"));
            assertThat(client.blockWith("Event: Newchannel")).contains("Exten: between");
        }
        try (WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("on", "Events", "EventMask: call");
            assertThat(pbx.replay(file()).atOnce().start()).succeedsWithin(Duration.ofSeconds(5));
            pbx.emit(Map.of("Event", "Newchannel", "Privilege", "call,all", "Exten", "behind"));
            assertThat(client.blockWith("Event: Newchannel")).contains("Exten: 1");
            assertThat(client.blockWith("Event: Newchannel")).contains("Exten: 2");
        }
        Replay replay = pbx.replay(file());
        for (double speed : new double[] {0, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replay.speed(speed))
                    .withMessage("the speed must be above 0, but is " + speed);
        }
    }

    private static final String EVENT = "Event: Newchannel\r\nPrivilege: call,all\r\nTimestamp: 1795302841.0\r\n\r\n";

    @Test
    void whatIsNoRecordingIsRefusedWithItsName() throws Exception {
        assertNotPlayed("", "is empty");
        assertNotPlayed("root:x:0:0:root:/root:/bin/bash\n", "is not a recording");
        assertNotPlayed("Dear team,\r\n\r\nsee below.\r\n\r\n", "is not a recording");
        assertNotPlayed(EVENT.replace("\r", ""), "end with CR LF");
        assertNotPlayed(EVENT.replace("1795302841.0", "now"), "the Timestamp 'now'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pbx.replay(new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("it is not a recording");
    }

    private void assertNotPlayed(String text, String reason) throws Exception {
        Files.writeString(file(), text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pbx.replay(file()))
                .withMessageContaining("the file " + file() + " cannot be played: ")
                .withMessageContaining(reason);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        assertThatThrownBy(() -> pbx.replay(file()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the recording " + file() + " does not exist");
        Files.write(file(), new byte[] {0x1F, (byte) 0x8B, 8});
        assertThatThrownBy(() -> pbx.replay(file()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the recording " + file() + " cannot be read: ");
    }

    @Test
    void aQuietRecordingIsPlayed() throws Exception {
        recorder().start(file()).close();
        assertThat(pbx.replay(file()).start())
                .succeedsWithin(Duration.ofSeconds(5))
                .isEqualTo(0);
    }

    @Test
    void onlyEventClassesAreRecorded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder().events("call,agents"))
                .withMessageStartingWith("unknown event class 'agents'; accepted are all, ");
        assertThatIllegalArgumentException().isThrownBy(() -> recorder().events("none"));
    }

    @Test
    void eventClassesMayBeWrittenWithSpacesAndCapitals() throws Exception {
        try (PbxRecorder recorder = recorder().events("Call, AGENT").start(file())) {
            assertThat(pbx.received("Events").get(0).field("EventMask")).isEqualTo("call,agent");
            assertThat(recorder.summary()).isNotEmpty();
        }
    }
}

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

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The manners of a real server that no recording shows, one by one. */
class ServerMannersTest {

    @Test
    void lineOf1022BytesPasses() throws IOException {
        assertThat(answersToLineOf(1022)).containsExactly(List.of("Response: Success", "ActionID: long", "Ping: Pong"));
    }

    @Test
    void lineOf1023BytesCostsASecondErrorWithoutId() throws IOException {
        assertThat(answersToLineOf(1023))
                .containsExactly(
                        List.of("Response: Error", "ActionID: long", "Message: Failed to parse message: line too long"),
                        List.of("Response: Error", "Message: Missing action in request"));
    }

    @Test
    void longerLineCostsOneError() throws IOException {
        for (int length : new int[] {1025, 1500, 5000}) {
            assertThat(answersToLineOf(length))
                    .containsExactly(List.of(
                            "Response: Error", "ActionID: long", "Message: Failed to parse message: line too long"));
        }
    }

    @Test
    void tooManyLines() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            assertThat(client.ask("fits", lines(126))).contains("Message: Event Sent");
            assertThat(client.ask("much", lines(127))).contains("Message: Event Sent");
            client.send("Action: UserEvent\r\nActionID: over\r\n" + "K: v\r\n".repeat(127) + "\r\n");
            assertThat(client.blockWith("ActionID: over"))
                    .contains("Message: Too many lines in message or allocation failure");
        }
    }

    @Test
    void anotherUserIsAddedToTheFirstOne() throws Exception {
        try (SimulatedPbx pbx =
                        SimulatedPbx.builder().user("web", "w", "call", "call").start();
                WireClient admin = WireClient.loggedIn(pbx);
                WireClient web = new WireClient(pbx)) {
            assertThat(web.ask("login", "Login", "Username: web", "Secret: w")).contains("Response: Success");
            assertThat(admin.ask("ping", "Ping")).contains("Response: Success");
            assertThat(pbx.failedLogins()).isZero();
        }
    }

    @Test
    void md5Login() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = new WireClient(pbx)) {
            client.line();
            String challenge =
                    client.ask("c", "Challenge", "AuthType: md5").get(2).substring("Challenge: ".length());
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest((challenge + "secret").getBytes(StandardCharsets.US_ASCII));
            assertThat(client.ask(
                            "l",
                            "Login",
                            "AuthType: MD5",
                            "Username: admin",
                            "Key: " + String.format("%032x", new BigInteger(1, digest))))
                    .contains("Message: Authentication accepted");
            assertThat(pbx.logins()).isEqualTo(1);
        }
    }

    @Test
    void refusedLoginWaitsThenCloses() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = new WireClient(pbx)) {
            long start = System.nanoTime();
            client.send("Action: Login\r\nUsername: admin\r\nSecret: wrong\r\n\r\n");
            assertThat(new String(client.rest(), StandardCharsets.US_ASCII))
                    .endsWith("Message: Authentication failed\r\n\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
            assertThat(pbx.failedLogins()).isEqualTo(1);
        }
    }

    @Test
    void secondSessionOfAUserIsRefusedIfSoConfigured() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .allowMultipleLogin(false)
                        .failedLoginDelay(Duration.ZERO)
                        .start();
                WireClient first = WireClient.loggedIn(pbx);
                WireClient second = new WireClient(pbx)) {
            assertThat(second.ask("l", "Login", "Username: admin", "Secret: secret"))
                    .contains("Message: Login Already In Use");
            assertThat(second.block()).isNull();
            assertThat(first.ask("p", "Ping")).contains("Ping: Pong");
        }
    }

    @Test
    void connectionAboveTheAuthLimitIsClosedWithoutAByte() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().authLimit(2).start();
                WireClient one = new WireClient(pbx);
                WireClient two = new WireClient(pbx);
                WireClient three = new WireClient(pbx)) {
            assertThat(one.line()).isNotNull();
            assertThat(two.line()).isNotNull();
            assertThat(three.rest()).isEmpty();
        }
    }

    @Test
    void connectionWithoutLoginIsClosedAfterTheAuthTimeout() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .authTimeout(Duration.ofMillis(200))
                        .start();
                WireClient client = new WireClient(pbx)) {
            assertThat(new String(client.rest(), StandardCharsets.US_ASCII))
                    .isEqualTo("Asterisk Call Manager/11.0.0\r\n");
        }
    }

    @Test
    void eventNeedsAllItsClasses() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.ask("e", "Events", "EventMask: call,user");
            pbx.emit(SimulatedEvent.named("Both").privilege("call,security,all"));
            pbx.emit(Map.of("Event", "Wanted", "Privilege", "user,call,all"));
            assertThat(client.block()).startsWith("Event: Wanted");
        }
    }

    @Test
    void anyByteComesBackAsItWas() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            String odd = "caf\u00e9 \u00ff\u00fe \u0001\t\u001b Z\u00c3\u00bcrich \u00f0\u009f\u0098\u0080 a\rb";
            client.send("Action: UserEvent\r\nUserEvent: X\r\nV: " + odd + "\r\nN: cut\0off\r\n\r\n");
            assertThat(client.blockWith("Event: UserEvent")).contains("V: " + odd, "N: cut");
            assertThat(pbx.received("userevent").get(0).field("V")).contains("Zürich 😀");
        }
    }

    @Test
    void answersComeInOrderAndBeforeTheirEvents() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.send(IntStream.range(0, 200)
                    .mapToObj(i -> "Action: UserEvent\r\nUserEvent: E\r\nActionID: " + i + "\r\n\r\n")
                    .collect(joining()));
            List<String> seen = new ArrayList<>();
            while (seen.size() < 400) {
                List<String> block = client.block();
                seen.add(block.get(0).charAt(0) + Blocks.idOf(block));
            }
            assertThat(seen.stream().filter(each -> each.startsWith("R")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 200).mapToObj(i -> "R" + i).toList());
            assertThat(IntStream.range(0, 200)).allMatch(i -> seen.indexOf("R" + i) < seen.indexOf("E" + i));
        }
    }

    @Test
    void stalledReaderIsCutInsideAnEvent() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .writeTimeout(Duration.ofMillis(100))
                        .sendBuffer(16_384)
                        .start();
                WireClient client = WireClient.loggedIn(pbx)) {
            String event = SimulatedEvent.named("Flood", "user")
                    .with("Filler", "x".repeat(1000))
                    .toString();
            for (int i = 0; i < 20_000; i++) {
                pbx.emit(event);
            }
            await().until(() -> pbx.sessions() == 0);
            byte[] rest = readUntilCut(client);
            assertThat(rest.length).isLessThan(20_000 * event.length());
            assertThat(new String(rest, StandardCharsets.US_ASCII)).doesNotEndWith("\r\n\r\n");
        }
    }

    @Test
    void shutdownAnnouncesItselfAndRestartComesBack() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            int port = pbx.port();
            pbx.restart();
            assertThat(client.block())
                    .containsExactly("Event: Shutdown", "Privilege: system,all", "Shutdown: Cleanly", "Restart: True");
            assertThat(client.block()).isNull();
            assertThat(pbx.port()).isEqualTo(port);
            try (WireClient again = WireClient.loggedIn(pbx)) {
                assertThat(again.ask("p", "Ping")).contains("Ping: Pong");
            }
            pbx.shutdown(false);
            Assertions.assertThatThrownBy(() -> new WireClient(pbx)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void waitEventOverTcpHasNoEventList() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.send("Action: WaitEvent\r\nActionID: w\r\nTimeout: 30\r\n\r\n");
            await().until(() -> !pbx.received("WaitEvent").isEmpty());
            pbx.emit("Event: Foo\r\nPrivilege: user,all\r\n\r\n");
            assertThat(client.block())
                    .containsExactly("Response: Success", "ActionID: w", "Message: Waiting for Event completed.");
            assertThat(client.block()).startsWith("Event: Foo");
            assertThat(client.block()).containsExactly("Event: WaitEventComplete", "ActionID: w");
        }
    }

    @Test
    void ownAnswersAndUnknownOnes() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            pbx.on("MyAction", action -> Reply.success("Done " + action.field("What"))
                    .with("Größe", "ü"));
            assertThat(client.ask("1", "MyAction", "What: it"))
                    .contains(
                            "Message: Done it",
                            new String("Größe: ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            assertThat(client.ask("2", "Nonsense").get(2)).startsWith("Message: Invalid/unknown command: Nonsense.");
            assertThat(pbx.received())
                    .extracting(ReceivedAction::name)
                    .containsExactly("Login", "Ping", "MyAction", "Nonsense");
            assertThat(pbx.received("MyAction").get(0).raw())
                    .isEqualTo("Action: MyAction\r\nWhat: it\r\nActionID: 1\r\n\r\n");
        }
    }

    @Test
    void configurationFile() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            pbx.data().config("queues.conf", "[general]\nautofill = yes\n[empty]\nstrategy=rrmemory\n");
            assertThat(client.ask("1", "GetConfig", "Filename: queues.conf"))
                    .contains(
                            "Category-000000: general",
                            "Line-000000-000000: autofill=yes",
                            "Category-000001: empty",
                            "Line-000001-000000: strategy=rrmemory");
            assertThat(client.ask("2", "GetConfig", "Filename: queues.conf", "Category: zz"))
                    .contains("No categories found");
            assertThat(client.ask("3", "GetConfig", "Filename: no.conf")).contains("Message: Config file not found");
        }
    }

    @Test
    void oldServer() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.builder().oldServer().start();
                WireClient client = new WireClient(pbx)) {
            pbx.data().command("show peers", "one\n\nEvent: Hangup\n");
            assertThat(client.line()).isEqualTo("Asterisk Call Manager/1.1");
            client.ask("l", "Login", "Username: admin", "Secret: secret", "Events: off");
            client.send("Action: Ping\r\nActionID: p\r\n\r\n");
            assertThat(client.block()).containsExactly("Response: Pong");
            client.send("Action: Command\r\nActionID: c\r\nCommand: show peers\r\n\r\n");
            assertThat(IntStream.range(0, 8).mapToObj(i -> lineOf(client)))
                    .containsExactly(
                            "Response: Follows",
                            "Privilege: Command",
                            "ActionID: c",
                            "one",
                            "",
                            "Event: Hangup",
                            "--END COMMAND--",
                            "");
            assertThat(client.ask("q", "QueueSummary")).contains("EventList: start");
            client.blockWith("Event: QueueSummaryComplete");
            assertThat(client.ask("s", "QueueStatus"))
                    .containsExactly("Response: Success", "ActionID: s", "Message: Queue status will follow");
            assertThat(client.blockWith("Event: QueueStatusComplete"))
                    .containsExactly("Event: QueueStatusComplete", "ActionID: s");
        }
    }

    private static List<List<String>> answersToLineOf(int length) throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                WireClient client = WireClient.loggedIn(pbx)) {
            client.send("Action: Ping\r\nActionID: long\r\n" + "K: " + "x".repeat(length - 3)
                    + "\r\n\r\nAction: Logoff\r\n\r\n");
            return Blocks.of(("\n" + new String(client.rest(), StandardCharsets.ISO_8859_1))
                            .getBytes(StandardCharsets.ISO_8859_1))
                    .stream()
                    .filter(block -> block.get(0).startsWith("Response: ") && !block.contains("Response: Goodbye"))
                    .toList();
        }
    }

    /** UserEvent and so many lines less one: ActionID comes on top. */
    private static String[] lines(int count) {
        String[] lines = new String[count];
        lines[0] = "UserEvent";
        for (int i = 1; i < count; i++) {
            lines[i] = "K" + i + ": v";
        }
        return lines;
    }

    private static String lineOf(WireClient client) {
        try {
            return client.line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] readUntilCut(WireClient client) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int b = client.input().read(); b >= 0; b = client.input().read()) {
                bytes.write(b);
            }
        } catch (IOException e) {
            // a reset is an end, too
        }
        return bytes.toByteArray();
    }
}

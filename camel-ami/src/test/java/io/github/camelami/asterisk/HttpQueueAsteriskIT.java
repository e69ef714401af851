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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Events that the server has queued while nobody asked for them, fetched by a JVM with little memory. */
class HttpQueueAsteriskIT extends OnAsterisk {
    private static final int EVENTS = 60_000;
    private static final long LEAST_BYTES = 100;

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(Asterisk.ASTERISK_22_11, Access.HTTP_MXML),
                Arguments.of(Asterisk.ASTERISK_22, Access.HTTP_RAWMAN),
                Arguments.of(Asterisk.ASTERISK_16, Access.HTTP_MXML));
    }

    @Test
    void aQueueOf60000EventsArrivesCompleteAndInOrderByOnePollWith64MebibytesOfHeap() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        try (Nginx nginx = Nginx.before(asterisk)) {
            Process client = start(nginx, said);
            try {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(said).contains("ready"));
                plain.ask("UserEvent", "UserEvent: " + own, "Number: 0");
                soon().until(() -> said.contains("begun"));
                // the first of these ends a poll that waits; the others queue until the client goes on
                signal(client, "STOP");
                queueEvents();
                signal(client, "CONT");
                soon().until(() -> said.contains("complete"));
            } finally {
                client.destroyForcibly();
                inTime(client.onExit());
            }
            assertThat(said).containsExactlyInAnyOrder("ready", "notice: Connected", "begun", "complete");
            assertThat(nginx.requests().stream().filter(Nginx.Request::isPoll).map(Nginx.Request::bytes))
                    .anyMatch(bytes -> bytes > EVENTS * LEAST_BYTES);
        }
    }

    private Process start(Nginx nginx, List<String> said) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EventCount.class.getName(),
                        Integer.toString(nginx.port()),
                        "/ajam",
                        access.isMxml() ? "mxml" : "rawman",
                        own,
                        Integer.toString(EVENTS + 1))
                .redirectErrorStream(true);
        // Java says that it has picked them up
        java.environment().remove("JAVA_TOOL_OPTIONS");
        Process client = java.start();
        Thread reader = new Thread(() -> read(client, said), "event-count-output");
        reader.setDaemon(true);
        reader.start();
        return client;
    }

    private static void signal(Process client, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(client.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void read(Process client, List<String> said) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.matches("\\w[\\w ]*(?::.*)?")).forEach(said::add);
        } catch (IOException e) {
            said.add("ended: " + e);
        }
    }

    private void queueEvents() throws IOException {
        byte[] all = IntStream.rangeClosed(1, EVENTS)
                .mapToObj(i -> "Action: UserEvent\r\nUserEvent: " + own + "\r\nNumber: " + i + "\r\n\r\n")
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
        try (PlainClient sender = asterisk.connect().login("admin", "off")) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(sender, all));
            for (int answers = 0; answers < EVENTS; answers++) {
                sender.block();
            }
            inTime(sent);
        }
    }

    private static void send(PlainClient sender, byte[] all) {
        try {
            sender.send(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test that runs on each real server, with a Camel context whose PBX {@code pbx} is that server. Its calls go through
 * a dialplan context of its own, so that they can be told from others and are hung up at the end. Tests run side by
 * side, but never two on one server.
 */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0} {1}")
@MethodSource("servers")
abstract class OnAsterisk {

    @Parameter(0)
    Asterisk asterisk;

    @Parameter(1)
    Access access;

    /** A name that nothing else on the server has; also of a dialplan context with the extensions of {@code test}. */
    final String own = "it" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);

    final DefaultCamelContext camel = new DefaultCamelContext();
    ProducerTemplate template;
    PlainClient plain;
    private final Deque<AutoCloseable> undone = new ArrayDeque<>();

    /** Each server by its socket; a class that hides this method chooses other ways. */
    static Stream<Arguments> servers() {
        return by(Access.TCP);
    }

    /** The servers take turns, as tests that are begun together should not wait for the same one. */
    static Stream<Arguments> by(Access... ways) {
        return Stream.of(ways).flatMap(way -> Stream.of(Asterisk.values()).map(server -> Arguments.of(server, way)));
    }

    @BeforeEach
    void connect() throws Exception {
        asterisk.take();
        afterwards(asterisk::release);
        plain = asterisk.connect().login("admin", "off");
        afterwards(() -> plain.close());
        afterwards(this::removeOwnCalls);
        plain.ask(
                "DialplanExtensionAdd",
                "Context: " + own,
                "Extension: _1XX",
                "Priority: 1",
                "Application: Goto",
                "ApplicationData: test,${EXTEN},1");
        afterwards(camel);
        camel.getShutdownStrategy().setTimeout(10);
        camel.getRegistry().bind("pbx", connection("admin"));
        camel.start();
        template = camel.createProducerTemplate();
    }

    /**
     * Has something undone after the test, the last one first. A set-up says so of each of its steps once it is done, so
     * that one which was skipped or has failed leaves nothing behind, and nothing that was never there is undone.
     */
    void afterwards(AutoCloseable undo) {
        undone.push(undo);
    }

    @AfterEach
    void undo() throws Throwable {
        Throwable failure = null;
        for (AutoCloseable each : undone) {
            try {
                each.close();
            } catch (Throwable e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void removeOwnCalls() throws IOException {
        hangUpOwnCalls();
        plain.command("dialplan remove context " + own);
    }

    AmiConfiguration connection(String user) {
        AmiConfiguration connection = new AmiConfiguration();
        access.configure(connection, asterisk);
        connection.setUsername(user);
        connection.setSecret(user + "-secret");
        return connection;
    }

    /** Makes a manager user of this test's own, named like it. */
    String ownUser(String... settings) throws IOException {
        List<String> lines = new ArrayList<>(List.of("read = all", "write = all"));
        lines.addAll(List.of(settings));
        return ownUserWith(lines);
    }

    /** Makes that user with these settings alone. */
    String ownUserWith(List<String> settings) throws IOException {
        Path file = asterisk.users().resolve(own + ".conf");
        Files.writeString(file, "[" + own + "]\nsecret = " + own + "-secret\n" + String.join("\n", settings) + "\n");
        afterwards(() -> Files.deleteIfExists(file));
        plain.command("manager reload");
        return own;
    }

    void route(RouteBuilder route) throws Exception {
        camel.addRoutes(route);
    }

    /** Sends an action as a route would; the exchange may hold a failure. */
    Exchange send(String options, Object body) {
        return template.request(
                "ami:pbx?" + options, exchange -> exchange.getMessage().setBody(body));
    }

    AmiResponse answer(String options, Map<String, ?> fields) {
        return body(send(options, fields), AmiResponse.class);
    }

    @SuppressWarnings("unchecked")
    List<AmiEvent> list(String options, Map<String, ?> fields) {
        return body(send(options, fields), List.class);
    }

    static <T> T body(Exchange exchange, Class<T> type) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(type);
        return type.cast(exchange.getMessage().getBody());
    }

    String dial(int extension) {
        return "Local/" + extension + "@" + own;
    }

    /** Starts calls to an extension that wait for a minute once they are answered. */
    void startCalls(int count, int extension) {
        for (int i = 0; i < count; i++) {
            Map<String, ?> call = Map.of("Channel", dial(extension), "Application", "Wait", "Data", "60");
            assertThat(send("action=Originate&awaitOutcome=false", call).getException())
                    .isNull();
        }
    }

    /** The names of this test's channels that are up, as the server says. */
    List<String> ownChannels() throws IOException {
        return plain.command("core show channels concise")
                .lines()
                .map(line -> line.split("!"))
                .filter(channel -> channel[0].contains("@" + own + "-") && channel[4].equals("Up"))
                .map(channel -> channel[0])
                .toList();
    }

    /** How many sessions a user has, as the server says. */
    long sessionsOf(String user) throws IOException {
        return plain.command("manager show connected")
                .lines()
                .filter(line -> line.strip().startsWith(user + " "))
                .count();
    }

    void hangUpOwnCalls() throws IOException {
        plain.ask("Hangup", "Channel: /^Local\\/.*@" + own + "-.*$/");
        soon().until(() -> !plain.command("core show channels concise").contains("@" + own + "-"));
    }

    /** Does to the server what a command of its script does: kill, start, restart, pause, continue. */
    void server(String command) throws Exception {
        Process script = new ProcessBuilder(Asterisk.script().toString(), command, asterisk.version())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes());
        assertThat(script.waitFor()).as(output).isZero();
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}

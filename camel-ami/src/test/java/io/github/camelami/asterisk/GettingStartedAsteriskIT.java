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

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The steps of docs/getting-started.md and the files of docs/asterisk.md, on an Asterisk 22 as Debian installs it, which has a network of its own. */
class GettingStartedAsteriskIT {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern SUDO = Pattern.compile("^sudo asterisk -rx \"(.*)\"$", Pattern.MULTILINE);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private Process asterisk;
    private String page;

    /** Before the directory is made, which a test that ends early leaves behind. */
    @BeforeAll
    static void thereIsAsterisk() {
        Asterisk.script();
    }

    @BeforeEach
    void startAsterisk() throws Exception {
        page = Files.readString(DOCS.resolve("getting-started.md"));
        Path script = Asterisk.script().resolveSibling("fresh");
        asterisk = start(List.of(script.toString(), directory.toString()), "asterisk.log");
        soon().until(() -> console("core waitfullybooted").contains("fully booted"));
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void theFilesOfTheConfigurationGuideServeTheSameRouteOverHttp() throws Exception {
        for (String file : List.of("manager.conf", "http.conf")) {
            Files.copy(DOCS.resolve("manager").resolve(file), etc(file), StandardCopyOption.REPLACE_EXISTING);
        }
        console("module reload http");
        console("manager reload");

        Path output = directory.resolve("route.log");
        startRoutes(output, "-Dcamel.component.ami.connections[pbx].transport=http");

        soon().untilAsserted(() -> assertThat(Files.readString(output))
                .contains("Hangup Local/600@default-")
                .contains("the call: ANSWERED"));
    }

    @Test
    void theFileWithTlsServesTheSameRouteOverTls() throws Exception {
        Files.createDirectories(etc("tls"));
        for (String file : List.of("server.pem", "server.key")) {
            Files.copy(Asterisk.ASTERISK_22.tls().resolve(file), etc("tls").resolve(file));
            Files.setPosixFilePermissions(etc("tls").resolve(file), PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.copy(DOCS.resolve("manager/tls.conf"), etc("manager.conf"), StandardCopyOption.REPLACE_EXISTING);
        console("manager reload");

        Path output = directory.resolve("route.log");
        Path trusted = Asterisk.writeTrustStore(directory.resolve("trust.p12"), "trusted");
        startRoutes(
                output,
                "-Dcamel.component.ami.connections[pbx].tls=true",
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStorePassword=trusted");

        soon().untilAsserted(() -> assertThat(Files.readString(output))
                .contains("Hangup Local/600@default-")
                .contains("the call: ANSWERED"));
    }

    @Test
    void theStepsOfThePageGiveEventsAndAnAnsweredCall() throws Exception {
        assertThat(page).contains("`/etc/asterisk/manager.d/camel.conf`:");
        Files.copy(DOCS.resolve("manager/first.conf"), etc("manager.d/camel.conf"));
        Matcher commands = SUDO.matcher(page);
        assertThat(commands.results().peek(found -> onPage(found.group(1))).count())
                .isEqualTo(1);

        Path output = directory.resolve("route.log");
        startRoutes(output);

        soon().untilAsserted(() -> assertThat(Files.readString(output))
                .contains("logged in as camel at Asterisk Call Manager/11")
                .containsSubsequence("Newchannel Local/600@default-", "Hangup Local/600@default-")
                .contains("the call: ANSWERED"));
    }

    private Path etc(String file) {
        return Path.of("/proc", Long.toString(asterisk.pid()), "root/etc/asterisk", file);
    }

    private void onPage(String command) {
        try {
            console(command);
        } catch (Exception e) {
            throw new AssertionError(command, e);
        }
    }

    private void startRoutes(Path output, String... options) throws IOException {
        Path resources = DOCS.resolve("getting-started/src/main/resources");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(inItsNetwork());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + logging(),
                "-cp",
                resources + File.pathSeparator + classPath,
                Main.class.getName()));
        start(command, output.getFileName().toString());
    }

    private Path logging() throws IOException {
        return Files.writeString(directory.resolve("log4j2.properties"), """
                appender.console.type = Console
                appender.console.name = console
                rootLogger.level = info
                rootLogger.appenderRef.console.ref = console
                """);
    }

    private List<String> inItsNetwork(String... more) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(asterisk.pid()), "--net"));
        command.addAll(List.of(more));
        return command;
    }

    /** What the server's console says to a command. */
    private String console(String command) throws IOException {
        assertThat(asterisk.isAlive()).as("Asterisk; see " + directory).isTrue();
        List<String> line = inItsNetwork("--mount", "--root", "/usr/sbin/asterisk", "-rx", command);
        Process console = new ProcessBuilder(line)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
        return new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process start(List<String> command, String output) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(output).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}

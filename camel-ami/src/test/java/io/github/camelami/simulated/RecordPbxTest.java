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
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.RecordPbx;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorder as a program, in a process of its own. */
class RecordPbxTest {
    @TempDir
    Path directory;

    private Process recorder(String secret, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RecordPbx.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("AMI_SECRET");
        if (secret != null) {
            builder.environment().put("AMI_SECRET", secret);
        }
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    private static String output(Process process) throws Exception {
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.toHandle().destroyForcibly(); // keeps the output
        assertThat(ended).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aRecordingThatIsInterruptedIsWholeAndTellsWhatWasReplaced() throws Exception {
        Path file = directory.resolve("recorded.ami");
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Process process = recorder(
                    "secret", pbx.host(), Integer.toString(pbx.port()), "admin", file.toString(), "--events=call");
            await().until(() -> Files.exists(file) && Files.readString(file).contains("QueueStatusComplete"));
            inTime(pbx.placeCall("0301234567", "200").ended());
            await().until(() -> Files.readString(file).contains("Event: Hangup\r"));
            process.toHandle().destroy();
            assertThat(output(process))
                    .contains("Press Ctrl-C", "numbers: ", "Read the file")
                    .doesNotContain("0301234567", "secret", "has ended");
            assertThat(Files.readString(file)).endsWith("\r\n\r\n").doesNotContain("0301234567", "secret", "admin");
        }
    }

    @Test
    void aRecordingThatEndsByItselfTellsWhy() throws Exception {
        Path file = directory.resolve("recorded.ami");
        Process process;
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            process = recorder("secret", pbx.host(), Integer.toString(pbx.port()), "admin", file.toString());
            await().until(() -> Files.exists(file) && Files.readString(file).contains("QueueStatusComplete"));
        }
        assertThat(output(process))
                .containsOnlyOnce("The recording has ended: the PBX closed the connection")
                .containsOnlyOnce("Recorded to ");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void mistakesInTheCommandLineAreNamed() throws Exception {
        refused("localhost", "none", "admin", "--secret=4711")
                .contains("Unknown option: --secret", "PORT must be a number from 1 to 65535, but is 'none'.")
                .doesNotContain("4711");
        refused("localhost", "65536", "admin").contains("but is '65536'");
        refused("localhost", "5038", "admin", "--minutes=0", "--megabytes", "--keep=a", "--keep=b")
                .contains("--minutes must be a number from 1 to 999999, but is '0'.")
                .contains("--megabytes has no value.", "--keep is given twice.");
    }

    private AbstractStringAssert<?> refused(String... arguments) throws Exception {
        Process process = recorder("secret", arguments);
        AbstractStringAssert<?> output = assertThat(output(process));
        assertThat(process.exitValue()).isEqualTo(2);
        return output.contains("Usage: RecordPbx").doesNotContain("Exception");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        refused("localhost").contains("PORT is missing.", "USER is missing.").doesNotContain("HOST is missing.");
        refused("localhost", "camel").contains("PORT is missing.").doesNotContain("USER is missing.");
        refused("localhost", "5038", "").contains("USER is missing.").doesNotContain("PORT is missing.");
    }

    /** Whoever asks for TLS in the wrong words must not get a recording without it. */
    @ParameterizedTest
    @ValueSource(strings = {"--tls=yes", "--tls=1", "--tls=TRUE", "--tls=", "--tls ", "-tls=true", "-tls", "tls=true"})
    void tlsIsNeverLeftOutSilently(String option) throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            refused(pbx.host(), Integer.toString(pbx.port()), "admin", option).contains("tls");
            assertThat(pbx.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tls", "--tls=true"})
    void withTlsAPbxWithoutTlsGetsNoLogin(String option) throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Path file = directory.resolve("none.ami");
            Process process =
                    recorder("secret", pbx.host(), Integer.toString(pbx.port()), "admin", file.toString(), option);
            assertThat(output(process)).contains("Nothing is recorded: ");
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(pbx.received()).isEmpty();
        }
    }

    @Test
    void whatIsNoEventClassIsRefused() throws Exception {
        refused("localhost", "5038", "admin", "--events=calls")
                .contains("--events: unknown event class 'calls'; accepted are all, none, system, call");
        refused("localhost", "5038", "admin", "--events=none").contains("nothing is recorded");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedWithWhatToDo() throws Exception {
        Path file = Files.writeString(directory.resolve("mine.ami"), "mine");
        assertThat(notRecorded(file))
                .contains("the file " + file + " already exists", "name another file")
                .doesNotContain("Exception");
        Path folder = directory.resolve("none");
        assertThat(notRecorded(folder.resolve("x.ami")))
                .contains("the folder " + folder + " does not exist. Create it")
                .doesNotContain("Exception");
        assertThat(notRecorded(file.resolve("x.ami")))
                .contains("the file " + file.resolve("x.ami") + " cannot be created (")
                .doesNotContain("Exception", "null");
    }

    private String notRecorded(Path file) throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Process process = recorder("secret", pbx.host(), Integer.toString(pbx.port()), "admin", file.toString());
            String output = output(process);
            assertThat(process.exitValue()).isEqualTo(1);
            return output;
        }
    }

    @Test
    void withoutASecretThereIsNoRecording() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Path file = directory.resolve("none.ami");
            Process process = recorder(null, pbx.host(), Integer.toString(pbx.port()), "admin", file.toString());
            assertThat(output(process)).contains("Nothing is recorded: set the environment variable AMI_SECRET");
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(file).doesNotExist();
        }
    }
}

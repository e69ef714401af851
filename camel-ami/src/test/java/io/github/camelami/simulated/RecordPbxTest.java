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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
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
        Process process = recorder("secret", "localhost", "none", "admin", "--secret=4711");
        assertThat(output(process))
                .contains("Unknown option: --secret", "HOST, PORT and USER", "Usage: RecordPbx")
                .doesNotContain("4711");
        assertThat(process.exitValue()).isEqualTo(2);
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

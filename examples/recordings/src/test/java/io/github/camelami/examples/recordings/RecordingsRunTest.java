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
package io.github.camelami.examples.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingsRunTest {
    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
        Stream.of(
                        "ami.host",
                        "ami.port",
                        "sftp.host",
                        "sftp.port",
                        "sftp.username",
                        "sftp.password",
                        "sftp.knownHostsFile",
                        "recordings.folder",
                        "recordings.settled",
                        "recordings.delay")
                .forEach(System::clearProperty);
    }

    @Test
    void showsTwoCallsAndTheirRecordings() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));

        Recordings.main(new String[0]);

        assertThat(output.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("_")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("_0301234_100_", ".json {"),
                        line -> assertThat(line).endsWith(".wav 8044 bytes"),
                        line -> assertThat(line).contains("_0405678_101_", ".json {"),
                        line -> assertThat(line).endsWith(".wav 8044 bytes"),
                        line -> assertThat(line).endsWith("_2.wav 8044 bytes"));
    }
}

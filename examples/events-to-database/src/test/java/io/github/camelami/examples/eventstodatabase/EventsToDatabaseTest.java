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
package io.github.camelami.examples.eventstodatabase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.SimulatedPbx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsToDatabaseTest {
    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
        Stream.of("db.url", "ami.host", "ami.port").forEach(System::clearProperty);
    }

    @Test
    void printsTheRowsOfThreeCallsOnEmbeddedParts() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));

        EventsToDatabase.main(new String[0]);

        assertThat(output.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("ROW ")))
                .hasSize(3)
                .allMatch(row -> row.matches("ROW 100\\d called 200 at .*: ANSWERED"));
    }

    @Test
    void theLogSaysThatRecordsMayBeMissingAndThatNoDatabaseWasGiven() throws IOException {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Process example = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dami.host=" + pbx.host(),
                            "-Dami.port=" + pbx.port(),
                            "-Dami.seconds=2",
                            "-Dlog4j2.configurationFile=log4j2.properties",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EventsToDatabase.class.getName())
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("WARN .* no -Ddb.url: the rows are in memory, and are lost when this program ends")
                    .containsPattern("WARN .* records from before this start may be missing");
        }
    }
}

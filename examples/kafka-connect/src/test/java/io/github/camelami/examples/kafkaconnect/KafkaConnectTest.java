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
package io.github.camelami.examples.kafkaconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaConnectTest {
    private final PrintStream console = System.out;

    @AfterEach
    void restore() {
        System.setOut(console);
        System.clearProperty("worker.listeners");
    }

    @Test
    void aConsumerReadsACallOfEachPbx() throws Exception {
        System.setProperty("worker.listeners", "http://localhost:0");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));

        KafkaConnect.main(new String[0]);

        for (String pbx : new String[] {"north", "south"}) {
            String key = "\\{\"pbx\":\"" + pbx + "\",\"call\":\"\\d.*\"}";
            assertThat(output.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.matches("RECORD partition \\d key " + key + " .*"))
                            .map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                    .containsSubsequence("Newchannel", "Newchannel", "DialBegin", "DialEnd", "BridgeEnter", "Hangup");
        }
    }
}

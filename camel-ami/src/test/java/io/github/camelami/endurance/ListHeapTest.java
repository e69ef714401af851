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
package io.github.camelami.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists without end in a small heap. */
class ListHeapTest {

    @ParameterizedTest
    @CsvSource({"10, false", "500, false", "500, true", "1000000, false", "1000000, true"})
    void C9_endlessListsLeaveAHeapOf64MegabytesBounded(int filler, boolean streamed) throws Exception {
        try (SimulatedPbx pbx =
                SimulatedPbx.builder().writeTimeout(Duration.ofSeconds(30)).start()) {
            pbx.faultAlways("Agents", Fault.endlessList("Agents", filler));
            try (ChildProcess client = new ChildProcess(
                    List.of(),
                    List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
                    ListClient.class,
                    pbx.port(),
                    streamed)) {
                for (int list = 0; list < 3; list++) {
                    assertThat(client.line())
                            .startsWith("ended ProtocolViolation: [pbx epoch 1] Agents")
                            .contains("a quarter of the heap", "streamList=true");
                }
                assertThat(client.line()).isEqualTo("pong Success");
            }
        }
    }
}

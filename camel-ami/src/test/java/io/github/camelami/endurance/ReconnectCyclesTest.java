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

import io.github.camelami.Volume;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a session holds after it was lost and made again many times, by FIN, RST, silence, and with a refused login. */
class ReconnectCyclesTest {
    private static final int CYCLES = Volume.of(64, 1_000);

    @Test
    void A9_reconnectCyclesLeaveThreadsSocketsFilesAndHeapAsTheyWere() throws Exception {
        Map<String, Long> base = null;
        Map<String, Long> end = null;
        try (ChildProcess client = new ChildProcess(List.of(), List.of("-Xmx256m"), ReconnectClient.class, CYCLES)) {
            while (end == null) {
                String line = client.line();
                assertThat(line).doesNotStartWith("Exception in thread \"main\"");
                base = line.startsWith("base ") ? ChildProcess.figures(line) : base;
                end = line.startsWith("end ") ? ChildProcess.figures(line) : end;
            }
        }
        Volume.measured("A9", "%d cycles: before %s, after %s", CYCLES, base, end);
        assertThat(end.get("epochs") - base.get("epochs")).isGreaterThanOrEqualTo(CYCLES);
        // less is no leak: the JVM may have closed a file of its own since
        for (String held : List.of("files", "sockets", "inFlight")) {
            assertThat(end.get(held)).as(held).isLessThanOrEqualTo(base.get(held));
        }
        // the pool of the answers keeps idle threads for a minute; a leak by one of the four kinds of loss would be 16
        // or more
        assertThat(end.get("threads")).as("threads").isLessThanOrEqualTo(base.get("threads") + 12);
        assertThat(end.get("heap")).isLessThan(base.get("heap") * Volume.of(110, 102) / 100);
    }
}

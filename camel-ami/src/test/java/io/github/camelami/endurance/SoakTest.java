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
import io.github.camelami.simulator.Recording;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A long life in a small heap. */
class SoakTest {
    private static final int EVENTS = Volume.of(200_000, 10_000_000);
    private static final int RECONNECTS = Volume.of(5, 1_000);
    private static final int ACTIONS = Volume.of(2_000, 100_000);
    private static final int MOST_MILLIS_TO_A_CUT = 100;

    private final Random random = new Random(10);
    private int cuts;

    @Test
    void D10_aSoakAt64MegabytesLeavesNothingBehind() throws Exception {
        long start = System.nanoTime();
        Map<String, Long> base = Map.of();
        Map<String, Long> end = Map.of();
        Recording recording =
                Recording.read(SoakTest.class.getResourceAsStream("/captures/asterisk-22/ami/bench-200-calls.s2c.gz"));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .keepReceived(10)
                        .writeTimeout(Duration.ofSeconds(30))
                        .start();
                ChildProcess client = new ChildProcess(
                        List.of(), List.of("-Xmx64m"), SoakClient.class, pbx.port(), EVENTS, RECONNECTS + 1, ACTIONS)) {
            while (end.isEmpty()) {
                String line = client.line();
                if (line.startsWith("next ")) {
                    String[] figures = line.split(" ");
                    feed(pbx, recording, clock, Long.parseLong(figures[1]), Integer.parseInt(figures[2]));
                } else if (line.startsWith("base ")) {
                    base = ChildProcess.figures(line);
                } else if (line.startsWith("end ")) {
                    end = ChildProcess.figures(line);
                } else {
                    assertThat(line).doesNotContain("OutOfMemory");
                }
            }
        } finally {
            clock.shutdownNow();
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        Volume.measured("D10", "-Xmx64m, %d s: at the start %s, at the end %s", seconds, base, end);
        assertThat(end.get("answered") + end.get("notSent") + end.get("unknown"))
                .isEqualTo(end.get("begun"));
        assertThat(end.get("begun")).isBetween((long) ACTIONS, ACTIONS + 3L);
        assertThat(end.get("epoch")).isGreaterThan(RECONNECTS);
        assertThat(end.get("sockets")).isEqualTo(base.get("sockets"));
        assertThat(end.get("threads")).isLessThanOrEqualTo(base.get("threads"));
        assertThat(end.get("heap")).isLessThan(base.get("heap") + 2_000_000);
        assertThat(seconds).isLessThan(30 * 60);
    }

    /** More events, and where reconnects are due, a cut somewhere among them. */
    private void feed(SimulatedPbx pbx, Recording recording, ScheduledExecutorService clock, long routed, int epoch) {
        pbx.replay(recording, 1);
        pbx.emit(SimulatedEvent.named("BatchEnd", "user"));
        // by the sessions that came of it: two cuts may meet one connection, or one a login that is not over
        int reconnects = epoch - 1;
        if (reconnects < RECONNECTS && reconnects * (double) EVENTS <= routed * (double) RECONNECTS) {
            boolean reset = cuts++ % 2 == 0;
            clock.schedule(
                    () -> {
                        if (reset) {
                            pbx.resetAll();
                        } else {
                            pbx.disconnectAll();
                        }
                    },
                    random.nextInt(MOST_MILLIS_TO_A_CUT),
                    TimeUnit.MILLISECONDS);
        }
    }
}

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
package io.github.camelami.examples.highavailability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadershipTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final Main main = new Main();

    @BeforeEach
    void start() {
        main.addInitialProperty("instance", "a");
        main.addInitialProperty("ami.host", pbx.host());
        main.addInitialProperty("ami.port", Integer.toString(pbx.port()));
        main.addInitialProperty("ha.directory", directory.toString());
        main.addInitialProperty("camel.component.master.backOffDelay", "500");
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        pbx.close();
    }

    @Test
    void anInstanceThatLosesLeadershipLogsOffAndComesBackWhenItHasItAgain() throws Exception {
        await().atMost(PATIENCE).until(() -> pbx.sessions() == 1);

        byte[] anotherLeader = leader(Instant.now().plus(Duration.ofHours(1)));
        await().atMost(PATIENCE).until(() -> {
            Files.write(directory.resolve("calls.dat"), anotherLeader);
            return pbx.sessions() == 0;
        });
        await().during(Duration.ofMillis(1200)).atMost(PATIENCE).until(() -> pbx.sessions() == 0);
        assertThat(pbx.logins()).isOne();

        Files.delete(directory.resolve("calls.dat"));
        await().atMost(PATIENCE).until(() -> pbx.sessions() == 1);
        SimulatedCall call = pbx.placeCall("100", "200");
        await().atMost(PATIENCE)
                .until(() -> Files.readString(directory.resolve("tickets")).contains(call.linkedid()));
        assertThat(pbx.logins()).isEqualTo(2);
    }

    /** What a FileLockClusterService writes while it is active: its id, its interval and its last sign of life. */
    private static byte[] leader(Instant signOfLife) {
        return ByteBuffer.allocate(52)
                .put(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII))
                .putLong(1000)
                .putLong(signOfLife.toEpochMilli())
                .array();
    }
}

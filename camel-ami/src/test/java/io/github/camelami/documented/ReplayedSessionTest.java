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
package io.github.camelami.documented;

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.simulator.PbxRecorder;
import io.github.camelami.simulator.Replay;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayedSessionTest {
    @TempDir
    Path directory;

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<AmiCall> calls = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void aRecordedSessionIsPlayedToARoute() throws Exception {
        Path recorded = directory.resolve("recorded.ami");
        record(recorded);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:" + pbx.host() + "?port=" + pbx.port() + "&username=admin&secret=secret&emit=calls")
                        .process(exchange -> calls.add(exchange.getMessage().getBody(AmiCall.class)));
            }
        });

        Replay replay = pbx.replay(recorded).speed(10);
        camel.start();
        await().until(() -> !pbx.received("CoreShowChannels").isEmpty());
        assertThat(replay.start()).succeedsWithin(Duration.ofMinutes(1));

        await().until(() -> calls.size() == 1);
        assertThat(calls.get(0).disposition()).isEqualTo(CallDisposition.ANSWERED);
    }

    private static void record(Path file) throws Exception {
        try (SimulatedPbx real = SimulatedPbx.start();
                PbxRecorder recorder = PbxRecorder.builder()
                        .address(real.host(), real.port())
                        .user("admin", () -> "secret")
                        .start(file)) {
            inTime(real.placeCall("100", "200").ended());
            await().until(() -> Files.readString(file).split("Event: Hangup\r", -1).length == 3);
        }
    }
}

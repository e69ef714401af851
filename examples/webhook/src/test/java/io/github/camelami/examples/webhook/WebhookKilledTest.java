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
package io.github.camelami.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.FreePort;
import io.github.camelami.examples.webhook.Receiver.Delivery;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in a Java of its own, which ends without a chance to tidy up. */
class WebhookKilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimulatedPbx pbx =
            SimulatedPbx.builder().dialTimeout(Duration.ofMinutes(5)).start();
    private final int port = FreePort.next();
    private final List<Delivery> sent = new CopyOnWriteArrayList<>();
    private Process example;

    @TempDir
    private Path files;

    @AfterEach
    void stop() {
        kill();
        pbx.close();
    }

    private void start() throws IOException {
        example = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dami.host=" + pbx.host(),
                        "-Dami.port=" + pbx.port(),
                        "-Dwebhook.url=http://127.0.0.1:" + port + "/",
                        "-Dwebhook.outbox=" + outbox(),
                        "-Dwebhook.retryDelay=20",
                        "-Dwebhook.states=RINGING",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Webhook.class.getName()))
                .inheritIO()
                .start();
    }

    private void kill() {
        example.destroyForcibly();
        await().until(() -> !example.isAlive());
    }

    private File outbox() {
        return files.resolve("outbox").toFile();
    }

    private int filesInOutbox() {
        String[] names = outbox().list((folder, name) -> name.endsWith(".json") && !name.startsWith("."));
        return names == null ? 0 : names.length;
    }

    @Test
    void whatIsStoredOutlivesAKill() throws IOException {
        start();
        await().atMost(PATIENCE).until(() -> filesInOutbox() == 1);
        List<SimulatedCall> calls = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> pbx.placeCall(String.valueOf(number), "103"))
                .toList();
        await().until(() -> filesInOutbox() == 11);
        calls.forEach(SimulatedCall::hangup);
        kill();

        start();
        int killedAt = 5;
        Receiver receiver = new Receiver(port, delivery -> {
            sent.add(delivery);
            if (sent.size() == killedAt) {
                example.destroyForcibly();
            }
            return 204;
        });
        await().atMost(PATIENCE).until(() -> sent.size() == killedAt);
        kill();
        start();
        await().atMost(PATIENCE).until(() -> filesInOutbox() == 0);
        receiver.stop();

        List<Delivery> onceEach = new ArrayList<>(new LinkedHashSet<>(sent));
        assertThat(onceEach).extracting(Delivery::id).isSorted().doesNotHaveDuplicates();
        assertThat(onceEach.stream().filter(delivery -> delivery.body().contains("RINGING")))
                .extracting(delivery -> delivery.body().replaceAll("(?s).*\"callerNumber\":\"(\\d+)\".*", "$1"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }
}

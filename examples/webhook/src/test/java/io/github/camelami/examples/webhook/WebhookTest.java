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

import io.github.camelami.examples.webhook.Receiver.Delivery;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
    private final SimulatedPbx pbx =
            SimulatedPbx.builder().dialTimeout(Duration.ofMinutes(5)).start();
    private final List<Delivery> taken = new CopyOnWriteArrayList<>();
    private Main main = new Main();
    private Receiver receiver;

    @TempDir
    private Path files;

    WebhookTest() throws IOException {
        receiver = new Receiver(0, this::take);
    }

    @BeforeEach
    void start() {
        startWebhook();
        // its file goes once the answer has come: a receiver that stopped before that would get it again
        await().until(() -> taken.size() == 1 && filesIn(outbox()).isEmpty());
        assertThat(taken.remove(0).body()).contains("\"Event\":\"Connected\"");
    }

    private void startWebhook() {
        main = new Main();
        main.addOverrideProperty("ami.host", pbx.host());
        main.addOverrideProperty("ami.port", Integer.toString(pbx.port()));
        main.addOverrideProperty("webhook.url", "http://127.0.0.1:" + receiver.port() + "/calls");
        main.addOverrideProperty("webhook.outbox", outbox().toString());
        main.addOverrideProperty("webhook.deadLetters", deadLetters().toString());
        main.addOverrideProperty("webhook.retryDelay", "20");
        main.addOverrideProperty("webhook.states", "RINGING");
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        receiver.stop();
        pbx.close();
    }

    private Path outbox() {
        return files.resolve("outbox");
    }

    private Path deadLetters() {
        return files.resolve("dead");
    }

    private int take(Delivery delivery) {
        taken.add(delivery);
        return 204;
    }

    private void startReceiver(ToIntFunction<Delivery> status) throws IOException {
        receiver = new Receiver(receiver.port(), status);
    }

    /** Lets a phone ring for each of these callers, and nobody answer. */
    private void call(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> pbx.placeCall(String.valueOf(number), "103"));
    }

    private static String caller(int number) {
        return "\"callerNumber\":\"" + number + "\"";
    }

    /** The numbers of the callers in the messages that were taken, as they came. */
    private List<Integer> numbers() {
        return taken.stream()
                .map(delivery ->
                        Integer.valueOf(delivery.body().replaceAll("(?s).*\"callerNumber\":\"(\\d+)\".*", "$1")))
                .toList();
    }

    private static Integer[] range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toArray(Integer[]::new);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> list = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return list.filter(file -> !Files.isDirectory(file)).sorted().toList();
        }
    }

    @Test
    void messagesWaitForAReceiverThatIsDownAndComeInOrder() throws IOException {
        call(1, 5);
        await().until(() -> taken.size() == 5);
        receiver.stop();
        call(6, 20);
        await().until(() -> filesIn(outbox()).size() == 15);
        startReceiver(this::take);

        await().untilAsserted(() -> assertThat(numbers()).containsExactly(range(1, 20)));
        assertThat(taken).extracting(Delivery::id).isSorted().doesNotHaveDuplicates();
        await().untilAsserted(() -> assertThat(filesIn(outbox())).isEmpty());
    }

    @Test
    void whatFailsForNowIsSentAgainUnderTheSameIdBeforeTheNext() throws IOException {
        List<String> failed = new CopyOnWriteArrayList<>();
        receiver.stop();
        startReceiver(delivery -> {
            if (failed.size() < 4) {
                failed.add(delivery.id());
                return List.of(503, 404, 401, 429).get(failed.size() - 1);
            }
            return take(delivery);
        });
        call(1, 3);

        await().untilAsserted(() -> assertThat(numbers()).containsExactly(1, 2, 3));
        assertThat(failed).hasSize(4).containsOnly(taken.get(0).id());
        assertThat(filesIn(deadLetters())).isEmpty();
    }

    @Test
    void whatIsRefusedForGoodGoesToTheDeadLettersAndHoldsNothingUp() throws IOException {
        receiver.stop();
        startReceiver(delivery -> delivery.body().contains(caller(2)) ? 422 : take(delivery));
        call(1, 3);

        await().untilAsserted(() -> assertThat(numbers()).containsExactly(1, 3));
        assertThat(filesIn(deadLetters())).singleElement().satisfies(file -> assertThat(Files.readString(file))
                .contains(caller(2)));
        await().untilAsserted(() -> assertThat(filesIn(outbox())).isEmpty());
    }

    @Test
    void stopWhileTheReceiverIsDownKeepsTheMessages() throws IOException {
        receiver.stop();
        call(1, 3);
        await().until(() -> filesIn(outbox()).size() == 3);
        main.stop();

        assertThat(filesIn(outbox())).hasSize(3);
        assertThat(filesIn(deadLetters())).isEmpty();
    }

    @Test
    void keysRiseThoughTheClockStepsBackBetweenTwoStarts() throws IOException {
        main.stop();
        String beforeTheStep = "9999999999998-0000000007";
        Files.writeString(outbox().resolve(beforeTheStep + ".json"), "{" + caller(1) + "}");
        startWebhook();
        call(2, 2);

        await().until(() -> taken.size() == 3);
        assertThat(taken).extracting(Delivery::id).isSorted().startsWith(beforeTheStep);
        assertThat(taken.get(2).body()).contains(caller(2));
    }

    @Test
    void aMessageIsSkippedByDeletingItsFile() throws IOException {
        List<Delivery> refused = new CopyOnWriteArrayList<>();
        receiver.stop();
        startReceiver(delivery -> {
            refused.add(delivery);
            return 503;
        });
        call(1, 4);
        await().until(() -> filesIn(outbox()).size() == 4 && refused.size() >= 2);
        Files.delete(filesIn(outbox()).get(2));
        Files.delete(filesIn(outbox()).get(0));
        receiver.stop();
        startReceiver(this::take);

        await().untilAsserted(() -> assertThat(filesIn(outbox())).isEmpty());
        assertThat(numbers()).containsExactly(2, 4);
        assertThat(refused).allSatisfy(delivery -> assertThat(delivery.body()).contains(caller(1)));
    }

    @Test
    void receiverLearnsWhatWasLostOnTheWayFromThePbx() {
        pbx.disconnectAll();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(taken)
                .extracting(delivery -> delivery.body().replaceAll("(?s).*\"Event\":\"(\\w+)\".*", "$1"))
                .containsExactly("Disconnected", "Connected", "Gap"));
    }
}

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
package io.github.camelami.internal.http;

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.tcp.Opened;
import io.github.camelami.internal.tcp.TcpSettings;
import io.github.camelami.internal.tcp.TcpTransport;
import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.message.AmiAction;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.SimulatedPbx;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent soon leaves when the thread for it comes, which the test runs. */
class GatheredActionsTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final Deque<Runnable> writers = new ArrayDeque<>();
    private Throwable noThread;
    private final TcpTransport transport = new TcpTransport(
            new TcpSettings("127.0.0.1", pbx.port(), null, true, StandardCharsets.UTF_8, 65536), this::writer);

    @BeforeEach
    void open() {
        transport.open(new Opened(), 1);
    }

    @AfterEach
    void close() {
        transport.close();
        pbx.close();
    }

    @Test
    void whatIsSentSoonIsWrittenByOneThreadAndInOrder() {
        List<SentAction> actions = IntStream.range(0, 50).mapToObj(this::action).toList();
        actions.forEach(transport::sendSoon);
        assertThat(writers).hasSize(1);
        assertThat(actions).noneMatch(SentAction::isOut);
        writers.remove().run();
        awaitReceived(IntStream.range(0, 50).mapToObj(String::valueOf).toList());
    }

    @Test
    void whatIsSentAtOnceTakesAlongWhatWaits() {
        transport.sendSoon(action(1));
        transport.sendSoon(action(2));
        transport.send(action(3));
        awaitReceived(List.of("1", "2", "3"));
        writers.remove().run();
        assertThat(writers).isEmpty();
        transport.sendSoon(action(4));
        writers.remove().run();
        awaitReceived(List.of("1", "2", "3", "4"));
    }

    @Test
    void C2_whatEndedWhileItWaitedIsNeverWritten() {
        SentAction givenUp = action(1);
        transport.sendSoon(givenUp);
        transport.sendSoon(action(2));
        givenUp.giveUp();
        writers.remove().run();
        awaitReceived(List.of("2"));
        assertThat(givenUp.isOut()).isFalse();
    }

    @Test
    void C2_whatWaitsWhenTheConnectionEndsNeverLeaves() {
        List<SentAction> actions = IntStream.range(0, 3).mapToObj(this::action).toList();
        actions.forEach(transport::sendSoon);
        transport.close();
        writers.remove().run();
        assertThat(actions).noneMatch(SentAction::isOut);
    }

    /** It fills a write, so that what another thread sends meanwhile waits for the next one, which nobody asks for. */
    @Test
    void C8_whatAnotherThreadSendsDuringAWriteIsWrittenBehindIt() {
        AmiAction.Builder large = AmiAction.named("Ping");
        IntStream.range(0, 70).forEach(i -> large.field("Field" + i, "x".repeat(1000)));
        SentAction first = new SentAction(large.build(), "1", Duration.ofSeconds(30));
        first.beforeLeaving = () -> inTime(CompletableFuture.runAsync(() -> transport.send(action(2))));
        transport.send(first);
        awaitReceived(List.of("1", "2"));
    }

    /** Its sender finds a thread that gathers, and that thread has just found nothing more to write. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void C8_whatIsSentAsTheGatheringEndsIsWrittenToo(int moment) throws Exception {
        Queue<Object> frames = new ConcurrentLinkedQueue<>() {
            private int timesEmpty;

            @Override
            public boolean isEmpty() {
                boolean empty = super.isEmpty();
                if (empty && ++timesEmpty == moment) {
                    transport.sendSoon(action(2));
                }
                return empty;
            }
        };
        Field ofTransport = TcpTransport.class.getDeclaredField("writer");
        ofTransport.setAccessible(true);
        Field ofWriter = ofTransport.getType().getDeclaredField("frames");
        ofWriter.setAccessible(true);
        ofWriter.set(ofTransport.get(transport), frames);
        transport.sendSoon(action(1));
        while (!writers.isEmpty()) {
            writers.remove().run();
        }
        awaitReceived(List.of("1", "2"));
    }

    @Test
    void aLongActionIsWrittenByItsSenderBehindWhatWaits() {
        transport.sendSoon(action(1));
        AmiAction.Builder longAction = AmiAction.named("Ping");
        IntStream.range(0, 3).forEach(i -> longAction.field("Field" + i, "x".repeat(1000)));
        transport.sendSoon(new SentAction(longAction.build(), "2", Duration.ofSeconds(30)));
        awaitReceived(List.of("1", "2"));
    }

    static Stream<Throwable> failures() {
        return Stream.of(new RejectedExecutionException(), new OutOfMemoryError("unable to create native thread"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void withoutAThreadForItTheSenderWritesAndTheNextAsksForOneAgain(Throwable failure) {
        noThread = failure;
        transport.sendSoon(action(1));
        awaitReceived(List.of("1"));
        noThread = null;
        transport.sendSoon(action(2));
        writers.remove().run();
        awaitReceived(List.of("1", "2"));
    }

    private void writer(Runnable writer) {
        if (noThread instanceof Error failure) {
            throw failure;
        }
        if (noThread instanceof RuntimeException failure) {
            throw failure;
        }
        writers.add(writer);
    }

    private SentAction action(int number) {
        return new SentAction(AmiAction.named("Ping").build(), String.valueOf(number), Duration.ofSeconds(30));
    }

    private void awaitReceived(List<String> ids) {
        await().untilAsserted(() -> assertThat(pbx.received("Ping"))
                .extracting(ReceivedAction::actionId)
                .isEqualTo(ids));
    }
}

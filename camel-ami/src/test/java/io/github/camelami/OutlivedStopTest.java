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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route that heeds no interrupt is still at its exchange when the consumer has been stopped and started again. */
class OutlivedStopTest {
    private static final int ITEMS = 200;

    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        open.countDown();
        routes.close();
        simulated.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void D9_theThreadOfAnEventThatOutlivesItsStopTakesNoOther(int concurrent) throws Exception {
        start("events=call&concurrentConsumers=" + concurrent);
        emit();
        await().until(() -> threads.size() == 1);
        stopRoute();
        routes.camel.getRouteController().startRoute("e");
        IntStream.range(0, 10).forEach(i -> emit());
        await().until(() -> threads.size() == 11);

        open.countDown();

        Thread first = threads.get(0);
        await().until(() -> !first.isAlive());
        IntStream.range(0, 10).forEach(i -> emit());
        await().until(() -> threads.size() == 21);
        assertThat(threads.stream().filter(each -> each == first)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void D9_aStopInTheMidstOfASnapshotEndsItAndCountsTheRest(int concurrent) throws Exception {
        simulated.on("SIPpeers", action -> Reply.success().list("PeerlistComplete", peers(action)));
        start("events=none&snapshot=SIPpeers&concurrentConsumers=" + concurrent);
        await().until(() -> threads.size() == 1);
        await().until(() -> routes.consumer("e").getPendingExchangesSize() >= ITEMS);
        AmiConsumer consumer = routes.consumer("e");
        try (CapturedLog log = CapturedLog.debug()) {
            stopRoute();
            assertThat(log.warnings("io.github.camelami"))
                    .contains("ami:pbx: stopped with " + (ITEMS - 1) + " events that were received but not routed");
        }
        assertThat(consumer.getReceived()).isEqualTo(ITEMS);
        assertThat(consumer.getDropped()).isEqualTo(ITEMS - 1);

        routes.camel.getRouteController().startRoute("e");
        await().until(() -> threads.size() == 1 + ITEMS);
        open.countDown();

        Thread first = threads.get(0);
        await().until(() -> !first.isAlive());
        assertThat(threads).hasSize(1 + ITEMS);
        assertThat(threads.stream().filter(each -> each == first)).hasSize(1);
        assertThat(routes.consumer("e").getDropped()).isZero();
    }

    private void start(String options) throws Exception {
        routes.start(builder -> builder.from("ami:pbx?" + options).routeId("e").process(this::firstWaits));
    }

    private void firstWaits(Exchange exchange) {
        threads.add(Thread.currentThread());
        while (threads.get(0) == Thread.currentThread() && open.getCount() > 0) {
            try {
                open.await();
            } catch (InterruptedException e) {
                // as a call of a database does not heed it
            }
        }
    }

    private void stopRoute() throws Exception {
        routes.camel.getRouteController().stopRoute("e", 1, TimeUnit.SECONDS);
    }

    private void emit() {
        simulated.emit(SimulatedEvent.named("Newstate", "call").with("Linkedid", "c"));
    }

    private static List<SimulatedEvent> peers(ReceivedAction action) {
        return IntStream.range(0, ITEMS)
                .mapToObj(
                        i -> SimulatedEvent.named("PeerEntry").withIdOf(action).with("ObjectName", i))
                .toList();
    }
}

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

import static org.apache.camel.builder.Builder.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workers that many PBXes share. */
class ManyWorkersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NAMES = List.of("berlin", "paris", "rome");

    private final ManyPbxes pbxes = new ManyPbxes(NAMES.toArray(String[]::new));
    private final CountDownLatch open = new CountDownLatch(1);
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inRoute = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    /** The PBX of each event, in the order of their routes. */
    private final List<String> order = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        open.countDown();
        pbxes.close();
    }

    private void consume(String options) throws Exception {
        pbxes.start(route ->
                route.from("ami:*?events=user&" + options).routeId("many").process(this::waitUntilOpen));
    }

    private void waitUntilOpen(Exchange exchange) throws Exception {
        threads.add(Thread.currentThread().getName());
        most.accumulateAndGet(inRoute.incrementAndGet(), Math::max);
        try {
            open.await();
            order.add(exchange.getMessage().getHeader(AmiConstants.CONNECTION, String.class));
            pbxes.keep(exchange);
        } finally {
            inRoute.decrementAndGet();
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @ParameterizedTest
    @EnumSource
    void K1_neverMoreThanConcurrentConsumersAtOnceAndThePbxesInOrder(RoutePool pool) throws Exception {
        pool.prepare(pbxes.routes.camel);
        consume("concurrentConsumers=2");
        NAMES.forEach(name -> pbxes.emit(name, 0, 150));
        await().until(() -> pbxes.consumer().getReceived() == 450);
        await().atMost(PATIENCE).until(() -> inRoute.get() == pool.ofTwo());
        assertThat(pbxes.consumer().getLag()).isPositive();
        open.countDown();
        for (String name : NAMES) {
            await().atMost(PATIENCE).until(() -> pbxes.routed(name).size() == 150);
            assertThat(pbxes.routed(name, "Number")).containsExactlyElementsOf(numbers(0, 150));
        }
        await().until(() -> pbxes.consumer().getPendingExchangesSize() == 0);
        assertThat(most).hasValue(pool.ofTwo());
        assertThat(threads).isNotEmpty().allMatch(name -> name.endsWith("AmiConsumerRoute"));
        assertThat(pbxes.consumer().getDropped()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEFAULT", "ABORT", "FORGETFUL", "VIRTUAL"})
    void K1_withOrderByTheEventsOfEachKeyStayInOrder(RoutePool pool) throws Exception {
        pool.prepare(pbxes.routes.camel);
        consume("concurrentConsumers=2&orderBy=Key");
        for (int i = 0; i < 150; i++) {
            for (String name : NAMES) {
                pbxes.pbx(name)
                        .emit(SimulatedEvent.named("UserEvent", "user")
                                .with("Number", i)
                                .with("Key", i % 3));
            }
        }
        await().until(() -> pbxes.consumer().getReceived() == 450);
        await().atMost(PATIENCE).until(() -> inRoute.get() == 2);
        open.countDown();
        for (String name : NAMES) {
            await().atMost(PATIENCE).until(() -> pbxes.routed(name).size() == 150);
            for (int key = 0; key < 3; key++) {
                assertThat(ofKey(name, key)).isSorted().hasSize(50);
            }
        }
        await().until(() -> pbxes.consumer().getPendingExchangesSize() == 0);
        assertThat(most).hasValue(2);
        assertThat(threads).allMatch(name -> name.endsWith("AmiConsumerRoute"));
    }

    private List<Integer> ofKey(String pbx, int key) {
        List<Integer> numbers = new ArrayList<>();
        for (Exchange each : pbxes.routed(pbx)) {
            AmiEvent event = each.getMessage().getBody(AmiEvent.class);
            if (event.get("Key").equals(String.valueOf(key))) {
                numbers.add(Integer.valueOf(event.get("Number")));
            }
        }
        return numbers;
    }

    /** At most a turn of the busy one comes before the event of another. */
    @ParameterizedTest
    @ValueSource(strings = {"concurrentConsumers=1", "concurrentConsumers=2&orderBy=Number"})
    void aBusyPbxLeavesTurnsToTheOthers(String options) throws Exception {
        consume(options);
        pbxes.emit("paris", 0, 3_000);
        await().until(() -> pbxes.consumer().getReceived() == 3_000 && inRoute.get() > 0);
        pbxes.emit("berlin", 0, 1);
        await().until(() -> pbxes.consumer().getReceived() == 3_001);
        open.countDown();
        pbxes.awaitRouted("berlin", 1);
        assertThat(order.indexOf("berlin")).isLessThan(200);
        pbxes.awaitRouted("paris", 3_000);
    }

    /** Each slow one occupies one worker, and hands over as many events as one PBX may. */
    @Test
    void sixteenSlowPbxesDelayNoOtherWhileWorkersAreIdle() throws Exception {
        List<String> slow = IntStream.range(0, 16).mapToObj(i -> "slow-" + i).toList();
        for (String name : slow) {
            pbxes.ami.addConnection(name, pbxes.start(name));
        }
        pbxes.start(route -> route.from("ami:*?events=user&orderBy=Tenant&concurrentConsumers=20")
                .routeId("many")
                .choice()
                .when(header(AmiConstants.CONNECTION).startsWith("slow"))
                .process(this::waitUntilOpen)
                .otherwise()
                .process(pbxes::keep));
        slow.forEach(name -> pbxes.emit(name, 0, 70));
        await().until(() ->
                pbxes.consumer().getReceived() == 16 * 70 && pbxes.consumer().getBuffered() == 16 * (70 - 64));
        pbxes.emit("berlin", 0, 10);
        pbxes.awaitRouted("berlin", 10);
    }

    /** Its lists never arrive, and the one worker is free for the others. */
    @ParameterizedTest
    @ValueSource(strings = {"concurrentConsumers=1", "concurrentConsumers=2&orderBy=Number"})
    void aSnapshotThatDoesNotArriveDelaysNoOtherPbx(String options) throws Exception {
        open.countDown();
        pbxes.pbx("paris").faultAlways("QueueStatus", Fault.ignore());
        consume("snapshot=QueueStatus&notices=true&actionTimeout=60s&" + options);
        await().until(() -> !pbxes.pbx("paris").received("QueueStatus").isEmpty());
        for (String name : List.of("berlin", "paris")) {
            pbxes.emit(name, 0, 2);
        }
        await().until(() -> pbxes.routed("berlin", "Number").contains("1"));
        assertThat(pbxes.routed("berlin", "Event"))
                .startsWith("Connected", "QueueParams")
                .endsWith("UserEvent", "UserEvent");
        assertThat(pbxes.routed("paris", "Event")).containsExactly("Connected");
        await().untilAsserted(() ->
                assertThat(pbxes.consumer().getPendingExchangesSize()).isEqualTo(3));

        stopAtOnce();
        long routed = NAMES.stream()
                .flatMap(name -> pbxes.routed(name, "Event").stream())
                .filter(event -> !event.equals("Connected"))
                .count();
        // Camel may stop a consumer on another thread once the time of a graceful stop is over
        await().untilAsserted(() -> assertThat(
                        pbxes.consumer().getReceived() - pbxes.consumer().getDropped())
                .isEqualTo(routed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"concurrentConsumers=2", "concurrentConsumers=2&orderBy=Number"})
    void D9_whatIsNotRoutedAtAStopIsCounted(String options) throws Exception {
        consume(options);
        NAMES.forEach(name -> pbxes.emit(name, 0, 200));
        await().until(() -> pbxes.consumer().getReceived() == 600 && inRoute.get() == 2);
        AmiConsumer consumer = pbxes.consumer();
        stopAtOnce();
        await().untilAsserted(() -> assertThat(consumer.getDropped()).isEqualTo(600 - 2));
    }

    private void stopAtOnce() throws Exception {
        pbxes.routes.camel.getRouteController().stopRoute("many", 1, TimeUnit.MILLISECONDS, false);
    }

    /** A route that fails, even with an Error, costs its own exchange. */
    @Test
    void K3_anErrorOfARouteCostsThatExchangeAlone() throws Exception {
        pbxes.start(route -> route.from("ami:*?events=user&concurrentConsumers=1")
                .routeId("many")
                .process(exchange -> {
                    if ("1".equals(exchange.getMessage().getBody(AmiEvent.class).get("Number"))) {
                        throw new StackOverflowError();
                    }
                    pbxes.keep(exchange);
                }));
        NAMES.forEach(name -> pbxes.emit(name, 0, 3));
        for (String name : NAMES) {
            pbxes.awaitRouted(name, 2);
            assertThat(pbxes.routed(name, "Number")).containsExactly("0", "2");
        }
    }

    @Test
    void withoutTheOptionThereAreAsManyWorkersAsProcessors() throws Exception {
        consume("notices=false");
        NAMES.forEach(name -> pbxes.emit(name, 0, 1));
        int expected = Math.min(3, Math.max(2, Runtime.getRuntime().availableProcessors()));
        await().until(() -> inRoute.get() == expected);
        open.countDown();
        NAMES.forEach(name -> pbxes.awaitRouted(name, 1));
        assertThat(most).hasValue(expected);
    }
}

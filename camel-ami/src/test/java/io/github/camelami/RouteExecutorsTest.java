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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** concurrentConsumers on executors of all kinds, while more calls wait than any of them has room for. */
class RouteExecutorsTest {
    private static final int CALLS = Volume.of(1_100, 10_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch openLast = new CountDownLatch(1);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inRoute = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        open.countDown();
        openLast.countDown();
        routes.close();
        simulated.close();
    }

    @ParameterizedTest
    @EnumSource
    void K1_neverMoreThanConcurrentConsumersAtOnceAndNoneOnTheWorker(RoutePool pool) throws Exception {
        pool.prepare(routes.camel);
        routes.start(events("events=call&concurrentConsumers=2", exchange -> waitFor(open)));
        emit(0, CALLS);
        awaitReceived(CALLS);
        await().atMost(PATIENCE).until(() -> inRoute.get() == pool.ofTwo());
        assertThat(within(Duration.ofSeconds(1), consumer()::getLag)).isPositive();
        assertThat(within(Duration.ofSeconds(1), consumer()::getPendingExchangesSize))
                .isGreaterThanOrEqualTo(CALLS);

        open.countDown();

        await().atMost(PATIENCE).until(() -> seen.size() == CALLS);
        await().atMost(PATIENCE).until(() -> consumer().getPendingExchangesSize() == 0);
        assertThat(consumer().getDropped()).isZero();
        assertThat(most).hasValue(pool.ofTwo());
        assertThat(threads).isNotEmpty().allMatch(name -> name.endsWith("AmiConsumerRoute"));
    }

    /** The executor has taken it without a word, and another one runs. */
    @Test
    void K1_aWorkerThatIsLostBesideOthersIsReplaced() throws Exception {
        RoutePool.FORGETFUL_LATER.prepare(routes.camel);
        routes.start(events("events=call&concurrentConsumers=2", exchange -> waitFor(open)));
        emit(0, 2);
        await().atMost(Duration.ofSeconds(20)).until(() -> inRoute.get() == 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEFAULT", "VIRTUAL"})
    void K1_callsToo(RoutePool pool) throws Exception {
        pool.prepare(routes.camel);
        routes.start(events("emit=callProgress&concurrentConsumers=2", exchange -> waitFor(open)));
        await().until(() -> !simulated.received("CoreShowChannels").isEmpty());
        for (int i = 0; i < 100; i++) {
            simulated.emit(SimulatedEvent.named("Newchannel", "call")
                    .with("Channel", "PJSIP/" + i)
                    .with("ChannelState", 4)
                    .with("Uniqueid", "1." + i)
                    .with("Linkedid", "1." + i));
        }
        awaitReceived(100);
        await().until(() -> inRoute.get() == 2);
        open.countDown();
        await().atMost(PATIENCE).until(() -> consumer().getPendingExchangesSize() == 0);
        assertThat(most).hasValue(2);
        assertThat(threads).isNotEmpty().allMatch(name -> name.endsWith("AmiConsumerRoute"));
    }

    @Test
    void K1_noticesAndSnapshotsToo() throws Exception {
        simulated.data().queue("support");
        open.countDown();
        routes.start(events(
                "events=none&notices=true&snapshot=QueueStatus&concurrentConsumers=2",
                exchange -> seen.add(String.valueOf(exchange.getMessage().getHeader(AmiConstants.SNAPSHOT)))));
        await().until(() -> seen.contains("QueueStatus") && seen.contains("null"));
        assertThat(threads).isNotEmpty().allMatch(name -> name.endsWith("AmiConsumerRoute"));
    }

    /** One call in the midst of many is slow; the route waits without heed to interrupts, as a socket does. */
    @ParameterizedTest
    @EnumSource(names = {"DEFAULT", "ABORT", "VIRTUAL"})
    void K2_oneSlowCallHoldsUpNeitherTheOthersNorTheFiguresNorTheStop(RoutePool pool) throws Exception {
        pool.prepare(routes.camel);
        routes.start(events("events=call&concurrentConsumers=2", exchange -> {
            int number = number(exchange);
            if (number == 1_003) {
                waitFor(openLast);
            } else if (number < 2) {
                waitFor(open);
            }
        }));
        emit(0, 1_010);
        awaitReceived(1_010);
        await().until(() -> inRoute.get() == 2);
        open.countDown();
        await().atMost(PATIENCE).until(() -> seen.size() == 1_010 && inRoute.get() == 1);
        assertThat(within(Duration.ofSeconds(1), consumer()::getLag)).isNotNegative();
        within(Duration.ofSeconds(15), () -> {
            routes.camel.stop();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"DEFAULT", "ABORT", "VIRTUAL"})
    void K2_behindABlockedRouteFiguresAnswerAndTheStopEndsInItsTime(RoutePool pool) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        routes.camel.getRegistry().bind("meters", registry);
        pool.prepare(routes.camel);
        routes.start(events("events=call&concurrentConsumers=2", exchange -> waitFor(open)));
        AmiConsumer consumer = consumer();
        emit(0, 10_000);
        awaitReceived(10_000);
        await().until(() -> inRoute.get() == 2);

        Duration second = Duration.ofSeconds(1);
        assertThat(within(second, consumer::getLag)).isPositive();
        assertThat(within(second, consumer::getBuffered)).isPositive();
        within(second, () -> HealthCheckHelper.invokeReadiness(routes.camel));
        within(second, () -> registry.find("camel.ami.events.lag").timeGauge().value(TimeUnit.MILLISECONDS));
        within(
                second.plusSeconds(5),
                () -> routes.camel.getRouteController().stopRoute("e", 2, TimeUnit.SECONDS, false));

        assertThat(seen).hasSize(2);
        await().untilAsserted(() -> assertThat(consumer.getDropped()).isEqualTo(10_000 - seen.size()));
        assertThat(consumer.getReceived()).isEqualTo(10_000);
    }

    private <T> T within(Duration time, Callable<T> answer) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return answer.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private AmiConsumer consumer() {
        return routes.consumer("e");
    }

    private LambdaRouteBuilder events(String options, org.apache.camel.Processor processor) {
        return builder -> builder.from("ami:pbx?" + options).routeId("e").process(exchange -> {
            threads.add(Thread.currentThread().getName());
            most.accumulateAndGet(inRoute.incrementAndGet(), Math::max);
            if (exchange.getMessage().getBody() instanceof AmiEvent event && event.containsKey("Number")) {
                seen.add(event.get("Number"));
            }
            try {
                processor.process(exchange);
            } finally {
                inRoute.decrementAndGet();
            }
        });
    }

    private static int number(Exchange exchange) {
        return Integer.parseInt(
                (String) exchange.getMessage().getBody(Map.class).get("Number"));
    }

    /** Does not heed interrupts, as little as a call of a database does. */
    private static void waitFor(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void emit(int from, int to) {
        for (int i = from; i < to; i++) {
            simulated.emit(SimulatedEvent.named("Newstate", "call")
                    .with("Number", i)
                    .with("Uniqueid", "c" + i)
                    .with("Linkedid", "c" + i));
        }
    }

    private void awaitReceived(int count) {
        await().atMost(PATIENCE).until(() -> consumer().getReceived() == count);
    }
}

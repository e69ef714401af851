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

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.PbxVersion;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolFactory;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How routes and contexts begin and end beside others that use the same session. */
class SharedStopTest {
    @AutoClose
    private SimulatedPbx pbx;

    @AutoClose
    private PbxRoutes routes;

    private final BlockingQueue<String> one = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> other = new LinkedBlockingQueue<>();

    static Stream<Arguments> waysAndServers() {
        return Stream.of("transport=tcp", "transport=http", "transport=http&authType=digest&httpFormat=mxml")
                .flatMap(way -> Stream.of(PbxVersion.ASTERISK_16, PbxVersion.ASTERISK_22, PbxVersion.ASTERISK_22_11)
                        .map(version -> Arguments.of(way, version)));
    }

    private void start(String way, PbxVersion version) throws Exception {
        pbx = SimulatedPbx.builder().version(version).http().start();
        routes = new PbxRoutes(pbx);
        if (way.contains("http")) {
            routes.pbx.setPort(pbx.http().port());
        }
    }

    private void startRoutes(String way) throws Exception {
        routes.start(b -> {
            b.from("ami:pbx?events=user&" + way).routeId("one").process(e -> one.add(n(e)));
            b.from("ami:pbx?events=user&" + way).routeId("other").process(e -> other.add(n(e)));
            b.from("direct:ping").to("ami:pbx?action=Ping&" + way);
        });
    }

    private static String n(Exchange exchange) {
        return String.valueOf(exchange.getMessage().getBody(Map.class).get("N"));
    }

    private void emit(Object n) {
        pbx.emit(SimulatedEvent.named("UserEvent", "user").with("N", n));
    }

    private static List<String> taken(BlockingQueue<String> queue) {
        List<String> all = new ArrayList<>();
        queue.drainTo(all);
        return all;
    }

    /** What the PBX has queued for the session by then is from before; behind the start there is no hole. */
    @ParameterizedTest
    @MethodSource("waysAndServers")
    void O2_aRouteThatStartsGetsEverythingFromThenOnAndNothingFromBefore(String way, PbxVersion version)
            throws Exception {
        start(way, version);
        startRoutes(way);
        for (String beside : List.of("other", "")) {
            for (int round = 0; round < 3; round++) {
                // keeps the session while no route wants events
                assertThat(routes.send("direct:ping", null).getException()).isNull();
                routes.camel.getRouteController().stopRoute("one");
                if (beside.isEmpty()) {
                    routes.camel.getRouteController().stopRoute("other");
                }
                taken(one);
                emit("before");
                emit("before");
                routes.camel.getRouteController().startRoute("one");
                for (int i = 0; i < 20; i++) {
                    emit(i);
                }
                await().until(() -> one.size() >= 20);
                assertThat(taken(one))
                        .isEqualTo(
                                IntStream.range(0, 20).mapToObj(String::valueOf).toList());
            }
        }
        assertThat(routes.consumer("one").getEpoch()).isEqualTo(1);
    }

    /**
     * The answer that a stop waits for comes late, or never while it waits. Camel interrupts a stop of 1 s; one that
     * may take ten minutes ends by itself.
     */
    @ParameterizedTest
    @CsvSource({"transport=tcp, 1", "transport=http, 1", "transport=tcp, 600", "transport=http, 600"})
    void K5_aStopThatThePbxHoldsUpEndsInItsTimeAndCostsTheOthersNothing(String way, long seconds) throws Exception {
        start(way, PbxVersion.ASTERISK_22);
        startRoutes(way);
        CountDownLatch open = new CountDownLatch(1);
        if (way.endsWith("tcp")) {
            pbx.on("Ping", action -> {
                open.await();
                return Reply.success();
            });
        } else {
            await().until(() -> pbx.http().pollCount() > 0);
            pbx.http().faultNext("WaitEvent", answer -> {
                open.await();
                answer.send();
            });
            emit("wakes the poll");
        }
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Thread stopping = new Thread(() -> {
            try {
                routes.camel.getRouteController().stopRoute("one", seconds, TimeUnit.SECONDS);
                stop.complete(null);
            } catch (Exception e) {
                stop.completeExceptionally(e);
            }
        });
        stopping.start();
        try {
            assertThat(stop).as("a stop that may take %d s", seconds).succeedsWithin(Duration.ofSeconds(30));
        } finally {
            open.countDown();
            stopping.join(30_000);
        }
        taken(other);
        emit("later");
        await().until(() -> other.contains("later"));
        assertThat(routes.consumer("other").getEpoch()).isEqualTo(1);
        assertThat(pbx.logins()).isEqualTo(1);
    }

    /** It takes what is sent, and never answers. Each consumer would wait for five seconds. */
    @Test
    void K5_aContextThatStopsBesideAHungPbxWaitsOnceForAllItsConsumers() throws Exception {
        start("transport=tcp", PbxVersion.ASTERISK_22);
        routes.camel.getShutdownStrategy().setTimeout(600);
        routes.start(b -> IntStream.range(0, 10)
                .forEach(i -> b.from("ami:pbx?events=user").process(e -> one.add(n(e)))));
        CountDownLatch open = new CountDownLatch(1);
        pbx.on("Ping", action -> {
            open.await();
            return Reply.success();
        });
        try {
            assertThat(CompletableFuture.runAsync(routes.camel::stop)).succeedsWithin(Duration.ofSeconds(25));
        } finally {
            open.countDown();
        }
    }

    /** Over HTTP actions go one after the other. */
    @ParameterizedTest
    @MethodSource("waysAndServers")
    void O5_aLogoffPassesAnActionThatThePbxIsBusyWith(String way, PbxVersion version) throws Exception {
        start(way, version);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        pbx.on("ModuleCheck", action -> {
            busy.countDown();
            open.await();
            return Reply.success();
        });
        routes.start(b -> b.from("direct:ping").to("ami:pbx?action=Ping&" + way));
        CompletableFuture<Exchange> slow = routes.template.asyncSend(
                "ami:pbx?action=ModuleCheck&allowDangerousActions=true&field.Module=x&" + way, e -> {});
        try {
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Exchange> behind = routes.template.asyncSend("ami:pbx?action=CoreStatus&" + way, e -> {});
            routes.camel.stop();
            if (way.contains("http")) {
                assertThat(pbx.received("Logoff")).hasSize(1);
                assertThat(pbx.received("CoreStatus")).isEmpty();
                assertThat(behind.get(10, TimeUnit.SECONDS).getException()).isInstanceOf(AmiException.NotSent.class);
            }
            assertThat(slow.get(10, TimeUnit.SECONDS).getException()).isInstanceOf(AmiException.OutcomeUnknown.class);
        } finally {
            open.countDown();
        }
        await().until(() -> pbx.sessions() == 0);
    }

    /** Camel ends the producers of a template after the component and its threads. */
    @ParameterizedTest
    @MethodSource("waysAndServers")
    void O5_aContextThatStopsLogsOffThoughOnlyATemplateSends(String way, PbxVersion version) throws Exception {
        start(way, version);
        DefaultCamelContext camel = routes.camel;
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        template.sendBody("ami:pbx?action=Ping&" + way, null);
        template.sendBody("ami:pbx?action=Ping&actionTimeout=7s&" + way, null);
        camel.stop();
        assertThat(pbx.received("Logoff")).isNotEmpty();
        await().until(() -> pbx.sessions() == 0);
    }

    /** Each request takes a fifth of a second, and a poll has just been sent. */
    @ParameterizedTest
    @ValueSource(strings = {"transport=http", "transport=http&authType=digest"})
    void O5_aRouteThatStopsLogsOffBesideASlowPbx(String way) throws Exception {
        start(way, PbxVersion.ASTERISK_22);
        for (String action : List.of("Challenge", "Ping", "Login", "Events", "Logoff")) {
            pbx.http().faultAlways(action, HttpFault.delay(Duration.ofMillis(200)));
        }
        routes.start(b ->
                b.from("ami:pbx?events=user&pollDelay=1&" + way).routeId("one").process(e -> one.add(n(e))));
        await().until(() -> pbx.http().pollCount() > 0);
        routes.camel.getRouteController().stopRoute("one");
        assertThat(pbx.received("Logoff")).hasSize(1);
        await().until(() -> pbx.sessions() == 0);
    }

    /** A machine without threads for a moment must not leave a session that looks well and sends nothing. */
    @Test
    void aThreadThatCannotBeHadLeavesNoMuteSession() throws Exception {
        start("transport=http", PbxVersion.ASTERISK_22);
        ShortOfThreads threads = new ShortOfThreads();
        DefaultExecutorServiceManager manager = new DefaultExecutorServiceManager(routes.camel);
        manager.setThreadPoolFactory(threads);
        routes.camel.setExecutorServiceManager(manager);
        routes.start(b -> b.from("direct:ping").to("ami:pbx?action=Ping&actionTimeout=2000&transport=http"));
        assertThat(routes.send("direct:ping", null).getException()).isNull();
        // the thread that has sent would take the next action along
        await().until(() -> threads.atWork.get() == 1);
        threads.fail = true;
        assertThat(routes.send("direct:ping", null).getException()).isNotNull();
        threads.fail = false;
        await().untilAsserted(() ->
                assertThat(routes.send("direct:ping", null).getException()).isNull());
    }

    private static final class ShortOfThreads extends DefaultThreadPoolFactory implements ThreadPoolFactory {
        private final AtomicInteger atWork = new AtomicInteger();
        private volatile boolean fail;

        @Override
        public java.util.concurrent.ExecutorService newCachedThreadPool(java.util.concurrent.ThreadFactory factory) {
            return new java.util.concurrent.ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    50,
                    TimeUnit.MILLISECONDS,
                    new java.util.concurrent.SynchronousQueue<>(),
                    factory) {
                @Override
                public void execute(Runnable task) {
                    if (fail) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    super.execute(() -> {
                        atWork.incrementAndGet();
                        try {
                            task.run();
                        } finally {
                            atWork.decrementAndGet();
                        }
                    });
                }
            };
        }
    }
}

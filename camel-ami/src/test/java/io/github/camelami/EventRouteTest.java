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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.support.LoggingExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRouteTest {
    private static final int REPLAYED = Volume.of(300_000, 10_000_000);

    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void close() {
        open.countDown();
        routes.close();
        simulated.close();
    }

    /** The link holds them back, as a slow one does, until the PBX has got what the stop asks it. */
    @Test
    void D9_whatThePbxSentBeforeAStopIsRouted() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(simulated)) {
            routes.pbx.setPort(proxy.port());
            routes.start(events(
                    "ami:pbx?events=call",
                    exchange -> seen.add(
                            exchange.getMessage().getBody(AmiEvent.class).get("Number"))));
            int pings = simulated.received("Ping").size();
            proxy.serverToClient().stall();
            IntStream.range(0, 50).forEach(i -> simulated.emit(call(i, "a")));
            CompletableFuture<Void> stop = CompletableFuture.runAsync(this::stopEvents);
            await().until(() -> stop.isDone() || simulated.received("Ping").size() > pings);
            proxy.serverToClient().resume();
            inTime(stop);
            assertThat(seen)
                    .isEqualTo(IntStream.range(0, 50).mapToObj(String::valueOf).toList());
        }
    }

    private void stopEvents() {
        try {
            routes.camel.getRouteController().stopRoute("events", 30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void D1_aBlockedRouteStopsNeitherTheReaderNorThePing() throws Exception {
        routes.start(events("ami:pbx?events=call", exchange -> open.await()));
        String filler = "x".repeat(500);
        for (int i = 0; i < 20_000; i++) {
            simulated.emit(call(i, "a").with("Filler", filler));
        }
        await().until(() -> routes.consumer("events").getReceived() == 20_000);
        for (int i = 0; i < 100; i++) {
            long start = System.nanoTime();
            assertThat(routes.send("ami:pbx?action=Ping", null).getException()).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(simulated.connections()).isEqualTo(1);
        assertThat(routes.consumer("events").getEpoch()).isEqualTo(1);
    }

    @Test
    void D3_oneSlowRouteOfEightCostsTheOthersNothing() throws Exception {
        routes.start(builder -> {
            builder.from("ami:pbx?events=call&bufferSize=10").routeId("slow").process(exchange -> open.await());
            IntStream.range(0, 7).forEach(i -> builder.from("ami:pbx?events=call&bufferSize=100000")
                    .routeId("fast" + i)
                    .process(exchange -> {}));
        });
        IntStream.range(0, 5_000).forEach(i -> simulated.emit(call(i, "a")));
        await().until(() -> routes.consumer("slow").getReceived() == 5_000);
        assertThat(simulated.logins()).isEqualTo(1);
        assertThat(routes.consumer("slow").getDropped()).isGreaterThanOrEqualTo(4_989);
        IntStream.range(0, 7).forEach(i -> {
            AmiConsumer fast = routes.consumer("fast" + i);
            await().until(() -> fast.getReceived() == 5_000 && fast.getBuffered() == 0);
            assertThat(fast.getDropped()).isZero();
        });
    }

    @Test
    void D8_theOrderIsThatOfTheWire() throws Exception {
        long[] next = {0};
        routes.start(events("ami:pbx?events=call&bufferSize=10000000&bufferBytes=1000000000", exchange -> {
            long number =
                    Long.parseLong(exchange.getMessage().getBody(AmiEvent.class).get("Number"));
            next[0] = number == next[0] ? number + 1 : Long.MIN_VALUE;
        }));
        IntStream.range(0, REPLAYED).forEach(i -> simulated.emit(call(i, "a")));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> routes.consumer("events").getReceived() == REPLAYED
                        && routes.consumer("events").getPendingExchangesSize() <= 1);
        routes.camel.getRouteController().stopRoute("events");
        assertThat(next[0]).isEqualTo(REPLAYED);
    }

    @Test
    void D8_parallelConsumersKeepTheOrderOfEachCallAndASlowCallHoldsBackNoOther() throws Exception {
        routes.start(events("ami:pbx?events=call&concurrentConsumers=4", exchange -> {
            AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
            if (event.get("Linkedid").equals("slow")) {
                open.await();
            }
            seen.add(event.get("Linkedid") + ' ' + event.get("Number"));
        }));
        IntStream.range(0, 100).forEach(i -> {
            simulated.emit(call(i, "slow"));
            IntStream.range(0, 8).forEach(call -> simulated.emit(call(i, "c" + call)));
        });
        await().until(() -> seen.size() == 800);
        open.countDown();
        await().until(() -> seen.size() == 900);
        for (String call : List.of("slow", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7")) {
            assertThat(seen.stream().filter(each -> each.startsWith(call + ' ')))
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> call + ' ' + i)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void D9_aGracefulStopRoutesWhatWasReceived(int concurrent) throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        routes.start(events("ami:pbx?events=call&concurrentConsumers=" + concurrent, exchange -> {
            first.countDown();
            open.await();
            seen.add("routed");
        }));
        AmiConsumer consumer = routes.consumer("events");
        IntStream.range(0, 500).forEach(i -> simulated.emit(call(i, "c" + i % 7)));
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> consumer.getReceived() == 500);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stopRoute(30));
        open.countDown();
        inTime(stop);
        assertThat(seen).hasSize(500);
        assertThat(consumer.getDropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void D9_whatIsLeftAtTheShutdownTimeoutIsCounted(int concurrent) throws Exception {
        routes.start(events("ami:pbx?events=call&concurrentConsumers=" + concurrent, exchange -> {
            seen.add("begun");
            open.await();
        }));
        AmiConsumer consumer = routes.consumer("events");
        IntStream.range(0, 3000).forEach(i -> simulated.emit(call(i, "c" + i % 7)));
        await().until(() -> consumer.getReceived() == 3000 && seen.size() == concurrent);
        stopRoute(1);
        await().untilAsserted(
                        () -> assertThat(seen.size() + consumer.getDropped()).isEqualTo(3000));
    }

    @Test
    void aSuspendedRouteLetsEventsPassWhileItsSessionStays() throws Exception {
        routes.start(events("ami:pbx?events=call&notices=true", this::note));
        simulated.emit(call(1, "a"));
        await().until(() -> seen.contains("1"));
        routes.camel.getRouteController().suspendRoute("events");
        simulated.emit(call(2, "a"));
        simulated.emit(call(3, "a"));
        routes.send("ami:pbx?action=Ping", null);
        assertThat(simulated.logins()).isEqualTo(1);
        assertThat(simulated.sessions()).isEqualTo(1);
        routes.camel.getRouteController().resumeRoute("events");
        simulated.emit(call(4, "a"));
        await().until(() -> seen.contains("4"));
        assertThat(seen).containsExactly("Connected", "1", "Gap 2", "4");
    }

    @Test
    void aRouteThatWasStoppedReceivesAgainAfterItsStart() throws Exception {
        routes.start(events("ami:pbx?events=call", this::note));
        simulated.emit(call(1, "a"));
        await().until(() -> seen.contains("1"));
        routes.camel.getRouteController().stopRoute("events");
        routes.camel.getRouteController().startRoute("events");
        simulated.emit(call(2, "a"));
        await().until(() -> seen.contains("2"));
        assertThat(seen).containsExactly("1", "2");
    }

    @Test
    void theMaskFollowsRoutesAsTheyStopAndStart() throws Exception {
        routes.start(builder -> {
            builder.from("ami:pbx?events=call").routeId("calls").process(exchange -> {});
            builder.from("ami:pbx?events=agent").routeId("agents").process(exchange -> {});
        });
        routes.camel.getRouteController().stopRoute("calls");
        routes.send("ami:pbx?action=Ping", null);
        assertThat(lastMask()).isEqualTo("agent");
        routes.camel.getRouteController().startRoute("calls");
        assertThat(lastMask()).isEqualTo("call,agent");
        assertThat(simulated.logins()).isEqualTo(1);
    }

    private String lastMask() {
        var asked = simulated.received("Events");
        return asked.get(asked.size() - 1).field("EventMask");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events=call|1 2",
                "events=call,dialplan|1 2 dial both",
                "events=dialplan|dial",
                "include=New*|1 2 dial",
                "include=newstate,Bridge.*|1 both",
                "exclude=New*|both",
                "include=New*&exclude=Newstate|2 dial",
                "match.Linkedid=b|2",
                "match.linkedid=a&match.Number=1|1",
                "match.Absent=*|",
            })
    void aConsumerGetsTheEventsOfItsOptions(String options, String expected) throws Exception {
        routes.start(builder -> {
            builder.from("ami:pbx?" + options).process(this::note);
            builder.from("ami:pbx").process(exchange -> {
                if ("end".equals(exchange.getMessage().getBody(Map.class).get("Number"))) {
                    open.countDown();
                }
            });
        });
        simulated.emit(call(1, "a"));
        simulated.emit(
                SimulatedEvent.named("Newchannel", "call").with("Number", 2).with("Linkedid", "b"));
        simulated.emit(SimulatedEvent.named("Newexten", "dialplan")
                .with("Number", "dial")
                .with("Linkedid", "a"));
        simulated.emit(SimulatedEvent.named("BridgeEnter", "call,dialplan").with("Number", "both"));
        simulated.emit(SimulatedEvent.named("Reload", "system").with("Number", "end"));
        assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() ->
                assertThat(String.join(" ", seen).replace(" end", "")).isEqualTo(expected == null ? "" : expected));
    }

    @Test
    void aServerFilterIsSetAtEachLoginBeforeEventsFlow() throws Exception {
        routes.start(events("ami:pbx?events=call&serverFilter.busy=!Linkedid: noise", this::note));
        simulated.disconnectAll();
        await().until(() -> routes.consumer("events").getEpoch() == 2);
        await().until(() -> simulated.received("Events").size() == 2);
        simulated.emit(call(1, "noise"));
        simulated.emit(call(2, "a"));
        await().until(() -> seen.contains("2"));
        assertThat(seen).containsExactly("2");
        assertThat(simulated.received())
                .extracting(action -> action.name() + action.field("Events") + action.field("EventMask"))
                .containsExactly(
                        "Challenge",
                        "Loginoff",
                        "Filter",
                        "Eventscall",
                        "Challenge",
                        "Loginoff",
                        "Filter",
                        "Eventscall");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anEventRouteMaySendActionsAndWaitForThem(int concurrent) throws Exception {
        routes.start(builder -> {
            builder.from("ami:pbx?events=call&concurrentConsumers=" + concurrent)
                    .to("ami:pbx?action=Ping")
                    .enrich("direct:nested", (event, answer) -> answer)
                    .process(exchange -> seen.add(routes.template.requestBody("direct:nested", null, String.class)));
            builder.from("direct:nested")
                    .process(exchange -> routes.template.requestBody("ami:pbx?action=Ping", (Object) null))
                    .to("ami:pbx?action=CoreStatus");
        });
        IntStream.range(0, 100).forEach(i -> simulated.emit(call(i, "c" + i)));
        await().until(() -> seen.size() == 100);
        assertThat(seen).allMatch(status -> status.contains("CoreStartupDate"));
        assertThat(simulated.logins()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anExceptionHandlerThatFailsEndsNoConsumer(int concurrent) throws Exception {
        routes.camel.getRegistry().bind("failing", new LoggingExceptionHandler(routes.camel, getClass()) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                throw new IllegalStateException("of the handler");
            }
        });
        routes.start(builder -> builder.from(
                        "ami:pbx?events=call&exceptionHandler=#failing&concurrentConsumers=" + concurrent)
                .process(this::note)
                .throwException(new IllegalStateException("of the route")));
        IntStream.range(0, 3).forEach(i -> simulated.emit(call(i, "c")));
        await().untilAsserted(() -> assertThat(seen).containsExactly("0", "1", "2"));
    }

    private void note(Exchange exchange) {
        AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
        String notice = exchange.getMessage().getHeader(AmiConstants.NOTICE, String.class);
        if (notice != null) {
            seen.add(event.containsKey("Dropped") ? notice + ' ' + event.get("Dropped") : notice);
        } else if (event.containsKey("Number")) {
            seen.add(event.get("Number"));
        }
    }

    private void stopRoute(int seconds) {
        try {
            routes.camel.getRouteController().stopRoute("events", seconds, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static LambdaRouteBuilder events(String uri, Processor processor) {
        return builder -> builder.from(uri).routeId("events").process(processor);
    }

    private static SimulatedEvent call(int number, String linkedid) {
        return SimulatedEvent.named("Newstate", "call")
                .with("Linkedid", linkedid)
                .with("Number", number);
    }
}

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

import io.github.camelami.internal.routing.OrderKeys;
import io.github.camelami.internal.routing.OrderedRouting;
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedRoutingTest {
    private static final int HISTORIES = Volume.of(500, 5_000);
    private static final int CALLS = 4;
    private static final int CHANNELS = 8;
    private static final int EVENTS = 60;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ExecutorServiceManager manager = camel.getExecutorServiceManager();
    private final List<String> seen = new ArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void close() {
        open.countDown();
        camel.stop();
    }

    /** As Asterisk does it: the channels of the call that is absorbed change one by one, some only later, some never. */
    @Test
    void D8_ofMergedCallsEveryEventFollowsThoseOfBothInFiveHundredHistories() throws InterruptedException {
        for (int history = 0; history < HISTORIES; history++) {
            Random random = new Random(history);
            Map<Integer, int[]> spans = new ConcurrentHashMap<>();
            AtomicInteger clock = new AtomicInteger();
            OrderedRouting<AmiEvent> routing = routing(new OrderKeys("Linkedid")::of, event -> {
                int[] span = {clock.incrementAndGet(), 0};
                IntStream.range(0, Integer.parseInt(event.get("Yields"))).forEach(i -> Thread.yield());
                span[1] = clock.incrementAndGet();
                spans.put(Integer.parseInt(event.get("Number")), span);
            });
            int[] linkedid = IntStream.range(0, CHANNELS).map(c -> c % CALLS).toArray();
            int[] group = IntStream.range(0, CALLS).toArray();
            List<int[]> predecessors = new ArrayList<>();
            List<List<Integer>> ofGroup = IntStream.range(0, CALLS)
                    .mapToObj(i -> (List<Integer>) new ArrayList<Integer>())
                    .toList();
            for (int number = 0; number < EVENTS; number++) {
                int channel = random.nextInt(CHANNELS);
                if (random.nextInt(10) == 0) {
                    int before = group[linkedid[channel]];
                    linkedid[channel] = random.nextInt(CALLS);
                    int after = group[linkedid[channel]];
                    boolean known = seenBefore(predecessors, channel);
                    if (known && before != after) {
                        ofGroup.get(after).addAll(ofGroup.get(before));
                        IntStream.range(0, CALLS)
                                .filter(i -> group[i] == before)
                                .forEach(i -> group[i] = after);
                    }
                }
                List<Integer> before = ofGroup.get(group[linkedid[channel]]);
                predecessors.add(
                        IntStream.concat(IntStream.of(channel), before.stream().mapToInt(i -> i))
                                .toArray());
                before.add(number);
                Map<String, Object> fields = Map.of(
                        "Number",
                        number,
                        "Uniqueid",
                        "channel" + channel,
                        "Linkedid",
                        "call" + linkedid[channel],
                        "Yields",
                        random.nextInt(2));
                assertThat(routing.route(AmiEvent.of("Newstate", fields, 1, 0))).isTrue();
            }
            routing.awaitAll();
            routing.stop(manager);
            assertThat(spans).hasSize(EVENTS);
            for (int number = 0; number < EVENTS; number++) {
                int start = spans.get(number)[0];
                assertThat(IntStream.of(predecessors.get(number)).skip(1))
                        .as("history %d, event %d", history, number)
                        .allMatch(earlier -> spans.get(earlier)[1] < start);
            }
        }
    }

    private static boolean seenBefore(List<int[]> predecessors, int channel) {
        return predecessors.stream().anyMatch(event -> event[0] == channel);
    }

    @Test
    void D8_aSlowCallHoldsBackNoOtherUntilTheyAreMerged() throws InterruptedException {
        CountDownLatch others = new CountDownLatch(20);
        OrderedRouting<AmiEvent> routing = routing(others);
        routing.route(event(0, "a", "slow"));
        IntStream.rangeClosed(1, 20).forEach(i -> routing.route(event(i, "b" + i, "other")));
        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();

        routing.route(event(21, "b1", "slow"));
        routing.route(event(22, "b2", "other"));
        routing.route(event(23, "c", "third"));
        IntStream.range(0, 10).forEach(i -> routing.route(event(30 + i, "c", "third")));
        open.countDown();
        routing.awaitAll();

        assertThat(seen.subList(0, 20)).doesNotContain("0", "21", "22");
        assertThat(seen.indexOf("0")).isLessThan(seen.indexOf("21"));
        assertThat(seen.indexOf("21")).isLessThan(seen.indexOf("22"));
    }

    @Test
    void D8_anEventAboutSeveralCallsFollowsAllOfThem() throws InterruptedException {
        OrderedRouting<AmiEvent> routing = routing(new CountDownLatch(1));
        routing.route(event(0, "a", "slow"));
        routing.route(event(1, "b", "other"));
        routing.route(AmiEvent.of(
                "AttendedTransfer",
                Map.of("Number", 2, "OrigTransfererLinkedid", "slow", "SecondTransfererLinkedid", "other"),
                1,
                0));
        routing.route(event(3, "b", "other"));
        open.countDown();
        routing.awaitAll();

        assertThat(seen).containsSubsequence("0", "2", "3").containsSubsequence("1", "2");
    }

    @Test
    void D8_anotherFieldThanLinkedidIsTakenAsItIs() throws InterruptedException {
        OrderedRouting<AmiEvent> routing = routing(new OrderKeys("Queue")::of, this::see);
        IntStream.range(0, 100)
                .forEach(i -> routing.route(AmiEvent.of(
                        "QueueCallerJoin",
                        Map.of("Number", i, "Queue", "q", "Uniqueid", "u", "Linkedid", "call" + i),
                        1,
                        0)));
        routing.awaitAll();

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }

    @Test
    void D2_anEventThatAStopOvertakesIsGivenUpOnce() throws Exception {
        AtomicInteger givenUp = new AtomicInteger();
        AtomicReference<OrderedRouting<AmiEvent>> routing = new AtomicReference<>();
        routing.set(routing(
                event -> {
                    givenUp.addAndGet(routing.get().stop(manager).size());
                    return Set.of("call");
                },
                this::see));
        givenUp.addAndGet(routing.get().route(event(0, "a", "call")) ? 0 : 1);
        assertThat(givenUp).hasValue(1);
        assertThat(routing.get().inProgress()).isZero();
    }

    private OrderedRouting<AmiEvent> routing(CountDownLatch others) {
        return routing(new OrderKeys("Linkedid")::of, event -> {
            if (event.get("Number").equals("0")) {
                awaitOpen();
            }
            see(event);
            others.countDown();
        });
    }

    private OrderedRouting<AmiEvent> routing(Function<AmiEvent, Set<String>> keys, Consumer<AmiEvent> route) {
        return new OrderedRouting<>(
                "ami:test:", manager.newFixedThreadPool(this, "route", 4), 4, 1024, keys, AmiEvent::receivedAt, route);
    }

    private void see(AmiEvent event) {
        synchronized (seen) {
            seen.add(event.get("Number"));
        }
    }

    private void awaitOpen() {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AmiEvent event(int number, String channel, String call) {
        return AmiEvent.of("Newstate", Map.of("Number", number, "Uniqueid", channel, "Linkedid", call), 1, 0);
    }
}

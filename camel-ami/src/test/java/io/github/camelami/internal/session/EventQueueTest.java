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
package io.github.camelami.internal.session;

import static io.github.camelami.Futures.inTime;
import static io.github.camelami.internal.session.PackedEventsTest.described;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.Volume;
import io.github.camelami.endurance.Resources;
import io.github.camelami.message.AmiEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A buffer in which some of the events wait as bytes behaves like one in which all of them wait as objects. */
class EventQueueTest {
    private static final int HISTORIES = Volume.of(50, 5_000);
    private static final int STEPS = 200;

    private final List<AmiEvent> events = IntStream.range(0, 1_000)
            .mapToObj(i -> AmiEvent.of("Newstate", Map.of("Text", "x".repeat(i % 97 * 4), "N", i), i / 50, 9_000 + i))
            .toList();

    private Random random;
    private EventBuffer objects;
    private EventBuffer packed;

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void D2_D5_whetherEventsWaitAsBytesMakesNoDifference(WhenFull whenFull) throws Exception {
        for (int history = 0; history < HISTORIES; history++) {
            random = new Random(history);
            // only a large buffer hands out several events at once
            int maxEvents = random.nextBoolean() ? 1 + random.nextInt(100) : 2_048 + random.nextInt(2_048);
            long maxBytes = random.nextBoolean() ? 64 << 20 : 300L * maxEvents;
            objects = new EventBuffer(maxEvents, maxBytes, whenFull, new EventQueue(Long.MAX_VALUE, 1));
            packed = new EventBuffer(
                    maxEvents, maxBytes, whenFull, new EventQueue(random.nextInt(4_000), 1 + random.nextInt(2_000)));
            for (int step = 0; step < STEPS; step++) {
                step(maxEvents);
                assertThat(figures(packed)).as("history %d", history).isEqualTo(figures(objects));
            }
            take(Integer.MAX_VALUE);
            assertThat(figures(packed)).as("history %d", history).isEqualTo(figures(objects));
        }
    }

    private void step(int maxEvents) throws Exception {
        switch (random.nextInt(12)) {
            case 0 -> {
                Notice notice = notice();
                objects.put(notice);
                packed.put(notice);
            }
            case 1 -> {
                Snapshot snapshot = new Snapshot(
                        random.nextInt(3), Map.of("Status", CompletableFuture.completedFuture(events.subList(0, 2))));
                objects.put(snapshot);
                packed.put(snapshot);
            }
            case 2 -> {
                if (random.nextInt(20) == 0) {
                    assertThat(packed.discard(items -> {})).isEqualTo(objects.discard(items -> {}));
                }
            }
            case 3, 4, 5, 6 -> take(random.nextInt(Math.min(maxEvents, 200)));
            default -> {
                int from = random.nextInt(events.size());
                int to = Math.min(events.size(), from + random.nextInt(Math.min(maxEvents, 500)));
                assertThat(packed.addAll(events.subList(from, to))).isEqualTo(objects.addAll(events.subList(from, to)));
            }
        }
    }

    private Notice notice() {
        return switch (random.nextInt(3)) {
            case 0 -> Notice.connected(random.nextInt(3), "PBX", "", "false");
            case 1 -> Notice.lost(random.nextInt(3), Instant.EPOCH, Instant.ofEpochMilli(1), "true");
            default -> Notice.of(Notice.Kind.Disconnected, 1, Map.of("Cause", "cut"));
        };
    }

    private void take(int most) throws Exception {
        for (int i = 0; i < most; i++) {
            Object expected = Polled.from(objects);
            Object taken = Polled.from(packed);
            if (expected instanceof AmiEvent event) {
                assertThat(described((AmiEvent) taken)).isEqualTo(described(event));
            } else {
                assertThat(taken).isEqualTo(expected);
            }
            if (expected == null) {
                return;
            }
        }
    }

    private static List<Object> figures(EventBuffer buffer) {
        return List.of(
                buffer.size(),
                buffer.bytes(),
                buffer.pending(),
                buffer.oldest(),
                buffer.dropped(),
                buffer.gaps(),
                buffer.hasRoom(),
                buffer.fullBy());
    }

    /** With little room events are dropped; otherwise each notice must keep its place. */
    @ParameterizedTest
    @ValueSource(ints = {5_000, 1_000_000})
    void D2_D5_whileOneThreadAddsAndAnotherTakesTheOrderRemains(int maxEvents) throws Exception {
        EventBuffer buffer = new EventBuffer(maxEvents, 64 << 20, WhenFull.DROP_OLDEST, new EventQueue(10_000, 1_000));
        int bursts = 300;
        CompletableFuture<Long> added = CompletableFuture.supplyAsync(() -> add(buffer, bursts));
        Check check = new Check(maxEvents > 100_000);
        boolean done;
        do {
            done = added.isDone();
        } while (buffer.poll(1, TimeUnit.MILLISECONDS, check) || !done);
        assertThat(check.next).isEqualTo(inTime(added));
        assertThat(check.lost).isEqualTo(buffer.dropped());
        assertThat(buffer.pending()).isZero();
    }

    private static long add(EventBuffer buffer, int bursts) {
        Random bySeed = new Random(bursts);
        long number = 0;
        for (int burst = 0; burst < bursts; burst++) {
            for (int read = bySeed.nextInt(100); read > 0; read--) {
                List<AmiEvent> batch = new ArrayList<>();
                for (int i = bySeed.nextInt(80); i > 0; i--) {
                    batch.add(AmiEvent.of("Newstate", Map.of(), number++, 1));
                }
                buffer.addAll(batch);
            }
            buffer.put(Notice.connected(number, "PBX", "", "false"));
            while (burst % 3 == 0 && buffer.size() > 0) {
                Thread.onSpinWait();
            }
        }
        return number;
    }

    /** The epoch of each event is its number; that of each notice is the number of the event behind it. */
    private static final class Check implements EventReceiver {
        private final boolean noticesKeepTheirPlaces;
        private long next;
        private long lost;

        private Check(boolean noticesKeepTheirPlaces) {
            this.noticesKeepTheirPlaces = noticesKeepTheirPlaces;
        }

        @Override
        public void event(AmiEvent event) {
            assertThat(event.epoch()).isEqualTo(next);
            next++;
        }

        @Override
        public void notice(Notice notice) {
            if (notice.kind() == Notice.Kind.Gap) {
                long dropped = Long.parseLong(notice.event().get("Dropped"));
                next += dropped;
                lost += dropped;
            } else if (noticesKeepTheirPlaces) {
                assertThat(notice.event().epoch()).isEqualTo(next);
            }
        }
    }

    @Test
    void waitingEventsNeedHardlyMoreMemoryThanTheirText() throws Exception {
        int count = 150_000;
        String fields = "Privilege: call,all\r\n" + "Channel: PJSIP/alice-00000001\r\n".repeat(13);
        EventBuffer buffer =
                new EventBuffer(count, 64 << 20, WhenFull.DROP_OLDEST, new EventQueue(1 << 20, (64 << 10) - 16));
        long before = Resources.now().heap();
        for (int i = 0; i < count; i++) {
            buffer.addAll(List.of(AmiEvent.parse("Event: Newstate\r\n" + fields + "\r\n")));
        }
        long heap = Resources.now().heap() - before;
        assertThat(buffer.bytes()).isEqualTo(443L * count);
        assertThat(heap)
                .as("bytes of heap, with an allowance for what else the process does")
                .isLessThan(buffer.bytes() * 6 / 5);
    }
}

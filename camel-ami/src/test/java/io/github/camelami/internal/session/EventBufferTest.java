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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.endurance.Resources;
import io.github.camelami.message.AmiEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A buffer that is large enough to hand out its events in batches. */
class EventBufferTest {
    private static final int EVENTS = 150;

    private final EventBuffer buffer = new EventBuffer(65_536, 64 << 20, WhenFull.DROP_OLDEST);
    private final List<AmiEvent> events = IntStream.range(0, EVENTS)
            .mapToObj(i -> AmiEvent.parse("Event: Hangup\r\nNumber: " + (100 + i)))
            .toList();

    @Test
    void eventsAndNoticesKeepTheirOrder() throws Exception {
        Notice notice = Notice.of(Notice.Kind.Connected, 1, Map.of());
        buffer.addAll(events.subList(0, 10));
        buffer.put(notice);
        buffer.addAll(events.subList(10, EVENTS));
        for (int i = 0; i < 10; i++) {
            assertThat(poll()).isSameAs(events.get(i));
        }
        assertThat(poll()).isSameAs(notice);
        for (int i = 10; i < EVENTS; i++) {
            assertThat(poll()).isSameAs(events.get(i));
        }
        assertThat(poll()).isNull();
        assertThat(buffer.pending()).isZero();
    }

    @Test
    void whatIsInABatchStillWaits() throws Exception {
        buffer.addAll(events);
        for (int taken = 1; taken <= EVENTS; taken++) {
            poll();
            assertThat(buffer.size()).isEqualTo(EVENTS - taken);
            assertThat(buffer.bytes())
                    .isEqualTo((long) (EVENTS - taken) * events.get(0).wireLength());
            assertThat(buffer.pending()).as("with the one in hand").isEqualTo(EVENTS - taken + 1);
            assertThat(buffer.oldest()).isEqualTo(events.get(taken - 1).receivedAt());
        }
    }

    @Test
    void whatIsInABatchIsDiscardedToo() throws Exception {
        buffer.addAll(events);
        poll();
        assertThat(buffer.discard(items -> {})).isEqualTo(EVENTS - 1);
        assertThat(buffer.dropped()).isEqualTo(EVENTS - 1);
        assertThat(buffer.pending()).as("the one in hand").isEqualTo(1);
        assertThat(poll()).isNull();
        assertThat(buffer.bytes()).isZero();
    }

    @Test
    void whatIsInABatchTakesRoom() throws Exception {
        EventBuffer small = new EventBuffer(10 * 1024, 64 << 20, WhenFull.DROP_NEWEST);
        for (int i = 0; i < 10 * 1024; i++) {
            small.addAll(events.subList(0, 1));
        }
        Polled.from(small);
        assertThat(small.addAll(events.subList(0, 2))).isEqualTo(1);
        assertThat(small.size()).isEqualTo(10 * 1024);
    }

    @Test
    void aLargeEventIsNotTakenWithASmallOneSoThatItCanStillBeDropped() throws Exception {
        AmiEvent large = AmiEvent.of("Large", Map.of("Text", "x".repeat(1_000 * 1024)), 1, 0);
        AmiEvent newest = AmiEvent.of("Newest", Map.of("Text", "x".repeat(200 * 1024)), 1, 0);
        EventBuffer small = new EventBuffer(65_536, 1 << 20, WhenFull.DROP_OLDEST);
        small.addAll(List.of(events.get(0), events.get(1), large));
        assertThat(Polled.from(small)).isSameAs(events.get(0));
        assertThat(Polled.from(small)).isSameAs(events.get(1));
        assertThat(small.addAll(List.of(newest))).isEqualTo(1);
        assertThat(Polled.from(small)).isInstanceOf(Notice.class);
        assertThat(Polled.from(small)).isSameAs(newest);
    }

    /** A thousand connections that each have had one would otherwise keep half a gigabyte. */
    @Test
    void N4_aBurstLeavesNoMemoryInUse() throws Exception {
        List<AmiEvent> burst = Collections.nCopies(60_000, events.get(0));
        List<EventBuffer> buffers = new ArrayList<>();
        int taken = 0;
        long before = Resources.now().heap();
        for (int i = 0; i < 40; i++) {
            EventBuffer each = new EventBuffer(65_536, 64 << 20, WhenFull.DROP_OLDEST);
            buffers.add(each);
            each.addAll(burst);
            while (Polled.from(each) != null) {
                taken++;
            }
        }
        assertThat(Resources.now().heap() - before).isLessThan(4 << 20);
        assertThat(taken).isEqualTo(buffers.size() * burst.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = WhenFull.class,
            names = {"DROP_OLDEST", "DROP_NEWEST"})
    void D5_theTimesOfAGapAreThoseAtWhichTheMissingEventsWereReceived(WhenFull whenFull) throws Exception {
        List<AmiEvent> received = IntStream.range(0, 10)
                .mapToObj(i -> AmiEvent.of("Hangup", Map.of(), 1, 1_000 + i))
                .toList();
        EventBuffer small = new EventBuffer(4, 64 << 20, whenFull);
        small.addAll(received);
        Object gap = Polled.from(small);
        while (!(gap instanceof Notice)) {
            gap = Polled.from(small);
        }
        int first = whenFull == WhenFull.DROP_OLDEST ? 0 : 4;
        assertThat(((Notice) gap).event())
                .containsEntry("From", Instant.ofEpochMilli(1_000 + first).toString())
                .containsEntry("To", Instant.ofEpochMilli(1_000 + first + 5).toString())
                .containsEntry("Dropped", "6");
    }

    private Object poll() throws InterruptedException {
        return Polled.from(buffer);
    }
}

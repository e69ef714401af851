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
package io.github.camelami.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a call depends on its events and their times, not on when they are read. */
@Tag("repeated")
class CallSpeedTest {
    @ParameterizedTest
    @MethodSource("io.github.camelami.internal.tracking.TrackedCalls#recordings")
    void L2_theSameCallsAtAnySpeedAndInAnySplit(String recording) {
        List<AmiEvent> events = TrackedCalls.recorded(recording);
        List<AmiCall> atOnce = played(events, new Random(1), 0);
        assertThat(atOnce).isNotEmpty();
        assertThat(played(events, new Random(1), 1)).as("at their own time").isEqualTo(atOnce);
        for (int seed = 0; seed < 10; seed++) {
            assertThat(played(events, new Random(seed), 2))
                    .as("split by seed " + seed)
                    .isEqualTo(atOnce);
        }
    }

    /** @param pace 0 at once, 1 each at its own time, 2 some together and late, with pauses in between */
    private static List<AmiCall> played(List<AmiEvent> events, Random random, int pace) {
        List<AmiCall> calls = new ArrayList<>();
        AtomicLong nanos = new AtomicLong();
        CallTracker tracker = new CallTracker(CallSettings.of("pbx", false), calls::add, nanos::get);
        long start = events.get(0).occurredAt();
        for (AmiEvent event : events) {
            long own = Duration.ofMillis(event.occurredAt() - start).toNanos();
            if (pace > 0 && own > nanos.get() && (pace == 1 || random.nextInt(4) == 0)) {
                // nobody reads on before the grace of what has ended is over, if it is
                nanos.set(own);
                tracker.tick();
            }
            tracker.event(event);
        }
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        tracker.tick();
        assertThat(tracker.isEmpty()).isTrue();
        return calls;
    }
}

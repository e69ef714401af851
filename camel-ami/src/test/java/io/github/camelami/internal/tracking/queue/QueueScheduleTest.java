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
package io.github.camelami.internal.tracking.queue;

import static io.github.camelami.internal.tracking.queue.TrackedQueues.entry;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.listed;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.params;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When all queues are emitted, and when figures start again. */
class QueueScheduleTest {
    /** START is 22:13:20. */
    private final TrackedQueues queues = new TrackedQueues(new QueueSettings(
            "pbx",
            name -> true,
            false,
            10,
            List.of(LocalTime.of(22, 20)),
            ZoneOffset.UTC,
            Duration.ofSeconds(1),
            10,
            10,
            10));

    private List<QueueChange> changes() {
        List<QueueChange> changes = queues.queues.stream().map(AmiQueue::change).toList();
        queues.queues.clear();
        return changes;
    }

    @Test
    void theWholeStateComesOnTimeWhileEventFollowsEvent() {
        queues.list(params("support"), listed("support", "PJSIP/1")).tick();
        changes();
        for (int i = 0; i < 10_000; i++) {
            queues.after(1).member("QueueMemberPenalty", "support", "PJSIP/1", "Penalty=" + i % 2);
        }
        assertThat(changes().stream().filter(QueueChange.INTERVAL::equals)).hasSize(10);
    }

    /** Events of channels are no reason to wait either. */
    @Test
    void theWholeStateComesOnTimeWhileOtherEventsFollowEachOther() {
        queues.list(params("support"), listed("support", "PJSIP/1")).tick();
        changes();
        for (int i = 0; i < 3_000; i++) {
            queues.after(1).channel("Newstate", "1.1");
        }
        assertThat(changes()).containsExactly(QueueChange.INTERVAL, QueueChange.INTERVAL, QueueChange.INTERVAL);
    }

    @Test
    void M2_whileEventsAreIgnoredNothingIsReportedButTheOutcomeOfWaits() {
        queues.list(params("support"), listed("support", "PJSIP/1"))
                .join("1.1", 1)
                .join("1.2", 2);
        queues.tick().leave("1.1", 1);
        changes();
        queues.tracker.suspended(queues.now);
        assertThat(queues.tracker.wantsLook()).isTrue();
        queues.after(400_000).tick();
        assertThat(changes()).containsExactly(QueueChange.CALLER_LEFT);
        assertThat(queues.tracker.nextTick(queues.now)).isEqualTo(Long.MAX_VALUE);
        queues.list(params("support"), listed("support", "PJSIP/1"), entry("1.3", 1, 5))
                .tick();
        assertThat(changes()).containsExactly(QueueChange.RESYNCED, QueueChange.RESET, QueueChange.INTERVAL);
    }

    /** The figures before the reset have the callers whose ends were missed. */
    @Test
    void M4_aResetWhileTheConnectionIsLostWaitsForTheComparison() {
        queues.list(params("support"), listed("support", "PJSIP/1")).join("1.1", 1);
        queues.tick();
        changes();
        queues.tracker.disconnected(queues.now);
        queues.after(400_000).tick().after(86_400_000).tick();
        assertThat(changes()).isEmpty();
        queues.list(params("support"), listed("support", "PJSIP/1"));
        assertThat(queues.queues)
                .extracting(queue -> queue.change() + " " + queue.figures().unseen())
                .containsExactly("RESYNCED 1", "RESET 0");
    }
}

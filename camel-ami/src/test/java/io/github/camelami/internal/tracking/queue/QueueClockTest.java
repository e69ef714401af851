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
import io.github.camelami.queue.QueueMember;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of the PBX is not that of this machine. */
class QueueClockTest {
    private final TrackedQueues queues = TrackedQueues.queues();

    /** As an event has the time that the clock of the PBX shows now. */
    private String at(long ahead) {
        long there = queues.now + ahead;
        return String.format(Locale.ROOT, "Timestamp=%d.%06d", there / 1000, there % 1000 * 1000);
    }

    private void penalty(int penalty, long ahead) {
        queues.member("QueueMemberPenalty", "support", "PJSIP/1", "Penalty=" + penalty, at(ahead));
    }

    private void list(int waited) {
        queues.list(params("support"), listed("support", "PJSIP/1"), entry("1.1", 1, waited));
    }

    private long longestWait() {
        return queues.tracker.readings().get(0).longestWait(queues.now);
    }

    @ParameterizedTest
    @ValueSource(longs = {60_000, -60_000})
    void M2_whoWaitsSinceBeforeTheStartIsCountedOnceAndWaitsAsLong(long ahead) {
        list(30);
        queues.after(1_000);
        penalty(3, ahead);
        assertThat(queues.last().at() - queues.last().callers().get(0).since()).isEqualTo(31_000);
        assertThat(longestWait()).isEqualTo(31_000);
        queues.tracker.gap();
        queues.after(299_000);
        list(330);
        assertThat(queues.last().figures().offered()).isEqualTo(1);
        queues.after(5_000);
        queues.event("QueueCallerLeave", "Queue=support", "Uniqueid=1.1", "Count=0", "Position=1", at(ahead));
        queues.event("AgentConnect", "Queue=support", "Uniqueid=1.1", "Interface=PJSIP/1", "HoldTime=335", at(ahead));
        assertThat(queues.last().caller().waitTime()).isEqualTo(335_000);
    }

    /** A route stores one row for each queue and {@code since}. */
    @ParameterizedTest
    @ValueSource(longs = {60_000, 5, -1, -60_000})
    void M2_theFiguresOfAQueueKeepTheirStart(long ahead) {
        queues.list(params("support"), listed("support", "PJSIP/1"), params("sales"), listed("sales", "PJSIP/1"));
        queues.after(1_000);
        penalty(3, ahead);
        queues.member("QueueMemberPenalty", "sales", "PJSIP/1", "Penalty=3", at(ahead));
        queues.tracker.gap();
        queues.after(10_000);
        queues.list(params("support"), listed("support", "PJSIP/1"), params("sales"), listed("sales", "PJSIP/1"));
        penalty(4, ahead);
        assertThat(queues.queues)
                .hasSizeGreaterThan(3)
                .extracting(AmiQueue::name)
                .contains("support", "sales");
        assertThat(queues.queues).extracting(queue -> queue.figures().since()).containsOnly(TrackedQueues.START);
    }

    @ParameterizedTest
    @ValueSource(longs = {60_000, -60_000})
    void M1_theTimesOfMembersAreThoseOfThePbx(long ahead) {
        long lastCall = (queues.now + ahead) / 1000 - 100;
        queues.list(
                params("support"),
                listed("support", "PJSIP/1"),
                listed("support", "PJSIP/2", "LastCall=" + lastCall),
                listed("support", "PJSIP/3", "Paused=1", "LastPause=" + lastCall),
                listed("support", "PJSIP/4", "Status=2"));
        queues.after(1_000);
        penalty(3, ahead);
        long listed = queues.last().at() - 1_000;
        assertThat(queues.last().members())
                .extracting(QueueMember::since)
                .containsExactly(listed, lastCall * 1000, lastCall * 1000, listed);
        assertThat(queues.last().members().get(2).pausedAt()).isEqualTo(lastCall * 1000);
    }

    /** Nothing shows that it is late until the next event. */
    @Test
    void M2_aFirstEventThatIsLateMakesNoCallerVanish() {
        list(30);
        queues.after(1_000);
        penalty(3, -10_000);
        queues.after(100);
        penalty(4, 0);
        assertThat(queues.last().callers().get(0).since()).isEqualTo(queues.now - 31_100);
        assertThat(longestWait()).isEqualTo(31_100);
        queues.tracker.gap();
        queues.after(298_900);
        list(330);
        assertThat(queues.last().figures().offered()).isEqualTo(1);
    }

    /** Whose arrival an event has reported waits since then. */
    @Test
    void M2_aFirstEventThatIsLateHasItsOwnTime() {
        list(30);
        queues.after(1_000);
        queues.event(
                "QueueCallerJoin",
                "Privilege=agent,all",
                "Queue=support",
                "Uniqueid=1.2",
                "Position=2",
                "Count=2",
                at(-10_000));
        long joined = queues.last().callers().get(1).since();
        queues.after(100);
        penalty(4, 0);
        assertThat(queues.last().callers().get(1).since()).isEqualTo(joined).isEqualTo(queues.now - 10_100);
    }

    /** As after a stall of the PBX or of the network. */
    @Test
    void M2_aLateEventMakesNoCallerVanish() {
        queues.list(params("support"), listed("support", "PJSIP/1"))
                .join("1.1", 1)
                .after(60_000);
        penalty(3, -10_000);
        assertThat(longestWait()).isEqualTo(60_000);
        queues.tracker.gap();
        list(60);
        assertThat(queues.last().figures().offered()).isEqualTo(1);
        assertThat(queues.last().at()).isEqualTo(queues.now);
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 3_600_000, -3_600_000})
    void M2_aClockThatIsSetMakesNoCallerVanish(long forward) {
        queues.list(params("support"), listed("support", "PJSIP/1"))
                .join("1.1", 1)
                .after(60_000);
        penalty(3, forward);
        list((int) Math.max(0, 60 + forward / 1000));
        assertThat(queues.last().figures().offered()).isEqualTo(1);
        queues.join("1.2", 2);
        assertThat(queues.last().at()).isEqualTo(queues.now);
    }

    /** A clock that is set back a little is known from the second minute on. */
    @Test
    void M2_aClockThatIsSetBackALittleIsFollowed() {
        queues.list(params("support"), listed("support", "PJSIP/1"));
        for (int i = 0; i < 3; i++) {
            penalty(i, i == 0 ? 0 : -5_000);
            queues.after(60_000);
        }
        queues.list(params("support"), listed("support", "PJSIP/1"), entry("1.1", 1, 10));
        assertThat(queues.last().callers().get(0).since()).isEqualTo(queues.now - 5_000 - 10_000);
    }

    /** Without timestampevents, LastPause alone is a time of the PBX. */
    @Test
    void M1_aPauseDoesNotMoveIfEventsHaveNoTime() {
        queues.list(params("support"), listed("support", "PJSIP/1")).after(60_000);
        long lastPause = queues.now / 1000 + 60;
        long paused = queues.now;
        queues.member("QueueMemberPause", "support", "PJSIP/1", "Paused=1", "LastPause=" + lastPause);
        int messages = queues.queues.size();
        queues.after(300_000)
                .list(params("support"), listed("support", "PJSIP/1", "Paused=1", "LastPause=" + lastPause));
        assertThat(queues.queues).hasSize(messages);
        assertThat(queues.join("1.1", 1).last().members().get(0).pausedAt()).isEqualTo(paused);
    }
}

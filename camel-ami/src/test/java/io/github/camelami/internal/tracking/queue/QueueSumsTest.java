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
import io.github.camelami.queue.QueueFigures;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each caller counts once, in the end as what became of it, and counters never go back. */
class QueueSumsTest {
    private final TrackedQueues queues = TrackedQueues.queues();

    private TrackedQueues withMember() {
        return queues.list(params("support"), listed("support", "PJSIP/1"));
    }

    private static Figures total(TrackedQueues of) {
        return of.tracker.readings().get(0).total();
    }

    private static long ended(QueueFigures figures) {
        return figures.answered() + figures.abandoned() + figures.timedOut() + figures.left() + figures.unseen();
    }

    private static long changes(TrackedQueues of, QueueChange change) {
        return of.queues.stream().filter(queue -> queue.change() == change).count();
    }

    /** The queue plays an announcement to the member, or runs a Gosub on its channel, between the two events. */
    @Test
    void M4_whoIsBeingConnectedIsNotReportedAsLeft() {
        withMember()
                .join("1.1", 1)
                .offer("AgentCalled", "1.1", "PJSIP/1")
                .after(1_000)
                .leave("1.1", 1);
        queues.after(9_000).tick();
        assertThat(changes(queues, QueueChange.CALLER_LEFT)).isZero();
        assertThat(total(queues).left()).isZero();
        queues.offer("AgentConnect", "1.1", "PJSIP/1");
        assertThat(queues.last().figures().answered()).isEqualTo(1);
        assertThat(queues.last().figures().left()).isZero();
        assertThat(changes(queues, QueueChange.CALLER_LEFT)).isZero();
    }

    @Test
    void M4_whoIsNotConnectedAfterAllHasLeft() {
        withMember().join("1.1", 1).offer("AgentCalled", "1.1", "PJSIP/1").leave("1.1", 1);
        queues.after(10_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_LEFT);

        queues.join("1.2", 1).offer("AgentCalled", "1.2", "PJSIP/1").leave("1.2", 1);
        queues.after(2_000).offer("AgentDump", "1.2", "PJSIP/1");
        assertThat(changes(queues, QueueChange.CALLER_LEFT)).isEqualTo(2);

        queues.join("1.3", 1).offer("AgentCalled", "1.3", "PJSIP/1").leave("1.3", 1);
        queues.after(2_000).channel("Hangup", "1.3", "Cause=16");
        assertThat(changes(queues, QueueChange.CALLER_LEFT)).isEqualTo(3);

        queues.join("1.4", 1).offer("AgentCalled", "1.4", "PJSIP/1").leave("1.4", 1);
        queues.offer("AgentRingNoAnswer", "1.4", "PJSIP/1").after(1_000).tick();
        assertThat(changes(queues, QueueChange.CALLER_LEFT)).isEqualTo(4);

        queues.join("1.5", 1).offer("AgentCalled", "1.5", "PJSIP/1").leave("1.5", 1);
        queues.channel("Hangup", "1.5.PJSIP/1", "Cause=16").after(1_000).tick();
        assertThat(changes(queues, QueueChange.CALLER_LEFT)).isEqualTo(5);
        assertThat(ended(queues.last().figures())).isEqualTo(5);
    }

    /** One whose wait is over sooner is not held up by one who is being connected. */
    @Test
    void M4_oneBeingConnectedHoldsUpNobodyElse() {
        withMember()
                .join("1.1", 1)
                .join("1.2", 2)
                .offer("AgentCalled", "1.1", "PJSIP/1")
                .leave("1.1", 1);
        queues.abandon("1.2", 1).after(1_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_ABANDONED);
    }

    @Test
    void M4_theTotalsOfMetersNeverGoBack() {
        withMember().join("1.1", 1).leave("1.1", 1).after(1_500).tick();
        assertThat(total(queues).left()).isEqualTo(1);
        queues.offer("AgentConnect", "1.1", "PJSIP/1");
        assertThat(queues.last().figures().left()).isZero();
        assertThat(total(queues).left()).isEqualTo(1);
        // the next one who leaves is the one that counts
        queues.join("1.2", 1).leave("1.2", 1).after(1_500).tick();
        assertThat(total(queues).left()).isEqualTo(1);
        assertThat(queues.last().figures().left()).isEqualTo(1);
    }

    @Test
    void M4_theTotalsNeverGoBackWhateverOrderEventsAndListsComeIn() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            TrackedQueues some = TrackedQueues.queues();
            some.list(params("support"), listed("support", "PJSIP/1"));
            long[] before = totals(some);
            for (int step = 0; step < 40; step++) {
                String caller = "1." + random.nextInt(3);
                some.after(random.nextInt(3) == 0 ? 1_100 : 10);
                switch (random.nextInt(8)) {
                    case 0 -> some.join(caller, 0);
                    case 1 -> some.offer("AgentCalled", caller, "PJSIP/1");
                    case 2 -> some.leave(caller, 1);
                    case 3 -> some.abandon(caller, 1);
                    case 4 -> some.offer("AgentConnect", caller, "PJSIP/1");
                    case 5 -> some.list(params("support"), listed("support", "PJSIP/1"), entry(caller, 1, 0));
                    case 6 -> some.list(params("support"), listed("support", "PJSIP/1"));
                    default -> some.tick();
                }
                long[] now = totals(some);
                for (int i = 0; i < now.length; i++) {
                    assertThat(now[i])
                            .as("counter %s, seed %s, step %s", i, seed, step)
                            .isGreaterThanOrEqualTo(before[i]);
                }
                before = now;
            }
            some.after(70_000).tick();
            some.list(params("support"), listed("support", "PJSIP/1"))
                    .after(1_000)
                    .tick();
            some.member("QueueMemberPenalty", "support", "PJSIP/1", "Penalty=" + (seed + 1));
            QueueFigures figures = some.last().figures();
            assertThat(ended(figures)).as("seed %s", seed).isEqualTo(figures.offered());
        }
    }

    private static long[] totals(TrackedQueues of) {
        Figures total = total(of);
        return new long[] {
            total.offered(), total.answered(), total.abandoned(), total.timedOut(), total.left(), total.unseen()
        };
    }

    @Test
    void M4_aCallerWhomAListHasAgainWaitsAndEndsOnce() {
        withMember().join("1.1", 1);
        queues.list(params("support"), listed("support", "PJSIP/1"));
        queues.list(params("support"), listed("support", "PJSIP/1"), entry("1.1", 1, 0));
        assertThat(queues.last().callers()).hasSize(1);
        queues.abandon("1.1", 1);
        assertThat(queues.last().callers()).hasSize(1);
        queues.after(1_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_ABANDONED);
        assertThat(queues.last().callers()).isEmpty();
        assertThat(queues.last().figures().abandoned()).isEqualTo(1);
        assertThat(ended(queues.last().figures()))
                .isEqualTo(queues.last().figures().offered());
    }

    /** Abandoned, and then found to have been taken. */
    @Test
    void M4_whatADepartureCountedAsIsWhatIsTakenBack() {
        withMember()
                .join("1.1", 1)
                .join("1.2", 2)
                .leave("1.2", 2)
                .abandon("1.1", 1)
                .after(1_500)
                .tick();
        assertThat(queues.last().figures().left()).isEqualTo(1);
        assertThat(queues.last().figures().abandoned()).isEqualTo(1);
        queues.offer("AgentConnect", "1.1", "PJSIP/1");
        QueueFigures figures = queues.last().figures();
        assertThat(List.of(figures.answered(), figures.abandoned(), figures.left()))
                .containsExactly(1L, 0L, 1L);
    }

    private static TrackedQueues resettingAt2220() {
        // START is 22:13:20
        return new TrackedQueues(new QueueSettings(
                        "pbx",
                        name -> true,
                        false,
                        10,
                        List.of(LocalTime.of(22, 20)),
                        ZoneOffset.UTC,
                        Duration.ZERO,
                        10,
                        10,
                        10))
                .list(params("support"), listed("support", "PJSIP/1"));
    }

    @Test
    void M4_whoIsJustLeavingAtAResetIsOfferedAnew() {
        TrackedQueues reset = resettingAt2220();
        reset.after(399_500)
                .join("1.1", 1)
                .join("1.2", 2)
                .abandon("1.1", 1)
                .after(600)
                .tick();
        assertThat(reset.last().change()).isEqualTo(QueueChange.RESET);
        assertThat(reset.last().figures().offered()).isEqualTo(2);
        reset.after(1_000).tick();
        QueueFigures figures = reset.last().figures();
        assertThat(List.of(figures.offered(), figures.abandoned())).containsExactly(2L, 1L);
    }

    @Test
    void M4_whoCountedBeforeAResetAndIsTakenAfterItCountsAsOfferedAndAnswered() {
        TrackedQueues reset = resettingAt2220();
        reset.after(390_000)
                .join("1.1", 1)
                .join("1.2", 2)
                .leave("1.1", 1)
                .after(1_500)
                .tick();
        reset.after(10_000).tick();
        assertThat(reset.queues).extracting(AmiQueue::change).endsWith(QueueChange.RESET);
        reset.leave("1.2", 1).after(1_500).tick();
        assertThat(reset.last().figures().left()).isEqualTo(1);
        reset.offer("AgentConnect", "1.1", "PJSIP/1");
        QueueFigures figures = reset.last().figures();
        assertThat(List.of(figures.offered(), figures.answered(), figures.left()))
                .containsExactly(2L, 1L, 1L);
    }

    /** Nothing follows the list that nobody waits in. */
    @Test
    void M2_whoIsMissingInAListIsCountedByTheMessageThatSaysSo() {
        withMember().join("1.1", 1).join("1.2", 2).join("1.3", 3).abandon("1.1", 1);
        queues.list(params("support"), listed("support", "PJSIP/1"));
        assertThat(queues.last().change()).isEqualTo(QueueChange.RESYNCED);
        QueueFigures figures = queues.last().figures();
        assertThat(List.of(figures.offered(), figures.unseen(), figures.leaving()))
                .containsExactly(3L, 2L, 1L);
        assertThat(total(queues).unseen()).isZero();
        queues.after(1_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_ABANDONED);
        assertThat(ended(queues.last().figures())).isEqualTo(3);
        assertThat(total(queues).unseen()).isEqualTo(2);
    }

    @Test
    void M2_aQueueThatIsRemovedHasCountedEverybody() {
        withMember().join("1.1", 1).join("1.2", 2).abandon("1.1", 1);
        queues.list();
        assertThat(queues.last().removed()).isTrue();
        QueueFigures figures = queues.last().figures();
        assertThat(List.of(figures.offered(), figures.abandoned(), figures.unseen()))
                .containsExactly(2L, 1L, 1L);
        int messages = queues.queues.size();
        queues.after(20_000).tick();
        assertThat(queues.queues).hasSize(messages);
    }

    /** Its own event has the outcome, and comes behind the list. */
    @Test
    void M2_whoIsMissingInAListIsCountedAnewByItsOwnEvent() {
        withMember().join("1.1", 1);
        // the list arrives 100 ms after the caller has hung up, and its event behind it
        queues.after(100).list(params("support"), listed("support", "PJSIP/1")).after(-100);
        assertThat(queues.last().figures().unseen()).isEqualTo(1);
        queues.abandon("1.1", 1).after(1_100).tick();
        QueueFigures figures = queues.last().figures();
        assertThat(List.of(figures.offered(), figures.abandoned(), figures.unseen()))
                .containsExactly(1L, 1L, 0L);
        assertThat(queues.last().caller().waitTime()).isZero();
        assertThat(total(queues).unseen()).isZero();
    }

    /** The time of the list is no reason to decide at once what the event begins. */
    @Test
    void M2_whoLeavesLongAfterTheListThatMissedItIsStillBeingConnected() {
        queues.list(params("support"), listed("support", "PJSIP/1")).join("1.1", 1);
        queues.list(params("support"), listed("support", "PJSIP/1"))
                .after(5_000)
                .tick();
        queues.leave("1.1", 1).tick();
        queues.offer("AgentConnect", "1.1", "PJSIP/1");
        assertThat(queues.queues)
                .extracting(AmiQueue::change)
                .containsExactly(
                        QueueChange.RESYNCED,
                        QueueChange.CALLER_JOINED,
                        QueueChange.RESYNCED,
                        QueueChange.MEMBER_CONNECTED);
    }

    @Test
    void M2_whoIsMissingInAListBeforeAResetIsNotOfferedAfterIt() {
        TrackedQueues reset = resettingAt2220();
        reset.after(399_500).join("1.1", 1).join("1.2", 2);
        reset.list(params("support"), listed("support", "PJSIP/1"), entry("1.2", 1, 0));
        reset.after(600).tick();
        assertThat(reset.last().change()).isEqualTo(QueueChange.RESET);
        assertThat(reset.last().figures().offered()).isEqualTo(1);
    }

    /** For one event, the clock of the PBX was a month ahead. */
    @Test
    void M4_theFiguresStartAgainEachDayAfterAClockWasAhead() {
        TrackedQueues reset = resettingAt2220();
        long month = Duration.ofDays(30).toMillis();
        reset.join("1.1", 1).after(month).join("1.2", 2).after(-month).leave("1.1", 1);
        long before = changes(reset, QueueChange.RESET);
        for (int hour = 0; hour < 3 * 24; hour++) {
            reset.after(3_600_000).tick();
        }
        assertThat(changes(reset, QueueChange.RESET)).isEqualTo(before + 3);
    }

    /** A reload drops the queue. Asterisk still reports how the wait of its caller ends. */
    @Test
    void M4_aQueueThatTheFileNoLongerHasDoesNotComeBackWithTheEndOfAWait() {
        withMember().channel("Newchannel", "1.1").join("1.1", 1).list();
        assertThat(queues.last().removed()).isTrue();
        int messages = queues.queues.size();
        queues.after(5_000)
                .channel("HangupRequest", "1.1", "Cause=16")
                .abandon("1.1", 1)
                .channel("Hangup", "1.1", "Cause=16")
                .after(1_100)
                .tick();
        assertThat(queues.queues).hasSize(messages);
        assertThat(queues.tracker.names()).isEmpty();
        queues.join("1.2", 1);
        assertThat(queues.tracker.names()).as("it is used again").containsExactly("support");
    }

    /** The caller is transferred while a member is taking it. */
    @Test
    void M4_whoIsTransferredWhileItIsBeingConnectedCountsOnce() {
        withMember().join("1.1", 1).offer("AgentCalled", "1.1", "PJSIP/1").leave("1.1", 1);
        queues.event(
                "AttendedTransfer",
                "Privilege=call,all",
                "Result=Success",
                "SecondTransfererUniqueid=1.1",
                "TransfereeUniqueid=1.9",
                "TransfereeCallerIDNum=99");
        queues.after(500).offer("AgentConnect", "1.9", "PJSIP/1").after(20_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.MEMBER_CONNECTED);
        assertThat(queues.last().caller().number()).isEqualTo("99");
        QueueFigures figures = queues.last().figures();
        assertThat(List.of(figures.offered(), figures.answered(), figures.left()))
                .containsExactly(1L, 1L, 0L);
    }

    private static TrackedQueues boundedByTwo() {
        return new TrackedQueues(new QueueSettings(
                        "pbx", name -> true, false, 10, List.of(), ZoneOffset.UTC, Duration.ZERO, 1, 2, 2))
                .list(params("support"), listed("support", "PJSIP/1"));
    }

    /** Each list has them again, and one has them no more. */
    @Test
    void M3_callersBeyondTheBoundAreOfferedOnceAndEndOnce() {
        TrackedQueues bounded = boundedByTwo();
        for (int i = 1; i <= 4; i++) {
            bounded.join("1." + i, i);
        }
        for (int i = 0; i < 2; i++) {
            int messages = bounded.queues.size();
            bounded.list(
                    params("support"),
                    listed("support", "PJSIP/1"),
                    entry("1.1", 1, 0),
                    entry("1.2", 2, 0),
                    entry("1.3", 3, 0),
                    entry("1.4", 4, 0));
            assertThat(bounded.queues).as("nothing has changed").hasSize(messages);
        }
        assertThat(bounded.last().figures().offered()).isEqualTo(4);
        bounded.list(params("support"), listed("support", "PJSIP/1"), entry("1.1", 1, 0), entry("1.3", 2, 0));
        assertThat(bounded.last().omitted()).isZero();
        assertThat(bounded.last().figures().offered()).isEqualTo(4);
        assertThat(bounded.last().figures().unseen()).isEqualTo(2);
        bounded.list(params("support"), listed("support", "PJSIP/1"));
        assertThat(bounded.last().figures().unseen()).isEqualTo(4);
    }

    @Test
    void M3_aMemberBeyondTheBoundIsOmittedOnceHoweverOftenItChanges() {
        TrackedQueues bounded = boundedByTwo();
        for (int i = 2; i <= 4; i++) {
            bounded.member("QueueMemberAdded", "support", "PJSIP/" + i);
            bounded.member("QueueMemberStatus", "support", "PJSIP/" + i, "Status=2");
            bounded.member("QueueMemberStatus", "support", "PJSIP/" + i, "Status=1");
        }
        assertThat(bounded.tracker.omittedMembers()).isEqualTo(2);
        bounded.member("QueueMemberRemoved", "support", "PJSIP/4");
        assertThat(bounded.tracker.omittedMembers()).isEqualTo(1);
    }
}

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
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueFigures;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the events of one queue, each situation by itself. */
class QueueTrackerTest {
    private final TrackedQueues queues = TrackedQueues.queues();

    private List<QueueChange> changes() {
        return queues.queues.stream().map(AmiQueue::change).toList();
    }

    private TrackedQueues withMember() {
        return queues.list(params("support"), listed("support", "PJSIP/1"));
    }

    @Test
    void aCallerWaitsIsTakenAndTalks() {
        withMember().after(1_000).join("1.1", 1);
        assertThat(queues.last().callers()).extracting(QueueCaller::number).containsExactly("1.1");
        assertThat(queues.last().caller().since()).isEqualTo(TrackedQueues.START + 1_000);
        queues.after(2_000).offer("AgentCalled", "1.1", "PJSIP/1");
        assertThat(queues.last().member().state()).isEqualTo(MemberState.RINGING);
        queues.after(3_000).leave("1.1", 1).after(5).offer("AgentConnect", "1.1", "PJSIP/1");
        assertThat(queues.last().caller().waitTime()).isEqualTo(5_005);
        assertThat(queues.last().member().state()).isEqualTo(MemberState.IN_CALL);
        queues.after(7_000).complete("1.1", "PJSIP/1");
        assertThat(changes())
                .containsExactly(
                        QueueChange.RESYNCED,
                        QueueChange.CALLER_JOINED,
                        QueueChange.MEMBER_RINGING,
                        QueueChange.MEMBER_CONNECTED,
                        QueueChange.MEMBER_COMPLETED);
        assertThat(queues.last().talkTime()).isEqualTo(7_000);
        assertThat(queues.last().member().callsTaken()).isEqualTo(1);
        assertThat(queues.last().member().state()).isEqualTo(MemberState.AVAILABLE);
        QueueFigures figures = queues.last().figures();
        assertThat(figures.offered()).isEqualTo(1);
        assertThat(figures.answered()).isEqualTo(1);
        assertThat(figures.answeredInTime()).isEqualTo(1);
        assertThat(figures.serviceLevelTime()).isEqualTo(20);
        assertThat(figures.serviceLevel()).isEqualTo(100.0);
        assertThat(figures.averageWait()).isEqualTo(5_005);
        assertThat(figures.longestWait()).isEqualTo(5_005);
        assertThat(figures.averageTalkTime()).isEqualTo(7_000);
    }

    @Test
    void whoHangsUpHasAbandonedAndWhoseTimeIsUpHasNot() {
        withMember();
        for (String caller : List.of("1.1", "1.2", "1.3")) {
            queues.channel("Newchannel", caller).join(caller, 0);
        }
        queues.after(1_000).channel("HangupRequest", "1.1", "Cause=16").abandon("1.1", 1);
        assertThat(queues.last().callers()).hasSize(3);
        queues.channel("Hangup", "1.1", "Cause=16");
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_ABANDONED);
        assertThat(queues.last().callers()).hasSize(2);
        queues.abandon("1.2", 1).after(1_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_TIMED_OUT);
        assertThat(queues.last().at()).isEqualTo(queues.now - 1_000);
        queues.leave("1.3", 1).after(1_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_LEFT);
        QueueFigures figures = queues.last().figures();
        assertThat(List.of(figures.offered(), figures.abandoned(), figures.timedOut(), figures.left()))
                .containsExactly(3L, 1L, 1L, 1L);
        assertThat(figures.serviceLevel()).isEqualTo(0.0);
    }

    @Test
    void withoutClassCallWhoIsReportedAsAbandonedHasHungUp() {
        withMember().join("1.1", 1).abandon("1.1", 1).after(1_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_ABANDONED);
        assertThat(queues.tracker.seesCalls()).isFalse();
    }

    @Test
    void anAgentThatTakesACallerLateCorrectsWhatWasConcluded() {
        withMember().join("1.1", 1).leave("1.1", 1).after(1_500).tick();
        assertThat(queues.last().figures().left()).isEqualTo(1);
        queues.offer("AgentConnect", "1.1", "PJSIP/1");
        assertThat(queues.last().figures().left()).isZero();
        assertThat(queues.last().figures().answered()).isEqualTo(1);
    }

    @Test
    void aTransferPutsAnotherInThePlaceOfOneWhoWaits() {
        withMember().channel("Newchannel", "1.1").join("1.1", 1);
        queues.event(
                "AttendedTransfer",
                "Privilege=call,all",
                "Result=Success",
                "SecondTransfererUniqueid=1.1",
                "TransfereeUniqueid=1.9",
                "TransfereeCallerIDNum=99");
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_CHANGED);
        assertThat(queues.last().caller().number()).isEqualTo("99");
        assertThat(queues.last().callers()).containsExactly(queues.last().caller());
        queues.leave("1.9", 1).offer("AgentConnect", "1.9", "PJSIP/1");
        assertThat(queues.last().caller().id()).isEqualTo("1.9");
        assertThat(queues.last().figures().offered()).isEqualTo(1);
        assertThat(queues.last().callers()).isEmpty();
    }

    @Test
    void membersComeChangePauseAndGo() {
        queues.list(params("support")).member("QueueMemberAdded", "support", "PJSIP/1");
        queues.after(5_000)
                .member("QueueMemberPause", "support", "PJSIP/1", "Paused=1", "PausedReason=lunch")
                .after(1_000)
                .member("QueueMemberStatus", "support", "PJSIP/1", "Paused=1", "PausedReason=lunch", "Status=5")
                .member("QueueMemberStatus", "support", "PJSIP/1", "Paused=1", "PausedReason=lunch", "Status=5");
        assertThat(queues.last().member().state()).isEqualTo(MemberState.PAUSED);
        assertThat(queues.last().member().pauseReason()).isEqualTo("lunch");
        assertThat(queues.last().member().since()).isEqualTo(TrackedQueues.START + 5_000);
        queues.member("QueueMemberStatus", "support", "PJSIP/1", "Paused=1", "PausedReason=lunch", "Status=2");
        assertThat(queues.last().member().state()).isEqualTo(MemberState.IN_CALL);
        queues.member("QueueMemberPause", "support", "PJSIP/1", "Paused=0");
        queues.member("QueueMemberPenalty", "support", "PJSIP/1", "Penalty=3", "Ringinuse=0");
        assertThat(queues.last().member().penalty()).isEqualTo(3);
        assertThat(queues.last().member().ringInUse()).isFalse();
        queues.member("QueueMemberRemoved", "support", "PJSIP/1");
        assertThat(queues.last().members()).isEmpty();
        assertThat(changes())
                .containsExactly(
                        QueueChange.RESYNCED,
                        QueueChange.MEMBER_ADDED,
                        QueueChange.MEMBER_PAUSED,
                        QueueChange.MEMBER_STATE,
                        QueueChange.MEMBER_STATE,
                        QueueChange.MEMBER_UNPAUSED,
                        QueueChange.MEMBER_STATE,
                        QueueChange.MEMBER_REMOVED);
    }

    @Test
    void aListSaysWhereItDiffers() {
        withMember().join("1.1", 1).join("1.2", 2);
        int before = queues.queues.size();
        queues.list(params("support"), listed("support", "PJSIP/1"), entry("1.1", 1, 0), entry("1.2", 2, 0));
        assertThat(queues.queues).hasSize(before);
        queues.after(60_000)
                .list(
                        params("support"),
                        listed("support", "PJSIP/1", "Paused=1", "PausedReason=lunch"),
                        listed("support", "PJSIP/2"),
                        entry("1.2", 1, 60),
                        entry("1.3", 2, 10));
        assertThat(queues.last().change()).isEqualTo(QueueChange.RESYNCED);
        assertThat(queues.last().differences())
                .extracting(
                        each -> each.kind() + " " + each.of() + " " + each.value() + " " + each.was() + " " + each.is())
                .containsExactlyInAnyOrder(
                        "MEMBER PJSIP/1 state AVAILABLE PAUSED",
                        "MEMBER PJSIP/1 paused false true",
                        "MEMBER PJSIP/1 pauseReason null lunch",
                        "MEMBER PJSIP/2 present null AVAILABLE",
                        "CALLER 1.1 present true null",
                        "CALLER 1.3 present null true");
        assertThat(queues.last().callers())
                .extracting(QueueCaller::since)
                .containsExactly(TrackedQueues.START, TrackedQueues.START + 50_000);
        queues.after(1_000).tick().list(params("support"), entry("1.2", 1, 61), entry("1.3", 2, 11));
        assertThat(queues.last().figures().unseen()).isEqualTo(1);
        queues.list();
        assertThat(queues.last().removed()).isTrue();
        assertThat(queues.last().differences()).hasSize(1);
        assertThat(queues.tracker.readings()).isEmpty();
    }

    /** The list is newer than the events that are on their way. */
    @Test
    void anEventBehindTheListThatKnewItCountsOnce() {
        withMember().join("1.1", 1).list(params("support"), listed("support", "PJSIP/1"), entry("1.2", 1, 0));
        queues.offer("AgentConnect", "1.1", "PJSIP/1").join("1.2", 1);
        QueueFigures figures = queues.last().figures();
        assertThat(List.of(figures.offered(), figures.answered(), figures.unseen()))
                .containsExactly(2L, 1L, 0L);
        assertThat(queues.last().callers()).hasSize(1);
    }

    @Test
    void theFiguresBeginAnewAtTheTimeOfDay() {
        TrackedQueues reset = new TrackedQueues(new QueueSettings(
                "pbx",
                name -> true,
                false,
                10,
                List.of(LocalTime.of(22, 20)),
                ZoneOffset.UTC,
                Duration.ofSeconds(30),
                10,
                10,
                10));
        // START is 22:13:20
        reset.list(params("support"))
                .join("1.1", 1)
                .join("1.2", 2)
                .after(1_000)
                .leave("1.2", 2)
                .after(1_500)
                .tick();
        assertThat(reset.last().figures().left()).isEqualTo(1);
        reset.after(400_000).tick();
        assertThat(reset.queues).extracting(AmiQueue::change).endsWith(QueueChange.RESET, QueueChange.INTERVAL);
        assertThat(reset.last().figures().offered()).isEqualTo(1);
        assertThat(reset.last().figures().left()).isZero();
        assertThat(reset.last().figures().since()).isEqualTo(reset.now);
        assertThat(reset.tracker.readings().get(0).total().left()).isEqualTo(1);
        reset.after(86_400_000).tick();
        assertThat(reset.queues).extracting(AmiQueue::change).endsWith(QueueChange.RESET, QueueChange.INTERVAL);
    }

    @Test
    void M3_queuesMembersAndCallersAreBoundedAndWhatIsLeftOutIsCounted() {
        TrackedQueues bounded = new TrackedQueues(
                new QueueSettings("pbx", name -> true, false, 10, List.of(), ZoneOffset.UTC, Duration.ZERO, 1, 2, 2));
        bounded.list(
                params("support"),
                listed("support", "PJSIP/1"),
                listed("support", "PJSIP/2"),
                listed("support", "PJSIP/3"),
                params("other"));
        assertThat(bounded.tracker.omittedMembers()).isEqualTo(1);
        assertThat(bounded.tracker.omittedQueues()).isEqualTo(1);
        for (int i = 1; i <= 5; i++) {
            bounded.join("1." + i, i);
        }
        assertThat(bounded.last().callers()).hasSize(2);
        assertThat(bounded.last().omitted()).isEqualTo(4);
        assertThat(bounded.tracker.omittedCallers()).isEqualTo(3);
        bounded.abandon("1.5", 5).after(1_000).tick();
        assertThat(bounded.last().figures().offered()).isEqualTo(5);
        assertThat(bounded.last().figures().abandoned()).isEqualTo(1);
        assertThat(bounded.tracker.omittedCallers()).isEqualTo(2);
        bounded.member("QueueMemberRemoved", "support", "PJSIP/1");
        assertThat(bounded.last().members()).hasSize(1);
    }
}

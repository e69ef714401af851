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

import static io.github.camelami.internal.tracking.queue.TrackedQueues.listed;
import static io.github.camelami.internal.tracking.queue.TrackedQueues.params;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueChange;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A member behind a Local channel transfers the caller. The queue reports the end when the caller hangs up. */
class MemberTransfersTest {
    private static final String ANN = "Local/8201@from-queue/n";
    private static final String BOB = "Local/8202@from-queue/n";

    private static TrackedQueues talking(TrackedQueues queues) {
        return queues.list(params("support"), listed("support", ANN), listed("support", BOB))
                .join("1.1", 1)
                .talkByLocal("1.1", ANN)
                .member("QueueMemberStatus", "support", ANN, "Status=2", "InCall=1")
                .after(3_000);
    }

    private static TrackedQueues transferred(TrackedQueues queues) {
        return talking(queues)
                .transfer("1.1")
                .member("QueueMemberStatus", "support", ANN, "Status=1", "InCall=1")
                .after(10_000);
    }

    private static List<AmiQueue> completed(TrackedQueues queues) {
        return queues.queues.stream()
                .filter(queue -> queue.change() == QueueChange.MEMBER_COMPLETED)
                .toList();
    }

    private static void assertCountedOnce(TrackedQueues queues) {
        assertThat(completed(queues)).hasSize(1);
        AmiQueue end = completed(queues).get(0);
        assertThat(end.completedBy()).isEqualTo("transfer");
        assertThat(end.talkTime()).isEqualTo(3_000);
        assertThat(end.at()).isEqualTo(TrackedQueues.START + 3_000);
        assertThat(end.caller().number()).isEqualTo("1.1");
        assertThat(queues.last().figures().completed()).isEqualTo(1);
        assertThat(queues.last().figures().talkTime()).isEqualTo(3_000);
    }

    @Test
    void M1_theConversationEndsWithTheTransfer() {
        TrackedQueues queues = talking(TrackedQueues.queues());
        assertThat(queues.last().members().get(0).inCall()).isTrue();
        queues.transfer("1.1");
        assertThat(completed(queues).get(0).member().inCall()).isFalse();
        queues.member("QueueMemberStatus", "support", ANN, "Status=1", "InCall=1");
        assertThat(queues.last().members().get(0).state()).isEqualTo(MemberState.AVAILABLE);
        assertCountedOnce(queues);
    }

    @Test
    void M1_theReportedEndIsNotCountedAgain() {
        TrackedQueues queues = transferred(TrackedQueues.queues()).complete("1.1", ANN);
        assertThat(queues.last().change()).isEqualTo(QueueChange.MEMBER_STATE);
        assertThat(queues.last().members().get(0).callsTaken()).isEqualTo(1);
        queues.member("QueueMemberStatus", "support", ANN, "Status=1", "InCall=0", "CallsTaken=1");
        assertThat(queues.last().members().get(0).callsTaken()).isEqualTo(1);
        assertThat(queues.last().members().get(0).inCall()).isFalse();
        assertCountedOnce(queues);
    }

    @Test
    void M1_theCallIsCountedBeforeItsEndIsReported() {
        TrackedQueues queues = transferred(TrackedQueues.queues())
                .member("QueueMemberStatus", "support", ANN, "Status=1", "InCall=0", "CallsTaken=1")
                .complete("1.1", ANN);
        assertThat(queues.last().members().get(0).callsTaken()).isEqualTo(1);
        assertCountedOnce(queues);
    }

    @Test
    void M1_aListThatStillShowsTheCallChangesNothing() {
        TrackedQueues queues = transferred(TrackedQueues.queues());
        int known = queues.queues.size();
        queues.list(params("support"), listed("support", ANN, "InCall=1"), listed("support", BOB));
        assertThat(queues.queues).hasSize(known);
        queues.complete("1.1", ANN);
        assertCountedOnce(queues);
    }

    @Test
    void M1_theEndIsLost() {
        TrackedQueues queues = transferred(TrackedQueues.queues());
        queues.tracker.disconnected(queues.now);
        queues.list(params("support"), listed("support", ANN, "CallsTaken=1"), listed("support", BOB))
                .join("1.2", 1)
                .talkByLocal("1.2", ANN);
        assertThat(queues.last().members().get(0).inCall()).isTrue();
        queues.after(2_000).complete("1.2", ANN);
        assertThat(queues.last().members().get(0).inCall()).isFalse();
        assertThat(queues.last().members().get(0).callsTaken()).isEqualTo(2);
        assertThat(queues.last().figures().completed()).isEqualTo(2);
        assertThat(queues.last().figures().talkTime()).isEqualTo(5_000);
    }

    @Test
    void M1_theMemberTakesTheNextCallBeforeTheFirstEnds() {
        TrackedQueues queues =
                transferred(TrackedQueues.queues()).join("1.2", 1).talkByLocal("1.2", ANN);
        assertThat(queues.last().members().get(0).inCall()).isTrue();
        queues.after(1_000).complete("1.1", ANN);
        assertThat(queues.last().members().get(0).inCall()).isTrue();
        assertCountedOnce(queues);
        queues.after(1_000).complete("1.2", ANN);
        assertThat(queues.last().members().get(0).inCall()).isFalse();
        assertThat(queues.last().figures().completed()).isEqualTo(2);
        assertThat(queues.last().figures().talkTime()).isEqualTo(5_000);
    }

    @Test
    void M1_theMemberIsRemovedBeforeTheEnd() {
        TrackedQueues queues = transferred(TrackedQueues.queues())
                .member("QueueMemberRemoved", "support", ANN)
                .complete("1.1", ANN);
        assertCountedOnce(queues);
    }

    @Test
    void M1_anOmittedMemberTransfersTheCaller() {
        TrackedQueues queues = transferred(new TrackedQueues(new QueueSettings(
                        "pbx", QueueSettings.EVERY, false, 0, List.of(), ZoneOffset.UTC, Duration.ZERO, 10, 0, 10)))
                .complete("1.1", ANN);
        assertCountedOnce(queues);
    }

    /** The caller waits again, and the next agent transfers the caller, too. */
    @Test
    void M1_theCallerIsSentToTheQueueAgain() {
        TrackedQueues queues =
                transferred(TrackedQueues.queues()).join("1.9", 1).talkByLocal("1.9", BOB);
        queues.after(2_000).transfer("1.9").after(5_000).complete("1.9", BOB).complete("1.1", ANN);
        assertThat(completed(queues)).extracting(AmiQueue::talkTime).containsExactly(3_000L, 2_000L);
        assertThat(completed(queues)).extracting(AmiQueue::completedBy).containsOnly("transfer");
        assertThat(queues.last().figures().talkTime()).isEqualTo(5_000);
    }

    @Test
    void M1_anAgentIsInNoCallAfterTheTransfer() {
        TrackedQueues queues = talking(TrackedQueues.agents()).transfer("1.1");
        queues.member("QueueMemberStatus", "support", ANN, "Status=1", "InCall=1");
        queues.after(2_000).tick();
        assertThat(queues.agents).extracting(AmiAgent::change).contains(AgentChange.COMPLETED);
        assertThat(queues.lastAgent().state().name()).isEqualTo("AVAILABLE");
        queues.complete("1.1", ANN).after(2_000).tick();
        assertThat(queues.lastAgent().callsTaken()).isEqualTo(1);
        assertThat(queues.agents)
                .filteredOn(agent -> agent.change() == AgentChange.COMPLETED)
                .hasSize(1);
    }
}

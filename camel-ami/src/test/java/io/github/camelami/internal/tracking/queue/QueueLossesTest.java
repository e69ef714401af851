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
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueMember;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while events are lost comes out with the next list, or with the events behind it. */
class QueueLossesTest {
    private static final String ANN = "PJSIP/1";

    private final TrackedQueues queues = TrackedQueues.queues();

    /** The first caller talks to the member. */
    private void talks() {
        talks(0);
    }

    private void talks(int callsTaken) {
        queues.list(params("support"), listed("support", ANN, "CallsTaken=" + callsTaken))
                .join("1.1", 1)
                .offer("AgentCalled", "1.1", ANN)
                .leave("1.1", 1)
                .offer("AgentConnect", "1.1", ANN);
        status("Status=2", "InCall=1", "CallsTaken=" + callsTaken);
        queues.after(60_000);
    }

    /** The first caller waits, and the member rings. */
    private void rings() {
        queues.list(params("support"), listed("support", ANN)).join("1.1", 1).offer("AgentCalled", "1.1", ANN);
        queues.after(3_000);
    }

    private void lost() {
        queues.tracker.disconnected(queues.now);
        queues.after(10_000);
    }

    private void status(String... fields) {
        queues.member("QueueMemberStatus", "support", ANN, fields);
    }

    private void list(String... ofMember) {
        queues.list(params("support"), listed("support", ANN, ofMember));
    }

    /** It ended while the connection was lost. */
    private String lastCall() {
        return "LastCall=" + (queues.now - 5_000) / 1000;
    }

    private QueueMember ann() {
        return queues.last().members().get(0);
    }

    private void isFree(int callsTaken) {
        assertThat(ann().inCall()).isFalse();
        assertThat(ann().state()).isEqualTo(MemberState.AVAILABLE);
        assertThat(ann().callsTaken()).isEqualTo(callsTaken);
    }

    /** What was reported since the first list: outcomes, and whatever a list has found. */
    private List<QueueChange> changes() {
        return queues.queues.stream()
                .skip(1)
                .map(AmiQueue::change)
                .filter(change -> change.name().startsWith("CALLER_") && change != QueueChange.CALLER_JOINED
                        || change == QueueChange.RESYNCED)
                .toList();
    }

    private void outcomes(long abandoned, long left, long unseen, long leaving) {
        var figures = queues.last().figures();
        assertThat(figures.abandoned()).as("abandoned").isEqualTo(abandoned);
        assertThat(figures.left()).as("left").isEqualTo(left);
        assertThat(figures.unseen()).as("unseen").isEqualTo(unseen);
        assertThat(figures.leaving()).as("leaving").isEqualTo(leaving);
    }

    /** The list has the member in a call, as before. It is another call. */
    @Test
    void M1_aMemberWhoseNextCallBeganUnseenIsFreeAfterIt() {
        talks();
        lost();
        list("Status=2", "InCall=1", "CallsTaken=1", lastCall());
        assertThat(ann().inCall()).isTrue();
        queues.after(5_000).complete("1.2", ANN);
        status("Status=1", "InCall=0", "CallsTaken=2");
        isFree(2);
    }

    /** The PBX counts the calls of its members from 0, which hides that the call was counted. */
    @Test
    void M1_aMemberWhoseNextCallBeganAfterARestartIsFreeAfterIt() {
        talks(5);
        lost();
        list("Status=2", "InCall=1", "CallsTaken=0");
        queues.after(5_000).complete("1.2", ANN);
        status("Status=1", "InCall=0", "CallsTaken=1");
        isFree(1);
    }

    /** The first caller was moved out of the conversation, which the queue reports when the caller hangs up. */
    @Test
    void M1_theLateEndOfACallThatWasCountedUnseenDoesNotEndTheNextOne() {
        talks();
        lost();
        list("Status=2", "InCall=1", "CallsTaken=1", lastCall());
        queues.after(5_000).complete("1.1", ANN);
        assertThat(ann().inCall()).isTrue();
        assertThat(ann().callsTaken()).isEqualTo(1);
        queues.after(5_000).complete("1.2", ANN);
        status("Status=1", "InCall=0", "CallsTaken=2");
        isFree(2);
    }

    @Test
    void M1_aCallWhoseEndWasLostIsOverOnceTheListHasCountedIt() {
        talks();
        lost();
        queues.after(1_000).join("1.2", 1).leave("1.2", 1).offer("AgentConnect", "1.2", ANN);
        list("Status=2", "InCall=1", "CallsTaken=1", lastCall());
        queues.after(5_000).complete("1.2", ANN);
        status("Status=1", "InCall=0", "CallsTaken=2");
        isFree(2);
    }

    /** Nothing was lost of it, so that it goes on. */
    @Test
    void M1_aCallThatGoesOnEndsOnce() {
        talks();
        lost();
        list("Status=2", "InCall=1");
        queues.after(5_000).complete("1.1", ANN);
        assertThat(queues.last().talkTime()).isEqualTo(75_000);
        status("Status=1", "InCall=0", "CallsTaken=1");
        isFree(1);
    }

    /** As with ringinuse=yes. Nothing is lost, and the list counts the end of the second call before its event. */
    @Test
    void M1_oneOfTwoCallsThatTheListHasCountedIsCountedOnce() {
        talks();
        queues.join("1.2", 1).leave("1.2", 1).offer("AgentConnect", "1.2", ANN).after(10_000);
        list("Status=2", "InCall=1", "CallsTaken=1", lastCall());
        queues.complete("1.2", ANN);
        assertThat(ann().callsTaken()).isEqualTo(1);
        assertThat(ann().inCall()).isTrue();
        queues.after(5_000).complete("1.1", ANN);
        status("Status=1", "InCall=0", "CallsTaken=2");
        isFree(2);
    }

    /** As with ringinuse=yes: another caller is connected to the member, who talks to the earlier ones as well. */
    private void talksTo(String caller) {
        queues.join(caller, 1).offer("AgentCalled", caller, ANN).leave(caller, 1);
        queues.offer("AgentConnect", caller, ANN).after(1_000);
    }

    /** Of several calls, the queue only counts the end of the one that began last. */
    @Test
    void M1_aCallThatEndedUncountedBesideAnotherOneIsOverWithTheOtherOne() {
        talks();
        talksTo("1.2");
        lost();
        list("Status=2", "InCall=1", "CallsTaken=0");
        assertThat(ann().inCall()).isTrue();
        queues.complete("1.2", ANN);
        status("Status=1", "InCall=0", "CallsTaken=1");
        isFree(1);
    }

    /** Nothing tells which one of the first two has ended. */
    @Test
    void M1_whicheverOfTwoCallsEndedInALossTheMemberIsFreeAfterTheThirdOne() {
        talks();
        talksTo("1.2");
        lost();
        talksTo("1.3");
        list("Status=2", "InCall=1", "CallsTaken=1", lastCall());
        queues.complete("1.1", ANN).after(1_000);
        assertThat(ann().inCall()).isTrue();
        queues.complete("1.3", ANN);
        status("Status=1", "InCall=0", "CallsTaken=2");
        isFree(2);
    }

    /** Nothing is lost, but the channels of the second call have ended before its end is reported. */
    @Test
    void M1_theEndOfOneOfTwoCallsIsReportedWithoutItsChannels() {
        queues.list(params("support"), listed("support", ANN));
        queues.after(1_000);
        talksTo("1.1");
        talksTo("1.2");
        queues.event("AgentComplete", "Privilege=agent,all", "Queue=support", "Interface=" + ANN, "TalkTime=1");
        assertThat(ann().inCall()).isTrue();
        queues.after(1_000).offer("AgentComplete", "1.1", ANN);
        assertThat(ann().inCall()).isFalse();
    }

    /** The list shows the third call before its event comes. */
    @Test
    void M1_theCallThatTheListShowsIsTheOneThatBeganRightBeforeIt() {
        talks();
        talksTo("1.2");
        lost();
        queues.join("1.3", 1).leave("1.3", 1);
        queues.after(100);
        list("Status=2", "InCall=1", "CallsTaken=0");
        queues.after(-100).offer("AgentConnect", "1.3", ANN).after(5_000);
        assertThat(ann().inCall()).isTrue();
        queues.complete("1.3", ANN);
        status("Status=1", "InCall=0", "CallsTaken=1");
        isFree(1);
    }

    /** QueueCallerAbandon comes before QueueCallerLeave, and AgentConnect after it. */
    @Test
    void M2_whoseOutcomeWasDroppedIsUnseenAndHasNotLeft() {
        rings();
        queues.tracker.gap();
        queues.leave("1.1", 1).after(20_000).tick();
        assertThat(changes()).isEmpty();
        list();
        assertThat(changes()).containsExactly(QueueChange.RESYNCED);
        outcomes(0, 0, 1, 0);
        assertThat(queues.last().differences())
                .extracting(each -> each.of() + " " + each.value() + " " + each.was() + " " + each.is())
                .contains("1.1 leaving true null");
        queues.after(20_000).tick();
        assertThat(changes()).containsExactly(QueueChange.RESYNCED);
    }

    @Test
    void M2_whoLeavesRightBehindALossIsUnseenAtOnceWithTheList() {
        rings();
        queues.tracker.gap();
        queues.leave("1.1", 1);
        list();
        assertThat(changes()).containsExactly(QueueChange.RESYNCED);
        outcomes(0, 0, 1, 0);
        queues.after(20_000).tick();
        assertThat(changes()).containsExactly(QueueChange.RESYNCED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disconnected", "gap", "suspended"})
    void M2_whoLeftToAMemberRightBeforeALossIsUnseenAndHasNotLeft(String how) {
        rings();
        queues.leave("1.1", 1);
        switch (how) {
            case "disconnected" -> queues.tracker.disconnected(queues.now);
            case "gap" -> queues.tracker.gap();
            default -> queues.tracker.suspended(queues.now);
        }
        queues.after(20_000).tick();
        assertThat(changes()).isEmpty();
        list("Status=2", "InCall=1");
        assertThat(changes()).containsExactly(QueueChange.RESYNCED);
        outcomes(0, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void M2_whoIsConnectedBehindALossIsAnswered(boolean before) {
        rings();
        if (before) {
            queues.leave("1.1", 1).tracker.gap();
        } else {
            queues.tracker.gap();
            queues.leave("1.1", 1);
        }
        list("Status=2", "InCall=1");
        queues.offer("AgentConnect", "1.1", ANN).after(20_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.MEMBER_CONNECTED);
        assertThat(queues.last().figures().answered()).isEqualTo(1);
        outcomes(0, 0, 0, 0);
        assertThat(queues.tracker.readings().get(0).total().unseen()).isZero();
    }

    @Test
    void M2_whoHasAbandonedRightBeforeALossHasAbandoned() {
        rings();
        queues.abandon("1.1", 1).tracker.gap();
        queues.after(20_000).tick();
        assertThat(changes()).containsExactly(QueueChange.CALLER_ABANDONED);
        outcomes(1, 0, 0, 0);
    }

    /** A member can only answer a caller whom it was called for, and whoever hangs up is reported as such before. */
    @Test
    void M2_whoLeftWhileNobodyRangHasLeft() {
        queues.list(params("support"), listed("support", ANN)).join("1.1", 1).leave("1.1", 1);
        queues.tracker.gap();
        queues.after(20_000).tick();
        assertThat(changes()).containsExactly(QueueChange.CALLER_LEFT);
        outcomes(0, 1, 0, 0);
    }

    @Test
    void M2_whoIsMissingInTheListBehindALossStaysUnseenWhenItsLeaveArrives() {
        rings();
        queues.tracker.gap();
        list();
        outcomes(0, 0, 1, 0);
        queues.leave("1.1", 1).after(20_000).tick();
        assertThat(changes()).containsExactly(QueueChange.RESYNCED);
        assertThat(queues.join("1.2", 1).last().figures().unseen()).isEqualTo(1);
    }

    /** Whatever was lost, the caller still waited at the time of the list. */
    @Test
    void M2_whomTheListStillHasLeavesSeen() {
        rings();
        queues.tracker.gap();
        queues.list(params("support"), listed("support", ANN), entry("1.1", 1, 3));
        queues.leave("1.1", 1).after(20_000).tick();
        assertThat(queues.last().change()).isEqualTo(QueueChange.CALLER_LEFT);
        outcomes(0, 1, 0, 0);
    }

    /** Its ringing is forgotten with the first loss, so that it may have been answered in the second one. */
    @Test
    void M2_whoMayHaveRungUnseenAndLeavesRightBeforeALossIsUnseen() {
        rings();
        queues.tracker.gap();
        queues.list(params("support"), listed("support", ANN), entry("1.1", 1, 3));
        queues.leave("1.1", 1).tracker.gap();
        queues.after(20_000).tick();
        list();
        outcomes(0, 0, 1, 0);
        assertThat(changes()).doesNotContain(QueueChange.CALLER_LEFT);
    }

    @Test
    void M2_whoJoinedAndLeftBehindALossHasLeft() {
        queues.list(params("support"), listed("support", ANN));
        queues.tracker.gap();
        queues.join("1.1", 1).leave("1.1", 1).after(20_000).tick();
        assertThat(changes()).containsExactly(QueueChange.CALLER_LEFT);
        outcomes(0, 1, 0, 0);
    }

    /** Neither its arrival nor its outcome was received. */
    @Test
    void M2_whoJoinedInALossAndLeavesIsUnseen() {
        queues.list(params("support"), listed("support", ANN));
        queues.tracker.gap();
        queues.leave("1.1", 1).after(20_000).tick();
        list();
        outcomes(0, 0, 1, 0);
        assertThat(queues.last().figures().offered()).isEqualTo(1);
        assertThat(changes()).containsExactly(QueueChange.RESYNCED);
    }
}

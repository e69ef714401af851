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

import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueMember;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the events of a member say about its calls, its pauses and its device. */
class QueueMembersTest {
    private final TrackedQueues queues = TrackedQueues.queues();

    private void inCall() {
        queues.list(params("support"), listed("support", "PJSIP/1"))
                .join("1.1", 1)
                .offer("AgentCalled", "1.1", "PJSIP/1")
                .leave("1.1", 1)
                .offer("AgentConnect", "1.1", "PJSIP/1");
        status("Status=2", "InCall=1");
    }

    private void status(String... fields) {
        queues.member("QueueMemberStatus", "support", "PJSIP/1", fields);
    }

    private void pause(String reason, String... more) {
        String[] fields = Arrays.copyOf(more, more.length + 3);
        fields[more.length] = "Paused=1";
        fields[more.length + 1] = "PausedReason=" + reason;
        fields[more.length + 2] = "LastPause=" + queues.now / 1000;
        queues.member("QueueMemberPause", "support", "PJSIP/1", fields);
    }

    private QueueMember member() {
        return queues.last().members().get(0);
    }

    /** As 22.11 reports a Redirect or Park of the caller: AgentComplete follows when the caller hangs up. */
    @Test
    void M1_whoseCallerIsMovedAwayIsFreeAndTheCallCountsOnce() {
        inCall();
        queues.after(60_000);
        status("Status=1", "InCall=0", "CallsTaken=1", "LastCall=" + queues.now / 1000);
        assertThat(queues.last().change()).isEqualTo(QueueChange.MEMBER_STATE);
        assertThat(member().state()).isEqualTo(MemberState.AVAILABLE);
        assertThat(member().inCall()).isFalse();
        assertThat(member().callsTaken()).isEqualTo(1);
        queues.after(200_000).complete("1.1", "PJSIP/1");
        assertThat(queues.last().change()).isEqualTo(QueueChange.MEMBER_COMPLETED);
        assertThat(queues.last().talkTime()).isEqualTo(260_000);
        assertThat(queues.last().figures().completed()).isEqualTo(1);
        assertThat(member().callsTaken()).isEqualTo(1);
    }

    /** The end of the first conversation is reported while the second one goes on, without the channel of the member. */
    @Test
    void M1_theLateEndOfACallDoesNotEndTheNextOne() {
        inCall();
        queues.after(60_000);
        status("Status=1", "InCall=0", "CallsTaken=1");
        queues.after(1_000).join("1.2", 1).leave("1.2", 1).offer("AgentConnect", "1.2", "PJSIP/1");
        status("Status=2", "InCall=1", "CallsTaken=1");
        queues.after(9_000)
                .event(
                        "AgentComplete",
                        "Privilege=agent,all",
                        "Queue=support",
                        "Interface=PJSIP/1",
                        "TalkTime=70",
                        "Reason=caller");
        assertThat(queues.last().talkTime()).isEqualTo(70_000);
        assertThat(member().state()).isEqualTo(MemberState.IN_CALL);
        assertThat(member().inCall()).isTrue();
        queues.after(1_000).complete("1.2", "PJSIP/1");
        assertThat(queues.last().talkTime()).isEqualTo(10_000);
        assertThat(member().inCall()).isFalse();
        assertThat(member().callsTaken()).isEqualTo(2);
    }

    @Test
    void M1_anEndThatIsReportedFirstCountsOnce() {
        inCall();
        queues.after(60_000).complete("1.1", "PJSIP/1");
        assertThat(member().callsTaken()).isEqualTo(1);
        status("Status=1", "InCall=0", "CallsTaken=0");
        status("Status=1", "InCall=0", "CallsTaken=1");
        assertThat(member().callsTaken()).isEqualTo(1);
        assertThat(member().state()).isEqualTo(MemberState.AVAILABLE);
    }

    /** Its end was reported by an event, and not by the list that counts another one. */
    @Test
    void M1_aCallThatAnEventHasCountedIsNotOneOfTheNextList() {
        inCall();
        status("Status=1", "InCall=0", "CallsTaken=1");
        queues.after(60_000).join("1.3", 1).leave("1.3", 1).offer("AgentConnect", "1.3", "PJSIP/1");
        String lastCall = "LastCall=" + (queues.now / 1000 - 10);
        queues.list(params("support"), listed("support", "PJSIP/1", "InCall=1", "CallsTaken=2", lastCall));
        queues.event("AgentComplete", "Queue=support", "Interface=PJSIP/1", "TalkTime=40", "Reason=caller");
        assertThat(member().callsTaken()).isEqualTo(2);
        assertThat(member().inCall()).isTrue();
    }

    /** The call began and the caller was moved away before the list, and the events come behind it. */
    @Test
    void M1_aCallThatTheListHasCountedFreesTheMemberAsSoonAsAnEventShowsThat() {
        queues.list(params("support"), listed("support", "PJSIP/1")).join("1.1", 1);
        queues.list(params("support"), listed("support", "PJSIP/1", "CallsTaken=1"));
        queues.leave("1.1", 1).offer("AgentConnect", "1.1", "PJSIP/1");
        assertThat(member().inCall()).isTrue();
        status("InCall=0", "CallsTaken=1");
        assertThat(member().inCall()).isFalse();
        queues.after(60_000).complete("1.1", "PJSIP/1");
        assertThat(member().callsTaken()).isEqualTo(1);
    }

    @Test
    void M1_aCountOfCallsIsNotLateBecauseTheClockWasSetBack() {
        inCall();
        queues.after(60_000).complete("1.1", "PJSIP/1");
        queues.after(-3_600_000);
        status("Status=1", "InCall=0", "CallsTaken=0");
        assertThat(member().callsTaken()).isZero();
    }

    @Test
    void M1_aSecondReasonIsAnotherPause() {
        queues.list(params("support"), listed("support", "PJSIP/1")).after(1_000);
        pause("lunch");
        queues.after(3_600_000);
        pause("meeting");
        assertThat(queues.last().change()).isEqualTo(QueueChange.MEMBER_PAUSED);
        assertThat(member().pausedAt()).isEqualTo(queues.now);
        assertThat(member().since()).isEqualTo(queues.now);
    }

    /** A paused member may be in a call. The state PAUSED begins when the call ends. */
    @Test
    void M1_theStateAfterACallBeginsWithItsEnd() {
        inCall();
        queues.after(1_000);
        long paused = queues.now;
        pause("wrap", "Status=2", "InCall=1");
        queues.after(1_800_000).complete("1.1", "PJSIP/1");
        status("Paused=1", "PausedReason=wrap", "Status=1", "CallsTaken=1", "LastPause=" + paused / 1000);
        assertThat(member().state()).isEqualTo(MemberState.PAUSED);
        assertThat(member().since()).isEqualTo(queues.now);
        assertThat(member().pausedAt()).isEqualTo(paused);
    }

    /** For Asterisk, a Local channel is in use as soon as it exists. */
    @Test
    void M1_aMemberOfALocalChannelRings() {
        String local = "Local/100@from-queue/n";
        queues.list(params("support"), listed("support", local)).join("1.1", 1);
        queues.member("QueueMemberStatus", "support", local, "Status=2").offer("AgentCalled", "1.1", local);
        assertThat(member().state()).isEqualTo(MemberState.RINGING);
        queues.leave("1.1", 1).offer("AgentConnect", "1.1", local);
        assertThat(member().state()).isEqualTo(MemberState.IN_CALL);
    }

    /** As device_state_busy_at=1 of PJSIP makes it. */
    @Test
    void M1_aPhoneThatIsBusyAsSoonAsItRingsRings() {
        queues.list(params("support"), listed("support", "PJSIP/1")).join("1.1", 1);
        queues.offer("AgentCalled", "1.1", "PJSIP/1");
        int messages = queues.queues.size();
        status("Status=3");
        assertThat(member().state()).isEqualTo(MemberState.RINGING);
        assertThat(queues.queues).as("the device state changes").hasSize(messages + 1);
        queues.leave("1.1", 1).offer("AgentConnect", "1.1", "PJSIP/1");
        assertThat(member().state()).isEqualTo(MemberState.IN_CALL);
    }

    @Test
    void M1_aPhoneThatWasBusyBeforeTheQueueCalledItIsInACall() {
        queues.list(params("support"), listed("support", "PJSIP/1", "Status=3")).join("1.1", 1);
        queues.offer("AgentCalled", "1.1", "PJSIP/1");
        assertThat(member().state()).isEqualTo(MemberState.IN_CALL);
    }

    @Test
    void M1_aPhoneThatIsSetToDoNotDisturbIsBusyWithoutACall() {
        queues.list(params("support"), listed("support", "PJSIP/1"));
        status("Status=3", "InCall=0");
        assertThat(member().state()).isEqualTo(MemberState.IN_CALL);
        assertThat(member().inCall()).isFalse();
        assertThat(member().deviceState()).isEqualTo("BUSY");
    }

    @Test
    void M1_aMessageHasAChange() {
        queues.list(params("support"), listed("support", "PJSIP/1", "Status=4"));
        status("Status=5");
        assertThat(queues.last().change()).isEqualTo(QueueChange.MEMBER_STATE);
        assertThat(member().deviceState()).isEqualTo("UNAVAILABLE");
        int messages = queues.queues.size();
        status("Status=5", "LastPause=" + queues.now / 1000, "PausedReason=lunch");
        assertThat(queues.queues).hasSize(messages);
    }

    /** As a reload does with static members. */
    @Test
    void M1_aNewLoginTimeAloneIsNoDifference() {
        queues.list(params("support"), listed("support", "PJSIP/1", "LoginTime=1000"));
        int messages = queues.queues.size();
        queues.list(params("support"), listed("support", "PJSIP/1", "LoginTime=2000"));
        assertThat(queues.queues).hasSize(messages);
        assertThat(queues.join("1.1", 1).last().members().get(0).loggedInAt()).isEqualTo(2_000_000);
    }

    @Test
    void M1_aMemberHasTheNameThatThePbxReports() {
        queues.list(params("support"), listed("support", "PJSIP/1"), listed("support", "PJSIP/2"));
        queues.list(params("support"), named("Zoe"), listed("support", "PJSIP/2"));
        assertThat(queues.last().members()).extracting(QueueMember::name).containsExactly("Name of PJSIP/2", "Zoe");
        assertThat(queues.tracker.readings().get(0).members())
                .extracting(MemberReadings::name)
                .containsExactlyInAnyOrder("Name of PJSIP/2", "Zoe");
    }

    private static Map<String, String> named(String name) {
        Map<String, String> item = listed("support", "PJSIP/1");
        item.put("Name", name);
        return item;
    }
}

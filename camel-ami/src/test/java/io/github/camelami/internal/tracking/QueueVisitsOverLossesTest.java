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

import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.internal.tracking.queue.QueueSettings;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueFigures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of the visit of a caller who was waiting in a queue when events were lost. */
class QueueVisitsOverLossesTest {
    private static final AmiEvent PARAMS = item("QueueParams", "Queue=q", "Strategy=ringall");

    private final TrackedCalls calls = TrackedCalls.calls();
    private final List<AmiQueue> queues = new ArrayList<>();
    private final QueueTracker queueTracker = new QueueTracker(
            QueueSettings.of("pbx", false), out -> queues.add((AmiQueue) out), () -> calls.now * 1_000_000);

    private static AmiEvent item(String name, String... fields) {
        return AmiEvent.of(name, TrackedCalls.fields(fields), 1, TrackedCalls.START);
    }

    private static AmiEvent waiting(int seconds) {
        return item("QueueEntry", "Queue=q", "Uniqueid=a", "Channel=PJSIP/a", "Position=1", "Wait=" + seconds);
    }

    private void event(String name, String... fields) {
        AmiEvent event = AmiEvent.of(name, TrackedCalls.fields(fields), 1, calls.now);
        calls.tracker.event(event);
        queueTracker.event(event);
    }

    private void of(String name, String uniqueid, String... more) {
        List<String> fields = new ArrayList<>(
                List.of("Channel=PJSIP/" + uniqueid, "Uniqueid=" + uniqueid, "Linkedid=a", "ChannelState=6"));
        fields.addAll(List.of(more));
        event(name, fields.toArray(String[]::new));
    }

    private void after(long millis) {
        calls.after(millis);
        queueTracker.tick(calls.now);
    }

    private void listChannels(AmiEvent... channels) {
        calls.tracker.channels(List.of(channels), calls.now, calls.now);
        queueTracker.channels(List.of(channels), calls.now, calls.now);
    }

    private void listQueues(AmiEvent... entries) {
        List<AmiEvent> items = new ArrayList<>(List.of(PARAMS));
        items.addAll(List.of(entries));
        calls.tracker.waiting(items, calls.now);
        queueTracker.queues(items, calls.now);
    }

    private void connected() {
        listChannels(TrackedCalls.item("a", "a", "BridgeId=b"), TrackedCalls.item("m", "a", "BridgeId=b"));
    }

    private void completes() {
        of(
                "AgentComplete",
                "a",
                "DestChannel=PJSIP/m",
                "DestUniqueid=m",
                "DestLinkedid=a",
                "Queue=q",
                "Interface=PJSIP/agent",
                "MemberName=Bob",
                "HoldTime=8",
                "TalkTime=33",
                "Reason=caller");
    }

    private void hangsUp() {
        of("Hangup", "a", "Cause=16");
        of("Hangup", "m", "Cause=16");
        after(TrackedCalls.GRACE);
    }

    private QueueVisit visit() {
        assertThat(calls.only().queues()).hasSize(1);
        return calls.only().queues().get(0);
    }

    private QueueFigures figures() {
        return queues.get(queues.size() - 1).figures();
    }

    private void isUnknown() {
        assertThat(visit().outcome()).isNull();
        assertThat(visit().leftAt()).isNull();
        assertThat(visit().waitTime()).as("until events were lost").isEqualTo(5_000);
        assertThat(visit().agent()).isNull();
        assertThat(visit().talkTime()).isNull();
        assertThat(visit().completedBy()).isNull();
        assertThat(calls.only().queueTime()).isEqualTo(5_000);
        assertThat(figures().unseen()).isEqualTo(1);
        assertThat(figures().abandoned()).isZero();
    }

    @BeforeEach
    void theConnectionIsLostWhileACallerWaits() {
        listQueues();
        of("Newchannel", "a", "Exten=8400");
        of("QueueCallerJoin", "a", "Queue=q", "Position=1");
        after(5_000);
        calls.tracker.disconnected(calls.now);
        queueTracker.disconnected(calls.now);
        after(20_000);
    }

    @Test
    void M2_theEndOfAConversationTellsWhoAnsweredInTheGap() {
        connected();
        listQueues();
        after(16_000);
        completes();
        hangsUp();
        isAnswered();
        assertThat(figures().unseen()).isEqualTo(1);
    }

    @Test
    void M2_theEndOfAConversationTellsWhoAnsweredInTheGapEvenBeforeTheList() {
        completes();
        hangsUp();
        isAnswered();
    }

    private void isAnswered() {
        assertThat(visit().outcome()).isEqualTo(QueueOutcome.CONNECTED);
        assertThat(visit().waitTime()).isEqualTo(8_000);
        assertThat(visit().leftAt()).isEqualTo(TrackedCalls.START + 8_000);
        assertThat(visit().agent()).isEqualTo("PJSIP/agent");
        assertThat(visit().agentName()).isEqualTo("Bob");
        assertThat(visit().talkTime()).isEqualTo(33_000);
        assertThat(visit().completedBy()).isEqualTo("caller");
        assertThat(calls.only().queueTime()).isEqualTo(8_000);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
    }

    /** The list is ahead of the event, as over HTTP. */
    @Test
    void M2_anAgentWhoAnswersAfterTheListIsKnown() {
        connected();
        listQueues();
        of("AgentConnect", "a", "DestUniqueid=m", "DestLinkedid=a", "Queue=q", "Interface=PJSIP/agent", "HoldTime=25");
        after(7_000);
        hangsUp();
        assertThat(visit().outcome()).isEqualTo(QueueOutcome.CONNECTED);
        assertThat(visit().waitTime()).isEqualTo(25_000);
        assertThat(visit().agent()).isEqualTo("PJSIP/agent");
    }

    /** Even without the list of queues, the bridge shows that the caller no longer waits. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void M2_whoAnsweredInTheGapIsUnknownWithoutTheEndOfTheConversation(boolean queueStatus) {
        connected();
        if (queueStatus) {
            calls.tracker.waiting(List.of(PARAMS), calls.now);
        }
        queueTracker.queues(List.of(PARAMS), calls.now);
        after(16_000);
        hangsUp();
        isUnknown();
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
    }

    /** The dialplan continues with an announcement: the list of channels shows no difference. */
    @Test
    void M2_whoReachedTheTimeoutInTheGapIsUnknown() {
        listChannels(TrackedCalls.item("a", "a"));
        listQueues();
        after(16_000);
        of("HangupRequest", "a");
        of("Hangup", "a", "Cause=16");
        after(TrackedCalls.GRACE);
        isUnknown();
        assertThat(calls.only().disposition()).isNull();
    }

    /** Another phone answered after the timeout. */
    @Test
    void M2_whoReachedTheTimeoutInTheGapAndTalksNowIsUnknown() {
        connected();
        listQueues();
        after(16_000);
        of("HangupRequest", "a");
        hangsUp();
        isUnknown();
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ANSWERED);
    }

    @Test
    void M2_whoEndedInTheGapIsUnknown() {
        listChannels();
        listQueues();
        after(TrackedCalls.GRACE);
        isUnknown();
        assertThat(calls.only().disposition()).isNull();
    }

    @Test
    void M2_whoEndsWithoutAnEventOfTheQueueIsUnknown() {
        of("Hangup", "a", "Cause=16");
        listChannels();
        listQueues();
        after(TrackedCalls.GRACE);
        isUnknown();
    }

    @Test
    void M2_whoJoinsAgainAfterTheGapHasTwoVisits() {
        of("QueueCallerJoin", "a", "Queue=q", "Position=1");
        listChannels(TrackedCalls.item("a", "a"));
        listQueues(waiting(0));
        after(3_000);
        abandons();
        assertThat(calls.only().queues()).extracting(QueueVisit::outcome).containsExactly(null, QueueOutcome.ABANDONED);
        assertThat(calls.only().queues()).extracting(QueueVisit::waitTime).containsExactly(5_000L, 3_000L);
    }

    @Test
    void M2_whoStillWaitsAfterTheGapHasOneVisit() {
        listChannels(TrackedCalls.item("a", "a"));
        listQueues(waiting(25));
        after(3_000);
        abandons();
        assertThat(visit().outcome()).isEqualTo(QueueOutcome.ABANDONED);
        assertThat(visit().waitTime()).isEqualTo(28_000);
        assertThat(calls.only().disposition()).isEqualTo(CallDisposition.ABANDONED);
        assertThat(figures().unseen()).isZero();
        assertThat(figures().abandoned()).isEqualTo(1);
    }

    private void abandons() {
        of("HangupRequest", "a");
        of("QueueCallerAbandon", "a", "Queue=q", "Position=1", "HoldTime=1");
        of("QueueCallerLeave", "a", "Queue=q", "Position=1");
        of("Hangup", "a", "Cause=16");
        after(TrackedCalls.GRACE);
    }
}

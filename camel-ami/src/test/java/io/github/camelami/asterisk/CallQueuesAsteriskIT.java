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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.camelami.CapturedLog;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallState;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that wait for an agent. */
class CallQueuesAsteriskIT extends OnCalls {
    private String first;
    private String second;

    @BeforeEach
    void queues() throws Exception {
        first = queue("one", "ringinuse = yes");
        second = queue("two", "ringinuse = yes");
        extension("303", "Ringing()", "Wait(60)");
        extension("310", "Answer()", "Wait(2)", "Hangup()");
    }

    private void member(String queue, String number) throws IOException {
        assertThat(plain.ask(
                        "QueueAdd",
                        "Queue: " + queue,
                        "Interface: " + phone(number),
                        "MemberName: Ann " + number,
                        // the server knows no state of an address
                        "StateInterface: Custom:" + own))
                .contains("Success");
    }

    @Test
    void aCallerWhomACommandEndsHasAbandonedTheQueue() throws Exception {
        collect("emit=callProgress");
        extension("301", "Answer()", "Queue(" + first + ",,,,30)", "Hangup()");
        call("301");
        AmiCall waiting = soon().until(() -> of("301", CallState.QUEUED), Objects::nonNull);
        plain.ask("Hangup", "Channel: " + waiting.channel());
        AmiCall call = ended("301");
        assertThat(call.queues()).extracting(QueueVisit::outcome).containsExactly(QueueOutcome.ABANDONED);
        assertThat(call.hungUpBy()).isEqualTo(HungUpBy.PBX);
        assertThat(call.missed()).isTrue();
    }

    @Test
    void aCallerBehindALocalChannelWhoseOtherSideEndsHasAbandonedTheQueue() throws Exception {
        collect("emit=callProgress");
        extension("302", "Queue(" + first + ",,,,30)");
        String local = "Local/302@" + own;
        plain.ask("Originate", "Channel: " + local, "Application: Wait", "Data: 60", "Async: true");
        AmiCall waiting = soon().until(() -> of("302", CallState.QUEUED), Objects::nonNull);
        plain.ask("Hangup", "Channel: " + waiting.channel());
        AmiCall call = ended("302");
        assertThat(call.queues()).extracting(QueueVisit::outcome).containsExactly(QueueOutcome.ABANDONED);
        assertThat(call.disposition()).isEqualTo(CallDisposition.ABANDONED);
    }

    /** Since 22, the request for its end names the queue, although the dialplan has gone on. */
    @Test
    void aCallerWhoseTimeIsUpInTheLastStepHasNotAbandonedTheQueue() throws Exception {
        collect("emit=calls");
        extension("301", "Answer()", "Queue(" + first + ",,,,1)");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.queues()).extracting(QueueVisit::outcome).containsExactly(QueueOutcome.TIMEOUT);
        assertThat(call.disposition()).isEqualTo(CallDisposition.NO_ANSWER);
    }

    @Test
    void answeredByAnAgentAndGoesOnToAnotherQueue() throws Exception {
        collect("emit=callProgress");
        member(first, "310");
        extension("301", "Answer()", "Queue(" + first + ",c)", "Queue(" + second + ",,,,1)", "Hangup()");
        call("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ANSWERED);
        assertThat(call.queues()).extracting(QueueVisit::queue).containsExactly(first, second);
        QueueVisit served = call.queues().get(0);
        assertThat(served.outcome()).isEqualTo(QueueOutcome.CONNECTED);
        assertThat(served.agent()).isEqualTo(phone("310"));
        assertThat(served.agentName()).isEqualTo("Ann 310");
        assertThat(served.position()).isEqualTo(1);
        assertThat(served.talkTime()).isBetween(1_000L, 4_000L);
        assertThat(call.queues().get(1).outcome()).isNotEqualTo(QueueOutcome.CONNECTED);
        assertThat(call.queueTime()).isGreaterThanOrEqualTo(900);
        assertThat(calls.stream().filter(c -> c.id().equals(call.id())).map(AmiCall::state))
                .startsWith(CallState.STARTED)
                .containsSubsequence(CallState.QUEUED, CallState.ANSWERED, CallState.QUEUED, CallState.ENDED)
                .endsWith(CallState.ENDED);
    }

    @Test
    void abandonedWhileAnAgentRings() throws Exception {
        collect("emit=calls");
        member(first, "303");
        extension("301", "Answer()", "Queue(" + first + ")", "Hangup()");
        call("301");
        channelIn("303", "Ring");
        callerHangsUp("301");
        AmiCall call = ended("301");
        assertThat(call.disposition()).isEqualTo(CallDisposition.ABANDONED);
        assertThat(call.queues()).hasSize(1);
        assertThat(call.queues().get(0).outcome()).isEqualTo(QueueOutcome.ABANDONED);
        assertThat(call.queueTime()).isCloseTo(call.queues().get(0).waitTime(), within(1L));
        assertThat(statuses(call)).containsOnlyKeys("CANCEL");
    }

    /** The channel in one bridge with the second half of a Local channel, or null. */
    private String connectedWith(String local) throws IOException {
        List<Map<String, String>> up = channels();
        String bridge = up.stream()
                .filter(channel -> channel.get("Channel").startsWith(local)
                        && channel.get("Channel").endsWith(";2"))
                .map(channel -> channel.get("BridgeId"))
                .findFirst()
                .orElse("");
        return up.stream()
                .filter(channel -> !bridge.isEmpty()
                        && channel.get("BridgeId").equals(bridge)
                        && !channel.get("Channel").startsWith(local))
                .map(channel -> channel.get("Channel"))
                .findFirst()
                .orElse(null);
    }

    private List<AmiQueue> completed() {
        return queues.stream()
                .filter(queue -> queue.change() == QueueChange.MEMBER_COMPLETED)
                .toList();
    }

    private void assertAgree(AmiCall call) {
        QueueVisit visit = call.queues().get(0);
        assertThat(completed()).hasSize(1);
        AmiQueue end = completed().get(0);
        assertThat(end.completedBy()).isEqualTo(visit.completedBy());
        assertThat(end.talkTime()).isCloseTo(visit.talkTime(), within(1_050L));
        AmiQueue last = queues.get(queues.size() - 1);
        assertThat(last.figures().completed()).isEqualTo(1);
        assertThat(last.figures().talkTime()).isEqualTo(end.talkTime());
    }

    /** FreePBX calls each member by a Local channel. */
    @Test
    void M1_aMemberBehindALocalChannelWhoTransfersTheCallerHasCompletedTheConversation() throws Exception {
        collect("emit=calls");
        collectQueues();
        extension("312", "Dial(" + phone("313") + ",20)", "Hangup()");
        extension("313", "Answer()", "Wait(60)");
        extension("320", "Answer()", "Wait(60)");
        plain.ask("QueueAdd", "Queue: " + first, "Interface: Local/312@" + own + "/n", "MemberName: Ann");
        extension("301", "Answer()", "Queue(" + first + ",,,,30)", "Hangup()");
        call("301");
        String agent = soon().until(() -> connectedWith("Local/312@" + own), Objects::nonNull);
        soon().until(() -> plain.ask("BlindTransfer", "Channel: " + agent, "Context: " + own, "Exten: 320")
                .contains("Success"));
        soon().until(() -> !completed().isEmpty());
        assertThat(completed().get(0).member().inCall()).isFalse();
        channelIn("320", "Up");
        callerHangsUp("301");
        AmiCall call = ended("301");
        soon().untilAsserted(() -> assertThat(
                        queues.get(queues.size() - 1).members().get(0).callsTaken())
                .isEqualTo(1));
        assertThat(call.queues().get(0).completedBy()).isEqualTo("transfer");
        assertAgree(call);
    }

    /** The server takes the Local channel out, and writes the end of the conversation into its queue_log. */
    @Test
    void M1_aClickWithoutNEndsWhenThePhonesHangUp() throws Exception {
        collect("emit=calls");
        collectQueues();
        extension("314", "Dial(" + phone("313") + ",20)", "Hangup()");
        extension("313", "Answer()", "Wait(60)");
        extension("315", "Answer()", "Wait(4)", "Hangup()");
        member(first, "315");
        extension("301", "Queue(" + first + ",,,,30)", "Hangup()");
        plain.ask(
                "Originate",
                "Channel: Local/314@" + own,
                "Context: " + own,
                "Exten: 301",
                "Priority: 1",
                "Timeout: 20000",
                "Async: true");
        AmiCall call = soon().until(
                        () -> calls.stream()
                                .filter(each -> !each.queues().isEmpty())
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        assertThat(call.queues().get(0).talkTime()).isBetween(2_500L, 6_000L);
        soon().until(() -> !completed().isEmpty());
        assertAgree(call);
    }

    @Test
    void whoMayReadNothingAndNotCheckItsRightsIsToldAtTheFirstCall() throws Exception {
        String user = ownUserWith(List.of("write = system,call,originate"));
        camel.getRegistry().bind("pbx", connection(user));
        // the first list may contain the caller, but not yet the phone that it calls later
        extension("301", "Answer()", "Wait(4)", "Dial(" + phone("303") + ",60)");
        try (CapturedLog log = CapturedLog.debug()) {
            collect("emit=calls");
            soon().untilAsserted(() -> assertThat(log.lines(
                            event -> event.getMessage().getFormattedMessage().contains("check its rights")))
                    .isNotEmpty());
            call("301");
            soon().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(line -> line.contains("user " + user + " seems to lack class call in read")));
        }
    }

    @Test
    void withoutClassAgentTheConsumerSaysSoAtItsStart() throws Exception {
        String user = ownUser("read = call", "write = command,reporting");
        camel.getRegistry().bind("pbx", connection(user));
        try (CapturedLog log = CapturedLog.debug()) {
            collect("emit=calls");
            soon().untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(line -> line.contains("user " + user + " lacks class agent in read")));
            assertThat(log.warnings("io.github.camelami"))
                    .noneMatch(line -> line.contains("user " + user + " lacks class call"));
        }
    }
}

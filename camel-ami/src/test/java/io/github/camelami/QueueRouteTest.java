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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueDifference;
import io.github.camelami.queue.QueueMember;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that consume queues and agents of a simulated PBX. */
class QueueRouteTest {
    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final SimulatedQueue support = simulated.data().queue("support");
    private final List<AmiQueue> queues = new CopyOnWriteArrayList<>();
    private final List<AmiAgent> agents = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private void take(Exchange exchange) {
        headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
        if (exchange.getMessage().getBody() instanceof AmiQueue queue) {
            queues.add(queue);
        } else {
            agents.add(exchange.getMessage().getBody(AmiAgent.class));
        }
    }

    private void route(String options) throws Exception {
        routes.start(route -> route.from("ami:pbx?" + options).routeId("board").process(this::take));
        await().until(() -> !queues.isEmpty() || !agents.isEmpty());
    }

    private AmiQueue of(QueueChange change) {
        return await().until(
                        () -> queues.stream()
                                .filter(queue -> queue.change() == change)
                                .reduce((first, second) -> second)
                                .orElse(null),
                        java.util.Objects::nonNull);
    }

    @Test
    void eachChangeIsAnExchangeOfTheWholeQueue() throws Exception {
        route("emit=queues&queues=support&serviceLevel=20");
        AmiQueue first = of(QueueChange.RESYNCED);
        assertThat(first.pbx()).isEqualTo("pbx");
        assertThat(first.strategy()).isEqualTo("ringall");
        assertThat(first.members())
                .extracting(QueueMember::name, QueueMember::interfaceName)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Agent One", "Local/m1@members/n"),
                        org.assertj.core.groups.Tuple.tuple("Agent Two", "Local/m2@members/n"));
        SimulatedCaller caller = support.join("100", "Ann");
        assertThat(of(QueueChange.CALLER_JOINED).caller().name()).isEqualTo("Ann");
        caller.ring("Local/m1@members/n");
        assertThat(of(QueueChange.MEMBER_RINGING).member().state()).isEqualTo(MemberState.RINGING);
        caller.answer();
        assertThat(of(QueueChange.MEMBER_CONNECTED).callers()).isEmpty();
        caller.complete();
        assertThat(of(QueueChange.MEMBER_COMPLETED).figures().serviceLevel()).isEqualTo(100.0);
        SimulatedCaller second = support.join("101", "");
        second.giveUp();
        assertThat(of(QueueChange.CALLER_ABANDONED).figures().abandoned()).isEqualTo(1);
        SimulatedCaller third = support.join("102", "");
        third.timeOut();
        assertThat(of(QueueChange.CALLER_TIMED_OUT).figures().timedOut()).isEqualTo(1);
        support.pause("Local/m1@members/n", true, "lunch");
        AmiQueue paused = of(QueueChange.MEMBER_PAUSED);
        assertThat(paused.member().pauseReason()).isEqualTo("lunch");
        assertThat(headers.get(headers.size() - 1))
                .containsEntry(AmiConstants.QUEUE_CHANGE, "MEMBER_PAUSED")
                .containsEntry(AmiConstants.CONNECTION, "pbx")
                .containsEntry(AmiConstants.EPOCH, 1L)
                .containsEntry(AmiConstants.MESSAGE_TIMESTAMP, paused.at());
        assertThat(queues).extracting(AmiQueue::name).containsOnly("support");
        AmiConsumer consumer = routes.consumer("board");
        assertThat(consumer.getQueues()).isEqualTo(1);
        assertThat(consumer.getWaitingCallers()).isZero();
        assertThat(routes.camel.getTypeConverter().convertTo(Map.class, paused)).isEqualTo(paused.toMap());
    }

    @Test
    void anAgentInTwoQueuesIsOneMessage() throws Exception {
        support.add("PJSIP/7", "Bob");
        simulated.data().queue("empty").add("PJSIP/7", "Bob");
        route("emit=agents");
        await().until(() -> agents.stream().anyMatch(agent -> agent.queues().size() == 2));
        agents.clear();
        support.pause("PJSIP/7", true, "lunch");
        simulated.data().queue("empty").pause("PJSIP/7", true, "lunch");
        await().until(() -> !agents.isEmpty());
        AmiAgent bob = agents.get(0);
        assertThat(bob.change()).isEqualTo(AgentChange.PAUSED);
        assertThat(bob.state()).isEqualTo(MemberState.PAUSED);
        assertThat(bob.queues()).extracting(QueueMember::paused).containsExactly(true, true);
        assertThat(headers.get(headers.size() - 1)).containsEntry(AmiConstants.AGENT_CHANGE, "PAUSED");
    }

    @Test
    void afterALostLinkTheStateIsRightAndTheDifferencesAreSaid() throws Exception {
        route("emit=queues");
        SimulatedCaller caller = support.join("100", "Ann");
        of(QueueChange.CALLER_JOINED);
        queues.clear();
        simulated.stopListening();
        simulated.disconnectAll();
        await().until(() -> simulated.sessions() == 0);
        caller.giveUp();
        support.add("PJSIP/9", "New");
        simulated.startListening();
        AmiQueue resynced = of(QueueChange.RESYNCED);
        assertThat(resynced.name()).isEqualTo("support");
        assertThat(resynced.callers()).isEmpty();
        assertThat(resynced.members()).hasSize(3);
        assertThat(resynced.differences())
                .extracting(each -> each.kind() + " " + each.of() + " " + each.value())
                .containsExactlyInAnyOrder("CALLER " + caller.uniqueid() + " present", "MEMBER PJSIP/9 present");
        assertThat(headers.get(headers.size() - 1)).containsEntry(AmiConstants.EPOCH, 2L);
    }

    /** Whoever answers the list and sends the events writes both at once, and they are read at once. */
    @Test
    void M2_whoLeavesRightBehindTheListHasLeftAndCountsOnce() throws Exception {
        String caller = "Queue: support\r\nUniqueid: 1.1\r\nChannel: PJSIP/1\r\nCallerIDNum: 100\r\nPosition: 1\r\n";
        String left = "Privilege: agent,all\r\nCount: 0\r\n" + caller;
        simulated.on("QueueStatus", action -> {
            String id = "ActionID: " + action.actionId() + "\r\n";
            return Reply.raw("Response: Success\r\n" + id + "EventList: start\r\n\r\n"
                    + "Event: QueueParams\r\nQueue: support\r\nStrategy: ringall\r\n" + id + "\r\n"
                    + "Event: QueueEntry\r\nWait: 5\r\n" + caller + id + "\r\n"
                    + "Event: QueueStatusComplete\r\nEventList: Complete\r\n" + id + "\r\n"
                    + "Event: QueueCallerAbandon\r\nHoldTime: 5\r\n" + left + "\r\n"
                    + "Event: QueueCallerLeave\r\n" + left + "\r\n");
        });
        route("emit=queues");
        AmiQueue abandoned = of(QueueChange.CALLER_ABANDONED);
        assertThat(abandoned.callers()).isEmpty();
        assertThat(abandoned.figures().offered()).isEqualTo(1);
        assertThat(abandoned.figures().abandoned()).isEqualTo(1);
        assertThat(queues)
                .extracting(AmiQueue::change)
                .containsExactly(QueueChange.RESYNCED, QueueChange.CALLER_ABANDONED);
    }

    @Test
    void aReloadIsSeenByItsEvent() throws Exception {
        route("emit=queues");
        int asked = simulated.received("QueueStatus").size();
        simulated.emit(SimulatedEvent.named("Reload", "system")
                .with("Module", "app_queue")
                .with("Status", "0"));
        await().until(() -> simulated.received("QueueStatus").size() > asked);
    }

    /** The PBX sends no event of it. */
    @Test
    void aReloadThatTheSessionItselfRequestsIsSeen() throws Exception {
        route("emit=queues&queues=support");
        support.member("Local/m9@members/n", "Nine", 0);
        routes.camel
                .createProducerTemplate()
                .requestBody("ami:pbx?action=QueueReload&allowDangerousActions=true", (Object) null);
        assertThat(await().atMost(Duration.ofSeconds(20))
                        .until(
                                () -> queues.get(queues.size() - 1),
                                last -> last.change() == QueueChange.RESYNCED
                                        && last.members().size() == 3)
                        .differences())
                .extracting(QueueDifference::of)
                .containsExactly("Local/m9@members/n");
    }

    @Test
    void callsAndQueuesAgreeAboutEachVisit() throws Exception {
        List<AmiCall> calls = new CopyOnWriteArrayList<>();
        routes.start(route -> {
            route.from("ami:pbx?emit=queues").routeId("board").process(this::take);
            route.from("ami:pbx?emit=calls&callGrace=50")
                    .process(exchange -> calls.add(exchange.getMessage().getBody(AmiCall.class)));
        });
        await().until(() -> simulated.received("QueueStatus").size() == 2);
        SimulatedCaller gaveUp = support.join("100", "Ann");
        SimulatedCaller taken = support.join("101", "Bob");
        SimulatedCaller late = support.join("102", "Cat");
        SimulatedCaller away = support.join("103", "Dan");
        gaveUp.giveUp();
        taken.ring("Local/m1@members/n");
        taken.answer();
        late.timeOut();
        away.leaveByKey();
        of(QueueChange.CALLER_TIMED_OUT);
        of(QueueChange.CALLER_LEFT);
        taken.complete();
        late.hangup();
        away.hangup();
        await().until(() -> calls.size() == 4);
        for (AmiCall call : calls) {
            QueueVisit visit = call.queues().get(0);
            AmiQueue told = queues.stream()
                    .filter(queue -> queue.caller() != null
                            && call.id().equals(queue.caller().callId())
                            && queue.caller().waitTime() != null)
                    .findFirst()
                    .orElseThrow();
            assertThat(told.change()).isEqualTo(changeOf(visit.outcome()));
            assertThat(told.caller().waitTime()).isEqualTo(visit.waitTime());
            assertThat(told.caller().since()).isEqualTo(visit.joinedAt());
        }
        assertThat(calls)
                .extracting(call -> call.queues().get(0).outcome())
                .containsExactlyInAnyOrder(
                        QueueOutcome.ABANDONED, QueueOutcome.CONNECTED, QueueOutcome.TIMEOUT, QueueOutcome.LEFT);
    }

    private static QueueChange changeOf(QueueOutcome outcome) {
        return switch (outcome) {
            case CONNECTED -> QueueChange.MEMBER_CONNECTED;
            case ABANDONED -> QueueChange.CALLER_ABANDONED;
            case TIMEOUT -> QueueChange.CALLER_TIMED_OUT;
            case LEFT -> QueueChange.CALLER_LEFT;
            case WAITING -> null;
        };
    }

    @Test
    void eachPatternThatNoQueueMatchesIsSaidAtTheStartAndAwaited() throws Exception {
        try (CapturedLog log = CapturedLog.debug()) {
            route("emit=queues&queues=Support,SUPP*,late,other-*");
            // the first queue is routed before the lines are logged
            await().untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .filteredOn(line -> line.contains("option queues:"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("no queue of the PBX matches late yet"))
                    .anyMatch(line -> line.contains("no queue of the PBX matches other-* yet")));
        }
        simulated.data().queue("late").add("PJSIP/9", "New");
        assertThat(of(QueueChange.MEMBER_ADDED).name()).isEqualTo("late");
    }

    @Test
    void whileQueuesAreLeftOutNoneIsSaidToBeMissing() throws Exception {
        simulated.data().queue("one");
        simulated.data().queue("two");
        try (CapturedLog log = CapturedLog.debug()) {
            route("emit=queues&queues=one,two&maxQueues=1");
            await().until(() ->
                    log.warnings("io.github.camelami").stream().anyMatch(line -> line.contains("maxQueues=1")));
            assertThat(log.warnings("io.github.camelami")).noneMatch(line -> line.contains("option queues:"));
        }
    }

    @Test
    void whoMayNotListThePoolsIsToldOnce() throws Exception {
        simulated.on("Agents", action -> Reply.error("Permission denied"));
        try (CapturedLog log = CapturedLog.debug()) {
            route("emit=agents");
            await().until(() -> !log.warnings("io.github.camelami").isEmpty());
            simulated.restart();
            await().until(() -> simulated.received("Agents").size() > 1);
            assertThat(log.warnings("io.github.camelami"))
                    .filteredOn(line -> line.contains("lacks class agent in write"))
                    .hasSize(1);
        }
    }

    /** It accepts logins before it has loaded its queues. */
    @Test
    void aPbxThatIsStillStartingIsNotWarnedOf() throws Exception {
        simulated.on(
                "QueueStatus",
                action -> simulated.received("QueueStatus").size() < 2
                        ? Reply.error("Invalid/unknown command: QueueStatus. Use Action: ListCommands to show")
                        : Reply.success().list("QueueStatusComplete", List.of()));
        try (CapturedLog log = CapturedLog.debug()) {
            routes.start(route -> route.from("ami:pbx?emit=queues").process(this::take));
            await().until(() -> !log.lines(
                            event -> event.getMessage().getFormattedMessage().contains("could not be compared"))
                    .isEmpty());
            assertThat(log.warnings("io.github.camelami")).noneMatch(line -> line.contains("could not be compared"));
        }
    }

    @Test
    void M3_eachBoundIsLoggedWithTheNameOfItsOption() throws Exception {
        for (int i = 0; i < 3; i++) {
            support.join(String.valueOf(100 + i), "");
        }
        try (CapturedLog log = CapturedLog.debug()) {
            route("emit=queues&maxQueues=1&maxQueueMembers=1&maxQueueCallers=2");
            await().untilAsserted(() -> assertThat(log.warnings("io.github.camelami"))
                    .anyMatch(line -> line.contains("more queues than maxQueues=1"))
                    .anyMatch(line -> line.contains("more members of a queue than maxQueueMembers=1"))
                    .anyMatch(line -> line.contains("more callers of a queue than maxQueueCallers=2")));
        }
        assertThat(routes.consumer("board").getOmittedOfQueues()).isEqualTo(3);
        assertThat(queues.get(0).omitted()).isEqualTo(2);
    }

    @Test
    void theWholeStateComesEverySoOften() throws Exception {
        route("emit=queues&queueInterval=50");
        assertThat(of(QueueChange.INTERVAL).members()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "emit=queues&events=call, option events=call",
        "emit=queues&orderBy=Queue, option orderBy=Queue",
        "emit=queues&trunks=x, option trunks=x",
        "emit=calls&queues=x, option queues=x",
        "emit=events&maxQueues=5, option maxQueues=5",
        "emit=queues&resetAt=noon, option resetAt=noon",
        "emit=queues&serviceLevel=-1, option serviceLevel=-1",
        "emit=queues&maxQueueMembers=0, option maxQueueMembers=0",
        "emit=agents&queueInterval=-1, option queueInterval=-1",
        "emit=agents&serviceLevel=20, option serviceLevel=20",
        "emit=agents&resetAt=00:00, option resetAt=00:00",
    })
    void anOptionThatDoesNotFitFailsTheStart(String options, String said) {
        assertThatThrownBy(() ->
                        routes.start(route -> route.from("ami:pbx?" + options).to("mock:x")))
                .hasStackTraceContaining("ami:pbx: " + said);
    }
}

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
import static org.awaitility.Awaitility.await;

import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stopping and suspending routes that consume queues and agents. */
class QueueStopTest {
    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final SimulatedQueue support = simulated.data().queue("support");
    private final List<AmiQueue> queues = new CopyOnWriteArrayList<>();
    private final List<AmiAgent> agents = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private void take(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof AmiQueue queue) {
            queues.add(queue);
        } else {
            agents.add(exchange.getMessage().getBody(AmiAgent.class));
        }
    }

    private AmiConsumer route(String options) throws Exception {
        routes.start(route -> route.from("ami:pbx?" + options).routeId("board").process(this::take));
        await().until(() -> !queues.isEmpty() || !agents.isEmpty());
        return routes.consumer("board");
    }

    private void leaves(AmiConsumer consumer) {
        SimulatedCaller caller = joins(consumer);
        long before = consumer.getReceived();
        caller.leaveByKey();
        await().until(() -> consumer.getReceived() > before && consumer.getWaitingCallers() == 0);
    }

    /** The outcome stays undecided for ten seconds, because a member may be about to answer the caller. */
    private void leavesWhileAMemberRings(AmiConsumer consumer) {
        SimulatedCaller caller = joins(consumer);
        caller.ring("Local/m1@members/n");
        simulated.emit(
                Map.of("Event", "QueueCallerLeave", "Queue", "support", "Uniqueid", caller.uniqueid(), "Position", 1));
        await().until(() -> consumer.getWaitingCallers() == 0 && consumer.getPendingExchangesSize() == 1);
    }

    private SimulatedCaller joins(AmiConsumer consumer) {
        SimulatedCaller caller = support.join("100", "Ann");
        await().until(() -> consumer.getWaitingCallers() == 1);
        return caller;
    }

    @Test
    void D9_aGracefulStopReportsTheOutcomeOfEachWait() throws Exception {
        routes.camel.getShutdownStrategy().setTimeout(20);
        leaves(route("emit=queues&queues=support"));
        routes.camel.getRouteController().stopRoute("board");
        assertThat(queues).extracting(AmiQueue::change).contains(QueueChange.CALLER_LEFT);
    }

    @Test
    void D9_aGracefulStopReportsTheChangeOfEachAgent() throws Exception {
        routes.camel.getShutdownStrategy().setTimeout(20);
        AmiConsumer consumer = route("emit=agents&queues=support");
        await().until(() -> agents.size() == 2);
        long before = consumer.getReceived();
        support.pause("Local/m1@members/n", true, "lunch");
        await().pollInterval(Duration.ofMillis(1)).until(() -> consumer.getReceived() > before);
        routes.camel.getRouteController().stopRoute("board");
        assertThat(agents).extracting(AmiAgent::change).contains(AgentChange.PAUSED);
    }

    @Test
    void D9_aStopThatWaitsForNothingSaysHowManyOutcomesAreLost() throws Exception {
        AmiConsumer consumer = route("emit=queues&queues=support");
        try (CapturedLog log = CapturedLog.debug()) {
            leavesWhileAMemberRings(consumer);
            routes.camel.getRouteController().stopRoute("board", 1, TimeUnit.MILLISECONDS);
            assertThat(log.lines(event -> event.getMessage()
                            .getFormattedMessage()
                            .contains("stopped with 1 changes of queues that still waited for late events")))
                    .hasSize(1);
        }
        assertThat(queues).extracting(AmiQueue::change).doesNotContain(QueueChange.CALLER_LEFT);
    }

    /** Camel's task for a graceful stop may suspend a consumer that a timeout has already stopped. */
    @Test
    void D9_whatAStopHasLostIsReportedOnce() throws Exception {
        AmiConsumer consumer = route("emit=queues&queues=support");
        try (CapturedLog log = CapturedLog.debug()) {
            leavesWhileAMemberRings(consumer);
            consumer.stop();
            consumer.suspend();
            consumer.stop();
            assertThat(log.lines(
                            event -> event.getMessage().getFormattedMessage().contains("stopped with")))
                    .hasSize(1);
        }
    }

    @Test
    void aSuspendedRouteGetsNothingUntilItsQueuesAreCompared() throws Exception {
        AtomicInteger others = new AtomicInteger();
        routes.start(route -> {
            String uri = "ami:pbx?emit=queues&queues=support&queueInterval=20";
            route.from(uri).routeId("board").process(this::take);
            route.from(uri).process(exchange -> others.incrementAndGet());
        });
        await().until(() -> queues.stream().anyMatch(queue -> queue.change() == QueueChange.INTERVAL));
        routes.camel.getRouteController().suspendRoute("board");
        passes(others);
        queues.clear();
        support.join("100", "Ann");
        passes(others);
        assertThat(queues).isEmpty();
        routes.camel.getRouteController().resumeRoute("board");
        await().until(() -> queues.size() > 1);
        assertThat(queues.get(0).change()).isEqualTo(QueueChange.RESYNCED);
        assertThat(queues.get(0).callers()).hasSize(1);
    }

    /** Another route, with the same interval, receives the queue many times. */
    private static void passes(AtomicInteger others) {
        int before = others.get();
        await().until(() -> others.get() > before + 20);
    }

    @Test
    void aStoppedRouteHasNoQueuesAndNoCallers() throws Exception {
        AmiConsumer consumer = route("emit=queues&queues=support");
        support.join("100", "Ann");
        await().until(() -> consumer.getWaitingCallers() == 1);
        routes.camel.getRouteController().stopRoute("board");
        assertThat(consumer.getQueues()).isZero();
        assertThat(consumer.getWaitingCallers()).isZero();
        assertThat(consumer.getOmittedOfQueues()).isZero();
    }
}

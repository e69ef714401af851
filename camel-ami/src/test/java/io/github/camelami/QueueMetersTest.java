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

import io.github.camelami.simulator.SimulatedCaller;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the meters of queues and agents show, and when they show nothing. */
class QueueMetersTest {
    private static final List<String> FIGURES = List.of(
            "camel.ami.queue.offered",
            "camel.ami.queue.answered",
            "camel.ami.queue.answered.in.time",
            "camel.ami.queue.abandoned",
            "camel.ami.queue.timed.out",
            "camel.ami.queue.left",
            "camel.ami.queue.unseen",
            "camel.ami.queue.wait",
            "camel.ami.queue.talk",
            "camel.ami.queue.service.level");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);
    private final SimulatedQueue support = simulated.data().queue("support");

    @BeforeEach
    void bind() {
        routes.camel.getRegistry().bind("meters", registry);
    }

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private void start(String options) throws Exception {
        routes.start(route -> route.from("ami:pbx?" + options).routeId("board").to("mock:board"));
        await().until(() -> of("waiting").gauge() != null && waiting() == 0);
    }

    private Search of(String meter) {
        return registry.find("camel.ami.queue." + meter).tag("queue", "support");
    }

    private double waiting() {
        return of("waiting").gauge().value();
    }

    private double longestWait() {
        return of("longest.wait").timeGauge().value(TimeUnit.MILLISECONDS);
    }

    private double omitted(String of) {
        return registry.find("camel.ami.queues.omitted").tag("of", of).gauge().value();
    }

    @Test
    void agentsHaveNoFiguresOfQueues() throws Exception {
        start("emit=agents");
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
                .contains("camel.ami.queue.waiting", "camel.ami.queue.members", "camel.ami.queue.member.talk")
                .doesNotContainAnyElementsOf(FIGURES);
    }

    /** Asterisk's default is 0, which is none. */
    @Test
    void aQueueWithoutAServiceLevelHasNone() throws Exception {
        SimulatedQueue without = simulated.data().queue("empty");
        without.add("PJSIP/7", "Bob");
        start("emit=queues");
        answers(support.join("100", "Ann"), "Local/m1@members/n");
        answers(without.join("101", "Ben"), "PJSIP/7");
        await().until(() -> registry.find("camel.ami.queue.answered").functionCounters().stream()
                .allMatch(counter -> counter.count() == 1));
        assertThat(serviceLevel("support")).isEqualTo(100.0);
        assertThat(serviceLevel("empty")).isNaN();
        assertThat(registry.find("camel.ami.queue.answered.in.time").functionCounters())
                .extracting(counter -> counter.getId().getTag("queue"))
                .containsExactly("support");
    }

    private static void answers(SimulatedCaller caller, String member) {
        caller.ring(member);
        caller.answer();
    }

    private double serviceLevel(String queue) {
        return registry.find("camel.ami.queue.service.level")
                .tag("queue", queue)
                .gauge()
                .value();
    }

    @Test
    void whileTheConnectionIsLostNobodyIsKnownToWait() throws Exception {
        start("emit=queues");
        SimulatedCaller caller = support.join("100", "Ann");
        await().until(() -> waiting() == 1);
        simulated.stopListening();
        simulated.disconnectAll();
        await().until(() -> Double.isNaN(waiting()));
        assertThat(longestWait()).isNaN();
        assertThat(registry.find("camel.ami.queue.members").gauges())
                .allMatch(members -> Double.isNaN(members.value()));
        assertThat(registry.find("camel.ami.queue.member.state").gauges())
                .hasSize(2)
                .allMatch(state -> Double.isNaN(state.value()));
        assertThat(of("offered").functionCounter().count()).isEqualTo(1);
        caller.giveUp();
        simulated.startListening();
        await().until(() -> waiting() == 0);
        assertThat(longestWait()).isZero();
    }

    @Test
    void M3_whoWantsNoMetersOfMembersMissesNone() throws Exception {
        start("emit=queues&maxMemberMeters=0");
        // the gauges of the queue and of its members are made in one go
        assertThat(omitted("member.meters")).isZero();
        assertThat(registry.find("camel.ami.queue.member.state").gauges()).isEmpty();
    }

    @Test
    void M3_callersBeyondTheBoundAreWaitingToo() throws Exception {
        start("emit=queues&maxQueueCallers=1&maxQueueMembers=1");
        for (int i = 0; i < 3; i++) {
            support.join(String.valueOf(100 + i), "");
        }
        await().until(() -> waiting() == 3);
        assertThat(routes.consumer("board").getWaitingCallers()).isEqualTo(3);
        await().until(() -> omitted("callers") == 2);
    }

    @Test
    void M3_eachMemberBeyondTheBoundIsCounted() throws Exception {
        for (int i = 0; i < 5; i++) {
            support.add("PJSIP/" + i, "Member " + i);
        }
        start("emit=queues&maxQueueMembers=1");
        await().until(() -> omitted("members") == 6);
    }
}

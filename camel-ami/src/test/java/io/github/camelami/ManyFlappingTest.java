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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 200 PBXes in one endpoint, and a quarter of them come and go. */
class ManyFlappingTest {
    private static final int ALL = 200;
    private static final int FLAPPING = 50;
    private static final int ROUNDS = Volume.of(20, 200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PbxRoutes routes = PbxRoutes.ofUris();
    private final List<SimulatedPbx> pbxes = new ArrayList<>();
    /** The numbers of the events of each PBX, in the order of their routes. */
    private final Map<String, List<Integer>> routed = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        routes.close();
        pbxes.forEach(SimulatedPbx::close);
    }

    private static String name(int pbx) {
        return "pbx-" + pbx;
    }

    private void keep(Exchange exchange) {
        AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
        routed.computeIfAbsent(
                        exchange.getMessage().getHeader(AmiConstants.CONNECTION, String.class),
                        name -> new ArrayList<>())
                .add(Integer.valueOf(event.get("Number")));
    }

    /** The threads of the component by the name of their pool. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(" - Ami"))
                .map(name -> name.substring(name.indexOf(" - Ami") + 3))
                .collect(Collectors.groupingBy(pool -> pool, Collectors.counting()));
    }

    @Test
    void N1_pbxesThatComeAndGoCostTheOthersNothing() throws Exception {
        AmiComponent ami = routes.camel.getComponent("ami", AmiComponent.class);
        for (int i = 0; i < ALL; i++) {
            SimulatedPbx pbx = SimulatedPbx.start();
            pbxes.add(pbx);
            AmiConfiguration settings = routes.pbx.copy();
            settings.setHost(pbx.host());
            settings.setPort(pbx.port());
            ami.getConnections().put(name(i), settings);
        }
        routes.start(route -> route.from("ami:*?events=user").routeId("many").process(this::keep));
        AmiConsumer consumer = routes.consumer("many");
        await().atMost(PATIENCE).until(() -> consumer.getSessionState().equals("READY " + ALL));

        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < ALL; i++) {
                if (i < FLAPPING && (round + i) % 5 == 0) {
                    pbxes.get(i).disconnectAll();
                }
                pbxes.get(i).emit(SimulatedEvent.named("UserEvent", "user").with("Number", round));
            }
            if (round % 5 == 4) {
                // each of them has lost its connection once in these five rounds
                long expected = FLAPPING * (round + 1L) / 5;
                await().atMost(PATIENCE).until(() -> consumer.getReconnects() >= expected);
            }
        }
        Map<String, Long> during = threads();
        await().atMost(PATIENCE)
                .until(() -> routed.entrySet().stream()
                                .filter(each -> each.getValue().size() == ROUNDS)
                                .count()
                        >= ALL - FLAPPING);
        for (int i = FLAPPING; i < ALL; i++) {
            assertThat(routed.get(name(i))).as(name(i)).hasSize(ROUNDS).isSorted();
            assertThat(pbxes.get(i).connections()).isEqualTo(1);
        }
        assertThat(consumer.getDropped()).isZero();
        await().atMost(PATIENCE)
                .until(() -> consumer.getReconnects() > 0
                        && consumer.getSessionState().equals("READY " + ALL));
        long others = during.entrySet().stream()
                .filter(pool ->
                        !pool.getKey().equals("AmiReader") && !pool.getKey().equals("AmiSession"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        Volume.measured("N1", "%d PBXes, %d flapping: threads %s", ALL, FLAPPING, during);
        assertThat(others).as("threads besides those of sessions").isLessThanOrEqualTo(16);
        // a busy machine needs one for each login that is under way
        assertThat(during.getOrDefault("AmiSession", 0L)).isLessThanOrEqualTo(FLAPPING);
    }
}

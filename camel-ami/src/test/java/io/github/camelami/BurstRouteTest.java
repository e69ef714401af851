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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Far more events at once than a route that needs its time for each can take, with actions in flight. */
class BurstRouteTest {
    private static final int EVENTS = 60_000;
    private static final int ACTIONS = 500;
    private static final long WORK_NANOS = 100_000;

    @Test
    void D1_D4_D8_aBurstOnASlowRouteLosesNothingAndKeepsItsOrderWhileActionsAreAnswered() throws Exception {
        List<Integer> routed = new ArrayList<>(EVENTS);
        try (SimulatedPbx pbx = SimulatedPbx.start();
                PbxRoutes routes = new PbxRoutes(pbx)) {
            pbx.on("Getvar", action -> Reply.success().with("Value", action.field("Variable")));
            routes.start(builder -> builder.from("ami:pbx?events=user")
                    .routeId("slow")
                    .process(exchange -> {
                        work();
                        routed.add(Integer.valueOf(
                                exchange.getMessage().getBody(AmiEvent.class).get("Number")));
                    }));
            long start = System.nanoTime();
            String filler = "x".repeat(300);
            CompletableFuture<Void> burst = CompletableFuture.runAsync(() -> IntStream.range(0, EVENTS)
                    .forEach(i -> pbx.emit(SimulatedEvent.named("UserEvent", "user")
                            .with("Number", i)
                            .with("Filler", filler))));
            List<CompletableFuture<Exchange>> answers = IntStream.range(0, ACTIONS)
                    .mapToObj(i -> routes.template.asyncSend("ami:pbx?action=Getvar", exchange -> exchange.getMessage()
                            .setBody(Map.of("Variable", "v" + i))))
                    .toList();
            for (int i = 0; i < ACTIONS; i++) {
                Exchange answer = inTime(answers.get(i));
                assertThat(answer.getException()).isNull();
                assertThat(answer.getMessage().getBody(AmiResponse.class)).containsEntry("Value", "v" + i);
            }
            long answered = System.nanoTime() - start;
            inTime(burst);
            AmiConsumer slow = routes.consumer("slow");
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> slow.getReceived() == EVENTS && slow.getPendingExchangesSize() == 0);
            assertThat(slow.getDropped()).isZero();
            assertThat(slow.getEpoch()).isEqualTo(1);
            assertThat(pbx.connections()).isEqualTo(1);
            Volume.measured(
                    "D1 D4 D8",
                    "%d events at once, 100 µs each in the route: all routed in order in %d ms; %d actions answered in %d ms",
                    EVENTS,
                    Duration.ofNanos(System.nanoTime() - start).toMillis(),
                    ACTIONS,
                    Duration.ofNanos(answered).toMillis());
        }
        assertThat(routed).isEqualTo(IntStream.range(0, EVENTS).boxed().toList());
    }

    private static void work() {
        long end = System.nanoTime() + WORK_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}

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
package io.github.camelami.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.call.AmiCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dialer of docs/actions.md. */
class DialerTest {
    private static final int CALLS = 30;
    private static final int OPEN = 5;
    private static final int PER_SECOND = 20;

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("admin", "secret")
            .ringTime(Duration.ofMillis(50))
            .talkTime(Duration.ofMillis(100))
            .start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<AmiCall> called = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void neitherMoreCallsAreOpenNorBegunThanItMay() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.getPropertiesComponent().addInitialProperty("dialer.open", "" + OPEN);
        camel.getPropertiesComponent().addInitialProperty("dialer.perSecond", "" + PER_SECOND);
        camel.addRoutes(new Dialer());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:called")
                        .process(exchange -> called.add(exchange.getMessage().getBody(AmiCall.class)));
            }
        });
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        for (int i = 0; i < CALLS; i++) {
            template.sendBody("seda:numbers", "100");
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> called.size() == CALLS);
        List<Long> starts = called.stream().map(AmiCall::startedAt).sorted().toList();
        assertThat(starts).allSatisfy(start -> assertThat(
                        called.stream().filter(call -> call.startedAt() <= start && call.endedAt() > start))
                .hasSizeLessThanOrEqualTo(OPEN));
        assertThat(IntStream.range(0, CALLS - PER_SECOND - 1)
                        .mapToLong(i -> starts.get(i + PER_SECOND + 1) - starts.get(i)))
                .allMatch(between -> between > 900);
    }
}

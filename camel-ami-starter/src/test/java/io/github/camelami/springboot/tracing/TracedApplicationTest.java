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
package io.github.camelami.springboot.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.springboot.test.AutoConfigureSimulatedPbx;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@SpringBootTest(properties = "camel.component.ami.connections.pbx.trace-calls=true")
@AutoConfigureSimulatedPbx("pbx")
class TracedApplicationTest {

    @TestConfiguration
    static class Telemetry {
        @Bean
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }

    @Autowired
    SimulatedPbx pbx;

    @Autowired
    ProducerTemplate template;

    @Autowired
    InMemorySpanExporter exporter;

    private SpanData span(String name) {
        return await().until(
                        () -> exporter.getFinishedSpanItems().stream()
                                .filter(span -> span.getName().equals(name))
                                .toList(),
                        spans -> !spans.isEmpty())
                .get(0);
    }

    @Test
    void theEventsOfACallContinueTheTraceOfItsClick() {
        template.sendBody("direct:click", Map.of("Channel", "PJSIP/100", "Exten", "200"));
        String variable = pbx.received("Originate").get(0).field("Variable");
        pbx.emit(SimulatedEvent.named("Hangup", "call")
                .with("Linkedid", "traced")
                .with("ChanVariable", variable.substring(2)));

        SpanData originate = span("Originate pbx");
        SpanData hangup = span("Hangup pbx");
        assertThat(hangup.getTraceId())
                .isEqualTo(originate.getTraceId())
                .isEqualTo(span("click").getTraceId());
        assertThat(hangup.getParentSpanId()).isEqualTo(originate.getSpanId());
    }
}

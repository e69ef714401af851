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

import io.github.camelami.simulator.SimulatedPbx;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class AmiMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void J4_sessionsAndConsumersHaveMetersWhileTheyLive() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            String uri = "ami:127.0.0.1?port=" + pbx.port() + "&username=admin&secret=secret";
            camel.getRegistry().bind("meters", registry);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri + "&events=user").routeId("users").to("mock:seen");
                }
            });
            camel.start();
            camel.createProducerTemplate()
                    .requestBody(uri + "&action=UserEvent&field.UserEvent=Seen", Map.of(), Object.class);

            await().untilAsserted(
                            () -> assertThat(count("camel.ami.events.received")).isEqualTo(1));
            assertThat(registry.get("camel.ami.events.received").meter().getId().getTags())
                    .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                    .containsExactly("connection=127.0.0.1", "route=users");
            assertThat(registry.get("camel.ami.session.ready").gauge().value()).isEqualTo(1);
            assertThat(count("camel.ami.session.logins")).isEqualTo(1);
            assertThat(count("camel.ami.actions.sent")).isPositive();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void withoutARegistryThereAreNone() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(AmiMeters.of(camel)).isNull();
        }
    }

    private double count(String name) {
        FunctionCounter counter = registry.get(name).functionCounter();
        return counter.count();
    }
}

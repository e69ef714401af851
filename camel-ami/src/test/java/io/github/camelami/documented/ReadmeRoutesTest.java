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

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadmeRoutesTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.addRoutes(new ReadmeRoutes());
        camel.addRoutes(PageRoutes.mocks("call-records", "wallboard", "later", "done"));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void aCallIsOneMessage() throws Exception {
        MockEndpoint records = mock("call-records");
        records.expectedMessageCount(1);
        pbx.placeCall("100", "200");
        records.assertIsSatisfied();
        assertThat(records.getExchanges().get(0).getMessage().getBody(String.class))
                .contains("\"disposition\":\"ANSWERED\"", "\"callerNumber\":\"100\"", "\"calledNumber\":\"200\"");
    }

    @Test
    void whoWaitsInAQueueIsInItsState() {
        await().until(() -> wallboard().contains("\"change\":\"RESYNCED\""));
        pbx.data().queue("support").join("0555", "Ann");
        await().until(() -> wallboard().contains("\"number\":\"0555\""));
    }

    private String wallboard() {
        return mock("wallboard").getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .collect(joining());
    }

    @Test
    void callsAreToldApartByTheirOutcome() throws Exception {
        mock("later").expectedMessageCount(1);
        mock("done").expectedMessageCount(1);
        ProducerTemplate template = camel.createProducerTemplate();
        template.sendBody("direct:dial", Map.of("Channel", "Local/102@test", "Exten", "s"));
        template.sendBody("direct:dial", Map.of("Channel", "Local/100@test", "Exten", "s"));
        MockEndpoint.assertIsSatisfied(camel);
    }

    private MockEndpoint mock(String name) {
        return camel.getEndpoint("mock:" + name, MockEndpoint.class);
    }
}

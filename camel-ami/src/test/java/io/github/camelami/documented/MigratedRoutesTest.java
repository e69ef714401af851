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

import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of docs/migrating.md. */
class MigratedRoutesTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.addRoutes(new MigratedRoutes());
        camel.addRoutes(PageRoutes.mocks("hangups", "originated"));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void onlyHangupsArrive() throws Exception {
        MockEndpoint hangups = camel.getEndpoint("mock:hangups", MockEndpoint.class);
        hangups.expectedHeaderReceived("CamelAmiEventName", "Hangup");
        hangups.expectedMessageCount(2);

        pbx.placeCall("100", "200");

        hangups.assertIsSatisfied();
    }

    @Test
    void theStateOfAnExtensionIsTheBody() {
        assertThat(camel.createProducerTemplate().requestBodyAndHeader("direct:state", null, "extension", "200"))
                .isEqualTo("Unknown");
        assertThat(pbx.received("ExtensionState").get(0).fields())
                .containsEntry("Exten", "200")
                .containsEntry("Context", "from-internal");
    }

    @Test
    void theRouteContinuesWithTheOutcomeOfTheCall() throws Exception {
        MockEndpoint originated = camel.getEndpoint("mock:originated", MockEndpoint.class);
        originated.expectedHeaderReceived("CamelAmiOutcome", "ANSWERED");

        camel.createProducerTemplate().sendBody("direct:originate", null);

        originated.assertIsSatisfied();
        assertThat(pbx.received("Originate").get(0).fields())
                .containsEntry("Async", "true")
                .containsEntry("Variable", "CUSTOMER=4711");
    }
}

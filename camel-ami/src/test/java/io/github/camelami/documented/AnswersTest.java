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

import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.getPropertiesComponent().addInitialProperty("call.seconds", "60");
        camel.addRoutes(PageRoutes.mocks("ringing", "hangups", "orders", "greeted"));
        camel.addRoutes(new Answers());
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void whoCallsWhom() throws Exception {
        MockEndpoint ringing = camel.getEndpoint("mock:ringing", MockEndpoint.class);
        ringing.expectedBodiesReceived("100 calls 200");

        pbx.placeCall("100", "200");

        ringing.assertIsSatisfied();
    }

    @Test
    void theLimitOfACallIsAVariableOfIt() {
        template.sendBody("direct:limited", Map.of("Channel", "Local/100@test"));

        assertThat(pbx.received("Originate").get(0).field("Variable")).isEqualTo("TIMEOUT(absolute)=60");
    }

    @Test
    void aFunctionWithACommaIsAFieldOfTheUri() {
        template.sendBody(
                "ami:pbx?action=Originate&field.Application=Echo&field.Variable=PJSIP_HEADER(add,X-Name)=Ann",
                Map.of("Channel", "Local/100@test"));

        assertThat(pbx.received("Originate").get(0).field("Variable")).isEqualTo("PJSIP_HEADER(add,X-Name)=Ann");
    }

    @Test
    void aClickSaysWhetherTheTwoTalked() {
        Object answer = template.requestBodyAndHeaders("direct:click", null, Map.of("from", "100", "to", "102"));

        assertThat(answer).isEqualTo("BUSY, 0 ms");
    }

    @Test
    void aCallInAgiIsGreeted() throws Exception {
        pbx.on("AGI", action -> Reply.success()
                .then(() -> pbx.emit(SimulatedEvent.named("AsyncAGIExec", "agi")
                        .with("Channel", action.field("Channel"))
                        .with("CommandId", action.field("CommandID"))
                        .with("Result", "200%20result%3D0%0A"))));
        MockEndpoint greeted = camel.getEndpoint("mock:greeted", MockEndpoint.class);
        greeted.expectedHeaderReceived("CamelAmiAgiResult", "0");

        pbx.emit(SimulatedEvent.named("AsyncAGIStart", "agi").with("Channel", "PJSIP/100-1"));

        greeted.assertIsSatisfied();
        assertThat(pbx.received("AGI").get(0).field("Channel")).isEqualTo("PJSIP/100-1");
    }
}

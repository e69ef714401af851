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

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallState;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestedRoutesTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(pbx.host());
        connection.setPort(pbx.port());
        connection.setUsername("admin");
        connection.setSecret("secret");
        camel.getComponent("ami", AmiComponent.class).addConnection("pbx", connection);
        camel.addRoutes(new TestedRoutes());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void reportsACallToABusyPhone() {
        pbx.data().extension("555", CallOutcome.BUSY);

        pbx.placeCall("100", "200");
        pbx.placeCall("100", "555");

        assertThat(camel.createConsumerTemplate().receiveBody("seda:missed-calls", 10_000, String.class))
                .isEqualTo("100 called 555: BUSY");
    }

    @Test
    void dials() {
        var call = Map.of("Channel", "PJSIP/102", "Exten", "200");

        assertThat(camel.createProducerTemplate().requestBody("direct:dial", call))
                .isEqualTo("BUSY");
        assertThat(pbx.received("Originate").get(0).field("Context")).isEqualTo("default");
    }

    @Test
    void doesNotKnowTheOutcomeOfALostConnection() {
        pbx.faultNext("Originate", Fault.dropBeforeAnswer(Cut.RST));

        var exchange = camel.createProducerTemplate()
                .request("direct:dial", e -> e.getMessage().setBody(Map.of("Channel", "PJSIP/100", "Exten", "200")));

        assertThat(exchange.getException()).isInstanceOf(AmiException.OutcomeUnknown.class);
    }

    @Test
    void reportsACallerWhoHungUpInAQueue() throws Exception {
        AdviceWith.adviceWith(camel, "missed", route -> route.replaceFromWith("direct:calls"));
        AmiCall call = AmiCall.builder()
                .id("1.1", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .caller("0301234", "Ann", "PJSIP/provider-00000001")
                .called("300", null)
                .disposition(CallDisposition.ABANDONED, true, null)
                .build();

        camel.createProducerTemplate().sendBody("direct:calls", call);

        assertThat(camel.createConsumerTemplate().receiveBody("seda:missed-calls", 10_000, String.class))
                .isEqualTo("0301234 called 300: ABANDONED");
    }
}

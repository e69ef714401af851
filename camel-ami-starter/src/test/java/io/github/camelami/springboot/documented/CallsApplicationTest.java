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
package io.github.camelami.springboot.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiConstants;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.springboot.test.AutoConfigureSimulatedPbx;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@AutoConfigureSimulatedPbx("pbx")
class CallsApplicationTest {

    @Autowired
    SimulatedPbx pbx;

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate template;

    @Test
    void receivesTheEndOfACall() throws Exception {
        MockEndpoint calls = camel.getEndpoint("mock:calls", MockEndpoint.class);
        calls.expectedMinimumMessageCount(1);
        calls.message(0).simple("${body[Cause-txt]}").isEqualTo("Normal Clearing");

        pbx.placeCall("100", "200");

        calls.assertIsSatisfied();
    }

    @Test
    void dials() {
        pbx.data().extension("555", CallOutcome.BUSY);

        var result = template.request("direct:dial", exchange -> exchange.getMessage()
                .setBody(Map.of("Channel", "Local/555@test", "Exten", "100")));

        assertThat(result.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("BUSY");
        assertThat(pbx.received("Originate")).hasSize(1);
    }
}

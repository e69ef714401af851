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

import io.github.camelami.AmiConstants;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentedRoutesTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.addRoutes(new DocumentedRoutes());
        camel.addRoutes(PageRoutes.mocks(
                "queue",
                "later",
                "done",
                "support",
                "channel-is-up",
                "channel-changed",
                "call-records",
                "calls-of-all-pbxes"));
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void hangupsArriveAsJson() throws Exception {
        MockEndpoint queue = camel.getEndpoint("mock:queue", MockEndpoint.class);
        queue.expectedMinimumMessageCount(1);

        pbx.placeCall("100", "200");

        queue.assertIsSatisfied();
        assertThat(queue.getExchanges().get(0).getMessage().getBody(String.class))
                .contains("\"Event\":\"Hangup\"", "\"Cause\":");
    }

    @Test
    void callsArriveAsJson() throws Exception {
        MockEndpoint records = camel.getEndpoint("mock:call-records", MockEndpoint.class);
        records.expectedMessageCount(1);

        pbx.placeCall("100", "200");

        records.assertIsSatisfied();
        assertThat(records.getExchanges().get(0).getMessage().getBody(String.class))
                .contains("\"disposition\":\"ANSWERED\"", "\"callerNumber\":\"100\"", "\"calledNumber\":\"200\"");
    }

    @Test
    void outcomesOfCallsAreToldApart() throws Exception {
        MockEndpoint later = camel.getEndpoint("mock:later", MockEndpoint.class);
        MockEndpoint done = camel.getEndpoint("mock:done", MockEndpoint.class);
        later.expectedMessageCount(1);
        done.expectedMessageCount(1);

        template.sendBody("direct:dial", Map.of("Channel", "Local/102@test", "Exten", "s"));
        template.sendBody("direct:dial", Map.of("Channel", "Local/100@test", "Exten", "s"));

        MockEndpoint.assertIsSatisfied(later, done);
    }

    @Test
    void C5_anActionWhoseOutcomeIsUnknownIsNotRepeated() {
        pbx.faultNext("Originate", Fault.dropBeforeAnswer(Cut.RST));

        var result = template.request("direct:dial", exchange -> exchange.getMessage()
                .setBody(Map.of("Channel", "Local/100@test", "Exten", "100")));

        assertThat(result.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("UNKNOWN");
        assertThat(pbx.received("Originate")).hasSize(1);
    }

    @Test
    void channelsArriveAsJson() {
        assertThat(template.requestBody("direct:channels", null, String.class)).isEqualTo("[]");
    }

    @Test
    void theStateOfAnExtensionIsAnAction() {
        var state = template.request(
                "direct:state", exchange -> exchange.getMessage().setBody(Map.of("Exten", "100")));

        assertThat(pbx.received("ExtensionState").get(0).field("Context")).isEqualTo("test");
        assertThat(state.getException()).isNull();
    }

    @Test
    void fieldsOfToDNeedOneEndpointOnly() {
        int before = camel.getEndpoints().size();
        for (int phone = 0; phone < 5; phone++) {
            template.request("direct:pause", onPhone("PJSIP/" + phone));
        }

        assertThat(pbx.received("QueuePause")).hasSize(5);
        assertThat(camel.getEndpoints()).hasSizeLessThanOrEqualTo(before + 1);
    }

    private static org.apache.camel.Processor onPhone(String phone) {
        return exchange -> exchange.getMessage().setHeader("phone", phone);
    }

    @Test
    void aPbxForTestsTakesTwoLines() throws Exception {
        SimulatedPbx pbx = SimulatedPbx.start();
        String uri = "ami:" + pbx.host() + "?port=" + pbx.port() + "&username=admin&secret=secret";
        try (pbx) {
            assertThat(template.requestBody(uri + "&action=Ping", null, Map.class))
                    .containsEntry("Ping", "Pong");
        }
    }
}

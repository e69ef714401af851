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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelVariablesTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final SimulatedPbx pbx =
            SimulatedPbx.builder().channelVars("TRACEPARENT", "CUSTOMER").start();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Message> calls = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void aCallHasItsVariablesAndItsTrace() throws Exception {
        String uri = "ami:" + pbx.host() + "?port=" + pbx.port() + "&username=admin&secret=secret&traceCalls=true";
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&emit=calls&callVariables=CUSTOMER")
                        .process(exchange -> calls.add(exchange.getMessage().copy()));
                from("direct:dial").to(uri + "&action=Originate");
            }
        });
        camel.start();

        Exchange answer = camel.createProducerTemplate().request("direct:dial", exchange -> {
            exchange.getMessage().setHeader("traceparent", PARENT);
            exchange.getMessage()
                    .setBody(Map.of(
                            "Channel", "PJSIP/100",
                            "Context", "default",
                            "Exten", "200",
                            "Priority", "1",
                            "Variable", "CUSTOMER=4711"));
        });

        assertThat(answer.getException()).isNull();
        await().until(() -> calls.size() == 1);
        assertThat(calls.get(0).getHeader("traceparent")).isEqualTo(PARENT);
        assertThat(calls.get(0).getBody(AmiCall.class).variables()).containsEntry("CUSTOMER", "4711");
    }
}

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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScalingRoutesTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final SimulatedPbx oslo = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        // oslo is in the first of three shards, pbx in the second
        PageRoutes.connect(camel, pbx);
        PageRoutes.connect(camel, "oslo", oslo);
        camel.addComponent("kafka", new StubComponent());
        camel.addRoutes(new ScalingRoutes());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:pbx-calls").to("mock:records");
                from("direct:call-records").to("mock:all");
                from("direct:calls-of-the-shard").to("mock:shard");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
        oslo.close();
    }

    private List<Message> messages(String mock) {
        return camel.getEndpoint("mock:" + mock, MockEndpoint.class).getExchanges().stream()
                .map(Exchange::getMessage)
                .toList();
    }

    @Test
    void theRecordsOfACallHaveItsKeyAndItsOrder() throws Exception {
        pbx.placeCall("100", "200");

        await().until(() -> states().contains("ENDED"));
        assertThat(states().get(0)).isEqualTo("STARTED");
        assertThat(states().get(states().size() - 1)).isEqualTo("ENDED");
        assertThat(messages("records").stream().filter(ScalingRoutesTest::isOfACall))
                .allSatisfy(record -> assertThat(record.getHeader("kafka.KEY", String.class))
                        .isEqualTo("pbx/" + record.getHeader("CamelAmiCallId", String.class))
                        .matches("pbx/[\\d.]+"));
        Message notice = messages("records").stream()
                .filter(record -> !isOfACall(record))
                .findFirst()
                .orElseThrow();
        assertThat(notice.getHeader("kafka.KEY")).isEqualTo("pbx/");
        assertThat(new ObjectMapper().readValue(notice.getBody(String.class), Map.class))
                .containsEntry("Event", "Connected");
    }

    private static boolean isOfACall(Message record) {
        return record.getHeader("CamelAmiCallState") != null;
    }

    private List<String> states() {
        return messages("records").stream()
                .filter(ScalingRoutesTest::isOfACall)
                .map(record -> record.getHeader("CamelAmiCallState", String.class))
                .toList();
    }

    @Test
    void allPbxesHaveOneRouteAndAShardHasItsOwn() {
        pbx.placeCall("100", "200");
        oslo.placeCall("300", "400");

        await().until(() -> messages("all").size() == 2 && messages("shard").size() == 1);
        assertThat(messages("all"))
                .extracting(call -> call.getHeader("CamelAmiConnection"))
                .containsExactlyInAnyOrder("pbx", "oslo");
        assertThat(messages("shard").get(0).getHeader("CamelAmiConnection")).isEqualTo("oslo");
    }
}

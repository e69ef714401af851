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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiConstants;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of docs/actions.md: what the PBX receives, and what becomes of it. */
class ActionRoutesTest {
    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .user("admin", "secret")
            .ringTime(Duration.ofMillis(50))
            .talkTime(Duration.ofMinutes(1))
            .start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.addRoutes(PageRoutes.mocks("announced", "later", "delivered", "channel"));
        camel.addRoutes(new ActionRoutes());
        camel.addRoutes(new Repeats());
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    private Exchange send(String route, Map<String, Object> headers) {
        return template.request(
                "direct:" + route, exchange -> exchange.getMessage().setHeaders(headers));
    }

    private ReceivedAction received(String action) {
        assertThat(pbx.received(action)).hasSize(1);
        return pbx.received(action).get(0);
    }

    @Test
    void aCompleteOriginate() {
        Exchange call = send("call", Map.of("phone", "100", "number", "200", "customer", "R&D, Bern", "order", "4711"));

        assertThat(call.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
        ReceivedAction originate = received("Originate");
        assertThat(originate.fields())
                .containsEntry("Channel", "PJSIP/100")
                .containsEntry("Context", "from-internal")
                .containsEntry("Exten", "200")
                .containsEntry("Priority", "1")
                .containsEntry("CallerID", "Reception <200>")
                .containsEntry("Timeout", "20000")
                .containsEntry("Async", "true")
                .containsEntry("ChannelId", call.getMessage().getHeader(AmiConstants.CALL_ID, String.class));
        assertThat(String.join(",", originate.values("Variable")))
                .contains("CUSTOMER=", "R&D")
                .contains("ORDER=4711");
    }

    @Test
    void eachOutcomeHasItsWay() throws Exception {
        MockEndpoint announced = camel.getEndpoint("mock:announced", MockEndpoint.class);
        MockEndpoint later = camel.getEndpoint("mock:later", MockEndpoint.class);
        announced.expectedHeaderReceived("phone", "100");
        announced.expectedMessageCount(1);
        later.expectedHeaderReceived("phone", "102");
        later.expectedMessageCount(1);

        send("announce", Map.of("phone", "100"));
        send("announce", Map.of("phone", "102"));
        Exchange unknown = send("announce", Map.of("phone", "999"));

        MockEndpoint.assertIsSatisfied(announced, later);
        assertThat(unknown.getMessage().getHeaders())
                .containsEntry(AmiConstants.OUTCOME, "FAILED")
                .containsKey(AmiConstants.REASON);
    }

    @Test
    void aCallIsFoundAgainByTheIdThatTheRouteChose() throws Exception {
        MockEndpoint delivered = camel.getEndpoint("mock:delivered", MockEndpoint.class);
        delivered.expectedHeaderReceived(AmiConstants.CALL_ID, "order-4711");
        delivered.expectedMessageCount(1);

        pbx.placeCall("100", "200");
        Exchange call = send("deliver", Map.of("order", "4711", "phone", "100", "number", "200"));

        assertThat(call.getMessage().getHeaders())
                .containsEntry(AmiConstants.CALL_ID, "order-4711")
                .doesNotContainKey(AmiConstants.OUTCOME);
        await().until(() -> send("hangup", Map.of("channel", "order-4711")).getException() == null);
        delivered.assertIsSatisfied();
    }

    @Test
    void aCallIsHungUpByItsId() {
        Exchange call = send("call", Map.of("phone", "100", "number", "200", "customer", "Ann", "order", "1"));
        String id = call.getMessage().getHeader(AmiConstants.CALL_ID, String.class);

        assertThat(send("hangup", Map.of("channel", id)).getException()).isNull();

        await().until(() -> send("hangup", Map.of("channel", id)).getException() instanceof AmiException.Refused);
    }

    @Test
    void aCallIsTransferredRedirectedAndParked() {
        pbx.on("BlindTransfer", action -> Reply.success("Transfer succeeded"));
        pbx.on("Redirect", action -> Reply.success("Redirect successful"));
        pbx.on("Park", action -> Reply.success("Park successful"));
        Map<String, Object> call = Map.of("channel", "PJSIP/100-00000001", "number", "205");

        assertThat(List.of("transfer", "redirect", "park"))
                .allSatisfy(
                        route -> assertThat(send(route, call).getException()).isNull());

        assertThat(received("BlindTransfer").fields())
                .containsEntry("Channel", "PJSIP/100-00000001")
                .containsEntry("Context", "from-internal")
                .containsEntry("Exten", "205");
        assertThat(received("Redirect").fields())
                .containsEntry("Channel", "PJSIP/100-00000001")
                .containsEntry("Exten", "205")
                .containsEntry("Priority", "1");
        assertThat(received("Park").fields())
                .containsEntry("Channel", "PJSIP/100-00000001")
                .containsEntry("Timeout", "60000");
    }

    @Test
    void aParkedCallIsFetchedAndARingingOneIsPickedUp() {
        send("fetch", Map.of("phone", "100", "space", "701"));
        send("pickup", Map.of("phone", "100", "ringing", "PJSIP/200-00000002"));

        assertThat(pbx.received("Originate").get(0).fields())
                .containsEntry("Channel", "PJSIP/100")
                .containsEntry("Context", "parkedcalls")
                .containsEntry("Exten", "701");
        assertThat(pbx.received("Originate").get(1).fields())
                .containsEntry("Application", "PickupChan")
                .containsEntry("Data", "PJSIP/200-00000002");
    }

    @Test
    void anAgentIsPausedAndTheResultIsTheBody() {
        pbx.data().queue("support").add("PJSIP/100", "Ann");
        Map<String, Object> pause = Map.of("phone", "100", "paused", "true", "reason", "lunch");

        assertThat(send("pause-agent", pause).getMessage().getBody()).isEqualTo("100: Interface paused successfully");
        assertThat(pbx.received("QueuePause").get(0).fields())
                .containsEntry("Paused", "true")
                .containsEntry("Reason", "lunch");
        assertThat(send("pause-agent", Map.of("phone", "199", "paused", "true"))
                        .getMessage()
                        .getBody())
                .isEqualTo("199: Interface not found");
    }

    @Test
    void theItemsOfAListArriveOneByOne() throws Exception {
        MockEndpoint channel = camel.getEndpoint("mock:channel", MockEndpoint.class);
        channel.expectedMinimumMessageCount(2);
        pbx.placeCall("100", "200");
        await().until(() -> template.requestBody("ami:pbx?action=CoreShowChannels", null, List.class)
                        .size()
                >= 2);

        send("each-channel", Map.of());

        channel.assertIsSatisfied();
    }

    @Test
    void onlyAnActionThatWasNotSentIsRepeated() {
        pbx.faultNext("Originate", Fault.dropBeforeAnswer(Cut.RST));

        assertThat(send("ring", Map.of()).getMessage().getHeader(AmiConstants.OUTCOME))
                .isEqualTo("UNKNOWN");
        assertThat(pbx.received("Originate")).hasSize(1);
        await().until(() ->
                "ANSWERED".equals(send("ring", Map.of()).getMessage().getHeader(AmiConstants.OUTCOME)));
    }

    @Test
    void aMessageChoosesOnlyWhatItMay() {
        pbx.on("Park", action -> Reply.success("Park successful"));

        template.requestBody("direct:steer", "{\"Action\": \"Park\", \"Channel\": \"PJSIP/100-00000001\"}");

        assertThat(received("Park").field("Channel")).isEqualTo("PJSIP/100-00000001");
        assertThatThrownBy(() -> template.requestBody("direct:steer", "{\"Action\": \"Originate\"}"))
                .hasRootCauseInstanceOf(AmiException.Refused.class)
                .hasStackTraceContaining("Originate is not among allowedActions");
    }
}

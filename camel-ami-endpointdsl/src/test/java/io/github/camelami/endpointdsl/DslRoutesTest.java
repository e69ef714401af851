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
package io.github.camelami.endpointdsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiEndpoint;
import io.github.camelami.AmiTransportType;
import io.github.camelami.AuthType;
import io.github.camelami.Emit;
import io.github.camelami.HttpFormat;
import io.github.camelami.Overflow;
import io.github.camelami.call.AmiCall;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes with builders, those of the docs among them. */
class DslRoutesTest extends DslTestSupport {
    @BeforeEach
    void connect() {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(pbx.host());
        connection.setPort(pbx.port());
        connection.setUsername("admin");
        connection.setSecret(SECRET);
        context.getComponent("ami", AmiComponent.class).getConnections().put("pbx", connection);
    }

    private MockEndpoint mock(String name) throws Exception {
        add(route -> route.from("direct:" + name).to("mock:" + name));
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    @Test
    void theRoutesOfTheDocsReceive() throws Exception {
        MockEndpoint hangups = mock("hangups");
        MockEndpoint records = mock("call-records");
        MockEndpoint support = mock("support");
        mock("ringing");
        mock("later");
        mock("done");
        context.addRoutes(new DocumentedDslRoutes());
        context.start();
        hangups.expectedMinimumMessageCount(1);
        records.expectedMessageCount(1);
        support.expectedMessageCount(1);

        pbx.placeCall("100", "200");
        for (String queue : List.of("sales", "support")) {
            pbx.emit(SimulatedEvent.named("QueueCallerJoin", "agent").with("Queue", queue));
        }

        MockEndpoint.assertIsSatisfied(hangups, records, support);
        assertThat(hangups.getExchanges()).allMatch(each -> "Hangup"
                .equals(each.getMessage().getHeader(AmiEndpoints.ami().amiEventName())));
        assertThat(records.getExchanges().get(0).getMessage().getBody()).isInstanceOf(AmiCall.class);
        assertThat(pbx.received("Filter"))
                .extracting(action -> action.field("MatchCriteria"))
                .contains("name(DialBegin)");
    }

    @Test
    void theRoutesOfTheDocsSend() throws Exception {
        mock("hangups");
        mock("call-records");
        mock("support");
        mock("ringing");
        mock("later");
        MockEndpoint done = mock("done");
        context.addRoutes(new DocumentedDslRoutes());
        done.expectedMessageCount(1);

        send("direct:dial", Map.of("Exten", "s", "Channel", "ignored"), Map.of());
        send("direct:pause", null, Map.of("phone", "PJSIP/+49 30&1"));

        done.assertIsSatisfied();
        assertThat(pbx.received("Originate").get(0).fields())
                .containsEntry("Channel", "PJSIP/200")
                .containsEntry("Variable", "CUSTOMER=R&D\\, +49 30 123");
        assertThat(pbx.received("QueuePause").get(0).fields())
                .containsEntry("Interface", "PJSIP/+49 30&1")
                .containsEntry("Paused", "true");
    }

    @Test
    void anImportDoesWithoutAnotherClass() throws Exception {
        MockEndpoint hangups = mock("hangups");
        context.addRoutes(new DocumentedImport());
        context.start();
        hangups.expectedMinimumMessageCount(1);

        pbx.placeCall("100", "200");

        hangups.assertIsSatisfied();
    }

    private AmiEndpoint endpoint(org.apache.camel.builder.EndpointConsumerBuilder builder) {
        return (AmiEndpoint) builder.resolve(context);
    }

    @Test
    void numbersDurationsAndEnumsComeAsTheyAreOrAsText() {
        AmiEndpoint typed = endpoint(ami().transport(AmiTransportType.http)
                .authType(AuthType.plain)
                .httpFormat(HttpFormat.mxml)
                .emit(Emit.callProgress)
                .overflow(Overflow.dropNewest)
                .bufferSize(7)
                .advanced()
                .connectTimeout(3_000)
                .callGrace(250)
                .basic());
        AmiEndpoint texts = endpoint(ami().transport("http")
                .authType("plain")
                .httpFormat("mxml")
                .emit("callProgress")
                .overflow("dropNewest")
                .bufferSize("7")
                .advanced()
                .connectTimeout("3s")
                .callGrace("250ms")
                .basic());

        for (AmiEndpoint endpoint : List.of(typed, texts)) {
            assertThat(endpoint.getConfiguration().getTransport()).isEqualTo(AmiTransportType.http);
            assertThat(endpoint.getConfiguration().getAuthType()).isEqualTo(AuthType.plain);
            assertThat(endpoint.getConfiguration().getHttpFormat()).isEqualTo(HttpFormat.mxml);
            assertThat(endpoint.getConfiguration().getConnectTimeout()).isEqualTo(3_000);
            assertThat(endpoint.getConsumerConfiguration().getEmit()).isEqualTo(Emit.callProgress);
            assertThat(endpoint.getConsumerConfiguration().getOverflow()).isEqualTo(Overflow.dropNewest);
            assertThat(endpoint.getConsumerConfiguration().getBufferSize()).isEqualTo(7);
            assertThat(endpoint.getConsumerConfiguration().getCallGrace()).isEqualTo(250);
        }
    }

    @Test
    void anOptionTakesAnObjectOrTheNameOfABean() {
        SSLContextParameters tls = new SSLContextParameters();
        DefaultHeaderFilterStrategy filter = new DefaultHeaderFilterStrategy();
        context.getRegistry().bind("tls", tls);

        AmiEndpoint objects = endpoint(ami().sslContextParameters(tls)
                .advanced()
                .headerFilterStrategy(filter)
                .basic()
                .events("call"));

        assertThat(objects.getConfiguration().getSslContextParameters()).isSameAs(tls);
        assertThat(objects.getHeaderFilterStrategy()).isSameAs(filter);
        assertThat(endpoint(ami().sslContextParameters("#bean:tls"))
                        .getConfiguration()
                        .getSslContextParameters())
                .isSameAs(tls);
    }

    @Test
    void aListRepeatsAField() throws Exception {
        pbx.on("UserEvent", action -> Reply.success());
        add(route -> {
            // their hash codes are equal
            route.from("direct:a").to(ami().action("UserEvent").field("Text", List.of("Aa", "x")));
            route.from("direct:b").to(ami().action("UserEvent").field("Text", List.of("BB", "x")));
        });
        for (String from : List.of("a", "b")) {
            assertThat(send("direct:" + from, null, Map.of()).getException()).isNull();
        }

        assertThat(pbx.received("UserEvent"))
                .extracting(action -> action.values("Text"))
                .containsExactly(List.of("Aa", "x"), List.of("BB", "x"));
    }

    @Test
    void aFieldOfToDThatIsNoTextFailsAtStart() {
        context.start();
        assertThatThrownBy(() -> add(route ->
                        route.from("direct:a").toD(ami().action("UserEvent").field("Text", List.of("a", "b")))))
                .hasStackTraceContaining("option field.Text: toD takes a text, a number or a boolean; use to(), or give"
                        + " the field in the body");
    }

    @Test
    void aMapSetsManyAndTheirNamesAreKept() throws Exception {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("HASH(crm,+49 x)", "+49");
        variables.put("PJSIP_HEADER(add,X-Ref)", "a");
        variables.put("P%41&b", "c");
        pbx.on("Setvar", action -> Reply.success());
        pbx.on("Originate", action -> Reply.success());
        add(route -> {
            route.from("direct:to")
                    .to(ami().action("Originate")
                            .awaitOutcome(false)
                            .variable(variables)
                            .field("Application", "Echo"));
            route.from("direct:toD")
                    .toD(ami().action("Originate")
                            .awaitOutcome(false)
                            .variable(variables)
                            .field("Application", "${header.application}"));
        });
        for (String from : List.of("to", "toD")) {
            assertThat(send("direct:" + from, null, Map.of("application", "Echo"))
                            .getException())
                    .isNull();
        }

        assertThat(pbx.received("Originate")).hasSize(2).allSatisfy(action -> assertThat(action.values("Variable"))
                .containsExactlyInAnyOrder("HASH(crm,+49 x)=+49", "PJSIP_HEADER(add,X-Ref)=a", "P%41&b=c"));
    }

    @Test
    void anotherComponentHasItsOwnName() {
        context.addComponent("pbxes", new AmiComponent());

        assertThat(((AmiEndpoint) AmiEndpoints.ami("pbxes", "one")
                                .username("u")
                                .secret("s")
                                .events("call")
                                .resolve(context))
                        .getComponent())
                .isSameAs(context.getComponent("pbxes"));
        assertThatThrownBy(() -> AmiEndpoints.ami("none", "one").events("call").resolve(context))
                .hasMessageContaining("none");
    }
}

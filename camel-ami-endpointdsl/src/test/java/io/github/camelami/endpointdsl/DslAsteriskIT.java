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
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConstants;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and a call of a real Asterisk, with builders. */
class DslAsteriskIT {
    private static final String VALUE = "R&D, \"a+b\" 100%41 <+49 30> Gr\u00fc\u00dfe";

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private final List<AmiEvent> hangups = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"AMI_ASTERISK_22_11", "AMI_ASTERISK_22", "AMI_ASTERISK_16"})
    void K8_aRouteOriginatesACallAndAnotherReceivesItsEnd(String variable) throws Exception {
        connect(variable);
        context.addRoutes(new AmiEndpointRouteBuilder() {
            @Override
            public void configure() {
                from(ami("pbx").events("call").include("Hangup"))
                        .process(exchange -> hangups.add(exchange.getMessage().getBody(AmiEvent.class)));
                from(direct("dial"))
                        .to(ami("pbx")
                                .action("Originate")
                                .awaitSession(true)
                                .field("Channel", "Local/113@test")
                                .field("Application", "Wait")
                                .field("Data", 20)
                                .variable("ORDER", VALUE));
                from(direct("ask"))
                        .toD(ami("pbx")
                                .action("Getvar")
                                .field("Channel", "${header.channel}")
                                .field("Variable", "ORDER"));
                from(direct("end")).toD(ami("pbx").action("Hangup").field("Channel", "${header.channel}"));
            }
        });
        context.start();

        Exchange call = send("direct:dial", Map.of());
        assertThat(call.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
        String channel = (String) call.getMessage().getBody(Map.class).get("Channel");
        assertThat(send("direct:ask", Map.of("channel", channel)).getMessage().getBody(Map.class))
                .containsEntry("Value", VALUE);
        send("direct:end", Map.of("channel", channel));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> hangups.stream().anyMatch(event -> channel.equals(event.get("Channel"))));
        assertThat(hangups).allMatch(event -> "Hangup".equals(event.get("Event")));
    }

    private Exchange send(String to, Map<String, Object> headers) {
        Exchange exchange = context.createFluentProducerTemplate()
                .withHeaders(headers)
                .to(to)
                .request(Exchange.class);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private void connect(String variable) {
        String address = System.getenv(variable);
        if (!"true".equals(System.getenv("AMI_ASTERISK_REQUIRED"))) {
            assumeTrue(address != null, "no real Asterisk: " + variable + " is not set; see CONTRIBUTING.md");
        }
        assertThat(address).as(variable).isNotNull();
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(address.split(":")[0]);
        connection.setPort(Integer.parseInt(address.split(":")[1]));
        connection.setUsername("admin");
        connection.setSecret("admin-secret");
        context.getRegistry().bind("pbx", connection);
    }
}

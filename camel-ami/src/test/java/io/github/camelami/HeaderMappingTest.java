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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.junit.jupiter.api.Test;

class HeaderMappingTest extends RouteTestSupport {

    @Test
    void G2_headersNeverBecomeFields() throws Exception {
        sendWell(
                ami("action=UserEvent"),
                Map.of("Queue", "support"),
                Map.of("Interface", "PJSIP/1", "Paused", "true", "CamelAmiActionId", "mine", "field.Reason", "x"));
        assertThat(received("UserEvent").fields()).containsOnlyKeys("Action", "ActionID", "Queue");
    }

    @Test
    void G2_fieldsNeverBecomeHeaders() throws Exception {
        routeEvents(ami("events=call"));
        context.start();
        pbx.emit(newchannel("a").with("CamelHttpUri", "http://evil/").with("CamelAmiEventName", "Spoof"));
        Exchange exchange = nextRouted();
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys("Channel", "CamelHttpUri");
        assertThat(exchange.getMessage().getHeader(AmiConstants.EVENT_NAME)).isEqualTo("Newchannel");
    }

    @Test
    void G2_answersNeverBecomeHeadersEither() throws Exception {
        pbx.on("Ping", action -> io.github.camelami.simulator.Reply.success()
                .with("CamelHttpUri", "http://evil/")
                .with("Ping", "Pong"));
        for (String options : new String[] {"action=Ping", "action=Ping&mapHeaders=true"}) {
            Exchange exchange = sendWell(ami(options), null, NO_HEADERS);
            assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys("CamelHttpUri", "Ping");
        }
    }

    @Test
    void G2_mappedFieldsPassTheFilterInAnyCase() throws Exception {
        routeEvents(ami("events=call&mapHeaders=true"));
        context.start();
        pbx.emit(newchannel("a")
                .with("CamelHttpUri", "http://evil/")
                .with("CAMELFILENAME", "/etc/passwd")
                .with("camelAmiConnection", "other")
                .with("Uniqueid", "1.1"));
        Map<String, Object> headers = nextRouted().getMessage().getHeaders();
        assertThat(headers)
                .containsEntry("Channel", "a")
                .containsEntry("Uniqueid", "1.1")
                .containsEntry(AmiConstants.CONNECTION, "127.0.0.1")
                .doesNotContainKeys("CamelHttpUri", "CamelFileName");
    }

    @Test
    void G2_mappedHeadersPassTheFilterInAnyCase() throws Exception {
        sendWell(
                ami("action=UserEvent&mapHeaders=true&field.Queue=support"),
                Map.of("Paused", "true"),
                Map.of(
                        "Interface", "PJSIP/1",
                        "queue", "other",
                        "PAUSED", "false",
                        "CAMELAMIX", "x",
                        "camelFoo", "x",
                        "CamelBar", "x"));
        Map<String, String> fields = received("UserEvent").fields();
        assertThat(fields)
                .containsOnlyKeys("Action", "ActionID", "Queue", "Paused", "Interface")
                .containsEntry("Queue", "support")
                .containsEntry("Paused", "true");
        assertThat(received("UserEvent").values("Queue")).containsExactly("support");
    }

    @Test
    void G1_aMappedHeaderCannotBeTheAction() throws Exception {
        for (String name : new String[] {"Action", "ACTION", "actionid", "Secret"}) {
            Exchange exchange = send(ami("action=Ping&mapHeaders=true"), null, Map.of(name, "Hangup"));
            assertThat(exchange.getException())
                    .isInstanceOf(AmiException.Refused.class)
                    .hasMessageContaining(name);
        }
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void aStrategyOfOnesOwnDecides() throws Exception {
        DefaultHeaderFilterStrategy own = new DefaultHeaderFilterStrategy();
        own.setLowerCase(true);
        own.getOutFilter().add("interface");
        context.getRegistry().bind("own", own);
        sendWell(
                ami("action=UserEvent&mapHeaders=true&headerFilterStrategy=#own"),
                null,
                Map.of("Interface", "PJSIP/1", "Queue", "support"));
        assertThat(received("UserEvent").fields()).containsOnlyKeys("Action", "ActionID", "Queue");
    }
}

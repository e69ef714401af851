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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionChoiceTest extends RouteTestSupport {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelAmiAction",
                "camelamiaction",
                "CAMELAMIACTION",
                "Action",
                "action",
                "ACTION",
                "CamelAsteriskAction",
                "AmiAction",
                "CamelAmiDynamicFields",
                "field.Action",
                "CamelAmi.Action"
            })
    void G1_noHeaderChangesTheActionOfTheUri(String header) throws Exception {
        sendWell(ami("action=Ping"), null, Map.of(header, "CoreStatus"));
        assertThat(receivedFromRoutes()).containsExactly("Ping");
        assertThat(received("Ping").lines()).noneMatch(line -> line.contains("CoreStatus"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action", "action", "ACTION", "aCTION"})
    void G1_noBodyChangesTheActionOfTheUri(String key) throws Exception {
        Exchange exchange = send(ami("action=Ping"), Map.of(key, "CoreStatus"));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining(key);
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void G1_anAmiActionMustBeTheOneOfTheUri() throws Exception {
        Exchange exchange = send(
                ami("action=Ping"), AmiAction.named("CoreStatus").build(), Map.of(AmiConstants.ACTION, "CoreStatus"));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("cannot be changed");
        assertThat(receivedFromRoutes()).isEmpty();
        sendWell(ami("action=Ping"), AmiAction.named("PING").build(), NO_HEADERS);
        assertThat(receivedFromRoutes()).containsExactly("Ping");
    }

    @Test
    void G1_withoutOneBodyOrHeaderChooses() throws Exception {
        sendWell(ami(""), AmiAction.named("Ping").build(), Map.of(AmiConstants.ACTION, "CoreStatus"));
        sendWell(ami(""), Map.of("aCtIoN", "CoreStatus"), Map.of(AmiConstants.ACTION, "Ping"));
        sendWell(ami(""), null, Map.of(AmiConstants.ACTION, "CoreSettings"));
        sendWell(ami(""), "", Map.of("CAMELAMIACTION", "ListCommands"));
        assertThat(receivedFromRoutes()).containsExactly("Ping", "CoreStatus", "CoreSettings", "ListCommands");
        assertThat(received("CoreStatus").fields()).containsOnlyKeys("Action", "ActionID");
    }

    @Test
    void G1_theyChooseAmongAllowedActions() throws Exception {
        String uri = ami("allowedActions=Ping,Queue.*");
        sendWell(uri, Map.of("Action", "PING"), NO_HEADERS);
        sendWell(uri, null, Map.of(AmiConstants.ACTION, "QueueSummary"));
        for (Exchange refused : new Exchange[] {
            send(uri, Map.of("Action", "CoreStatus")),
            send(uri, AmiAction.named("CoreStatus").build()),
            send(uri, null, Map.of(AmiConstants.ACTION, "CoreStatus")),
        }) {
            assertThat(refused.getException())
                    .isInstanceOf(AmiException.Refused.class)
                    .hasMessageContaining("CoreStatus is not among allowedActions");
        }
        assertThat(receivedFromRoutes()).containsExactly("PING", "QueueSummary");
    }

    @Test
    void G1_headersOtherThanCamelAmiActionChooseNothing() throws Exception {
        Exchange exchange = send(ami(""), null, Map.of("Action", "Ping"));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContainingAll("no action", "CamelAmiAction");
    }

    @Test
    void aMapWhoseActionIsNullHasNone() throws Exception {
        Map<String, Object> body = new HashMap<>();
        body.put("Action", null);
        assertThat(send(ami(""), body).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("no action");
        assertThat(receivedFromRoutes()).isEmpty();
    }

    @Test
    void aMessageOfThePbxCountsAsNoFieldsAndChoosesNothing() throws Exception {
        AmiResponse response = AmiResponse.parse("Response: Success\r\nAction: CoreStatus\r\nQueue: a\r\n");
        sendWell(ami("action=Ping"), response, NO_HEADERS);
        assertThat(received("Ping").fields()).containsOnlyKeys("Action", "ActionID");
        assertThat(send(ami(""), response).getException()).hasMessageContaining("no action");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "Logoff", "CHALLENGE", "Events", "Filter"})
    void G3_theSessionsOwnActionsAreRefused(String action) throws Exception {
        int before = pbx.received(action).size();
        Exchange exchange = send(ami("allowDangerousActions=true"), Map.of("Action", action));
        assertThat(exchange.getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("is reserved for the session, which routes share");
        assertThat(pbx.received(action).size() - before).isLessThanOrEqualTo(1);
    }
}

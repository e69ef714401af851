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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kamelets in the jar, in routes as docs/kamelets.md shows them. */
class KameletDslTest extends RouteTestSupport {
    private static final String SECRET = "a&b=c+d %41#)";

    @Override
    SimulatedPbx newPbx() {
        return SimulatedPbx.builder().user("camel", SECRET).start();
    }

    @BeforeEach
    void properties() {
        CamelModule.KAMELET.assumePresent();
        Properties properties = new Properties();
        properties.put("pbx.host", pbx.host());
        properties.put("pbx.port", Integer.toString(pbx.port()));
        properties.put("pbx.username", "camel");
        properties.put("pbx.secret", SECRET);
        context.getPropertiesComponent().setInitialProperties(properties);
    }

    private void loadDocumentedRoutes() throws Exception {
        try (InputStream routes = getClass().getResourceAsStream("/documented/kamelets.yaml")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromBytes("kamelets.yaml", routes.readAllBytes()));
        }
    }

    @Test
    void sourceGivesEventsAsJsonBesideTheirHeaders() throws Exception {
        loadDocumentedRoutes();
        routeEvents("direct:ended");
        context.start();

        pbx.placeCall("100", "200");

        Exchange ended = nextRouted();
        JsonNode json = new ObjectMapper().readTree(ended.getMessage().getBody(String.class));
        assertThat(json.get("Event").asText()).isEqualTo("Hangup");
        assertThat(json.has("Cause-txt")).isTrue();
        assertThat(ended.getMessage().getHeaders())
                .containsEntry(AmiConstants.EVENT_NAME, "Hangup")
                .containsEntry(AmiConstants.CONNECTION, pbx.host());
    }

    @Test
    void sourceGivesCallsOfANamedConnection() throws Exception {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(pbx.host());
        connection.setPort(pbx.port());
        connection.setUsername("camel");
        connection.setSecret(SECRET);
        context.getComponent("ami", AmiComponent.class).setConnections(Map.of("office", connection));
        routeEvents("kamelet:ami-event-source?name=office&emit=calls");
        context.start();

        pbx.placeCall("100", "200");

        JsonNode call = new ObjectMapper().readTree(nextRouted().getMessage().getBody(String.class));
        assertThat(call.get("disposition").asText()).isEqualTo("ANSWERED");
        assertThat(call.get("pbx").asText()).isEqualTo("office");
    }

    @ParameterizedTest
    @CsvSource({"uri, Dial.+", "uri, RAW(Dial.+)", "parameter, Dial.+", "parameter, RAW(Dial.+)"})
    void K8_aPatternKeepsItsPlusSignInAKamelet(String way, String pattern) throws Exception {
        include(way, pattern);
        context.start();

        for (String name : List.of("Newstate", "Dial", "DialBegin", "DialEnd")) {
            pbx.emit(SimulatedEvent.named(name, "call"));
        }

        assertThat(nextRouted().getMessage().getHeader(AmiConstants.EVENT_NAME)).isEqualTo("DialBegin");
        assertThat(nextRouted().getMessage().getHeader(AmiConstants.EVENT_NAME)).isEqualTo("DialEnd");
    }

    private void include(String way, String pattern) throws Exception {
        String options = "name={{pbx.host}}&port={{pbx.port}}&username=camel&secret=RAW({{pbx.secret}})&events=call"
                + "&include=" + pattern;
        if (way.equals("uri")) {
            routeEvents("kamelet:ami-event-source?" + options);
            return;
        }
        String route = "- from:\n    uri: kamelet:ami-event-source\n    parameters:\n      "
                + options.replace("=", ": '").replace("&", "'\n      ")
                + "'\n    steps:\n      - to: direct:events\n";
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("include.yaml", route));
        routeEvents("direct:events");
    }

    @Test
    void sinkMakesAnActionOfJsonAndGivesItsOutcome() throws Exception {
        loadDocumentedRoutes();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ended").to("mock:ended");
            }
        });

        Exchange dialled = sendWell("direct:dial", null, NO_HEADERS);

        assertThat(dialled.getMessage().getHeader(AmiConstants.OUTCOME)).isEqualTo("ANSWERED");
        assertThat(received("Originate").fields())
                .containsEntry("Channel", "Local/100@test")
                .containsEntry("Priority", "1");
    }

    @ParameterizedTest
    @CsvSource({"Hangup, &allowedActions=QueuePause", "Command, ''"})
    void sinkSendsNoActionThatIsNotAllowed(String action, String options) throws Exception {
        Exchange refused = send(
                "kamelet:ami-action-sink?name={{pbx.host}}&port={{pbx.port}}&username=camel&secret=RAW({{pbx.secret}})"
                        + options,
                "{\"Action\": \"" + action + "\"}");

        assertThat(refused.getException()).isInstanceOf(AmiException.Refused.class);
        assertThat(receivedFromRoutes()).isEmpty();
    }
}

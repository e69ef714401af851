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
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.documented.KameletRoutes;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kamelets in the jar, in routes as docs/kamelets.md shows them. */
class KameletDslTest extends RouteTestSupport {
    private static final String SECRET = "a&b=c+d %41#)";
    private static final String CONNECTED =
            "kamelet:%s?name={{pbx.host}}&port={{pbx.port}}&username=camel&secret=RAW({{pbx.secret}})";

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

    private void loadDocumentedRoutes(String language) throws Exception {
        if (language.equals("java")) {
            context.addRoutes(new KameletRoutes());
            return;
        }
        if (language.equals("xml")) {
            CamelModule.XML_IO_DSL.assumePresent();
        }
        load("kamelets." + language);
    }

    private void load(String documented) throws Exception {
        try (InputStream routes = getClass().getResourceAsStream("/documented/" + documented)) {
            read(documented, new String(routes.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void read(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void sourceGivesEventsAsJsonBesideTheirHeaders(String language) throws Exception {
        loadDocumentedRoutes(language);
        routeEvents("direct:ended");
        context.start();

        pbx.placeCall("100", "200");

        Exchange ended = nextRouted();
        JsonNode json = json(ended);
        assertThat(json.get("Event").asText()).isEqualTo("Hangup");
        assertThat(json.has("Cause-txt")).isTrue();
        assertThat(ended.getMessage().getHeaders())
                .containsEntry(AmiConstants.EVENT_NAME, "Hangup")
                .containsEntry(AmiConstants.CONNECTION, pbx.host());
    }

    @Test
    void sourceGivesCallsOfANamedConnection() throws Exception {
        nameTheConnection();
        routeEvents("kamelet:ami-call-source?name=office");
        context.start();

        pbx.placeCall("100", "200");

        JsonNode call = json(nextRouted());
        assertThat(call.get("disposition").asText()).isEqualTo("ANSWERED");
        assertThat(call.get("pbx").asText()).isEqualTo("office");
    }

    private void nameTheConnection() {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(pbx.host());
        connection.setPort(pbx.port());
        connection.setUsername("camel");
        connection.setSecret(SECRET);
        context.getComponent("ami", AmiComponent.class).setConnections(Map.of("office", connection));
    }

    private static JsonNode json(Exchange exchange) throws Exception {
        return new ObjectMapper().readTree(exchange.getMessage().getBody(String.class));
    }

    /** Each Kamelet does one thing. */
    @Test
    void eventSourceGivesNoCalls() throws Exception {
        routeEvents(CONNECTED.formatted("ami-event-source") + "&include=Hangup&emit=calls");
        context.start();

        pbx.placeCall("100", "200");

        assertThat(nextRouted().getMessage().getHeader(AmiConstants.EVENT_NAME)).isEqualTo("Hangup");
    }

    @Test
    void eventSourceHasThePbxFilter() throws Exception {
        routeEvents(CONNECTED.formatted("ami-event-source") + "&include=Hangup&serverFilter=auto");
        context.start();

        await().untilAsserted(() -> assertThat(pbx.received("Filter"))
                .extracting(filter -> filter.field("MatchCriteria"))
                .contains("name(Hangup)"));
        pbx.placeCall("100", "200");

        assertThat(nextRouted().getMessage().getHeader(AmiConstants.EVENT_NAME)).isEqualTo("Hangup");
    }

    @Test
    void callSourceGivesOneMessageForEachCall() throws Exception {
        routeEvents(CONNECTED.formatted("ami-call-source"));
        context.start();

        pbx.placeCall("100", "200");
        pbx.placeCall("100", "201");

        for (int i = 0; i < 2; i++) {
            Exchange ended = nextRouted();
            JsonNode call = json(ended);
            assertThat(call.get("state").asText()).isEqualTo("ENDED");
            assertThat(call.get("id").asText()).isEqualTo(ended.getMessage().getHeader(AmiConstants.CALL_ID));
        }
        assertThat(routed).isEmpty();
    }

    @Test
    void queueSourceGivesTheQueueAfterEachChange() throws Exception {
        routeEvents(CONNECTED.formatted("ami-queue-source") + "&queues=support");
        context.start();
        assertThat(json(nextRouted()).get("change").asText()).isEqualTo("RESYNCED");

        pbx.data().queueExtension("600", "support");
        pbx.placeCall("100", "600");

        JsonNode joined = json(nextRouted());
        assertThat(joined.get("change").asText()).isEqualTo("CALLER_JOINED");
        assertThat(joined.get("name").asText()).isEqualTo("support");
        assertThat(joined.get("callers")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PJSIP/1.+", "RAW(PJSIP/1.+)"})
    void K8_aPatternOfTrunksKeepsItsPlusSignInAKamelet(String trunks) throws Exception {
        routeEvents(CONNECTED.formatted("ami-call-source") + "&trunks=" + trunks);
        context.start();

        pbx.placeCall("100", "200");

        assertThat(json(nextRouted()).get("direction").asText()).isEqualTo("INBOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s.+t", "RAW(s.+t)"})
    void K8_aPatternOfQueuesKeepsItsPlusSignInAKamelet(String queues) throws Exception {
        routeEvents(CONNECTED.formatted("ami-queue-source") + "&queues=" + queues);
        context.start();

        assertThat(json(nextRouted()).get("name").asText()).isEqualTo("support");
    }

    @Test
    void pipesWriteCallsAndQueuesToFilesAndPlaceTheCallsOfFiles(@TempDir Path folder) throws Exception {
        Properties folders = new Properties();
        for (String each : List.of("calls", "wallboard", "dial")) {
            folders.put(each + ".folder", folder.resolve(each).toString());
        }
        context.getPropertiesComponent().setOverrideProperties(folders);
        nameTheConnection();
        pbx.data().queueExtension("600", "support");
        load("pipe-calls.yaml");
        load("pipe-queue.yaml");
        load("pipe-dial.yaml");
        context.start();

        pbx.placeCall("100", "600");
        Path queue = folder.resolve("wallboard/support.json");
        await().until(() -> Files.exists(queue) && Files.readString(queue).contains("\"offered\":1"));

        Files.writeString(
                folder.resolve("dial/one.json"),
                "{\"Channel\": \"Local/100@test\", \"Context\": \"test\", \"Exten\": \"200\", \"Priority\": 1}");
        await().until(() -> holds(folder.resolve("calls"), "\"disposition\":\"ANSWERED\""));
        assertThat(received("Originate").fields()).containsEntry("Exten", "200");
    }

    @Test
    void K8_rawKeepsPlusSignsAndPlaceholdersInAPipe() throws Exception {
        read("queues.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: queues
                spec:
                  source:
                    ref:
                      kind: Kamelet
                      apiVersion: camel.apache.org/v1
                      name: ami-queue-source
                    properties:
                      name: RAW({{pbx.host}})
                      port: RAW({{pbx.port}})
                      username: camel
                      secret: RAW({{pbx.secret}})
                      queues: RAW(s.+t)
                  sink:
                    uri: direct:queues
                """);
        routeEvents("direct:queues");
        context.start();

        assertThat(json(nextRouted()).get("name").asText()).isEqualTo("support");
    }

    private static boolean holds(Path folder, String text) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains(text)) {
                    return true;
                }
            }
        }
        return false;
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

    @ParameterizedTest
    @CsvSource({
        "+4930123, +4930123",
        "PJSIP/+49@trunk, PJSIP/+49@trunk",
        "a+b, a+b",
        "RAW(a+b), a+b",
        "a%26b, a&b",
        "RAW(a%26b), a&b",
        "a%25b, a%b"
    })
    void K8_aParameterOfAnyKameletKeepsItsPlusSign(String parameter, String sent) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("tell")
                        .templateParameter("value")
                        .from("kamelet:source")
                        .to("ami:{{pbx.host}}?port={{pbx.port}}&username=camel&secret=RAW({{pbx.secret}})"
                                + "&action=UserEvent&field.Value={{value}}");
                from("direct:told").to("kamelet:tell?value=" + parameter);
            }
        });
        pbx.on("UserEvent", action -> Reply.success());
        context.start();

        sendWell("direct:told", null, NO_HEADERS);

        assertThat(received("UserEvent").field("Value")).isEqualTo(sent);
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
        read("include.yaml", route);
        routeEvents("direct:events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void sinkMakesAnActionOfJsonAndGivesItsOutcome(String language) throws Exception {
        loadDocumentedRoutes(language);
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
        Exchange refused = send(CONNECTED.formatted("ami-action-sink") + options, "{\"Action\": \"" + action + "\"}");

        assertThat(refused.getException()).isInstanceOf(AmiException.Refused.class);
        assertThat(receivedFromRoutes()).isEmpty();
    }
}

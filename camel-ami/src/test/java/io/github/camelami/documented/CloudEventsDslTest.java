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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.camelami.CamelModule;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.transform.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of docs/cloudevents.md, and the AsyncAPI document of those that write to Kafka. */
class CloudEventsDslTest {
    private static final Path ASYNC_API = Path.of("../docs/asyncapi/kafka.yaml");
    private static final String SCHEMAS = "../../camel-ami/src/main/resources/io/github/camelami/schema/";

    /** What an HTTP server has received. */
    private record Request(Map<String, String> headers, String body) {}

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server = server();

    private HttpServer server() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            started.createContext("/", exchange -> {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
                requests.add(new Request(
                        headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        PageRoutes.connect(camel, pbx);
        camel.getPropertiesComponent()
                .addInitialProperty(
                        "receiver", "127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.stop(0);
        pbx.close();
    }

    private void load(String language, String name, RouteBuilder java) throws Exception {
        if (language.equals("java")) {
            camel.addRoutes(java);
            return;
        }
        if (language.equals("xml")) {
            CamelModule.XML_IO_DSL.assumePresent();
        }
        String file = name + "." + language;
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString(
                        file, Files.readString(Path.of("src/test/resources/documented", file))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aCallIsACloudEventOverHttp(String language) throws Exception {
        load(language, "cloudevents-http", new DocumentedCloudEvents());
        camel.start();
        await().until(() -> !pbx.received("CoreShowChannels").isEmpty());
        pbx.placeCall("100", "200");
        Request notice = of("io.github.camelami.notice.Connected");
        assertThat(notice.headers()).doesNotContainKey("ce-subject");
        Request call = of("io.github.camelami.call.ENDED");
        String id = new ObjectMapper().readTree(call.body()).get("id").asText();
        assertThat(call.headers())
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-id", id + "/ENDED")
                .containsEntry("ce-source", "ami:pbx")
                .containsEntry("ce-subject", id)
                .containsEntry("ce-dataschema", "urn:camel-ami:schema:AmiCall:1")
                .containsEntry("Content-Type", "application/json")
                .containsKey("ce-time");
        assertThat(call.headers().keySet()).noneMatch(name -> name.toLowerCase().startsWith("camel"));
        Schemas.assertValid("AmiCall", call.body());
        Schemas.assertValid("AmiEvent", notice.body());
    }

    private Request of(String type) {
        return await().until(
                        () -> requests.stream()
                                .filter(request -> type.equals(request.headers().get("ce-type")))
                                .findFirst()
                                .orElse(null),
                        java.util.Objects::nonNull);
    }

    /** Each record is one of the messages that the document has for its topic. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void L6_theRecordsAreThoseOfTheAsyncApiDocument(String language) throws Exception {
        camel.addComponent("kafka", new MockComponent());
        load(language, "cloudevents-kafka", new CloudEventsToKafka());
        MockEndpoint calls = camel.getEndpoint("kafka:pbx-calls", MockEndpoint.class);
        MockEndpoint queues = camel.getEndpoint("kafka:pbx-queues", MockEndpoint.class);
        var support = pbx.data().queue("support");
        camel.start();
        await().until(() -> !pbx.received("CoreShowChannels").isEmpty());
        awaitType(queues, "queue.RESYNCED");
        pbx.placeCall("100", "200");
        support.join("100", "Ann").giveUp();
        awaitType(calls, "call.ENDED");
        awaitType(queues, "queue.CALLER_ABANDONED");

        assertThat(types(calls, "calls")).startsWith("notice", "call").doesNotContain("queue");
        assertThat(types(queues, "queues")).startsWith("notice").endsWith("queue", "queue");
        Message call = calls.getReceivedExchanges().get(1).getMessage();
        assertThat(call.getHeader("kafka.KEY")).isEqualTo("ami:pbx/" + call.getHeader("CamelAmiCallId"));
    }

    private static void awaitType(MockEndpoint topic, String type) {
        await().until(() -> topic.getReceivedExchanges().stream().anyMatch(exchange -> ("io.github.camelami." + type)
                .equals(exchange.getMessage().getHeader("ce_type"))));
    }

    /** The names of the document for what a topic has received. */
    private static List<String> types(MockEndpoint topic, String channel) throws Exception {
        JsonNode document = new YAMLMapper().readTree(ASYNC_API.toFile());
        JsonNode described = document.at("/channels/" + channel);
        assertThat(topic.getEndpointUri()).endsWith(described.get("address").asText());
        List<String> names = new ArrayList<>();
        List<Exchange> received = List.copyOf(topic.getReceivedExchanges());
        received.forEach(exchange -> described.get("messages").fieldNames().forEachRemaining(name -> {
            JsonNode message = document.at("/components/messages/" + name);
            String schema = message.at("/payload/$ref").asText();
            assertThat(ASYNC_API.resolveSibling(schema)).exists();
            if (accepts(document, message.get("headers"), exchange.getMessage())) {
                names.add(name);
                Schemas.assertValid(
                        schema.substring(SCHEMAS.length()).replace(".schema.json", ""),
                        exchange.getMessage().getBody(String.class));
            }
        }));
        assertThat(names).hasSameSizeAs(received);
        return names;
    }

    private static boolean accepts(JsonNode document, JsonNode headers, Message message) {
        ObjectMapper json = new ObjectMapper();
        var schema = json.createObjectNode();
        schema.set("components", document.get("components"));
        schema.set("allOf", headers.get("allOf"));
        Map<String, Object> sent = new TreeMap<>(message.getHeaders());
        // Camel 4.22 writes the names of known headers as it knows them
        sent.computeIfAbsent("content-type", name -> sent.get("Content-Type"));
        sent.values().removeIf(value -> value == null);
        return Schemas.accepts(schema, json.valueToTree(sent));
    }
}

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
package io.github.camelami.examples.kafkaconnect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;

/**
 * Starts a distributed worker with {@code worker.properties}, and gives it the connector of {@code connector.json}. Each
 * option of these can be overridden: {@code -Dworker.OPTION=…}, {@code -Dconnector.OPTION=…}. Without {@code
 * -Dworker.bootstrap.servers=…}, it uses an embedded broker. Without {@code -Dconnector.connections=…}, it uses two
 * simulated PBXes, prints the records of a call of each, and ends. Otherwise it prints records until it is stopped.
 */
public final class KafkaConnect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BROKERS = "bootstrap.servers";

    private KafkaConnect() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> worker = options("worker.", properties());
        Map<String, String> connector = options("connector.", connector());
        boolean isSimulated = System.getProperty("connector.connections") == null;
        try (EmbeddedKafka kafka = worker.containsKey(BROKERS) ? null : new EmbeddedKafka();
                SimulatedPbx north = isSimulated ? SimulatedPbx.start() : null;
                SimulatedPbx south = isSimulated ? SimulatedPbx.start() : null) {
            if (kafka != null) {
                worker.put(BROKERS, kafka.brokers());
            }
            if (isSimulated) {
                use("north", north, connector);
                use("south", south, connector);
                // no task follows, and the PBXes end
                connector.put("session.linger.ms", "0");
            }
            Connect<?> connect = new ConnectDistributed().startConnect(worker);
            try (PlainConsumer consumer = new PlainConsumer(worker.get(BROKERS), connector.get("topic"))) {
                create(connect.rest().advertisedUrl(), connector);
                print(consumer, north, south);
            } finally {
                connect.stop();
                connect.awaitStop();
            }
        }
    }

    private static Map<String, String> properties() throws Exception {
        Properties properties = new Properties();
        try (InputStream file = KafkaConnect.class.getResourceAsStream("/worker.properties")) {
            properties.load(file);
        }
        Map<String, String> options = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> options.put(name, properties.getProperty(name)));
        return options;
    }

    private static Map<String, String> connector() throws Exception {
        try (InputStream file = KafkaConnect.class.getResourceAsStream("/connector.json")) {
            return JSON.readValue(file, new TypeReference<HashMap<String, String>>() {});
        }
    }

    private static Map<String, String> options(String prefix, Map<String, String> defaults) {
        Map<String, String> options = new HashMap<>(defaults);
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                options.put(name.substring(prefix.length()), System.getProperty(name));
            }
        }
        return options;
    }

    private static void use(String name, SimulatedPbx pbx, Map<String, String> connector) {
        connector.put("connection." + name + ".host", pbx.host());
        connector.put("connection." + name + ".port", Integer.toString(pbx.port()));
    }

    /** Does what {@code curl -X PUT http://localhost:8083/connectors/pbxes/config} does. */
    private static void create(URI worker, Map<String, String> connector) throws Exception {
        HttpRequest put = HttpRequest.newBuilder(worker.resolve("/connectors/pbxes/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(connector)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("the worker answers " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Prints the records: those of a call of each simulated PBX, or all. */
    private static void print(PlainConsumer consumer, SimulatedPbx north, SimulatedPbx south) {
        Set<String> hungUp = new TreeSet<>();
        while (north == null || hungUp.size() < 2) {
            ConsumerRecord<String, String> event = consumer.next();
            if (event == null && north != null) {
                throw new NoSuchElementException("the topic has no record of the call");
            } else if (event == null) {
                continue;
            }
            String name = PlainConsumer.header(event, "CamelAmiEventName");
            System.out.println("RECORD partition " + event.partition() + " key " + event.key() + " " + name);
            if (north != null && name.equals("Connected")) {
                (event.key().contains("north") ? north : south).placeCall("1000", "200");
            } else if (name.equals("Hangup")) {
                hungUp.add(event.key());
            }
        }
    }
}

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
package io.github.camelami.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A broker in this JVM, and workers of Kafka Connect that have the unpacked zip of the connector in their plugin.path. */
final class ConnectCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

    /** The converters of docs/kafka-connect.md, which the workers do not have. */
    static final Map<String, String> CONVERTERS = Map.of(
            "key.converter",
            CONVERTER,
            "key.converter.schemas.enable",
            "false",
            "value.converter",
            CONVERTER,
            "value.converter.schemas.enable",
            "false");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Worker> workers = new ArrayList<>();
    private final Path directory;
    private final Path plugins;
    final EmbeddedKafka kafka;

    ConnectCluster(String name) throws Exception {
        this(name, true);
    }

    /** @param unpacked whether the zip of the connector is unpacked in the plugin.path */
    ConnectCluster(String name, boolean unpacked) throws Exception {
        directory = Path.of("target", "cluster", name);
        delete(directory);
        plugins = Files.createDirectories(directory.resolve("plugins"));
        if (unpacked) {
            unpack();
        }
        kafka = new EmbeddedKafka();
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void unpack() throws IOException {
        Path zip;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            zip = files.filter(file -> file.toString().endsWith("-plugin.zip"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("mvn package makes the zip of the connector"));
        }
        try (ZipInputStream content = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                Path file = plugins.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(content, file);
                }
            }
        }
    }

    /** The folder of the cluster, which stays for a look at the logs. */
    Path directory() {
        return directory;
    }

    /** The folder for plugin.path. */
    Path plugins() {
        return plugins;
    }

    Worker startWorker() throws IOException {
        Worker worker = addWorker();
        worker.start();
        return worker;
    }

    /** Adds a worker that has not been started. */
    Worker addWorker() throws IOException {
        Worker worker = new Worker("worker-" + workers.size(), directory, plugins, kafka.brokers());
        workers.add(worker);
        return worker;
    }

    List<Worker> workers() {
        return workers;
    }

    /** Sends a request to a worker that answers, and checks the answer's status. */
    JsonNode request(String method, String path, Object body, int... accepted) {
        HttpResponse<String> response = send(method, path, body);
        assertThat(accepted).as(method + " " + path + ": " + response.body()).contains(response.statusCode());
        return json(response.body());
    }

    private HttpResponse<String> send(String method, String path, Object body) {
        UncheckedIOException last = new UncheckedIOException(new IOException("no worker"));
        for (Worker worker : workers) {
            if (worker.isAlive()) {
                try {
                    return send(worker, method, path, body);
                } catch (UncheckedIOException e) {
                    last = e;
                }
            }
        }
        throw last;
    }

    HttpResponse<String> send(Worker worker, String method, String path, Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + worker.address() + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a worker answers. */
    boolean isUp(Worker worker) {
        try {
            return worker.isAlive() && send(worker, "GET", "/connectors", null).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The tasks in state RUNNING by the worker that has them. */
    Map<String, Set<Integer>> runningTasks(String connector) {
        Map<String, Set<Integer>> tasks = new HashMap<>();
        for (JsonNode task : request("GET", "/connectors/" + connector + "/status", null, 200)
                .path("tasks")) {
            if (task.path("state").asText().equals("RUNNING")) {
                tasks.computeIfAbsent(task.path("worker_id").asText(), worker -> new TreeSet<>())
                        .add(task.path("id").asInt());
            }
        }
        return tasks;
    }

    /** The PBXes of each task. */
    Map<Integer, Set<String>> shares(String connector) {
        Map<Integer, Set<String>> shares = new HashMap<>();
        for (JsonNode task : request("GET", "/connectors/" + connector + "/tasks", null, 200)) {
            shares.put(
                    task.path("id").path("task").asInt(),
                    ConnectorSettings.names(
                            task.path("config").path("task.connections").asText()));
        }
        return shares;
    }

    @Override
    public void close() throws Exception {
        for (Worker worker : workers) {
            worker.close();
        }
        kafka.close();
    }
}

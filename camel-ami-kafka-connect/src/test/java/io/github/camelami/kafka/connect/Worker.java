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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A distributed worker of Kafka Connect in a JVM of its own, with the jars that Kafka ships and a plugin.path. */
final class Worker implements AutoCloseable {
    private static final Path DOCUMENTED = Path.of("src", "test", "resources", "documented", "worker.properties");
    private static final Path LOGGING = Path.of("target", "worker-logging");

    private final Path directory;
    private final Path plugins;
    private final String brokers;
    private final String address;
    private Process process;

    Worker(String name, Path cluster, Path plugins, String brokers) throws IOException {
        this.directory = Files.createDirectories(cluster.resolve(name));
        this.plugins = plugins;
        this.brokers = brokers;
        try (ServerSocket free = new ServerSocket(0)) {
            this.address = "127.0.0.1:" + free.getLocalPort();
        }
    }

    /** What every cluster has. docs/kafka-connect.md has the rest. */
    private Map<String, String> settings() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("bootstrap.servers", brokers),
                Map.entry("group.id", "connect"),
                Map.entry("listeners", "http://" + address),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("config.storage.topic", "connect-configs"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("offset.storage.topic", "connect-offsets"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "3"),
                Map.entry("status.storage.topic", "connect-status"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("status.storage.partitions", "1")));
    }

    /** Starts the worker with the settings of docs/kafka-connect.md. */
    void start() throws IOException {
        start(Files.readString(DOCUMENTED)
                .replace("/opt/kafka/plugins", plugins.toAbsolutePath().toString()));
    }

    /** @param documented further settings, as in a file of properties */
    void start(String documented) throws IOException {
        Path properties = directory.resolve("worker.properties");
        Files.writeString(
                properties,
                settings().entrySet().stream()
                                .map(each -> each.getKey() + '=' + each.getValue() + '\n')
                                .collect(Collectors.joining())
                        + documented);
        Path logging = directory.resolve("log4j.properties");
        Files.write(
                logging,
                List.of(
                        "log4j.rootLogger=INFO, console",
                        "log4j.appender.console=org.apache.log4j.ConsoleAppender",
                        "log4j.appender.console.layout=org.apache.log4j.PatternLayout",
                        "log4j.appender.console.layout.ConversionPattern=%d{HH:mm:ss.SSS} %p %c{1} %m%n",
                        "log4j.logger.org.apache.kafka.clients=WARN",
                        "log4j.logger.org.reflections=ERROR"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j.configuration=" + logging.toUri(),
                        "-cp",
                        classPath(),
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Everything in the class path of the tests but the connector, what it needs, our logging and the tests. */
    private String classPath() throws IOException {
        Set<String> ours;
        try (Stream<Path> jars = Files.walk(plugins)) {
            ours = jars.map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
        }
        Stream<String> kafkas = Arrays.stream(
                        System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.endsWith("-tests.jar"))
                .filter(entry -> !ours.contains(Path.of(entry).getFileName().toString()))
                .filter(entry -> !entry.matches(".*(slf4j|log4j|junit|assertj|awaitility|camel).*"));
        try (Stream<Path> logging = Files.list(LOGGING)) {
            return Stream.concat(logging.map(Path::toString), kafkas)
                    .collect(Collectors.joining(java.io.File.pathSeparator));
        }
    }

    /** The address of its REST API, which is also its name in the cluster. */
    String address() {
        return address;
    }

    Path log() {
        return directory.resolve("worker.log");
    }

    String logged() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Sends a signal, such as STOP, CONT or KILL. */
    void signal(String signal) throws Exception {
        int result = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("kill -" + signal + " ended with " + result);
        }
        if (signal.equals("KILL")) {
            process.waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }
}

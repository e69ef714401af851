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
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands and files of docs/kafka-connect.md, on a worker as Kafka ships it. */
class DocumentedCommandsIT {
    private static final Path PAGE = Path.of("..", "docs", "kafka-connect.md");
    private static final Path FILES = Path.of("src", "test", "resources", "documented");
    private static final Pattern SHELL = Pattern.compile("^```shell\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @AutoClose
    private ConnectCluster cluster;

    @AutoClose
    private NumberedPbxes pbxes;

    private Path directory;
    private Path secrets;
    private Worker worker;

    @BeforeEach
    void needsTheProgramsOfThePage() {
        for (String program : List.of("curl", "unzip")) {
            assumeThat(Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                            .anyMatch(bin -> Files.isExecutable(Path.of(bin, program))))
                    .as("the commands of docs/kafka-connect.md need " + program)
                    .isTrue();
        }
    }

    @Test
    void theyInstallAConnectorThatWritesRecords() throws Exception {
        pbxes = new NumberedPbxes(10);
        pbxes.add("camel");
        cluster = new ConnectCluster("documented", false);
        directory = cluster.directory();
        secrets = Files.writeString(directory.resolve("pbx.properties"), "berlin=geheim\nparis=geheim\n");
        worker = cluster.addWorker();
        Files.writeString(
                directory.resolve("connector.json"), local(Files.readString(FILES.resolve("connector.json"))));
        List<String> commands = commands();

        assertThat(run(commands.get(0))).contains("camel-ami-kafka-connect-1.0.0-SNAPSHOT.jar");
        worker.start(local(Files.readString(FILES.resolve("worker.properties"))));
        await().atMost(Duration.ofSeconds(90)).until(() -> cluster.isUp(worker));
        assertThat(run("curl -s http://localhost:8083/connector-plugins"))
                .contains("\"class\":\"io.github.camelami.kafka.connect.AmiSourceConnector\",\"type\":\"source\"");

        String validate = commands.stream()
                .filter(command -> command.contains("/validate"))
                .findFirst()
                .orElseThrow();
        assertThat(run(validate)).contains("\"error_count\":0").doesNotContain("geheim");

        String create = commands.stream()
                .filter(command -> command.contains("/connectors/pbxes/config"))
                .findFirst()
                .orElseThrow();
        run(create);
        await().atMost(Duration.ofSeconds(60)).until(() -> pbxes.sessions("camel") == 2);
        String status = "curl -s http://localhost:8083/connectors/pbxes/status";
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(run(status))
                .contains("\"id\":0,\"state\":\"RUNNING\"", "\"id\":1,\"state\":\"RUNNING\""));
        try (TopicCheck check = new TopicCheck(cluster.kafka.brokers(), "pbx-events", pbxes)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> check.records() > 10);
            assertThat(check.sample())
                    .matches("\\{\"pbx\":\"(berlin|paris)\"} \\{\"Event\":\"UserEvent\",.*")
                    .containsPattern("\"Number\":\"\\d+\"");
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(run("curl -s http://localhost:8083/connectors/pbxes/offsets"))
                        .contains("{\"pbx\":\"berlin\"}", "{\"pbx\":\"paris\"}"));
        assertThat(run("curl -s http://localhost:8083/connectors/pbxes/tasks")).contains("task.connections");
        assertThat(run("curl -s http://localhost:8083/connectors/pbxes/config")).contains("${file:");
        assertThat(worker.logged()).doesNotContain("geheim");
    }

    private static List<String> commands() throws IOException {
        Matcher blocks = SHELL.matcher(Files.readString(PAGE));
        return blocks.results()
                .flatMap(block -> Stream.of(block.group(1).replace("\\\n", " ").split("\n")))
                .toList();
    }

    /** What the page says, for this machine. */
    private String local(String text) {
        return text.replace(
                        "/opt/kafka/plugins", cluster.plugins().toAbsolutePath().toString())
                .replace("localhost:8083", worker.address())
                .replace("/etc/kafka/pbx.properties", secrets.toAbsolutePath().toString())
                .replaceAll("pbx[12]\\.example\\.com", "127.0.0.1")
                .replace(
                        "\"events\": \"call\"",
                        "\"events\": \"user\", \"port\": \"" + pbxes.port() + "\", \"auth.type\": \"plain\"")
                .replaceAll("(?<= |^)(camel-ami-kafka-connect-\\S+-plugin.zip)", "../../$1");
    }

    private String run(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", local(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
        return output;
    }
}

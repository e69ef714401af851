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
package io.github.camelami.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operating.md says of the image: the steps of the Dockerfile in a directory, and its program with its probes. */
class DockerfileIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DOCKERFILE = Path.of("Dockerfile");
    private static final Path DEPLOYMENT = Path.of("deployment.yaml");

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final int port = freePort();

    @TempDir
    private Path image;

    private Path output;
    private Process container;

    @BeforeEach
    void run() throws Exception {
        for (MatchResult copy : matches(DOCKERFILE, "^COPY (\\S+) (\\S+)$")) {
            copy(Path.of(copy.group(1)), image.resolve(copy.group(2)));
        }
        List<String> command = new ArrayList<>();
        for (MatchResult word : Pattern.compile("\"([^\"]*)\"")
                .matcher(matches(DOCKERFILE, "^ENTRYPOINT \\[(.*)]$").get(0).group(1))
                .results()
                .toList()) {
            command.add(word.group(1));
        }
        assertThat(command.set(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()))
                .isEqualTo("java");
        output = image.resolve("output");
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(image.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().put("AMI_HOST", pbx.host());
        program.environment().put("AMI_PORT", Integer.toString(pbx.port()));
        program.environment().put("AMI_USERNAME", "admin");
        program.environment().put("AMI_SECRET", "secret");
        program.environment().put("MANAGEMENT_PORT", Integer.toString(port));
        container = program.start();
    }

    @AfterEach
    void stop() {
        container.destroyForcibly();
        pbx.close();
    }

    @Test
    void theProbesAndTheMetricsFollowTheSession() throws Exception {
        String live = probe("livenessProbe");
        String ready = probe("readinessProbe");
        String metrics =
                matches(DEPLOYMENT, "prometheus.io/path: (\\S+)$").get(0).group(1);
        awaitStatus(ready, 200);
        assertThat(get(live).statusCode()).isEqualTo(200);
        assertThat(get("/observe/info").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health?exposureLevel=full&data=true").body())
                .contains("\"name\":\"consumer:calls\",\"status\":\"UP\"", "\"ami.state\":\"READY\"");
        await().atMost(PATIENCE).until(() -> get(metrics).body().contains("camel_ami_session_ready{"));
        pbx.placeCall("100", "200");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(output)).contains("100 called 200: ANSWERED"));
        assertThat(get(metrics).body())
                .containsPattern("camel_ami_session_ready\\{[^}]*connection=\"pbx\"[^}]*} 1.0")
                .containsPattern("camel_ami_calls_ended_total\\{[^}]*route=\"calls\"[^}]*} 1.0");

        pbx.stopListening();
        pbx.disconnectAll();
        awaitStatus(ready, 503);
        assertThat(get(live).statusCode()).isEqualTo(200);
        assertThat(get("/observe/info").statusCode()).isEqualTo(200);
        assertThat(get(ready).body()).contains("consumer:calls", "DOWN");
        assertThat(get(metrics).body()).containsPattern("camel_ami_session_ready\\{[^}]*} 0.0");
    }

    @Test
    void theProgramLogsOffWhenTheContainerIsStopped() throws Exception {
        await().atMost(PATIENCE).until(() -> pbx.sessions() == 1);

        container.destroy();

        assertThat(container.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pbx.received("Logoff")).hasSize(1));
    }

    @Test
    void theFilesFitEachOther() throws Exception {
        String properties = Files.readString(Path.of("src/main/resources/application.properties"));
        String exposed = matches(DOCKERFILE, "^EXPOSE (\\d+)$").get(0).group(1);
        assertThat(properties).contains("{{env:MANAGEMENT_PORT:" + exposed + "}}");
        assertThat(matches(DEPLOYMENT, "(?:containerPort|port|io/port): \"?(\\d+)"))
                .hasSize(4)
                .allMatch(found -> found.group(1).equals(exposed));
        assertThat(matches(DEPLOYMENT, "name: (AMI_\\w+)"))
                .hasSize(3)
                .allMatch(found -> properties.contains("{{env:" + found.group(1) + "}}"));
        assertThat(Files.readString(Path.of("..", "operating.md"))).contains(Files.readString(DOCKERFILE));
    }

    private static String probe(String name) throws IOException {
        return matches(DEPLOYMENT, name + ":\\s+httpGet: \\{path: ([^,]+),")
                .get(0)
                .group(1);
    }

    private static List<MatchResult> matches(Path file, String pattern) throws IOException {
        List<MatchResult> found = Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(file))
                .results()
                .toList();
        assertThat(found).as(pattern).isNotEmpty();
        return found;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        } else {
            Files.copy(from, Files.isDirectory(to) ? to.resolve(from.getFileName()) : to);
        }
    }

    private void awaitStatus(String path, int status) {
        await().atMost(PATIENCE).ignoreException(ConnectException.class).untilAsserted(() -> assertThat(
                        get(path).statusCode())
                .as(Files.readString(output))
                .isEqualTo(status));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

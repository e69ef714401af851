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
package io.github.camelami.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a proxy the name of the PBX is the proxy's business. */
class ProxiedNameTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient onward =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void A8_behindAProxyNoNameIsLookedUp(@TempDir Path directory) throws Exception {
        Path names = Files.createFile(directory.resolve("hosts"));
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start()) {
            proxy.setExecutor(threads);
            proxy.createContext("/", exchange -> forward(exchange, pbx.http().port()));
            proxy.start();
            List<String> jvm = List.of("-Djdk.net.hosts.file=" + names);
            try (ChildProcess client = new ChildProcess(
                    List.of(),
                    jvm,
                    ProxiedNameClient.class,
                    names,
                    pipe,
                    proxy.getAddress().getPort())) {
                assertThat(said(client)).isEqualTo("started");
                assertThat(said(client)).isEqualTo("answer true");
                pbx.emit(SimulatedEvent.named("UserEvent", "user"));
                assertThat(said(client)).isEqualTo("event UserEvent");
            }
        } finally {
            proxy.stop(0);
            threads.shutdownNow();
        }
    }

    /** Lines of the log come between. */
    private static String said(ChildProcess client) {
        String line;
        do {
            line = assertTimeoutPreemptively(PATIENCE, client::line);
        } while (!line.matches("(started|answer|event).*"));
        return line;
    }

    private void forward(HttpExchange exchange, int port) throws IOException {
        try (exchange) {
            assertThat(exchange.getRequestURI().getHost()).isEqualTo("pbx.test");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                            + exchange.getRequestURI().getPath()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()));
            for (String name : List.of("Cookie", "Content-Type")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            HttpResponse<byte[]> answer = onward.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            for (String name : List.of("Set-Cookie", "Content-type", "Server")) {
                answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                        .set(name, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

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
package io.github.camelami.springboot;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** The executable jar of {@link ExecutableJarTest} with a real Asterisk. */
class ExecutableJarAsteriskIT {
    private static final String REQUIRED = "AMI_ASTERISK_REQUIRED";

    @ParameterizedTest
    @ValueSource(strings = {"AMI_ASTERISK_22_11", "AMI_ASTERISK_22", "AMI_ASTERISK_16"})
    void receivesEventsOfARealAsterisk(String variable, @TempDir Path directory) throws Exception {
        String[] address = address(variable).split(":");
        Path jar = new FreshProject(directory).executableJar();
        try (ChildJvm application = new ChildJvm(
                Map.of(
                        "PBX_HOST",
                        address[0],
                        "PBX_PORT",
                        address[1],
                        "PBX_USERNAME",
                        "admin",
                        "PBX_SECRET",
                        "admin-secret"),
                "-jar",
                jar.toString())) {
            application.awaitLine("Started Calls");
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        endACall(address[0], Integer.parseInt(address[1]));
                        return application.output().stream()
                                .anyMatch(line -> line.contains("Local/105@test") && line.contains("ended: "));
                    });
        }
    }

    /** Originates a call to an extension that hangs up at once. */
    private static void endACall(String host, int port) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(5_000);
            send(socket, "Action: Login\r\nUsername: admin\r\nSecret: admin-secret\r\nEvents: off\r\n\r\n");
            readUntil(socket.getInputStream(), "Authentication accepted");
            send(
                    socket,
                    "Action: Originate\r\nChannel: Local/105@test\r\nContext: test\r\nExten: 105\r\nPriority: 1\r\n"
                            + "Async: true\r\n\r\n");
            readUntil(socket.getInputStream(), "successfully queued");
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void readUntil(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the stream ended before '" + end + "': " + text);
            }
            text.append((char) next);
        }
    }

    /** Skips the test where the variable is not set, or fails it where the servers are required. */
    private static String address(String variable) {
        String value = System.getenv(variable);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        String reason = "no real Asterisk: " + variable + " is not set; see CONTRIBUTING.md";
        if (Boolean.parseBoolean(System.getProperty(REQUIRED, System.getenv(REQUIRED)))) {
            throw new AssertionError(reason + " (" + REQUIRED + " is true)");
        }
        throw new TestAbortedException(reason);
    }
}

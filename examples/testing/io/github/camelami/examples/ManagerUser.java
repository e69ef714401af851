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
package io.github.camelami.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The user of an example's {@code manager.conf} on a real Asterisk, under a name of its own, until it is closed. */
public record ManagerUser(AsteriskServer asterisk, String name, String secret, Path file) implements AutoCloseable {

    public static ManagerUser on(AsteriskServer asterisk, String version) throws IOException {
        String name = "example" + ThreadLocalRandom.current().nextInt(1_000_000);
        List<String> lines = Files.readAllLines(Path.of("manager.conf"));
        String settings = lines.subList(lines.indexOf("[camel]") + 1, lines.size()).stream()
                .map(line -> line.replace("change-me", name + "-secret").replace("192.0.2.10", "127.0.0.1"))
                .map(line -> line.replace("/255.255.255.255", "/255.0.0.0"))
                .collect(Collectors.joining("\n", "[" + name + "]\n", "\n"));
        Path file = Path.of(System.getenv("AMI_ASTERISK_" + version + "_ETC"), "manager.d", name + ".conf");
        Files.writeString(file, settings);
        reload(asterisk);
        return new ManagerUser(asterisk, name, name + "-secret", file);
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
        reload(asterisk);
    }

    private static void reload(AsteriskServer asterisk) throws IOException {
        String actions = "Action: Login\r\nUsername: admin\r\nSecret: " + AsteriskServer.SECRET + "\r\nEvents: off\r\n\r\n"
                + "Action: Command\r\nCommand: manager reload\r\n\r\n"
                + "Action: Logoff\r\n\r\n";
        try (Socket socket = new Socket(asterisk.host(), asterisk.port())) {
            socket.getOutputStream().write(actions.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Command output follows", "Response: Goodbye");
        }
    }
}

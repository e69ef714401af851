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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** The user of an example's {@code manager.conf} on a real Asterisk: under a name of its own, and from this machine. */
public final class ManagerUser implements AutoCloseable {
    private final AsteriskServer asterisk;
    private final Path file;
    private final String name =
            "example" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);

    /** Makes that user, with these classes less in {@code read} and {@code write}. */
    public ManagerUser(String version, Path managerConf, String... classesLess) throws IOException {
        asterisk = AsteriskServer.version(version);
        String variable = AsteriskServer.variable(version) + "_ETC";
        String etc = System.getenv(variable);
        assertThat(etc).as(variable).isNotNull();
        file = Path.of(etc, "manager.d", name + ".conf");
        List<String> lines = Files.readAllLines(managerConf);
        assertThat(lines).contains("[camel]");
        Files.write(
                file,
                lines.stream()
                        .dropWhile(line -> !line.equals("[camel]"))
                        .map(line -> own(line, List.of(classesLess)))
                        .toList());
        reload();
    }

    public String name() {
        return name;
    }

    public String secret() {
        return name + "-secret";
    }

    public AsteriskServer asterisk() {
        return asterisk;
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
        reload();
    }

    private String own(String line, List<String> classesLess) {
        String setting = line.split("=")[0].strip();
        return switch (setting) {
            case "[camel]" -> "[" + name + "]";
            case "secret" -> "secret = " + secret();
            case "permit" -> "permit = 127.0.0.1/255.255.255.255";
            case "read", "write" ->
                setting + " = "
                        + classes(line)
                                .filter(each -> !classesLess.contains(each))
                                .collect(Collectors.joining(","));
            default -> line;
        };
    }

    private static Stream<String> classes(String line) {
        return Arrays.stream(line.substring(line.indexOf('=') + 1).strip().split(","));
    }

    private void reload() throws IOException {
        admin("Command", Map.of("Command", "manager reload"));
    }

    /** Has the server's administrator send an action. */
    public void admin(String action, Map<String, String> fields) throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                ProducerTemplate admin = camel.createProducerTemplate()) {
            camel.start();
            admin.requestBody(
                    "ami:" + asterisk.host() + "?port=" + asterisk.port() + "&username=admin&secret="
                            + AsteriskServer.SECRET + "&action=" + action + "&allowDangerousActions=true",
                    fields);
        }
    }
}

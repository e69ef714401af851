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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.ManagerUser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaConnectAsteriskIT {
    private static final Path MANAGER_CONF = Path.of("manager.conf");

    private final PrintStream console = System.out;
    private final Map<String, String> properties = new TreeMap<>();

    @AfterEach
    void restore() {
        System.setOut(console);
        properties.keySet().forEach(System::clearProperty);
    }

    @Test
    void callsOfTwoRealServersHaveKeysOfTheirOwn() throws Exception {
        String call = UUID.randomUUID().toString();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try (ManagerUser north = new ManagerUser("22.11", MANAGER_CONF);
                ManagerUser south = new ManagerUser("16", MANAGER_CONF)) {
            set("worker.listeners", "http://localhost:0");
            set("connector.connections", "north,south");
            use("north", north);
            use("south", south);
            Thread example = new Thread(KafkaConnectAsteriskIT::run);
            example.start();
            try {
                shown(output, line -> line.contains("{\"pbx\":\"north\"} Connected"));
                shown(output, line -> line.contains("{\"pbx\":\"south\"} Connected"));
                for (ManagerUser user : List.of(north, south)) {
                    user.admin(
                            "Originate",
                            Map.of("Channel", "Local/113@test", "ChannelId", call, "Application", "Wait", "Data", "1"));
                }
                for (String pbx : List.of("north", "south")) {
                    String key = "{\"pbx\":\"" + pbx + "\",\"call\":\"" + call + "\"}";
                    shown(output, line -> line.endsWith(key + " Hangup"));
                    assertThat(output.toString(StandardCharsets.UTF_8)).contains(key + " Newchannel");
                }
            } finally {
                example.interrupt();
                example.join();
            }
        }
    }

    private static void run() {
        try {
            KafkaConnect.main(new String[0]);
        } catch (Exception e) {
            // the end of the test interrupts it
        }
    }

    private static void shown(ByteArrayOutputStream output, Predicate<String> line) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> output.toString(StandardCharsets.UTF_8).lines().anyMatch(line));
    }

    private void use(String name, ManagerUser user) {
        set("connector.connection." + name + ".host", user.asterisk().host());
        set(
                "connector.connection." + name + ".port",
                Integer.toString(user.asterisk().port()));
        set("connector.connection." + name + ".username", user.name());
        set("connector.connection." + name + ".secret", user.secret());
    }

    private void set(String name, String value) {
        properties.put(name, value);
        System.setProperty(name, value);
    }
}

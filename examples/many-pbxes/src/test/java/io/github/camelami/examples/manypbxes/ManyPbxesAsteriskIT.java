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
package io.github.camelami.examples.manypbxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiComponent;
import io.github.camelami.examples.ManagerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyPbxesAsteriskIT {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Main main = new Main();

    @TempDir
    private Path folder;

    @Test
    void theCallsOfRealServersArePrintedWhileOneIsRemovedAndComesBack() throws Exception {
        try (ManagerUser first = user("22.11");
                ManagerUser second = user("22");
                ManagerUser third = user("16")) {
            list(line("berlin", first) + line("paris", second) + line("rome", third));
            main.addOverrideProperty("pbxes.folder", folder.toString());
            main.bind("connections", new Connections());
            main.bind("printer", new Printer(lines::add));
            main.start();
            call("berlin", first);
            call("paris", second);
            call("rome", third);

            list(line("berlin", first) + line("rome", third));
            soon().until(() -> !main.getCamelContext()
                    .getComponent("ami", AmiComponent.class)
                    .getConnections()
                    .containsKey("paris"));
            call("berlin", first);
            list(line("berlin", first) + line("paris", second) + line("rome", third));
            call("paris", second);
            call("rome", third);
            assertThat(lines).filteredOn(line -> line.endsWith(": Connected")).hasSize(4);
        } finally {
            main.stop();
        }
    }

    private static ManagerUser user(String version) throws IOException {
        return new ManagerUser(version, Path.of("manager.conf"));
    }

    /** Replaces the file at once, as the README says. */
    private void list(String text) throws IOException {
        Path written = Files.writeString(folder.resolve("written"), text);
        Files.move(
                written,
                folder.resolve("pbxes.properties"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(String name, ManagerUser user) {
        return "%1$s.host = %2$s\n%1$s.port = %3$d\n%1$s.username = %4$s\n%1$s.secret = %5$s\n"
                .formatted(name, user.asterisk().host(), user.asterisk().port(), user.name(), user.secret());
    }

    /** Waits for the last login of the PBX, places a call on it, and waits until it is printed. */
    private void call(String name, ManagerUser user) {
        soon().until(() -> lines.contains(name + ": Connected"));
        long before = calls(name);
        soon().until(() -> {
            user.admin(
                    "Originate",
                    Map.of(
                            "Channel", "Local/113@test",
                            "ChannelId", UUID.randomUUID().toString(),
                            "Application", "Wait",
                            "Data", "1"));
            return calls(name) > before;
        });
    }

    private long calls(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": call from"))
                .count();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(500));
    }
}

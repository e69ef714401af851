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
import io.github.camelami.simulator.SimulatedPbx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyPbxesTest {
    private final PrintStream console = System.out;
    private final Main main = new Main();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        main.stop();
        System.setOut(console);
        System.clearProperty("pbxes.folder");
    }

    private void list(String text) throws IOException {
        Files.writeString(folder.resolve("pbxes.properties"), text);
    }

    private static String line(String name, SimulatedPbx pbx) {
        return name + ".host = " + pbx.host() + "\n" + name + ".port = " + pbx.port() + "\n";
    }

    @Test
    void aLineAddsReplacesAndRemovesItsPbxAndNoOther() throws Exception {
        try (SimulatedPbx berlin = SimulatedPbx.start();
                SimulatedPbx paris = SimulatedPbx.builder()
                        .user("other", "geheim")
                        .user("admin", "secret")
                        .start()) {
            list(line("berlin", berlin) + line("paris", paris));
            main.addOverrideProperty("pbxes.folder", folder.toString());
            main.bind("connections", new Connections());
            main.bind("printer", new Printer(lines::add));
            main.start();
            await().until(() -> lines.containsAll(List.of("berlin: Connected", "paris: Connected")));

            list(line("berlin", berlin) + line("paris", paris) + "paris.username = other\nparis.secret = geheim\n");
            await().until(() -> lines.equals(List.of(lines.get(0), lines.get(1), "paris: Connected", "paris: Gap")));

            list(line("berlin", berlin) + "paris.port = none\n");
            list(line("berlin", berlin));
            await().until(() -> paris.loggedIn().isEmpty());
            assertThat(main.getCamelContext()
                            .getComponent("ami", AmiComponent.class)
                            .getConnections())
                    .containsOnlyKeys("berlin");
            assertThat(berlin.connections()).isEqualTo(1);
        }
    }

    @Test
    void showsCallsOfPbxesThatComeAndGo() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));

        ManyPbxes.main(new String[0]);

        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "berlin: Connected",
                        "berlin: call from 1000, ANSWERED",
                        "paris: call from 1000, ANSWERED",
                        "rome: Connected",
                        "rome: call from 1000, ANSWERED",
                        "-- berlin is still connected");
    }
}

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
package io.github.camelami.examples.switchboard;

import static io.github.camelami.examples.switchboard.Chromium.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.EachAsterisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Keys;

/** With the user that {@code manager.conf} ships: its classes are enough. */
class SwitchboardAsteriskIT {
    @EachAsterisk
    void thePageOutlivesARestartOfARealAsterisk(String version) throws Exception {
        AsteriskServer asterisk = AsteriskServer.version(version);
        Path user = user(version);
        try (Chromium page = Chromium.start();
                RunningSwitchboard switchboard = new RunningSwitchboard(Map.of(
                        "ami.host",
                        asterisk.host(),
                        "ami.port",
                        asterisk.port(),
                        "ami.username",
                        "switchboard",
                        "ami.secret",
                        "change-me",
                        "ami.context",
                        "test",
                        "board.refresh",
                        1_000))) {
            page.open(switchboard.port());
            soon().untilAsserted(() -> assertThat(page.pbx()).startsWith("Connected to Asterisk Call Manager"));
            cli(version, "devstate change Custom:test INUSE");
            soon().untilAsserted(() -> assertThat(page.extensions()).contains("123 | In a call"));
            cli(version, "devstate change Custom:test NOT_INUSE");
            soon().untilAsserted(() -> assertThat(page.extensions()).contains("123 | Free"));

            callFrom100To110(page);
            page.tabTo("Hang up 100");
            page.press(Keys.ENTER);
            soon().untilAsserted(() -> assertThat(page.channels()).isEmpty());

            callFrom100To110(page);
            cli(version, "core restart now");
            soon().untilAsserted(() -> assertThat(page.pbx()).startsWith("PBX not connected since "));
            soon().untilAsserted(() -> assertThat(page.pbx()).startsWith("Connected to Asterisk Call Manager"));
            soon().untilAsserted(() -> assertThat(page.channels()).isEmpty());
            soon().untilAsserted(() -> assertThat(page.extensions()).contains("123 | Free"));
            soon().untilAsserted(() -> assertThat(page.agents()).hasSize(1));

            callFrom100To110(page);
            page.tabTo("Transfer 100");
            page.press(Keys.ENTER);
            page.press("113", Keys.ENTER);
            soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("Transferred 100 to 113."));
            soon().untilAsserted(() -> assertThat(page.channels()).isEmpty());
            assertThat(page.isSameDocument()).isTrue();
        } finally {
            cli(version, "channel request hangup all");
            Files.delete(user);
            cli(version, "manager reload");
        }
    }

    private static void callFrom100To110(Chromium page) {
        page.tabTo("Number");
        page.script("document.activeElement.select()");
        page.press("110", Keys.ENTER);
        soon().untilAsserted(() -> assertThat(page.said()).isEqualTo("100 was answered."));
        soon().untilAsserted(() -> assertThat(page.channels()).hasSize(2));
    }

    /** Adds the user of the example to the server, for this machine. */
    private static Path user(String version) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("manager.conf")));
        lines.subList(0, lines.indexOf("[switchboard]")).clear();
        lines.replaceAll(line -> line.startsWith("permit") ? "permit = 127.0.0.1/255.255.255.255" : line);
        Path user = Path.of(System.getenv(AsteriskServer.variable(version) + "_ETC"), "manager.d", "switchboard.conf");
        Files.write(user, lines);
        cli(version, "manager reload");
        return user;
    }

    private static void cli(String version, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(System.getenv("AMI_ASTERISK_SCRIPT"), "cli", version, command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}

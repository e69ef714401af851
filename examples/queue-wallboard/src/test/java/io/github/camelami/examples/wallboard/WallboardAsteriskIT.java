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
package io.github.camelami.examples.wallboard;

import static io.github.camelami.examples.Browser.soon;
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

/** With the user that {@code manager.conf} ships: its classes are enough. */
class WallboardAsteriskIT {
    @EachAsterisk
    void thePageIsRightBeforeAndAfterARestartOfARealAsterisk(String version) throws Exception {
        AsteriskServer asterisk = AsteriskServer.version(version);
        Path user = user(version);
        try (Chromium page = Chromium.start();
                RunningWallboard wallboard = new RunningWallboard(Map.of(
                        "ami.host",
                        asterisk.host(),
                        "ami.port",
                        asterisk.port(),
                        "ami.username",
                        "wallboard",
                        "ami.secret",
                        "change-me",
                        "wall.queues",
                        "support"))) {
            page.open(wallboard.port());
            soon().untilAsserted(() -> assertThat(page.queues()).containsExactly("support"));
            soon().untilAsserted(() -> assertThat(page.banner()).isEmpty());
            cli(version, "queue add member Local/100@test to support penalty 0 as Ann");
            cli(version, "queue pause member Local/100@test queue support reason lunch");
            soon().untilAsserted(() -> assertThat(page.agents()).containsExactly("Ann | paused: lunch | support"));
            cli(version, "channel originate Local/106@test application Wait 60");
            soon().untilAsserted(() -> assertThat(page.figures("support")).isEqualTo("1 | – | 1 | 0 | 0 | 0"));
            cli(version, "core restart now");
            soon().untilAsserted(() -> assertThat(page.banner()).startsWith("No connection to the PBX."));
            soon().untilAsserted(() -> assertThat(page.banner()).isEmpty());
            assertThat(page.figures("support")).startsWith("0 | ");
            // the server forgets members that were added at run time
            assertThat(page.agents()).isEmpty();
            assertThat(page.isSameDocument()).isTrue();
        } finally {
            cli(version, "channel request hangup all");
            Files.delete(user);
            cli(version, "manager reload");
        }
    }

    /** Adds the user of the example to the server, for this machine. */
    private static Path user(String version) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("manager.conf")));
        lines.subList(0, lines.indexOf("[wallboard]")).clear();
        lines.replaceAll(line -> line.startsWith("permit") ? "permit = 127.0.0.1/255.255.255.255" : line);
        Path user = Path.of(System.getenv(AsteriskServer.variable(version) + "_ETC"), "manager.d", "wallboard.conf");
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

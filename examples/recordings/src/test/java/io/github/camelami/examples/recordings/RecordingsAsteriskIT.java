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
package io.github.camelami.examples.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.Recording;
import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The phone that calls is the server itself, by SIP, and is recorded twice at a time. The SFTP server shows those files. */
class RecordingsAsteriskIT {
    private final Main main = new Main();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        main.stop();
    }

    @EachAsterisk
    void aCallIsStoredWithTheFilesOfTheServer(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"));
                SftpServer sftp = new SftpServer(monitor(version), folder.resolve("known_hosts"), user.secret())) {
            AsteriskServer asterisk = user.asterisk();
            main.addOverrideProperty("ami.host", asterisk.host());
            main.addOverrideProperty("ami.port", Integer.toString(asterisk.port()));
            main.addOverrideProperty("ami.username", user.name());
            main.addOverrideProperty("ami.secret", user.secret());
            main.addOverrideProperty("recordings.folder", folder.toString());
            main.addOverrideProperty("recordings.settled", "300");
            main.addOverrideProperty("recordings.delay", "200");
            sftp.properties().forEach(main::addOverrideProperty);
            main.start();
            String number = user.name();
            String wav = "2026/11/22/in-" + number + ".wav";
            String gsm = "again-" + number + ".gsm";
            extension(
                    user,
                    "Answer()",
                    "MixMonitor(" + wav + ")",
                    "Playback(hello-world)",
                    "MixMonitor(/var/spool/asterisk/monitor/" + gsm + ")",
                    "Playback(hello-world)",
                    "Hangup()");
            try {
                String sip = System.getenv(AsteriskServer.variable(version) + "_SIP");
                user.admin(
                        "Originate",
                        Map.of(
                                "Channel", "PJSIP/phone/sip:" + number + "@" + sip,
                                "Application", "Wait",
                                "Data", "30"));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !stored(number).isEmpty());
            } finally {
                user.admin("Command", Map.of("Command", "dialplan remove extension " + number + "@test"));
            }

            Path monitor = monitor(version);
            Path json = stored(number).get(0);
            AmiCall call = new ObjectMapper().readValue(json.toFile(), AmiCall.class);
            assertThat(call.calledNumber()).isEqualTo(number);
            assertThat(call.recordings())
                    .extracting(Recording::file)
                    .containsExactly("/var/spool/asterisk/monitor/" + wav, "/var/spool/asterisk/monitor/" + gsm);
            String name = json.toString().replaceFirst("\\.json$", "");
            assertThat(Files.size(monitor.resolve(wav))).isGreaterThan(8000);
            assertThat(Path.of(name + ".wav")).hasSameBinaryContentAs(monitor.resolve(wav));
            assertThat(Path.of(name + "_2.gsm")).hasSameBinaryContentAs(monitor.resolve(gsm));
        }
    }

    /** An extension with the name of the user. */
    private static void extension(ManagerUser user, String... steps) throws IOException {
        for (int at = 0; at < steps.length; at++) {
            int data = steps[at].indexOf('(');
            user.admin(
                    "DialplanExtensionAdd",
                    Map.of(
                            "Context", "test",
                            "Extension", user.name(),
                            "Priority", Integer.toString(at + 1),
                            "Application", steps[at].substring(0, data),
                            "ApplicationData", steps[at].substring(data + 1, steps[at].length() - 1)));
        }
    }

    /** The folder of the recordings on that server. */
    private static Path monitor(String version) {
        return Path.of(System.getenv(AsteriskServer.variable(version) + "_ETC"), "../../var/spool/asterisk/monitor")
                .normalize();
    }

    private List<Path> stored(String number) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*_" + number + "_.*\\.json"))
                    .toList();
        }
    }
}

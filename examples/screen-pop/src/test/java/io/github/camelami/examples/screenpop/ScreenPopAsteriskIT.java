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
package io.github.camelami.examples.screenpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.AsteriskServer;
import io.github.camelami.examples.ManagerUser;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the user of {@code manager.conf}. The phones are the server itself, which a SIP call reaches again. */
class ScreenPopAsteriskIT {
    private static final Path MANAGER_CONF = Path.of("manager.conf");

    @ParameterizedTest
    @ValueSource(strings = {"22.11", "16"})
    @Timeout(60)
    void theUserWhosePhoneRingsSeesTheCallUntilItEnds(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, MANAGER_CONF);
                RunningScreenPop server = new RunningScreenPop(Map.of(
                        "ami.host", user.asterisk().host(),
                        "ami.port", user.asterisk().port(),
                        "ami.username", user.name(),
                        "ami.secret", user.secret()));
                InputStream events = events(server, "119");
                Scanner lines = new Scanner(events, StandardCharsets.UTF_8)) {
            String sip = System.getenv(AsteriskServer.variable(version) + "_SIP");
            user.admin(
                    "Originate",
                    Map.of(
                            "Channel", "PJSIP/phone/sip:117@" + sip,
                            "Application", "Dial",
                            "Data", "PJSIP/phone/sip:119@" + sip + ",20,L(300)"));
            assertThat(states(lines)).containsExactly("RINGING", "ANSWERED", "ENDED");
        }
    }

    private static InputStream events(RunningScreenPop server, String extension) throws Exception {
        URI uri = URI.create("http://localhost:" + server.port() + "/events?extension=" + extension);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .body();
    }

    /** What the page of the extension is told, up to the end of the call. */
    private static List<String> states(Scanner lines) {
        List<String> states = new ArrayList<>();
        while (!states.contains("ENDED") && !states.contains("MISSED")) {
            String line = lines.nextLine();
            if (line.contains("\"state\"")) {
                assertThat(line).contains("\"extension\":\"119\"");
                states.add(line.replaceAll(".*\"state\":\"(\\w+)\".*", "$1"));
            }
        }
        return states;
    }
}

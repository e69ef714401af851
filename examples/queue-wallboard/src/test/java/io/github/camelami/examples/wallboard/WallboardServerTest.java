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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server sends, and to whom. */
class WallboardServerTest {
    @AutoClose
    private static SimulatedPbx pbx;

    @AutoClose
    private static RunningWallboard wallboard;

    @BeforeAll
    static void start() {
        pbx = SimulatedPbx.start();
        pbx.data().queue("sales").member("PJSIP/201", "Ann Bell", 0);
        wallboard = new RunningWallboard(Map.of("ami.host", pbx.host(), "ami.port", pbx.port()));
    }

    @Test
    void theFeedIsJsonThatOtherProgramsCanRead() throws Exception {
        try (Socket socket = request("GET /events HTTP/1.1\r\nHost: localhost");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout(20_000);
            JsonNode whole = next(lines, message -> message.get("whole").asBoolean());
            assertThat(whole.at("/settings/waiting/alarm").asInt()).isEqualTo(6);
            pbx.data().queue("sales").join("100", "Ann");
            JsonNode joined = next(
                    lines, message -> message.at("/rows/queue:sales/waiting").asInt() == 1);
            assertThat(joined.get("whole").asBoolean()).isFalse();
            assertThat(joined.at("/rows/queue:sales/waitingSince").asLong())
                    .isCloseTo(System.currentTimeMillis(), within(30_000L));
            assertThat(joined.at("/rows/queue:sales/offered").asInt()).isEqualTo(1);
            pbx.data().queue("sales").pause("PJSIP/201", true, "lunch");
            JsonNode paused =
                    next(lines, message -> !message.at("/rows/agent:PJSIP~1201").isMissingNode());
            assertThat(paused.at("/rows/agent:PJSIP~1201/state").asText()).isEqualTo("PAUSED");
            assertThat(paused.at("/rows/agent:PJSIP~1201/reason").asText()).isEqualTo("lunch");
        }
    }

    private static JsonNode next(BufferedReader lines, Predicate<JsonNode> wanted) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                JsonNode message = json.readTree(line.substring(6));
                if (wanted.test(message)) {
                    return message;
                }
            }
        }
        throw new SocketTimeoutException("the feed has ended");
    }

    @Test
    void aNameThatIsNotTheServersIsRefused() throws Exception {
        assertThat(answer("GET /events HTTP/1.1\r\nHost: evil.example")).contains(" 421 ");
        assertThat(answer("GET / HTTP/1.0")).contains(" 421 ");
        assertThat(answer("GET / HTTP/1.1\r\nHost: 127.0.0.1"))
                .contains(" 200 ", "default-src 'none'", "frame-ancestors 'none'", "nosniff");
    }

    @Test
    void aPortThatIsInUseIsAnError() {
        Map<String, Object> properties = Map.of("ami.host", pbx.host(), "ami.port", pbx.port());
        int port = wallboard.port();
        assertThatThrownBy(() -> new RunningWallboard(port, properties))
                .hasStackTraceContaining("The page cannot be served at localhost:" + port + " (Address already in use)")
                .hasStackTraceContaining("-Dweb.port");
    }

    @Test
    void nothingCanBeSentToIt() throws Exception {
        assertThat(answer("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0"))
                .doesNotContain(" 200 ");
        assertThat(answer("GET /../application.properties HTTP/1.1\r\nHost: localhost"))
                .doesNotContain(" 200 ");
    }

    private static String answer(String head) throws IOException {
        try (Socket socket = request(head)) {
            return new String(socket.getInputStream().readNBytes(900), StandardCharsets.UTF_8);
        }
    }

    private static Socket request(String head) throws IOException {
        Socket socket = new Socket("localhost", wallboard.port());
        socket.getOutputStream().write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}

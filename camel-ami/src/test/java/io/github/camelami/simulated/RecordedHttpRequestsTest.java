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
package io.github.camelami.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded requests, sent to the simulated HTTP server, are answered as the real server answered them: the same status
 * lines, headers in the same order, and bodies, volatile values aside. Actions about what ran on that server are compared
 * by status and headers; of a WaitEvent's events those are compared that the requests caused.
 *
 * <p>Left out: the pages for humans (manager, amanager, httpstatus) and /ws; https (the same text over TLS).
 */
class RecordedHttpRequestsTest {

    private static final String ABOUT_THAT_SERVER =
            "(?i).*action=(Core(Status|ShowChannels)|QueueStatus|PJSIPShowEndpoints|GetConfig|Status|Originate|Command)\\b.*";

    static Stream<Arguments> answers() {
        return Stream.of(
                        "rawman",
                        "mxml",
                        "arawman",
                        "amxml",
                        "login-failures",
                        "login-md5",
                        "expiry",
                        "keepalive",
                        "paths",
                        "post-and-encoding",
                        "waitevent")
                .flatMap(name -> Stream.of(Arguments.of(22, name), Arguments.of(16, name)));
    }

    @ParameterizedTest
    @MethodSource
    void answers(int version, String name) throws IOException {
        try (SimulatedPbx pbx = pbx(version);
                HttpReplay replay = new HttpReplay(pbx)) {
            for (HttpCapture.Exchange exchange : HttpCapture.read(version, name)) {
                if (exchange.note().startsWith("waited")) {
                    pbx.http().forgetSessions();
                }
                if (!exchange.target().matches("(?i).*/(a?manager|httpstatus|ws)\\b.*")) {
                    HttpReply simulated = replay.answer(exchange);
                    assertThat(comparable(exchange, simulated))
                            .as(exchange.request())
                            .isEqualTo(comparable(exchange, exchange.answer()));
                }
            }
        }
    }

    private static String comparable(HttpCapture.Exchange exchange, HttpReply reply) {
        boolean live = exchange.request().matches("(?s)" + ABOUT_THAT_SERVER)
                && !reply.body().contains("Permission denied");
        boolean waits = exchange.request().contains("WaitEvent");
        String body = live ? "" : waits ? withoutEvents(reply.body()) : stable(reply.body());
        String headers = reply.headers().stream()
                .filter(line -> !line.startsWith("Date: "))
                .filter(line -> !(live || waits) || !line.startsWith("Content-Length: "))
                .map(RecordedHttpRequestsTest::stable)
                .collect(Collectors.joining("\n"));
        return reply.statusLine() + "\n" + headers + "\n\n" + body;
    }

    private static String stable(String text) {
        return text.replaceAll("(mansession_id|nonce|opaque)=\"[0-9a-f]{8}\"", "$1=\"#\"")
                .replaceAll("(Timestamp: |timestamp=')\\d+\\.\\d{6}", "$1#")
                .replaceAll("Challenge: \\d+", "Challenge: #");
    }

    /** The first message and the last, and the user events between them. */
    private static String withoutEvents(String body) {
        String separator = body.startsWith("<") ? "\n" : "\r\n\r\n";
        return Stream.of(body.split(separator))
                .filter(message -> !message.matches("(?s)(?i).*event(: |=')\\w+.*")
                        || message.matches("(?s)(?i).*event(: |=')(UserEvent|WaitEventComplete)\\b.*"))
                .map(RecordedHttpRequestsTest::stable)
                .collect(Collectors.joining("\n"));
    }

    private static SimulatedPbx pbx(int version) {
        return SimulatedPbx.builder()
                .version(version)
                .user("admin", "adminpw", "all", "all")
                .user("readonly", "readpw", "all", "")
                .systemName("lab" + version)
                .timestampEvents(true)
                .failedLoginDelay(Duration.ZERO)
                .http(http -> http.serverName("Asterisk").waitMargin(Duration.ofMillis(59_900)))
                .start();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 22})
    void pipelinedRequestsAreAnsweredInOrder(int version) throws IOException {
        List<HttpCapture.Exchange> recorded = HttpCapture.read(version, "http-pipelining");
        try (SimulatedPbx pbx = pbx(version);
                HttpReplay replay = new HttpReplay(pbx)) {
            replay.answer(recorded.get(0));
            HttpReply first = replay.answer(recorded.get(1));
            assertThat(first.body()).contains("ActionID: pl0\r\n");
            for (int i = 1; i < 5; i++) {
                assertThat(replay.nextAnswer().body()).contains("ActionID: pl" + i + "\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 22})
    void damagedXml(int version) throws IOException {
        String recorded;
        try (InputStream in =
                getClass().getResourceAsStream("/captures/asterisk-" + version + "/http/mxml-odd-keys.http")) {
            recorded = HttpReply.read(in, false).body();
        }
        try (SimulatedPbx pbx = pbx(version);
                HttpTestClient client = new HttpTestClient(pbx)) {
            client.get("/rawman?action=login&username=admin&secret=adminpw");
            client.get("/rawman?action=WaitEvent&Timeout=0");
            client.get(
                    "/rawman?action=UserEvent&UserEvent=X1&ctl=a%01b%1Bc%0Bd%09e&bad=caf%E9%FF&--key=v"
                            + "&Key(Local/1@x;1)=z&KEY=1&Key=2&key=3&empty=&nocolon%0D%0A=emptykey&a.b=dot&a-b=dash&a_b=under"
                            + "&-x=lead&_x=u&xmlns=q&lt<gt>=t&amp%26q\"'=t&trail=sp%20%20&%20two=lead&k%20k%20k=sp&quote='\"<>%26");
            assertThat(stable(client.get("/mxml?action=WaitEvent&Timeout=0").body()))
                    .isEqualTo(stable(recorded));
        }
    }
}

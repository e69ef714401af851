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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server refuses, so that the page of this server alone can steer calls, and nothing but calls. */
class SwitchboardServerTest {
    @AutoClose
    private static SimulatedPbx pbx;

    @AutoClose
    private static RunningSwitchboard switchboard;

    private static SimulatedCall call;

    @BeforeAll
    static void start() {
        pbx = SimulatedPbx.builder().talkTime(Duration.ofHours(1)).start();
        pbx.data().phone("201", "Ann");
        call = pbx.placeCall("201", "200");
        assertThat(call.dialled()).succeedsWithin(Duration.ofSeconds(20));
        switchboard = new RunningSwitchboard(Map.of("ami.host", pbx.host(), "ami.port", pbx.port()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> post("/hangup", "{}").body().contains("already ended"));
    }

    @Test
    void aChannelThatIsNotOnTheBoardIsNotTouched() throws Exception {
        for (String channel : new String[] {"\"PJSIP/x\"", "\"/.*/\"", "7", "null", "[\"a\"]"}) {
            HttpResponse<String> answer = post("/hangup", "{\"channel\":" + channel + "}");
            assertThat(answer.statusCode()).as(channel).isEqualTo(400);
        }
        assertThat(pbx.received("Hangup")).isEmpty();
    }

    @Test
    void aNumberHasDigitsOnly() throws Exception {
        for (String number : new String[] {"", "*97", "12 3", "201&SIP/x", "1\\r\\nAction: Command", "1".repeat(21)}) {
            String channel = "channel:" + call.linkedid();
            assertThat(post("/transfer", "{\"channel\":\"" + channel + "\",\"to\":\"" + number + "\"}")
                            .statusCode())
                    .as(number)
                    .isEqualTo(400);
            assertThat(post("/call", "{\"from\":\"201\",\"to\":\"" + number + "\"}")
                            .statusCode())
                    .as(number)
                    .isEqualTo(400);
        }
        assertThat(post("/call", "{\"from\":\"999\",\"to\":\"201\"}").body()).contains("no such extension");
        assertThat(pbx.received("Redirect")).isEmpty();
        assertThat(pbx.received("Originate")).isEmpty();
    }

    @Test
    void theButtonsServeWhileManyCallsRing() throws Exception {
        pbx.faultAlways("Originate", Fault.postpone(Duration.ofSeconds(5)));
        List<CompletableFuture<HttpResponse<String>>> ringing = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ringing.add(HttpClient.newHttpClient()
                    .sendAsync(request("/call", "{\"from\":\"201\",\"to\":\"200\"}"), BodyHandlers.ofString()));
        }
        await().until(() -> pbx.received("Originate").size() == 30);
        assertThat(post("/hangup", "{}").statusCode()).isEqualTo(400);
        assertThat(ringing).noneMatch(CompletableFuture::isDone);
        ringing.forEach(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(30)));
        pbx.clearFaults();
        pbx.forgetReceived();
    }

    @Test
    void whatIsNoJsonObjectIsRefused() throws Exception {
        for (String body : new String[] {"", "{", "[1]", "\"text\"", "null"}) {
            assertThat(post("/hangup", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(post("/hangup", "[" + " ".repeat(10_000) + "]").statusCode()).isEqualTo(413);
        assertThat(post("/hangup", "{}", "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(send("GET /hangup HTTP/1.1\r\nHost: localhost")).doesNotContain(" 200 ");
    }

    @Test
    void anotherSiteIsRefused() throws Exception {
        String here = "http://localhost:" + switchboard.port();
        assertThat(post("/hangup", "{}", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(post("/hangup", "{}", "Origin", "http://localhost:1").statusCode())
                .isEqualTo(403);
        assertThat(post("/hangup", "{}", "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(post("/hangup", "{}", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(post("/hangup", "{}", "Origin", here).statusCode()).isEqualTo(400);
        assertThat(send("OPTIONS /hangup HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example"))
                .contains(" 403 ")
                .doesNotContain("Access-Control");
    }

    @Test
    void aNameThatIsNotTheServersIsRefused() throws Exception {
        assertThat(send("GET /events HTTP/1.1\r\nHost: evil.example")).contains(" 421 ");
        assertThat(send("GET /events HTTP/1.0")).contains(" 421 ");
        assertThat(send("GET / HTTP/1.1\r\nHost: 127.0.0.1"))
                .contains(" 200 ", "default-src 'none'", "frame-ancestors 'none'", "nosniff");
    }

    @Test
    void itListensOnThisMachineOnly() throws Exception {
        for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThat(address).matches(each -> refuses(each), "refuses connections");
                }
            }
        }
    }

    private static boolean refuses(InetAddress address) {
        try (Socket socket = new Socket(address, switchboard.port())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return HttpClient.newHttpClient().send(request(path, body, headers), BodyHandlers.ofString());
    }

    private static HttpRequest request(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + switchboard.port() + path))
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** A request as it stands, with headers that a client of Java does not let one set; the first that is answered. */
    private static String send(String head) throws IOException {
        try (Socket socket = new Socket("localhost", switchboard.port())) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(900), StandardCharsets.UTF_8);
        }
    }
}

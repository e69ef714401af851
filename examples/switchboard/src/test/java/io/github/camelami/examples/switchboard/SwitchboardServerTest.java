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
import java.util.HashMap;
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
        switchboard = new RunningSwitchboard(properties());
        await().atMost(Duration.ofSeconds(30)).until(() -> !post("{\"do\":\"call\",\"to\":\"x\",\"phone\":\"201\"}")
                .body()
                .contains("no such phone"));
    }

    private static Map<String, Object> properties() {
        return Map.of("ami.host", pbx.host(), "ami.port", pbx.port());
    }

    @Test
    void aCallThatIsNotOnTheBoardIsNotTouched() throws Exception {
        for (String id : new String[] {"\"PJSIP/x\"", "\"/.*/\"", "7", "null", "[\"a\"]"}) {
            for (String button : new String[] {"hangup", "park", "take", "ask", "connect", "back", "Command", ""}) {
                HttpResponse<String> answer =
                        post("{\"do\":\"" + button + "\",\"call\":" + id + ",\"to\":\"201\",\"phone\":\"201\"}");
                assertThat(answer.statusCode()).as(button + id).isEqualTo(400);
            }
        }
        assertThat(pbx.received("Hangup")).isEmpty();
        assertThat(pbx.received("Redirect")).isEmpty();
    }

    @Test
    void aNumberHasDigitsOnly() throws Exception {
        for (String number : new String[] {"", "*97", "12 3", "201&SIP/x", "1\\r\\nAction: Command", "1".repeat(21)}) {
            String to = "\"to\":\"" + number + "\",\"phone\":\"201\"}";
            assertThat(post("{\"do\":\"transfer\",\"call\":\"call:" + call.linkedid() + "\"," + to)
                            .statusCode())
                    .as(number)
                    .isEqualTo(400);
            assertThat(post("{\"do\":\"call\"," + to).statusCode()).as(number).isEqualTo(400);
        }
        assertThat(post("{\"do\":\"call\",\"to\":\"201\",\"phone\":\"999\"}").body())
                .contains("no such phone");
        assertThat(pbx.received("Redirect")).isEmpty();
        assertThat(pbx.received("Originate")).isEmpty();
    }

    @Test
    void theButtonsServeWhileManyCallsRing() throws Exception {
        pbx.faultAlways("Originate", Fault.postpone(Duration.ofSeconds(5)));
        List<CompletableFuture<HttpResponse<String>>> ringing = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            HttpRequest request = request("{\"do\":\"call\",\"to\":\"200\",\"phone\":\"201\"}");
            ringing.add(HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()));
        }
        await().until(() -> pbx.received("Originate").size() == 30);
        assertThat(post("{}").statusCode()).isEqualTo(400);
        assertThat(ringing).noneMatch(CompletableFuture::isDone);
        ringing.forEach(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(30)));
        pbx.clearFaults();
        pbx.forgetReceived();
    }

    /** The proxy in front of the server says who the user is. */
    @Test
    void othersThanOperatorsMayLookOnly() throws Exception {
        Map<String, Object> properties = new HashMap<>(properties());
        properties.put("board.operators", "anna, ben");
        try (RunningSwitchboard strict = new RunningSwitchboard(properties)) {
            URI uri = URI.create("http://localhost:" + strict.port() + "/do");
            HttpRequest.Builder press = HttpRequest.newBuilder(uri)
                    .setHeader("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}"));
            HttpClient client = HttpClient.newHttpClient();
            assertThat(client.send(press.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
            for (String name : new String[] {"", "anna2", "*", "anna, ben"}) {
                HttpRequest request =
                        press.copy().setHeader("X-Forwarded-User", name).build();
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(name).isEqualTo(403);
                assertThat(answer.body()).contains("only operators");
            }
            HttpRequest request =
                    press.copy().setHeader("X-Forwarded-User", "ben").build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(400);
            assertThat(events(strict, "anna")).contains("\"maySteer\":true");
            assertThat(events(strict, "carl")).contains("\"maySteer\":false");
        }
    }

    private static String events(RunningSwitchboard server, String user) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            String head = "GET /events HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-User: " + user + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(600), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsNoJsonObjectIsRefused() throws Exception {
        for (String body : new String[] {"", "{", "[1]", "\"text\"", "null"}) {
            assertThat(post(body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(post("[" + " ".repeat(10_000) + "]").statusCode()).isEqualTo(413);
        assertThat(post("{}", "Content-Type", "text/plain").statusCode()).isEqualTo(415);
        assertThat(send("GET /do HTTP/1.1\r\nHost: localhost")).doesNotContain(" 200 ");
    }

    @Test
    void anotherSiteIsRefused() throws Exception {
        String here = "http://localhost:" + switchboard.port();
        assertThat(post("{}", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(post("{}", "Origin", "http://localhost:1").statusCode()).isEqualTo(403);
        assertThat(post("{}", "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(post("{}", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(post("{}", "Origin", here).statusCode()).isEqualTo(400);
        assertThat(send("OPTIONS /do HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example"))
                .contains(" 403 ")
                .doesNotContain("Access-Control");
    }

    @Test
    void aNameThatIsNotTheServersIsRefused() throws Exception {
        assertThat(send("GET /events HTTP/1.1\r\nHost: evil.example")).contains(" 421 ");
        assertThat(send("GET /events HTTP/1.0")).contains(" 421 ");
        assertThat(send("GET / HTTP/1.1\r\nHost: LocalHost")).contains(" 200 ");
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

    private static HttpResponse<String> post(String body, String... headers) throws Exception {
        return HttpClient.newHttpClient().send(request(body, headers), BodyHandlers.ofString());
    }

    private static HttpRequest request(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + switchboard.port() + "/do"))
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

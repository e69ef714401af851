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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the proxy does to the bytes of either direction. */
class FaultProxyTest {

    private static final String PING = "Action: Ping\r\nActionID: 1\r\n\r\n";
    private static final String ANSWER = "Response: Error\r\nActionID: 1\r\nMessage: Permission denied\r\n\r\n";

    @AutoClose
    private SimulatedPbx pbx;

    @AutoClose
    private FaultProxy proxy;

    @BeforeEach
    void start() {
        pbx = SimulatedPbx.start();
        proxy = FaultProxy.to(pbx);
    }

    @Test
    void passesEverythingUnlessTold() throws IOException {
        try (WireClient client = connect()) {
            client.ask("l", "Login", "Username: admin", "Secret: secret");
            assertThat(client.ask("p", "Ping")).contains("Ping: Pong");
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.clientToServer().bytes()).isEqualTo(pbx.bytesReceived());
        }
        await().until(() -> proxy.openConnections() == 0);
    }

    @Test
    void cutsAfterAnyByte() throws IOException {
        for (Cut cut : Cut.values()) {
            for (int k = 0; k <= PING.length(); k++) {
                pbx.forgetReceived();
                long before = pbx.bytesReceived();
                try (WireClient client = connect()) {
                    client.line();
                    proxy.clientToServer().cutAfter(k, cut);
                    client.send(PING);
                    // the whole action may be answered before the cut
                    assertEnds(client, k == PING.length());
                }
                await().until(() -> pbx.openConnections().isEmpty());
                assertThat(pbx.bytesReceived() - before).isLessThanOrEqualTo(k);
                assertThat(pbx.received("Ping")).hasSizeLessThanOrEqualTo(k == PING.length() ? 1 : 0);
            }
        }
    }

    @Test
    void cutsEveryConnectionInsideTheBanner() throws IOException {
        proxy.serverToClient().cutEachAt(5, Cut.FIN);
        for (int i = 0; i < 3; i++) {
            try (WireClient client = connect()) {
                assertThat(new String(client.rest(), StandardCharsets.US_ASCII)).isEqualTo("Aster");
            }
        }
        proxy.serverToClient().clear();
        try (WireClient client = connect()) {
            assertThat(client.line()).startsWith("Asterisk");
        }
    }

    @Test
    void stallsAndResumes() throws IOException {
        try (WireClient client = connect()) {
            client.line();
            proxy.stall();
            client.send(PING);
            await().until(FaultProxyTest::holdsBytesBack);
            assertThat(pbx.received()).isEmpty();
            proxy.resume();
            assertThat(client.block()).contains("Message: Permission denied");
            proxy.serverToClient().stallAfter(3);
            client.send(PING);
            await().until(() -> pbx.received().size() == 2);
            assertThat(client.input().readNBytes(3)).isEqualTo("Res".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Whether a thread of a proxy has bytes to forward, and waits. */
    private static boolean holdsBytesBack() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().endsWith(".ProxyFlow")
                        && frame.getMethodName().equals("next"));
    }

    @Test
    void splitsThrottlesDelaysAndCorrupts() throws IOException {
        proxy.serverToClient().randomChunks(7, 3);
        proxy.clientToServer().chunks(1);
        try (WireClient client = connect()) {
            client.line();
            assertThat(client.ask("1", "Ping")).hasSize(3);
            proxy.serverToClient().clear();
            proxy.serverToClient().latency(Duration.ofMillis(150));
            long start = System.nanoTime();
            client.ask("2", "Ping");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(145));
            proxy.serverToClient().clear();
            proxy.serverToClient().corruptAfter(0, 0x01);
            client.send(PING);
            assertThat(client.block())
                    .isEqualTo(List.of("Sesponse: Error", "ActionID: 1", "Message: Permission denied"));
        }
    }

    @Test
    void refusesDropsAndAcceptsAgain() throws IOException {
        int port = proxy.port();
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.accept();
        assertThat(proxy.port()).isEqualTo(port);
        proxy.dropNew(Cut.FIN);
        try (WireClient client = connect()) {
            assertThat(client.rest()).isEmpty();
        }
        proxy.accept();
        try (WireClient client = connect()) {
            assertThat(client.line()).isNotNull();
            proxy.cutAll(Cut.RST);
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
    }

    private static void assertEnds(WireClient client, boolean answered) {
        try {
            assertThat(answered ? ANSWER : "").startsWith(new String(client.rest(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private WireClient connect() throws IOException {
        return new WireClient(new Socket(proxy.host(), proxy.port()));
    }
}

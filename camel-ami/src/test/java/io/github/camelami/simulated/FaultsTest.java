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
import io.github.camelami.simulator.Fault;
import io.github.camelami.simulator.Greeting;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault shows as it says, and only where it was asked for. */
class FaultsTest {

    @AutoClose
    private SimulatedPbx pbx;

    @BeforeEach
    void start() {
        pbx = SimulatedPbx.builder().failedLoginDelay(Duration.ZERO).start();
    }

    @Test
    void delayHoldsTheSessionPostponeDoesNot() throws IOException {
        try (WireClient client = WireClient.loggedIn(pbx)) {
            pbx.faultNext("Ping", Fault.delay(Duration.ofMillis(50)));
            pbx.faultNext("CoreStatus", Fault.postpone(Duration.ofMillis(50)));
            client.send(
                    "Action: Ping\r\nActionID: 1\r\n\r\nAction: CoreStatus\r\nActionID: 2\r\n\r\nAction: Ping\r\nActionID: 3\r\n\r\n");
            assertThat(List.of(
                            client.block().get(1),
                            client.block().get(1),
                            client.block().get(1)))
                    .containsExactly("ActionID: 1", "ActionID: 3", "ActionID: 2");
        }
    }

    @Test
    void neverAnswered() throws IOException {
        try (WireClient client = WireClient.loggedIn(pbx)) {
            pbx.faultNext("DBPut", Fault.neverAnswer());
            client.send(
                    "Action: DBPut\r\nActionID: 1\r\nFamily: a\r\nKey: b\r\nVal: c\r\n\r\nAction: DBGet\r\nActionID: 2\r\nFamily: a\r\nKey: b\r\n\r\n");
            assertThat(client.block()).contains("ActionID: 2", "Message: Result will follow");
        }
    }

    @Test
    void connectionDropped() throws IOException {
        pbx.faultNext("Ping", Fault.ignore());
        pbx.clearFaults();
        for (Cut cut : Cut.values()) {
            try (WireClient client = WireClient.loggedIn(pbx)) {
                pbx.faultNext("CoreStatus", Fault.dropInsideAnswer(10, cut));
                client.send("Action: CoreStatus\r\n\r\n");
                if (cut == Cut.FIN) {
                    assertThat(new String(client.rest(), StandardCharsets.US_ASCII))
                            .isEqualTo("Response: ");
                } else {
                    assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
                }
            }
        }
        try (WireClient client = WireClient.loggedIn(pbx)) {
            pbx.faultNext("CoreStatus", Fault.dropAfterAnswer(Cut.FIN));
            assertThat(client.ask("1", "CoreStatus")).contains("Response: Success");
            assertThat(client.block()).isNull();
        }
    }

    @Test
    void garbageAndForeignIds() throws IOException {
        try (WireClient client = WireClient.loggedIn(pbx)) {
            pbx.faultNext("Ping", Fault.garbage("??\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            pbx.faultNext("Ping", Fault.foreignActionId("other"));
            pbx.faultNext("Ping", Fault.withoutActionId());
            client.send("Action: Ping\r\nActionID: 1\r\n\r\n".repeat(3));
            assertThat(client.block()).containsExactly("??");
            assertThat(client.block()).contains("ActionID: 1");
            assertThat(client.block()).contains("ActionID: other");
            assertThat(client.block()).hasSize(3).doesNotContain("ActionID: 1");
        }
    }

    @Test
    void endlessListLetsOthersPass() throws IOException {
        try (WireClient client = WireClient.loggedIn(pbx)) {
            pbx.faultNext("QueueStatus", Fault.endlessList("QueueMember"));
            assertThat(client.ask("1", "QueueStatus")).contains("EventList: start");
            client.blockWith("Event: QueueMember");
            assertThat(client.ask("2", "Ping")).contains("Ping: Pong");
        }
    }

    @Test
    void greetings() throws IOException {
        pbx.greetNext(1, Greeting.ssh());
        pbx.greetNext(1, Greeting.endOfStream());
        pbx.greetNext(1, Greeting.tlsAlert());
        pbx.greetNext(1, Greeting.banner("Call Manager Proxy/9\r\n"));
        try (WireClient client = new WireClient(pbx)) {
            assertThat(client.line()).startsWith("SSH-2.0");
            client.send("Action: Ping\r\n\r\n");
            await().until(() -> pbx.bytesReceived() == 16);
        }
        try (WireClient client = new WireClient(pbx)) {
            assertThat(client.rest()).isEmpty();
        }
        try (WireClient client = new WireClient(pbx)) {
            assertThat(client.rest()).hasSize(7).startsWith(0x15);
        }
        try (WireClient client = new WireClient(pbx)) {
            assertThat(client.line()).isEqualTo("Call Manager Proxy/9");
            assertThat(client.ask("1", "Ping")).contains("Message: Permission denied");
        }
        await().until(() -> pbx.openConnections().isEmpty());
    }

    @Test
    void refusedLogins() throws IOException {
        pbx.refuseLogins(1);
        try (WireClient client = new WireClient(pbx)) {
            assertThat(client.ask("1", "Login", "Username: admin", "Secret: secret"))
                    .contains("Message: Authentication failed");
        }
        try (WireClient client = WireClient.loggedIn(pbx)) {
            assertThat(client.ask("p", "Ping")).contains("Ping: Pong");
        }
    }
}

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
package io.github.camelami.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.TestCertificates;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One deadline covers connecting, TLS, greeting and login, wherever it stalls. All stalls of a test run side by side. */
class ConnectDeadlineTest {
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(600);
    private static final Duration LATEST = Duration.ofSeconds(4);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final TestSettings settings = new TestSettings();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void A8_aGreetingThatStallsAtAnyByte() {
        int[] bytes = {0, 1, 5, 20, 28};
        for (RunningSession session : stalled(SimulatedPbx.start(), null, FaultProxyStall.FROM_SERVER, bytes)) {
            assertGivenUp(session, "gave up while waiting for the server's greeting");
        }
    }

    @Test
    void A8_aChallengeOrLoginWhoseAnswerStallsAtAnyByte() {
        int banner = "Asterisk Call Manager/11.0.0\r\n".length();
        int[] bytes = {banner, banner + 1, banner + 40, banner + 70, banner + 90, banner + 120, banner + 140};
        for (RunningSession session : stalled(SimulatedPbx.start(), null, FaultProxyStall.FROM_SERVER, bytes)) {
            assertGivenUp(session, "no answer to (Challenge|Login)");
        }
    }

    @Test
    void A8_aChallengeOrLoginThatDoesNotArrive() {
        int[] bytes = {0, 1, 20, 60, 70, 100, 150};
        for (RunningSession session : stalled(SimulatedPbx.start(), null, FaultProxyStall.TO_SERVER, bytes)) {
            assertGivenUp(session, "no answer to (Challenge|Login)");
        }
    }

    @Test
    void A8_aTlsHandshakeThatStallsAtAnyByte() {
        SSLSocketFactory tls = TestCertificates.context("client").getSocketFactory();
        SimulatedPbx pbx =
                SimulatedPbx.builder().tls(TestCertificates.context("pbx")).start();
        for (RunningSession session :
                stalled(pbx, tls, FaultProxyStall.FROM_SERVER, 0, 1, 4, 5, 6, 50, 127, 200, 500)) {
            assertGivenUp(session, "gave up while agreeing on TLS");
        }
        for (RunningSession session : stalled(pbx, tls, FaultProxyStall.TO_SERVER, 0, 1, 5, 100, 300)) {
            assertGivenUp(session, "gave up while agreeing on TLS");
        }
    }

    @Test
    void A8_aConnectionThatIsNeverAccepted() throws IOException {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        opened.add(full);
        while (true) {
            Socket filler = new Socket();
            opened.add(filler);
            try {
                filler.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                break;
            }
        }
        assertGivenUp(session(full.getLocalPort(), null), "gave up while connecting");
    }

    @Test
    void A8_aGreetingThatDribblesDoesNotExtendTheDeadline() {
        SimulatedPbx pbx = SimulatedPbx.start();
        FaultProxy proxy = FaultProxy.to(pbx);
        opened.add(proxy);
        opened.add(pbx);
        proxy.serverToClient().chunks(1).throttle(10);
        assertGivenUp(session(proxy.port(), null), "gave up while waiting for the server's greeting");
    }

    private enum FaultProxyStall implements BiConsumer<FaultProxy, Integer> {
        FROM_SERVER {
            @Override
            public void accept(FaultProxy proxy, Integer offset) {
                proxy.serverToClient().stallEachAt(offset);
            }
        },
        TO_SERVER {
            @Override
            public void accept(FaultProxy proxy, Integer offset) {
                proxy.clientToServer().stallEachAt(offset);
            }
        }
    }

    private List<RunningSession> stalled(
            SimulatedPbx pbx, SSLSocketFactory tls, FaultProxyStall stall, int... offsets) {
        List<RunningSession> sessions = new ArrayList<>();
        for (int offset : offsets) {
            FaultProxy proxy = FaultProxy.to(pbx);
            opened.add(proxy);
            stall.accept(proxy, offset);
            sessions.add(session(proxy.port(), tls));
        }
        opened.add(pbx);
        return sessions;
    }

    private RunningSession session(int port, SSLSocketFactory tls) {
        settings.connectTimeout = CONNECT_TIMEOUT;
        RunningSession session = new RunningSession(settings, "127.0.0.1", port, tls);
        opened.add(session);
        return session.start();
    }

    private static void assertGivenUp(RunningSession session, String where) {
        long start = System.nanoTime();
        AmiException failure = session.firstFailure();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LATEST);
        assertThat(failure)
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessageMatching("no session within connectTimeout=600 ms: .*" + where + ".*");
    }
}

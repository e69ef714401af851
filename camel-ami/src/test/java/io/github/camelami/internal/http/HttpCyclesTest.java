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
package io.github.camelami.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelami.FakePeer;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.SimulatedPbx;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;

/** Connections that come and go leave nothing behind. */
class HttpCyclesTest {
    /** Nothing here promises a time: a PBX may keep a connection until its WaitEvent is over, and a busy machine takes its own. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void A9_twoHundredConnectionsLeaveNoThreadsAndSocketsHoweverTheyEnd() throws Exception {
        List<HttpLink> links = new ArrayList<>();
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                        .failedLoginDelay(Duration.ZERO)
                        .http()
                        .start();
                FaultProxy proxy = FaultProxy.to(pbx.host(), pbx.http().port())) {
            String[] pages = {"rawman", "mxml", "arawman", "amxml"};
            for (int i = 0; i < 200; i++) {
                HttpLink link = new HttpLink.Options(proxy.host(), proxy.port())
                        .page(pages[i % 4])
                        .login();
                links.add(link);
                switch (i / 4 % 5) {
                    case 0 -> link.transport.close();
                    case 1 -> {
                        proxy.cutAll(Cut.RST);
                        link.ping();
                        link.transport.close();
                    }
                    case 2 -> pbx.http().faultAlways("Ping", HttpFault.badGateway());
                    case 3 -> pbx.http().faultAlways("Ping", HttpFault.endlessBody());
                    default -> pbx.http().faultAlways("Ping", HttpFault.dropInsideAnswer(20, Cut.FIN));
                }
                // by digest the PBX may refuse a nonce first, and take the Ping at a second attempt
                link.ping();
                link.end();
                pbx.http().clearFaults();
                link.threads.shutdown();
            }
            for (HttpLink link : links) {
                assertThat(link.threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(proxy.openConnections()).isZero());
        }
        // a pool is terminated before its last thread is
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().equals("http-link")));
    }

    @Test
    void A9_aTransportThatHasEndedIsKeptAliveByNothing() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.builder().http().start()) {
            HttpLink link = HttpLink.to(pbx).login();
            WeakReference<HttpTransport> transport = new WeakReference<>(link.transport);
            link.close();
            link.end();
            assertThat(link.threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            link = null;
            await().atMost(PATIENCE).until(() -> {
                System.gc();
                return transport.get() == null;
            });
        }
    }

    @Test
    void A10_closingEndsAnAttemptThatWaitsForTheGreeting() throws Exception {
        try (FakePeer silent = FakePeer.silent()) {
            HttpLink.Options options = new HttpLink.Options("127.0.0.1", silent.port());
            HttpLink link = options.unopened();
            CompletableFuture<Throwable> opening =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> link.transport.open(link, 1)));
            assertThat(silent.isVisited(PATIENCE)).isTrue();
            link.close();
            assertThat(opening.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessageStartingWith("gave up while connecting (");
        }
    }

    @Test
    void A10_closingWhileTheNameIsLookedUpLeavesNoConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        DnsResolver slow = new SystemDefaultDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                asked.countDown();
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.resolve(host);
            }
        };
        try (FakePeer pbx = FakePeer.silent()) {
            HttpLink link =
                    new HttpLink.Options("127.0.0.1", pbx.port()).names(slow).unopened();
            CompletableFuture<Throwable> opening =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> link.transport.open(link, 1)));
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            link.close();
            closed.countDown();
            assertThat(opening.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(AmiException.ConnectionFailed.class)
                    .hasMessageStartingWith("gave up while connecting (");
            assertThat(pbx.isUnvisited()).isTrue();
        }
    }
}

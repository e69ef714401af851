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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.FaultProxy;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several PBXes that take what is sent and never answer, beside a stop that may take a second. */
class HungPbxesTest {
    private static final int PBXES = 12;

    /** Camel's timeout, the farewells of all sessions together, and what a busy machine adds. */
    private static final Duration BAR = Duration.ofSeconds(8);

    @AutoClose
    private final SimulatedPbx pbx = SimulatedPbx.builder().http().start();

    @AutoClose
    private final PbxRoutes routes = new PbxRoutes(pbx);

    private final List<FaultProxy> proxies = new ArrayList<>();

    @AfterEach
    void resume() {
        proxies.forEach(FaultProxy::close);
    }

    private void startRoutes(String options) throws Exception {
        boolean http = options.contains("http");
        for (int i = 0; i < PBXES; i++) {
            proxies.add(FaultProxy.to("127.0.0.1", http ? pbx.http().port() : pbx.port()));
        }
        routes.camel.getShutdownStrategy().setTimeout(1);
        routes.start(route -> {
            for (int i = 0; i < PBXES; i++) {
                route.from("ami:pbx?port=" + proxies.get(i).port() + "&" + options)
                        .routeId("route" + i)
                        .to("mock:events");
            }
        });
        await().until(() -> pbx.loggedIn().size() == PBXES);
        proxies.forEach(FaultProxy::stall);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport=tcp&events=call",
                "transport=tcp&emit=calls",
                "transport=http&events=call",
                "transport=http&emit=calls"
            })
    void K5_aContextThatStopsKeepsToCamelsTimeoutHoweverManyPbxesHang(String options) throws Exception {
        startRoutes(options);
        assertThat(CompletableFuture.runAsync(routes.camel::stop)).succeedsWithin(BAR);
    }

    @Test
    void K5_aRouteOfCallsThatStopsKeepsToItsTimeout() throws Exception {
        startRoutes("transport=tcp&emit=calls");
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> {
            try {
                routes.camel.getRouteController().stopRoute("route0", 1, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(stop).succeedsWithin(BAR);
    }
}

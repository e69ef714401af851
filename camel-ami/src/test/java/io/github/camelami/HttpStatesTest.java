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

import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.HttpFault;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a server is asked that does not answer as it should, with the settings that everybody has. */
class HttpStatesTest {
    private static final Duration WATCHED = Duration.ofSeconds(3);
    private static final int MOST = 5 * 3;

    private static final Map<String, HttpFault> STATES = new LinkedHashMap<>();

    static {
        STATES.put("redirect", HttpFault.redirect("http://127.0.0.1:1/"));
        for (int status : new int[] {401, 403, 404, 500}) {
            STATES.put("status " + status, HttpFault.respond(status, "Whatever", "text/html", "<html></html>"));
        }
        STATES.put("proxy without PBX", HttpFault.badGateway());
        STATES.put("proxy whose PBX is down", HttpFault.unavailable());
        STATES.put("login page", HttpFault.loginPage());
        STATES.put("gzip", HttpFault.gzip());
        STATES.put("drop", HttpFault.dropBeforeAnswer(Cut.RST));
        STATES.put("nothing in time", HttpFault.ignore());
    }

    private final Map<String, SimulatedPbx> servers = new LinkedHashMap<>();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        servers.values().forEach(SimulatedPbx::close);
        context.getShutdownStrategy().setTimeout(1);
        context.stop();
    }

    private void startAll(boolean faulty, String... faultyActions) throws Exception {
        for (Map.Entry<String, HttpFault> state : STATES.entrySet()) {
            SimulatedPbx pbx = SimulatedPbx.builder().http().start();
            servers.put(state.getKey(), pbx);
            if (faulty) {
                fault(pbx, state.getValue(), faultyActions);
            }
            String uri = "ami:127.0.0.1?transport=http&connectTimeout=500ms&username=admin&secret=secret&events=user"
                    + "&port=" + pbx.http().port();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).autoStartup(false).to("log:x?level=OFF");
                }
            });
        }
        context.start();
        context.getRoutes().forEach(route -> {
            try {
                context.getRouteController().startRoute(route.getRouteId());
            } catch (Exception e) {
                // wrong credentials fail the start, and are not tried again
            }
        });
    }

    private static void fault(SimulatedPbx pbx, HttpFault fault, String... actions) {
        for (String action : actions) {
            pbx.http().faultAlways(action, fault);
        }
    }

    private void assertFewRequests() {
        Map<String, Integer> before = new LinkedHashMap<>();
        servers.forEach((state, pbx) -> before.put(state, pbx.http().requestCount()));
        long end = System.nanoTime() + WATCHED.toNanos();
        await().until(() -> System.nanoTime() > end);
        assertThat(servers).allSatisfy((state, pbx) -> assertThat(pbx.http().requestCount() - before.get(state))
                .as("requests in %s while there is: %s", WATCHED, state)
                .isLessThan(MOST));
    }

    @Test
    void E10_aServerInTroubleFromTheStartIsAskedLessThanFiveTimesASecond() throws Exception {
        startAll(true, "*");
        assertFewRequests();
    }

    @Test
    void E10_aServerThatGetsIntoTroubleIsAskedLessThanFiveTimesASecond() throws Exception {
        startAll(false);
        servers.values().forEach(pbx -> await().until(() -> pbx.http().pollCount() > 0));
        STATES.forEach((state, fault) -> fault(servers.get(state), fault, "*"));
        servers.values().forEach(pbx -> pbx.emit(SimulatedEvent.named("UserEvent", "user")));
        assertFewRequests();
    }

    /** The login works, what follows does not: the back-off must not begin anew. */
    @Test
    void A2_E10_aServerWhosePollsFailIsAskedLessThanFiveTimesASecond() throws Exception {
        startAll(true, "WaitEvent");
        assertFewRequests();
    }
}

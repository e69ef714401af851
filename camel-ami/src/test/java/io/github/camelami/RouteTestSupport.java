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

import io.github.camelami.internal.action.DangerousActions;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** A Camel context beside a simulated PBX, and short ways to talk to both. */
abstract class RouteTestSupport {
    static final Map<String, Object> NO_HEADERS = Map.of();
    private static final int PATIENCE_SECONDS = 10;

    final BlockingQueue<Exchange> routed = new LinkedBlockingQueue<>();
    private final PbxRoutes routes = PbxRoutes.ofUris();
    final DefaultCamelContext context = routes.camel;

    @AutoClose
    SimulatedPbx pbx;

    @BeforeEach
    void startPbx() throws Exception {
        pbx = newPbx();
    }

    @AfterEach
    void stopContext() {
        routes.close();
    }

    SimulatedPbx newPbx() throws Exception {
        return SimulatedPbx.start();
    }

    /** An URI of the PBX with its credentials and further options, {@code a=b&c=d}. */
    String ami(String options) {
        String uri = "ami:127.0.0.1?port=" + pbx.port() + "&username=admin&secret=secret";
        return options.isEmpty() ? uri : uri + '&' + options;
    }

    /** Adds a route that keeps a copy of each of its exchanges. */
    void routeEvents(String uri) throws Exception {
        routes.add(route -> route.from(uri).routeId("events").process(exchange -> routed.add(exchange.copy())));
    }

    Exchange nextRouted() throws InterruptedException {
        Exchange exchange = routed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(exchange).as("an exchange within " + PATIENCE_SECONDS + " s").isNotNull();
        return exchange;
    }

    AmiEvent nextEvent() throws InterruptedException {
        return nextRouted().getMessage().getBody(AmiEvent.class);
    }

    Exchange send(String uri, Object body) throws Exception {
        return send(uri, body, NO_HEADERS);
    }

    /** What became of an exchange with this body and these headers; the context is started if it is not. */
    Exchange send(String uri, Object body, Map<String, Object> headers) throws Exception {
        context.start();
        return routes.send(uri, body, headers);
    }

    /** As {@link #send}, and throws what the exchange failed with. */
    Exchange sendWell(String uri, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = send(uri, body, headers);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    /** The one action of this name that the PBX got. */
    ReceivedAction received(String action) {
        List<ReceivedAction> all = pbx.received(action);
        assertThat(all).as("actions " + action).hasSize(1);
        return all.get(0);
    }

    /** Names of what routes sent: without the session's own actions. */
    List<String> receivedFromRoutes() {
        return pbx.received().stream()
                .map(ReceivedAction::name)
                .filter(name -> !DangerousActions.OF_THE_SESSION.contains(name.toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    static SimulatedEvent newchannel(String channel) {
        return SimulatedEvent.named("Newchannel", "call").with("Channel", channel);
    }
}

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

import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;

/** A Camel context beside several simulated PBXes, each of which is a named connection. */
final class ManyPbxes implements AutoCloseable {
    final PbxRoutes routes = PbxRoutes.ofUris();
    final AmiComponent ami = routes.camel.getComponent("ami", AmiComponent.class);
    private final Map<String, SimulatedPbx> pbxes = new TreeMap<>();
    /** The exchanges of each PBX in the order of their routes. */
    private final Map<String, List<Exchange>> routed = new ConcurrentHashMap<>();

    ManyPbxes(String... names) {
        for (String name : names) {
            ami.getConnections().put(name, start(name));
        }
    }

    /** Starts a PBX, and returns its settings. */
    AmiConfiguration start(String name) {
        return start(name, SimulatedPbx.start());
    }

    AmiConfiguration start(String name, SimulatedPbx pbx) {
        pbxes.put(name, pbx);
        return settings(pbx.port());
    }

    AmiConfiguration settings(int port) {
        AmiConfiguration settings = routes.pbx.copy();
        settings.setHost("127.0.0.1");
        settings.setPort(port);
        return settings;
    }

    SimulatedPbx pbx(String name) {
        return pbxes.get(name);
    }

    /** A route {@code many} that keeps a copy of each exchange. */
    ManyPbxes consume(String uri) throws Exception {
        return start(route -> route.from(uri).routeId("many").process(this::keep));
    }

    ManyPbxes start(LambdaRouteBuilder route) throws Exception {
        routes.start(route);
        return this;
    }

    void keep(Exchange exchange) {
        String from = exchange.getMessage().getHeader(AmiConstants.CONNECTION, String.class);
        routed.computeIfAbsent(from, name -> new CopyOnWriteArrayList<>()).add(exchange.copy());
    }

    AmiConsumer consumer() {
        return routes.consumer("many");
    }

    /** The exchanges of a PBX so far. */
    List<Exchange> routed(String name) {
        return routed.getOrDefault(name, List.of());
    }

    /** The field of the events of a PBX so far. */
    List<String> routed(String name, String field) {
        List<String> values = new ArrayList<>();
        for (Exchange each : routed(name)) {
            values.add(each.getMessage().getBody(AmiEvent.class).get(field));
        }
        return values;
    }

    /** Sends numbered events, as one read or several. */
    void emit(String name, int from, int to) {
        for (int i = from; i < to; i++) {
            pbx(name).emit(SimulatedEvent.named("UserEvent", "user").with("Number", i));
        }
    }

    /** Sends events until one is routed: a consumer that joins a session gets its notice before it begins. */
    void emitUntilRouted(String from, String name) {
        int before = routed(name).size();
        await().until(() -> {
            emit(from, 0, 1);
            return routed(name).size() > before;
        });
    }

    void awaitReady(String name) {
        await().until(() -> consumer().listConnections().get(name).startsWith("READY"));
    }

    void awaitRouted(String name, int events) {
        await().until(() -> routed(name).size() >= events);
    }

    @Override
    public void close() {
        routes.close();
        pbxes.values().forEach(SimulatedPbx::close);
    }
}

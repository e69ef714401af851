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

import io.github.camelami.simulator.SimulatedPbx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with routes to a simulated PBX. */
final class PbxRoutes implements AutoCloseable {
    final DefaultCamelContext camel = new DefaultCamelContext();
    final ProducerTemplate template = camel.createProducerTemplate();
    final AmiConfiguration pbx;

    private PbxRoutes(AmiConfiguration pbx) {
        this.pbx = pbx;
        pbx.setUsername("admin");
        pbx.setSecret("secret");
        pbx.setReconnectDelay(1);
        camel.getShutdownStrategy().setTimeout(2);
    }

    /** A context that knows no PBX: each URI says all. */
    static PbxRoutes ofUris() {
        return new PbxRoutes(new AmiConfiguration());
    }

    /** A context whose connection {@code pbx} is that PBX. */
    PbxRoutes(SimulatedPbx simulated) {
        this(new AmiConfiguration());
        pbx.setHost(simulated.host());
        pbx.setPort(simulated.port());
        camel.getRegistry().bind("pbx", pbx);
    }

    /** A context whose component has the credentials, and whose consumers and producers of {@code ami:} have health checks. */
    PbxRoutes() {
        this(new AmiConfiguration());
        HealthCheckRegistry health = HealthCheckRegistry.get(camel);
        health.setExposureLevel("full");
        for (String id : new String[] {"consumers", "producers"}) {
            HealthCheckRepository repository = (HealthCheckRepository) health.resolveById(id);
            repository.setEnabled(true);
            health.register(repository);
        }
        AmiComponent ami = camel.getComponent("ami", AmiComponent.class);
        ami.setHealthCheckProducerEnabled(true);
        ami.setConfiguration(pbx);
    }

    /** The URI of that PBX; options are appended with {@code &}. */
    static String uri(SimulatedPbx pbx, String options) {
        return "ami:pbx?host=" + pbx.host() + "&port=" + pbx.port() + (options.isEmpty() ? "" : "&" + options);
    }

    PbxRoutes add(LambdaRouteBuilder routes) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.accept(this);
            }
        });
        return this;
    }

    /** A route of that id that consumes events. */
    PbxRoutes from(String id, String uri) throws Exception {
        return add(routes -> routes.from(uri).routeId(id).to("mock:" + id));
    }

    /** A route {@code direct:id} that sends actions. */
    PbxRoutes to(String id, String uri) throws Exception {
        return add(routes -> routes.from("direct:" + id).routeId(id).to(uri));
    }

    PbxRoutes start() {
        camel.start();
        return this;
    }

    PbxRoutes start(LambdaRouteBuilder routes) throws Exception {
        return add(routes).start();
    }

    /** Sends this body and header to an endpoint and gives the exchange as it came back. */
    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    AmiConsumer consumer(String routeId) {
        return (AmiConsumer) camel.getRoute(routeId).getConsumer();
    }

    /** The health of what concerns {@code ami:}. */
    Collection<HealthCheck.Result> health() {
        return HealthCheckHelper.invoke(camel).stream()
                .filter(result -> result.getDetails().containsKey("ami.connection"))
                .toList();
    }

    boolean isUp() {
        return !health().isEmpty() && health().stream().allMatch(each -> each.getState() == HealthCheck.State.UP);
    }

    @Override
    public void close() {
        camel.stop();
    }
}

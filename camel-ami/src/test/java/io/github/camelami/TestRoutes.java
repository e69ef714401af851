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
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context whose consumers and producers of {@code ami:} have health checks. */
final class TestRoutes implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();

    TestRoutes() {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.setExposureLevel("full");
        for (String id : new String[] {"consumers", "producers"}) {
            HealthCheckRepository repository = (HealthCheckRepository) health.resolveById(id);
            repository.setEnabled(true);
            health.register(repository);
        }
        AmiComponent ami = context.getComponent("ami", AmiComponent.class);
        ami.setHealthCheckProducerEnabled(true);
        ami.getConfiguration().setUsername("admin");
        ami.getConfiguration().setSecret("secret");
        ami.getConfiguration().setReconnectDelay(1);
    }

    /** The URI of that PBX; options are appended with {@code &}. */
    static String uri(SimulatedPbx pbx, String options) {
        return "ami:pbx?host=" + pbx.host() + "&port=" + pbx.port() + (options.isEmpty() ? "" : "&" + options);
    }

    /** A route of that id that consumes events. */
    TestRoutes from(String id, String uri) throws Exception {
        RouteBuilder.addRoutes(context, routes -> routes.from(uri).routeId(id).to("mock:" + id));
        return this;
    }

    /** A route {@code direct:id} that sends actions. */
    TestRoutes to(String id, String uri) throws Exception {
        RouteBuilder.addRoutes(
                context, routes -> routes.from("direct:" + id).routeId(id).to(uri));
        return this;
    }

    TestRoutes start() {
        context.start();
        return this;
    }

    CamelContext context() {
        return context;
    }

    AmiConfiguration configuration() {
        return context.getComponent("ami", AmiComponent.class).getConfiguration();
    }

    Object send(String id, Object body) {
        return context.createProducerTemplate().requestBody("direct:" + id, body);
    }

    /** The health of what concerns {@code ami:}. */
    Collection<HealthCheck.Result> health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getDetails().containsKey("ami.connection"))
                .toList();
    }

    boolean isUp() {
        return !health().isEmpty() && health().stream().allMatch(each -> each.getState() == HealthCheck.State.UP);
    }

    @Override
    public void close() {
        context.stop();
    }
}

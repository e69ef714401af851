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
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context whose connection {@code pbx} is a simulated PBX. */
final class PbxRoutes implements AutoCloseable {
    final DefaultCamelContext camel = new DefaultCamelContext();
    final ProducerTemplate template;
    final AmiConfiguration pbx = new AmiConfiguration();

    PbxRoutes(SimulatedPbx simulated) {
        pbx.setHost(simulated.host());
        pbx.setPort(simulated.port());
        pbx.setUsername("admin");
        pbx.setSecret("secret");
        pbx.setReconnectDelay(1);
        camel.getRegistry().bind("pbx", pbx);
        camel.getShutdownStrategy().setTimeout(2);
        template = camel.createProducerTemplate();
    }

    PbxRoutes start(LambdaRouteBuilder routes) throws Exception {
        RoutesBuilder builder = new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.accept(this);
            }
        };
        camel.addRoutes(builder);
        camel.start();
        return this;
    }

    /** Sends this body and header to an endpoint and gives the exchange as it came back. */
    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    AmiConsumer consumer(String routeId) {
        return (AmiConsumer) camel.getRoute(routeId).getConsumer();
    }

    @Override
    public void close() {
        camel.stop();
    }
}

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
package io.github.camelami.endpointdsl;

import io.github.camelami.endpointdsl.AmiEndpointBuilderFactory.AmiEndpointBuilder;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;

/** A Camel context beside a simulated PBX. */
abstract class DslTestSupport {
    /** With characters that part a URI. */
    static final String SECRET = "secret-canary-4711&tail-canary+0815)%2B";

    @AutoClose
    final SimulatedPbx pbx =
            SimulatedPbx.builder().user("admin", SECRET).user("other", SECRET).start();

    DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stopContext() {
        context.getShutdownStrategy().setTimeout(2);
        context.stop();
    }

    void newContext() {
        stopContext();
        context = new DefaultCamelContext();
    }

    /** An endpoint of the PBX. */
    AmiEndpointBuilder ami() {
        AmiEndpointBuilder builder = AmiEndpoints.ami("127.0.0.1");
        builder.host("127.0.0.1").port(pbx.port()).username("admin").secret(SECRET);
        return builder;
    }

    interface Routes {
        void configure(RouteBuilder route) throws Exception;
    }

    void add(Routes routes) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.configure(this);
            }
        });
    }

    /** What became of an exchange with this body and these headers. */
    Exchange send(String uri, Object body, Map<String, Object> headers) {
        context.start();
        return context.createFluentProducerTemplate()
                .withBody(body)
                .withHeaders(new HashMap<>(headers))
                .to(uri)
                .request(Exchange.class);
    }
}

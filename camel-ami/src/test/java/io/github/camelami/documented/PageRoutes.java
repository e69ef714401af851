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
package io.github.camelami.documented;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** What the routes of a page need around them. */
final class PageRoutes {

    private PageRoutes() {}

    /** Adds the connection that the routes of a page call {@code pbx}. */
    static void connect(CamelContext camel, SimulatedPbx pbx) {
        connect(camel, "pbx", pbx);
    }

    static void connect(CamelContext camel, String name, SimulatedPbx pbx) {
        camel.getComponent("ami", AmiComponent.class).getConnections().put(name, connection(pbx));
    }

    static AmiConfiguration connection(SimulatedPbx pbx) {
        AmiConfiguration connection = new AmiConfiguration();
        connection.setHost(pbx.host());
        connection.setPort(pbx.port());
        connection.setUsername("admin");
        connection.setSecret("secret");
        connection.setReconnectDelay(1);
        return connection;
    }

    /** Routes from {@code direct:NAME} to {@code mock:NAME}. */
    static RouteBuilder mocks(String... names) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : names) {
                    from("direct:" + name).to("mock:" + name);
                }
            }
        };
    }
}

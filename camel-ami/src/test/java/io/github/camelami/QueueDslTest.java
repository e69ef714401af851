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

import io.github.camelami.queue.AmiQueue;
import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route that consumes queues, in XML and in YAML. */
class QueueDslTest {
    private final SimulatedPbx simulated = SimulatedPbx.start();
    private final PbxRoutes routes = new PbxRoutes(simulated);

    @AfterEach
    void stop() {
        routes.close();
        simulated.close();
    }

    private void assertRouteWorks(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(routes.camel).loadRoutes(ResourceHelper.fromString(name, text));
        MockEndpoint first = routes.camel.getEndpoint("mock:first", MockEndpoint.class);
        MockEndpoint joined = routes.camel.getEndpoint("mock:joined", MockEndpoint.class);
        first.expectedMessageCount(1);
        joined.expectedHeaderReceived("caller", "Ann");
        joined.expectedMessageCount(1);
        routes.camel.start();
        first.assertIsSatisfied();
        simulated.data().queue("support").join("100", "Ann");
        joined.assertIsSatisfied();
        AmiQueue queue = joined.getExchanges().get(0).getMessage().getBody(AmiQueue.class);
        assertThat(queue.name()).isEqualTo("support");
        assertThat(queue.figures().serviceLevelTime()).isEqualTo(20);
    }

    @Test
    void xml() throws Exception {
        CamelModule.XML_IO_DSL.assumePresent();
        assertRouteWorks("routes.xml", """
                <routes>
                  <route>
                    <from uri="ami:pbx?emit=queues&amp;queues=support,sales-*&amp;serviceLevel=20"/>
                    <choice>
                      <when>
                        <simple>${header.CamelAmiQueueChange} == 'CALLER_JOINED'</simple>
                        <setHeader name="caller"><simple>${body.callers[0].name}</simple></setHeader>
                        <to uri="mock:joined"/>
                      </when>
                      <otherwise>
                        <to uri="mock:first"/>
                      </otherwise>
                    </choice>
                  </route>
                </routes>
                """);
    }

    @Test
    void yaml() throws Exception {
        assertRouteWorks("routes.yaml", """
                - route:
                    from:
                      uri: ami:pbx
                      parameters:
                        emit: queues
                        queues: support,sales-*
                        serviceLevel: 20
                      steps:
                        - choice:
                            when:
                              - simple: "${header.CamelAmiQueueChange} == 'CALLER_JOINED'"
                                steps:
                                  - setHeader:
                                      name: caller
                                      simple: "${body.callers[0].name}"
                                  - to: mock:joined
                            otherwise:
                              steps:
                                - to: mock:first
                """);
    }
}

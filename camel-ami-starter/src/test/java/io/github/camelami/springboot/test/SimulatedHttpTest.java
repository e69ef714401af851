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
package io.github.camelami.springboot.test;

import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Connections that use HTTP, each in another way, and one that does not, in a strict application. */
@SpringBootTest(
        classes = EventsApplication.class,
        properties = {
            "events.from=ami:*?events=call&include=DialBegin",
            "camel.main.profile=prod",
            "camel.component.ami.connections.tcp.host=tcp.example.com",
            "camel.component.ami.connections.rawman.transport=http",
            "camel.component.ami.connections.rawman.tls=true",
            "camel.component.ami.connections.rawman.host=rawman.example.com",
            "camel.component.ami.connections.rawman.http-path=/asterisk",
            "camel.component.ami.connections.rawman.http.proxyHost=proxy.example.com",
            "camel.component.ami.connections.rawman.http.proxyPort=3128",
            "camel.component.ami.connections.rawman.http.proxyAuthUsername={{env:PATH}}",
            "camel.component.ami.connections.rawman.http.proxyAuthPassword={{env:PATH}}",
            "camel.component.ami.connections[mxml].transport=HTTP",
            "camel.component.ami.connections[mxml].http-format=mxml",
            "camel.component.ami.connections[mxml].auth-type=digest"
        })
@AutoConfigureSimulatedPbx({"tcp", "rawman", "mxml"})
class SimulatedHttpTest {

    @Autowired
    SimulatedPbx pbx;

    @Autowired
    CamelContext camel;

    @Test
    void eachConnectionWorks() throws Exception {
        await().until(() -> pbx.http().sessions() == 2);
        MockEndpoint events = camel.getEndpoint("mock:events", MockEndpoint.class);
        events.expectedHeaderValuesReceivedInAnyOrder("CamelAmiConnection", "tcp", "rawman", "mxml");

        pbx.placeCall("100", "555");

        events.assertIsSatisfied();
    }
}

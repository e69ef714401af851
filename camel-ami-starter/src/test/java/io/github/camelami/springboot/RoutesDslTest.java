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
package io.github.camelami.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.springboot.test.AutoConfigureSimulatedPbx;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Routes in Java, YAML and XML, side by side in one application; they share a session. */
@SpringBootTest(classes = CanaryApplication.class)
@AutoConfigureSimulatedPbx("pbx")
class RoutesDslTest {
    /** Another Camel may not have it. */
    private static final boolean XML =
            RoutesDslTest.class.getResource("/META-INF/services/org/apache/camel/routes-loader/xml") != null;

    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry properties) {
        properties.add(
                "camel.main.routes-include-pattern",
                () -> "classpath:routes/calls.yaml" + (XML ? ",classpath:routes/calls.xml" : ""));
    }

    @Autowired
    SimulatedPbx pbx;

    @Autowired
    CamelContext camel;

    @ParameterizedTest
    @ValueSource(strings = {"mock:events", "mock:yaml", "mock:xml"})
    void receivesEvents(String end) throws Exception {
        assumeTrue(XML || !end.equals("mock:xml"), "no camel-xml-io-dsl");
        MockEndpoint mock = camel.getEndpoint(end, MockEndpoint.class);
        mock.expectedMinimumMessageCount(1);

        pbx.placeCall("100", "200");

        mock.assertIsSatisfied();
        assertThat(pbx.logins()).isOne();
    }
}

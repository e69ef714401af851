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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of docs/http.md, with the settings that stand there. */
class HttpRoutesTest {
    private final SimulatedPbx pbx =
            SimulatedPbx.builder().user("camel", "secret").http().start();
    private final Main main = new Main();
    private CamelContext camel;

    @BeforeEach
    void start() {
        main.setPropertyPlaceholderLocations("classpath:documented/http.properties");
        main.addOverrideProperty("camel.component.ami.connections[pbx].host", pbx.host());
        main.addOverrideProperty(
                "camel.component.ami.connections[pbx].port",
                Integer.toString(pbx.http().port()));
        main.addOverrideProperty("camel.component.ami.connections[pbx].username", "camel");
        main.addOverrideProperty("camel.component.ami.connections[pbx].secret", "secret");
        main.configure().addRoutesBuilder(new HttpRoutes());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hangups").to("mock:hangups");
            }
        });
        main.start();
        camel = main.getCamelContext();
    }

    @AfterEach
    void stop() {
        main.stop();
        pbx.close();
    }

    @Test
    void eventsAndAnswersArriveOverHttp() throws Exception {
        MockEndpoint hangups = camel.getEndpoint("mock:hangups", MockEndpoint.class);
        hangups.expectedBodiesReceivedInAnyOrder("100: Normal Clearing", "200: Normal Clearing");
        pbx.data().mailbox("123", 0, 2, 1);

        pbx.placeCall("100", "200");
        String json = camel.createProducerTemplate()
                .requestBodyAndHeader("direct:mailbox", null, "mailbox", "123@default", String.class);

        hangups.assertIsSatisfied();
        assertThat(new ObjectMapper().readTree(json).get("NewMessages").asText())
                .isEqualTo("2");
        assertThat(pbx.http().pollCount()).isPositive();
    }
}

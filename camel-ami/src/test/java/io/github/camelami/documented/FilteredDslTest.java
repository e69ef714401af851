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

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.CamelModule;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route of docs/events.md whose events the PBX filters, in YAML and XML, and the filter in properties. */
class FilteredDslTest {

    @ParameterizedTest
    @ValueSource(strings = {"filtered.yaml", "filtered.xml"})
    void thePbxFilters(String file) throws Exception {
        if (file.endsWith("xml")) {
            CamelModule.XML_IO_DSL.assumePresent();
        }
        try (SimulatedPbx pbx = SimulatedPbx.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            AmiConfiguration connection = new AmiConfiguration();
            connection.setHost(pbx.host());
            connection.setPort(pbx.port());
            connection.setUsername("admin");
            connection.setSecret("secret");
            camel.getComponent("ami", AmiComponent.class).getConnections().put("pbx", connection);
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("classpath:documented/" + file));
            camel.start();
            assertFiltered(pbx);
        }
    }

    @Test
    void thePbxFiltersWhatThePropertiesSay() throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Main main = new Main();
            main.setPropertyPlaceholderLocations("classpath:documented/filtered.properties");
            Map.of("host", pbx.host(), "port", "" + pbx.port(), "username", "admin", "secret", "secret")
                    .forEach((option, value) ->
                            main.addOverrideProperty("camel.component.ami.connections[pbx]." + option, value));
            main.configure().addLambdaRouteBuilder(route -> route.from("ami:pbx?include=Hangup")
                    .to("mock:hangups"));
            try {
                main.start();
                assertFiltered(pbx);
            } finally {
                main.stop();
            }
        }
    }

    private static void assertFiltered(SimulatedPbx pbx) {
        assertThat(pbx.received("Filter"))
                .extracting(action -> action.field("MatchCriteria"))
                .contains("name(Hangup)");
    }
}

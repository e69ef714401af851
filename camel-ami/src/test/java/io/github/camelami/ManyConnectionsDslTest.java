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

import io.github.camelami.simulator.SimulatedEvent;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One endpoint that consumes from many PBXes, in YAML and XML. */
class ManyConnectionsDslTest {
    private final ManyPbxes pbxes = new ManyPbxes("berlin", "emea-1", "emea-2", "paris");

    @AfterEach
    void close() {
        pbxes.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                - route:
                    id: many
                    from:
                      uri: "ami:berlin,emea-*"
                      parameters:
                        events: user
                      steps:
                        - process:
                            ref: keep
                """,
                """
                - route:
                    id: many
                    from:
                      uri: ami:{{names}}?events={{events}}
                      steps:
                        - process:
                            ref: keep
                """,
                """
                <route id="many">
                  <from uri="ami:berlin,emea-*?events=user"/>
                  <process ref="keep"/>
                </route>
                """,
            })
    void theNameMeansTheSameInYamlAndXmlAndAsAPlaceholder(String text) throws Exception {
        boolean xml = text.startsWith("<");
        if (xml) {
            CamelModule.XML_IO_DSL.assumePresent();
        }
        pbxes.routes.camel.getPropertiesComponent().addInitialProperty("names", "berlin,emea-*");
        pbxes.routes.camel.getPropertiesComponent().addInitialProperty("events", "user");
        pbxes.routes.camel.getRegistry().bind("keep", (Processor) pbxes::keep);
        String file = xml ? "route.xml" : "route.yaml";
        PluginHelper.getRoutesLoader(pbxes.routes.camel).loadRoutes(ResourceHelper.fromString(file, text));
        pbxes.routes.start();
        for (String name : List.of("berlin", "emea-1", "emea-2")) {
            pbxes.pbx(name).emit(SimulatedEvent.named("UserEvent", "user"));
            pbxes.awaitRouted(name, 1);
        }
        assertThat(pbxes.consumer().listConnections()).containsOnlyKeys("berlin", "emea-1", "emea-2");
    }
}

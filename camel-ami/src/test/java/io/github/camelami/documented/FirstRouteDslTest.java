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
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test of a route that docs/testing.md shows; the route is that of docs/getting-started.md. */
class FirstRouteDslTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final Main camel = new Main();

    @BeforeEach
    void start() {
        camel.addOverrideProperty("camel.component.ami.connections[pbx].host", pbx.host());
        camel.addOverrideProperty("camel.component.ami.connections[pbx].port", Integer.toString(pbx.port()));
        camel.addOverrideProperty("camel.component.ami.connections[pbx].username", "admin");
        camel.addOverrideProperty("camel.component.ami.connections[pbx].secret", "secret");
        camel.configure().withRoutesIncludePattern("file:../docs/getting-started/src/main/resources/camel/first.yaml");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void placesOneCall() {
        await().until(() -> !pbx.received("Originate").isEmpty());

        assertThat(pbx.received("Originate").get(0).field("Channel")).isEqualTo("Local/600@default");
    }
}

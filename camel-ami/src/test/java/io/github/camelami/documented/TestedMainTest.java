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

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedPbx;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestedMainTest {
    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final Main camel = new Main();

    @BeforeEach
    void start() {
        camel.addOverrideProperty("camel.component.ami.connections[pbx].host", pbx.host());
        camel.addOverrideProperty("camel.component.ami.connections[pbx].port", Integer.toString(pbx.port()));
        camel.addOverrideProperty("camel.component.ami.connections[pbx].username", "admin");
        camel.addOverrideProperty("camel.component.ami.connections[pbx].secret", "secret");
        camel.configure().setRoutesIncludePattern("classpath:routes/missed-calls.yaml");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void reportsACallToABusyPhone() {
        pbx.data().extension("555", CallOutcome.BUSY);

        pbx.placeCall("100", "555");

        assertThat(camel.getCamelContext()
                        .createConsumerTemplate()
                        .receiveBody("seda:missed-calls", 10_000, String.class))
                .isEqualTo("100 called 555: BUSY");
    }
}

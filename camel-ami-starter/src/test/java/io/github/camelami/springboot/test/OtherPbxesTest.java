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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedPbx;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A test whose route also consumes a connection that its annotation does not name. */
@SpringBootTest(classes = EventsApplication.class, properties = "events.from=ami:*?events=call")
@AutoConfigureSimulatedPbx("pbx")
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class OtherPbxesTest {

    @AutoClose
    private static final SimulatedPbx OTHER = SimulatedPbx.start();

    @DynamicPropertySource
    static void branch(DynamicPropertyRegistry properties) {
        properties.add("camel.component.ami.connections.branch.host", OTHER::host);
        properties.add("camel.component.ami.connections.branch.port", OTHER::port);
        properties.add("camel.component.ami.connections.branch.username", () -> "admin");
        properties.add("camel.component.ami.connections.branch.secret", () -> "secret");
    }

    @Autowired
    SimulatedPbx pbx;

    @Test
    void warnsOfTheOtherPbx(CapturedOutput output) {
        await().until(() -> pbx.sessions() == 1 && OTHER.sessions() == 1);

        assertThat(output)
                .containsOnlyOnce(
                        "ami:branch is not simulated: this test has opened a session with host 127.0.0.1. To simulate"
                                + " it, too, write @AutoConfigureSimulatedPbx({\"pbx\", \"branch\"})")
                .doesNotContain("ami:pbx is not simulated");
    }
}

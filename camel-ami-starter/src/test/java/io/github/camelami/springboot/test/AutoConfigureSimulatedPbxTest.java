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

import io.github.camelami.AmiComponent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextCustomizer;

@SpringBootTest(
        classes = EventsApplication.class,
        properties = {
            "camel.component.ami.connections.pbx.host=production.example.com",
            "camel.component.ami.connections.pbx.secret=production",
            "camel.component.ami.connections.pbx.tls=true",
            "camel.component.ami.connections.pbx.keep-alive-interval=5s"
        })
@AutoConfigureSimulatedPbx({"pbx", "backup"})
class AutoConfigureSimulatedPbxTest {

    @Autowired
    SimulatedPbx pbx;

    @Autowired
    CamelContext camel;

    @Test
    void theConnectionsLeadToItWhateverThePropertiesSay() {
        var connections = camel.getComponent("ami", AmiComponent.class).getConnections();

        for (String name : List.of("pbx", "backup")) {
            assertThat(connections.get(name).getHost()).isEqualTo(pbx.host());
            assertThat(connections.get(name).getPort()).isEqualTo(pbx.port());
            assertThat(connections.get(name).isTls()).isFalse();
        }
        assertThat(connections.get("pbx").getKeepAliveInterval()).isEqualTo(5_000);
        await().until(() -> pbx.sessions() == 1);
    }

    @Nested
    class InANestedClass {
        @Test
        void itIsTheSame(@Autowired SimulatedPbx here) {
            assertThat(here).isSameAs(pbx);
        }
    }

    @Test
    void equalAnnotationsShareAContext_othersDoNot() {
        var customizer = customizer(AutoConfigureSimulatedPbxTest.class);

        assertThat(customizer).isEqualTo(customizer(Equal.class)).hasSameHashCodeAs(customizer(Equal.class));
        assertThat(customizer).isNotEqualTo(customizer(WholeComponent.class));
        assertThat(customizer(Object.class)).isNull();
    }

    @Test
    void withoutAConnectionItIsTheComponents_andItEndsWithTheContext() {
        SimulatedPbx other;
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            customizer(WholeComponent.class).customizeContext(context, null);
            context.refresh();
            other = context.getBean(SimulatedPbx.class);
            assertThat(context.getEnvironment().getProperty("camel.component.ami.port", Integer.class))
                    .isEqualTo(other.port());
        }
        assertThat(refuses(other)).isTrue();
    }

    private static boolean refuses(SimulatedPbx pbx) {
        try (Socket socket = new Socket(pbx.host(), pbx.port())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static ContextCustomizer customizer(Class<?> test) {
        return new SimulatedPbxCustomizerFactory().createContextCustomizer(test, List.of());
    }

    @AutoConfigureSimulatedPbx({"pbx", "backup"})
    private static final class Equal {}

    @AutoConfigureSimulatedPbx
    private static final class WholeComponent {}
}

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

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiDevConsole;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole.MediaType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Warns of sessions that the test has opened with PBXes that are not simulated.
 *
 * @param host the host of the simulated PBX
 * @param ports its ports
 * @param simulated the names of the connections that lead to it
 */
record OtherPbxes(String host, Set<Integer> ports, List<String> simulated)
        implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(AutoConfigureSimulatedPbx.class);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        event.getApplicationContext().getBeansOfType(CamelContext.class).values().stream()
                .filter(camel -> camel.hasComponent("ami") != null)
                .forEach(this::warn);
    }

    private void warn(CamelContext camel) {
        AmiDevConsole console = new AmiDevConsole();
        console.setCamelContext(camel);
        Map<?, ?> shown = (Map<?, ?>) console.call(MediaType.JSON);
        ((List<?>) shown.get("sessions"))
                .stream()
                        .map(session -> ((Map<?, ?>) session).get("connection").toString())
                        .distinct()
                        .forEach(name -> warn(name, settings(camel, name)));
    }

    private void warn(String name, AmiConfiguration settings) {
        if (!host.equals(settings.getHost()) || !ports.contains(settings.getPort())) {
            String names = Stream.concat(simulated.stream(), Stream.of(name))
                    .map(each -> '"' + each + '"')
                    .collect(Collectors.joining(", ", "{", "}"));
            LOG.warn(
                    "ami:{} is not simulated: this test has opened a session with host {}. To simulate it, too, write"
                            + " @AutoConfigureSimulatedPbx({})",
                    name,
                    settings.getHost() == null ? name : settings.getHost(),
                    names);
        }
    }

    private static AmiConfiguration settings(CamelContext camel, String name) {
        AmiConfiguration bean = camel.getRegistry().lookupByNameAndType(name, AmiConfiguration.class);
        AmiComponent component = camel.getComponent("ami", AmiComponent.class);
        return bean != null ? bean : component.getConnections().getOrDefault(name, component.getConfiguration());
    }
}

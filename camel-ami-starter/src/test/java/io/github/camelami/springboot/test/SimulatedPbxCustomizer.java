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

import io.github.camelami.simulator.SimulatedPbx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Equal for equal annotations, so that tests share a context as they do without. */
record SimulatedPbxCustomizer(List<String> connections, int version) implements ContextCustomizer {
    private static final String NAME = "simulatedPbx";
    private static final String USER = "admin";
    private static final String SECRET = "secret";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        SimulatedPbx pbx =
                SimulatedPbx.builder().version(version).user(USER, SECRET).start();
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(NAME, pbx);
        // destroyed in the reverse order: after the Camel context
        beans.registerDisposableBean(NAME, pbx::close);

        Map<String, Object> properties = new LinkedHashMap<>();
        if (connections.isEmpty()) {
            point(properties, "camel.component.ami.", pbx);
        }
        for (String connection : connections) {
            point(properties, "camel.component.ami.connections[" + connection + "].", pbx);
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(NAME, properties));
    }

    private static void point(Map<String, Object> properties, String prefix, SimulatedPbx pbx) {
        properties.put(prefix + "host", pbx.host());
        properties.put(prefix + "port", pbx.port());
        properties.put(prefix + "username", USER);
        properties.put(prefix + "secret", SECRET);
        properties.put(prefix + "tls", false);
    }
}

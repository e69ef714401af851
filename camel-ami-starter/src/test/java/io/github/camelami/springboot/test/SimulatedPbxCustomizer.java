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
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedPbxBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Equal for equal annotations, so that tests share a context as they do without. */
record SimulatedPbxCustomizer(List<String> connections, int version) implements ContextCustomizer {
    private static final String NAME = "simulatedPbx";
    private static final String USER = "admin";
    private static final String SECRET = "secret";
    private static final String ALLOWED = "camel.security.allowed-properties";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        Binder configured = Binder.get(context.getEnvironment());
        List<String> prefixes = connections.isEmpty()
                ? List.of("camel.component.ami.")
                : connections.stream()
                        .map(connection -> "camel.component.ami.connections[" + connection + "].")
                        .toList();
        SimulatedPbxBuilder builder = SimulatedPbx.builder().version(version).user(USER, SECRET);
        boolean http = prefixes.stream().anyMatch(prefix -> isHttp(configured, prefix));
        SimulatedPbx pbx = (http ? builder.http() : builder).start();
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton(NAME, pbx);
        // destroyed in the reverse order: after the Camel context
        beans.registerDisposableBean(NAME, pbx::close);
        beans.registerSingleton(NAME + "WithoutProxy", new WithoutProxy(connections));
        context.addApplicationListener(new OtherPbxes(
                pbx.host(), http ? Set.of(pbx.port(), pbx.http().port()) : Set.of(pbx.port()), connections));

        Map<String, Object> properties = new LinkedHashMap<>();
        prefixes.forEach(prefix -> point(properties, prefix, pbx, isHttp(configured, prefix)));
        // Camel may be set to start only without plain secrets, and only with TLS
        Stream<String> names = properties.keySet().stream()
                .flatMap(property ->
                        Stream.of(property, property.replace('[', '.').replace("]", "")));
        Stream<String> others =
                configured.bind(ALLOWED, String.class).map(Stream::of).orElseGet(Stream::empty);
        properties.put(ALLOWED, String.join(",", Stream.concat(names, others).toList()));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(NAME, properties));
    }

    private static boolean isHttp(Binder configured, String prefix) {
        return configured
                .bind(prefix + "transport", String.class)
                .map("http"::equalsIgnoreCase)
                .orElse(false);
    }

    private static void point(Map<String, Object> properties, String prefix, SimulatedPbx pbx, boolean http) {
        properties.put(prefix + "host", pbx.host());
        properties.put(prefix + "port", http ? pbx.http().port() : pbx.port());
        properties.put(prefix + "username", USER);
        properties.put(prefix + "secret", SECRET);
        properties.put(prefix + "tls", false);
        if (http) {
            properties.put(prefix + "http-path", "");
        }
    }

    /** Removes the options of a proxy, which a property cannot remove. */
    private record WithoutProxy(List<String> connections) implements ComponentCustomizer {
        @Override
        public void configure(String name, Component target) {
            AmiComponent component = (AmiComponent) target;
            List<AmiConfiguration> simulated = new ArrayList<>();
            if (connections.isEmpty()) {
                simulated.add(component.getConfiguration());
            }
            connections.forEach(each -> simulated.add(component.getConnections().get(each)));
            for (AmiConfiguration settings : simulated) {
                if (settings != null && settings.getHttp() != null) {
                    Map<String, Object> http = new TreeMap<>(settings.getHttp());
                    http.keySet().removeIf(option -> option.startsWith("proxy"));
                    settings.setHttp(http);
                }
            }
        }

        @Override
        public boolean isEnabled(String name, Component target) {
            return target instanceof AmiComponent;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }
}

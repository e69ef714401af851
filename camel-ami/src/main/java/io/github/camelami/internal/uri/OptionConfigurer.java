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
package io.github.camelami.internal.uri;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets properties of the component and of its connections. Accepts {@code serverFilter=auto}, which Camel cannot convert
 * to the type of the option, a map. Refuses texts that Camel would read as zero or false. Logs which property was
 * probably meant by one that does not exist; whether that one is refused is decided by Camel. All the rest is left to
 * the generated configurer.
 */
public final class OptionConfigurer implements GeneratedPropertyConfigurer, PropertyConfigurerGetter {
    private static final Logger LOG = LoggerFactory.getLogger(OptionConfigurer.class);

    /** The options that only the component has. */
    private static final Set<String> OF_COMPONENT = Set.of(
            "autowiredEnabled",
            "configuration",
            "connections",
            "healthCheckConsumerEnabled",
            "healthCheckProducerEnabled",
            "useGlobalSslContextParameters");

    private final PropertyConfigurer setter;
    private final PropertyConfigurerGetter getter;
    private final Set<String> options;

    /** The connections of the components whose properties are being set, with their names. */
    private final Map<Object, Map<?, ?>> connections;

    private OptionConfigurer(
            PropertyConfigurer setter,
            PropertyConfigurerGetter getter,
            Set<String> options,
            Map<Object, Map<?, ?>> connections) {
        this.connections = connections;
        this.setter = setter;
        this.getter = getter;
        this.options = Stream.concat(options.stream(), OF_COMPONENT.stream())
                .filter(option -> getter.getOptionType(option, false) != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Puts itself in front of generated configurers, by binding it in the registry, where Camel looks first.
     *
     * @param options the names of all options of endpoints
     * @param names the names by which Camel looks for the configurers
     */
    public static void bind(CamelContext context, Set<String> options, String... names) {
        Map<Object, Map<?, ?>> connections = Collections.synchronizedMap(new WeakHashMap<>());
        for (String name : names) {
            PropertyConfigurer generated =
                    PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(name, context);
            if (generated instanceof PropertyConfigurerGetter getter && !(generated instanceof OptionConfigurer)) {
                context.getRegistry().bind(name, new OptionConfigurer(generated, getter, options, connections));
            }
        }
    }

    /**
     * @throws IllegalArgumentException if the value of {@code serverFilter} is another text, or that of another option is
     *     a text that is not of its type
     */
    @Override
    public boolean configure(CamelContext camelContext, Object target, String name, Object value, boolean ignoreCase) {
        boolean labels = value instanceof String text && !text.startsWith("#") && ServerFilters.isOption(name);
        UriOptionChecks.refused(name, value, getOptionType(name, true)).ifPresent(accepted -> {
            throw new IllegalArgumentException("option " + name + '=' + value + " is not valid; accepted: " + accepted);
        });
        Object known = labels ? ServerFilters.labelled((String) value) : value;
        boolean set = setter.configure(camelContext, target, name, known, ignoreCase);
        if (!set) {
            UnknownOptions.similar(name, options)
                    .ifPresent(meant -> LOG.warn(
                            "camel.component.ami{}: {}",
                            connectionOf(target),
                            UnknownOptions.explanation(name, Optional.of(meant))));
        }
        return set;
    }

    /** The part of a property that names the connection; empty for the properties of the component itself. */
    private String connectionOf(Object target) {
        return List.copyOf(connections.values()).stream()
                .flatMap(each -> each.entrySet().stream())
                .filter(each -> each.getValue() == target)
                .map(each -> ".connections[" + each.getKey() + ']')
                .findFirst()
                .orElse("");
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return getter.getOptionType(name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return getter.getAutowiredNames();
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return getter.getCollectionValueType(target, name, ignoreCase);
    }

    /** @throws IllegalArgumentException if a property lacks the brackets around the name of a connection */
    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        if (target instanceof Map) {
            throw new IllegalArgumentException("camel.component.ami.connections." + name
                    + ": the name of a connection needs brackets, as in camel.component.ami.connections[" + name
                    + "].host");
        }
        Object value = getter.getOptionValue(target, name, ignoreCase);
        if (name.equals("connections") && value instanceof Map<?, ?> named) {
            connections.put(target, named);
        }
        return value;
    }
}

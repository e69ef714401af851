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

import org.apache.camel.CamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;

/**
 * Sets {@code serverFilter=auto}, and leaves all the rest to the generated configurer. For that, the option is a map, and
 * Camel cannot convert a text to it.
 */
public final class ServerFilterConfigurer implements GeneratedPropertyConfigurer, PropertyConfigurerGetter {
    private final PropertyConfigurer setter;
    private final PropertyConfigurerGetter getter;

    private ServerFilterConfigurer(PropertyConfigurer setter, PropertyConfigurerGetter getter) {
        this.setter = setter;
        this.getter = getter;
    }

    /**
     * Puts itself in front of generated configurers, by binding it in the registry, where Camel looks first.
     *
     * @param names the names by which Camel looks for the configurers
     */
    public static void bind(CamelContext context, String... names) {
        for (String name : names) {
            PropertyConfigurer generated =
                    PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(name, context);
            if (generated instanceof PropertyConfigurerGetter getter
                    && !(generated instanceof ServerFilterConfigurer)) {
                context.getRegistry().bind(name, new ServerFilterConfigurer(generated, getter));
            }
        }
    }

    /** @throws IllegalArgumentException if the value of {@code serverFilter} is another text */
    @Override
    public boolean configure(CamelContext camelContext, Object target, String name, Object value, boolean ignoreCase) {
        boolean labels = value instanceof String text && !text.startsWith("#") && ServerFilters.isOption(name);
        Object known = labels ? ServerFilters.labelled((String) value) : value;
        return setter.configure(camelContext, target, name, known, ignoreCase);
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

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return getter.getOptionValue(target, name, ignoreCase);
    }
}

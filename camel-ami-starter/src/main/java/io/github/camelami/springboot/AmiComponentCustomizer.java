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
package io.github.camelami.springboot;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiHeaderFilterStrategy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.StringHelper;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.util.unit.DataSize;

/** Sets the properties on the component. A value that a bean of the user has set takes precedence. */
final class AmiComponentCustomizer implements ComponentCustomizer {
    private static final String PREFIX = "camel.component.ami";
    private static final Set<String> APPLIED_BY_HAND =
            Set.of("class", "enabled", "customizer", "connections", "configuration", "sslBundle");

    private final ApplicationContext application;
    private final AmiComponentConfiguration properties;
    private final ObjectProvider<SslBundles> bundles;
    /** The TLS parameters of each SSL bundle. Connections that share a session must have the same instance. */
    private final Map<String, SSLContextParameters> bundleParameters = new LinkedHashMap<>();

    AmiComponentCustomizer(
            ApplicationContext application, AmiComponentConfiguration properties, ObjectProvider<SslBundles> bundles) {
        this.application = application;
        this.properties = properties;
        this.bundles = bundles;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return target instanceof AmiComponent
                && HierarchicalPropertiesEvaluator.evaluate(
                        application, "camel.component.customizer", PREFIX + ".customizer");
    }

    @Override
    public void configure(String name, Component target) {
        UnknownProperty.refuseUnquoted(application.getEnvironment());
        AmiComponent component = (AmiComponent) target;
        CamelContext camel = component.getCamelContext();
        if (properties.getConfiguration() != null) {
            component.setConfiguration(properties.getConfiguration());
        }
        fill(camel, component, new AmiComponent(), options(PREFIX, properties, AmiComponentConfiguration.class));
        connect(camel, PREFIX, properties, component.getConfiguration());

        Map<String, AmiConfiguration> connections = new LinkedHashMap<>();
        properties.getConnections().forEach((connection, settings) -> {
            AmiConfiguration configuration = new AmiConfiguration();
            connect(camel, PREFIX + ".connections." + connection, settings, configuration);
            connections.put(connection, configuration);
        });
        connections.putAll(component.getConnections());
        component.setConnections(connections);
    }

    private void connect(CamelContext camel, String prefix, AmiConnectionProperties settings, AmiConfiguration target) {
        checkSecret(prefix, settings.getSecret());
        fill(camel, target, new AmiConfiguration(), options(prefix, settings, AmiConnectionProperties.class));
        String bundle = settings.getSslBundle();
        if (bundle == null) {
            return;
        }
        MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn(options -> {
            options.put(prefix + ".ssl-bundle", bundle);
            options.put(prefix + ".ssl-context-parameters", settings.getSslContextParameters());
        });
        if (target.getSslContextParameters() == null) {
            target.setSslContextParameters(bundleParameters.computeIfAbsent(
                    bundle, name -> new SslBundleParameters(bundles.getObject(), name)));
            target.setTls(settings.getTls() == null || settings.getTls());
        }
    }

    /**
     * The options that are set in the properties, and that this type itself declares. Durations become milliseconds,
     * and sizes become bytes, as the component expects.
     *
     * @param prefix the prefix of the properties, for exceptions
     */
    private static Map<String, Object> options(String prefix, AmiConnectionProperties settings, Class<?> type) {
        BeanWrapper bean = PropertyAccessorFactory.forBeanPropertyAccess(settings);
        Map<String, Object> options = new LinkedHashMap<>();
        for (var property : BeanUtils.getPropertyDescriptors(type)) {
            String option = property.getName();
            if (property.getReadMethod().getDeclaringClass() == type && !APPLIED_BY_HAND.contains(option)) {
                Object value = bean.getPropertyValue(option);
                if (value instanceof Duration duration) {
                    value = duration.toMillis();
                } else if (value instanceof DataSize size) {
                    value = bytes(prefix + '.' + StringHelper.camelCaseToDash(option), size);
                }
                if (value != null) {
                    options.put(option, value);
                }
            }
        }
        return options;
    }

    private static int bytes(String property, DataSize size) {
        if (size.toBytes() > Integer.MAX_VALUE) {
            throw new InvalidConfigurationPropertyValueException(
                    property, size, "It must be below " + DataSize.ofGigabytes(2));
        }
        return (int) size.toBytes();
    }

    /**
     * Rejects a secret that starts with # and does not name a bean. Camel's own message about the missing bean would
     * show the secret.
     */
    private void checkSecret(String prefix, String secret) {
        if (secret == null || !secret.startsWith("#")) {
            return;
        }
        String bean = secret.substring(secret.startsWith("#bean:") ? 6 : 1);
        if (!bean.contains(":") && !application.containsBean(bean)) {
            throw new NoSuchSecretBeanException(prefix + ".secret");
        }
    }

    private static void fill(CamelContext camel, Object target, Object untouched, Map<String, Object> options) {
        BeanWrapper present = PropertyAccessorFactory.forBeanPropertyAccess(target);
        BeanWrapper initial = PropertyAccessorFactory.forBeanPropertyAccess(untouched);
        options.keySet().removeIf(option -> !same(present.getPropertyValue(option), initial.getPropertyValue(option)));
        CamelPropertiesHelper.setCamelProperties(camel, target, options, true);
    }

    private static boolean same(Object present, Object initial) {
        return Objects.equals(present, initial)
                || present instanceof AmiHeaderFilterStrategy && initial instanceof AmiHeaderFilterStrategy;
    }
}

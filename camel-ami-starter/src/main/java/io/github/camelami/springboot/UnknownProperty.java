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

import io.github.camelami.internal.uri.UnknownOptions;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.util.StringHelper;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains a property of {@code camel.component.ami} that is probably misspelt, not in quotes, or empty. */
final class UnknownProperty {
    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("camel.component.ami");
    private static final ConfigurationPropertyName CONNECTIONS = PREFIX.append("connections");
    private static final ConfigurationPropertyName CUSTOMIZER = PREFIX.append("customizer");

    /** The key that YAML makes of {@code {{name}}} without quotes: a map whose key is a map. */
    private static final Pattern UNQUOTED = Pattern.compile("\\{(.*)=}");

    private UnknownProperty() {}

    /** The names of the properties of a connection, with dashes. */
    static Set<String> ofConnections() {
        return names(AmiConnectionProperties.class);
    }

    /**
     * Refuses a placeholder without quotes in YAML. Binding does not, if the property has a value elsewhere.
     *
     * @throws UnboundConfigurationPropertiesException naming the property
     */
    static void refuseUnquoted(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource properties) {
                properties.stream()
                        .filter(name ->
                                PREFIX.isAncestorOf(name) && unquoted(name).matches())
                        .findFirst()
                        .ifPresent(name -> {
                            throw new UnboundConfigurationPropertiesException(
                                    Set.of(source.getConfigurationProperty(name)));
                        });
            }
        }
    }

    private static Matcher unquoted(ConfigurationPropertyName name) {
        return UNQUOTED.matcher(name.getElement(name.getNumberOfElements() - 1, Form.ORIGINAL));
    }

    /** Analyzes the exception. Returns null if the property does not belong to this component. */
    static FailureAnalysis analysis(
            UnboundConfigurationPropertiesException unbound, Environment environment, Throwable failure) {
        return unbound.getUnboundProperties().stream()
                .filter(property -> PREFIX.isAncestorOf(property.getName()))
                .findFirst()
                .map(property -> analysis(property, environment, failure))
                .orElse(null);
    }

    private static FailureAnalysis analysis(ConfigurationProperty unbound, Environment environment, Throwable failure) {
        ConfigurationPropertyName name = unbound.getName();
        Matcher unquoted = unquoted(name);
        if (unquoted.matches()) {
            ConfigurationPropertyName property = name.getParent();
            String placeholder = "{{" + unquoted.group(1) + "}}";
            return new FailureAnalysis(
                    "The value of " + property + " is not in quotes, so that YAML reads " + placeholder + " as a map.",
                    "Write it in quotes: " + property.getLastElement(Form.DASHED) + ": \"" + placeholder + "\"",
                    failure);
        }
        Class<?> properties = AmiComponentConfiguration.class;
        int at = PREFIX.getNumberOfElements();
        if (CONNECTIONS.isAncestorOf(name)) {
            properties = AmiConnectionProperties.class;
            at = CONNECTIONS.getNumberOfElements() + 1;
        } else if (CUSTOMIZER.isAncestorOf(name)) {
            properties = AmiComponentConfiguration.Customizer.class;
            at = CUSTOMIZER.getNumberOfElements();
        }
        return analysis(unbound, name.chop(Math.min(at, name.getNumberOfElements())), properties, environment, failure);
    }

    /** @param base the beginning of the name, below which there are these properties */
    private static FailureAnalysis analysis(
            ConfigurationProperty unbound,
            ConfigurationPropertyName base,
            Class<?> properties,
            Environment environment,
            Throwable failure) {
        ConfigurationPropertyName name = unbound.getName();
        int at = base.getNumberOfElements();
        Set<String> accepted = names(properties);
        boolean exists = at < name.getNumberOfElements() && isOneOf(accepted, name.getElement(at, Form.UNIFORM));
        if (exists && at == name.getNumberOfElements() - 1) {
            String value = String.valueOf(unbound.getValue());
            String resolved = environment.resolvePlaceholders(value);
            return resolved.isBlank() ? empty(name, value, failure) : noReference(name, resolved, failure);
        }
        String suggestion = "";
        if (exists) {
            suggestion = "Set " + name.chop(at + 1) + " itself. There is no such property below it. ";
        } else if (at < name.getNumberOfElements()) {
            suggestion = UnknownOptions.similar(name.getElement(at, Form.DASHED), accepted)
                    .map(similar -> "Did you mean " + base + '.' + similar + rest(name, at) + "? ")
                    .orElse("");
        }
        return new FailureAnalysis(
                "The property " + name + " is not known.",
                suggestion + "Accepted under " + base + " are: " + String.join(", ", accepted) + '.',
                failure);
    }

    private static boolean isOneOf(Set<String> accepted, String uniform) {
        return accepted.stream().anyMatch(option -> option.replace("-", "").equals(uniform));
    }

    /** Binding converts an empty text to a text only. It leaves a number, a time or a boolean unbound. */
    private static FailureAnalysis empty(ConfigurationPropertyName name, String value, Throwable failure) {
        return new FailureAnalysis(
                "The property " + name + (value.isBlank() ? "" : ", which is " + value + ',') + " has an empty value.",
                (value.isBlank() ? "Set it" : "Set the variable or the property that it names") + ", or remove " + name
                        + " to use the default.",
                failure);
    }

    /** The converter of another starter leaves a text unbound that is no reference to a bean. */
    private static FailureAnalysis noReference(ConfigurationPropertyName name, String value, Throwable failure) {
        return new FailureAnalysis(
                "The property " + name + ": " + AmiComponentConverter.notAReference(value) + '.',
                "Write #bean:NAME, with the name of a bean, or remove " + name + " to use the default.",
                failure);
    }

    /** The elements of the property behind the misspelt one, each with the dot before it. */
    private static String rest(ConfigurationPropertyName name, int at) {
        return IntStream.range(at + 1, name.getNumberOfElements())
                .mapToObj(element -> '.' + name.getElement(element, Form.ORIGINAL))
                .collect(Collectors.joining());
    }

    private static Set<String> names(Class<?> properties) {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(properties))
                .map(property -> StringHelper.camelCaseToDash(property.getName()))
                .filter(name -> !name.equals("class"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

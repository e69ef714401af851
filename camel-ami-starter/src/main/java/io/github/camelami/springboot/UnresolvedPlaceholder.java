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

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Explains a placeholder without a value: one of Camel, as {@code {{env:PBX_SECRET}}}, or one of Spring, as
 * <code>${PBX_SECRET}</code>, which Camel 4.22 reads before the component does.
 */
final class UnresolvedPlaceholder {
    private static final String PREFIX = "camel.component.ami";

    /** What Camel says of a property, and of a function such as {@code env}. */
    private static final Pattern OF_CAMEL = Pattern.compile("Property with key \\[([^\\]]+)](?: not found in"
            + " properties from text: | using function \\[\\w+] returned null value)");

    private static final Pattern OF_SPRING = Pattern.compile("Could not resolve placeholder '([^']+)'");

    /** What Spring leaves in the value of a property if the variable is not defined. */
    private static final Pattern LEFT = Pattern.compile("\\$\\{([^:{}]+)}");

    private static final Pattern CAMEL_PLACEHOLDER = Pattern.compile("\\{\\{\\??(?:env:|sys:)?([^{}]+)}}");

    private UnresolvedPlaceholder() {}

    /**
     * Analyzes the exception of a placeholder that is in a property of the component, or in the URI of an endpoint.
     *
     * @param uri the URI of the endpoint that could not be created, or null
     * @return null if the exception is another one
     */
    static FailureAnalysis analysis(Throwable cause, String uri, Environment environment, Throwable failure) {
        String message = String.valueOf(cause.getMessage());
        Matcher camel = OF_CAMEL.matcher(message);
        if (camel.find()) {
            String key = camel.group(1);
            return analysis(missing(key), "{{" + key + "}}", uri, environment, failure);
        }
        Matcher spring = OF_SPRING.matcher(message);
        if (cause instanceof PlaceholderResolutionException && spring.find()) {
            String key = spring.group(1);
            return analysis(missingForSpring(key), "${" + key + '}', null, environment, failure);
        }
        return cause instanceof BindException conversion ? analysis(conversion, environment, failure) : null;
    }

    /** Analyzes the exception of a number, a time or the like whose value is still a placeholder. */
    private static FailureAnalysis analysis(BindException conversion, Environment environment, Throwable failure) {
        ConfigurationProperty property = conversion.getProperty();
        if (property == null || !property.getName().toString().startsWith(PREFIX + '.')) {
            return null;
        }
        String value = environment.resolvePlaceholders(String.valueOf(property.getValue()));
        Matcher left = LEFT.matcher(value);
        if (left.find()) {
            return analysis(
                    missingForSpring(left.group(1)), left.group(), "the property " + property.getName(), failure);
        }
        Matcher unconverted = CAMEL_PLACEHOLDER.matcher(value);
        return unconverted.find()
                ? new FailureAnalysis(
                        "The property " + property.getName() + " is not a text, so it cannot refer to "
                                + unconverted.group() + '.',
                        "Write a placeholder of Spring instead: ${" + unconverted.group(1) + '}',
                        failure)
                : null;
    }

    private static String missingForSpring(String key) {
        return "The environment variable or property " + key + " is not defined";
    }

    private static String missing(String key) {
        if (key.startsWith("env:")) {
            return "The environment variable " + key.substring(4) + " is not set";
        }
        return key.startsWith("sys:")
                ? "The system property " + key.substring(4) + " is not set"
                : "The property " + key + " is not defined";
    }

    private static FailureAnalysis analysis(
            String missing, String text, String uri, Environment environment, Throwable failure) {
        Map<String, Object> properties = Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, Object.class))
                .orElseGet(Map::of);
        Optional<String> property = names(PREFIX, properties, text).findFirst();
        if (property.isEmpty() && (uri == null || !uri.startsWith("ami:"))) {
            return null;
        }
        String place = property.map(name -> "the property " + name).orElse("the URI of an endpoint of ami");
        return analysis(missing, text, place, failure);
    }

    private static FailureAnalysis analysis(String missing, String text, String place, Throwable failure) {
        return new FailureAnalysis(
                missing + ", but " + place + " refers to it by " + text + '.',
                "Set it, or correct its name in " + place + '.',
                failure);
    }

    /** The names of the properties whose values contain a text. */
    private static Stream<String> names(String prefix, Map<?, ?> properties, String text) {
        return properties.entrySet().stream().flatMap(property -> {
            String name = prefix + '.' + property.getKey();
            return property.getValue() instanceof Map<?, ?> nested
                    ? names(name, nested, text)
                    : Stream.of(name)
                            .filter(any -> String.valueOf(property.getValue()).contains(text));
        });
    }
}

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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Hides the secrets of PBXes and the passwords of proxies in Actuator's endpoints. They may occur in a property, in a
 * variable to which the property refers by a placeholder of Spring or of Camel, and in the command line.
 */
final class AmiSanitizingFunction implements SanitizingFunction {
    /** The names of secrets and passwords, as properties and as environment variables. */
    private static final Pattern KEY = Pattern.compile("(?i)camel[._-]component[._-]ami[._\\[].*(secret|password)");

    private static final Pattern URI =
            Pattern.compile("\\bami:\\S*[?&](secret|http\\.\\w*password)=", Pattern.CASE_INSENSITIVE);

    private static final Bindable<Map<String, Object>> OPTIONS = Bindable.mapOf(String.class, Object.class);

    /** A placeholder of Camel, as {@code {{env:PBX_SECRET}}}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(?:(?:env|sys):)?([^:{}]+)[^{}]*}}");

    private final List<String> secrets = new ArrayList<>();
    private final Environment environment;

    AmiSanitizingFunction(Environment environment) {
        this.environment = environment;
        Binder binder = Binder.get(environment);
        hideIn(binder.bind("camel.component.ami", OPTIONS).orElseGet(Map::of));
        binder.bind("camel.component.ami.connections", OPTIONS).orElseGet(Map::of).values().stream()
                .filter(Map.class::isInstance)
                .forEach(connection -> hideIn((Map<?, ?>) connection));
    }

    private void hideIn(Map<?, ?> options) {
        options.forEach((option, value) -> {
            if (option.equals("secret") || option.toString().matches("(?i).*password")) {
                hide(value.toString());
            } else if (option.equals("http") && value instanceof Map<?, ?> http) {
                hideIn(http);
            }
        });
    }

    private void hide(String secret) {
        if (!secret.isEmpty() && !secret.startsWith("#")) {
            secrets.add(secret);
            PLACEHOLDER
                    .matcher(secret)
                    .results()
                    .map(placeholder -> environment.getProperty(placeholder.group(1)))
                    .filter(value -> value != null && !value.isEmpty())
                    .forEach(secrets::add);
        }
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        if (data.getValue() == null) {
            return data;
        }
        String value = data.getValue().toString();
        boolean secret = data.getKey() != null && KEY.matcher(data.getKey()).matches()
                || URI.matcher(value).find()
                || secrets.stream().anyMatch(value::contains);
        return secret ? data.withSanitizedValue() : data;
    }
}

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

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The fields and variables that a URI sets for an action. Those of an endpoint apply to all messages. Those of a {@code
 * toD} apply to one message.
 */
public record UriFields(Map<String, Object> fields, Map<String, Object> variables) {
    private static final String FIELD = "field.";
    private static final String VARIABLE = "variable.";
    private static final String PROPERTY = "CamelAmiUriFields";

    /** Whether this option sets a field or a variable of an action. */
    public static boolean isOne(String option) {
        return option.startsWith(FIELD) || option.startsWith(VARIABLE);
    }

    /** Selects the fields and variables among the options of a URI. */
    public static UriFields of(Map<String, Object> options) {
        UriFields of = new UriFields(new LinkedHashMap<>(), new LinkedHashMap<>());
        options.forEach((option, value) -> {
            if (option.startsWith(FIELD)) {
                of.fields.put(option.substring(FIELD.length()), value);
            } else if (option.startsWith(VARIABLE)) {
                of.variables.put(option.substring(VARIABLE.length()), value);
            }
        });
        return of;
    }

    /** Creates the fields and variables of an endpoint. Either map may be null. */
    public static UriFields of(Map<String, Object> fields, Map<String, Object> variables) {
        return new UriFields(fields == null ? Map.of() : fields, variables == null ? Map.of() : variables);
    }

    /** Adds the fields and variables that toD has put into the exchange. They take precedence. */
    public UriFields and(Exchange exchange) {
        UriFields more = exchange.getProperty(PROPERTY, UriFields.class);
        if (more == null) {
            return this;
        }
        UriFields all = new UriFields(new LinkedHashMap<>(fields), new LinkedHashMap<>(variables));
        all.fields.putAll(more.fields);
        all.variables.putAll(more.variables);
        return all;
    }

    /** Whether all values are texts, so that they are the same for each message. */
    public boolean areTexts() {
        return fields.values().stream().allMatch(String.class::isInstance)
                && variables.values().stream().allMatch(String.class::isInstance);
    }

    /** Whether the URI sets this field; case does not matter. */
    public boolean sets(String field) {
        for (String own : fields.keySet()) {
            if (own.equalsIgnoreCase(field)) {
                return true;
            }
        }
        return false;
    }

    public void leaveIn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    public static void removeFrom(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }
}

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
package io.github.camelami;

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Makes the action of an exchange from URI, body and headers. What stands in the URI cannot be changed by a message. */
final class ActionFactory {
    private final AmiEndpoint endpoint;
    private final String uriAction;
    private final UriFields uriFields;
    private final FieldValues values;

    ActionFactory(AmiEndpoint endpoint) {
        this.endpoint = endpoint;
        this.uriAction = endpoint.getProducerConfiguration().getAction();
        this.uriFields = UriFields.of(endpoint.getProducerConfiguration());
        this.values = new FieldValues(endpoint.getCamelContext());
    }

    /** What all actions of the endpoint have in common, or null if the URI names no action. */
    AmiAction common() {
        if (uriAction == null) {
            return null;
        }
        AmiAction.Builder builder = AmiAction.named(uriAction);
        uriFields.fields().forEach((field, value) -> builder.field(field, values.plain(value, null)));
        variables(uriFields, builder, null);
        return builder.build();
    }

    /** @throws AmiException.Refused if the message cannot become an action */
    AmiAction create(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof AmiAction given) {
            if (uriAction != null && !given.is(uriAction)) {
                throw new AmiException.Refused(uriAction + ": the body is an action " + given.name()
                        + ", but the URI's action cannot be changed");
            }
            return create(exchange, uriAction != null ? uriAction : given.name(), given, Map.of());
        }
        Map<String, Object> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String chosen = exchange.getMessage().getHeader(AmiConstants.ACTION, String.class);
        if (body instanceof Map<?, ?> map && !(body instanceof AmiMessage)) {
            map.forEach((name, value) -> put(fields, name, value));
            if (uriAction == null && fields.get("Action") != null) {
                chosen = String.valueOf(values.plain(fields.remove("Action"), exchange));
            }
        } else if (!(body == null || body instanceof AmiMessage || "".equals(body))) {
            throw new AmiException.Refused("a body of type " + body.getClass().getName()
                    + " cannot become an action; accepted are a Map of fields, an AmiAction, or no body");
        }
        return create(exchange, uriAction != null ? uriAction : chosen, null, fields);
    }

    private static void put(Map<String, Object> fields, Object name, Object value) {
        if (name == null) {
            throw new AmiException.Refused("the Map in the body has a null key; accepted are names of fields");
        }
        String field = name.toString();
        if (fields.containsKey(field)) {
            throw new AmiException.Refused("the Map in the body has the field " + field.replaceAll("[^ -~]", ".")
                    + " twice, in different case; to repeat a field, give it a Collection");
        }
        fields.put(field, value);
    }

    private AmiAction create(Exchange exchange, String name, AmiAction given, Map<String, Object> fields) {
        if (name == null) {
            throw new AmiException.Refused(
                    "ami:" + endpoint.getName() + ": no action; set the option action, the header "
                            + AmiConstants.ACTION + ", or give a body with an action");
        }
        UriFields constants = uriFields.and(exchange);
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(constants.fields().keySet());
        AmiAction.Builder builder = AmiAction.named(name);
        constants.fields().forEach((field, value) -> builder.field(field, values.plain(value, exchange)));
        if (given != null) {
            given.fields().stream()
                    .filter(field -> !taken.contains(field.name()))
                    .forEach(field -> builder.field(field.name(), field.value()));
        }
        fields.forEach((field, value) -> {
            if (!taken.contains(field)) {
                builder.field(field, values.plain(value, exchange));
            }
        });
        if (endpoint.isMapHeaders()) {
            taken.addAll(fields.keySet());
            if (given != null) {
                given.fields().forEach(field -> taken.add(field.name()));
            }
            headers(exchange, taken, builder);
        }
        // the last of equal variables counts
        variables(constants, builder, exchange);
        return builder.build();
    }

    private void variables(UriFields constants, AmiAction.Builder builder, Exchange exchange) {
        if (!constants.variables().isEmpty()) {
            builder.field("Variable", values.plain(constants.variables(), exchange));
        }
    }

    private void headers(Exchange exchange, Set<String> taken, AmiAction.Builder builder) {
        HeaderFilterStrategy filter = endpoint.getHeaderFilterStrategy();
        exchange.getMessage().getHeaders().forEach((header, value) -> {
            if (!taken.contains(header) && !filter.applyFilterToCamelHeaders(header, value, exchange)) {
                builder.field(header, values.plain(value, exchange));
            }
        });
    }
}

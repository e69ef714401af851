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
package io.github.camelami.kafka.connect;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConsumerConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * An option of the component that the connector has, too. The connector reads the options from the metadata of the
 * component, so that it has each new option without a change of its own.
 *
 * @param name the name in the configuration of the connector, such as {@code call.grace}
 * @param uriName the name in a URI, such as {@code callGrace}
 * @param prefix whether the option is the prefix of several, such as {@code match.} in {@code match.Queue}
 */
record ComponentOption(String name, String uriName, boolean prefix, boolean ofConnection, EndpointOptionModel model) {
    private static final String METADATA = "/META-INF/io/github/camelami/ami.json";

    /**
     * Options that only routes can use. A task always wants notices, keeps the order of each PBX, and has a share of
     * the PBXes. It also starts if a PBX cannot be reached, and sends no actions of users.
     */
    private static final Set<String> OF_ROUTES = Set.of(
            "notices",
            "concurrentConsumers",
            "orderBy",
            "shard",
            "maxMemberMeters",
            "failFast",
            "maxInFlight",
            "traceCalls",
            "traceNumbers");

    static final List<ComponentOption> ALL = read();

    /** The options of a connection to a PBX. */
    static final List<ComponentOption> OF_CONNECTIONS =
            ALL.stream().filter(ComponentOption::ofConnection).toList();

    /** The options that determine which records a task writes. */
    static final List<ComponentOption> OF_EVENTS =
            ALL.stream().filter(option -> !option.ofConnection()).toList();

    private static List<ComponentOption> read() {
        try (InputStream json = AmiComponent.class.getResourceAsStream(METADATA)) {
            if (json == null) {
                throw new IllegalStateException("the component's jar has no " + METADATA);
            }
            String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
            return JsonMapper.generateComponentModel(text).getEndpointOptions().stream()
                    .filter(ComponentOption::isTaken)
                    .map(ComponentOption::of)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(METADATA + " cannot be read", e);
        }
    }

    private static boolean isTaken(EndpointOptionModel model) {
        boolean owned = isOf(AmiConfiguration.class, model) || isOf(AmiConsumerConfiguration.class, model);
        boolean isText = model.isMultiValue() || !"object".equals(model.getType());
        return owned && isText && !OF_ROUTES.contains(model.getName());
    }

    private static boolean isOf(Class<?> type, EndpointOptionModel model) {
        return type.getName().equals(model.getConfigurationClass());
    }

    private static ComponentOption of(EndpointOptionModel model) {
        boolean prefix = model.isMultiValue();
        String uriName = prefix ? model.getPrefix() : model.getName();
        return new ComponentOption(dotted(uriName), uriName, prefix, isOf(AmiConfiguration.class, model), model);
    }

    /** The name in the notation of Kafka. */
    static String dotted(String uriName) {
        return uriName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
    }

    /** The name under which the option is described. The name of a prefix ends with an asterisk. */
    String documentedName() {
        return prefix ? name + '*' : name;
    }

    /** The name in a URI if this option has this name in the configuration of the connector; otherwise null. */
    @Nullable
    String uriNameOf(String given) {
        if (prefix) {
            return given.startsWith(name) && given.length() > name.length()
                    ? uriName + given.substring(name.length())
                    : null;
        }
        return given.equals(name) ? uriName : null;
    }

    /** The name that an option with this name in a URI has in the configuration of the connector. */
    String nameOfUri(String given) {
        return name + given.substring(uriName.length());
    }

    /** The option with this name in a list; null if there is none. */
    static @Nullable ComponentOption find(List<ComponentOption> options, String given) {
        ComponentOption found = null;
        for (ComponentOption option : options) {
            // http.path is an option of its own, and http.proxyHost is one of those with the prefix http
            if (option.uriNameOf(given) != null && (found == null || found.prefix())) {
                found = option;
            }
        }
        return found;
    }
}

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the errors in a configuration, and assigns each to its option. The component itself checks its options, as it
 * does for a route, but without a connection.
 */
final class OptionErrors {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern OPTION = Pattern.compile("option ([A-Za-z]+(?:\\.[^=\\s]*)?)");

    private final Map<String, ConfigValue> values = new LinkedHashMap<>();

    /** @param config what Connect itself has found */
    OptionErrors(Config config) {
        config.configValues().forEach(value -> values.put(value.name(), value));
    }

    /** Adds the errors that only the component can find. */
    Config find(Map<String, String> given) {
        ConnectorSettings settings = new ConnectorSettings(given);
        Set<String> pbxes = settings.pbxes();
        if (given.get(ConnectorOptions.CONNECTIONS) != null && pbxes.isEmpty()) {
            add(ConnectorOptions.CONNECTIONS, "needs the name of at least one PBX");
        }
        for (String pbx : pbxes) {
            if (!NAME.matcher(pbx).matches()) {
                add(ConnectorOptions.CONNECTIONS, "'" + pbx + "': letters, digits, '.', '_' and '-' make a name");
            }
        }
        given.keySet().forEach(this::checkSpelling);
        given.keySet().stream()
                .filter(name -> name.startsWith(ConnectorOptions.CONNECTION_PREFIX))
                .forEach(name -> checkOfPbx(name, given.get(name), settings.pbxOf(name)));
        if (values.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
            CamelContext context = PbxSessions.camelContext("validation");
            try {
                askComponent(context, settings);
            } finally {
                context.stop();
            }
        }
        return new Config(new ArrayList<>(values.values()));
    }

    /** Reports an option that has its name from a URI. Connect ignores options that it does not know. */
    private void checkSpelling(String name) {
        ComponentOption option = ofUri(name);
        if (option != null && !option.nameOfUri(name).equals(name)) {
            add(name, "is called " + option.nameOfUri(name) + " here");
        }
    }

    private void checkOfPbx(String name, @Nullable String value, @Nullable String pbx) {
        if (pbx == null) {
            add(name, "is for a PBX that the option connections does not name");
            return;
        }
        String option = name.substring(ConnectorOptions.CONNECTION_PREFIX.length() + pbx.length() + 1);
        ComponentOption known = ComponentOption.find(ComponentOption.OF_CONNECTIONS, option);
        if (known == null && !TlsStores.NAMES.contains(option)) {
            ComponentOption inUri = ofUri(option);
            String hint = inUri == null ? "" : "; it is called " + inUri.nameOfUri(option) + " here";
            add(name, "is not an option of a connection" + hint);
        } else if (known != null && !known.model().isSecret()) {
            ConfigDef.ConfigKey key = ConnectorOptions.definition().configKeys().get(known.documentedName());
            try {
                Object parsed = ConfigDef.parseType(name, value, key.type);
                if (key.validator != null) {
                    key.validator.ensureValid(name, parsed);
                }
            } catch (ConfigException e) {
                add(name, e.getMessage());
            }
        }
    }

    private void askComponent(CamelContext context, ConnectorSettings settings) {
        AmiComponent component = context.getComponent("ami", AmiComponent.class);
        Map<String, Object> events = settings.events();
        settings.connections().forEach((pbx, options) -> {
            try {
                component.getConnections().put(pbx, options.configuration(context));
                Endpoint endpoint = context.getEndpoint("ami:" + pbx, events);
                endpoint.init();
                endpoint.createConsumer(exchange -> {});
            } catch (Exception e) {
                addOf(pbx, settings, root(e));
            }
        });
    }

    private void addOf(String pbx, ConnectorSettings settings, String message) {
        String text = message.replaceFirst("^ami:[^ ]*: ", "");
        Matcher named = OPTION.matcher(text);
        ComponentOption option = named.find() ? ofUri(named.group(1)) : null;
        if (option == null) {
            add(ConnectorOptions.CONNECTIONS, pbx + ": " + text);
            return;
        }
        String shown = text.replace("option " + named.group(1), "option " + ComponentOption.dotted(named.group(1)));
        if (!option.ofConnection()) {
            add(option.documentedName(), shown);
        } else if (settings.ofPbx(pbx).containsKey(option.name())) {
            add(ConnectorOptions.CONNECTION_PREFIX + pbx + '.' + option.name(), shown);
        } else {
            add(option.documentedName(), pbx + ": " + shown);
        }
    }

    private static @Nullable ComponentOption ofUri(String uriName) {
        return ComponentOption.ALL.stream()
                .filter(each -> each.prefix() ? uriName.startsWith(each.uriName()) : uriName.equals(each.uriName()))
                .findFirst()
                .orElse(null);
    }

    /** The message of the root cause. Camel's own messages show the URI, and those of the component only the option. */
    static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private void add(String option, String message) {
        ConfigValue value = values.computeIfAbsent(option, ConfigValue::new);
        if (!value.errorMessages().contains(message)) {
            value.addErrorMessage(message);
        }
    }
}

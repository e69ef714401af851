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

import io.github.camelami.AmiConsumerConfiguration;
import io.github.camelami.kafka.connect.ConnectorOptions.RecordSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.TimeUtils;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings in the configuration of a connector, or of one of its tasks. */
final class ConnectorSettings {
    /** The PBXes of a task, in its configuration. */
    static final String SHARE = "task.connections";
    /** The number of a task, in its configuration. */
    static final String TASK = "task.number";

    private static final String BUFFER = "bufferBytes";
    /** The smallest buffer that the component accepts, in bytes. */
    private static final long LEAST_BUFFER = 1_024;

    private static final int PREFIX = ConnectorOptions.CONNECTION_PREFIX.length();

    private final Map<String, String> given;
    private final Map<String, Map<String, String>> ofPbxes = new LinkedHashMap<>();

    /** @param given the configuration, which has been validated */
    ConnectorSettings(Map<String, String> given) {
        Map<String, String> present = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                present.put(name, value.trim());
            }
        });
        this.given = present;
        Set<String> names = names(present.get(ConnectorOptions.CONNECTIONS));
        present.forEach((name, value) -> {
            String pbx = pbxOf(name, names);
            if (pbx != null) {
                ofPbxes.computeIfAbsent(pbx, each -> new LinkedHashMap<>())
                        .put(name.substring(PREFIX + pbx.length() + 1), value);
            }
        });
    }

    /** The name of the connector. */
    String connector() {
        return given.getOrDefault("name", "ami");
    }

    /** The name of the task. */
    String task() {
        return connector() + '-' + given.getOrDefault(TASK, "0");
    }

    /** The names of the PBXes: those of the task, or all of the connector. */
    Set<String> pbxes() {
        // a task keeps its share apart from the option, which a config provider may supply
        String names =
                given.containsKey(TASK) ? given.getOrDefault(SHARE, "") : given.get(ConnectorOptions.CONNECTIONS);
        return names(names);
    }

    static Set<String> names(@Nullable String list) {
        Set<String> names = new LinkedHashSet<>();
        if (list != null) {
            Arrays.stream(list.split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }

    /** The options of the connections, by the names of the PBXes. */
    Map<String, PbxOptions> connections() {
        Map<String, String> ofAll = new LinkedHashMap<>();
        ConnectorOptions.DEFAULTS.forEach((name, value) -> {
            if (ComponentOption.OF_CONNECTIONS.stream()
                    .anyMatch(option -> option.uriName().equals(name))) {
                ofAll.put(name, value);
            }
        });
        Map<String, String> storesOfAll = new LinkedHashMap<>();
        given.forEach((name, value) -> take(name, value, ofAll, storesOfAll));
        Map<String, PbxOptions> connections = new LinkedHashMap<>();
        for (String pbx : pbxes()) {
            Map<String, String> options = new LinkedHashMap<>(ofAll);
            Map<String, String> stores = new LinkedHashMap<>(storesOfAll);
            ofPbx(pbx).forEach((name, value) -> take(name, value, options, stores));
            connections.put(pbx, new PbxOptions(pbx, options, stores));
        }
        return connections;
    }

    private static void take(String name, String value, Map<String, String> options, Map<String, String> stores) {
        ComponentOption option = ComponentOption.find(ComponentOption.OF_CONNECTIONS, name);
        if (option != null) {
            options.put(option.uriNameOf(name), value);
        } else if (TlsStores.NAMES.contains(name)) {
            stores.put(name, value);
        }
    }

    /** The options of this PBX alone, by their names without the prefix. */
    Map<String, String> ofPbx(String pbx) {
        return ofPbxes.getOrDefault(pbx, Map.of());
    }

    /** The PBX that the name of an option contains; null if the name contains no known PBX. */
    @Nullable
    String pbxOf(String option) {
        return pbxOf(option, names(given.get(ConnectorOptions.CONNECTIONS)));
    }

    private static @Nullable String pbxOf(String option, Set<String> pbxes) {
        if (!option.startsWith(ConnectorOptions.CONNECTION_PREFIX)) {
            return null;
        }
        // names may contain dots, so that one may begin like another: the longest counts
        for (int end = option.lastIndexOf('.'); end > PREFIX; end = option.lastIndexOf('.', end - 1)) {
            String pbx = option.substring(PREFIX, end);
            if (pbxes.contains(pbx)) {
                return pbx;
            }
        }
        return null;
    }

    /** The options of the consumer by their names in a URI. */
    Map<String, Object> events() {
        Map<String, Object> options = eventsWithDefaultBuffer();
        if (!given.containsKey(ComponentOption.dotted(BUFFER))) {
            options.put(BUFFER, Long.toString(bufferBytes(Runtime.getRuntime().maxMemory())));
        }
        return options;
    }

    /**
     * The default size of the buffer of each PBX. All buffers of the task together have at most a quarter of the heap.
     */
    long bufferBytes(long heap) {
        long share = heap / 4 / Math.max(1, pbxes().size());
        return Math.max(LEAST_BUFFER, Math.min(Long.parseLong(ConnectorOptions.DEFAULTS.get(BUFFER)), share));
    }

    private Map<String, Object> eventsWithDefaultBuffer() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("notices", "true");
        ConnectorOptions.DEFAULTS.forEach((name, value) -> {
            if (ComponentOption.OF_EVENTS.stream()
                    .anyMatch(option -> option.uriName().equals(name))) {
                options.put(name, value);
            }
        });
        given.forEach((name, value) -> {
            ComponentOption option = ComponentOption.find(ComponentOption.OF_EVENTS, name);
            if (option != null) {
                options.put(option.uriNameOf(name), value);
            }
        });
        return options;
    }

    /** Whether the task continues if all of its PBXes refuse the login. */
    boolean retriesRefusedLogins() {
        return given.containsKey("refused.retry.delay");
    }

    String topic(String pbx) {
        return required(ConnectorOptions.TOPIC).replace(ConnectorOptions.PBX, pbx);
    }

    String noticeTopic(String pbx) {
        return given.getOrDefault(ConnectorOptions.NOTICE_TOPIC, required(ConnectorOptions.TOPIC))
                .replace(ConnectorOptions.PBX, pbx);
    }

    private String required(String name) {
        if (!given.containsKey(name)) {
            throw new ConfigException(name, null, "is missing");
        }
        return given.get(name);
    }

    RecordSchema schema() {
        return RecordSchema.valueOf(given.getOrDefault(ConnectorOptions.RECORD_SCHEMA, RecordSchema.none.name()));
    }

    /** How long a call that has ended waits for late events. */
    long callGraceMillis() {
        String grace = given.get("call.grace");
        return grace == null ? new AmiConsumerConfiguration().getCallGrace() : TimeUtils.toMilliSeconds(grace);
    }

    long lingerMillis() {
        return Long.parseLong(given.getOrDefault(ConnectorOptions.LINGER, "10000"));
    }

    /**
     * All settings except the connections, and those that depend on the number of connections. A task can take over the
     * sessions of an earlier one only if both have the same values here.
     */
    Map<String, Object> identity() {
        Map<String, Object> identity = eventsWithDefaultBuffer();
        for (String name :
                List.of(ConnectorOptions.TOPIC, ConnectorOptions.NOTICE_TOPIC, ConnectorOptions.RECORD_SCHEMA)) {
            identity.put(name, given.getOrDefault(name, ""));
        }
        return identity;
    }

    /** The configuration of a task with a share of the PBXes. */
    Map<String, String> ofTask(int number, Set<String> share) {
        Map<String, String> task = new LinkedHashMap<>();
        Set<String> all = names(given.get(ConnectorOptions.CONNECTIONS));
        given.forEach((name, value) -> {
            String owner = pbxOf(name, all);
            if (owner == null || share.contains(owner)) {
                task.put(name, value);
            }
        });
        task.put(ConnectorOptions.CONNECTIONS, String.join(",", share));
        task.put(TASK, Integer.toString(number));
        task.put(SHARE, String.join(",", share));
        return task;
    }
}

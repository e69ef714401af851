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

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The options of the connector, as Kafka Connect validates and documents them. */
final class ConnectorOptions {
    static final String CONNECTIONS = "connections";
    static final String CONNECTION_PREFIX = "connection.";
    static final String TOPIC = "topic";
    static final String NOTICE_TOPIC = "notice.topic";
    static final String RECORD_SCHEMA = "record.schema";
    static final String LINGER = "session.linger.ms";

    /** The placeholder for the name of the PBX in the name of a topic. */
    static final String PBX = "${pbx}";

    /** The values of {@link #RECORD_SCHEMA}. */
    enum RecordSchema {
        none,
        connect
    }

    /** Defaults that suit many PBXes in one task better than those of the component. */
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(entry("bufferBytes", "4194304"), entry("refusedRetryDelay", "5m"));

    private static final Map<String, Importance> IMPORTANT = Map.of(
            "host", Importance.HIGH,
            "port", Importance.HIGH,
            "username", Importance.HIGH,
            "secret", Importance.HIGH,
            "tls", Importance.HIGH,
            "transport", Importance.HIGH,
            "events", Importance.HIGH,
            "emit", Importance.HIGH);

    private static final Map<String, String> GROUPS = Map.of(
            "common", "Connection",
            "consumer", "Records",
            "consumer (advanced)", "Records, advanced",
            "security", "Security",
            "advanced", "Connection, advanced",
            // the time limit of the actions that the connector itself sends
            "producer", "Connection, advanced",
            "http", "HTTP");

    private static final Pattern WORD = Pattern.compile("\\b[a-z]+[A-Z]\\w*");

    private ConnectorOptions() {}

    static ConfigDef definition() {
        ConfigDef options = new ConfigDef();
        Map<String, Integer> orders = new LinkedHashMap<>();
        own(options, orders);
        for (ComponentOption option : ComponentOption.ALL) {
            String group = GROUPS.getOrDefault(option.model().getGroup(), "Other");
            options.define(
                    option.documentedName(),
                    type(option),
                    defaultOf(option),
                    validator(option),
                    IMPORTANT.getOrDefault(
                            option.uriName(),
                            option.model().getGroup().contains("advanced") ? Importance.LOW : Importance.MEDIUM),
                    documentation(option),
                    group,
                    next(orders, group),
                    Width.MEDIUM,
                    option.documentedName());
        }
        TlsStores.define(options, group -> next(orders, group));
        return options;
    }

    private static void own(ConfigDef options, Map<String, Integer> orders) {
        options.define(
                        CONNECTIONS,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonNullValidator(),
                        Importance.HIGH,
                        "The names of the PBXes, comma separated. The names are your own. They are part of the records.",
                        "Connection",
                        next(orders, "Connection"),
                        Width.LONG,
                        CONNECTIONS)
                .define(
                        CONNECTION_PREFIX + '*',
                        Type.STRING,
                        null,
                        null,
                        Importance.HIGH,
                        "An option of one PBX, as connection.NAME.OPTION, for example connection.berlin.host. OPTION is"
                                + " any option of a connection. It takes precedence over the option without this prefix,"
                                + " which applies to all PBXes.",
                        "Connection",
                        next(orders, "Connection"),
                        Width.MEDIUM,
                        CONNECTION_PREFIX + '*')
                .define(
                        LINGER,
                        Type.LONG,
                        10_000L,
                        ConfigDef.Range.atLeast(0),
                        Importance.LOW,
                        "How long the sessions of a worker stay logged in when it stops all tasks of the connector, in"
                                + " milliseconds. If the tasks start again within this time, as after a change of the"
                                + " configuration, no event is lost. With 0, each stop logs off.",
                        "Connection, advanced",
                        next(orders, "Connection, advanced"),
                        Width.SHORT,
                        LINGER)
                .define(
                        TOPIC,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(ConnectorOptions::checkTopic, () -> "name of a topic"),
                        Importance.HIGH,
                        "The topic of the records. ${pbx} in it stands for the name of the PBX.",
                        "Records",
                        next(orders, "Records"),
                        Width.LONG,
                        TOPIC)
                .define(
                        NOTICE_TOPIC,
                        Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(ConnectorOptions::checkTopic, () -> "name of a topic"),
                        Importance.MEDIUM,
                        "The topic of the notices Connected, Disconnected and Gap. ${pbx} in it stands for the name of"
                                + " the PBX. By default, it is the topic of the records.",
                        "Records",
                        next(orders, "Records"),
                        Width.LONG,
                        NOTICE_TOPIC)
                .define(
                        RECORD_SCHEMA,
                        Type.STRING,
                        RecordSchema.none.name(),
                        ConfigDef.ValidString.in(names(RecordSchema.values())),
                        Importance.MEDIUM,
                        "Whether keys and values have a schema of Connect. With none, they are maps, as the"
                                + " JsonConverter with schemas.enable=false needs them. With connect, they have a"
                                + " schema, which converters for Avro, Protobuf and JSON Schema need.",
                        "Records",
                        next(orders, "Records"),
                        Width.SHORT,
                        RECORD_SCHEMA);
    }

    private static String[] names(Enum<?>[] values) {
        return java.util.Arrays.stream(values).map(Enum::name).toArray(String[]::new);
    }

    private static int next(Map<String, Integer> orders, String group) {
        return orders.merge(group, 1, Integer::sum);
    }

    private static Type type(ComponentOption option) {
        if (option.model().isSecret()) {
            return Type.PASSWORD;
        }
        return switch (option.prefix() ? "object" : option.model().getType()) {
            case "boolean" -> Type.BOOLEAN;
            case "integer" -> "long".equals(option.model().getJavaType()) ? Type.LONG : Type.INT;
            default -> Type.STRING;
        };
    }

    private static @Nullable Object defaultOf(ComponentOption option) {
        Object value = DEFAULTS.getOrDefault(
                option.uriName(),
                option.model().getDefaultValue() == null
                        ? null
                        : option.model().getDefaultValue().toString());
        return value == null ? null : ConfigDef.parseType(option.name(), value, type(option));
    }

    private static ConfigDef.@Nullable Validator validator(ComponentOption option) {
        List<String> values = option.model().getEnums();
        if (values != null && !values.isEmpty()) {
            List<@Nullable String> accepted = new ArrayList<>(values);
            if (defaultOf(option) == null) {
                accepted.add(null);
            }
            return ConfigDef.ValidString.in(accepted.toArray(String[]::new));
        }
        return "duration".equals(option.model().getType())
                ? ConfigDef.LambdaValidator.with(ConnectorOptions::checkDuration, () -> "20s, 5m or milliseconds")
                : null;
    }

    private static void checkDuration(String name, @Nullable Object value) {
        try {
            if (value != null) {
                TimeUtils.toMilliSeconds(value.toString());
            }
        } catch (RuntimeException e) {
            throw new ConfigException(name, value, "must be a number of milliseconds, or a time such as 20s or 5m");
        }
    }

    private static void checkTopic(String name, @Nullable Object value) {
        if (value != null && !value.toString().replace(PBX, "pbx").matches("[A-Za-z0-9._-]{1,249}")) {
            throw new ConfigException(
                    name, value, "must consist of letters, digits, '.', '_' and '-', and may contain " + PBX);
        }
    }

    /** The component's own description, with the names that options have in the connector. */
    private static String documentation(ComponentOption option) {
        Matcher words = WORD.matcher(option.model().getDescription());
        return words.replaceAll(word -> Matcher.quoteReplacement(
                ComponentOption.ALL.stream().anyMatch(each -> word.group()
                                .equals(each.model().getName()))
                        ? ComponentOption.dotted(word.group())
                        : word.group()));
    }
}

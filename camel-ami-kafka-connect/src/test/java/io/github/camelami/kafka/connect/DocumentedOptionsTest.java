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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** The tables of docs/kafka-connect.md are those of the connector's options; {@code -Dupdate.docs=true} writes them. */
class DocumentedOptionsTest {
    private static final Path PAGE = Path.of("..", "docs", "kafka-connect.md");
    private static final ConfigDef OPTIONS = ConnectorOptions.definition();

    @Test
    void tablesFitTheOptions() throws IOException {
        String written = Files.readString(PAGE);
        String expected = replaced(written, "connector", own());
        expected = replaced(expected, "defaults", defaults());
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(written).as("run with -Dupdate.docs=true").isEqualTo(expected);
        }
    }

    private static String own() {
        return "| option | default | type | meaning |\n|---|---|---|---|\n"
                + OPTIONS.configKeys().values().stream()
                        .filter(key -> ComponentOption.ALL.stream()
                                .noneMatch(option -> option.documentedName().equals(key.name)))
                        .map(key -> "| `" + key.name + "` | " + shown(key) + " | "
                                + key.type.name().toLowerCase(java.util.Locale.ROOT) + " | " + key.documentation
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static String shown(ConfigKey key) {
        return key.hasDefault() ? (key.defaultValue == null ? "" : key.defaultValue.toString()) : "(required)";
    }

    private static String defaults() {
        return "| option | default | of the component |\n|---|---|---|\n"
                + ComponentOption.ALL.stream()
                        .filter(option -> ConnectorOptions.DEFAULTS.containsKey(option.uriName()))
                        .map(option -> "| `" + option.name() + "` | "
                                + ConnectorOptions.DEFAULTS.get(option.uriName()) + " | "
                                + option.model().getDefaultValue() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String replaced(String text, String table, String content) {
        String start = "<!-- table " + table + " -->\n";
        int from = text.indexOf(start);
        assertThat(from).as("%s in %s", start.strip(), PAGE).isNotNegative();
        return text.substring(0, from + start.length()) + content + text.substring(text.indexOf("<!-- end -->", from));
    }
}

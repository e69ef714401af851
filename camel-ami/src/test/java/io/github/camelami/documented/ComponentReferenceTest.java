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
package io.github.camelami.documented;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The tables of docs/component.md are those of the component's metadata; {@code -Dupdate.docs=true} writes them. */
class ComponentReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "component.md");

    @Test
    void tablesFitTheMetadata() throws IOException {
        String written = Files.readString(REFERENCE);
        String expected = written;
        JsonNode metadata = metadata();
        expected = replaced(expected, "component", componentOptions(metadata));
        expected = replaced(expected, "path", table(metadata.get("properties"), option -> is(option, "kind", "path")));
        for (String group : List.of("common", "consumer", "producer", "advanced", "http", "security")) {
            expected = replaced(expected, group, table(metadata.get("properties"), inGroup(group)));
        }
        expected = replaced(expected, "headers", headers(metadata));
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(REFERENCE, expected);
        } else {
            assertThat(written).as("run with -Dupdate.docs=true").isEqualTo(expected);
        }
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in =
                ComponentReferenceTest.class.getResourceAsStream("/META-INF/io/github/camelami/ami.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** Options of a connection are in the tables of endpoints, and are marked there. */
    private static String componentOptions(JsonNode metadata) {
        return table(metadata.get("componentProperties"), option -> !isOfAConnection(option));
    }

    private static boolean isOfAConnection(JsonNode option) {
        return is(option, "configurationField", "configuration");
    }

    /** With what is advanced in it. */
    private static Predicate<JsonNode> inGroup(String group) {
        return option -> is(option, "kind", "parameter")
                && option.path("group").asText().replace(" (advanced)", "").equals(group);
    }

    private static boolean is(JsonNode option, String key, String value) {
        return option.path(key).asText().equals(value);
    }

    /** In Camel's order, which is that of the metadata. */
    private static String table(JsonNode all, Predicate<JsonNode> which) {
        StringBuilder table = new StringBuilder("| name | description | default | type |\n|---|---|---|---|\n");
        all.properties().forEach(entry -> {
            JsonNode option = entry.getValue();
            if (which.test(option)) {
                String name = option.path("prefix").isMissingNode()
                        ? entry.getKey()
                        : option.get("prefix").asText() + "*";
                table.append("| `")
                        .append(name)
                        .append('`')
                        .append(marks(option))
                        .append(" | ");
                table.append(option.path("required").asBoolean() ? "**Required.** " : "");
                table.append(option.path("description").asText()).append(" | ");
                table.append(option.path("defaultValue").asText()).append(" | ");
                table.append(type(option)).append(" |\n");
            }
        });
        return table.toString();
    }

    private static String marks(JsonNode option) {
        String marks = Stream.of(
                        isOfAConnection(option) && is(option, "kind", "parameter") ? "connection" : "",
                        option.path("group").asText().endsWith(" (advanced)") ? "advanced" : "")
                .filter(mark -> !mark.isEmpty())
                .collect(joining(", "));
        return marks.isEmpty() ? "" : " (" + marks + ')';
    }

    private static String type(JsonNode option) {
        return option.path("enum").isMissingNode()
                ? option.path("type").asText()
                : StreamSupport.stream(option.get("enum").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(joining(", "));
    }

    private static String headers(JsonNode metadata) {
        StringBuilder table = new StringBuilder("| name | description | at the | type |\n|---|---|---|---|\n");
        metadata.get("headers").properties().forEach(entry -> {
            JsonNode header = entry.getValue();
            table.append("| `").append(entry.getKey()).append("` | ");
            table.append(header.path("description").asText()).append(" | ");
            table.append(header.path("label").asText().replace(",", ", ")).append(" | ");
            table.append(header.path("javaType").asText()).append(" |\n");
        });
        return table.toString();
    }

    private static String replaced(String text, String table, String content) {
        String start = "<!-- table " + table + " -->\n";
        String end = "<!-- end -->";
        int from = text.indexOf(start);
        assertThat(from).as("%s in %s", start.strip(), REFERENCE).isNotNegative();
        return text.substring(0, from + start.length()) + content + text.substring(text.indexOf(end, from));
    }
}

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
import java.util.function.Predicate;
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
        expected = replaced(expected, "connection", options(metadata, this::isConnectionOption));
        expected = replaced(expected, "consumer", options(metadata, label("consumer")));
        expected = replaced(expected, "producer", options(metadata, label("producer")));
        expected = replaced(expected, "other", options(metadata, this::isOther));
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

    private boolean isConnectionOption(JsonNode option) {
        return "configuration".equals(option.path("configurationField").asText());
    }

    private boolean isOther(JsonNode option) {
        return option.path("configurationField").isMissingNode()
                && option.path("kind").asText().equals("parameter");
    }

    private static String componentOptions(JsonNode metadata) {
        return table(metadata.get("componentProperties"), option -> option.path("configurationField")
                .isMissingNode());
    }

    private static Predicate<JsonNode> label(String label) {
        return option -> option.path("configurationField").asText().equals(label + "Configuration");
    }

    private static String options(JsonNode metadata, Predicate<JsonNode> which) {
        return table(metadata.get("properties"), which);
    }

    private static String table(JsonNode all, Predicate<JsonNode> which) {
        StringBuilder table = new StringBuilder("| option | default | type | meaning |\n|---|---|---|---|\n");
        all.properties().forEach(entry -> {
            JsonNode option = entry.getValue();
            if (which.test(option)) {
                String name = option.path("prefix").isMissingNode()
                        ? entry.getKey()
                        : option.get("prefix").asText() + "*";
                table.append("| `").append(name).append("` | ");
                table.append(option.path("defaultValue").asText()).append(" | ");
                table.append(type(option)).append(" | ");
                table.append(option.path("description").asText()).append(" |\n");
            }
        });
        return table.toString();
    }

    private static String type(JsonNode option) {
        return option.path("enum").isMissingNode()
                ? option.path("type").asText()
                : StreamSupport.stream(option.get("enum").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(joining(", "));
    }

    private static String headers(JsonNode metadata) {
        StringBuilder table = new StringBuilder("| header | at the | type | meaning |\n|---|---|---|---|\n");
        metadata.get("headers").properties().forEach(entry -> {
            JsonNode header = entry.getValue();
            table.append("| `").append(entry.getKey()).append("` | ");
            table.append(header.path("label").asText()).append(" | ");
            table.append(header.path("javaType").asText()).append(" | ");
            table.append(header.path("description").asText()).append(" |\n");
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

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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each Kamelet keeps the rules of the catalog of Camel's Kamelets, and its properties are options of the component. */
class KameletFilesDslTest {
    private static final Path FOLDER = Path.of("src/main/resources/kamelets");
    private static final String ICON = "data:image/svg+xml;base64,";
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>camel-ami-parent</artifactId>\\s*<version>([^<]+)<");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)(\\w+)}}");

    static List<Path> kamelets() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void isDescribedAsTheCatalogAsks(Path file) throws IOException {
        Map<String, Object> kamelet = read(file);
        String name = text(kamelet, "metadata", "name");
        String type = text(kamelet, "metadata", "labels", "camel.apache.org/kamelet.type");
        Map<String, Object> annotations = map(kamelet, "metadata", "annotations");

        assertThat(file).hasFileName(name + ".kamelet.yaml");
        assertThat(name).endsWith("-" + type);
        assertThat(annotations)
                .containsKeys(
                        "camel.apache.org/kamelet.support.level",
                        "camel.apache.org/provider",
                        "camel.apache.org/kamelet.group",
                        "camel.apache.org/kamelet.namespace")
                .containsEntry("camel.apache.org/catalog.version", version());
        String icon = (String) annotations.get("camel.apache.org/kamelet.icon");
        assertThat(icon).startsWith(ICON);
        assertThat(new String(Base64.getDecoder().decode(icon.substring(ICON.length())), StandardCharsets.UTF_8))
                .startsWith("<svg ");
        assertThat(text(kamelet, "spec", "definition", "title")).endsWithIgnoringCase(" " + type);
        assertThat(text(kamelet, "spec", "definition", "description")).endsWith(".");
        assertThat(map(kamelet, "spec", "types", type.equals("source") ? "out" : "in"))
                .containsEntry("mediaType", "application/json");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void bringsTheComponentOfTheSameVersion(Path file) throws IOException {
        assertThat(at(read(file), "spec", "dependencies"))
                .isEqualTo(List.of(
                        "camel:core",
                        "camel:jackson",
                        "camel:kamelet",
                        "mvn:io.github.camelami:camel-ami:" + version()));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void eachPropertyIsDescribedAndUsed(Path file) throws IOException {
        Map<String, Object> kamelet = read(file);
        Map<String, Object> properties = map(kamelet, "spec", "definition", "properties");
        List<?> required = (List<?>) at(kamelet, "spec", "definition", "required");

        assertThat(properties).containsKeys(required.toArray(String[]::new));
        Map<String, String> defined = new TreeMap<>();
        properties.forEach((name, each) -> {
            Map<String, Object> property = map(each);
            assertThat(property).as(name).containsKeys("title", "description", "type");
            assertThat((String) property.get("description")).as(name).endsWith(".");
            boolean given = required.contains(name) || property.containsKey("default");
            defined.put(name, given ? "" : "?");
            if ("password".equals(property.get("format"))) {
                assertThat(property).containsEntry("x-descriptors", List.of("urn:camel:group:credentials"));
            }
        });
        assertThat(placeholders(map(kamelet, "spec", "template").toString())).isEqualTo(defined);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void itsPropertiesAreOptionsOfTheComponent(Path file) throws IOException {
        Map<String, Object> kamelet = read(file);
        Map<String, Object> properties = map(kamelet, "spec", "definition", "properties");
        ComponentModel component = component();

        for (String name : parameters(at(kamelet, "spec", "template"))) {
            BaseOptionModel option = component.getEndpointParameterOptions().stream()
                    .filter(each -> each.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is no option of the component"));
            if (!properties.containsKey(name) || option.isMultiValue()) {
                continue;
            }
            Map<String, Object> property = map(properties.get(name));
            if (property.containsKey("enum")) {
                assertThat(option.getEnums()).as(name).containsAll(strings(property.get("enum")));
                assertThat(strings(property.get("enum"))).as(name).contains((String) property.get("default"));
            } else if (property.containsKey("default")) {
                assertThat(property.get("default").toString())
                        .as(name)
                        .isEqualTo(String.valueOf(option.getDefaultValue()));
            }
        }
    }

    /** The names of the parameters of the one step that uses the component. */
    private static Set<String> parameters(Object template) {
        Map<String, Object> from = map(map(template).get("from"));
        List<Map<String, Object>> users = new ArrayList<>(List.of(from));
        for (Object step : (List<?>) from.get("steps")) {
            if (map(step).get("to") instanceof Map<?, ?> to) {
                users.add(map(to));
            }
        }
        return users.stream()
                .filter(each -> each.get("uri").equals("ami:{{name}}"))
                .map(each -> map(each.get("parameters")).keySet())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> placeholders(String template) {
        Map<String, String> used = new TreeMap<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        placeholder.results().forEach((MatchResult each) -> used.put(each.group(2), each.group(1)));
        return used;
    }

    private static ComponentModel component() throws IOException {
        return JsonMapper.generateComponentModel(
                Files.readString(Path.of("src/generated/resources/META-INF/io/github/camelami/ami.json")));
    }

    private static String version() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static Map<String, Object> read(Path file) throws IOException {
        return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    private static String text(Object root, String... path) {
        return (String) at(root, path);
    }

    private static Map<String, Object> map(Object root, String... path) {
        Map<String, Object> map = new TreeMap<>();
        ((Map<?, ?>) at(root, path)).forEach((key, value) -> map.put((String) key, value));
        return map;
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static Object at(Object root, String... path) {
        Object at = root;
        for (String key : path) {
            at = ((Map<?, ?>) at).get(key);
        }
        return at;
    }
}

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
package io.github.camelami.springboot;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** The properties are the component's options, by name, type, default and description. */
class MetadataTest {
    private static final String PREFIX = "camel.component.ami.";
    /** What only Spring Boot has. */
    private static final Set<String> OURS = Set.of("enabled", "customizer.enabled", "ssl-bundle");

    private static final Map<String, JsonObject> OPTIONS = options();
    private static final Map<String, JsonObject> PROPERTIES = properties();

    @Test
    void everyOptionIsAPropertyOfTheSameName() {
        Set<String> expected = new TreeSet<>(OURS);
        OPTIONS.keySet().forEach(option -> expected.add(StringHelper.camelCaseToDash(option)));

        assertThat(PROPERTIES.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aPropertyHasTheTypeOfItsOption() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        OPTIONS.forEach((name, option) -> {
            expected.put(name, type(name, option));
            actual.put(name, property(name).getString("type"));
        });

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void aPropertyHasTheDefaultOfItsOption() {
        Map<String, Object> expected = new TreeMap<>();
        Map<String, Object> actual = new TreeMap<>();
        OPTIONS.forEach((name, option) -> {
            if (option.containsKey("defaultValue")) {
                expected.put(name, comparable(option.get("defaultValue"), property(name)));
            }
            if (property(name).containsKey("defaultValue")) {
                actual.put(name, comparable(property(name).get("defaultValue"), property(name)));
            }
        });

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void aPropertyHasTheDescriptionOfItsOption() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        OPTIONS.forEach((name, option) -> {
            expected.put(name, plain(option.getString("description")));
            actual.put(name, plain(property(name).getString("description")));
        });

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void everyPropertyHasADescription() {
        PROPERTIES.forEach((name, property) ->
                assertThat(property.getString("description")).as(name).isNotBlank());
    }

    @Test
    void aNamedConnectionHasTheOptionsOfAConnection_asTheComponentDeclaresThemOnce() {
        Set<String> expected = new TreeSet<>(Set.of("sslBundle"));
        expected.addAll(options(AmiConfiguration.class));

        assertThat(options(AmiConnectionProperties.class)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(AmiComponentConfiguration.class).isAssignableTo(AmiConnectionProperties.class);
        expected.forEach(option -> assertThat(PROPERTIES).containsKey(StringHelper.camelCaseToDash(option)));
        assertThat(property("connections").getString("type"))
                .isEqualTo("java.util.Map<java.lang.String," + AmiConnectionProperties.class.getName() + ">");
    }

    private static JsonObject property(String option) {
        return PROPERTIES.getOrDefault(StringHelper.camelCaseToDash(option), new JsonObject());
    }

    private static Set<String> options(Class<?> type) {
        return Stream.of(BeanUtils.getPropertyDescriptors(type))
                .filter(property -> property.getWriteMethod() != null)
                .map(property -> property.getName())
                .collect(toSet());
    }

    private static String type(String name, JsonObject option) {
        if (name.equals("connections")) {
            return "java.util.Map<java.lang.String," + AmiConnectionProperties.class.getName() + ">";
        }
        if (option.getString("description").contains(", in bytes.")) {
            return "org.springframework.util.unit.DataSize";
        }
        String javaType = option.getString("javaType");
        return switch (option.getString("type")) {
            case "duration" -> "java.time.Duration";
            case "boolean" -> "java.lang.Boolean";
            case "integer" -> javaType.equals("long") ? "java.lang.Long" : "java.lang.Integer";
            default ->
                javaType.startsWith("java.util.Map") ? "java.util.Map<java.lang.String,java.lang.String>" : javaType;
        };
    }

    private static Object comparable(Object value, JsonObject property) {
        return switch (String.valueOf(property.getString("type"))) {
            case "java.time.Duration" -> DurationStyle.detectAndParse(value.toString());
            case "org.springframework.util.unit.DataSize" -> DataSize.parse(value.toString());
            default -> value.toString();
        };
    }

    /** Spring's metadata writer ends a description at its first line break, ours at the notation of multi-values. */
    private static String plain(String description) {
        return String.valueOf(description)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replaceFirst(" This is a multi-value option with prefix: \\S+$", "");
    }

    private static Map<String, JsonObject> options() {
        try (InputStream json = AmiComponent.class.getResourceAsStream("/META-INF/io/github/camelami/ami.json")) {
            Map<String, JsonObject> options = new TreeMap<>();
            parse(json)
                    .<JsonObject>getMap("componentProperties")
                    .forEach((name, option) -> options.put(name.toString(), (JsonObject) option));
            return options;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, JsonObject> properties() {
        try {
            for (URL url : Collections.list(
                    MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream json = url.openStream()) {
                    List<JsonObject> ami = parse(json).<List<?>>getCollection("properties").stream()
                            .map(JsonObject.class::cast)
                            .filter(property -> property.getString("name").startsWith(PREFIX))
                            .toList();
                    if (!ami.isEmpty()) {
                        return new TreeMap<>(ami.stream()
                                .collect(toMap(
                                        property -> property.getString("name").substring(PREFIX.length()),
                                        property -> property)));
                    }
                }
            }
            throw new IllegalStateException("no metadata of " + PREFIX + "*");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject parse(InputStream json) throws IOException {
        try {
            return (JsonObject) Jsoner.deserialize(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (DeserializationException e) {
            throw new IllegalStateException(e);
        }
    }
}

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
package io.github.camelami.endpointdsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The builders fit the metadata of the component. */
class GeneratedBuildersTest {
    private static final String OUTER = AmiEndpointBuilderFactory.class.getName() + '$';
    private static final Path SOURCE =
            Path.of("src/generated/java/io/github/camelami/endpointdsl/AmiEndpointBuilderFactory.java");

    private static JsonObject metadata() throws IOException, DeserializationException {
        try (InputStream in =
                GeneratedBuildersTest.class.getResourceAsStream("/META-INF/io/github/camelami/ami.json")) {
            return (JsonObject) Jsoner.deserialize(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
    }

    private static Stream<JsonObject> options() throws IOException, DeserializationException {
        JsonObject properties = metadata().getMap("properties");
        return properties.entrySet().stream()
                .map(entry -> {
                    JsonObject option = (JsonObject) entry.getValue();
                    option.put("name", entry.getKey());
                    return option;
                })
                .filter(option -> "parameter".equals(option.getString("kind")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AmiEndpointConsumerBuilder",
                "AmiEndpointProducerBuilder",
                "AmiEndpointBuilder",
                "AdvancedAmiEndpointConsumerBuilder",
                "AdvancedAmiEndpointProducerBuilder",
                "AdvancedAmiEndpointBuilder"
            })
    void eachOptionHasItsMethodsAndThereAreNoOthers(String builder) throws Exception {
        Set<String> expected = new TreeSet<>();
        options().filter(option -> isIn(builder, option.getString("label"))).forEach(option -> add(expected, option));
        Set<String> methods = new TreeSet<>();
        for (var method : Class.forName(OUTER + builder).getDeclaredMethods()) {
            if (method.getParameterCount() > 0) {
                methods.add(method.getName()
                        + Stream.of(method.getParameterTypes())
                                .map(Class::getName)
                                .toList());
            }
        }

        assertThat(methods).isNotEmpty().isEqualTo(expected);
    }

    private static boolean isIn(String builder, String label) {
        boolean ofConsumer = label.contains("consumer");
        boolean ofProducer = label.contains("producer");
        boolean fits = builder.contains("Consumer")
                ? !ofProducer
                : builder.contains("Producer") ? !ofConsumer : !ofConsumer && !ofProducer;
        return fits && builder.startsWith("Advanced") == label.contains("advanced");
    }

    private static void add(Set<String> methods, JsonObject option) {
        String name = option.getString("name");
        if (Boolean.TRUE.equals(option.get("multiValue"))) {
            methods.add(name + "[java.lang.String, java.lang.Object]");
            methods.add(name + "[java.util.Map]");
        } else {
            methods.add(name + '[' + option.getString("javaType") + ']');
            methods.add(name + "[java.lang.String]");
        }
    }

    @Test
    void eachMethodHasTheDescriptionAndTheDefaultOfItsOption() throws Exception {
        String source = Files.readString(SOURCE).replaceAll("\\s+(\\*\\s+)?", " ");

        assertThat(options()).isNotEmpty().allSatisfy(option -> {
            String documented = encoded(option.getString("description"));
            assertThat(source).contains(documented);
            if (option.get("defaultValue") != null) {
                String method = source.substring(source.indexOf(documented));
                assertThat(method.substring(0, method.indexOf("@param")))
                        .as(option.getString("name"))
                        .contains(" Default: " + option.get("defaultValue") + " Group:");
            }
        });
    }

    private static String encoded(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Test
    void eachHeaderHasItsName() throws Exception {
        Set<String> names = new TreeSet<>();
        for (var method : AmiEndpointBuilderFactory.AmiHeaderNameBuilder.class.getDeclaredMethods()) {
            names.add((String) method.invoke(AmiEndpoints.ami()));
        }

        JsonObject headers = metadata().getMap("headers");
        assertThat(names).isEqualTo(new TreeSet<>(headers.keySet()));
    }
}

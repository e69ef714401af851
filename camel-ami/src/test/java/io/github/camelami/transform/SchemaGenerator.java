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
package io.github.camelami.transform;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the JSON Schema of a value from its accessors, their nullness and their Javadoc. */
final class SchemaGenerator {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Path SOURCES = Path.of("src/main/java");

    private final Map<String, Object> parts = new TreeMap<>();

    private SchemaGenerator() {}

    /** The schema of a call, a queue or an agent, of which this is one. */
    static Map<String, Object> of(Object example) throws ReflectiveOperationException, IOException {
        Map<String, Object> schema = head(example.getClass().getSimpleName());
        SchemaGenerator generator = new SchemaGenerator();
        schema.putAll(generator.object(example));
        schema.put("$defs", generator.parts);
        return schema;
    }

    /** The schema of an event, a notice or an item of a list, whose fields the PBX chooses. */
    static Map<String, Object> ofEvents() {
        Map<String, Object> schema = head("AmiEvent");
        schema.put(
                "description",
                "An event of the PBX, an item of a list, or a notice of camel-ami. Each value is the text that the PBX"
                        + " sent. If the PBX sent a field several times, its values are joined by line feeds.");
        schema.put("type", "object");
        schema.put("properties", Map.of("Event", text("The name of the event or the kind of the notice.")));
        schema.put("required", List.of("Event"));
        schema.put("additionalProperties", Map.of("type", "string"));
        return schema;
    }

    private static Map<String, Object> head(String name) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("$id", EventAttributes.schema(name));
        schema.put("title", name);
        return schema;
    }

    private static Map<String, Object> text(String description) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("description", description);
        text.put("type", "string");
        return text;
    }

    private Map<String, Object> object(Object example) throws ReflectiveOperationException, IOException {
        Class<?> type = example.getClass();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Object name : ((Map<?, ?>) type.getMethod("toMap").invoke(example)).keySet()) {
            properties.put((String) name, property(type.getMethod((String) name)));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("description", comment(type, "public final class " + type.getSimpleName() + "\\b"));
        object.put("type", "object");
        object.put("properties", properties);
        object.put("required", new ArrayList<>(properties.keySet()));
        return object;
    }

    private Map<String, Object> property(Method accessor) throws ReflectiveOperationException, IOException {
        AnnotatedType type = accessor.getAnnotatedReturnType();
        Map<String, Object> property = new LinkedHashMap<>();
        property.put(
                "description",
                comment(
                        accessor.getDeclaringClass(),
                        "public (?:@Nullable )?[\\w<>, ]+ " + accessor.getName() + "\\(\\)"));
        Map<String, Object> value = value(accessor.getGenericReturnType());
        if (!type.isAnnotationPresent(Nullable.class)) {
            property.putAll(value);
        } else if (value.get("type") instanceof String simple) {
            property.putAll(value);
            property.put("type", List.of(simple, "null"));
        } else {
            property.put("anyOf", List.of(value, Map.of("type", "null")));
        }
        return property;
    }

    private Map<String, Object> value(Type type) throws ReflectiveOperationException, IOException {
        Map<String, Object> value = new LinkedHashMap<>();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            value.put("type", "array");
            value.put("items", value(generic.getActualTypeArguments()[0]));
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            value.put("type", "object");
            value.put("additionalProperties", value(generic.getActualTypeArguments()[1]));
        } else if (type == String.class) {
            value.put("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            value.put("type", "boolean");
        } else if (List.<Type>of(long.class, Long.class, int.class, Integer.class)
                .contains(type)) {
            value.put("type", "integer");
        } else if (type == double.class || type == Double.class) {
            value.put("type", "number");
        } else {
            value.put("$ref", "#/$defs/" + part((Class<?>) type));
        }
        return value;
    }

    private String part(Class<?> type) throws ReflectiveOperationException, IOException {
        String name = type.getSimpleName();
        if (!parts.containsKey(name)) {
            parts.put(name, Map.of());
            parts.put(name, type.isEnum() ? constants(type) : object(empty(type)));
        }
        return name;
    }

    private static Object empty(Class<?> type) throws ReflectiveOperationException {
        Object builder = type.getMethod("builder").invoke(null);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    /** The values are examples, because a later version may have more, which an enum would forbid. */
    private static Map<String, Object> constants(Class<?> type) throws IOException {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        StringBuilder description = new StringBuilder(comment(type, "public enum " + type.getSimpleName()));
        for (String name : names) {
            String meaning = comment(type, name + "\\b");
            description.append(meaning.isEmpty() ? "" : "\n" + name + ": " + meaning);
        }
        Map<String, Object> constants = text(description.toString());
        constants.put("examples", names);
        return constants;
    }

    /** The text of the Javadoc above a declaration; empty if it has none. */
    private static String comment(Class<?> type, String declaration) throws IOException {
        String source = Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
        Matcher comment = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+" + declaration, Pattern.DOTALL)
                .matcher(source);
        if (!comment.find()) {
            return "";
        }
        return comment.group(1)
                .replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("(?s)(^|\\s)@since.*", "")
                .replaceAll("\\{@\\w+\\s+(?:\\w*#)?([^}]*)}", "$1")
                .replace("Immutable, and consists of plain values. ", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}

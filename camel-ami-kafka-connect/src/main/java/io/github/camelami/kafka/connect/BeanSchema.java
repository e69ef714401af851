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

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The schema of a call, a queue or an agent, which has a field for each getter. */
final class BeanSchema {
    private static final Map<Class<?>, BeanSchema> KNOWN = new ConcurrentHashMap<>();

    private final Schema schema;

    private BeanSchema(Schema schema) {
        this.schema = schema;
    }

    static BeanSchema of(Class<?> type) {
        return KNOWN.computeIfAbsent(type, each -> new BeanSchema(struct(each, false)));
    }

    /** The value with this schema. */
    SchemaAndValue value(Map<String, ?> values) {
        return new SchemaAndValue(schema, converted(schema, values));
    }

    private static Schema struct(Class<?> type, boolean optional) {
        SchemaBuilder struct = SchemaBuilder.struct().name("io.github.camelami." + type.getSimpleName());
        getters(type).forEach((name, getter) -> struct.field(name, schema(getter.getGenericReturnType())));
        return optional ? struct.optional().build() : struct.build();
    }

    /** The getters, sorted by name, because the order of methods differs between Java implementations. */
    private static Map<String, Method> getters(Class<?> type) {
        Map<String, Method> getters = new TreeMap<>();
        for (Method method : type.getMethods()) {
            String name = method.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
            if (!name.equals(method.getName())
                    && method.getParameterCount() == 0
                    && method.getDeclaringClass() != Object.class) {
                getters.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), method);
            }
        }
        return getters;
    }

    private static Schema schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                            .build()
                    : SchemaBuilder.array(of[0] == String.class ? Schema.STRING_SCHEMA : required(of[0]))
                            .build();
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class || plain.isEnum()) {
            return Schema.OPTIONAL_STRING_SCHEMA;
        } else if (plain == long.class || plain == int.class) {
            return Schema.INT64_SCHEMA;
        } else if (plain == Long.class || plain == Integer.class) {
            return Schema.OPTIONAL_INT64_SCHEMA;
        } else if (plain == boolean.class) {
            return Schema.BOOLEAN_SCHEMA;
        } else if (plain == Boolean.class) {
            return Schema.OPTIONAL_BOOLEAN_SCHEMA;
        } else if (plain == double.class) {
            return Schema.FLOAT64_SCHEMA;
        } else if (plain == Double.class) {
            return Schema.OPTIONAL_FLOAT64_SCHEMA;
        }
        return struct(plain, true);
    }

    private static Schema required(Type element) {
        return ((Class<?>) element).isEnum() ? Schema.STRING_SCHEMA : struct((Class<?>) element, false);
    }

    private static @Nullable Object converted(Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (schema.type()) {
            case STRUCT -> {
                Struct struct = new Struct(schema);
                for (Field field : schema.fields()) {
                    struct.put(field, converted(field.schema(), ((Map<?, ?>) value).get(field.name())));
                }
                yield struct;
            }
            case ARRAY ->
                ((List<?>) value)
                        .stream()
                                .map(each -> converted(schema.valueSchema(), each))
                                .toList();
            case INT64 -> ((Number) value).longValue();
            case FLOAT64 -> ((Number) value).doubleValue();
            default -> value;
        };
    }
}

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
package io.github.camelami.call;

import java.io.Serializable;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What calls and their parts have in common: they are equal by their values, and give them as a Map. */
abstract class CallValue implements Serializable {
    private static final long serialVersionUID = 1;

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            Field[] fields = Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                    .toArray(Field[]::new);
            AccessibleObject.setAccessible(fields, true);
            return fields;
        }
    };

    /** The values by name, in their order: numbers, texts, booleans, enums as their names, and lists of such Maps. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Field field : FIELDS.get(getClass())) {
            map.put(field.getName(), plain(value(field)));
        }
        return map;
    }

    private static Object plain(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CallValue::plain).toList();
        }
        return value instanceof CallValue part ? part.toMap() : value;
    }

    private Object value(Field field) {
        try {
            return field.get(this);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public final boolean equals(Object other) {
        if (other == null || other.getClass() != getClass()) {
            return false;
        }
        for (Field field : FIELDS.get(getClass())) {
            if (!Objects.equals(value(field), ((CallValue) other).value(field))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final int hashCode() {
        int hash = 0;
        for (Field field : FIELDS.get(getClass())) {
            hash = 31 * hash + Objects.hashCode(value(field));
        }
        return hash;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + toMap();
    }
}

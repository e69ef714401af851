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
package io.github.camelami.queue;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The common base of queues, agents and their parts: they compare by value, and convert to a Map.
 *
 * @since 1.0
 */
public abstract class QueueValue implements Serializable {
    private static final long serialVersionUID = 1;

    QueueValue() {}

    /** Passes each value with its name, in the order of the Map. */
    abstract void each(BiConsumer<String, @Nullable Object> values);

    /** The values by name, in a fixed order: numbers, strings, booleans, names of enums, and lists of such Maps. */
    public final Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        each((name, value) -> map.put(name, plain(value)));
        return map;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(QueueValue::plain).toList();
        }
        return value instanceof QueueValue part ? part.toMap() : value;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof QueueValue value
                        && value.getClass() == getClass()
                        && value.toMap().equals(toMap());
    }

    @Override
    public final int hashCode() {
        return toMap().hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + toMap();
    }
}

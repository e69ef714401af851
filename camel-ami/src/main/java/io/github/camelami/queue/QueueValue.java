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

/** What queues, agents and their parts have in common: they are equal by their values, and give them as a Map. */
public abstract class QueueValue implements Serializable {
    private static final long serialVersionUID = 1;

    QueueValue() {}

    /** Gives each value with its name, in the order of the Map. */
    abstract void each(BiConsumer<String, Object> values);

    /** The values by name, in their order: numbers, texts, booleans, enums as their names, and lists of such Maps. */
    public final Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        each((name, value) -> map.put(name, plain(value)));
        return map;
    }

    private static Object plain(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(QueueValue::plain).toList();
        }
        return value instanceof QueueValue part ? part.toMap() : value;
    }

    @Override
    public final boolean equals(Object other) {
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

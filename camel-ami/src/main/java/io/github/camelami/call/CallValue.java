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

import io.github.camelami.internal.value.PlainValues;
import java.io.Serializable;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The base class of calls and their parts, which compare by value and can be converted to a Map.
 *
 * @since 1.0
 */
public abstract class CallValue implements Serializable {
    private static final long serialVersionUID = 1;

    CallValue() {}

    /** Passes each value with its name, in the order of the Map. */
    abstract void each(BiConsumer<String, @Nullable Object> values);

    /**
     * The values by name, in a fixed order. Each value is a number, a string, a boolean, the name of an enum, or a list
     * of such values or of Maps.
     */
    public final Map<String, @Nullable Object> toMap() {
        return PlainValues.of(this::each, value -> value instanceof CallValue part ? part.toMap() : value);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof CallValue value
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

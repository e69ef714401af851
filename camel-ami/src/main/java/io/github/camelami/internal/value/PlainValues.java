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
package io.github.camelami.internal.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Converts the values of an object to plain ones: numbers, strings, booleans, names of enums, lists and Maps. */
public final class PlainValues {
    private PlainValues() {}

    /**
     * Collects the values of an object in a Map, in the order of the object.
     *
     * @param each a method of the object, which passes the name and the content of each value to its argument
     * @param part converts a value that is itself a part with values to a Map, and returns any other value unchanged
     */
    public static Map<String, Object> of(Consumer<BiConsumer<String, Object>> each, UnaryOperator<Object> part) {
        Map<String, Object> map = new LinkedHashMap<>();
        each.accept((name, value) -> map.put(name, plain(value, part)));
        return map;
    }

    private static Object plain(Object value, UnaryOperator<Object> part) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof List<?> list
                ? list.stream().map(each -> plain(each, part)).toList()
                : part.apply(value);
    }
}

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
package io.github.camelami.internal.wire;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An immutable map of names whose case does not matter, in alphabetical order. A lookup compares hardly more than one
 * name, which is faster than in a {@link TreeMap}, and creates no String in lower case.
 */
public final class AnyCaseMap<V> extends AbstractMap<String, V> {
    private final Map<String, V> entries;
    private final String[] names;
    private final Object[] values;

    public AnyCaseMap(Map<String, V> entries) {
        Map<String, V> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(entries);
        int slots = Integer.highestOneBit(Math.max(sorted.size(), 1)) << 2;
        this.entries = Collections.unmodifiableMap(sorted);
        this.names = new String[slots];
        this.values = new Object[slots];
        sorted.forEach((name, value) -> {
            int slot = slot(name);
            names[slot] = name;
            values[slot] = value;
        });
    }

    /** A set of names whose case does not matter. */
    public static Set<String> setOf(String... names) {
        Map<String, String> entries = new HashMap<>();
        Arrays.asList(names).forEach(name -> entries.put(name, name));
        return new AnyCaseMap<>(entries).keySet();
    }

    @Override
    @SuppressWarnings("unchecked")
    public V get(Object name) {
        return name instanceof String text ? (V) values[slot(text)] : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return entries.entrySet();
    }

    /** The slot of this name, or the free one in which it would be. */
    private int slot(String name) {
        int slot = hash(name) & (names.length - 1);
        while (names[slot] != null && !names[slot].equalsIgnoreCase(name)) {
            slot = (slot + 1) & (names.length - 1);
        }
        return slot;
    }

    /** Equal for names that {@link String#equalsIgnoreCase} considers equal. */
    private static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + Character.toLowerCase(Character.toUpperCase(name.charAt(i)));
        }
        return hash ^ (hash >>> 15);
    }
}

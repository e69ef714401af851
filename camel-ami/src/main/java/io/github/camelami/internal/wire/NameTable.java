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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * An immutable table of known names. A name is looked up by its bytes, so that no String is created for a known name.
 */
public final class NameTable<V> {
    private final byte[][] names;
    private final Object[] values;

    NameTable(Map<String, V> entries) {
        int slots = Integer.highestOneBit(Math.max(entries.size(), 1)) << 2;
        names = new byte[slots][];
        values = new Object[slots];
        entries.forEach((name, value) -> {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            int slot = hash(bytes, 0, bytes.length) & (slots - 1);
            while (names[slot] != null) {
                slot = (slot + 1) & (slots - 1);
            }
            names[slot] = bytes;
            values[slot] = value;
        });
    }

    /** The value of this name, or null; case matters. */
    @SuppressWarnings("unchecked")
    public V get(byte[] bytes, int from, int to) {
        int slot = hash(bytes, from, to) & (names.length - 1);
        while (names[slot] != null) {
            if (Arrays.equals(names[slot], 0, names[slot].length, bytes, from, to)) {
                return (V) values[slot];
            }
            slot = (slot + 1) & (names.length - 1);
        }
        return null;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ (hash >>> 15);
    }
}

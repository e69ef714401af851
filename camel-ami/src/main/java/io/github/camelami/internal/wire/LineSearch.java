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

/**
 * Records where the lines of a message begin while the message is decoded, so that a field is found in the buffer
 * without another pass. Not thread-safe.
 */
public final class LineSearch {
    static final int ABSENT = -1;
    /** The result of {@link #line} if the bytes alone do not show which line has the key. */
    public static final int UNCLEAR = -2;

    private static final int MAX_LINES = 256;

    private final int[] lines = new int[MAX_LINES];
    private int count;

    public void clear() {
        count = 0;
    }

    /** Records that a line begins at this index, counted from the first byte of the message. */
    public void add(int line) {
        if (count < MAX_LINES) {
            lines[count] = line;
        }
        count++;
    }

    /**
     * The index at which the only line with this key begins. {@link #ABSENT} if there is no such line. {@link #UNCLEAR}
     * if the key is repeated, a key is not ASCII, or the message has too many lines.
     *
     * @param start the index at which the message begins
     */
    public int line(byte[] bytes, int start, String key) {
        if (count > MAX_LINES) {
            return UNCLEAR;
        }
        int found = ABSENT;
        int first = key.isEmpty() ? ABSENT : Lines.lower(key.charAt(0));
        for (int i = 0; i < count; i++) {
            int line = start + lines[i];
            int begins = bytes[line];
            if (begins >= 0 && first <= 0x7f && Lines.lower(begins) != first) {
                continue;
            }
            int same = same(bytes, line, key);
            int next = bytes[line + same];
            if (next < 0 || same < key.length() && key.charAt(same) > 0x7f) {
                return UNCLEAR;
            }
            if (same == key.length() && next == ':' && same > 0) {
                if (found != ABSENT) {
                    return UNCLEAR;
                }
                found = line;
            }
        }
        return found;
    }

    /** The number of leading characters that the line and the key have in common. */
    private static int same(byte[] bytes, int line, String key) {
        int i = 0;
        while (i < key.length() && Lines.lower(bytes[line + i]) == Lines.lower(key.charAt(i))) {
            if (bytes[line + i] == ':' || bytes[line + i] == '\n') {
                return 0;
            }
            i++;
        }
        return i;
    }
}

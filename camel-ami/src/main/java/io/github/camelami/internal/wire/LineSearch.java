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
 * Where the lines of a message begin, noted while it is read, so that a field is found in the buffer without reading
 * it once more. What bytes alone cannot tell is {@link #UNCLEAR}. For one thread.
 */
public final class LineSearch {
    static final int ABSENT = -1;
    public static final int UNCLEAR = -2;

    private static final int MAX_LINES = 256;

    private final int[] lines = new int[MAX_LINES];
    private int count;

    public void clear() {
        count = 0;
    }

    /** The next line begins here, counted from the first byte of the message. */
    public void add(int line) {
        if (count < MAX_LINES) {
            lines[count] = line;
        }
        count++;
    }

    /**
     * Where the one line of a field begins, in the message that begins at {@code start}. It is {@link #UNCLEAR} if the
     * field is repeated, or a name is not ASCII.
     */
    public int line(byte[] bytes, int start, String key) {
        if (count > MAX_LINES) {
            return UNCLEAR;
        }
        int found = ABSENT;
        for (int i = 0; i < count; i++) {
            int line = start + lines[i];
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

    /** How much of the line's name and of the key is the same. */
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

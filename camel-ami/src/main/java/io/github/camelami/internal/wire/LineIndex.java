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

import java.util.Arrays;

/** The positions of the fields in the bytes of a message. Immutable, so that threads can share it without a lock. */
public final class LineIndex {
    private static final int NUMBERS = 3;

    /** Room for as many fields as a message has at first: a response is short, and an event seldom has more. */
    private static final int FIRST_FIELDS = 24;

    /** The length of a short field, in bytes, by which the room for a response is estimated. */
    private static final int SHORT_FIELD = 16;

    /**
     * Three indexes for each field: of the start of its key, of its colon (-1 for a line without key), and of the end
     * of its value.
     */
    private final int[] positions;

    private final int count;
    private final boolean asciiKeys;

    private LineIndex(int[] positions, int count, boolean asciiKeys) {
        this.positions = positions;
        this.count = count;
        this.asciiKeys = asciiKeys;
    }

    /** Indexes the lines of {@code bytes[0, to)}, up to an empty line. */
    public static LineIndex of(byte[] bytes, int to) {
        int[] positions = new int[NUMBERS * Math.min(FIRST_FIELDS, to / SHORT_FIELD + 1)];
        int used = 0;
        boolean asciiKeys = true;
        for (int line = 0; line < to; ) {
            int lineFeed = Lines.lineFeed(bytes, line, to);
            int next = lineFeed < 0 ? to : lineFeed + 1;
            int end = lineFeed < 0 ? to : Lines.contentEnd(bytes, line, lineFeed);
            if (end == line) {
                break;
            }
            if (used == positions.length) {
                positions = Arrays.copyOf(positions, used * 2);
            }
            int colon = line;
            int bits = 0;
            while (colon < end && bytes[colon] != ':') {
                bits |= bytes[colon++];
            }
            boolean hasKey = colon > line && colon < end;
            asciiKeys &= !hasKey || bits >= 0;
            positions[used++] = line;
            positions[used++] = hasKey ? colon : -1;
            positions[used++] = end;
            line = next;
        }
        return new LineIndex(positions, used / NUMBERS, asciiKeys);
    }

    /**
     * Whether all keys are ASCII, so that they can be compared byte by byte. The keys of a UserEvent may contain other
     * characters.
     */
    public boolean asciiKeys() {
        return asciiKeys;
    }

    public int count() {
        return count;
    }

    public int keyStart(int field) {
        return positions[field * NUMBERS];
    }

    /** The index of the colon after the key, or -1 if the line has no key. */
    public int colon(int field) {
        return positions[field * NUMBERS + 1];
    }

    /**
     * The first field, at or after {@code from}, whose key may have this length; {@link #count} if there is none. If a
     * key is not ASCII, returns {@code from}.
     *
     * @param keyLength the length of the key, in characters
     */
    public int next(int from, int keyLength) {
        int at = from * NUMBERS;
        if (asciiKeys) {
            int[] all = positions;
            for (int end = count * NUMBERS; at < end && all[at + 1] - all[at] != keyLength; ) {
                at += NUMBERS;
            }
        }
        return at / NUMBERS;
    }

    public int valueEnd(int field) {
        return positions[field * NUMBERS + 2];
    }
}

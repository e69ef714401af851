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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds and compares parts of wire text without creating Strings. */
public final class Lines {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LINE_FEEDS = ONES * '\n';

    private Lines() {}

    /** The index of the first line feed in {@code [from, to)}, or -1; examines eight bytes at a time. */
    public static int lineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long word = word(bytes, i) ^ LINE_FEEDS;
            long found = (word - ONES) & ~word & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The eight bytes at the index {@code from}. */
    static long word(byte[] bytes, int from) {
        return (long) LONG.get(bytes, from);
    }

    /** The index of the first {@code c} in {@code [from, to)}, or -1. */
    public static int indexOf(byte[] bytes, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == c) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The index at which the content of a line ends. A carriage return right before the line feed is not part of the
     * content.
     */
    public static int contentEnd(byte[] bytes, int from, int lineFeed) {
        return lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    }

    /** The index at which the value of a field begins: after the colon and at most one blank. */
    public static int valueStart(byte[] bytes, int colon, int to) {
        return colon + 1 < to && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    }

    /**
     * Whether the line {@code [from, to)} has this key. Case does not matter.
     *
     * @param lowerCaseKey the key in ASCII lower case
     */
    public static boolean hasKey(byte[] bytes, int from, int to, String lowerCaseKey) {
        int length = lowerCaseKey.length();
        return to - from > length && bytes[from + length] == ':' && equalsKey(bytes, from, from + length, lowerCaseKey);
    }

    public static boolean equalsKey(byte[] bytes, int from, int to, String key) {
        if (to - from != key.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            int inBytes = bytes[i];
            int inKey = key.charAt(i - from);
            if (inBytes != inKey && lower(inBytes & 0xff) != lower(inKey)) {
                return false;
            }
        }
        return true;
    }

    public static boolean endsWith(byte[] bytes, int from, int to, byte[] end) {
        int start = to - end.length;
        if (start < from) {
            return false;
        }
        for (int i = 0; i < end.length; i++) {
            if (bytes[start + i] != end[i]) {
                return false;
            }
        }
        return true;
    }

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }
}

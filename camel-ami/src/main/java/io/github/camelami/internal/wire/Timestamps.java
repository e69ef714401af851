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

/** Reads the {@code Timestamp} of an event without creating a String. */
public final class Timestamps {
    public static final long NONE = Long.MIN_VALUE;

    private static final long NANOS = 1_000_000_000;
    /** The largest timestamp, in seconds. From the year 2262 on, nanoseconds do not fit into a long. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

    private Timestamps() {}

    /**
     * Converts the text {@code seconds[.fraction]} in {@code [from, to)} to nanoseconds since 1970. Returns {@link
     * #NONE} for any other text.
     */
    public static long nanos(byte[] bytes, int from, int to) {
        int dot = from;
        long seconds = 0;
        for (; dot < to && bytes[dot] != '.'; dot++) {
            if (!isDigit(bytes[dot]) || seconds > MAX_SECONDS) {
                return NONE;
            }
            seconds = 10 * seconds + bytes[dot] - '0';
        }
        if (dot == from || seconds > MAX_SECONDS) {
            return NONE;
        }
        long fraction = 0;
        long worth = NANOS / 10;
        for (int i = dot + 1; i < to; i++) {
            if (!isDigit(bytes[i])) {
                return NONE;
            }
            fraction += worth * (bytes[i] - '0');
            worth /= 10;
        }
        return seconds * NANOS + fraction;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}

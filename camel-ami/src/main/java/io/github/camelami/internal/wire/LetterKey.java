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

/** A key of 8 to 16 ASCII letters, which is compared with the keys of lines in any case, eight bytes at a time. */
final class LetterKey {
    /** Sets the bit that makes an ASCII letter a small one. Only the letter in both cases gives the small letter. */
    private static final long SMALL = 0x2020202020202020L;

    private final int length;
    private final long first;
    private final long last;

    LetterKey(String key) {
        byte[] letters = key.getBytes(StandardCharsets.US_ASCII);
        length = letters.length;
        first = eight(letters, 0);
        last = eight(letters, length - Long.BYTES);
    }

    int length() {
        return length;
    }

    /** Whether the line {@code [from, to)} has this key. */
    boolean isKeyOf(byte[] bytes, int from, int to) {
        int colon = from + length;
        return colon < to
                && bytes[colon] == ':'
                && eight(bytes, from) == first
                && eight(bytes, colon - Long.BYTES) == last;
    }

    private static long eight(byte[] bytes, int from) {
        return Lines.word(bytes, from) | SMALL;
    }
}

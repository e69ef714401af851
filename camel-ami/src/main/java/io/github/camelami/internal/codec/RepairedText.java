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
package io.github.camelami.internal.codec;

import java.util.Arrays;

/**
 * The XML that {@link MxmlRepair} has written, and that the parser has not read yet. A byte that a parser would refuse
 * or change is written as a character of the private use area. Such bytes are those below the space, {@code <}, and
 * each {@code &} that does not begin one of the five entities that Asterisk writes.
 */
final class RepairedText {
    /**
     * The first of the characters that stand for bytes that XML forbids or would change. Such a byte is written as this
     * value plus the byte.
     */
    static final char PRIVATE_USE = '\uE000';

    private char[] chars;
    private int end;
    private int delivered;

    RepairedText(int size) {
        chars = new char[size];
    }

    /** Whether everything has been read. */
    boolean isEmpty() {
        return delivered == end;
    }

    /** Reads the text that is available, up to {@code length} characters. */
    int read(char[] target, int offset, int length) {
        int count = Math.min(length, end - delivered);
        System.arraycopy(chars, delivered, target, offset, count);
        delivered += count;
        if (isEmpty()) {
            end = 0;
            delivered = 0;
        }
        return count;
    }

    void write(String text) {
        makeRoom(text.length());
        text.getChars(0, text.length(), chars, end);
        end += text.length();
    }

    /** Writes the name of an attribute. */
    void writeName(byte[] buffer, int from, int to) {
        makeRoom(to - from);
        for (int i = from; i < to; i++) {
            char c = (char) buffer[i];
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c >= 'A' && c <= 'Z';
            chars[end++] = plain ? c : '_';
        }
    }

    /** Writes the value of an attribute; {@code limit} is the end of the bytes in the buffer. */
    void writeValue(byte[] buffer, int from, int to, int limit) {
        makeRoom(to - from);
        int at = end;
        for (int i = from; i < to; i++) {
            int b = buffer[i] & 0xff;
            boolean plain = b >= ' ' && b != '<' && (b != '&' || Entities.isAt(buffer, i, limit));
            chars[at++] = (char) (plain ? b : PRIVATE_USE + b);
        }
        end = at;
    }

    private void makeRoom(int count) {
        if (chars.length - end < count) {
            chars = Arrays.copyOf(chars, Math.max(2 * chars.length, end + count));
        }
    }
}

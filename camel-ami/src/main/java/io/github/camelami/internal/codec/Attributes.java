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

import io.github.camelami.internal.wire.FieldNames;
import io.github.camelami.internal.wire.Lines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The attributes of one mxml message in a buffer. They are valid until the buffer changes. */
final class Attributes {
    /** Four indexes for each attribute: the start and the end of its name, and the start and the end of its value. */
    private int[] bounds = new int[4 * 64];

    private int count;
    private byte[] buffer;

    /** Finds the attributes of the message at {@code [from, to)}. */
    void find(byte[] holder, int from, int to) {
        buffer = holder;
        count = 0;
        int generic = Lines.indexOf(buffer, '<', from + 1, to);
        int at = generic < 0 ? to : Lines.indexOf(buffer, ' ', generic, to);
        while (at >= 0 && at < to) {
            int open = Lines.indexOf(buffer, '\'', at, to);
            if (open < 0) {
                return;
            }
            int close = Lines.indexOf(buffer, '\'', open + 1, to);
            close = close < 0 ? to : close;
            while (buffer[at] == ' ') {
                at++;
            }
            add(at, open > at && buffer[open - 1] == '=' ? open - 1 : open, open + 1, close);
            at = close + 1;
        }
    }

    private void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int i = 4 * count++;
        if (i == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * i);
        }
        bounds[i] = nameStart;
        bounds[i + 1] = nameEnd;
        bounds[i + 2] = valueStart;
        bounds[i + 3] = valueEnd;
    }

    int count() {
        return count;
    }

    boolean isNamed(int attribute, String name) {
        return attribute < count && Lines.equalsKey(buffer, bounds[4 * attribute], bounds[4 * attribute + 1], name);
    }

    int valueStart(int attribute) {
        return bounds[4 * attribute + 2];
    }

    int valueEnd(int attribute) {
        return bounds[4 * attribute + 3];
    }

    /** The name without the number that Asterisk adds to repeated names. */
    String name(int attribute) {
        return FieldNames.readMxml(buffer, bounds[4 * attribute], bounds[4 * attribute + 1]);
    }

    /** The value, each byte of which becomes the character of ISO 8859-1. */
    String value(int attribute) {
        int from = valueStart(attribute);
        return Entities.decode(new String(buffer, from, valueEnd(attribute) - from, StandardCharsets.ISO_8859_1));
    }
}

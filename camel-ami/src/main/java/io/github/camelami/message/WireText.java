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
package io.github.camelami.message;

import io.github.camelami.internal.wire.CommandOutput;
import io.github.camelami.internal.wire.Lines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the wire text of a message that a user supplies. */
final class WireText {
    private static final byte[] NONE = {};

    private WireText() {}

    /** The bytes of the first message in the text; empty if there is none, or if its end is missing. */
    static byte[] firstMessage(String text) {
        byte[] bytes = (text + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        int start = 0;
        int lineFeed = Lines.lineFeed(bytes, start, bytes.length);
        while (lineFeed >= 0 && Lines.contentEnd(bytes, start, lineFeed) == start) {
            start = lineFeed + 1;
            lineFeed = Lines.lineFeed(bytes, start, bytes.length);
        }
        if (lineFeed < 0) {
            return NONE;
        }
        int firstEnd = Lines.contentEnd(bytes, start, lineFeed);
        boolean follows = isFollows(bytes, start, firstEnd);
        boolean inOutput = follows;
        for (int line = lineFeed + 1;
                (lineFeed = Lines.lineFeed(bytes, line, bytes.length)) >= 0;
                line = lineFeed + 1) {
            int end = Lines.contentEnd(bytes, line, lineFeed);
            if (end == line && !inOutput) {
                return Arrays.copyOfRange(bytes, start, lineFeed + 1);
            }
            inOutput = follows && !CommandOutput.isEnd(bytes, line, end, bytes[firstEnd]);
        }
        return NONE;
    }

    private static boolean isFollows(byte[] bytes, int from, int to) {
        return Lines.hasKey(bytes, from, to, "response")
                && Lines.equalsKey(bytes, Lines.valueStart(bytes, from + 8, to), to, "Follows");
    }

    /** The value of the first line, whose key has this length in bytes. */
    static String firstValue(byte[] message, int keyLength) {
        int end = Lines.contentEnd(message, 0, Lines.lineFeed(message, 0, message.length));
        int from = Lines.valueStart(message, keyLength, end);
        return new String(message, from, end - from, StandardCharsets.UTF_8);
    }
}

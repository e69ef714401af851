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

/**
 * The raw output of a Command before Asterisk 14 ({@code Response: Follows}). A line of the output may look like a
 * field. Only the line ends distinguish the two: the server's own lines end with CR LF, like the first line of the
 * message, and the lines of the output end with LF.
 */
public final class CommandOutput {
    /** The end of the last line of the output. */
    public static final String END = "--END COMMAND--";

    private static final byte[] END_BYTES = END.getBytes(StandardCharsets.US_ASCII);

    private CommandOutput() {}

    /**
     * Whether the line is one of the server's own lines before the output (Privilege or ActionID).
     *
     * @param from the index at which the line begins
     * @param to the index at which its content ends
     * @param lineEnd the first byte of the server's own line ends
     */
    public static boolean isHeader(byte[] bytes, int from, int to, byte lineEnd) {
        return bytes[to] == lineEnd
                && (Lines.hasKey(bytes, from, to, "privilege") || Lines.hasKey(bytes, from, to, "actionid"));
    }

    /**
     * Whether the line ends the output, if an empty line follows.
     *
     * @param from the index at which the line begins
     * @param to the index at which its content ends
     * @param lineEnd the first byte of the server's own line ends
     */
    public static boolean isEnd(byte[] bytes, int from, int to, byte lineEnd) {
        return bytes[to] == lineEnd && Lines.endsWith(bytes, from, to, END_BYTES);
    }

    /** The index in the message at which the output begins. */
    public static int start(byte[] message) {
        int lineFeed = Lines.lineFeed(message, 0, message.length);
        byte lineEnd = message[Lines.contentEnd(message, 0, lineFeed)];
        int line;
        int end;
        do {
            line = lineFeed + 1;
            lineFeed = Lines.lineFeed(message, line, message.length);
            end = Lines.contentEnd(message, line, lineFeed);
        } while (isHeader(message, line, end, lineEnd));
        return line;
    }
}

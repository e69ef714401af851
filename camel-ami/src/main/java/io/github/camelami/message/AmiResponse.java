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

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.wire.Lines;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The PBX's answer to one action. */
public final class AmiResponse extends AmiMessage {
    private static final long serialVersionUID = 1;
    private static final String END_OF_OUTPUT = "--END COMMAND--";
    private static final byte[] END_COMMAND = END_OF_OUTPUT.getBytes(StandardCharsets.US_ASCII);

    private final transient String status;
    private final transient boolean rawText;
    private final transient int fieldsEnd;

    public AmiResponse(byte[] bytes, Charset charset, String actionId, String status) {
        super(bytes, charset, actionId);
        this.status = status;
        this.rawText = !Lines.hasKey(bytes, 0, bytes.length, "response");
        this.fieldsEnd = rawText ? 0 : isFollows() ? headerEnd(bytes) : bytes.length;
    }

    /** Text without {@code Response}, as some servers answer; may be empty. */
    public static AmiResponse ofText(byte[] wireText, Charset charset) {
        return new AmiResponse(wireText.clone(), charset, null, "");
    }

    /** Reads one response from its wire text. */
    public static AmiResponse parse(String wireText) {
        return AmiDecoder.parse(wireText, AmiResponse.class);
    }

    /**
     * The value of {@code Response}: {@code Success}, {@code Error}, {@code Goodbye}, on old servers {@code Follows}
     * or {@code Pong}; empty where an old server answered with raw text.
     */
    public String status() {
        return status;
    }

    /** Whether the PBX refused or failed the action. */
    public boolean isError() {
        return status.equalsIgnoreCase("Error");
    }

    /** The first value of {@code Message}, or an empty text. */
    public String message() {
        String message = first("Message");
        return message == null ? "" : message;
    }

    /** Whether the PBX answered with text in place of a response; {@link #output} is it, and may be empty. */
    public boolean isText() {
        return rawText;
    }

    /** Whether a Command gave text, or an old server raw text; {@link #output} is it, and may be empty. */
    public boolean hasOutput() {
        return rawText || isFollows() || message().equals("Command output follows");
    }

    /** The text that a Command (or raw text that an old server) gave, lines joined by newline, indentation kept. */
    public String output() {
        if (isFollows()) {
            String raw = text(fieldsEnd, bytes.length).replace("\r\n", "\n");
            int end = raw.lastIndexOf(END_OF_OUTPUT);
            return raw.substring(0, end < 0 ? raw.length() : end).stripTrailing();
        }
        if (rawText) {
            return wireText().replace("\r\n", "\n").stripTrailing();
        }
        List<String> lines = new ArrayList<>(values("Output"));
        lines.addAll(linesWithoutKey());
        return String.join("\n", lines);
    }

    @Override
    Object writeReplace() {
        return new StoredMessage(this);
    }

    @Override
    int fieldsEnd() {
        return fieldsEnd;
    }

    private boolean isFollows() {
        return status.equalsIgnoreCase("Follows");
    }

    private static int headerEnd(byte[] bytes) {
        int lineFeed = Lines.lineFeed(bytes, 0, bytes.length);
        byte lineEnd = bytes[Lines.contentEnd(bytes, 0, lineFeed)];
        int line;
        int end;
        do {
            line = lineFeed + 1;
            lineFeed = Lines.lineFeed(bytes, line, bytes.length);
            end = Lines.contentEnd(bytes, line, lineFeed);
        } while (isFollowsHeader(bytes, line, end, lineEnd));
        return line;
    }

    /**
     * Until Asterisk 13 a Command's raw output begins after these lines, and may itself look like fields; but the
     * server's own lines end in CR LF as the first did, those of the output in LF.
     */
    public static boolean isFollowsHeader(byte[] bytes, int from, int to, byte lineEnd) {
        return bytes[to] == lineEnd
                && (Lines.hasKey(bytes, from, to, "privilege") || Lines.hasKey(bytes, from, to, "actionid"));
    }

    /** Whether the line ends the output, if an empty one follows. */
    public static boolean endsFollows(byte[] bytes, int from, int to, byte lineEnd) {
        return bytes[to] == lineEnd && Lines.endsWith(bytes, from, to, END_COMMAND);
    }
}

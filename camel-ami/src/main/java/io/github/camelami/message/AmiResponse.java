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
import io.github.camelami.internal.wire.MessageHead;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The PBX's answer to one action.
 *
 * @since 1.0
 */
public final class AmiResponse extends AmiMessage {
    private static final long serialVersionUID = 1;

    private final transient String status;
    private final transient boolean rawText;
    private final transient int fieldsEnd;
    private transient @Nullable String message;

    private AmiResponse(byte[] bytes, Charset charset, String status, MessageHead head) {
        super(bytes, charset, head.actionId(bytes, 0, charset));
        this.status = status;
        this.rawText = !Lines.hasKey(bytes, 0, bytes.length, "response");
        this.fieldsEnd = rawText ? 0 : isFollows() ? CommandOutput.start(bytes) : bytes.length;
    }

    /**
     * Creates the response that a connection has read. Not for users, who call {@link #parse}.
     *
     * @param status empty if the text has no {@code Response}, as with some old servers
     * @hidden
     */
    public static AmiResponse received(byte[] bytes, Charset charset, String status, MessageHead head) {
        return new AmiResponse(bytes, charset, status, head);
    }

    /**
     * Reads one response from its wire text. Text without {@code Response} counts as the raw text with which old
     * servers answer.
     *
     * @throws IllegalArgumentException if it is not the text of a response
     */
    public static AmiResponse parse(String wireText) {
        byte[] bytes = WireText.firstMessage(wireText);
        if (bytes.length == 0 || Lines.hasKey(bytes, 0, bytes.length, "event")) {
            throw new IllegalArgumentException("not the text of an AmiResponse");
        }
        boolean isText = !Lines.hasKey(bytes, 0, bytes.length, "response");
        String status = isText ? "" : WireText.firstValue(bytes, "response".length());
        return of(bytes, StandardCharsets.UTF_8, status);
    }

    /** Creates a response with this status from these bytes. The caller must not change the bytes afterwards. */
    static AmiResponse of(byte[] bytes, Charset charset, String status) {
        int fieldsEnd = status.equalsIgnoreCase("Follows") ? CommandOutput.start(bytes) : bytes.length;
        return received(bytes, charset, status, MessageHead.of(bytes, fieldsEnd));
    }

    /**
     * The value of {@code Response}: {@code Success}, {@code Error} or {@code Goodbye}; on old servers also {@code
     * Follows} or {@code Pong}. Empty if an old server answered with raw text instead of a response.
     */
    public String status() {
        return status;
    }

    /** Whether the PBX reported an error. */
    public boolean isError() {
        return status.equalsIgnoreCase("Error");
    }

    /** The first value of {@code Message}, or an empty string. */
    public String message() {
        String known = message;
        if (known == null) {
            String found = find("message");
            known = found == null ? "" : found;
            message = known;
        }
        return known;
    }

    /** Whether the PBX answered with raw text instead of a response. {@link #output} returns it, and may be empty. */
    public boolean isText() {
        return rawText;
    }

    /** Whether a Command, or an old server, answered with text. {@link #output} returns it, and may be empty. */
    public boolean hasOutput() {
        return rawText || isFollows() || message().equals("Command output follows");
    }

    /**
     * The output of a Command, or the raw text of an old server. Lines are joined by newlines, and keep their
     * indentation.
     */
    public String output() {
        if (isFollows()) {
            String raw = text(fieldsEnd, bytes.length).replace("\r\n", "\n");
            int end = raw.lastIndexOf(CommandOutput.END);
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
}

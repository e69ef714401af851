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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Encodes actions for the wire. Refuses actions that exceed the limits of Asterisk's parsers. */
public final class AmiEncoder {
    /**
     * The maximum length of a line, in bytes, without CR and LF. Asterisk reads a line into a buffer of 1,024 bytes.
     */
    private static final int MAX_LINE = 1022;

    private static final int MAX_LINES = 128;

    /**
     * The maximum size of a form, in bytes. Asterisk answers a larger one with status 413 (observed on Asterisk 16 and
     * 22).
     */
    private static final int MAX_FORM = 40_960;

    /** The usual charsets. In each of them, the byte of an ASCII character is its number. */
    private static final Set<Charset> ASCII_BASED =
            Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

    private static final String ACTION = "Action";
    private static final String ACTION_ID = "ActionID";
    private static final String SEPARATOR = ": ";
    private static final String LINE_END = "\r\n";

    private final AmiAction action;
    private final Charset charset;
    private final boolean asciiBased;
    /**
     * The wire text; null for a form. It has exactly the room that is needed if each remaining character takes one byte.
     */
    private byte[] wire;

    private int end;

    private AmiEncoder(AmiAction action, Charset charset) {
        if (action.fields().size() + 2 > MAX_LINES) {
            throw new AmiException.Refused(
                    action.name() + ": " + action.fields().size() + " fields are more than the " + (MAX_LINES - 2)
                            + " that Asterisk accepts; split the action");
        }
        this.action = action;
        this.charset = charset;
        this.asciiBased = ASCII_BASED.contains(charset);
    }

    /**
     * Returns the wire text of an action.
     *
     * @param actionId null for none
     * @throws AmiException.Refused if the server would refuse or truncate the action, because a line has more than
     *     1,022 bytes or there are more than 128 lines; or if the charset lacks a character
     */
    public static byte[] encode(AmiAction action, String actionId, Charset charset) {
        AmiEncoder encoder = new AmiEncoder(action, charset);
        encoder.wire = new byte[length(action, actionId)];
        encoder.line(ACTION, action.name());
        if (actionId != null) {
            encoder.line(ACTION_ID, actionId);
        }
        for (AmiAction.Field field : action.fields()) {
            encoder.line(field.name(), field.value());
        }
        encoder.append(LINE_END);
        return encoder.wire;
    }

    /** The length of the wire text, in characters. */
    private static int length(AmiAction action, String actionId) {
        int length = lineLength(ACTION, action.name()) + LINE_END.length();
        length += actionId == null ? 0 : lineLength(ACTION_ID, actionId);
        for (AmiAction.Field field : action.fields()) {
            length += lineLength(field.name(), field.value());
        }
        return length;
    }

    private static int lineLength(String name, String value) {
        return name.length() + SEPARATOR.length() + value.length() + LINE_END.length();
    }

    /**
     * Returns an action as a form for Asterisk's web server, which accepts longer fields than the manager port.
     *
     * @param actionId null for none
     * @throws AmiException.Refused if the server would refuse or truncate the form, because it has more than 40,960
     *     bytes or more than 128 fields; or if the charset lacks a character
     */
    public static byte[] form(AmiAction action, String actionId, Charset charset) {
        AmiEncoder encoder = new AmiEncoder(action, charset);
        StringBuilder form = new StringBuilder(256);
        encoder.pair(ACTION, action.name(), form);
        if (actionId != null) {
            encoder.pair(ACTION_ID, actionId, form);
        }
        for (AmiAction.Field field : action.fields()) {
            encoder.pair(field.name(), field.value(), form);
        }
        if (form.length() > MAX_FORM) {
            throw new AmiException.Refused(action.name() + ": a form of " + form.length()
                    + " bytes, but Asterisk accepts " + MAX_FORM + "; shorten it, or split the action");
        }
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void pair(String name, String value, StringBuilder form) {
        byte[] bytes = bytes(value, name);
        checkBreaks(bytes, 0, bytes.length, name);
        form.append(form.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, charset))
                .append('=')
                .append(URLEncoder.encode(value, charset));
    }

    private void line(String name, String value) {
        int start = end;
        if (!asciiBased || !append(name) || !append(SEPARATOR) || !append(value)) {
            end = start;
            append(bytes(name + SEPARATOR + value, name), name.length() + SEPARATOR.length() + value.length());
        }
        if (end - start > MAX_LINE) {
            throw new AmiException.Refused(action.name() + ": field " + name + " makes a line of "
                    + (end - start) + " bytes, but Asterisk accepts " + MAX_LINE
                    + "; shorten it, or pass the text through the PBX's database or a channel variable");
        }
        checkBreaks(wire, start, end, name);
        append(LINE_END);
    }

    /** Appends text. Returns false, and may have appended a part, if the text has a character that is not ASCII. */
    private boolean append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                return false;
            }
            wire[end++] = (byte) character;
        }
        return true;
    }

    /** Appends an encoded line, for which there is room for this number of bytes. */
    private void append(byte[] line, int room) {
        wire = Arrays.copyOf(wire, wire.length + line.length - room);
        System.arraycopy(line, 0, wire, end, line.length);
        end += line.length;
    }

    private byte[] bytes(String text, String field) {
        byte[] bytes = bytes(text, charset);
        if (bytes == null) {
            throw new AmiException.Refused(action.name() + ": field " + field
                    + " has a character that is not in charset " + charset + " and would be replaced by another");
        }
        return bytes;
    }

    /**
     * Whether the charset has all characters of the text. Java would replace a missing character by a question mark.
     */
    public static boolean canEncode(String text, Charset charset) {
        return bytes(text, charset) != null;
    }

    private static byte[] bytes(String text, Charset charset) {
        if (isAscii(text)) {
            return text.getBytes(charset);
        }
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Whether the text is ASCII, which every charset has in which the names of AMI can be written. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses a field whose encoded bytes contain a line break or NUL. The text of the field contains neither, but a
     * charset may encode another character with such a byte.
     */
    private void checkBreaks(byte[] bytes, int from, int to, String field) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == 0) {
                throw new AmiException.Refused(
                        action.name() + ": field " + field + " has a line break or NUL in charset " + charset);
            }
        }
    }
}

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
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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

    private AmiEncoder() {}

    /**
     * Returns the wire text of an action.
     *
     * @param actionId null for none
     * @throws AmiException.Refused if the server would refuse or truncate the action, because a line has more than
     *     1,022 bytes or there are more than 128 lines; or if the charset lacks a character
     */
    public static byte[] encode(AmiAction action, String actionId, Charset charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        for (AmiAction.Field field : lines(action, actionId)) {
            byte[] line = bytes(field.name() + ": " + field.value(), action, field, charset);
            if (line.length > MAX_LINE) {
                throw new AmiException.Refused(action.name() + ": field " + field.name() + " makes a line of "
                        + line.length + " bytes, but Asterisk accepts " + MAX_LINE
                        + "; shorten it, or pass the text through the PBX's database or a channel variable");
            }
            checkBreaks(line, action, field, charset);
            out.writeBytes(line);
            out.write('\r');
            out.write('\n');
        }
        out.write('\r');
        out.write('\n');
        return out.toByteArray();
    }

    /**
     * Returns an action as a form for Asterisk's web server, which accepts longer fields than the manager port.
     *
     * @param actionId null for none
     * @throws AmiException.Refused if the server would refuse or truncate the form, because it has more than 40,960
     *     bytes or more than 128 fields; or if the charset lacks a character
     */
    public static byte[] form(AmiAction action, String actionId, Charset charset) {
        StringBuilder form = new StringBuilder(256);
        for (AmiAction.Field field : lines(action, actionId)) {
            checkBreaks(bytes(field.value(), action, field, charset), action, field, charset);
            form.append(form.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(field.name(), charset))
                    .append('=')
                    .append(URLEncoder.encode(field.value(), charset));
        }
        if (form.length() > MAX_FORM) {
            throw new AmiException.Refused(action.name() + ": a form of " + form.length()
                    + " bytes, but Asterisk accepts " + MAX_FORM + "; shorten it, or split the action");
        }
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static List<AmiAction.Field> lines(AmiAction action, String actionId) {
        if (action.fields().size() + 2 > MAX_LINES) {
            throw new AmiException.Refused(
                    action.name() + ": " + action.fields().size() + " fields are more than the " + (MAX_LINES - 2)
                            + " that Asterisk accepts; split the action");
        }
        List<AmiAction.Field> lines = new ArrayList<>(action.fields().size() + 2);
        lines.add(new AmiAction.Field("Action", action.name()));
        if (actionId != null) {
            lines.add(new AmiAction.Field("ActionID", actionId));
        }
        lines.addAll(action.fields());
        return lines;
    }

    private static byte[] bytes(String text, AmiAction action, AmiAction.Field field, Charset charset) {
        byte[] bytes = bytes(text, charset);
        if (bytes == null) {
            throw new AmiException.Refused(action.name() + ": field " + field.name()
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
    private static void checkBreaks(byte[] bytes, AmiAction action, AmiAction.Field field, Charset charset) {
        for (byte b : bytes) {
            if (b == '\n' || b == '\r' || b == 0) {
                throw new AmiException.Refused(
                        action.name() + ": field " + field.name() + " has a line break or NUL in charset " + charset);
            }
        }
    }
}

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

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** Turns an action into the bytes of the wire, within the limits of Asterisk's reader. */
public final class AmiEncoder {
    /** Asterisk reads a line into 1,024 bytes, of which CR and LF take two. */
    private static final int MAX_LINE = 1022;

    private static final int MAX_LINES = 128;

    private AmiEncoder() {}

    /**
     * The wire text of an action.
     *
     * @throws AmiException.Refused if the server would refuse or cut it: a line of more than 1,022 bytes, more than
     *     128 lines
     */
    public static byte[] encode(AmiAction action, String actionId, Charset charset) {
        if (action.fields().size() + 2 > MAX_LINES) {
            throw new AmiException.Refused(
                    action.name() + ": " + action.fields().size() + " fields are more than the " + (MAX_LINES - 2)
                            + " that Asterisk takes; split the action");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        line(out, action, "Action", action.name(), charset);
        line(out, action, "ActionID", actionId, charset);
        for (AmiAction.Field field : action.fields()) {
            line(out, action, field.name(), field.value(), charset);
        }
        out.write('\r');
        out.write('\n');
        return out.toByteArray();
    }

    private static void line(ByteArrayOutputStream out, AmiAction action, String name, String value, Charset charset) {
        byte[] line = (name + ": " + value).getBytes(charset);
        if (line.length > MAX_LINE) {
            throw new AmiException.Refused(action.name() + ": field " + name + " makes a line of " + line.length
                    + " bytes, Asterisk takes " + MAX_LINE
                    + "; shorten it, or hand the text over by the PBX's database or a channel variable");
        }
        for (byte b : line) {
            if (b == '\n' || b == '\r' || b == 0) {
                throw new AmiException.Refused(
                        action.name() + ": field " + name + " has a line break or NUL in charset " + charset);
            }
        }
        out.writeBytes(line);
        out.write('\r');
        out.write('\n');
    }
}

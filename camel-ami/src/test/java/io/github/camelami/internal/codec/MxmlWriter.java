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

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes wire text as mxml the way Asterisk does ({@code main/manager.c, xml_translate}), with all its faults. */
public final class MxmlWriter {
    private final StringBuilder out = new StringBuilder("<ajax-response>\n");
    private final Map<String, Integer> seen = new HashMap<>();
    private boolean inMessage;
    private boolean inData;

    private MxmlWriter() {}

    /** The answer that holds these messages. */
    public static byte[] write(byte[] wireText) {
        MxmlWriter writer = new MxmlWriter();
        for (String line : new String(wireText, StandardCharsets.ISO_8859_1).split("\r\n|\r|\n", -1)) {
            writer.line(stripTrailing(line));
        }
        writer.line("");
        return (writer.out + "</ajax-response>\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private void line(String line) {
        if (line.isEmpty()) {
            out.append(inData ? "'" : "").append(inMessage ? " /></response>\n" : "");
            inMessage = false;
            inData = false;
            return;
        }
        if (!inMessage) {
            out.append("<response type='object' id='unknown'><generic");
            seen.clear();
            inMessage = true;
        }
        if (inData) {
            out.append('\n').append(escaped(line));
            return;
        }
        int colon = line.indexOf(':');
        inData = colon < 0;
        String key = inData ? "Opaque-data" : stripTrailing(line.substring(0, colon));
        int times = seen.merge(key, 1, Integer::sum);
        out.append(' ')
                .append(name(key))
                .append(times > 1 ? "-" + times : "")
                .append("='")
                .append(escaped(line.substring(colon + 1).replaceFirst("^[\\x01-\\x20]+", "")))
                .append(inData ? "" : "'");
    }

    private static String name(String key) {
        String name = key.replaceAll("[^A-Za-z0-9]", "_").toLowerCase(Locale.ROOT);
        return key.isEmpty() || Character.isLetter(name.charAt(0)) ? name : '_' + name;
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /** Asterisk takes control bytes for blanks. */
    private static String stripTrailing(String text) {
        return text.replaceFirst("[\\x01-\\x20]+$", "");
    }
}

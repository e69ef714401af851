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
package io.github.camelami.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Converts AMI text to mxml as Asterisk does. The result has the same defects as in Asterisk, and may not be
 * well-formed XML.
 */
final class MxmlWriter {

    private final OutputStream out;
    private final String start;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private final Map<String, Integer> keys = new HashMap<>();
    private boolean skipLineFeed;
    private boolean inMessage;
    private boolean opaque;

    /**
     * Begins the document.
     *
     * @param destination the parameter {@code ajaxdest} of the request, which is written unchanged
     * @param objectType the parameter {@code ajaxobjtype} of the request, which is written unchanged
     */
    MxmlWriter(OutputStream out, String destination, String objectType) throws IOException {
        this.out = out;
        this.start = "<response type='object' id='" + destination + "'><" + objectType;
        text("<ajax-response>\n");
    }

    /** Writes AMI text. A line ends with CR, LF or CR LF. */
    void write(byte[] ami) throws IOException {
        for (byte b : ami) {
            if (b == '\n' && skipLineFeed) {
                skipLineFeed = false;
            } else if (b == '\r' || b == '\n') {
                skipLineFeed = true;
                endLine();
            } else {
                skipLineFeed = false;
                line.write(b);
            }
        }
    }

    void finish() throws IOException {
        if (line.size() > 0) {
            endLine();
        }
        if (inMessage) {
            text(" /></response>\n");
        }
        text("</ajax-response>\n");
    }

    private void endLine() throws IOException {
        String content = trimEnd(line.toString(StandardCharsets.ISO_8859_1));
        line.reset();
        if (content.isEmpty()) {
            endMessage();
            return;
        }
        if (!inMessage) {
            text(start);
            inMessage = true;
        }
        if (opaque) {
            text("\n" + escaped(content));
            return;
        }
        int colon = content.indexOf(':');
        opaque = colon < 0;
        String key = opaque ? "Opaque-data" : trimEnd(content.substring(0, colon));
        String value = opaque ? content : trimStart(content.substring(colon + 1));
        int times = keys.merge(key, 1, Integer::sum);
        text(" " + name(key) + (times > 1 ? "-" + times : "") + "='" + escaped(value) + (opaque ? "" : "'"));
    }

    private void endMessage() throws IOException {
        text(opaque ? "'" : "");
        text(inMessage ? " /></response>\n" : "");
        opaque = false;
        inMessage = false;
        keys.clear();
    }

    /**
     * The name of the attribute for a key. Converts each byte by itself, so that a letter of two bytes becomes two
     * underscores.
     */
    private static String name(String key) {
        StringBuilder name = new StringBuilder(key.length() + 1);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= '0' && c <= '9') {
                name.append(i == 0 ? "_" : "").append(c);
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                name.append(Character.toLowerCase(c));
            } else {
                name.append('_');
            }
        }
        return name.toString();
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /** Removes blanks and control bytes at the end. */
    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return text.substring(start);
    }

    private void text(String latin1) throws IOException {
        out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}

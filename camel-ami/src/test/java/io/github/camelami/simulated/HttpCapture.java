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
package io.github.camelami.simulated;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recording of requests and the real server's answers to them. */
final class HttpCapture {

    private static final Pattern MARK = Pattern.compile("(?m)^(?:(>>>|<<<) conn (\\d+) t=\\d+|### (.*))\n");

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)Content-Length: (\\d+)");

    /** A request with the answer to it; the note is what stands in the recording before it. */
    record Exchange(int connection, String request, HttpReply answer, String note) {

        String target() {
            String[] words = request.split(" ");
            return words.length > 1 ? words[1] : "";
        }
    }

    private HttpCapture() {}

    static List<Exchange> read(int version, String name) throws IOException {
        String text;
        try (InputStream in =
                HttpCapture.class.getResourceAsStream("/captures/asterisk-" + version + "/http/" + name + ".http")) {
            text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        Map<Integer, String> asked = new LinkedHashMap<>();
        List<Exchange> exchanges = new ArrayList<>();
        String note = "";
        Matcher mark = MARK.matcher(text);
        for (boolean more = mark.find(); more; ) {
            int start = mark.end();
            String kind = mark.group(1);
            String comment = mark.group(3);
            int connection = kind == null ? 0 : Integer.parseInt(mark.group(2));
            more = mark.find();
            String part = text.substring(start, more ? mark.start() : text.length());
            if (kind == null) {
                note = comment;
            } else if (kind.equals(">>>")) {
                asked.put(connection, request(part));
            } else {
                boolean head = asked.get(connection).startsWith("HEAD ");
                HttpReply answer =
                        HttpReply.read(new ByteArrayInputStream(part.getBytes(StandardCharsets.ISO_8859_1)), head);
                exchanges.add(new Exchange(connection, asked.get(connection), answer, note));
                note = "";
            }
        }
        return exchanges;
    }

    /** Where a request does not end in a line feed, the recording adds one; it may hold several requests that were sent at once. */
    private static String request(String part) {
        int head = part.indexOf("\r\n\r\n") + 4;
        Matcher length = CONTENT_LENGTH.matcher(part.substring(0, head));
        int end = length.find() ? head + Integer.parseInt(length.group(1)) : part.lastIndexOf("\r\n\r\n") + 4;
        return end > part.length() ? part + "\n" : part.substring(0, end);
    }
}

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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP answer as it was on the wire, in Latin-1, so that every byte is one character. */
record HttpReply(String statusLine, List<String> headers, String body) {

    /** Reads one answer, its body as long as it says. */
    static HttpReply read(InputStream in, boolean withoutBody) throws IOException {
        String status = line(in);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        HttpReply head = new HttpReply(status, headers, "");
        int length = withoutBody ? 0 : Integer.parseInt(head.header("Content-Length"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the body ended after " + body.length + " of " + length + " bytes");
        }
        return new HttpReply(status, headers, new String(body, StandardCharsets.ISO_8859_1));
    }

    int status() {
        return Integer.parseInt(statusLine.split(" ")[1]);
    }

    /** A header's value, empty if there was none. */
    String header(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The session's cookie, empty if there was none. */
    String cookie() {
        return quoted(header("Set-Cookie"), "mansession_id");
    }

    /** The nonce of a challenge, empty if there was none. */
    String nonce() {
        return quoted(header("WWW-authenticate"), "nonce");
    }

    static String quoted(String text, String name) {
        int start = text.indexOf(name + "=\"");
        return start < 0 ? "" : text.substring(start + name.length() + 2, text.indexOf('"', start + name.length() + 2));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the stream ended after '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
    }
}

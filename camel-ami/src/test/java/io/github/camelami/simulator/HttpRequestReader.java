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
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Splits the bytes of a client into requests, with the same limits as Asterisk. If the client sends several requests at
 * once, the later ones remain in the stream.
 */
final class HttpRequestReader {

    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 100;

    private final InputStream in;

    /** Thrown if the request is not valid. The server answers with an error page, and then closes the connection. */
    static final class BadRequest extends IOException {

        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }

    HttpRequestReader(InputStream in) {
        this.in = in;
    }

    /** The next request, or null at the end of the stream. */
    ReceivedRequest next() throws IOException {
        String first = line("Request line too long");
        if (first == null) {
            return null;
        }
        String[] words = first.trim().split(" +");
        if (words.length < 2) {
            throw new BadRequest("Invalid Request");
        }
        Map<String, String> headers = headers();
        return new ReceivedRequest(words[0], words[1], headers, body(headers));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line("Header line too long");
                line != null && !line.isEmpty();
                line = line("Header line too long")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
            if (headers.size() > MAX_HEADERS) {
                throw new BadRequest("Too many headers");
            }
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (ReceivedRequest.header(headers, "Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        String length = ReceivedRequest.header(headers, "Content-Length");
        return whole(length.isEmpty() ? 0 : number(length, 10));
    }

    /**
     * Reads a body, or a chunk of it, completely. Fails if a part of it is missing, because Asterisk does not run such
     * a form.
     */
    private byte[] whole(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new BadRequest("Error reading request body");
        }
        return bytes;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(whole(size));
            line("Invalid chunk");
        }
        for (String trailer = line("Invalid chunk"); trailer != null && !trailer.isEmpty(); ) {
            trailer = line("Invalid chunk");
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = line("Invalid chunk");
        return line == null ? 0 : number(line.replaceFirst(";.*", "").trim(), 16);
    }

    private static int number(String text, int radix) throws BadRequest {
        try {
            return Integer.parseUnsignedInt(text, radix);
        } catch (NumberFormatException e) {
            throw new BadRequest("Error reading request body");
        }
    }

    private String line(String tooLong) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = WireText.decode(line.toByteArray());
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
            if (line.size() > MAX_LINE) {
                throw new BadRequest(tooLong);
            }
        }
        return null;
    }
}

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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An answer of the HTTP server. Immutable. Each {@code with} method returns a copy. */
public final class HttpResponse {

    /** Writes the body of an answer. Called twice: first to count the bytes, and then to send them. */
    @FunctionalInterface
    interface Body {

        void writeTo(OutputStream out) throws IOException;
    }

    private final int status;
    private final String reason;
    private final List<String> headers;
    private final Body body;

    HttpResponse(int status, String reason, List<String> headers, Body body) {
        this.status = status;
        this.reason = reason;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** An answer with this status, content type and text. */
    public static HttpResponse of(int status, String reason, String contentType, String text) {
        byte[] bytes = WireText.encode(text);
        return new HttpResponse(status, reason, List.of("Content-type: " + contentType), out -> out.write(bytes));
    }

    /** The status, for example 200. */
    public int status() {
        return status;
    }

    /** A copy with this header, which replaces one of the same name. */
    public HttpResponse withHeader(String name, String value) {
        List<String> changed = new ArrayList<>(headers);
        changed.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
        changed.add(name + ": " + value);
        return withHeaders(changed);
    }

    HttpResponse withHeaders(List<String> lines) {
        return new HttpResponse(status, reason, lines, body);
    }

    /** A copy with another body. */
    public HttpResponse withBody(byte[] bytes) {
        return new HttpResponse(status, reason, headers, out -> out.write(bytes));
    }

    /** The bytes of the body. */
    public byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String reason() {
        return reason;
    }

    List<String> headers() {
        return headers;
    }

    long length() throws IOException {
        long[] count = new long[1];
        body.writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                count[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                count[0] += length;
            }
        });
        return count[0];
    }

    void writeBody(OutputStream out) throws IOException {
        body.writeTo(out);
    }
}

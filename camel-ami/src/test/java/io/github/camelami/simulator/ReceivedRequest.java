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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An HTTP request as the server received it, with the times of its arrival and of its answer. */
public final class ReceivedRequest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> SECRETS = Set.of("secret", "key", "authorization", "cookie");

    private final String method;
    private final String path;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Map.Entry<String, String>> parameters;
    private final long receivedAt = System.nanoTime();
    private volatile long answeredAt;
    private volatile int status;

    ReceivedRequest(String method, String target, Map<String, String> headers, byte[] body) {
        int query = target.indexOf('?');
        this.method = method;
        this.path = query < 0 ? target : target.substring(0, query);
        this.headers.putAll(headers);
        if (method.equals("POST")) {
            boolean form = header("Content-Type").replaceFirst(";.*", "").trim().equalsIgnoreCase(FORM);
            this.parameters = form ? parse(WireText.decode(body)) : List.of();
        } else {
            this.parameters = query < 0 ? List.of() : parse(target.substring(query + 1));
        }
    }

    /** The method: GET, POST and so on. */
    public String method() {
        return method;
    }

    /** The path, without the query. */
    public String path() {
        return path;
    }

    /** The headers by name; case does not matter. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The value of a header; empty if there was none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The decoded parameters of the form or, for GET, of the query, in their order. */
    public List<Map.Entry<String, String>> parameters() {
        return parameters;
    }

    /** The first value of a parameter; empty if there was none. Case does not matter. */
    public String parameter(String name) {
        return parameters.stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** The parameter {@code Action}; empty if there was none. */
    public String action() {
        return parameter("Action");
    }

    /** When the request was read, in nanoseconds of {@link System#nanoTime}. */
    public long receivedAt() {
        return receivedAt;
    }

    /** The time from the request to its answer, or until now if it has not been answered. */
    public Duration took() {
        long end = answeredAt;
        return Duration.ofNanos((end == 0 ? System.nanoTime() : end) - receivedAt);
    }

    /** The status of the answer; 0 before it is sent. */
    public int status() {
        return status;
    }

    void answered(int withStatus) {
        answeredAt = System.nanoTime();
        status = withStatus;
    }

    /** The number in the session cookie, which may be in quotes; 0 if there is no such cookie. */
    long sessionCookie() {
        for (String cookie : header("Cookie").split(";")) {
            String[] parts = cookie.trim().split("=", 2);
            if (parts.length == 2 && parts[0].equals("mansession_id")) {
                String digits = parts[1].replace("\"", "");
                return digits.matches("[0-9a-fA-F]{1,8}") ? Long.parseLong(digits, 16) : 0;
            }
        }
        return 0;
    }

    boolean asksToClose() {
        return header("Connection").toLowerCase(Locale.ROOT).contains("close");
    }

    static String header(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Shows the request, but not the values of secrets and session ids. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method).append(' ').append(path);
        headers.forEach(
                (name, value) -> text.append("\n").append(name).append(": ").append(shown(name, value)));
        parameters.forEach(each ->
                text.append("\n  ").append(each.getKey()).append('=').append(shown(each.getKey(), each.getValue())));
        return text.toString();
    }

    private static String shown(String name, String value) {
        return SECRETS.contains(name.toLowerCase(Locale.ROOT)) ? "***" : value;
    }

    private static List<Map.Entry<String, String>> parse(String form) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!pair.isEmpty()) {
                parameters.add(Map.entry(name, equals < 0 ? "" : decode(pair.substring(equals + 1))));
            }
        }
        return List.copyOf(parameters);
    }

    /** Decodes a parameter. As in C, a NUL ends the text. An escape that is not hexadecimal stays unchanged. */
    private static String decode(String text) {
        byte[] bytes = WireText.encode(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i];
            if (b == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
                b = hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]);
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            if (b == 0) {
                break;
            }
            out.write(b);
        }
        return WireText.decode(out.toByteArray());
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}

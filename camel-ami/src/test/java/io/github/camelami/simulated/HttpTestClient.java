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

import io.github.camelami.simulator.SimulatedPbx;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A client that sends what it is told, over one connection that it keeps; it remembers the cookie and nothing else. */
final class HttpTestClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private String cookie = "";

    HttpTestClient(SimulatedPbx pbx) throws IOException {
        this(new Socket(pbx.host(), pbx.http().port()));
    }

    HttpTestClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Logged in as admin. */
    static HttpTestClient loggedIn(SimulatedPbx pbx) throws IOException {
        HttpTestClient client = new HttpTestClient(pbx);
        client.get("/rawman?action=login&username=admin&secret=secret");
        return client;
    }

    /** Another connection with the same cookie. */
    HttpTestClient beside(SimulatedPbx pbx) throws IOException {
        HttpTestClient client = new HttpTestClient(pbx);
        client.cookie = cookie;
        return client;
    }

    String cookie() {
        return cookie;
    }

    HttpTestClient withCookie(String value) {
        cookie = value;
        return this;
    }

    HttpReply get(String target, String... headers) throws IOException {
        send("GET", target, "", headers);
        return read();
    }

    CompletableFuture<HttpReply> getLater(String target, String... headers) throws IOException {
        send("GET", target, "", headers);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return read();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    HttpReply post(String target, String form, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type: application/x-www-form-urlencoded";
        all[headers.length + 1] = "Content-Length: " + form.length();
        send("POST", target, form, all);
        return read();
    }

    void send(String method, String target, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: pbx\r\n");
        if (!cookie.isEmpty()) {
            request.append("Cookie: mansession_id=\"").append(cookie).append("\"\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        sendRaw(request.append("\r\n").append(body).toString());
    }

    void sendRaw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    HttpReply read() throws IOException {
        HttpReply reply = HttpReply.read(in, false);
        cookie = reply.cookie().isEmpty() ? cookie : reply.cookie();
        return reply;
    }

    InputStream input() {
        return in;
    }

    /** Everything up to the end of the stream. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

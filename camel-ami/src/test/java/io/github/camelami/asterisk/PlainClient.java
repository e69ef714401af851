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
package io.github.camelami.asterisk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A client that knows nothing but bytes, to compare with; its text is Latin-1, each byte one character. */
final class PlainClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket wire;
    private final Socket socket;
    private final InputStream in;
    private final List<String> collected = new ArrayList<>();
    private Thread collector;
    private int ids;

    PlainClient(Socket wire) throws IOException {
        this(wire, wire);
    }

    /** @param socket TLS above {@code wire}: its own close would wait for the thread that reads */
    PlainClient(Socket wire, Socket socket) throws IOException {
        this.wire = wire;
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        line();
    }

    /** Logs in as a user whose secret follows the servers' rule. */
    PlainClient login(String user, String events) throws IOException {
        String answer = ask("Login", "Username: " + user, "Secret: " + user + "-secret", "Events: " + events);
        if (!answer.startsWith("Response: Success")) {
            throw new IOException(answer);
        }
        return this;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends an action and returns its response. */
    String ask(String action, String... fields) throws IOException {
        String id = "ActionID: plain-" + ++ids + "\r\n";
        send("Action: " + action + "\r\n" + id
                + Stream.of(fields).map(field -> field + "\r\n").reduce("", String::concat) + "\r\n");
        for (String block = block(); block != null; block = block()) {
            if (block.startsWith("Response: ") && block.contains(id)) {
                return block;
            }
        }
        throw new IOException("the server closed the connection at " + action);
    }

    /** The text of a command. */
    String command(String command) throws IOException {
        StringBuilder output = new StringBuilder();
        for (String line : ask("Command", "Command: " + command).split("\r\n")) {
            if (line.startsWith("Output: ")) {
                output.append(line.substring("Output: ".length())).append('\n');
            }
        }
        return new String(output.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** From now on a thread collects what comes; nothing may be asked any more. */
    PlainClient collect() {
        collector = new Thread(
                () -> {
                    try {
                        for (String block = block(); block != null; block = block()) {
                            keep(block);
                        }
                    } catch (IOException e) {
                        keep("ended: " + e);
                    }
                },
                "plain-client");
        collector.start();
        return this;
    }

    private void keep(String block) {
        synchronized (collected) {
            collected.add(block);
        }
    }

    /** What has come so far. */
    List<String> collected() {
        synchronized (collected) {
            return List.copyOf(collected);
        }
    }

    /** A message with its line ends and the empty line that ends it, or null at the end of the stream. */
    String block() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            boolean empty = line.equals("\r\n") || line.equals("\n");
            if (!empty || !block.isEmpty()) {
                block.append(line);
            }
            if (empty && !block.isEmpty()) {
                return block.toString();
            }
        }
        return null;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        if (collector != null) {
            try {
                collector.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

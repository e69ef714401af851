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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that knows nothing but bytes; text is Latin-1, so that every byte is one character. */
final class WireClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    WireClient(SimulatedPbx pbx) throws IOException {
        this(new Socket(pbx.host(), pbx.port()));
    }

    WireClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** Connected, greeted and logged in as admin, the events of the login read away. */
    static WireClient loggedIn(SimulatedPbx pbx) throws IOException {
        WireClient client = new WireClient(pbx);
        client.line();
        client.send("Action: Login\r\nActionID: login\r\nUsername: admin\r\nSecret: secret\r\n\r\n"
                + "Action: Ping\r\nActionID: settled\r\n\r\n");
        client.blockWith("ActionID: settled");
        return client;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next line without its end, or null at the end of the stream. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
            }
            line.write(b);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
    }

    /** The lines up to the next blank one, or null at the end of the stream. */
    List<String> block() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            if (!line.isEmpty()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                return lines;
            }
        }
        return lines.isEmpty() ? null : lines;
    }

    /** The next block that holds that line; those before it are read away. */
    List<String> blockWith(String line) throws IOException {
        for (List<String> block = block(); block != null; block = block()) {
            if (block.contains(line)) {
                return block;
            }
        }
        throw new AssertionError("the stream ended without " + line);
    }

    /** Sends an action and returns its response. */
    List<String> ask(String id, String... lines) throws IOException {
        send("Action: " + String.join("\r\n", lines) + "\r\nActionID: " + id + "\r\n\r\n");
        return blockWith("ActionID: " + id);
    }

    /** Everything up to the end of the stream. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    InputStream input() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

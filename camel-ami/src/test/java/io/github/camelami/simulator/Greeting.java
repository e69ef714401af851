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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * What a new TCP connection receives first, and what happens afterwards: the session is served, the connection stays
 * open without any further byte, or it ends.
 */
public final class Greeting {

    enum Then {
        SERVE,
        STALL,
        CLOSE
    }

    private final byte[] bytes;
    private final Then then;

    private Greeting(byte[] bytes, Then then) {
        this.bytes = bytes;
        this.then = then;
    }

    /** Sends this text instead of the usual banner, and then serves the session. The text must include its line end. */
    public static Greeting banner(String text) {
        return new Greeting(WireText.encode(text), Then.SERVE);
    }

    /** Sends these bytes and nothing else. The connection stays open. */
    public static Greeting bytes(byte[] bytes) {
        return new Greeting(bytes.clone(), Then.STALL);
    }

    /** Sends nothing. The connection stays open. */
    public static Greeting silence() {
        return new Greeting(new byte[0], Then.STALL);
    }

    /** Ends the connection before any byte is sent. */
    public static Greeting endOfStream() {
        return new Greeting(new byte[0], Then.CLOSE);
    }

    /** Sends the first {@code bytes} bytes of this text and nothing else. The connection stays open. */
    public static Greeting partOf(String text, int bytes) {
        return new Greeting(Arrays.copyOf(WireText.encode(text), bytes), Then.STALL);
    }

    /** Sends the greeting of an SSH server. The connection stays open. */
    public static Greeting ssh() {
        return bytes("SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends the answer of an HTTP server to a line that it does not understand, and then ends the connection. */
    public static Greeting http() {
        return new Greeting(
                WireText.encode("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
                Then.CLOSE);
    }

    /**
     * Sends the TLS alert "unexpected message", with which a TLS server answers plain text, and then ends the
     * connection.
     */
    public static Greeting tlsAlert() {
        return new Greeting(new byte[] {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0A}, Then.CLOSE);
    }

    /**
     * Sends {@code length} random bytes without a line end. The same seed gives the same bytes. The connection stays
     * open.
     */
    public static Greeting garbage(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            bytes[i] = bytes[i] == '\n' ? 0 : bytes[i];
        }
        return bytes(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    Then then() {
        return then;
    }
}

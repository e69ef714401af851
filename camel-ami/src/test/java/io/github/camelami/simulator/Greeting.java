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

/** The bytes that a new connection receives first, and what follows. */
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

    /** This text, with its line end, instead of the banner, then normal service. */
    public static Greeting banner(String text) {
        return new Greeting(WireText.encode(text), Then.SERVE);
    }

    /** These bytes and nothing else; the connection stays open. */
    public static Greeting bytes(byte[] bytes) {
        return new Greeting(bytes.clone(), Then.STALL);
    }

    /** No byte; the connection stays open. */
    public static Greeting silence() {
        return new Greeting(new byte[0], Then.STALL);
    }

    /** The end of the stream before any byte. */
    public static Greeting endOfStream() {
        return new Greeting(new byte[0], Then.CLOSE);
    }

    /** The first bytes of this text, and nothing else; the connection stays open. */
    public static Greeting partOf(String text, int bytes) {
        return new Greeting(Arrays.copyOf(WireText.encode(text), bytes), Then.STALL);
    }

    /** The greeting of an SSH server. */
    public static Greeting ssh() {
        return bytes("SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The answer of an HTTP server to a line that it does not understand, then the end of the stream. */
    public static Greeting http() {
        return new Greeting(
                WireText.encode("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
                Then.CLOSE);
    }

    /** The TLS alert "unexpected message", as a TLS server sends it to plain text, then the end of the stream. */
    public static Greeting tlsAlert() {
        return new Greeting(new byte[] {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0A}, Then.CLOSE);
    }

    /** Random bytes from this seed, without a line end. */
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

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
package io.github.camelami.internal.codec;

import io.github.camelami.message.AmiException;
import java.nio.charset.Charset;

/**
 * The first line that an Asterisk Manager sends. A server that sends none, or another one, is not an Asterisk Manager.
 */
final class Greeting {
    private static final int MAX_LENGTH = 256;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_VERSION = 0x03;

    private Greeting() {}

    /** Whether a greeting may begin with these bytes. */
    static boolean mayBegin(byte[] buffer, int length) {
        return length == 0 || length <= MAX_LENGTH && buffer[0] >= ' ' && buffer[0] != 0x7f;
    }

    /**
     * Returns the greeting in {@code [0, to)} of the buffer, without its line end. All versions and derivatives of
     * Asterisk write "Call Manager", as in {@code CallWeaver Call Manager/1.0}. The rest differs.
     *
     * @throws AmiException.ProtocolViolation if the line is not such a greeting
     */
    static String of(byte[] buffer, int to, Charset charset) {
        String banner = new String(buffer, 0, to, charset);
        if (!banner.contains("Call Manager")) {
            throw notAmi(buffer, to, charset);
        }
        return banner;
    }

    static AmiException.ProtocolViolation notAmi(byte[] buffer, int to, Charset charset) {
        boolean tls = to > 1 && (buffer[0] == TLS_ALERT || buffer[0] == TLS_HANDSHAKE) && buffer[1] == TLS_VERSION;
        String begin = new String(buffer, 0, Math.min(to, 64), charset);
        String seen = tls ? "TLS" : "'" + begin.replaceAll("[^ -~]", ".").strip() + "'";
        String http = seen.startsWith("'HTTP/") ? "; it speaks HTTP, which is transport=http" : "";
        return new AmiException.ProtocolViolation("the server's greeting is " + seen
                + ", not that of an Asterisk Manager: check host, port and tls" + http);
    }
}

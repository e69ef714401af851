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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that a client has opened, with or without TLS. To close it, the raw socket is closed, which never waits
 * for a thread that is writing.
 */
final class Wire {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final Socket raw;
    private final boolean secure;
    private volatile Socket socket;

    Wire(Socket raw, SSLContext tls, boolean clientCertificate) throws IOException {
        this.raw = raw;
        this.socket = raw;
        this.secure = tls != null;
        if (secure) {
            SSLSocket over = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), false);
            over.setUseClientMode(false);
            over.setNeedClientAuth(clientCertificate);
            socket = over;
        }
    }

    /** Performs the TLS handshake, if TLS is used. Blocks meanwhile. */
    void handshake() throws IOException {
        if (secure) {
            raw.setSoTimeout(HANDSHAKE_MILLIS);
            ((SSLSocket) socket).startHandshake();
            raw.setSoTimeout(0);
        }
    }

    /** Sets how long one read may wait; zero means without limit. */
    void readTimeout(Duration limit) throws IOException {
        socket.setSoTimeout(limit.isZero() ? 0 : (int) Math.max(1, limit.toMillis()));
    }

    boolean isSecure() {
        return secure;
    }

    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    InetSocketAddress local() {
        return (InetSocketAddress) raw.getLocalSocketAddress();
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) raw.getRemoteSocketAddress();
    }

    /** Sends FIN and, with TLS, a close_notify before it. The other direction stays open. */
    void endOutput() throws IOException {
        if (!raw.isClosed()) {
            socket.shutdownOutput();
            if (secure) {
                raw.shutdownOutput();
            }
        }
    }

    /** Closes the connection at once, with FIN. */
    void close() {
        try {
            raw.close();
        } catch (IOException e) {
            LOG.debug("already closed", e);
        }
    }

    /** Closes the connection at once, with RST. */
    void reset() {
        try {
            raw.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("already closed", e);
        }
        close();
    }
}

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
package io.github.camelami.internal.http;

import io.github.camelami.internal.transport.TlsHandshake;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Adds TLS to the connections of an HTTP client, and verifies the host name.
 *
 * @param verifier the verifier of host names; null if the check of Java's TLS is used
 */
public record VerifiedTls(SSLContext tls, HostnameVerifier verifier) implements TlsSocketStrategy {

    @Override
    public SSLSocket upgrade(Socket wire, String host, int port, Object config, HttpContext exchange)
            throws IOException {
        SSLSocket socket = TlsHandshake.over(wire, tls.getSocketFactory(), host, port, verifier == null);
        if (verifier != null && !verifier.verify(host, socket.getSession())) {
            throw new SSLPeerUnverifiedException(
                    "the server's certificate is not for host '" + host + "', says http.x509HostnameVerifier");
        }
        return socket;
    }
}

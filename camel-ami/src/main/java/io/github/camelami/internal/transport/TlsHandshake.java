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
package io.github.camelami.internal.transport;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Performs the handshake of TLS 1.2 or later, for TCP and HTTP alike. */
public final class TlsHandshake {
    private TlsHandshake() {}

    /**
     * A TLS socket over {@code wire}, after its handshake.
     *
     * @param hostnameVerification whether the certificate must match {@code host}
     */
    public static SSLSocket over(
            Socket wire, SSLSocketFactory factory, String host, int port, boolean hostnameVerification)
            throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(wire, host, port, true);
        tls.setEnabledProtocols(Arrays.stream(tls.getEnabledProtocols())
                .filter(protocol -> protocol.matches("TLSv1\\.[2-9]"))
                .toArray(String[]::new));
        if (hostnameVerification) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }
}

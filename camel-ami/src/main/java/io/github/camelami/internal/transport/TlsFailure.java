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

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Explains in one sentence why the TLS handshake failed. */
public final class TlsFailure {
    private TlsFailure() {}

    public static String explain(SSLException failure, String host) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException) {
                return "the server's certificate has expired";
            }
            if (t instanceof CertificateNotYetValidException) {
                return "the server's certificate is not yet valid";
            }
        }
        String text = texts(failure);
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return "the server's certificate is not for host '" + host + "'";
        }
        if (text.contains("PKIX") || text.contains("unable to find valid certification path")) {
            return "the server's certificate is self-signed, or its authority is not trusted;"
                    + " add it to the trust store of sslContextParameters";
        }
        if (text.contains("No appropriate protocol")) {
            return "sslContextParameters do not enable TLS 1.2 or later";
        }
        if (text.contains("protocol_version") || text.contains("selected protocol version")) {
            return "the server does not speak TLS 1.2 or later";
        }
        if (text.contains("Unsupported or unrecognized SSL message")) {
            return "the server does not speak TLS on this port; is it the port for plain connections?";
        }
        if (text.contains("certificate_required") || text.contains("bad_certificate")) {
            return "the server did not accept our client certificate";
        }
        return failure.getMessage();
    }

    private static String texts(Throwable failure) {
        StringBuilder texts = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            texts.append(t.getMessage()).append('\n');
        }
        return texts.toString();
    }
}

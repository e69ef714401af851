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

import io.github.camelami.internal.transport.TlsFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Explains why a request without an answer failed. */
final class HttpFailure {
    private HttpFailure() {}

    static String explain(IOException failure, String host) {
        if (failure instanceof SSLException tls) {
            return "no TLS: " + TlsFailure.explain(tls, host);
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host '" + host + "'";
        }
        if (failure instanceof ConnectException) {
            return failure.getMessage() + "; is the web server of the PBX on (http.conf: enabled, bindaddr, bindport)?";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer in time: " + failure.getMessage();
        }
        if (failure instanceof NoHttpResponseException) {
            return "the web server closed the connection without an answer";
        }
        if (failure instanceof ClientProtocolException || failure instanceof MessageConstraintException) {
            return "the server does not speak HTTP on this port; is it the manager port, for transport=tcp? '"
                    + AnswerStart.printable(String.valueOf(failure.getMessage())) + "'";
        }
        return failure.getMessage();
    }

    /** A hint for the first request of a plain connection. An HTTPS server may close such a connection. */
    static String hintOfTls(IOException failure) {
        return failure instanceof NoHttpResponseException ? "; is it a port for HTTPS (tls=true)?" : "";
    }
}

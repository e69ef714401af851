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
package io.github.camelami.internal.tcp;

import java.nio.charset.Charset;
import javax.net.ssl.SSLSocketFactory;

/**
 * The address and the settings of a connection over a socket.
 *
 * @param tls null for a plain connection
 * @param hostnameVerification whether the certificate must match {@code host}
 * @param maxMessageSize the largest message from the PBX, in bytes
 */
public record TcpSettings(
        String host,
        int port,
        SSLSocketFactory tls,
        boolean hostnameVerification,
        Charset charset,
        int maxMessageSize) {

    @Override
    public String toString() {
        return (tls == null ? "tcp://" : "tls://") + host + ':' + port;
    }
}

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
package io.github.camelami.asterisk;

import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiTransportType;
import io.github.camelami.AuthType;
import io.github.camelami.HttpFormat;
import java.util.stream.Stream;

/** The ways to the manager of a server. */
enum Access {
    TCP,
    TLS,
    HTTP_RAWMAN,
    HTTP_MXML,
    HTTP_DIGEST_RAWMAN,
    HTTP_DIGEST_MXML,
    HTTPS_RAWMAN,
    HTTPS_MXML,
    HTTPS_DIGEST_RAWMAN,
    HTTPS_DIGEST_MXML;

    static Stream<Access> http() {
        return Stream.of(values()).filter(Access::isHttp);
    }

    boolean isHttp() {
        return name().startsWith("HTTP");
    }

    boolean isDigest() {
        return name().contains("DIGEST");
    }

    boolean isMxml() {
        return name().endsWith("MXML");
    }

    boolean isSecure() {
        return this == TLS || name().startsWith("HTTPS");
    }

    void configure(AmiConfiguration connection, Asterisk asterisk) {
        connection.setHost(asterisk.host());
        connection.setPort(
                isHttp() ? asterisk.httpPort(isSecure()) : isSecure() ? asterisk.tlsPort() : asterisk.port());
        if (isSecure()) {
            connection.setTls(true);
            connection.setSslContextParameters(Asterisk.sslContextParameters());
        }
        if (isHttp()) {
            connection.setTransport(AmiTransportType.http);
            connection.setHttpFormat(isMxml() ? HttpFormat.mxml : HttpFormat.rawman);
            connection.setAuthType(isDigest() ? AuthType.digest : null);
        }
    }
}

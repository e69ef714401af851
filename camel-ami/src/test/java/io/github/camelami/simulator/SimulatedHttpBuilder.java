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

import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Configures the HTTP server of a {@link SimulatedPbx}. The defaults are those of Asterisk. */
public final class SimulatedHttpBuilder {

    private int port;
    private SSLContext tls;
    private String prefix = "";
    private Duration timeout = Duration.ofSeconds(60);
    private Duration waitMargin = Duration.ofSeconds(10);
    private Duration loginTimeout = Duration.ofSeconds(5);
    private Duration keepAlive = Duration.ofSeconds(15);
    private Duration nonceLife = Duration.ofSeconds(62);
    private int sessionLimit = 100;
    private String serverName;

    SimulatedHttpBuilder() {}

    /** Sets the port. With 0, the default, the server uses a free one. */
    public SimulatedHttpBuilder port(int value) {
        port = value;
        return this;
    }

    /** Makes the server accept HTTPS only. */
    public SimulatedHttpBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Sets {@code prefix} of http.conf, for example {@code asterisk}; the default is none. */
    public SimulatedHttpBuilder prefix(String value) {
        String bare = value.replaceAll("^/+|/+$", "");
        prefix = bare.isEmpty() ? "" : "/" + bare;
        return this;
    }

    /** Sets {@code httptimeout} of manager.conf: the time after its last request at which a session ends. */
    public SimulatedHttpBuilder timeout(Duration value) {
        timeout = value;
        return this;
    }

    /** Sets the shortest time from the return of a WaitEvent to the end of its session. It is 10 s on a real server. */
    public SimulatedHttpBuilder waitMargin(Duration value) {
        waitMargin = value;
        return this;
    }

    /**
     * Sets how long a session lives before a login. The default is 5 s, or the timeout of the session if that is
     * shorter.
     */
    public SimulatedHttpBuilder loginTimeout(Duration value) {
        loginTimeout = value;
        return this;
    }

    /** Sets {@code session_keep_alive} of http.conf: the time after which an idle connection is closed. */
    public SimulatedHttpBuilder keepAlive(Duration value) {
        keepAlive = value;
        return this;
    }

    /** Sets how long a digest nonce is valid. It is 62 s on a real server. */
    public SimulatedHttpBuilder nonceLife(Duration value) {
        nonceLife = value;
        return this;
    }

    /**
     * Sets {@code sessionlimit} of http.conf: the maximum number of connections. A further one is closed before any
     * byte is sent.
     */
    public SimulatedHttpBuilder sessionLimit(int connections) {
        sessionLimit = connections;
        return this;
    }

    /** Sets {@code servername} of http.conf. The default is {@code Asterisk/} followed by the version. */
    public SimulatedHttpBuilder serverName(String value) {
        serverName = value;
        return this;
    }

    HttpSettings build(PbxVersion version) {
        return new HttpSettings(
                port,
                tls,
                prefix,
                timeout,
                waitMargin,
                loginTimeout.compareTo(timeout) < 0 ? loginTimeout : timeout,
                keepAlive,
                nonceLife,
                sessionLimit,
                serverName == null ? "Asterisk/" + version.asterisk : serverName);
    }
}

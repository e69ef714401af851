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

/** Configures the HTTP server of a {@link SimulatedPbx}; the defaults are Asterisk's own. */
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

    /** The port; 0, the default, takes a free one. */
    public SimulatedHttpBuilder port(int value) {
        port = value;
        return this;
    }

    /** Makes the server speak HTTPS only. */
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

    /** Sets {@code httptimeout} of manager.conf: how long after its last request a session ends. */
    public SimulatedHttpBuilder timeout(Duration value) {
        timeout = value;
        return this;
    }

    /** Sets how long before the end of the session a WaitEvent returns at the latest: 10 s on a real server. */
    public SimulatedHttpBuilder waitMargin(Duration value) {
        waitMargin = value;
        return this;
    }

    /** Sets how long a session without a login lives: 5 s, or the timeout if that is shorter. */
    public SimulatedHttpBuilder loginTimeout(Duration value) {
        loginTimeout = value;
        return this;
    }

    /** Sets {@code session_keep_alive} of http.conf: after this time, an idle connection is closed. */
    public SimulatedHttpBuilder keepAlive(Duration value) {
        keepAlive = value;
        return this;
    }

    /** Sets how long a digest nonce is valid: 62 s on a real server. */
    public SimulatedHttpBuilder nonceLife(Duration value) {
        nonceLife = value;
        return this;
    }

    /** Sets {@code sessionlimit} of http.conf: a connection above it is closed without a byte. */
    public SimulatedHttpBuilder sessionLimit(int connections) {
        sessionLimit = connections;
        return this;
    }

    /** Sets {@code servername} of http.conf; the default is {@code Asterisk/} and the version. */
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

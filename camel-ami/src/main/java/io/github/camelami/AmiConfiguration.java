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
package io.github.camelami;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a PBX and log in. Endpoints with equal settings share a session. All times are in milliseconds.
 *
 * @since 1.0
 */
@UriParams
@Configurer
public class AmiConfiguration implements Cloneable {

    @UriParam(label = "common", defaultValue = "tcp")
    private AmiTransportType transport = AmiTransportType.tcp;

    @UriParam(label = "common")
    private @Nullable String host;

    @UriParam(label = "common")
    private int port;

    @UriParam(label = "security")
    private @Nullable String username;

    @UriParam(label = "security", secret = true, javaType = "java.lang.String")
    private @Nullable Object secret;

    @UriParam(label = "security")
    private @Nullable AuthType authType;

    @UriParam(label = "security", defaultValue = "false")
    private boolean tls;

    @UriParam(label = "security")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "security", defaultValue = "true")
    private boolean hostnameVerification = true;

    @UriParam(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration")
    private long connectTimeout = 10_000;

    @UriParam(label = "producer", defaultValue = "30s", javaType = "java.time.Duration")
    private long actionTimeout = 30_000;

    @UriParam(label = "advanced", defaultValue = "20s", javaType = "java.time.Duration")
    private long keepAliveInterval = 20_000;

    @UriParam(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration")
    private long keepAliveTimeout = 10_000;

    @UriParam(label = "advanced", defaultValue = "2s", javaType = "java.time.Duration")
    private long reconnectDelay = 2_000;

    @UriParam(label = "advanced", defaultValue = "60s", javaType = "java.time.Duration")
    private long maxReconnectDelay = 60_000;

    @UriParam(label = "advanced", defaultValue = "0", javaType = "java.time.Duration")
    private long refusedRetryDelay;

    @UriParam(label = "advanced", defaultValue = "false")
    private boolean failFast;

    @UriParam(label = "advanced", prefix = "serverFilter.", multiValue = true)
    private @Nullable Map<String, Object> serverFilter;

    @UriParam(label = "advanced", defaultValue = "UTF-8")
    private String charset = "UTF-8";

    @UriParam(label = "advanced", defaultValue = "4194304")
    private int maxMessageSize = 4 * 1024 * 1024;

    @UriParam(label = "advanced", defaultValue = "100000")
    private int maxListEvents = 100_000;

    @UriParam(label = "advanced", defaultValue = "1024")
    private int maxInFlight = 1024;

    @UriParam(label = "http")
    private @Nullable String httpPath;

    @UriParam(label = "http", defaultValue = "rawman")
    private HttpFormat httpFormat = HttpFormat.rawman;

    @UriParam(label = "http", defaultValue = "50ms", javaType = "java.time.Duration")
    private long pollDelay = 50;

    @UriParam(label = "http", defaultValue = "268435456")
    private int maxResponseSize = 256 * 1024 * 1024;

    @UriParam(label = "http", prefix = "http.", multiValue = true)
    private @Nullable Map<String, Object> http;

    /** An independent copy. */
    public AmiConfiguration copy() {
        try {
            AmiConfiguration copy = (AmiConfiguration) clone();
            copy.serverFilter = serverFilter == null ? null : new LinkedHashMap<>(serverFilter);
            copy.http = http == null ? null : new LinkedHashMap<>(http);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public AmiTransportType getTransport() {
        return transport;
    }

    /** How to reach the PBX: by TCP, or through its web server (http.conf) where the manager port is not reachable. */
    public void setTransport(AmiTransportType transport) {
        this.transport = transport;
    }

    public @Nullable String getHost() {
        return host;
    }

    /** Host name or address of the PBX. By default the name in the URI. */
    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    /** Port of the PBX. By default 5038, with TLS 5039; over HTTP 8088, with TLS 8089. */
    public void setPort(int port) {
        this.port = port;
    }

    public @Nullable String getUsername() {
        return username;
    }

    /** The manager user, as in manager.conf. */
    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable Object getSecret() {
        return secret;
    }

    /** The secret of the manager user, or a bean (a java.util.function.Supplier) that is asked for it at each login. */
    public void setSecret(@Nullable Object secret) {
        this.secret = secret;
    }

    public @Nullable AuthType getAuthType() {
        return authType;
    }

    /**
     * How to log in: by MD5 challenge, with the plain secret, or over HTTP by digest. By default md5, but plain over
     * TLS or HTTP.
     */
    public void setAuthType(@Nullable AuthType authType) {
        this.authType = authType;
    }

    public boolean isTls() {
        return tls;
    }

    /** Whether to connect by TLS (1.2 or later). */
    public void setTls(boolean tls) {
        this.tls = tls;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * Trust store, key store and other TLS settings. By default the global ones of the Camel context if
     * useGlobalSslContextParameters is set, else over HTTP those of Camel's http component, else those of Java.
     */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isHostnameVerification() {
        return hostnameVerification;
    }

    /** Whether the certificate of the PBX must match its host name. */
    public void setHostnameVerification(boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /** The time limit for connecting, the TLS handshake, the greeting and the login together. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getActionTimeout() {
        return actionTimeout;
    }

    /** How long to wait for the answer to an action, including all items of a list. */
    public void setActionTimeout(long actionTimeout) {
        this.actionTimeout = actionTimeout;
    }

    public long getKeepAliveInterval() {
        return keepAliveInterval;
    }

    /**
     * How long the PBX may be silent before it is pinged. Over HTTP without a route that wants events: 2.5 times as
     * long, with digest 3.25 times.
     */
    public void setKeepAliveInterval(long keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }

    public long getKeepAliveTimeout() {
        return keepAliveTimeout;
    }

    /**
     * How long the PBX may stay silent after a ping before the connection counts as dead. An action in flight extends
     * this to its own deadline.
     */
    public void setKeepAliveTimeout(long keepAliveTimeout) {
        this.keepAliveTimeout = keepAliveTimeout;
    }

    public long getReconnectDelay() {
        return reconnectDelay;
    }

    /** The first wait before reconnecting is 250 ms plus a random part of this; each failure doubles it. */
    public void setReconnectDelay(long reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public long getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    /** The upper bound of reconnectDelay as it doubles. */
    public void setMaxReconnectDelay(long maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public long getRefusedRetryDelay() {
        return refusedRetryDelay;
    }

    /**
     * How long to wait before logging in again after the PBX has refused the login: at least 5 minutes, or 0 to give
     * up. With it, a route with wrong credentials starts, and its health is DOWN. With 0, the route fails to start.
     */
    public void setRefusedRetryDelay(long refusedRetryDelay) {
        this.refusedRetryDelay = refusedRetryDelay;
    }

    public boolean isFailFast() {
        return failFast;
    }

    /**
     * Whether a route fails to start when the PBX cannot be reached. By default the route starts, its health is DOWN,
     * and the session keeps trying to connect.
     */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public @Nullable Map<String, Object> getServerFilter() {
        return serverFilter;
    }

    /**
     * Event filters that the PBX applies, serverFilter.label=expression: regular expressions over the text of an event.
     * A leading exclamation mark excludes matching events. The label is free. Needs write=system.
     */
    public void setServerFilter(@Nullable Map<String, Object> serverFilter) {
        this.serverFilter = serverFilter;
    }

    public String getCharset() {
        return charset;
    }

    /** The charset of texts on the wire. Bytes that are not valid in it are replaced, and do no harm. */
    public void setCharset(String charset) {
        this.charset = charset;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    /** Bytes of the largest message that the PBX may send. A longer one ends the connection. */
    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public int getMaxListEvents() {
        return maxListEvents;
    }

    /** The largest number of items in a list. A longer list fails its action. */
    public void setMaxListEvents(int maxListEvents) {
        this.maxListEvents = maxListEvents;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /** How many actions may wait at a time for an answer or for a session. A further one is refused as not sent. */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public @Nullable String getHttpPath() {
        return httpPath;
    }

    /**
     * The path before rawman and mxml: the prefix of http.conf, or the path that a proxy uses instead, for example
     * /asterisk or /ajam. Only for transport=http.
     */
    public void setHttpPath(@Nullable String httpPath) {
        this.httpPath = httpPath;
    }

    public HttpFormat getHttpFormat() {
        return httpFormat;
    }

    /** The form in which the PBX answers: rawman, or mxml where only that is available. Only for transport=http. */
    public void setHttpFormat(HttpFormat httpFormat) {
        this.httpFormat = httpFormat;
    }

    public long getPollDelay() {
        return pollDelay;
    }

    /**
     * The shortest time between two requests for events: a busy PBX answers each one at once. Only for transport=http.
     */
    public void setPollDelay(long pollDelay) {
        this.pollDelay = pollDelay;
    }

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * Bytes of the largest answer over HTTP, which brings all events since the previous one. A longer one ends the
     * connection. Only for transport=http.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public @Nullable Map<String, Object> getHttp() {
        return http;
    }

    /**
     * Options of Camel's http component, http.name=value, for example http.proxyHost, http.proxyPort, http.userAgent.
     * Options that would follow redirects, keep cookies, log in or log requests are refused. Only for transport=http.
     */
    public void setHttp(@Nullable Map<String, Object> http) {
        this.http = http;
    }
}

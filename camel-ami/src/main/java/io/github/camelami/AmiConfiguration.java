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
 * How to reach a PBX and log in: the settings by which endpoints share a session.
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

    /** How the PBX is reached: by TCP, or by its web server (http.conf), where the manager's port cannot be reached. */
    public void setTransport(AmiTransportType transport) {
        this.transport = transport;
    }

    public @Nullable String getHost() {
        return host;
    }

    /** Host name or address of the PBX. Where it is not given, the name in the URI is the host. */
    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    /** Port of the PBX. Where it is not given: 5038, with TLS 5039; over HTTP 8088, with TLS 8089. */
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

    /**
     * The secret of the manager user, or a bean that supplies it (a java.util.function.Supplier) and is asked at
     * each login.
     */
    public void setSecret(@Nullable Object secret) {
        this.secret = secret;
    }

    public @Nullable AuthType getAuthType() {
        return authType;
    }

    /**
     * How to log in: by MD5 challenge, with the plain secret, or over HTTP by digest. Where it is not given: md5,
     * over TLS or HTTP plain.
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
     * Trust store, key store and more for TLS; else the global ones of the Camel context if
     * useGlobalSslContextParameters is set, else over HTTP those of Camel's http component, else those of Java.
     */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isHostnameVerification() {
        return hostnameVerification;
    }

    /** Whether the certificate of the PBX must be for its host. */
    public void setHostnameVerification(boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /** One deadline over connecting, TLS, greeting and login. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getActionTimeout() {
        return actionTimeout;
    }

    /** How long the answer to an action may take, including all items of a list. */
    public void setActionTimeout(long actionTimeout) {
        this.actionTimeout = actionTimeout;
    }

    public long getKeepAliveInterval() {
        return keepAliveInterval;
    }

    /** Silence after which the PBX is pinged; 2.5 times that over HTTP if no route wants events, 3.25 with digest. */
    public void setKeepAliveInterval(long keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }

    public long getKeepAliveTimeout() {
        return keepAliveTimeout;
    }

    /**
     * Further silence after which the connection counts as dead. An action in flight extends it to its own
     * deadline.
     */
    public void setKeepAliveTimeout(long keepAliveTimeout) {
        this.keepAliveTimeout = keepAliveTimeout;
    }

    public long getReconnectDelay() {
        return reconnectDelay;
    }

    /** The wait before connecting again is 250 ms and a random part of this; each failure doubles it. */
    public void setReconnectDelay(long reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public long getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    /** Upper bound of the doubled reconnectDelay. */
    public void setMaxReconnectDelay(long maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public long getRefusedRetryDelay() {
        return refusedRetryDelay;
    }

    /**
     * How long after the PBX has refused the login to try again, at least 5 minutes; 0 for never. With it, a route
     * with wrong credentials starts, and its health is DOWN; without, it fails to start.
     */
    public void setRefusedRetryDelay(long refusedRetryDelay) {
        this.refusedRetryDelay = refusedRetryDelay;
    }

    public boolean isFailFast() {
        return failFast;
    }

    /**
     * Whether a route fails to start when the PBX cannot be reached. By default it starts, its health is DOWN, and
     * the connection is tried on.
     */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public @Nullable Map<String, Object> getServerFilter() {
        return serverFilter;
    }

    /**
     * Filters for events that the PBX applies, serverFilter.label=expression: regular expressions over the text of
     * an event, excluding with a leading exclamation mark. The label is free. Needs write=system.
     */
    public void setServerFilter(@Nullable Map<String, Object> serverFilter) {
        this.serverFilter = serverFilter;
    }

    public String getCharset() {
        return charset;
    }

    /** The charset of texts on the wire. Bytes that are not valid in it do no harm. */
    public void setCharset(String charset) {
        this.charset = charset;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    /** Bytes of one message of the PBX; a longer one ends the connection. */
    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public int getMaxListEvents() {
        return maxListEvents;
    }

    /** Items of one list; a longer one ends its action with an error. */
    public void setMaxListEvents(int maxListEvents) {
        this.maxListEvents = maxListEvents;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /** Actions that may await their answers, or a session, at one time; one more is refused as not sent. */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public @Nullable String getHttpPath() {
        return httpPath;
    }

    /**
     * The path in front of rawman and mxml: the prefix of http.conf, or what a proxy has in its place, for example
     * /asterisk or /ajam. Only for transport=http.
     */
    public void setHttpPath(@Nullable String httpPath) {
        this.httpPath = httpPath;
    }

    public HttpFormat getHttpFormat() {
        return httpFormat;
    }

    /** In which form the PBX answers: rawman, or mxml where that alone is to be had. Only for transport=http. */
    public void setHttpFormat(HttpFormat httpFormat) {
        this.httpFormat = httpFormat;
    }

    public long getPollDelay() {
        return pollDelay;
    }

    /**
     * The least time between two requests for events: the PBX answers each at once while it is busy. Only for
     * transport=http.
     */
    public void setPollDelay(long pollDelay) {
        this.pollDelay = pollDelay;
    }

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * Bytes of one answer over HTTP, which brings all events since the one before; a longer one ends the connection.
     * Only for transport=http.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public @Nullable Map<String, Object> getHttp() {
        return http;
    }

    /**
     * Options of Camel's http component, http.name=value, for example http.proxyHost, http.proxyPort, http.userAgent.
     * Not those that would follow redirects, keep cookies, log in, or log requests. Only for transport=http.
     */
    public void setHttp(@Nullable Map<String, Object> http) {
        this.http = http;
    }
}

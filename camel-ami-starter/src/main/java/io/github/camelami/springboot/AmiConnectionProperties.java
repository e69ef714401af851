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
package io.github.camelami.springboot;

import io.github.camelami.AmiTransportType;
import io.github.camelami.AuthType;
import io.github.camelami.HttpFormat;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.util.unit.DataSize;

/** The connection options, of one PBX or of all. An option that is not set is null, and has the component's default. */
public class AmiConnectionProperties {

    /** How to reach the PBX: by TCP, or through its web server (http.conf) where the manager port is not reachable. */
    private AmiTransportType transport;

    /** Host name or address of the PBX. By default the name in the URI. */
    private String host;

    /** Port of the PBX. By default 5038, with TLS 5039; over HTTP 8088, with TLS 8089. */
    private Integer port;

    /** How long to wait for the answer to an action, including all items of a list. */
    private Duration actionTimeout;

    /** The charset of texts on the wire. Bytes that are not valid in it are replaced, and do no harm. */
    private String charset;

    /** The time limit for connecting, the TLS handshake, the greeting and the login together. */
    private Duration connectTimeout;

    /**
     * Whether a route fails to start when the PBX cannot be reached. By default the route starts, its health is DOWN,
     * and the session keeps trying to connect.
     */
    private Boolean failFast;

    /**
     * How long the PBX may be silent before it is pinged. Over HTTP without a route that wants events: 2.5 times as
     * long, with digest 3.25 times.
     */
    private Duration keepAliveInterval;

    /**
     * How long the PBX may stay silent after a ping before the connection counts as dead. An action in flight extends
     * this to its own deadline.
     */
    private Duration keepAliveTimeout;

    /** How many actions may wait at a time for an answer or for a session. A further one is refused as not sent. */
    private Integer maxInFlight;

    /** The largest number of items in a list. A longer list fails its action. */
    private Integer maxListEvents;

    /** Bytes of the largest message that the PBX may send. A longer one ends the connection. */
    private DataSize maxMessageSize;

    /** The upper bound of reconnectDelay as it doubles. */
    private Duration maxReconnectDelay;

    /** The first wait before reconnecting is 250 ms plus a random part of this; each failure doubles it. */
    private Duration reconnectDelay;

    /**
     * How long to wait before logging in again after the PBX has refused the login: at least 5 minutes, or 0 to give
     * up. With it, a route with wrong credentials starts, and its health is DOWN. With 0, the route fails to start.
     */
    private Duration refusedRetryDelay;

    /**
     * Event filters that the PBX applies, serverFilter.label=expression: regular expressions over the text of an event.
     * A leading exclamation mark excludes matching events. The label is free. Needs write=system. This is a multi-value
     * option with prefix: serverFilter.
     */
    private Map<String, String> serverFilter;

    /**
     * How to log in: by MD5 challenge, with the plain secret, or over HTTP by digest. By default md5, but plain over
     * TLS or HTTP.
     */
    private AuthType authType;

    /** Whether the certificate of the PBX must match its host name. */
    private Boolean hostnameVerification;

    /** The secret of the manager user, or a bean (a java.util.function.Supplier) that is asked for it at each login. */
    private String secret;

    /**
     * The SSL bundle of Spring Boot (spring.ssl.bundle) to use for TLS. It turns tls on; not together with
     * sslContextParameters.
     */
    private String sslBundle;

    /**
     * Trust store, key store and other TLS settings. By default the global ones of the Camel context if
     * useGlobalSslContextParameters is set, else over HTTP those of Camel's http component, else those of Java.
     */
    private SSLContextParameters sslContextParameters;

    /** Whether to connect by TLS (1.2 or later). */
    private Boolean tls;

    /**
     * The path before rawman and mxml: the prefix of http.conf, or the path that a proxy uses instead, for example
     * /asterisk or /ajam. Only for transport=http.
     */
    private String httpPath;

    /** The form in which the PBX answers: rawman, or mxml where only that is available. Only for transport=http. */
    private HttpFormat httpFormat;

    /**
     * The shortest time between two requests for events: a busy PBX answers each one at once. Only for transport=http.
     */
    private Duration pollDelay;

    /**
     * Bytes of the largest answer over HTTP, which brings all events since the previous one. A longer one ends the
     * connection. Only for transport=http.
     */
    private DataSize maxResponseSize;

    /**
     * Options of Camel's http component, http.name=value, for example http.proxyHost, http.proxyPort, http.userAgent.
     * Options that would follow redirects, keep cookies, log in or log requests are refused. Only for transport=http.
     * This is a multi-value option with prefix: http.
     */
    private Map<String, String> http;

    /** The manager user, as in manager.conf. */
    private String username;

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public Integer getPort() {
        return port;
    }

    public void setPort(Integer port) {
        this.port = port;
    }

    public Duration getActionTimeout() {
        return actionTimeout;
    }

    public void setActionTimeout(Duration actionTimeout) {
        this.actionTimeout = actionTimeout;
    }

    public String getCharset() {
        return charset;
    }

    public void setCharset(String charset) {
        this.charset = charset;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Boolean getFailFast() {
        return failFast;
    }

    public void setFailFast(Boolean failFast) {
        this.failFast = failFast;
    }

    public Duration getKeepAliveInterval() {
        return keepAliveInterval;
    }

    public void setKeepAliveInterval(Duration keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }

    public Duration getKeepAliveTimeout() {
        return keepAliveTimeout;
    }

    public void setKeepAliveTimeout(Duration keepAliveTimeout) {
        this.keepAliveTimeout = keepAliveTimeout;
    }

    public Integer getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(Integer maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public Integer getMaxListEvents() {
        return maxListEvents;
    }

    public void setMaxListEvents(Integer maxListEvents) {
        this.maxListEvents = maxListEvents;
    }

    public DataSize getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(DataSize maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public Duration getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    public void setMaxReconnectDelay(Duration maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public Duration getReconnectDelay() {
        return reconnectDelay;
    }

    public void setReconnectDelay(Duration reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public Duration getRefusedRetryDelay() {
        return refusedRetryDelay;
    }

    public void setRefusedRetryDelay(Duration refusedRetryDelay) {
        this.refusedRetryDelay = refusedRetryDelay;
    }

    public Map<String, String> getServerFilter() {
        return serverFilter;
    }

    public void setServerFilter(Map<String, String> serverFilter) {
        this.serverFilter = serverFilter;
    }

    public AuthType getAuthType() {
        return authType;
    }

    public void setAuthType(AuthType authType) {
        this.authType = authType;
    }

    public Boolean getHostnameVerification() {
        return hostnameVerification;
    }

    public void setHostnameVerification(Boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public String getSslBundle() {
        return sslBundle;
    }

    public void setSslBundle(String sslBundle) {
        this.sslBundle = sslBundle;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Boolean getTls() {
        return tls;
    }

    public void setTls(Boolean tls) {
        this.tls = tls;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public AmiTransportType getTransport() {
        return transport;
    }

    public void setTransport(AmiTransportType transport) {
        this.transport = transport;
    }

    public String getHttpPath() {
        return httpPath;
    }

    public void setHttpPath(String httpPath) {
        this.httpPath = httpPath;
    }

    public HttpFormat getHttpFormat() {
        return httpFormat;
    }

    public void setHttpFormat(HttpFormat httpFormat) {
        this.httpFormat = httpFormat;
    }

    public Duration getPollDelay() {
        return pollDelay;
    }

    public void setPollDelay(Duration pollDelay) {
        this.pollDelay = pollDelay;
    }

    public DataSize getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(DataSize maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public Map<String, String> getHttp() {
        return http;
    }

    public void setHttp(Map<String, String> http) {
        this.http = http;
    }
}

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

/** The connection options, of one PBX or of all. What is not set is null: its default is the component's own. */
public class AmiConnectionProperties {

    /**
     * How the PBX is reached: by TCP, or by its web server (http.conf), where the manager's port cannot be reached.
     */
    private AmiTransportType transport;

    /** Host name or address of the PBX. Where it is not given, the name in the URI is the host. */
    private String host;

    /** Port of the PBX. Where it is not given: 5038, with TLS 5039; over HTTP 8088, with TLS 8089. */
    private Integer port;

    /** How long the answer to an action may take, including all items of a list. */
    private Duration actionTimeout;

    /** The charset of texts on the wire. Bytes that are not valid in it do no harm. */
    private String charset;

    /** One deadline over connecting, TLS, greeting and login. */
    private Duration connectTimeout;

    /**
     * Whether a route fails to start when the PBX cannot be reached. By default it starts, its health is DOWN, and the
     * connection is tried on.
     */
    private Boolean failFast;

    /** Silence after which the PBX is pinged; 2.5 times that over HTTP if no route wants events, 3.25 with digest. */
    private Duration keepAliveInterval;

    /**
     * Further silence after which the connection counts as dead. An action in flight extends it to its own deadline.
     */
    private Duration keepAliveTimeout;

    /** Actions that may await their answers, or a session, at one time; one more is refused as not sent. */
    private Integer maxInFlight;

    /** Items of one list; a longer one ends its action with an error. */
    private Integer maxListEvents;

    /** Bytes of one message of the PBX; a longer one ends the connection. */
    private DataSize maxMessageSize;

    /** Upper bound of the doubled reconnectDelay. */
    private Duration maxReconnectDelay;

    /** The wait before connecting again is 250 ms and a random part of this; each failure doubles it. */
    private Duration reconnectDelay;

    /**
     * How long after the PBX has refused the login to try again, at least 5 minutes; 0 for never. With it, a route with
     * wrong credentials starts, and its health is DOWN; without, it fails to start.
     */
    private Duration refusedRetryDelay;

    /**
     * Filters for events that the PBX applies, serverFilter.label=expression: regular expressions over the text of an
     * event, excluding with a leading exclamation mark. The label is free. Needs write=system. This is a multi-value
     * option with prefix: serverFilter.
     */
    private Map<String, String> serverFilter;

    /**
     * How to log in: by MD5 challenge, with the plain secret, or over HTTP by digest. Where it is not given: md5, over
     * TLS or HTTP plain.
     */
    private AuthType authType;

    /** Whether the certificate of the PBX must be for its host. */
    private Boolean hostnameVerification;

    /**
     * The secret of the manager user, or a bean that supplies it (a java.util.function.Supplier) and is asked at each
     * login.
     */
    private String secret;

    /**
     * The SSL bundle of Spring Boot (spring.ssl.bundle) to use for TLS. It turns tls on; not together with
     * sslContextParameters.
     */
    private String sslBundle;

    /**
     * Trust store, key store and more for TLS; else the global ones of the Camel context if
     * useGlobalSslContextParameters is set, else over HTTP those of Camel's http component, else those of Java.
     */
    private SSLContextParameters sslContextParameters;

    /** Whether to connect by TLS (1.2 or later). */
    private Boolean tls;

    /**
     * The path in front of rawman and mxml: the prefix of http.conf, or what a proxy has in its place, for example
     * /asterisk or /ajam. Only for transport=http.
     */
    private String httpPath;

    /** In which form the PBX answers: rawman, or mxml where that alone is to be had. Only for transport=http. */
    private HttpFormat httpFormat;

    /**
     * The least time between two requests for events: the PBX answers each at once while it is busy. Only for
     * transport=http.
     */
    private Duration pollDelay;

    /**
     * Bytes of one answer over HTTP, which brings all events since the one before; a longer one ends the connection.
     * Only for transport=http.
     */
    private DataSize maxResponseSize;

    /**
     * Options of Camel's http component, http.name=value, for example http.proxyHost, http.proxyPort, http.userAgent. Not
     * those that would follow redirects, keep cookies, log in, or log requests. Only for transport=http. This is a
     * multi-value option with prefix: http.
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

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

/**
 * The connection options of one PBX, or of all PBXes. An option that is not set is null, and the component's default
 * applies.
 */
public class AmiConnectionProperties {

    /**
     * The way to reach the PBX. With tcp, the component connects to the manager port. With http, it uses the web server
     * of the PBX (http.conf), for example where the manager port cannot be reached.
     */
    private AmiTransportType transport;

    /** The host name or address of the PBX. The default is the name in the URI. */
    private String host;

    /** The port of the PBX. The default is 5038, or 5039 with TLS. Over HTTP, it is 8088, or 8089 with TLS. */
    private Integer port;

    /** How long an action waits for its answer, in milliseconds. The answer includes all items of a list. */
    private Duration actionTimeout;

    /** The charset of texts on the wire. Bytes that are not valid in it are replaced, and cause no failure. */
    private String charset;

    /**
     * The time limit for a connection attempt, in milliseconds. It covers the name look-up, connecting, the TLS
     * handshake, the greeting and the login together.
     */
    private Duration connectTimeout;

    /**
     * Whether a route fails to start if the PBX cannot be reached. By default, the route starts, its health is DOWN,
     * and the session keeps trying to connect.
     */
    private Boolean failFast;

    /**
     * How long the PBX may be silent before the component pings it, in milliseconds. Over HTTP, if no route wants
     * events, the component waits 2.5 times as long, or 3.25 times with digest.
     */
    private Duration keepAliveInterval;

    /**
     * How long the PBX may stay silent after a ping before the connection counts as dead, in milliseconds. If an action
     * was waiting for its answer when the ping was sent, the PBX may stay silent until the deadline of that action.
     */
    private Duration keepAliveTimeout;

    /**
     * The maximum number of actions that wait for their answers at the same time. The same limit applies to actions
     * that wait for a session. A further action fails, and is not sent.
     */
    private Integer maxInFlight;

    /** The maximum number of items in a list. If a list is longer, its action fails. */
    private Integer maxListEvents;

    /** The maximum size of a message from the PBX, in bytes. A longer message ends the connection. */
    private DataSize maxMessageSize;

    /** The maximum that reconnectDelay can reach when failures double it, in milliseconds. */
    private Duration maxReconnectDelay;

    /**
     * The maximum of the random part of the first wait before reconnecting, in milliseconds. The wait is 250 ms plus
     * this random part. Each failed attempt in a row doubles the maximum, and so does each session in a row that is lost
     * within 30 s of its login.
     */
    private Duration reconnectDelay;

    /**
     * How long to wait before the next login after the PBX has refused the login, in milliseconds. The wait is 0, or at
     * least 5 minutes. With 0, the component gives up, and a route with wrong credentials fails to start. With a wait,
     * the route starts, and its health is DOWN.
     */
    private Duration refusedRetryDelay;

    /**
     * Filters for the events that the PBX sends. With serverFilter=auto, or serverFilter.mode=auto where the option must
     * have a label, the component derives them from what the consumers of the session want. You can also set them as
     * serverFilter.label=filter, with any text as the label. The user needs write=system.
     * This is a multi-value option with prefix: serverFilter.
     */
    @AmiComponentConverter.OrAuto
    private Map<String, String> serverFilter;

    /**
     * Whether a call carries the trace of the exchange that places it. An Originate then sets the channel variable
     * TRACEPARENT from the header traceparent, and the exchanges of the call get this header from the variable. The PBX
     * needs TRACEPARENT in channelvars.
     */
    private Boolean traceCalls;

    /**
     * Whether the spans of Camel's telemetry contain the numbers and names of the parties of calls, and the messages of
     * exceptions, which may contain them.
     */
    private Boolean traceNumbers;

    /**
     * How to log in. With md5, the component sends a hash that it computes from the secret and a challenge of the PBX.
     * With plain, it sends the secret. With digest, it logs in by HTTP digest, which needs transport=http. The default
     * is plain over TLS or HTTP, and md5 otherwise.
     */
    private AuthType authType;

    /** Whether the certificate of the PBX must match its host name. */
    private Boolean hostnameVerification;

    /**
     * The secret of the manager user. It can be a text, or a bean of type java.util.function.Supplier, which is called
     * at each login.
     */
    private String secret;

    /**
     * The SSL bundle of Spring Boot (spring.ssl.bundle) to use for TLS. It turns on tls. It cannot be set together with
     * sslContextParameters.
     */
    private String sslBundle;

    /**
     * The trust store, the key store and other settings of TLS. By default, the component uses the global ones of the
     * Camel context if useGlobalSslContextParameters is set. Otherwise, with transport=http, it uses those of Camel's
     * http component. If there are none, it uses those of Java.
     */
    private SSLContextParameters sslContextParameters;

    /** Whether to connect with TLS 1.2 or later. */
    private Boolean tls;

    /**
     * The path before rawman and mxml, for example /asterisk or /ajam. It is the prefix of http.conf, or the path that
     * a proxy uses instead. The option applies to transport=http only.
     */
    private String httpPath;

    /**
     * The format in which the PBX answers. Use mxml only where rawman is not available. The option applies to
     * transport=http only.
     */
    private HttpFormat httpFormat;

    /**
     * The shortest time between two requests for events, in milliseconds. It limits the rate of requests, because a
     * busy PBX answers each one at once. The option applies to transport=http only.
     */
    private Duration pollDelay;

    /**
     * The maximum size of an answer over HTTP, in bytes. One answer contains all events since the previous one. A
     * longer answer ends the connection. The option applies to transport=http only.
     */
    private DataSize maxResponseSize;

    /**
     * Options of Camel's http component, as http.name=value, for example http.proxyHost, http.proxyPort or
     * http.userAgent. Options that would follow redirects, keep cookies, log in or log requests are refused. All of
     * these options apply to transport=http only. This is a multi-value option with prefix: http.
     */
    private Map<String, String> http;

    /** The name of the manager user, as in manager.conf. */
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

    public Boolean getTraceCalls() {
        return traceCalls;
    }

    public void setTraceCalls(Boolean traceCalls) {
        this.traceCalls = traceCalls;
    }

    public Boolean getTraceNumbers() {
        return traceNumbers;
    }

    public void setTraceNumbers(Boolean traceNumbers) {
        this.traceNumbers = traceNumbers;
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

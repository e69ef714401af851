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
 * The options that say how to reach a PBX and log in. Endpoints with equal settings share a session. All times are in
 * milliseconds.
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

    private boolean portIsZero;

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

    @UriParam(label = "advanced", defaultValue = "false")
    private boolean traceCalls;

    @UriParam(label = "advanced", defaultValue = "false")
    private boolean traceNumbers;

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

    /** Returns an independent copy. */
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

    /**
     * The way to reach the PBX. With tcp, the component connects to the manager port. With http, it uses the web server
     * of the PBX (http.conf), for example where the manager port cannot be reached.
     */
    public void setTransport(AmiTransportType transport) {
        this.transport = transport;
    }

    public @Nullable String getHost() {
        return host;
    }

    /** The host name or address of the PBX. The default is the name in the URI. */
    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    /** The port of the PBX. The default is 5038, or 5039 with TLS. Over HTTP, it is 8088, or 8089 with TLS. */
    public void setPort(int port) {
        this.port = port;
        this.portIsZero = port == 0;
    }

    /** Whether the port was set, if only to 0. */
    boolean hasPort() {
        return port != 0 || portIsZero;
    }

    public @Nullable String getUsername() {
        return username;
    }

    /** The name of the manager user, as in manager.conf. */
    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable Object getSecret() {
        return secret;
    }

    /**
     * The secret of the manager user. It can be a text, or a bean of type java.util.function.Supplier, which is called
     * at each login.
     */
    public void setSecret(@Nullable Object secret) {
        this.secret = secret;
    }

    public @Nullable AuthType getAuthType() {
        return authType;
    }

    /**
     * How to log in. With md5, the component sends a hash that it computes from the secret and a challenge of the PBX.
     * With plain, it sends the secret. With digest, it logs in by HTTP digest, which needs transport=http. The default
     * is plain over TLS or HTTP, and md5 otherwise.
     */
    public void setAuthType(@Nullable AuthType authType) {
        this.authType = authType;
    }

    public boolean isTls() {
        return tls;
    }

    /** Whether to connect with TLS 1.2 or later. */
    public void setTls(boolean tls) {
        this.tls = tls;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * The trust store, the key store and other settings of TLS. By default, the component uses the global ones of the
     * Camel context if useGlobalSslContextParameters is set. Otherwise, with transport=http, it uses those of Camel's
     * http component. If there are none, it uses those of Java.
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

    /**
     * The time limit for a connection attempt, in milliseconds. It covers the name look-up, connecting, the TLS
     * handshake, the greeting and the login together.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getActionTimeout() {
        return actionTimeout;
    }

    /** How long an action waits for its answer, in milliseconds. The answer includes all items of a list. */
    public void setActionTimeout(long actionTimeout) {
        this.actionTimeout = actionTimeout;
    }

    public long getKeepAliveInterval() {
        return keepAliveInterval;
    }

    /**
     * How long the PBX may be silent before the component pings it, in milliseconds. Over HTTP, if no route wants
     * events, the component waits 2.5 times as long, or 3.25 times with digest.
     */
    public void setKeepAliveInterval(long keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }

    public long getKeepAliveTimeout() {
        return keepAliveTimeout;
    }

    /**
     * How long the PBX may stay silent after a ping before the connection counts as dead, in milliseconds. If an action
     * was waiting for its answer when the ping was sent, the PBX may stay silent until the deadline of that action.
     */
    public void setKeepAliveTimeout(long keepAliveTimeout) {
        this.keepAliveTimeout = keepAliveTimeout;
    }

    public long getReconnectDelay() {
        return reconnectDelay;
    }

    /**
     * The maximum of the random part of the first wait before reconnecting, in milliseconds. The wait is 250 ms plus
     * this random part. Each failed attempt in a row doubles the maximum, and so does each session in a row that is lost
     * within 30 s of its login.
     */
    public void setReconnectDelay(long reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public long getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    /** The maximum that reconnectDelay can reach when failures double it, in milliseconds. */
    public void setMaxReconnectDelay(long maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public long getRefusedRetryDelay() {
        return refusedRetryDelay;
    }

    /**
     * How long to wait before the next login after the PBX has refused the login, in milliseconds. The wait is 0, or at
     * least 5 minutes. With 0, the component gives up, and a route with wrong credentials fails to start. With a wait,
     * the route starts, and its health is DOWN.
     */
    public void setRefusedRetryDelay(long refusedRetryDelay) {
        this.refusedRetryDelay = refusedRetryDelay;
    }

    public boolean isFailFast() {
        return failFast;
    }

    /**
     * Whether a route fails to start if the PBX cannot be reached. By default, the route starts, its health is DOWN,
     * and the session keeps trying to connect.
     */
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public @Nullable Map<String, Object> getServerFilter() {
        return serverFilter;
    }

    /**
     * Filters for the events that the PBX sends. With serverFilter=auto, or serverFilter.mode=auto where the option must
     * have a label, the component derives them from what the consumers of the session want. You can also set them as
     * serverFilter.label=filter, with any text as the label. The user needs write=system.
     */
    public void setServerFilter(@Nullable Map<String, Object> serverFilter) {
        this.serverFilter = serverFilter;
    }

    public boolean isTraceCalls() {
        return traceCalls;
    }

    /**
     * Whether a call carries the trace of the exchange that places it. An Originate then sets the channel variable
     * TRACEPARENT from the header traceparent, and the exchanges of the call get this header from the variable. The PBX
     * needs TRACEPARENT in channelvars.
     */
    public void setTraceCalls(boolean traceCalls) {
        this.traceCalls = traceCalls;
    }

    public boolean isTraceNumbers() {
        return traceNumbers;
    }

    /**
     * Whether the spans of Camel's telemetry contain the numbers and names of the parties of calls, and the messages of
     * exceptions, which may contain them.
     */
    public void setTraceNumbers(boolean traceNumbers) {
        this.traceNumbers = traceNumbers;
    }

    public String getCharset() {
        return charset;
    }

    /** The charset of texts on the wire. Bytes that are not valid in it are replaced, and cause no failure. */
    public void setCharset(String charset) {
        this.charset = charset;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    /** The maximum size of a message from the PBX, in bytes. A longer message ends the connection. */
    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public int getMaxListEvents() {
        return maxListEvents;
    }

    /** The maximum number of items in a list. If a list is longer, its action fails. */
    public void setMaxListEvents(int maxListEvents) {
        this.maxListEvents = maxListEvents;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * The maximum number of actions that wait for their answers at the same time. The same limit applies to actions
     * that wait for a session. A further action fails, and is not sent.
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public @Nullable String getHttpPath() {
        return httpPath;
    }

    /**
     * The path before rawman and mxml, for example /asterisk or /ajam. It is the prefix of http.conf, or the path that
     * a proxy uses instead. The option applies to transport=http only.
     */
    public void setHttpPath(@Nullable String httpPath) {
        this.httpPath = httpPath;
    }

    public HttpFormat getHttpFormat() {
        return httpFormat;
    }

    /**
     * The format in which the PBX answers. Use mxml only where rawman is not available. The option applies to
     * transport=http only.
     */
    public void setHttpFormat(HttpFormat httpFormat) {
        this.httpFormat = httpFormat;
    }

    public long getPollDelay() {
        return pollDelay;
    }

    /**
     * The shortest time between two requests for events, in milliseconds. It limits the rate of requests, because a
     * busy PBX answers each one at once. The option applies to transport=http only.
     */
    public void setPollDelay(long pollDelay) {
        this.pollDelay = pollDelay;
    }

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * The maximum size of an answer over HTTP, in bytes. One answer contains all events since the previous one. A
     * longer answer ends the connection. The option applies to transport=http only.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public @Nullable Map<String, Object> getHttp() {
        return http;
    }

    /**
     * Options of Camel's http component, as http.name=value, for example http.proxyHost, http.proxyPort or
     * http.userAgent. Options that would follow redirects, keep cookies, log in or log requests are refused. All of
     * these options apply to transport=http only.
     */
    public void setHttp(@Nullable Map<String, Object> http) {
        this.http = http;
    }
}

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

import io.github.camelami.internal.http.HttpSettings;
import io.github.camelami.internal.http.HttpTransport;
import io.github.camelami.internal.http.IdleLimit;
import io.github.camelami.internal.http.UnloggedConnection;
import io.github.camelami.internal.http.VerifiedTls;
import io.github.camelami.internal.transport.AmiTransport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.io.SocketConfig;

/**
 * Creates HTTP clients with the options of Camel's http component. Turns off what an AMI session must not have:
 * redirects, repeated requests, cookies, and the client's own credentials and logging. Closes an idle connection before
 * the PBX does.
 */
final class AmiHttpClients implements Supplier<CloseableHttpClient> {
    /**
     * How long an idle connection is kept. Asterisk closes one after 15 s (session_keep_alive), and a request at that
     * moment would be lost.
     */
    static final Duration KEPT = Duration.ofSeconds(10);

    private static final int CONNECTIONS = 4;

    /** Options that users cannot set, because the session sets them itself or must not have them. */
    private static final Pattern REFUSED = Pattern.compile(
            "followRedirects|cookie.*|clearExpiredCookies|auth.*|oauth2.*|logHttpActivity|httpActivityListener"
                    + "|httpClient|clientBuilder|clientConnectionManager|maxTotalConnections|connectionsPerRoute"
                    + "|sslContextParameters|httpUri",
            Pattern.CASE_INSENSITIVE);

    private final CamelContext camel;
    private final ConnectionSettings settings;
    private final SSLContext tls;
    private final Duration kept;
    private final Map<String, Object> options = new HashMap<>();
    private final HostnameVerifier verifier;
    private final BasicCredentialsProvider proxyCredentials;

    /** @param tls null for plain HTTP */
    AmiHttpClients(CamelContext camel, ConnectionSettings settings, SSLContext tls, Duration kept) {
        this.camel = camel;
        this.settings = settings;
        this.tls = tls;
        this.kept = kept;
        if (settings.options().getHttp() != null) {
            // names in properties may be written with dashes
            settings.options()
                    .getHttp()
                    .forEach((name, value) -> options.put(StringHelper.dashToCamelCase(name), value));
        }
        for (String option : options.keySet()) {
            check(
                    !REFUSED.matcher(option).matches(),
                    option,
                    "cannot be set: the session logs in itself, and follows no redirect, keeps no cookie, logs no"
                            + " request and has connections of its own; TLS is set by sslContextParameters");
        }
        proxyCredentials = proxyCredentials();
        verifier = verifier();
        endpoint();
    }

    /**
     * Returns a supplier that creates a transport for each connection of a session.
     *
     * @param tls null for plain HTTP
     * @throws IllegalArgumentException naming the option {@code http.*} that cannot be used
     */
    static Supplier<AmiTransport> transports(
            CamelContext camel,
            ConnectionSettings settings,
            Supplier<String> secret,
            SSLContext tls,
            Executor threads) {
        HttpSettings http = settings.http(secret);
        AmiHttpClients clients = new AmiHttpClients(camel, settings, tls, KEPT);
        return () -> new HttpTransport(http, clients, threads);
    }

    /** The TLS parameters of Camel's http component, or null. They apply if the ami component has none. */
    static SSLContextParameters sslContextParameters(CamelContext camel) {
        HttpComponent http = http(camel, "https");
        SSLContextParameters own = http.getSslContextParameters();
        return own == null && http.isUseGlobalSslContextParameters() ? camel.getSSLContextParameters() : own;
    }

    private static HttpComponent http(CamelContext camel, String scheme) {
        Component component = camel.getComponent(scheme, true, true);
        if (component instanceof HttpComponent http) {
            return http;
        }
        throw new IllegalArgumentException("transport=http needs camel-http as the component " + scheme + ", which is "
                + (component == null ? "missing" : component.getClass().getName()));
    }

    /** Creates a client with a connection pool of its own, so that closing the client closes no other connections. */
    @Override
    public CloseableHttpClient get() {
        HttpEndpoint endpoint = endpoint();
        HttpClientConnectionManager pool = pool(endpoint);
        endpoint.setClientConnectionManager(pool);
        HttpClientConfigurer configurer = endpoint.getHttpClientConfigurer();
        endpoint.setHttpClientConfigurer(builder -> {
            if (configurer != null) {
                configurer.configureHttpClient(builder);
            }
            constrain(builder, pool);
        });
        return (CloseableHttpClient) endpoint.getHttpClient();
    }

    private HttpEndpoint endpoint() {
        try {
            String uri = settings.server().toString();
            HttpComponent component = http(camel, settings.server().getScheme());
            HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(uri, new HashMap<>(options));
            // a listener would log secrets, even if the http component has it for other endpoints
            endpoint.setHttpActivityListener(null);
            String unknown = endpoint.getHttpUri().getRawQuery();
            if (unknown != null) {
                String option =
                        URISupport.parseQuery(unknown).keySet().iterator().next();
                check(false, option, "is not known to Camel's http component");
            }
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "ami:" + settings.name() + ": an option http.* is not valid: " + e.getMessage(), e);
        }
    }

    private void constrain(HttpClientBuilder builder, HttpClientConnectionManager pool) {
        builder.setConnectionManager(pool)
                .setConnectionManagerShared(false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setTargetAuthenticationStrategy((type, challenges, context) -> List.of())
                .setDefaultHeaders(List.of())
                .setKeepAliveStrategy(new IdleLimit(kept));
        if (proxyCredentials != null) {
            builder.setDefaultCredentialsProvider(proxyCredentials);
        }
    }

    private HttpClientConnectionManager pool(HttpEndpoint endpoint) {
        SocketConfig.Builder socket = SocketConfig.custom();
        PropertyBindingSupport.bindProperties(camel, socket, new HashMap<>(endpoint.getHttpConnectionOptions()));
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultSocketConfig(socket.build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(settings.options().getConnectTimeout(), TimeUnit.MILLISECONDS)
                        .build())
                .setConnectionFactory(UnloggedConnection::over)
                .setTlsSocketStrategy(tls == null ? null : new VerifiedTls(tls, verifier))
                .build();
    }

    /** The verifier of host names from the options; null if the check of Java's TLS is used. */
    private HostnameVerifier verifier() {
        Object given = options.remove("x509HostnameVerifier");
        if (given == null) {
            return settings.options().isHostnameVerification() ? null : NoopHostnameVerifier.INSTANCE;
        }
        return given instanceof HostnameVerifier ready
                ? ready
                : EndpointHelper.resolveReferenceParameter(camel, given.toString(), HostnameVerifier.class);
    }

    /**
     * Removes the proxy's credentials from the options, because Camel's http component logs all options at level DEBUG.
     */
    private BasicCredentialsProvider proxyCredentials() {
        Object username = options.remove("proxyAuthUsername");
        Object password = options.remove("proxyAuthPassword");
        check(
                (username == null) == (password == null),
                "proxyAuthPassword",
                "must be set together with http.proxyAuthUsername");
        if (username == null) {
            return null;
        }
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        credentials.setCredentials(
                new AuthScope(null, -1),
                new UsernamePasswordCredentials(
                        username.toString(), password.toString().toCharArray()));
        return credentials;
    }

    private void check(boolean valid, String option, String why) {
        if (!valid) {
            throw new IllegalArgumentException("ami:" + settings.name() + ": option http." + option + ' ' + why);
        }
    }
}

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

import io.github.camelami.internal.codec.AmiEncoder;
import io.github.camelami.internal.health.AmiHealthCheck;
import io.github.camelami.internal.http.HttpSettings;
import io.github.camelami.internal.session.GuardedSecret;
import io.github.camelami.internal.session.LoginMethod;
import io.github.camelami.internal.session.RefusedSecrets;
import io.github.camelami.internal.session.SessionSettings;
import io.github.camelami.internal.tcp.TcpSettings;
import io.github.camelami.internal.uri.OptionCheck;
import io.github.camelami.internal.uri.ServerFilters;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Checks the connection options of an endpoint, and translates them to the settings of session and transport. */
record ConnectionSettings(String name, AmiConfiguration options) {
    private static final long LEAST_REFUSED_RETRY = Duration.ofMinutes(5).toMillis();

    /** The maximum of each duration. Sums of durations in nanoseconds must not overflow a long (292 years). */
    private static final long LONGEST_DURATION = Duration.ofDays(365).toMillis();

    /** Options that may differ between endpoints that share a session. */
    private static final List<String> OF_ENDPOINTS = List.of("actionTimeout", "failFast", "traceCalls", "traceNumbers");

    private static final Pattern HTTP_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[\\w.~!$&'()*+,;=:@-]+)+");

    private static final Pattern HTTP_RESOURCE = Pattern.compile("/a?(rawman|mxml)$", Pattern.CASE_INSENSITIVE);

    private static final long LONGEST_POLL_DELAY = Duration.ofSeconds(5).toMillis();

    /** Checks the options. An IllegalArgumentException names the option, its value and what is accepted. */
    void validate() {
        String username = options.getUsername();
        option().checkName("username", username, "the manager user's name");
        option().checkHost(options.getHost());
        // no message shows the value of a secret
        String secret = options.getSecret() == null ? null : "(not shown)";
        boolean usable = options.getSecret() instanceof String || options.getSecret() instanceof Supplier;
        check(usable, "secret", secret, "a text or a bean of type Supplier<String>");
        option().checkReplaced("secret", options.getSecret());
        option().checkFilled("secret", options.getSecret());
        check(port() > 0 && port() <= 65535, "port", port(), "1 to 65535");
        checkDuration("connectTimeout", options.getConnectTimeout());
        checkDuration("actionTimeout", options.getActionTimeout());
        checkDuration("keepAliveInterval", options.getKeepAliveInterval());
        checkDuration("keepAliveTimeout", options.getKeepAliveTimeout());
        checkDuration("reconnectDelay", options.getReconnectDelay());
        long maxDelay = options.getMaxReconnectDelay();
        check(maxDelay >= options.getReconnectDelay(), "maxReconnectDelay", maxDelay, "at least reconnectDelay");
        checkDuration("maxReconnectDelay", maxDelay);
        long retry = options.getRefusedRetryDelay();
        check(
                retry == 0 || retry >= LEAST_REFUSED_RETRY,
                "refusedRetryDelay",
                retry,
                "0, or at least 5 minutes, so that nobody is locked out");
        check(retry <= LONGEST_DURATION, "refusedRetryDelay", retry, "at most a year");
        check(isUsableCharset(options.getCharset()), "charset", options.getCharset(), "a charset that extends ASCII");
        check(options.getMaxMessageSize() >= 1024, "maxMessageSize", options.getMaxMessageSize(), "at least 1024");
        checkEncodable("username", username, username);
        checkEncodable("secret", secret, options.getSecret());
        if (options.getServerFilter() != null) {
            options.getServerFilter()
                    .forEach((label, filter) -> checkEncodable("serverFilter." + label, filter, filter));
        }
        ServerFilters.of(options.getServerFilter()).check(option());
        checkPositive("maxListEvents", options.getMaxListEvents());
        checkPositive("maxInFlight", options.getMaxInFlight());
        validateHttp();
    }

    private void validateHttp() {
        check(options.getTransport() != null, "transport", null, "tcp, http");
        check(options.getHttpFormat() != null, "httpFormat", null, "rawman, mxml");
        boolean digest = options.getAuthType() == AuthType.digest;
        check(isHttp() || !digest, "authType", "digest", "md5, plain; digest with transport=http");
        // the options http.* may protect the session, for example by a proxy, so they must not be ignored over TCP
        Map<String, Object> http = options.getHttp();
        boolean lost = !isHttp() && http != null && !http.isEmpty();
        check(!lost, "http." + (lost ? http.keySet().iterator().next() : ""), "(not shown)", "with transport=http");
        // each poll is a request to the PBX; without a pause, a busy PBX would answer thousands of polls a second
        long pollDelay = options.getPollDelay();
        // the PBX ends a session that is unused for httptimeout, which may be little more than 10 s
        check(pollDelay > 0 && pollDelay <= LONGEST_POLL_DELAY, "pollDelay", pollDelay, "1 ms to 5 s");
        check(options.getMaxResponseSize() >= 1024, "maxResponseSize", options.getMaxResponseSize(), "at least 1024");
        String path = httpPath();
        check(
                path.isEmpty() || HTTP_PATH.matcher(path).matches(),
                "httpPath",
                printable(path),
                "a path like /asterisk");
        check(
                !HTTP_RESOURCE.matcher(path).find(),
                "httpPath",
                path,
                "the path in front of rawman and mxml; httpFormat and authType choose among these");
        if (isHttp()) {
            check(server() != null, "host", options.getHost(), "for transport=http a name or address as in a URL");
        }
    }

    private void checkEncodable(String option, @Nullable Object shown, @Nullable Object value) {
        boolean encodable =
                !(value instanceof String text) || AmiEncoder.canEncode(text, Charset.forName(options.getCharset()));
        check(encodable, option, shown, "characters of charset " + options.getCharset());
    }

    private void checkDuration(String option, long millis) {
        checkPositive(option, millis);
        check(millis <= LONGEST_DURATION, option, millis, "at most a year");
    }

    private void checkPositive(String option, long value) {
        check(value > 0, option, value, "a value above 0");
    }

    private void check(boolean valid, String option, @Nullable Object value, String accepted) {
        option().check(valid, option, value, accepted);
    }

    /** The PBX and the user, as health checks show them. */
    AmiHealthCheck.Peer peer() {
        return new AmiHealthCheck.Peer(name, address(), options.getUsername());
    }

    /** The check for the options of this endpoint. */
    OptionCheck option() {
        return new OptionCheck(name);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", ".");
    }

    private static boolean isUsableCharset(String name) {
        try {
            String text = "Action: x\r\n";
            Charset charset = Charset.forName(name);
            return charset.canEncode()
                    && Arrays.equals(text.getBytes(charset), text.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The values on which a session depends, by option. Endpoints with equal values share a session. */
    Map<String, @Nullable Object> identity() {
        AmiConfigurationConfigurer configurer = new AmiConfigurationConfigurer();
        Map<String, @Nullable Object> values = new HashMap<>();
        for (String option : new AmiEndpointUriFactory().propertyNames()) {
            // the value is null for an option of consumers or producers
            values.put(option, configurer.getOptionValue(options, option, false));
        }
        values.keySet().removeAll(OF_ENDPOINTS);
        // the effective values: the option may be unset, or written differently
        values.put("port", port());
        values.put("authType", loginMethod());
        values.put("httpPath", httpPath());
        values.put("serverFilter", ServerFilters.identity(options.getServerFilter()));
        return values;
    }

    boolean isHttp() {
        return options.getTransport() == AmiTransportType.http;
    }

    private LoginMethod loginMethod() {
        if (options.getAuthType() == null) {
            return isHttp() || options.isTls() ? LoginMethod.PLAIN : LoginMethod.MD5;
        }
        return switch (options.getAuthType()) {
            case md5 -> LoginMethod.MD5;
            case plain -> LoginMethod.PLAIN;
            case digest -> LoginMethod.BY_TRANSPORT;
        };
    }

    int port() {
        if (options.hasPort()) {
            return options.getPort();
        }
        int plain = isHttp() ? 8088 : 5038;
        return options.isTls() ? plain + 1 : plain;
    }

    /** The path before rawman and mxml. It is empty, or begins with a slash and does not end with one. */
    private String httpPath() {
        String path = options.getHttpPath() == null
                ? ""
                : options.getHttpPath().strip().replaceAll("/+$", "");
        return path.isEmpty() || path.startsWith("/") ? path : '/' + path;
    }

    /** The URL of the web server, up to and including {@link #httpPath}; null if the host cannot be part of a URL. */
    @Nullable
    URI server() {
        try {
            String scheme = options.isTls() ? "https" : "http";
            URI server = new URI(scheme, null, options.getHost(), port(), httpPath(), null, null);
            String host = options.getHost();
            boolean whole = host.equals(server.getHost()) || ('[' + host + ']').equals(server.getHost());
            return whole ? server : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The address of the PBX as health and meters show it. */
    String address() {
        return isHttp() ? String.valueOf(server()) : options.getHost() + ':' + port();
    }

    /** The secret, which each login looks up. {@code refused} also holds refusals of earlier sessions. */
    GuardedSecret secret(RefusedSecrets refused) {
        Object secret = options.getSecret();
        Object account =
                List.of(address(), options.isTls(), options.getUsername(), loginMethod(), options.getCharset());
        return new GuardedSecret(
                refused, account, secret instanceof Supplier<?> value ? () -> text(value.get()) : secret::toString);
    }

    SessionSettings session(GuardedSecret secret) {
        ServerFilters filters = ServerFilters.of(options.getServerFilter());
        return new SessionSettings(
                name,
                options.getUsername(),
                secret,
                loginMethod(),
                Duration.ofMillis(options.getConnectTimeout()),
                Duration.ofMillis(options.getKeepAliveInterval()),
                Duration.ofMillis(options.getKeepAliveTimeout()),
                Duration.ofMillis(options.getReconnectDelay()),
                Duration.ofMillis(options.getMaxReconnectDelay()),
                Duration.ofMillis(options.getRefusedRetryDelay()),
                filters.filters(),
                filters.isAuto(),
                Charset.forName(options.getCharset()),
                options.getMaxListEvents(),
                options.getMaxInFlight());
    }

    /** The settings for TCP; {@code tls} is null for a plain connection. */
    TcpSettings tcp(@Nullable SSLSocketFactory tls) {
        return new TcpSettings(
                options.getHost(),
                port(),
                tls,
                options.isHostnameVerification(),
                Charset.forName(options.getCharset()),
                options.getMaxMessageSize());
    }

    HttpSettings http(Supplier<String> secret) {
        return new HttpSettings(
                server(),
                options.getHttpFormat() == HttpFormat.mxml,
                options.getAuthType() == AuthType.digest,
                options.getUsername(),
                secret,
                Duration.ofMillis(options.getPollDelay()),
                Duration.ofMillis(options.getConnectTimeout()),
                Charset.forName(options.getCharset()),
                options.getMaxMessageSize(),
                options.getMaxResponseSize());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}

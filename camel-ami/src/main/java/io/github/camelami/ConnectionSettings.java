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

import io.github.camelami.session.SessionSettings;
import io.github.camelami.transport.TcpTransport;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/** The connection options of an endpoint, checked and in the terms of session and transport. */
record ConnectionSettings(String name, AmiConfiguration options) {
    private static final long LEAST_REFUSED_RETRY = Duration.ofMinutes(5).toMillis();

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]*[^\\p{Cntrl} ][^\\p{Cntrl}]*");

    /** @throws IllegalArgumentException naming the option, its value and what is accepted */
    void validate() {
        String username = options.getUsername();
        boolean named = username != null && NAME.matcher(username).matches();
        check(named, "username", username == null ? null : printable(username), "the manager user's name");
        boolean located =
                options.getHost() != null && NAME.matcher(options.getHost()).matches();
        check(located, "host", options.getHost() == null ? null : printable(options.getHost()), "a name or address");
        // the value of a secret appears nowhere
        String secret = options.getSecret() == null ? null : "(not shown)";
        boolean usable = options.getSecret() instanceof String || options.getSecret() instanceof Supplier;
        check(usable, "secret", secret, "a text or a bean of type Supplier<String>");
        check(options.getPort() >= 0 && options.getPort() <= 65535, "port", options.getPort(), "1 to 65535");
        checkPositive("connectTimeout", options.getConnectTimeout());
        checkPositive("actionTimeout", options.getActionTimeout());
        checkPositive("keepAliveInterval", options.getKeepAliveInterval());
        checkPositive("keepAliveTimeout", options.getKeepAliveTimeout());
        checkPositive("reconnectDelay", options.getReconnectDelay());
        long maxDelay = options.getMaxReconnectDelay();
        check(maxDelay >= options.getReconnectDelay(), "maxReconnectDelay", maxDelay, "at least reconnectDelay");
        long retry = options.getRefusedRetryDelay();
        check(
                retry == 0 || retry >= LEAST_REFUSED_RETRY,
                "refusedRetryDelay",
                retry,
                "0, or at least 5 minutes, so that nobody is locked out");
        check(isUsableCharset(options.getCharset()), "charset", options.getCharset(), "a charset that extends ASCII");
        check(options.getMaxMessageSize() >= 1024, "maxMessageSize", options.getMaxMessageSize(), "at least 1024");
        checkPositive("maxListEvents", options.getMaxListEvents());
        checkPositive("maxInFlight", options.getMaxInFlight());
    }

    private void checkPositive(String option, long value) {
        check(value > 0, option, value, "a value above 0");
    }

    /** @throws IllegalArgumentException naming the option if it holds no pattern, or one that is none */
    NamePatterns patterns(String option, String patterns) {
        try {
            return new NamePatterns(patterns);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ami:" + name + ": option " + option + '=' + patterns + " is not valid: " + e.getMessage());
        }
    }

    void check(boolean valid, String option, Object value, String accepted) {
        if (!valid) {
            throw new IllegalArgumentException("ami:" + name + ": option " + option
                    + (value == null ? " is missing" : "=" + value + " is not valid") + "; accepted: " + accepted);
        }
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

    /** All that a session depends on; endpoints whose values are equal share one. */
    List<Object> identity() {
        return Arrays.asList(
                options.getHost(),
                port(),
                options.getUsername(),
                options.getSecret(),
                isMd5(),
                options.isTls(),
                options.getSslContextParameters(),
                options.isHostnameVerification(),
                options.getConnectTimeout(),
                options.getKeepAliveInterval(),
                options.getKeepAliveTimeout(),
                options.getReconnectDelay(),
                options.getMaxReconnectDelay(),
                options.getRefusedRetryDelay(),
                options.getServerFilter(),
                options.getCharset(),
                options.getMaxMessageSize(),
                options.getMaxListEvents(),
                options.getMaxInFlight());
    }

    private boolean isMd5() {
        return options.getAuthType() == null ? !options.isTls() : options.getAuthType() == AuthType.md5;
    }

    int port() {
        return options.getPort() != 0 ? options.getPort() : options.isTls() ? 5039 : 5038;
    }

    SessionSettings session() {
        Object secret = options.getSecret();
        return new SessionSettings(
                name,
                options.getUsername(),
                secret instanceof Supplier<?> supplier ? () -> text(supplier.get()) : secret::toString,
                isMd5(),
                Duration.ofMillis(options.getConnectTimeout()),
                Duration.ofMillis(options.getKeepAliveInterval()),
                Duration.ofMillis(options.getKeepAliveTimeout()),
                Duration.ofMillis(options.getReconnectDelay()),
                Duration.ofMillis(options.getMaxReconnectDelay()),
                Duration.ofMillis(options.getRefusedRetryDelay()),
                options.getServerFilter() == null
                        ? List.of()
                        : options.getServerFilter().values().stream()
                                .map(Object::toString)
                                .toList(),
                Charset.forName(options.getCharset()),
                options.getMaxListEvents(),
                options.getMaxInFlight());
    }

    /** @param tls null for a plain connection */
    TcpTransport.Settings tcp(SSLSocketFactory tls) {
        return new TcpTransport.Settings(
                options.getHost(),
                port(),
                tls,
                options.isHostnameVerification(),
                Charset.forName(options.getCharset()),
                options.getMaxMessageSize());
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** Configures a {@link SimulatedPbx}. Where Asterisk has a default, the PBX has the same one. */
public final class SimulatedPbxBuilder {

    private final Map<String, PbxUser> users = new LinkedHashMap<>();
    private int port;
    private PbxVersion version = PbxVersion.ASTERISK_22;
    private String banner;
    private SSLContext tls;
    private boolean clientCertificate;
    private int authLimit = 50;
    private Duration authTimeout = Duration.ofSeconds(30);
    private int maxConnections = 2048;
    private boolean allowMultipleLogin = true;
    private Duration failedLoginDelay = Duration.ofSeconds(1);
    private Duration writeTimeout = Duration.ofMillis(100);
    private int sendBufferBytes;
    private boolean timestampEvents;
    private String systemName = "";
    private List<String> channelVars = List.of();
    private Duration ringTime = Duration.ofMillis(20);
    private Duration dialTimeout = Duration.ofSeconds(30);
    private Duration talkTime = Duration.ofMillis(50);
    private int keepReceived = 100_000;
    private SimulatedHttpBuilder http;

    SimulatedPbxBuilder() {
        user("admin", "secret");
    }

    /** Sets the TCP port. With 0, the default, the PBX uses a free one. */
    public SimulatedPbxBuilder port(int value) {
        port = value;
        return this;
    }

    /**
     * Adds a user with all permissions, or replaces the one of this name. From the start, there is {@code admin} with
     * the secret {@code secret}.
     */
    public SimulatedPbxBuilder user(String name, String secret) {
        return user(name, secret, "all", "all");
    }

    /**
     * Adds a user, or replaces the one of this name. {@code read} lists the classes of the events that the user may
     * receive, and {@code write} the classes of the actions that the user may run, as in manager.conf.
     */
    public SimulatedPbxBuilder user(String name, String secret, String read, String write) {
        users.put(name, new PbxUser(name, secret, EventMask.ofPermissions(read), EventMask.ofPermissions(write)));
        return this;
    }

    /** Makes the PBX behave like this major version of Asterisk: 22, which is the default, or 16. */
    public SimulatedPbxBuilder version(int major) {
        version = PbxVersion.of(major);
        return this;
    }

    /** Makes the PBX behave like this version. */
    public SimulatedPbxBuilder version(PbxVersion value) {
        version = value;
        return this;
    }

    /** Makes the PBX behave like a server before Asterisk 12. */
    public SimulatedPbxBuilder oldServer() {
        version = PbxVersion.BEFORE_12;
        return this;
    }

    /** Sets the line with which the PBX greets each connection. */
    public SimulatedPbxBuilder banner(String line) {
        banner = line;
        return this;
    }

    /** Makes the PBX accept TLS only. */
    public SimulatedPbxBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Makes the PBX require a client certificate. Applies to TLS only. */
    public SimulatedPbxBuilder requireClientCertificate() {
        clientCertificate = true;
        return this;
    }

    /** Sets how many connections may be open without a login. A further one is closed before any byte is sent. */
    public SimulatedPbxBuilder authLimit(int connections) {
        authLimit = connections;
        return this;
    }

    /** Sets the time after which a connection without a login is closed. */
    public SimulatedPbxBuilder authTimeout(Duration value) {
        authTimeout = value;
        return this;
    }

    /** Sets how many connections may be open in total. Each connection uses two threads. */
    public SimulatedPbxBuilder maxConnections(int connections) {
        maxConnections = connections;
        return this;
    }

    /**
     * Sets whether a user may have several sessions. If not, a second one is refused with {@code Login Already In Use}.
     */
    public SimulatedPbxBuilder allowMultipleLogin(boolean value) {
        allowMultipleLogin = value;
        return this;
    }

    /** Sets the delay of the answer to a refused login. It is 1 s on a real server. */
    public SimulatedPbxBuilder failedLoginDelay(Duration value) {
        failedLoginDelay = value;
        return this;
    }

    /** Sets how long a write may be blocked before the PBX closes the connection. It is 100 ms on a real server. */
    public SimulatedPbxBuilder writeTimeout(Duration value) {
        writeTimeout = value;
        return this;
    }

    /**
     * Sets the size of the kernel's send buffer, in bytes. With a small buffer, a client that does not read blocks the
     * PBX sooner.
     */
    public SimulatedPbxBuilder sendBuffer(int bytes) {
        sendBufferBytes = bytes;
        return this;
    }

    /** Sets whether events have a {@code Timestamp}. */
    public SimulatedPbxBuilder timestampEvents(boolean value) {
        timestampEvents = value;
        return this;
    }

    /** Sets the {@code SystemName} that events show. Each Uniqueid begins with it, too. */
    public SimulatedPbxBuilder systemName(String value) {
        systemName = value;
        return this;
    }

    /** Sets the channel variables that events about a channel show as {@code ChanVariable}. */
    public SimulatedPbxBuilder channelVars(String... names) {
        channelVars = List.of(names);
        return this;
    }

    /** Sets how long a dialled extension rings before its outcome; the default is 20 ms. */
    public SimulatedPbxBuilder ringTime(Duration value) {
        ringTime = value;
        return this;
    }

    /**
     * Sets how long a phone that does not answer rings, and how long a caller waits in a queue. The default is 30 s.
     */
    public SimulatedPbxBuilder dialTimeout(Duration value) {
        dialTimeout = value;
        return this;
    }

    /** Sets how long an answered call lasts unless somebody hangs up; the default is 50 ms. */
    public SimulatedPbxBuilder talkTime(Duration value) {
        talkTime = value;
        return this;
    }

    /** Sets how many received actions are remembered; older ones are forgotten. */
    public SimulatedPbxBuilder keepReceived(int actions) {
        keepReceived = actions;
        return this;
    }

    /** Makes the PBX accept AMI over HTTP as well, with the defaults of Asterisk. See {@link SimulatedPbx#http()}. */
    public SimulatedPbxBuilder http() {
        return http(settings -> {});
    }

    /** Makes the PBX accept AMI over HTTP as well, with this configuration. */
    public SimulatedPbxBuilder http(Consumer<SimulatedHttpBuilder> configuration) {
        http = http == null ? new SimulatedHttpBuilder() : http;
        configuration.accept(http);
        return this;
    }

    /** Starts the PBX on 127.0.0.1. */
    public SimulatedPbx start() {
        return new SimulatedPbx(new PbxSettings(
                port,
                Map.copyOf(users),
                version,
                banner == null ? version.banner : banner,
                tls,
                clientCertificate,
                authLimit,
                authTimeout,
                maxConnections,
                allowMultipleLogin,
                failedLoginDelay,
                writeTimeout,
                sendBufferBytes,
                timestampEvents,
                systemName,
                channelVars,
                ringTime,
                dialTimeout,
                talkTime,
                keepReceived,
                http == null ? null : http.build(version)));
    }
}

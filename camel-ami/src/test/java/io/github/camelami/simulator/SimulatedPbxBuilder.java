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

/** Configures a {@link SimulatedPbx}; the defaults are Asterisk's own where it has any. */
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

    SimulatedPbxBuilder() {}

    /** Sets the TCP port; 0, the default, takes a free one. */
    public SimulatedPbxBuilder port(int value) {
        port = value;
        return this;
    }

    /** Adds a user with all permissions. If no user is added, there is {@code admin} with the secret {@code secret}. */
    public SimulatedPbxBuilder user(String name, String secret) {
        return user(name, secret, "all", "all");
    }

    /** Adds a user with the classes that it may read (events) and write (actions), as in manager.conf. */
    public SimulatedPbxBuilder user(String name, String secret, String read, String write) {
        users.put(name, new PbxUser(name, secret, EventMask.ofPermissions(read), EventMask.ofPermissions(write)));
        return this;
    }

    /** Makes the PBX behave as Asterisk 22 (the default) or 16 does. */
    public SimulatedPbxBuilder version(int major) {
        version = PbxVersion.of(major);
        return this;
    }

    /** Makes the PBX behave as this version does. */
    public SimulatedPbxBuilder version(PbxVersion value) {
        version = value;
        return this;
    }

    /** Makes the PBX behave as a server before Asterisk 12 does. */
    public SimulatedPbxBuilder oldServer() {
        version = PbxVersion.BEFORE_12;
        return this;
    }

    /** Sets another banner line. */
    public SimulatedPbxBuilder banner(String line) {
        banner = line;
        return this;
    }

    /** Makes the PBX speak TLS only. */
    public SimulatedPbxBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Makes the PBX request a client certificate. */
    public SimulatedPbxBuilder requireClientCertificate() {
        clientCertificate = true;
        return this;
    }

    /** Sets how many connections may be open without a login. A further one is closed without a byte. */
    public SimulatedPbxBuilder authLimit(int connections) {
        authLimit = connections;
        return this;
    }

    /** Sets after which time a connection without a login is closed. */
    public SimulatedPbxBuilder authTimeout(Duration value) {
        authTimeout = value;
        return this;
    }

    /** Sets how many connections may be open in all. This limits the threads, of which each connection has two. */
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

    /** Sets how long a refused login waits for its answer: 1 s on a real server. */
    public SimulatedPbxBuilder failedLoginDelay(Duration value) {
        failedLoginDelay = value;
        return this;
    }

    /** Sets how long one write may stall before the session is cut: 100 ms on a real server. */
    public SimulatedPbxBuilder writeTimeout(Duration value) {
        writeTimeout = value;
        return this;
    }

    /** Sets the size of the kernel's send buffer, in bytes. A small buffer shows a stalled reader sooner. */
    public SimulatedPbxBuilder sendBuffer(int bytes) {
        sendBufferBytes = bytes;
        return this;
    }

    /** Sets whether events have a {@code Timestamp}. */
    public SimulatedPbxBuilder timestampEvents(boolean value) {
        timestampEvents = value;
        return this;
    }

    /** Sets the {@code SystemName} of events, which also begins each unique id. */
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
     * Sets how long a phone rings that does not answer, and how long a caller waits in a queue; the default is 30 s.
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

    /** Makes the PBX speak AMI over HTTP as well, with Asterisk's defaults; see {@link SimulatedPbx#http()}. */
    public SimulatedPbxBuilder http() {
        return http(settings -> {});
    }

    /** Makes the PBX speak AMI over HTTP as well, with this configuration. */
    public SimulatedPbxBuilder http(Consumer<SimulatedHttpBuilder> configuration) {
        http = http == null ? new SimulatedHttpBuilder() : http;
        configuration.accept(http);
        return this;
    }

    /** Starts the PBX on 127.0.0.1. */
    public SimulatedPbx start() {
        if (users.isEmpty()) {
            user("admin", "secret");
        }
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

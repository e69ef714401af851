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

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open connections and the sessions that are logged in, with counters of connections and logins. */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Set<TcpSession> open = ConcurrentHashMap.newKeySet();
    private final List<SimulatedSession> loggedIn = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger failedLogins = new AtomicInteger();
    private final AtomicInteger refuseLogins = new AtomicInteger();
    private final EventLog log = new EventLog();
    private final Object deliveryOrder = new Object();

    /**
     * Serves a new connection. If there are too many, closes the connection before any byte is sent, as a server does
     * above its authlimit.
     */
    void accept(Socket socket, SimulatedPbx pbx) {
        PbxSettings settings = pbx.settings();
        try {
            socket.setTcpNoDelay(true);
            if (settings.sendBufferBytes() > 0) {
                socket.setSendBufferSize(settings.sendBufferBytes());
            }
            TcpSession session = new TcpSession(pbx, new Wire(socket, settings.tls(), settings.clientCertificate()));
            if (admit(session, settings.authLimit(), settings.maxConnections())) {
                Greeting greeting = pbx.faults().nextGreeting();
                pbx.thread("session", () -> session.run(greeting));
            } else {
                session.disconnect();
            }
        } catch (IOException e) {
            LOG.debug("connection lost while it was accepted", e);
        }
    }

    private synchronized boolean admit(TcpSession session, int authLimit, int maxConnections) {
        connections.incrementAndGet();
        boolean tooMany = open.size() - loggedIn.size() >= authLimit || open.size() >= maxConnections;
        return !tooMany && open.add(session);
    }

    /** Logs a user in. Returns false if the user already has a session and must not have another one. */
    synchronized boolean login(SimulatedSession session, PbxUser user, boolean allowMultiple) {
        if (!allowMultiple && hasSession(user)) {
            return false;
        }
        session.login(user);
        loggedIn.add(session);
        logins.incrementAndGet();
        return true;
    }

    boolean hasSession(PbxUser user) {
        return loggedIn.stream().anyMatch(session -> session.pbxUser().equals(user));
    }

    void loginFailed() {
        failedLogins.incrementAndGet();
    }

    void refuseLogins(int count) {
        refuseLogins.set(count);
    }

    boolean refusesThisLogin() {
        return refuseLogins.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    synchronized void ended(SimulatedSession session) {
        open.remove(session);
        loggedIn.remove(session);
    }

    /** Delivers events to all sessions that are logged in. All sessions receive the events in the same order. */
    void deliver(List<OutgoingEvent> events) {
        synchronized (deliveryOrder) {
            loggedIn.forEach(session -> session.deliver(events));
            log.append(events);
        }
    }

    /** The log from which sessions over HTTP read their events. */
    EventLog log() {
        return log;
    }

    List<TcpSession> open() {
        return new ArrayList<>(open);
    }

    List<SimulatedSession> loggedIn() {
        return List.copyOf(loggedIn);
    }

    int connections() {
        return connections.get();
    }

    int logins() {
        return logins.get();
    }

    int failedLogins() {
        return failedLogins.get();
    }
}

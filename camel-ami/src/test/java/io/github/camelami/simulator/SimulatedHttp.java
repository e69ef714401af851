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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a {@link SimulatedPbx}. It serves {@code /rawman} and {@code /mxml}, which identify a session by a
 * cookie, and {@code /arawman} and {@code /amxml}, which use HTTP digest.
 */
public final class SimulatedHttp {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedHttp.class);

    private final SimulatedPbx pbx;
    private final HttpSettings settings;
    private final Listener listener;
    private final HttpSessions sessions;
    private final HttpSite site;
    private final HttpCounters counters = new HttpCounters();
    private final FaultTable<HttpFault> faults = new FaultTable<>();
    private final Received<ReceivedRequest> received;
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();

    SimulatedHttp(SimulatedPbx pbx, HttpSettings settings) {
        this.pbx = pbx;
        this.settings = settings;
        this.received = new Received<>(pbx.settings().keepReceived());
        this.sessions = new HttpSessions(pbx, settings, counters);
        this.site = new HttpSite(pbx, settings, sessions);
        this.listener = new Listener(settings.port(), this::accepted);
    }

    /** The port on which the server listens. It stays the same after a restart. */
    public int port() {
        return listener.port();
    }

    /** The URL of the server: scheme, host and port, without the prefix and without a slash at the end. */
    public String url() {
        return (settings.tls() == null ? "http://" : "https://") + pbx.host() + ":" + port();
    }

    /**
     * All requests received so far, oldest first. They include polls, refused requests and those for pages that do not
     * exist.
     */
    public List<ReceivedRequest> requests() {
        return received.all();
    }

    /** All requests with this action received so far, oldest first. */
    public List<ReceivedRequest> requests(String action) {
        return requests().stream()
                .filter(each -> each.action().equalsIgnoreCase(action))
                .toList();
    }

    /** All WaitEvent requests received so far, oldest first. */
    public List<ReceivedRequest> polls() {
        return requests("WaitEvent");
    }

    /** Forgets the requests received so far. */
    public void forgetRequests() {
        received.clear();
    }

    /** The number of requests received so far. */
    public int requestCount() {
        return counters.requests.get();
    }

    /** The number of WaitEvent requests that reached a session so far. */
    public int pollCount() {
        return counters.polls.get();
    }

    /** The number of WaitEvent requests that arrived while another one of the same session was waiting. */
    public int overlappingPolls() {
        return counters.overlappingPolls.get();
    }

    /** The number of requests answered with {@code stale=true}. */
    public int staleNonces() {
        return counters.staleNonces.get();
    }

    /**
     * The number of requests answered with {@code stale=true} because a request with the same or a higher count of the
     * same nonce had arrived before.
     */
    public int overtakenRequests() {
        return counters.overtakenNonceCounts.get();
    }

    /** The number of connections accepted so far. */
    public int connections() {
        return counters.connections.get();
    }

    /** The number of connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** The number of sessions, logged in or not. */
    public int sessions() {
        return sessions.size();
    }

    /** Applies a fault to the next request with this action. The name {@code *} stands for any request. */
    public void faultNext(String action, HttpFault fault) {
        faultNext(action, 1, fault);
    }

    /** Applies a fault to the next {@code times} requests with this action. */
    public void faultNext(String action, int times, HttpFault fault) {
        faults.next(action, times, fault);
    }

    /** Applies a fault to every request with this action. */
    public void faultAlways(String action, HttpFault fault) {
        faults.always(action, fault);
    }

    /** Ends all faults of requests. */
    public void clearFaults() {
        faults.clear();
    }

    /** Forgets all sessions, as if they had expired. A WaitEvent in progress returns. */
    public void forgetSessions() {
        sessions.forgetAll();
    }

    /** Makes all nonces stale. Their sessions continue. */
    public void replaceNonces() {
        sessions.replaceNonces();
    }

    /** Stops listening, so that new connections are refused. */
    public void stopListening() {
        listener.stop();
    }

    /** Accepts connections again, on the same port. */
    public void startListening() {
        listener.start();
    }

    /** Closes all connections at once. The sessions continue. */
    public void closeConnections(Cut how) {
        new ArrayList<>(open).forEach(connection -> connection.cut(how));
    }

    /** Stops listening, closes all connections, and forgets all sessions. */
    public void disable() {
        listener.stop();
        sessions.forgetAll();
        closeConnections(Cut.FIN);
    }

    /**
     * Stops listening, forgets all sessions, and ends each connection after its current answer, but at the latest after
     * {@code limit}.
     */
    void shutdown(Duration limit) {
        listener.stop();
        sessions.forgetAll();
        List<HttpConnection> ending = new ArrayList<>(open);
        ending.forEach(HttpConnection::leave);
        try {
            for (HttpConnection connection : ending) {
                connection.awaitEnd(limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void answer(ReceivedRequest request, HttpConnection connection) throws IOException, InterruptedException {
        counters.requests.incrementAndGet();
        received.add(request);
        HttpAnswer answer = new HttpAnswer(pbx, site, connection, request);
        HttpFault fault = faults.next(request.action());
        if (fault == null) {
            answer.send();
        } else {
            fault.apply(answer);
        }
    }

    void ended(HttpConnection connection) {
        open.remove(connection);
    }

    void expire() {
        sessions.expire();
    }

    HttpSite site() {
        return site;
    }

    private void accepted(Socket socket) {
        counters.connections.incrementAndGet();
        try {
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(socket, settings.tls(), false);
            if (open.size() >= settings.sessionLimit()) {
                wire.close();
                return;
            }
            HttpConnection connection = new HttpConnection(this, settings, wire);
            open.add(connection);
            pbx.thread("http", connection::run);
        } catch (IOException e) {
            LOG.debug("connection lost while it was accepted", e);
        }
    }
}

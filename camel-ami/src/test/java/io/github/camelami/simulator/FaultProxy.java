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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP proxy on a free loopback port that cuts, stalls, splits, slows and corrupts what passes; every method may be called on any thread. */
public final class FaultProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    private static final int CONNECT_MILLIS = 5_000;

    private final InetSocketAddress target;
    private final Listener listener;
    private final ProxyFlow clientToServer = new ProxyFlow();
    private final ProxyFlow serverToClient = new ProxyFlow();
    private final Set<ProxyConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Cut dropNew;

    private FaultProxy(InetSocketAddress target) {
        this.target = target;
        this.listener = new Listener(0, this::accepted);
        listener.start();
    }

    /** A proxy to that address. */
    public static FaultProxy to(String host, int port) {
        return new FaultProxy(new InetSocketAddress(host, port));
    }

    /** A proxy to that PBX. */
    public static FaultProxy to(SimulatedPbx pbx) {
        return to(pbx.host(), pbx.port());
    }

    /** The address it listens on. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** The bytes from clients to the server. */
    public ProxyFlow clientToServer() {
        return clientToServer;
    }

    /** The bytes from the server to clients. */
    public ProxyFlow serverToClient() {
        return serverToClient;
    }

    /** Forwards nothing more in either direction, but keeps connections open; new ones open, too. */
    public void stall() {
        clientToServer.stall();
        serverToClient.stall();
    }

    /** Ends a stall. */
    public void resume() {
        clientToServer.resume();
        serverToClient.resume();
    }

    /** Cuts all open connections. */
    public void cutAll(Cut how) {
        new ArrayList<>(open).forEach(connection -> connection.cut(how));
    }

    /** New connections are refused by the system. */
    public void refuse() {
        listener.stop();
    }

    /** New connections are accepted and closed at once, without one to the server. */
    public void dropNew(Cut how) {
        dropNew = how;
    }

    /** New connections are accepted again, on the same port. */
    public void accept() {
        dropNew = null;
        listener.start();
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Closes everything. */
    @Override
    public void close() {
        listener.stop();
        cutAll(Cut.FIN);
    }

    private void accepted(Socket client) {
        connections.incrementAndGet();
        try {
            if (dropNew != null) {
                client.setSoLinger(dropNew == Cut.RST, 0);
                client.close();
                return;
            }
            Socket server = new Socket();
            server.connect(target, CONNECT_MILLIS);
            ProxyConnection[] connection = new ProxyConnection[1];
            connection[0] = new ProxyConnection(client, server, () -> open.remove(connection[0]));
            open.add(connection[0]);
            connection[0].start(clientToServer, serverToClient);
        } catch (IOException e) {
            LOG.debug("no connection to {}: {}", target, e.toString());
            closeQuietly(client);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("already closed", e);
        }
    }
}

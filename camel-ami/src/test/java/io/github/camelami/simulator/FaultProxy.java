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

/**
 * A TCP proxy on a free loopback port, which can cut, stall, split, delay, throttle and corrupt the bytes that pass
 * through it. Thread-safe.
 */
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

    /** Starts a proxy for this address. */
    public static FaultProxy to(String host, int port) {
        return new FaultProxy(new InetSocketAddress(host, port));
    }

    /** Starts a proxy for this PBX. */
    public static FaultProxy to(SimulatedPbx pbx) {
        return to(pbx.host(), pbx.port());
    }

    /** The address on which the proxy listens. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port on which the proxy listens. */
    public int port() {
        return listener.port();
    }

    /** The faults for the bytes from clients to the server. */
    public ProxyFlow clientToServer() {
        return clientToServer;
    }

    /** The faults for the bytes from the server to clients. */
    public ProxyFlow serverToClient() {
        return serverToClient;
    }

    /** Stops forwarding in both directions. Open connections stay open, and new connections are accepted. */
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

    /** Stops listening, so that new connections are refused. Open connections continue. */
    public void refuse() {
        listener.stop();
    }

    /** Accepts new connections and closes them at once, without connecting to the server. */
    public void dropNew(Cut how) {
        dropNew = how;
    }

    /**
     * Ends {@link #refuse} and {@link #dropNew}: accepts new connections on the same port, and forwards their bytes.
     */
    public void accept() {
        dropNew = null;
        listener.start();
    }

    /** The number of connections that were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** The number of connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Stops listening, and closes all connections. */
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

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
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a port of the loopback address. Can be stopped, and started again on the same port. */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    private static final int BIND_ATTEMPTS = 50;
    private static final int STOP_MILLIS = 1_000;

    private final Consumer<Socket> accepted;
    private ServerSocket server;
    private Thread accepting;
    private volatile int port;

    Listener(int port, Consumer<Socket> accepted) {
        this.port = port;
        this.accepted = accepted;
    }

    synchronized void start() {
        if (server == null) {
            ServerSocket listening = bind();
            server = listening;
            port = listening.getLocalPort();
            accepting = new Thread(() -> accept(listening), "listener-" + port);
            accepting.setDaemon(true);
            accepting.start();
        }
    }

    /**
     * Stops listening, so that connections are refused. Waits until the thread that accepts connections has returned
     * from its system call, because the port is open until then.
     */
    synchronized void stop() {
        if (server != null) {
            try {
                server.close();
                accepting.join(STOP_MILLIS);
            } catch (IOException e) {
                LOG.debug("already closed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            server = null;
        }
    }

    int port() {
        return port;
    }

    /** Opens the port. Tries several times, because an outgoing connection may have taken the port meanwhile. */
    private ServerSocket bind() {
        try {
            for (int attempt = 1; ; attempt++) {
                ServerSocket socket = new ServerSocket();
                socket.setReuseAddress(true);
                try {
                    socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
                    return socket;
                } catch (BindException e) {
                    socket.close();
                    if (attempt == BIND_ATTEMPTS) {
                        throw e;
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                accepted.accept(listening.accept());
            } catch (IOException e) {
                LOG.debug("no longer accepting: {}", e.toString());
            }
        }
    }
}

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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through a {@link FaultProxy}, with a thread for each direction. */
final class ProxyConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyConnection.class);
    private static final int BUFFER = 16_384;

    private final Socket client;
    private final Socket server;
    private final Runnable ended;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicInteger directions = new AtomicInteger(2);

    ProxyConnection(Socket client, Socket server, Runnable ended) {
        this.client = client;
        this.server = server;
        this.ended = ended;
    }

    void start(ProxyFlow toServer, ProxyFlow toClient) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pump("to-server", client, server, toServer);
        pump("to-client", server, client, toClient);
    }

    boolean isOpen() {
        return open.get();
    }

    void cut(Cut how) {
        if (open.compareAndSet(true, false)) {
            for (Socket socket : new Socket[] {client, server}) {
                try (socket) {
                    if (how == Cut.RST) {
                        socket.setSoLinger(true, 0);
                    }
                } catch (IOException e) {
                    LOG.debug("already closed", e);
                }
            }
            ended.run();
        }
    }

    private void pump(String name, Socket from, Socket to, ProxyFlow flow) {
        Thread thread = new Thread(
                () -> {
                    try {
                        forward(from.getInputStream(), to.getOutputStream(), flow);
                        endOutput(to);
                    } catch (IOException e) {
                        cut(Cut.RST);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void forward(InputStream in, OutputStream out, ProxyFlow flow) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long offset = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            flow.holdBack();
            int start = 0;
            while (start < read && isOpen()) {
                ProxyFlow.Step step = flow.next(buffer, start, read - start, offset, this);
                out.write(buffer, start, step.forward());
                out.flush();
                start += step.forward();
                offset += step.forward();
                if (step.cut() != null) {
                    cut(step.cut());
                    return;
                }
                flow.pace(step.forward());
            }
        }
    }

    /** Passes the end of the stream on to the other side. The connection ends when both streams have ended. */
    private void endOutput(Socket to) throws IOException {
        if (isOpen()) {
            to.shutdownOutput();
        }
        if (directions.decrementAndGet() == 0) {
            cut(Cut.FIN);
        }
    }
}

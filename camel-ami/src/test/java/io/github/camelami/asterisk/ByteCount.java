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
package io.github.camelami.asterisk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** Passes connections on to a server, and counts the bytes that come back. */
final class ByteCount implements AutoCloseable {
    private final ServerSocket server;
    private final String host;
    private final int port;
    private final AtomicLong bytes = new AtomicLong();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private ByteCount(String host, int port) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
        this.port = port;
    }

    static ByteCount before(String host, int port) throws IOException {
        ByteCount count = new ByteCount(host, port);
        start(count::accept);
        return count;
    }

    int port() {
        return server.getLocalPort();
    }

    long bytes() {
        return bytes.get();
    }

    /** From now on what arrives is counted by its time, too. */
    void begin() {
        arrivals.clear();
    }

    /** The most that has arrived within such a time. */
    long most(Duration within) {
        return arrivals.stream()
                .mapToLong(first -> arrivals.stream()
                        .filter(each -> each.nanos >= first.nanos && each.nanos - first.nanos < within.toNanos())
                        .mapToLong(Arrival::bytes)
                        .sum())
                .max()
                .orElse(0);
    }

    private void arrived(int count) {
        bytes.addAndGet(count);
        arrivals.add(new Arrival(System.nanoTime(), count));
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket there = new Socket(host, port);
                sockets.add(client);
                sockets.add(there);
                start(() -> copy(client, there, count -> {}));
                start(() -> copy(there, client, this::arrived));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void copy(Socket from, Socket to, IntConsumer counter) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                counter.accept(count);
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // the other side has closed
        }
    }

    private record Arrival(long nanos, int bytes) {}

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "byte-count");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

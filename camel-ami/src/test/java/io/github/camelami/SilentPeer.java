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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something that takes connections and never says a word, until it hangs up. */
final class SilentPeer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();
    private final CountDownLatch connected = new CountDownLatch(1);
    private int toHangUp;

    SilentPeer() throws IOException {
        Thread thread = new Thread(this::accept, "silent-peer");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether anybody has connected, or does within that time. */
    boolean isConnected(long nanos) {
        try {
            return connected.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** From now on, and for those that are connected. */
    synchronized void hangUp() {
        toHangUp = Integer.MAX_VALUE;
        open.forEach(SilentPeer::close);
    }

    /** At the next that connects. */
    synchronized void hangUpOnce() {
        toHangUp = 1;
    }

    private void accept() {
        try {
            while (true) {
                take(server.accept());
            }
        } catch (IOException e) {
            // closed
        }
    }

    private synchronized void take(Socket socket) {
        connected.countDown();
        if (toHangUp > 0) {
            toHangUp--;
            close(socket);
        } else {
            open.add(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }
}

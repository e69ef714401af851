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
package io.github.camelami.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** Answers the first bytes of one connection with bytes of ours, then collects what else comes until the end. */
public final class OneShotServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<byte[]> received = new CompletableFuture<>();

    public OneShotServer(byte[] answer) throws IOException {
        Thread thread = new Thread(() -> serve(answer));
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(byte[] answer) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65536];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (all.size() == 0) {
                    socket.getOutputStream().write(answer);
                }
                all.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // a reset is an end, too
        }
        received.complete(all.toByteArray());
    }

    public int port() {
        return server.getLocalPort();
    }

    byte[] received() {
        return received.join();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

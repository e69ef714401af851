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

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A web server that answers its first request with a head and a text that it repeats until the client leaves. */
final class EndlessPage implements AutoCloseable {
    final AtomicLong sent = new AtomicLong();
    final CompletableFuture<Void> left = new CompletableFuture<>();
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    EndlessPage(String head, String text) throws IOException {
        Thread thread = new Thread(() -> serve(head, text), "endless-page");
        thread.setDaemon(true);
        thread.start();
    }

    HttpLink.Options address() {
        return new HttpLink.Options("127.0.0.1", server.getLocalPort());
    }

    private void serve(String head, String text) {
        try (Socket socket = server.accept()) {
            socket.setSendBufferSize(8192);
            socket.getInputStream().read();
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                out.write(bytes);
                sent.addAndGet(bytes.length);
            }
        } catch (IOException e) {
            left.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

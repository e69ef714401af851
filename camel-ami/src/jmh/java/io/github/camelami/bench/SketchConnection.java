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
package io.github.camelami.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** The connection of a {@link Sketch}: logs in, and hands over the bytes of each message on the thread that reads. */
final class SketchConnection implements AutoCloseable {
    private final Socket socket = new Socket();

    SketchConnection(String user, Consumer<byte[]> receiver) throws IOException {
        socket.connect(new InetSocketAddress(Feeder.HOST, Feeder.PORT));
        socket.setTcpNoDelay(true);
        socket.getOutputStream()
                .write(Feeder.ascii("Action: Login\r\nActionID: 1\r\nUsername: " + user + "\r\nSecret: s\r\n\r\n"));
        // whoever has the answer is known to the feeder
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .forEach(line -> {});
        Thread reader = new Thread(() -> read(receiver), "sketch");
        reader.setDaemon(true);
        reader.start();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    private void read(Consumer<byte[]> receiver) {
        byte[] buffer = new byte[64 * 1024];
        int end = 0;
        try {
            InputStream in = socket.getInputStream();
            for (int count; (count = in.read(buffer, end, buffer.length - end)) > 0; ) {
                int from = Math.max(3, end);
                end += count;
                int start = 0;
                for (int i = from; i < end; i++) {
                    if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
                        receiver.accept(Arrays.copyOfRange(buffer, start, i + 1));
                        start = i + 1;
                    }
                }
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

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

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** The way to make the feeder send. */
final class Control implements AutoCloseable {
    private final Socket socket = new Socket(Feeder.HOST, Feeder.CONTROL_PORT);
    private final OutputStream out = socket.getOutputStream();

    Control() throws IOException {
        socket.setTcpNoDelay(true);
    }

    void flood(String user, int times, String shape) throws IOException {
        send("flood " + user + ' ' + times + ' ' + shape);
    }

    void pace(String users, int perSecond, int count) throws IOException {
        send("pace " + users + ' ' + perSecond + ' ' + count);
    }

    /** A repetition has arrived. */
    void next() throws IOException {
        send("next");
    }

    private void send(String line) throws IOException {
        out.write(Feeder.ascii(line + '\n'));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

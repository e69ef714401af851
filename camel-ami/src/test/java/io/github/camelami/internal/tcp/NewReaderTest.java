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
package io.github.camelami.internal.tcp;

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a new thread is to read a connection. */
class NewReaderTest {
    @AutoClose
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    /** The monotonic clock does not begin at zero. */
    private final AtomicLong now = new AtomicLong(Duration.ofDays(3).toNanos());

    @AutoClose("close")
    private final TcpTransport transport = new TcpTransport(
            new TcpSettings("127.0.0.1", server.getLocalPort(), null, true, StandardCharsets.UTF_8, 65536),
            Runnable::run,
            now::get);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<AmiException> ends = new CopyOnWriteArrayList<>();
    private Socket pbx;

    NewReaderTest() throws IOException {}

    @BeforeEach
    void open() {
        CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> {
            try {
                Socket socket = server.accept();
                send(socket, "Asterisk Call Manager/11.0.0\r\n");
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        transport.open(new Sink(), 1);
        pbx = inTime(accepted);
    }

    private final class Sink implements ConnectionSink {
        @Override
        public void message(AmiMessage message) {
            events.add(message.first("Event"));
        }

        @Override
        public void received(int bytes) {}

        @Override
        public void closed(AmiException cause, int discarded) {
            ends.add(cause);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void emit(String event) throws IOException {
        send(pbx, "Event: " + event + "\r\n\r\n");
        await().until(() -> events.contains(event));
    }

    private CompletableFuture<Boolean> receive() {
        return CompletableFuture.supplyAsync(transport::receive, task -> new Thread(task, "reader").start());
    }

    @Test
    void N4_aNewThreadReadsOnceAConnectionIsFifteenSecondsOld() throws IOException {
        CompletableFuture<Boolean> first = receive();
        emit("A");
        now.addAndGet(Duration.ofSeconds(15).toNanos());
        emit("B");
        // a thread that had stopped after B would not read C
        emit("C");
        assertThat(first).isNotDone();
        now.incrementAndGet();
        emit("D");
        assertThat(inTime(first)).isTrue();

        CompletableFuture<Boolean> second = receive();
        now.addAndGet(Duration.ofDays(1).toNanos());
        emit("E");
        emit("F");
        assertThat(second).isNotDone();
        assertThat(ends).isEmpty();
        pbx.close();
        assertThat(inTime(second)).isFalse();
        assertThat(ends).hasSize(1);
        assertThat(events).containsExactly("A", "B", "C", "D", "E", "F");
    }
}

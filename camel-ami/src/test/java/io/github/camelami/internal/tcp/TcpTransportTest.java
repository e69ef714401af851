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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport with a bare socket as its peer, which sees each byte and the end. */
@Timeout(20)
class TcpTransportTest {
    private static final String BANNER = "Asterisk Call Manager/11.0.0\r\n";
    private static final String PONG = "Response: Success\r\nPing: Pong\r\n\r\n";

    private final AtomicBoolean rejecting = new AtomicBoolean();
    private final Executor threads = task -> {
        if (rejecting.get()) {
            throw new RejectedExecutionException("no thread to spare");
        }
        new Thread(task, "writer").start();
    };
    private final Sink sink = new Sink();
    private final ServerSocket server;
    private final TcpTransport transport;
    /** The thread on which the last action left. */
    private volatile Thread writer;

    TcpTransportTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        transport = new TcpTransport(
                new TcpSettings("127.0.0.1", server.getLocalPort(), null, true, StandardCharsets.UTF_8, 65_536),
                threads);
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        server.close();
    }

    @Test
    void everyReceivedByteIsCounted() throws Exception {
        try (Socket peer = opened()) {
            write(peer, PONG + "Response: Su");
            peer.shutdownOutput();

            assertThat(inTime(sink.closed)).hasMessage("the PBX closed the connection");
            assertThat(sink.received).hasValue(PONG.length() + 12);
            assertThat(sink.discarded).hasValue(12);
        }
    }

    @Test
    void aConnectionWithinThisMachineIsNotExposed() throws Exception {
        try (Socket peer = opened()) {
            assertThat(transport.isExposed()).isFalse();
        }
    }

    @Test
    void theEndOfThePbxEndsOurSideToo() throws Exception {
        try (Socket peer = opened()) {
            peer.shutdownOutput();
            inTime(sink.closed);

            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void A13_aStrangerIsLeftAtOnce() throws Exception {
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> transport.open(sink, 1));
        try (Socket peer = server.accept()) {
            write(peer, "SSH-2.0-OpenSSH_9.2p1\r\n");

            assertThatThrownBy(() -> inTime(attempt)).hasMessageContaining("SSH-2.0");
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void A13_aPeerThatEndsWithoutAGreetingIsLeftToo() throws Exception {
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> transport.open(sink, 1));
        try (Socket peer = server.accept()) {
            peer.shutdownOutput();

            assertThatThrownBy(() -> inTime(attempt)).hasMessageContaining("closed the connection before its greeting");
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void C8_actionsAreWrittenInTheirOrderHoweverTheyAreSent() throws Exception {
        try (Socket peer = opened()) {
            transport.sendSoon(action("a"));
            transport.send(action("b"));
            transport.sendSoon(action("c".repeat(900)));
            transport.sendSoon(action("d"));

            assertThat(read(peer, "Value: d\r\n\r\n"))
                    .containsSubsequence("Value: a", "Value: b", "Value: ccc", "Value: d");
        }
    }

    @Test
    void anActionIsSentIfThereIsNoThreadToGatherMore() throws Exception {
        try (Socket peer = opened()) {
            rejecting.set(true);
            transport.sendSoon(action("a"));
            assertThat(read(peer, "Value: a\r\n\r\n")).contains("ActionID: a");

            transport.sendSoon(action("b"));
            assertThat(read(peer, "Value: b\r\n\r\n")).contains("ActionID: b");
            rejecting.set(false);
            transport.sendSoon(action("c"));
            assertThat(read(peer, "Value: c\r\n\r\n")).contains("ActionID: c");
        }
    }

    @Test
    void aLargeActionIsWrittenByItsSender() throws Exception {
        try (Socket peer = opened()) {
            AmiAction large = AmiAction.named("UserEvent")
                    .field("A", "x".repeat(1_000))
                    .field("B", "x".repeat(1_000))
                    .field("Value", "large")
                    .build();
            transport.sendSoon(sent(large, "1"));

            assertThat(writer).isSameAs(Thread.currentThread());
            assertThat(read(peer, "Value: large\r\n\r\n")).contains("ActionID: 1");
            transport.sendSoon(action("small"));
            assertThat(read(peer, "Value: small\r\n\r\n")).contains("ActionID: s");
            assertThat(writer).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void C2_aCancelledActionIsNotWritten() throws Exception {
        try (Socket peer = opened()) {
            SentAction cancelled = action("a");
            cancelled.giveUp();
            transport.send(cancelled);
            transport.send(action("b"));

            assertThat(read(peer, "Value: b\r\n\r\n")).doesNotContain("Value: a");
        }
    }

    @Test
    void C2_nothingLeavesAfterTheClose() throws Exception {
        try (Socket peer = opened()) {
            transport.close();
            SentAction late = action("a");
            transport.send(late);

            assertThat(late.departures).hasValue(0);
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket opened() throws IOException {
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> transport.open(sink, 1));
        Socket peer = server.accept();
        peer.setSoTimeout(10_000);
        write(peer, BANNER);
        inTime(attempt);
        new Thread(this::receive, "reader").start();
        return peer;
    }

    private void receive() {
        while (transport.receive()) {
            // another thread would read on
        }
    }

    private static void write(Socket peer, String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket peer, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = peer.getInputStream().read();
            assertThat(next).as("end after " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    private SentAction action(String value) {
        return sent(AmiAction.named("UserEvent").field("Value", value).build(), value.substring(0, 1));
    }

    private SentAction sent(AmiAction action, String actionId) {
        SentAction sent = new SentAction(action, actionId, Duration.ofSeconds(5));
        sent.beforeLeaving = () -> writer = Thread.currentThread();
        return sent;
    }

    private static final class Sink implements ConnectionSink {
        final AtomicInteger received = new AtomicInteger();
        final AtomicInteger discarded = new AtomicInteger();
        final CompletableFuture<AmiException> closed = new CompletableFuture<>();

        @Override
        public void message(AmiMessage message) {}

        @Override
        public void received(int bytes) {
            received.addAndGet(bytes);
        }

        @Override
        public void closed(AmiException cause, int bytes) {
            discarded.set(bytes);
            closed.complete(cause);
        }
    }
}

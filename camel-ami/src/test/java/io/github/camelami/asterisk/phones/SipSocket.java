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
package io.github.camelami.asterisk.phones;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * One address that many phones share: a UDP port for SIP and one for media. It sends again what was not answered and answers
 * again what was sent again (RFC 3261, 17), so that a lost datagram loses no call.
 */
final class SipSocket implements AutoCloseable {
    private static final int FIRST_REPEAT_MILLIS = 500;
    private static final int REPEATS = 6;

    private final DatagramSocket socket;
    private final DatagramSocket media;
    private final InetSocketAddress server;
    private final ScheduledExecutorService timer;
    private final Consumer<SipMessage> requests;
    private final Map<String, ScheduledFuture<?>> repeated = new ConcurrentHashMap<>();
    private final Map<String, Consumer<SipMessage>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Optional<byte[]>> answered = new ConcurrentHashMap<>();

    SipSocket(
            String host,
            InetSocketAddress server,
            ScheduledExecutorService timer,
            Consumer<SipMessage> requests,
            IntConsumer voices)
            throws IOException {
        this.server = server;
        this.timer = timer;
        this.requests = requests;
        socket = new DatagramSocket(0, InetAddress.getByName(host));
        socket.setReceiveBufferSize(1 << 20);
        media = new DatagramSocket(0, InetAddress.getByName(host));
        start(new Thread(this::read, "phones-" + host));
        start(new Thread(() -> listen(voices), "phones-media-" + host));
    }

    private static void start(Thread thread) {
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return host() + ":" + socket.getLocalPort();
    }

    String host() {
        return socket.getLocalAddress().getHostAddress();
    }

    int mediaPort() {
        return media.getLocalPort();
    }

    private void read() {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                SipMessage message = SipMessage.parse(buffer, packet.getLength());
                if (message != null) {
                    take(message);
                }
            } catch (IOException e) {
                // closed, or the server has no socket at this moment
            }
        }
    }

    private void listen(IntConsumer voices) {
        byte[] buffer = new byte[2_048];
        while (!media.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                media.receive(packet);
                int voice = Media.voice(buffer, packet.getLength());
                if (voice != 0) {
                    voices.accept(voice);
                }
            } catch (IOException e) {
                // as above
            }
        }
    }

    private void take(SipMessage message) {
        if (message.isResponse()) {
            stopRepeating(message.transaction());
            Consumer<SipMessage> waits = waiting.get(message.transaction());
            if (waits != null) {
                waits.accept(message);
            }
        } else if (message.method().equals("ACK")) {
            stopRepeating("answer " + message.header("Call-ID"));
            stopRepeating("refusal " + message.transaction().replace(" ACK", " INVITE"));
            requests.accept(message);
        } else {
            Optional<byte[]> before = answered.putIfAbsent(message.transaction(), Optional.empty());
            if (before == null) {
                requests.accept(message);
            } else {
                before.ifPresent(this::write);
            }
        }
    }

    /** Sends a request, again until there is an answer, of which each is given to {@code answers}. */
    void request(SipMessage request, Consumer<SipMessage> answers) {
        waiting.put(request.transaction(), answers);
        byte[] bytes = request.bytes();
        write(bytes);
        repeat(request.transaction(), bytes, 1);
    }

    void respond(SipMessage request, SipMessage response) {
        byte[] bytes = response.bytes();
        answered.put(request.transaction(), Optional.of(bytes));
        write(bytes);
        if (request.method().equals("INVITE") && response.status() >= 200) {
            boolean accepted = response.status() < 300;
            String key = accepted ? "answer " + request.header("Call-ID") : "refusal " + request.transaction();
            repeat(key, bytes, 1);
        }
    }

    /** An ACK has no answer. */
    void acknowledge(SipMessage ack) {
        write(ack.bytes());
    }

    private void repeat(String key, byte[] bytes, int turn) {
        if (turn <= REPEATS && !timer.isShutdown()) {
            Runnable again = () -> {
                write(bytes);
                repeat(key, bytes, turn + 1);
            };
            repeated.put(key, timer.schedule(again, (long) FIRST_REPEAT_MILLIS << (turn - 1), TimeUnit.MILLISECONDS));
        }
    }

    private void stopRepeating(String key) {
        ScheduledFuture<?> future = repeated.remove(key);
        if (future != null) {
            future.cancel(false);
        }
    }

    private void write(byte[] bytes) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            // closed, or the server has no socket at this moment: it is sent again
        }
    }

    /** Sends a packet of media. */
    void media(InetSocketAddress to, byte[] packet) {
        try {
            media.send(new DatagramPacket(packet, packet.length, to));
        } catch (IOException e) {
            // as above; media may be lost
        }
    }

    @Override
    public void close() {
        socket.close();
        media.close();
    }
}

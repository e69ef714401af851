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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A server on this machine that is no PBX: it follows a script of bytes with each client, or says nothing at all. What
 * speaks AMI is the simulated PBX.
 */
public final class FakePeer implements AutoCloseable {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    /** What a peer does with a client, on a thread of the client's own. The connection is closed when it returns. */
    public interface Script {
        void serve(FakePeer peer, Socket client) throws IOException;
    }

    /** The requests, each with its head and body, that {@link #http} has read. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** The clients so far. */
    final AtomicInteger connections = new AtomicInteger();

    /** The clients whose script is running. */
    final AtomicInteger open = new AtomicInteger();

    /** The bytes of the page that {@link #endlessPage} has written. */
    public final AtomicLong sent = new AtomicLong();

    /** Completed when a client leaves an {@link #endlessPage}. */
    public final CompletableFuture<Void> left = new CompletableFuture<>();

    private final ServerSocket server;
    private final Script script;
    private final List<Socket> sockets = new ArrayList<>();
    private final BlockingQueue<Integer> clientPorts = new LinkedBlockingQueue<>();
    private int toHangUp;

    private FakePeer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        start(this::accept);
    }

    /** Follows a script with each client. */
    public static FakePeer scripted(Script script) throws IOException {
        return new FakePeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** Accepts connections, reads nothing and writes nothing. */
    public static FakePeer silent() throws IOException {
        return scripted(null);
    }

    /** As {@link #silent()}, at this address. */
    public static FakePeer silentAt(InetSocketAddress address) throws IOException {
        return new FakePeer(new ServerSocket(address.getPort(), 50, address.getAddress()), null);
    }

    /** Answers the first bytes of each client with these, and reads on until the client leaves. */
    public static FakePeer answering(byte[] answer) throws IOException {
        return scripted((peer, client) -> {
            InputStream in = client.getInputStream();
            if (in.read(new byte[65536]) >= 0) {
                client.getOutputStream().write(answer);
                in.transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    /** @param answers the answer to a request; null to close the connection */
    static FakePeer http(Function<String, String> answers) throws IOException {
        return scripted(httpScript(answers));
    }

    static FakePeer https(SSLContext tls, Function<String, String> answers) throws IOException {
        return new FakePeer(
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                httpScript(answers));
    }

    /** Answers a request with this head and a text that it repeats until the client leaves. */
    public static FakePeer endlessPage(String head, String text) throws IOException {
        return scripted((peer, client) -> {
            client.setSendBufferSize(8192);
            client.getInputStream().read();
            OutputStream out = client.getOutputStream();
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            try {
                out.write(("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                while (true) {
                    out.write(bytes);
                    peer.sent.addAndGet(bytes.length);
                }
            } catch (IOException e) {
                peer.left.complete(null);
            }
        });
    }

    private static Script httpScript(Function<String, String> answers) {
        return (peer, client) -> {
            String request;
            while ((request = request(client.getInputStream())) != null) {
                peer.requests.add(request);
                String answer = answers.apply(request);
                if (answer == null) {
                    return;
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        };
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return text + new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fake-peer");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Whether a further client has connected, or does within that time. */
    public boolean isVisited(Duration patience) throws InterruptedException {
        return clientPorts.poll(patience.toNanos(), TimeUnit.NANOSECONDS) != null;
    }

    /** Whether nobody has connected yet: then the first client is the one that this method connects. */
    public boolean isUnvisited() throws IOException, InterruptedException {
        try (Socket probe = new Socket(server.getInetAddress(), port())) {
            return clientPorts.take() == probe.getLocalPort();
        }
    }

    /** From now on, and for those that are connected. */
    synchronized void hangUp() {
        toHangUp = Integer.MAX_VALUE;
        sockets.forEach(FakePeer::close);
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

    private synchronized void take(Socket client) {
        connections.incrementAndGet();
        clientPorts.add(client.getPort());
        if (toHangUp > 0) {
            toHangUp--;
            close(client);
            return;
        }
        sockets.add(client);
        if (script != null) {
            open.incrementAndGet();
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) {
        try (client) {
            script.serve(this, client);
        } catch (IOException e) {
            // the client has left
        } finally {
            open.decrementAndGet();
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

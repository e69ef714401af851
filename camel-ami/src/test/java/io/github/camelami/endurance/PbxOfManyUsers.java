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
package io.github.camelami.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for many PBXes: any user may log in, and one thread answers them all, so that each login takes no time. */
final class PbxOfManyUsers implements AutoCloseable {
    private static final int ACCEPT_QUEUE = 4_096;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer received = ByteBuffer.allocate(4_096);
    private final List<Long> logins = new ArrayList<>();
    private final AtomicInteger visits = new AtomicInteger();
    private volatile boolean silent;
    private final Thread thread = new Thread(this::serve, "pbx-of-many-users");

    PbxOfManyUsers() throws IOException {
        server.bind(new InetSocketAddress("127.0.0.1", 0), ACCEPT_QUEUE);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** When the logins arrived since the last call, in nanoseconds, in order. */
    List<Long> takeLogins() {
        synchronized (logins) {
            List<Long> taken = List.copyOf(logins);
            logins.clear();
            return taken;
        }
    }

    /** Accepts connections, and says nothing, until {@link #speak}. What was accepted meanwhile is never greeted. */
    void fallSilent() {
        visits.set(0);
        silent = true;
    }

    void speak() {
        silent = false;
    }

    /** The connections that were accepted in silence. */
    int visits() {
        return visits.get();
    }

    /** Ends all connections at once. */
    void cutAll() throws IOException {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.channel() != server) {
                key.channel().close();
            }
        }
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            // the test is over
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.channel() == server) {
                accept();
            } else {
                read((SocketChannel) key.channel(), (StringBuilder) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void accept() throws IOException {
        SocketChannel client = server.accept();
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ, new StringBuilder());
        if (silent) {
            visits.incrementAndGet();
        } else {
            write(client, "Asterisk Call Manager/11.0.0\r\n");
        }
    }

    private void read(SocketChannel client, StringBuilder text) throws IOException {
        received.clear();
        if (client.read(received) < 0) {
            client.close();
            return;
        }
        text.append(StandardCharsets.US_ASCII.decode(received.flip()));
        for (int end; (end = text.indexOf("\r\n\r\n")) >= 0; ) {
            answer(client, text.substring(0, end + 2));
            text.delete(0, end + 4);
        }
    }

    private void answer(SocketChannel client, String action) throws IOException {
        String name = field(action, "Action: ");
        if (name.equals("Login")) {
            synchronized (logins) {
                logins.add(System.nanoTime());
            }
        }
        String more =
                switch (name) {
                    case "Challenge" -> "Challenge: 123456789\r\n";
                    case "Login" -> "Message: Authentication accepted\r\n";
                    case "Events" -> "Events: On\r\n";
                    case "Ping" -> "Ping: Pong\r\n";
                    default -> "";
                };
        write(client, "Response: Success\r\nActionID: " + field(action, "ActionID: ") + "\r\n" + more + "\r\n");
        if (name.equals("Login")) {
            write(
                    client,
                    "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Hello\r\nAddress: "
                            + client.getRemoteAddress() + "\r\n\r\n");
        }
        if (name.equals("Logoff")) {
            client.close();
        }
    }

    private static String field(String action, String name) {
        int start = action.indexOf(name) + name.length();
        return action.substring(start, action.indexOf('\r', start));
    }

    private static void write(SocketChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() throws IOException {
        cutAll();
        server.close();
        selector.close();
    }
}

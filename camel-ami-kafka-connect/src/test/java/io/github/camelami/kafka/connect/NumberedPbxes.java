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
package io.github.camelami.kafka.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Many PBXes in one thread, which number their events. They share a port: the name of the user says which PBX is meant.
 * Each sends the same number of events per second, also while nobody is logged in.
 */
final class NumberedPbxes implements TopicCheck.SentNumbers, AutoCloseable {
    private static final int TICK = 5;
    private static final int MOST_UNREAD = 1024 * 1024;

    private final long period;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Map<String, Pbx> pbxes = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "numbered-pbxes");
    private volatile boolean closed;
    private volatile boolean silent;

    /** One PBX. Only the thread of all PBXes changes it. */
    private static final class Pbx {
        private final String name;
        private final Set<Session> sessions = new HashSet<>();
        /** When each number was sent, by the clock of this machine. */
        private volatile long[] sentAt = new long[1 << 16];

        private volatile int sent;
        private volatile int open;
        private volatile int most;
        private volatile int logins;
        private long due;

        private Pbx(String name, long due) {
            this.name = name;
            this.due = due;
        }
    }

    private static final class Session {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final StringBuilder in = new StringBuilder();
        private final Deque<ByteBuffer> out = new ArrayDeque<>();
        private int unread;
        private Pbx pbx;
        private boolean wantsEvents;
        private boolean ends;

        private Session(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }
    }

    NumberedPbxes(int eventsPerSecond) throws IOException {
        period = 1000L / eventsPerSecond;
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Adds a PBX, which begins to number its events. */
    void add(String name) {
        pbxes.put(name, new Pbx(name, System.currentTimeMillis() + pbxes.size() * 7L % period));
    }

    /** Ends the numbering. */
    void fallSilent() {
        silent = true;
    }

    /** The last number of a PBX; numbers begin with 1. */
    int sent(String pbx) {
        return pbxes.get(pbx).sent;
    }

    @Override
    public long sentAt(String pbx, int number) {
        return pbxes.get(pbx).sentAt[number];
    }

    int sessions(String pbx) {
        return pbxes.get(pbx).open;
    }

    /** The most sessions that a PBX ever had at a time. */
    int mostSessions(String pbx) {
        return pbxes.get(pbx).most;
    }

    int logins(String pbx) {
        return pbxes.get(pbx).logins;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(TICK);
                for (SelectionKey key : selector.selectedKeys()) {
                    handle(key);
                }
                selector.selectedKeys().clear();
                long now = System.currentTimeMillis();
                for (Pbx pbx : pbxes.values()) {
                    while (!silent && pbx.due <= now) {
                        pbx.due += period;
                        emit(pbx, now);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void emit(Pbx pbx, long now) throws IOException {
        int number = pbx.sent + 1;
        if (number == pbx.sentAt.length) {
            pbx.sentAt = java.util.Arrays.copyOf(pbx.sentAt, 2 * number);
        }
        pbx.sentAt[number] = now;
        pbx.sent = number;
        byte[] event = ("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Numbered\r\nNumber: " + number
                        + "\r\nPbx: " + pbx.name + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (Session session : Set.copyOf(pbx.sessions)) {
            if (session.wantsEvents) {
                send(session, event);
            }
        }
    }

    private void handle(SelectionKey key) throws IOException {
        if (key.isValid() && key.isAcceptable()) {
            SocketChannel channel = server.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                SelectionKey registered = channel.register(selector, SelectionKey.OP_READ);
                Session session = new Session(channel, registered);
                registered.attach(session);
                send(session, "Asterisk Call Manager/9.0.0\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } else if (key.isValid()) {
            Session session = (Session) key.attachment();
            if (key.isReadable()) {
                read(session);
            }
            if (key.isValid() && key.isWritable()) {
                flush(session);
            }
        }
    }

    private void read(Session session) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        int count;
        try {
            count = session.channel.read(bytes);
        } catch (IOException e) {
            count = -1;
        }
        if (count < 0) {
            end(session);
            return;
        }
        session.in.append(new String(bytes.array(), 0, count, StandardCharsets.UTF_8));
        int end;
        while ((end = session.in.indexOf("\r\n\r\n")) >= 0) {
            Map<String, String> action = new LinkedHashMap<>();
            for (String line : session.in.substring(0, end).split("\r\n")) {
                int colon = line.indexOf(':');
                action.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
            session.in.delete(0, end + 4);
            answer(session, action);
        }
    }

    private void answer(Session session, Map<String, String> action) throws IOException {
        String id = action.containsKey("ActionID") ? "ActionID: " + action.get("ActionID") + "\r\n" : "";
        String text =
                switch (action.get("Action")) {
                    case "Login" -> login(session, action.get("Username"));
                    case "Events" -> {
                        session.wantsEvents = !action.get("EventMask").equals("off");
                        yield "Response: Success\r\n" + id + "Events: " + (session.wantsEvents ? "On" : "Off");
                    }
                    case "Ping" -> "Response: Success\r\n" + id + "Ping: Pong";
                    case "CoreStatus" ->
                        "Response: Success\r\n" + id + "CoreStartupDate: 2026-01-01\r\nCoreStartupTime: 00:00:00";
                    case "Logoff" -> {
                        session.ends = true;
                        yield "Response: Goodbye\r\n" + id + "Message: Thanks for all the fish.";
                    }
                    default -> "Response: Error\r\n" + id + "Message: Invalid/unknown command";
                };
        String withId = text.contains("ActionID") || id.isEmpty()
                ? text
                : text.replaceFirst("\r\n", "\r\n" + id.replace("$", "\\$"));
        send(session, (withId + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String login(Session session, String user) {
        Pbx pbx = pbxes.get(user);
        if (pbx == null) {
            session.ends = true;
            return "Response: Error\r\nMessage: Authentication failed";
        }
        session.pbx = pbx;
        session.wantsEvents = true;
        pbx.sessions.add(session);
        pbx.logins++;
        pbx.open = pbx.sessions.size();
        pbx.most = Math.max(pbx.most, pbx.open);
        return "Response: Success\r\nMessage: Authentication accepted";
    }

    private void send(Session session, byte[] bytes) throws IOException {
        session.out.add(ByteBuffer.wrap(bytes));
        session.unread += bytes.length;
        flush(session);
        if (session.unread > MOST_UNREAD) {
            end(session);
        }
    }

    private void flush(Session session) throws IOException {
        try {
            while (!session.out.isEmpty()) {
                ByteBuffer next = session.out.peek();
                session.unread -= session.channel.write(next);
                if (next.hasRemaining()) {
                    session.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    return;
                }
                session.out.remove();
            }
            session.key.interestOps(SelectionKey.OP_READ);
        } catch (IOException e) {
            end(session);
            return;
        }
        if (session.ends) {
            end(session);
        }
    }

    private static void end(Session session) throws IOException {
        session.key.cancel();
        session.channel.close();
        Pbx pbx = session.pbx;
        if (pbx != null && pbx.sessions.remove(session)) {
            pbx.open = pbx.sessions.size();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        thread.join();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

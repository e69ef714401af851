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
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * The PBX of all measurements, in a process of its own: takes any login, answers any action, and sends recorded events
 * as its control connection demands. Listens on {@link #HOST}, an address of Linux's loopback that no PBX uses, as
 * camel-asterisk can reach port 5038 only.
 */
public final class Feeder {
    static final String HOST = "127.0.0.38";
    static final int PORT = 5038;
    static final int TLS_PORT = 5039;
    static final int CONTROL_PORT = 5040;
    static final int HTTP_PORT = 8088;

    /** Ends each repetition of the recording; passes every filter that is measured, where the recording does not. */
    static final String MARKER = "AgentLogin";

    static final String SENT_AT = "SentAt";

    static final byte[] MARK = ascii(
            "Event: " + MARKER
                    + "\r\nPrivilege: agent,all\r\nTimestamp: 1700000000.1\r\nSystemName: feeder\r\nChannel: marker\r\nAgent: 1001\r\nUniqueid: 1700000000.1\r\n\r\n");

    /** Repetitions under way: fewer events than a consumer's buffer has room for by default. */
    private static final int WINDOW = 2;

    private final Map<String, OutputStream> clients = new ConcurrentHashMap<>();
    private final HttpFeeder http = new HttpFeeder(HOST, HTTP_PORT);

    public static void main(String[] args) throws Exception {
        Feeder feeder = new Feeder();
        feeder.listen(new ServerSocket(PORT, 2000, InetAddress.getByName(HOST)), feeder::serve);
        feeder.listen(
                ((SSLServerSocketFactory) Tls.server().getServerSocketFactory())
                        .createServerSocket(TLS_PORT, 10, InetAddress.getByName(HOST)),
                feeder::serve);
        feeder.listen(new ServerSocket(CONTROL_PORT, 10, InetAddress.getByName(HOST)), feeder::control);
        feeder.http.start();
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private interface Service {
        void serve(Socket socket) throws IOException;
    }

    private void listen(ServerSocket server, Service service) {
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> service.serve(socket));
            }
        });
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(null, () -> run(task), "feeder", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (IOException e) {
            // the client has gone
        }
    }

    /** Answers are written when no further action is there to be read. */
    private void serve(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(ascii("Asterisk Call Manager/11.0.0\r\n"));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 65536);
        Answers answers = new Answers(out);
        String user = null;
        for (String line; (line = in.readLine()) != null; ) {
            user = Answers.valueOf("Username", line, user);
            answers.line(line);
            if (!in.ready()) {
                if (user != null) {
                    clients.put(user, out);
                }
                answers.flush();
            }
        }
    }

    private void control(Socket socket) throws IOException {
        Semaphore window = new Semaphore(WINDOW);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line; (line = in.readLine()) != null; ) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "next" -> window.release();
                case "flood" -> {
                    Recording recording = Recording.shaped(words[3]);
                    window.drainPermits();
                    window.release(WINDOW);
                    daemon(() -> flood(words[1], Integer.parseInt(words[2]), recording, window));
                }
                case "pace" -> daemon(() -> pace(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3])));
                default -> throw new IOException(line);
            }
        }
    }

    /** Sends the recording over and over, each time ended by the mark that the receiver answers with {@code next}. */
    private void flood(String user, int times, Recording recording, Semaphore window) throws IOException {
        for (int i = 0; i < times; i++) {
            window.acquireUninterruptibly();
            OutputStream out = out(user);
            recording.writeTo(out);
            out.write(MARK);
            out.flush();
        }
    }

    private OutputStream out(String user) {
        return user.startsWith("http-") ? http.out(user) : clients.get(user);
    }

    /**
     * Sends events evenly to a user, or with {@code prefix-} to all whose names start so; each tells when it was due,
     * in nanoseconds.
     */
    private void pace(String users, int perSecond, int count) throws IOException {
        OutputStream[] outs = users.endsWith("-")
                ? clients.entrySet().stream()
                        .filter(client -> client.getKey().startsWith(users))
                        .map(Map.Entry::getValue)
                        .toArray(OutputStream[]::new)
                : new OutputStream[] {out(users)};
        Recording recording = Recording.shaped("recorded");
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            outs[i % outs.length].write(recording.event(i, due));
        }
        for (OutputStream out : outs) {
            out.write(MARK);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

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

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelami.internal.codec.MxmlWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** The feeder's web server: sessions are named as their users are; WaitEvent brings what was sent meanwhile. */
final class HttpFeeder {
    /** What one WaitEvent brings at most: some thousand events. */
    private static final int MOST = 2 * 1024 * 1024;

    /** The events that wait for a user's next WaitEvent. */
    private static final class Inbox extends OutputStream {
        private final ByteArrayOutputStream events = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            for (int at = from; at < from + length; ) {
                int end = Math.min(at + MOST, from + length);
                while (end < from + length && !(bytes[end - 1] == '\n' && bytes[end - 3] == '\n')) {
                    end++;
                }
                awaitEmpty();
                events.write(bytes, at, end - at);
                notifyAll();
                at = end;
            }
        }

        private void awaitEmpty() {
            try {
                while (events.size() > MOST) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        synchronized byte[] take(long millis) throws InterruptedException {
            if (events.size() == 0) {
                wait(millis);
            }
            byte[] all = events.toByteArray();
            events.reset();
            notifyAll();
            return all;
        }
    }

    private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();
    private final InetSocketAddress address;

    HttpFeeder(String host, int port) {
        address = new InetSocketAddress(host, port);
    }

    void start() throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByName(address.getHostName()), address.getPort()), 10);
        server.createContext("/rawman", exchange -> serve(exchange, "text/plain", answer -> answer));
        server.createContext("/mxml", exchange -> serve(exchange, "text/xml", MxmlWriter::write));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Where the events of a user go. */
    OutputStream out(String user) {
        return inboxes.computeIfAbsent(user, any -> new Inbox());
    }

    private interface Format {
        byte[] of(byte[] answer);
    }

    private void serve(HttpExchange exchange, String type, Format format) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Answers answers = new Answers(body);
        String action = "";
        String user = null;
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        for (String field : form.split("&")) {
            String line = URLDecoder.decode(field.replaceFirst("=", ": "), StandardCharsets.UTF_8);
            action = Answers.valueOf("Action", line, action);
            user = Answers.valueOf("Username", line, user);
            answers.line(line);
        }
        if (action.equalsIgnoreCase("WaitEvent") && cookie != null) {
            answers.events(take(cookie.replaceAll(".*\"(.*)\".*", "$1")));
        } else {
            answers.line("");
        }
        answers.flush();
        byte[] bytes = format.of(body.toByteArray());
        exchange.getResponseHeaders().add("Content-Type", type);
        if (user != null) {
            exchange.getResponseHeaders().add("Set-Cookie", "mansession_id=\"" + user + "\"; Version=1; Max-Age=60");
        }
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private byte[] take(String user) {
        try {
            return inboxes.computeIfAbsent(user, any -> new Inbox()).take(1_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

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
package io.github.camelami.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the HTTP server. One thread answers its requests one after the other. */
final class HttpConnection {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final SimulatedHttp http;
    private final HttpSettings settings;
    private final Wire wire;
    private final CountDownLatch closed = new CountDownLatch(1);
    private OutputStream out;
    private volatile boolean idle = true;
    private volatile boolean leaving;

    HttpConnection(SimulatedHttp http, HttpSettings settings, Wire wire) {
        this.http = http;
        this.settings = settings;
        this.wire = wire;
    }

    void run() {
        try {
            wire.handshake();
            wire.readTimeout(settings.keepAlive());
            out = new BufferedOutputStream(wire.output(), 8192);
            serve(new HttpRequestReader(new BufferedInputStream(wire.input())));
            wire.endOutput();
        } catch (IOException e) {
            LOG.debug("connection from {} ended: {}", wire.remote(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cut(Cut.FIN);
            http.ended(this);
        }
    }

    private void serve(HttpRequestReader reader) throws IOException, InterruptedException {
        while (!leaving) {
            ReceivedRequest request;
            try {
                request = reader.next();
            } catch (HttpRequestReader.BadRequest e) {
                leaving = true;
                send(http.site().page(400, "Bad Request", e.getMessage()), null, 0);
                return;
            }
            if (request == null) {
                return;
            }
            idle = false;
            leaving |= request.asksToClose();
            http.answer(request, this);
            idle = true;
        }
    }

    /**
     * Sends an answer whose Content-Length exceeds its body by {@code missing} bytes.
     *
     * @param request null if the client's bytes were not a valid request
     */
    void send(HttpResponse response, ReceivedRequest request, long missing) throws IOException {
        sendHead(response, request, response.length() + missing);
        if (request == null || !request.method().equals("HEAD")) {
            response.writeBody(out);
        }
        out.flush();
    }

    void sendHead(HttpResponse response, ReceivedRequest request, long length) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 " + response.status() + " " + response.reason() + "\r\n")
                .append("Server: " + settings.serverName() + "\r\n")
                .append("Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .append(request == null || request.asksToClose() || length < 0 ? "\r\nConnection: close" : "")
                .append("\r\nCache-Control: no-cache, no-store\r\n");
        response.headers().forEach(line -> head.append(line).append("\r\n"));
        head.append(length < 0 ? "" : "Content-Length: " + length + "\r\n").append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (request != null) {
            request.answered(response.status());
        }
    }

    void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Waits until the client closes the connection. */
    void hold() throws IOException {
        leaving = true;
        wire.readTimeout(Duration.ZERO);
        while (wire.input().read() >= 0) {
            LOG.trace("what the client still sends is not read");
        }
    }

    void pause(Duration time) throws InterruptedException {
        closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Closes the connection at once. May be called on any thread. */
    void cut(Cut how) {
        if (how == Cut.FIN) {
            wire.close();
        } else {
            wire.reset();
        }
        closed.countDown();
    }

    /** Ends the connection after the current answer, or at once if there is none. */
    void leave() {
        leaving = true;
        if (idle) {
            cut(Cut.FIN);
        }
    }

    void awaitEnd(Duration limit) throws InterruptedException {
        pause(limit);
        cut(Cut.FIN);
    }

    Wire wire() {
        return wire;
    }
}

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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * An HTTP request and its answer, which has not been sent yet. An {@link HttpFault} decides what is sent. Used on the
 * thread of the connection.
 */
public final class HttpAnswer {

    private final SimulatedPbx pbx;
    private final HttpSite site;
    private final HttpConnection connection;
    private final ReceivedRequest request;
    private HttpExchange exchange;
    private HttpResponse response;

    HttpAnswer(SimulatedPbx pbx, HttpSite site, HttpConnection connection, ReceivedRequest request) {
        this.pbx = pbx;
        this.site = site;
        this.connection = connection;
        this.request = request;
    }

    /** The request. */
    public ReceivedRequest request() {
        return request;
    }

    /** Runs the request, unless it has already run, and returns its ordinary answer. */
    public HttpResponse run() throws InterruptedException {
        if (response == null) {
            site.answer(this);
        }
        return response;
    }

    /**
     * Runs the request and sends its ordinary answer. If the action of the request has a {@link Fault}, it may prevent
     * the answer.
     */
    public void send() throws IOException, InterruptedException {
        run();
        if (exchange == null || exchange.isAnswered() && !exchange.isCut()) {
            send(response);
        } else if (!exchange.isCut()) {
            hold();
        } else {
            if (exchange.isFlushed()) {
                connection.send(response, request, exchange.endsInsideMessage() ? 1 : 0);
            }
            cut(exchange.cut());
        }
    }

    /** Sends this answer instead of the ordinary one. */
    public void send(HttpResponse answer) throws IOException {
        connection.send(answer, request, 0);
    }

    /** Sends the head of an answer, and only the first {@code bytes} bytes of its body. */
    public void sendPart(HttpResponse answer, int bytes) throws IOException {
        byte[] body = answer.body();
        int sent = Math.min(bytes, body.length);
        connection.send(answer.withBody(Arrays.copyOf(body, sent)), request, body.length - sent);
    }

    /**
     * Sends the head of an answer without a length, and then a body that continues until the client closes the
     * connection.
     */
    public void sendEndlessly(HttpResponse answer) throws IOException {
        connection.sendHead(answer, request, -1);
        byte[] block = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            connection.sendBytes(block);
        }
    }

    /** Sends nothing, and leaves the connection open until the client closes it. */
    public void hold() throws IOException {
        connection.hold();
    }

    /** Ends the connection at once. */
    public void cut(Cut how) {
        connection.cut(how);
    }

    /** Waits for this time, or until the connection ends. */
    public void pause(Duration time) throws InterruptedException {
        connection.pause(time);
    }

    /**
     * Marks the session as in use, so that it does not expire.
     *
     * @param session null if the request is refused
     */
    void begin(HttpSession session) {
        if (session != null) {
            exchange = new HttpExchange(pbx, connection, request, session);
            session.began(exchange);
        }
    }

    HttpExchange exchange() {
        return exchange;
    }

    void ready(HttpResponse answer) {
        response = answer;
    }

    Wire wire() {
        return connection.wire();
    }
}

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

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * The least that sends actions from a Camel route: numbers them, writes together what has come meanwhile, and goes on
 * with the route on the thread that reads the answer. Knows only Pings and their answers; no timeout, no recovery, no
 * limit, no counter.
 */
final class SketchProducer extends DefaultAsyncProducer {
    private static final int IN_FLIGHT = 1_024;
    private static final int ID = "Response: Success\r\nActionID: ".length();
    private static final byte[] PING = Feeder.ascii("Action: Ping\r\nActionID: ");
    private static final byte[] END = Feeder.ascii("\r\n\r\n");

    private record Sent(Exchange exchange, AsyncCallback callback) {}

    private final String user;
    private final AtomicReferenceArray<Sent> sent = new AtomicReferenceArray<>(IN_FLIGHT);
    private byte[] unwritten = new byte[64 * 1024];
    private int length;
    private int number = 1_000_000;
    private SketchConnection connection;

    SketchProducer(Endpoint endpoint, String user) {
        super(endpoint);
        this.user = user;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connection = new SketchConnection(user, this::answer);
        Thread writer = new Thread(this::write, "sketch-writer");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    protected void doStop() throws Exception {
        connection.close();
        super.doStop();
    }

    @Override
    public synchronized boolean process(Exchange exchange, AsyncCallback callback) {
        number++;
        sent.set(number % IN_FLIGHT, new Sent(exchange, callback));
        if (length == 0) {
            notify();
        }
        append(PING);
        append(Feeder.ascii(String.valueOf(number)));
        append(END);
        return false;
    }

    private void append(byte[] bytes) {
        System.arraycopy(bytes, 0, unwritten, length, bytes.length);
        length += bytes.length;
    }

    private void write() {
        byte[] written = new byte[unwritten.length];
        try {
            while (true) {
                int count;
                synchronized (this) {
                    while (length == 0) {
                        wait();
                    }
                    byte[] spare = written;
                    written = unwritten;
                    unwritten = spare;
                    count = length;
                    length = 0;
                }
                connection.out().write(written, 0, count);
            }
        } catch (IOException | InterruptedException e) {
            // closed
        }
    }

    private void answer(byte[] answer) {
        int id = 0;
        for (int at = ID; answer[at] != '\r'; at++) {
            id = 10 * id + answer[at] - '0';
        }
        Sent action = sent.getAndSet(id % IN_FLIGHT, null);
        action.exchange.getMessage().setBody(answer);
        action.callback.done(false);
    }
}

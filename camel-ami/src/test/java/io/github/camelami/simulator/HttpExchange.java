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
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An HTTP request that contains an action, while its answer is being built. The parts of the answer are not copied. */
final class HttpExchange implements AnswerOutput {

    private final SimulatedPbx pbx;
    private final HttpConnection connection;
    private final ReceivedRequest request;
    private final HttpSession session;
    private final List<byte[]> parts = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Runnable postponed;
    private boolean answered;
    private boolean flushed;
    private volatile Cut cut;

    HttpExchange(SimulatedPbx pbx, HttpConnection connection, ReceivedRequest request, HttpSession session) {
        this.pbx = pbx;
        this.connection = connection;
        this.request = request;
        this.session = session;
    }

    void run() throws InterruptedException {
        List<String> lines = request.parameters().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList();
        String raw = lines.stream().map(line -> line + "\r\n").collect(Collectors.joining("", "", "\r\n"));
        ReceivedAction action = new ReceivedAction(session, this, lines, raw, null);
        pbx.remember(action);
        try {
            new PendingAnswer(pbx, action).proceed();
            if (postponed != null) {
                postponed.run();
            }
        } finally {
            session.ended(this);
        }
    }

    /** Whether the action was answered. The answer may be empty. */
    boolean isAnswered() {
        return answered;
    }

    boolean isCut() {
        return cut != null;
    }

    /** How the connection is to end instead of a complete answer, or null. */
    Cut cut() {
        return cut;
    }

    /** Whether to send the bytes that were written so far before the connection is cut. */
    boolean isFlushed() {
        return flushed;
    }

    boolean endsInsideMessage() {
        return parts.isEmpty() || !WireText.decode(parts.get(parts.size() - 1)).endsWith("\r\n\r\n");
    }

    void writeRaw(OutputStream out) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
        }
    }

    void writeXml(OutputStream out) throws IOException {
        String destination = request.parameter("ajaxdest");
        String objectType = request.parameter("ajaxobjtype");
        MxmlWriter writer = new MxmlWriter(
                out, destination.isEmpty() ? "unknown" : destination, objectType.isEmpty() ? "generic" : objectType);
        for (byte[] part : parts) {
            writer.write(part);
        }
        writer.finish();
    }

    @Override
    public void write(byte[] bytes) {
        answered = true;
        if (bytes.length > 0) {
            parts.add(bytes);
        }
    }

    @Override
    public void flush() {
        flushed = true;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void later(Duration delay, Runnable task) {
        if (delay.isZero()) {
            throw new UnsupportedOperationException("an answer over HTTP has one turn; see HttpFault.endlessBody");
        }
        postponed = () -> {
            try {
                pause(delay);
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void finishAfterAnswer() {
        session.doom();
    }

    @Override
    public void cut(Cut how) {
        cut = how;
    }

    /** Cuts the connection at once. May be called on any thread. */
    void cutNow(Cut how) {
        cut = how;
        ended.countDown();
        connection.cut(how);
    }
}

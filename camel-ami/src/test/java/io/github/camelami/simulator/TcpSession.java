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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session over a TCP connection. One thread runs the actions one after the other, and writes everything. An answer
 * therefore precedes the events that its action causes, and an action that waits also delays the events. A second
 * thread only reads.
 */
final class TcpSession extends SimulatedSession implements AnswerOutput {

    private static final Logger LOG = LoggerFactory.getLogger(TcpSession.class);
    private static final int READ_AHEAD = 256;
    private static final int LINGER_MILLIS = 100;

    /** A task for the thread of the session. */
    private sealed interface Item {

        record Act(ReceivedAction action) implements Item {}

        record Tell(List<OutgoingEvent> events) implements Item {}

        record Raw(byte[] bytes) implements Item {}

        record Late(Runnable task) implements Item {}

        record End() implements Item {}
    }

    private static final Item END = new Item.End();

    private final SimulatedPbx pbx;
    private final Wire wire;
    private final SessionInbox<Item> inbox = new SessionInbox<>();
    private final Semaphore readAhead = new Semaphore(READ_AHEAD);
    private final long openedAt = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch readerDone = new CountDownLatch(1);
    private volatile SessionOutput out;
    private volatile boolean finishing;
    private volatile boolean mute;

    TcpSession(SimulatedPbx pbx, Wire wire) {
        super(pbx.settings().version().hasQueues());
        this.pbx = pbx;
        this.wire = wire;
    }

    @Override
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    @Override
    public void sendRaw(byte[] bytes) {
        inbox.addEvent(new Item.Raw(bytes.clone()));
    }

    @Override
    public void disconnect() {
        finishing = true;
        wire.close();
        closed();
    }

    @Override
    public void reset() {
        finishing = true;
        wire.reset();
        closed();
    }

    void run(Greeting greeting) {
        try {
            wire.handshake();
            out = new SessionOutput(wire.output());
            RequestReader reader = new RequestReader(wire.input(), this, pbx.bytesCounter());
            out.write(greeting.bytes());
            out.flush();
            mute = greeting.then() == Greeting.Then.STALL;
            finishing |= greeting.then() == Greeting.Then.CLOSE;
            pbx.thread("reader", () -> read(reader));
            serve();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} ended: {}", this, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void serve() throws IOException, InterruptedException {
        while (isOpen() && !finishing) {
            Item item = inbox.poll();
            if (item == null) {
                out.flush();
                item = inbox.take();
            }
            handle(item);
        }
        finish();
    }

    private void handle(Item item) throws InterruptedException {
        if (item instanceof Item.Act act) {
            readAhead.release();
            if (!mute) {
                new PendingAnswer(pbx, act.action()).proceed();
            }
        } else if (item instanceof Item.Tell tell) {
            tell(tell.events());
        } else if (item instanceof Item.Late late) {
            late.task().run();
        } else if (item instanceof Item.Raw raw) {
            write(raw.bytes());
        } else {
            finishing = true;
        }
    }

    private void tell(List<OutgoingEvent> events) {
        for (OutgoingEvent event : events) {
            if (hasQueue() || wants(event)) {
                write(event.bytes());
            }
        }
    }

    private void read(RequestReader reader) {
        try {
            for (ReceivedAction action = reader.next(); action != null; action = reader.next()) {
                pbx.remember(action);
                readAhead.acquire();
                inbox.addTurn(new Item.Act(action));
            }
        } catch (IOException e) {
            LOG.debug("reading ended: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readerDone.countDown();
        inbox.addTurn(END);
    }

    /**
     * Ends the stream when everything has been written. Waits for a moment, so that the client can close its side
     * first. Otherwise a reset might overtake the last answer.
     */
    private void finish() throws IOException, InterruptedException {
        if (isOpen()) {
            out.flush();
            readAhead.release(READ_AHEAD);
            wire.endOutput();
            readerDone.await(LINGER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void deliver(List<OutgoingEvent> events) {
        List<OutgoingEvent> queued =
                hasQueue() ? events.stream().filter(this::wants).toList() : events;
        if (!queued.isEmpty()) {
            inbox.addEvent(new Item.Tell(queued));
        }
    }

    @Override
    public void later(Duration delay, Runnable task) {
        Item late = new Item.Late(task);
        if (delay.isZero()) {
            inbox.addTurn(late);
        } else {
            pbx.timers().after(delay, () -> inbox.addTurn(late));
        }
    }

    /** Ends the connection when everything that waits has been written. */
    void end() {
        inbox.addEvent(END);
    }

    /** Waits until the connection has ended, and closes it after this time. Called on other threads. */
    void awaitEnd(Duration limit) {
        try {
            closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disconnect();
    }

    @Override
    public void finishAfterAnswer() {
        finishing = true;
    }

    /** Answers a WaitEvent. Over TCP, the answer has no EventList field, and a further action ends the wait. */
    @Override
    Reply waitEvent(ReceivedAction action) throws InterruptedException {
        String timeout = action.field("Timeout");
        Duration limit = timeout.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(timeout)) : Duration.ofDays(1);
        flush();
        inbox.await(limit.toMillis());
        write(pbx.render(Reply.success("Waiting for Event completed."), action));
        for (Item item = inbox.pollEvent(); item != null; item = inbox.pollEvent()) {
            handle(item);
        }
        return Reply.raw(
                SimulatedEvent.named("WaitEventComplete").withIdOf(action).toString());
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        flush();
        closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    void cutIfOverdue(Duration writeTimeout, Duration authTimeout) {
        SessionOutput current = out;
        if (current != null && current.stalledFor(writeTimeout.toNanos())) {
            LOG.info("{} cut: a write stalled for longer than the write timeout", this);
            disconnect();
        } else if (pbxUser() == null && System.nanoTime() - openedAt > authTimeout.toNanos()) {
            disconnect();
        }
    }

    @Override
    public void cut(Cut how) {
        if (how == Cut.FIN) {
            disconnect();
        } else {
            reset();
        }
    }

    @Override
    Wire wire() {
        return wire;
    }

    private void closed() {
        closed.countDown();
        inbox.addEvent(END);
        readAhead.release(READ_AHEAD);
        pbx.sessionEnded(this);
    }
}

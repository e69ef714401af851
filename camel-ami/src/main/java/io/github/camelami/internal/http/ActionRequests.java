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
package io.github.camelami.internal.http;

import io.github.camelami.internal.codec.AmiEncoder;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the actions of a connection over HTTP one after the other, as on a socket, and reads their answers. */
final class ActionRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ActionRequests.class);

    /**
     * How long a Logoff waits until a poll that is being sent has reached the PBX. The session allows 1.5 s for a
     * Logoff, so the rest of that time remains for the Logoff itself and its answer. A Logoff that has already waited
     * for another action waits only half as long for the poll.
     */
    private static final Duration HOLD_OF_LOGOFF = Duration.ofSeconds(1);

    private record Frame(OutgoingAction outgoing, byte[] form) {}

    private final HttpSettings settings;
    private final AjamClient client;
    private final PollGate turns;
    private final EventPolls polls;
    private final SynchronizedSink sink;
    private final Duration grace;
    private final AnswerReader reader;
    private final Executor threads;
    private final Consumer<Throwable> failing;
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sending = new AtomicBoolean();
    /** Whether the connection is being ended, so that only a Logoff may still be sent. */
    private volatile boolean ending;

    /**
     * Creates the sender of actions for one connection.
     *
     * @param grace how long to wait for an answer after the timeout of its action
     * @param failing receives the reason if the connection must end
     */
    ActionRequests(
            HttpSettings settings,
            AjamClient client,
            PollGate turns,
            EventPolls polls,
            SynchronizedSink sink,
            Duration grace,
            AnswerReader reader,
            Executor threads,
            Consumer<Throwable> failing) {
        this.settings = settings;
        this.client = client;
        this.turns = turns;
        this.polls = polls;
        this.sink = sink;
        this.grace = grace;
        this.reader = reader;
        this.threads = threads;
        this.failing = failing;
    }

    void send(OutgoingAction outgoing) {
        frames.add(new Frame(outgoing, AmiEncoder.form(outgoing.action(), outgoing.actionId(), settings.charset())));
        if (sending.compareAndSet(false, true)) {
            try {
                threads.execute(this::sendAll);
            } catch (RuntimeException | Error e) {
                // no thread is available, because the context is stopping or the machine has no more; the connection
                // ends, so that no action waits forever
                failing.accept(e);
                sending.set(false);
            }
        }
    }

    void sendLogoffNow() {
        ending = true;
        for (Frame next; (next = frames.poll()) != null; ) {
            Frame frame = next;
            if (frame.outgoing().action().is("Logoff")) {
                try {
                    threads.execute(() -> exchange(frame));
                } catch (RuntimeException | Error e) {
                    failing.accept(e);
                }
            }
        }
    }

    /** Sends the waiting actions one after the other, so that the PBX receives them in order. */
    private void sendAll() {
        do {
            Frame frame;
            while (!turns.isClosed() && (frame = frames.poll()) != null) {
                exchange(frame);
            }
            sending.set(false);
        } while (!turns.isClosed() && !frames.isEmpty() && sending.compareAndSet(false, true));
    }

    private void exchange(Frame frame) {
        OutgoingAction outgoing = frame.outgoing();
        Duration patience = outgoing.timeout().plus(grace);
        if (outgoing.hasEnded()) {
            return;
        }
        try {
            EventClasses newMask = outgoing.newMask();
            if (outgoing.endsSession()) {
                turns.hold(ending ? HOLD_OF_LOGOFF.dividedBy(2) : HOLD_OF_LOGOFF);
            } else if (newMask != null && newMask.isEmpty()) {
                turns.hold(grace);
            } else if (newMask != null) {
                polls.forgetQueue();
            }
            if (ending && !outgoing.endsSession()) {
                // an action after a Logoff would begin another session
                return;
            }
            long began = System.nanoTime();
            try (AjamAnswer answer = client.post(frame.form(), patience, outgoing)) {
                turns.roundTrip(System.nanoTime() - began);
                ActionAnswerSink response = new ActionAnswerSink(sink);
                reader.read(answer, reader.decoder(), response, sink::received);
                sink.answerEnded(outgoing);
                if (response.isAccepted()) {
                    accepted(outgoing);
                }
            }
        } catch (GivenUp | SocketTimeoutException e) {
            if (outgoing.hasEnded()) {
                LOG.debug("{} {}: {}", settings, outgoing.action().name(), e.getMessage());
                sink.answerEnded(outgoing);
            } else {
                failing.accept(e);
            }
        } catch (Exception | Error e) {
            failing.accept(e);
        }
    }

    /** Applies the effects of an action that the PBX has accepted: a new event mask, or the end of the session. */
    private void accepted(OutgoingAction outgoing) {
        if (outgoing.endsSession()) {
            failing.accept(new AmiException.ConnectionFailed("logged off", null));
        } else if (outgoing.newMask() != null) {
            client.loggedIn();
            polls.accepted(outgoing.newMask());
        }
    }
}

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
package io.github.camelami.internal.session;

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A PBX without sockets or threads, for virtual time: it answers at once, on the thread that asks. */
final class StubPbx {
    static final String ACCEPTED = "Response: Success\r\nMessage: Authentication accepted\r\n";
    static final String REFUSED = "Response: Error\r\nMessage: Authentication failed\r\n";

    final ManualScheduler time = new ManualScheduler();
    final List<Duration> connects = new CopyOnWriteArrayList<>();
    final List<AmiAction> received = new CopyOnWriteArrayList<>();

    /** The wire text of the answer to an action, without ActionID; null for silence. */
    Function<AmiAction, String> answers = StubPbx::answer;

    /** What follows an answer, made of the action and its id: the items of a list. */
    BiFunction<AmiAction, String, String> items = (action, id) -> "";

    /** Why no connection can be had, or null. */
    AmiException down;

    /** Whether it is busy with something: it reads on, and answers nothing but logins until {@link #isFree}. */
    boolean busy;

    /** Whether what is sent, but for logins, does not reach it until {@link #isFree}, as over HTTP. */
    boolean unreached;

    /** Whether it keeps events until they are fetched, as over HTTP. */
    boolean keepsEvents;

    /** How often a thread has begun to read. */
    int reads;

    /** How many more times a new thread is to read. */
    int newReaders;

    int drains;
    boolean drainOverdue;

    boolean exposed;
    boolean forgetful;
    /** Whether the thread that writes blocks, as it does if the PBX reads nothing and all buffers are full. */
    volatile boolean stopped;

    final CountDownLatch resumed = new CountDownLatch(1);

    private final List<Runnable> held = new CopyOnWriteArrayList<>();
    private final List<Runnable> late = new CopyOnWriteArrayList<>();
    private Wire open;

    static String answer(AmiAction action) {
        return switch (action.name()) {
            case "Challenge" -> "Response: Success\r\nChallenge: 123456789\r\n";
            case "Login" -> ACCEPTED;
            case "Events" -> "Response: Success\r\nEvents: On\r\n";
            default -> "Response: Success\r\n";
        };
    }

    /** Silence, but for logins: their caller waits for the answer, and time with it. */
    static String answerLoginsOnly(AmiAction action) {
        return action.is("Challenge") || action.is("Login") ? answer(action) : null;
    }

    AmiSession session(TestSettings settings) {
        return session(settings, 0.5);
    }

    AmiSession session(TestSettings settings, double random) {
        SessionResources resources =
                SessionResources.of(Runnable::run, Runnable::run, time, time::nanoTime, () -> random);
        return new AmiSession(settings.build(), resources, transports());
    }

    SessionResources resources(Executor threads) {
        return SessionResources.of(threads, threads, time, time::nanoTime, () -> 0.5);
    }

    Supplier<AmiTransport> transports() {
        return Wire::new;
    }

    boolean isConnected() {
        return open != null;
    }

    long count(String action) {
        return received.stream().filter(each -> each.is(action)).count();
    }

    private void awaitResumption() {
        try {
            resumed.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends these bytes. */
    void say(String text) {
        open.say(text);
    }

    /** The transport finds that these classes bring no event. */
    void isUnreadable(EventClasses classes) {
        open.sink.unreadable(classes);
    }

    /** The transport finds that they do after all. */
    void isReadable() {
        open.sink.readable();
    }

    /** It takes what is sent, and says all that it owes. */
    void isFree() {
        busy = false;
        unreached = false;
        List<Runnable> owed = List.copyOf(late);
        late.clear();
        owed.forEach(Runnable::run);
        List<Runnable> frames = List.copyOf(held);
        held.clear();
        frames.forEach(Runnable::run);
    }

    /** It answers the oldest action that it owes an answer, and stays busy. */
    void answerOldest() {
        late.remove(0).run();
    }

    /** Closes the connection. */
    void hangUp() {
        open.end(new AmiException.ConnectionFailed("the PBX closed the connection", null));
    }

    private final class Wire implements AmiTransport {
        private ConnectionSink sink;
        private AmiDecoder decoder;

        @Override
        public void open(ConnectionSink newSink, long epoch) {
            connects.add(time.time());
            if (down != null) {
                throw down;
            }
            sink = newSink;
            decoder = new AmiDecoder(StandardCharsets.UTF_8, 65536, epoch, true);
            open = this;
            say("Asterisk Call Manager/11.0.0\r\n");
        }

        /** What arrives is passed on by whoever makes the PBX say it. */
        @Override
        public boolean receive() {
            reads++;
            return newReaders-- > 0;
        }

        @Override
        public void sendSoon(OutgoingAction outgoing) {
            if (stopped) {
                held.add(() -> send(outgoing));
            } else {
                send(outgoing);
            }
        }

        @Override
        public void send(OutgoingAction outgoing) {
            if (stopped) {
                awaitResumption();
            }
            boolean login = answerLoginsOnly(outgoing.action()) != null;
            if (unreached && !login) {
                held.add(() -> send(outgoing));
            } else if (open == this && outgoing.leaving()) {
                received.add(outgoing.action());
                if (busy && !login) {
                    late.add(() -> answer(outgoing));
                } else {
                    answer(outgoing);
                }
            }
        }

        private void answer(OutgoingAction outgoing) {
            String answer = answers.apply(outgoing.action());
            if (answer != null) {
                say(answer + "ActionID: " + outgoing.actionId() + "\r\n\r\n"
                        + items.apply(outgoing.action(), outgoing.actionId()));
            }
        }

        @Override
        public boolean isExposed() {
            return exposed;
        }

        @Override
        public boolean keepsEvents() {
            return keepsEvents;
        }

        @Override
        public boolean drain(Duration patience) {
            drains++;
            return !drainOverdue;
        }

        @Override
        public boolean isDrainOverdue() {
            return drainOverdue;
        }

        @Override
        public boolean forgetsFilters() {
            return forgetful;
        }

        @Override
        public void close() {
            end(new AmiException.ConnectionFailed("closed", null));
        }

        void say(String text) {
            if (open != this) {
                return;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            decoder.decode(bytes, 0, bytes.length, sink);
            sink.received(bytes.length);
        }

        void end(AmiException cause) {
            if (open == this) {
                open = null;
                sink.closed(cause, decoder.pending());
            }
        }
    }
}

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

import static io.github.camelami.Futures.inTime;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A session over a transport without a wire: the test sees each action as it leaves and says what comes back. */
final class ScriptedPbx implements AutoCloseable {

    /** Takes the place of the wire for actions that are not the login's. */
    interface Wire {
        void write(Link link, OutgoingAction outgoing);
    }

    static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    final List<OutgoingAction> sent = new CopyOnWriteArrayList<>();
    /** What may wait to be written with others. */
    final List<OutgoingAction> sentSoon = new CopyOnWriteArrayList<>();

    final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            deadline = deadline == null && unit.toNanos(delay) == CONNECT_TIMEOUT.toNanos() ? task : deadline;
            return super.schedule(task, delay, unit);
        }
    };
    /** What the timer does when the first attempt takes too long. */
    volatile Runnable deadline;

    /** Runs when the session asks whether others can read the connection. */
    volatile Runnable whenExposureIsAsked = () -> {};

    volatile Wire wire = Link::answer;
    volatile Link link;

    /** Runs when the answer to a login has been read, and before whoever logs in learns of it. */
    volatile Consumer<Link> onLogin = link -> {};

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<String, String>> answers = new ConcurrentHashMap<>();
    private final AmiSession session;

    ScriptedPbx() {
        this(100_000, 1024);
    }

    ScriptedPbx(int maxListEvents, int maxInFlight) {
        Duration second = Duration.ofSeconds(1);
        SessionSettings settings = new SessionSettings(
                "pbx",
                "admin",
                new GuardedSecret(new RefusedSecrets(), "admin", () -> "secret"),
                LoginMethod.PLAIN,
                CONNECT_TIMEOUT,
                Duration.ofMinutes(10),
                second,
                second,
                second,
                Duration.ZERO,
                List.of(),
                false,
                StandardCharsets.UTF_8,
                maxListEvents,
                maxInFlight);
        timer.setRemoveOnCancelPolicy(true);
        session = new AmiSession(
                settings,
                SessionResources.of(threads, threads, timer, System::nanoTime, () -> 0),
                () -> link = new Link());
        for (String action : List.of("Login", "Events", "Logoff", "Ping")) {
            on(action, id -> response(id, "Success"));
        }
    }

    /** A session that is logged in. */
    AmiSession start() {
        inTime(session.start());
        return session;
    }

    AmiSession session() {
        return session;
    }

    /** Answers an action with the text that is made from its ActionID; null is no answer. */
    void on(String action, Function<String, String> answer) {
        answers.put(action.toLowerCase(Locale.ROOT), answer);
    }

    /** Sends an action of this name and fields. */
    CompletableFuture<ActionResult> send(String action, String... fields) {
        return send(TIMEOUT, action, fields);
    }

    CompletableFuture<ActionResult> send(Duration timeout, String action, String... fields) {
        return session.send(new ActionRequest(action(action, fields), timeout, true, false));
    }

    CompletableFuture<ActionResult> stream(Duration timeout, String action) {
        return session.send(new ActionRequest(action(action), timeout, false, true));
    }

    List<String> sent(String action) {
        return sent.stream()
                .filter(each -> each.action().is(action))
                .map(OutgoingAction::actionId)
                .toList();
    }

    /** The masks that were asked for so far, that of the last login first. */
    List<String> masks() {
        return sent.stream()
                .map(each ->
                        each.action().field("Events").or(() -> each.action().field("EventMask")))
                .flatMap(Optional::stream)
                .toList();
    }

    static String response(String id, String status, String... lines) {
        return "Response: " + status + "\r\n" + (id == null ? "" : "ActionID: " + id + "\r\n")
                + String.join(
                        "", List.of(lines).stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }

    static String event(String name, String... lines) {
        return "Event: " + name + "\r\n"
                + String.join(
                        "", List.of(lines).stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }

    static EventSubscription subscription(String classes, String... snapshot) {
        return subscription(classes, 1000, WhenFull.DROP_OLDEST, snapshot);
    }

    static EventSubscription subscription(String classes, int bufferSize, WhenFull whenFull, String... snapshot) {
        return new EventSubscription(
                EventClasses.parse(classes),
                null,
                null,
                List.of(snapshot),
                TIMEOUT,
                false,
                bufferSize,
                1 << 20,
                whenFull);
    }

    /** One whose consumer wants to know what happens to the session. */
    static EventSubscription withNotices(String classes) {
        return new EventSubscription(
                EventClasses.parse(classes), null, null, List.of(), TIMEOUT, true, 1000, 1 << 20, WhenFull.DROP_OLDEST);
    }

    /** The next event, notice or snapshot. */
    static Object next(EventSubscription subscription) {
        try {
            return Polled.from(subscription, 10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static AmiAction action(String name, String... fields) {
        AmiAction.Builder builder = AmiAction.named(name);
        for (int i = 0; i < fields.length; i += 2) {
            builder.field(fields[i], fields[i + 1]);
        }
        return builder.build();
    }

    @Override
    public void close() {
        session.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** One connection. */
    final class Link implements AmiTransport {
        private final ExecutorService reader = Executors.newSingleThreadExecutor();
        private AmiDecoder decoder;
        private ConnectionSink sink;
        private boolean closed;

        @Override
        public void open(ConnectionSink to, long epoch) {
            sink = to;
            decoder = new AmiDecoder(StandardCharsets.UTF_8, 1 << 20, epoch, true);
            inTime(say("Asterisk Call Manager/11.0.0\r\n"));
        }

        /** What arrives is read on a thread of the link. */
        @Override
        public boolean receive() {
            return false;
        }

        @Override
        public void send(OutgoingAction outgoing) {
            if (outgoing.action().is("Login")) {
                sent.clear();
                answer(outgoing);
            } else {
                wire.write(this, outgoing);
            }
        }

        @Override
        public boolean isExposed() {
            whenExposureIsAsked.run();
            return false;
        }

        @Override
        public void sendSoon(OutgoingAction outgoing) {
            sentSoon.add(outgoing);
            send(outgoing);
        }

        /** Lets the action leave and answers it. */
        void answer(OutgoingAction outgoing) {
            if (outgoing.leaving()) {
                sent.add(outgoing);
                Function<String, String> answer =
                        answers.get(outgoing.action().name().toLowerCase(Locale.ROOT));
                String text = answer == null ? null : answer.apply(outgoing.actionId());
                if (text != null) {
                    CompletableFuture<Void> read = say(text);
                    if (outgoing.action().is("Login")) {
                        inTime(read);
                        onLogin.accept(this);
                    }
                }
                if (outgoing.action().is("Logoff")) {
                    close();
                }
            }
        }

        /** What the PBX sends, read at once; ended when it has been read. */
        CompletableFuture<Void> say(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.runAsync(
                    () -> {
                        decoder.decode(bytes, 0, bytes.length, sink);
                        sink.received(bytes.length);
                    },
                    reader);
        }

        /** Waits until the session has been told of the end. */
        void awaitEnd() {
            try {
                reader.awaitTermination(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                reader.execute(() -> sink.closed(
                        new AmiException.ConnectionFailed("the PBX closed the connection", null), decoder.pending()));
                reader.shutdown();
            }
        }
    }
}

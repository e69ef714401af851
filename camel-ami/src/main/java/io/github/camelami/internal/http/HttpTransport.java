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
import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/**
 * AMI over Asterisk's web server (AJAM). One thread polls for events with {@code WaitEvent}. Another one sends the
 * actions one after the other, as on a socket. All requests belong to one session of the PBX, identified by the cookie
 * {@code mansession_id} or by the digest nonce.
 */
public final class HttpTransport implements AmiTransport {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0(:0){6}:1)]", Pattern.CASE_INSENSITIVE);

    static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * The event mask to request when no events are needed. It contains one class with few events. An empty mask cannot
     * be used, because a {@code WaitEvent} turns it into a full one (observed on Asterisk 16 and 22).
     */
    private static final EventClasses ALMOST_OFF = EventClasses.parse("aoc");

    private static final AmiAction CHALLENGE =
            AmiAction.ofSession("Challenge", List.of(new AmiAction.Field("AuthType", "MD5")));

    private final HttpSettings settings;
    private final Supplier<CloseableHttpClient> clients;
    private final Executor threads;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final PollGate turns = new PollGate();

    private volatile AjamClient client;
    private volatile AmiException failure;
    private volatile EventPolls polls;
    private volatile ActionRequests actions;
    private AnswerReader reader;
    private SynchronizedSink sink;

    /**
     * Creates the transport of one connection. {@code clients} supplies its client, and {@code threads} the threads of
     * its actions.
     */
    public HttpTransport(HttpSettings settings, Supplier<CloseableHttpClient> clients, Executor threads) {
        this(settings, clients, threads, GRACE, System::nanoTime);
    }

    /**
     * @param grace how long to wait for an answer after the timeout of its request
     * @param nanoTime the clock that measures pauses between polls
     */
    HttpTransport(
            HttpSettings settings,
            Supplier<CloseableHttpClient> clients,
            Executor threads,
            Duration grace,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.clients = clients;
        this.threads = threads;
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    @Override
    public void open(ConnectionSink messages, long epoch) {
        sink = new SynchronizedSink(messages);
        reader = new AnswerReader(settings, sink, epoch);
        try {
            client = new AjamClient(settings, clients.get(), nanoTime);
            polls = new EventPolls(settings, client, turns, sink, grace, reader);
            actions = new ActionRequests(settings, client, turns, polls, sink, grace, reader, threads, this::fail);
            if (turns.isClosed()) {
                throw new IOException("closed");
            }
            greet();
        } catch (IOException | AmiException e) {
            boolean ended = turns.isClosed();
            close();
            if (e instanceof AmiException explained && !ended) {
                throw explained;
            }
            String why = ended ? "gave up while connecting" : explain((IOException) e);
            String hint = ended || !isPlain() ? "" : HttpFailure.hintOfTls((IOException) e);
            throw new AmiException.ConnectionFailed(why + " (" + settings + ')' + hint, e);
        }
    }

    /** Sends a harmless request that needs no login, to check that the other side is Asterisk. */
    private void greet() throws IOException {
        AmiAction question = settings.digest() ? AmiAction.named("Ping").build() : CHALLENGE;
        long began = System.nanoTime();
        try (AjamAnswer answer =
                client.post(AmiEncoder.form(question, null, settings.charset()), settings.connectTimeout(), null)) {
            boolean[] answered = new boolean[1];
            reader.decoder().decode(answer.body(count -> {}), message -> answered[0] = true);
            if (!answered[0]) {
                throw new AmiException.ProtocolViolation(settings + " does not answer; is it Asterisk's web server?");
            }
            sink.banner(answer.server());
        }
        turns.roundTrip(System.nanoTime() - began);
    }

    @Override
    public void send(OutgoingAction outgoing) {
        actions.send(outgoing);
    }

    @Override
    public void sendLogoffNow() {
        actions.sendLogoffNow();
    }

    /** Polls from the greeting until the connection ends, and reports the end. */
    @Override
    public boolean receive() {
        try {
            while (turns.beginPoll()) {
                long began = System.nanoTime();
                try {
                    polls.poll(turns.isHurried() ? Duration.ZERO : client.longestWait());
                } finally {
                    turns.endPoll();
                }
                turns.pause(began + settings.pollDelay().toNanos());
            }
        } catch (Exception | Error e) {
            fail(e);
        }
        close();
        sink.closed(failure == null ? new AmiException.ConnectionFailed("closed", null) : failure, reader.discarded());
        return false;
    }

    @Override
    public EventClasses leastMask() {
        return ALMOST_OFF;
    }

    @Override
    public boolean keepsEvents() {
        return true;
    }

    @Override
    public boolean drain(Duration patience) throws InterruptedException {
        return turns.drain(patience, () -> {
            try {
                threads.execute(this::pollBeside);
            } catch (RuntimeException | Error e) {
                // no thread is available, because the context is stopping or the machine has no more; the current poll
                // continues
                turns.endSecond(0);
            }
        });
    }

    @Override
    public boolean isDrainOverdue() {
        return turns.isOverdue();
    }

    private void pollBeside() {
        try {
            polls.pollBeside();
        } catch (Exception | Error e) {
            fail(e);
        }
    }

    /**
     * How long the connection may be silent before a ping. The time is longer while nobody polls: nothing then arrives
     * unless it is requested, and each ping costs an answer of about 400 bytes.
     */
    @Override
    public Duration silence(Duration keepAliveInterval) {
        return polls.isIdle() ? client.silence(keepAliveInterval) : keepAliveInterval;
    }

    @Override
    public boolean forgetsFilters() {
        return settings.digest() && polls.isIdle();
    }

    @Override
    public void close() {
        turns.close();
        AjamClient open = client;
        if (open != null) {
            open.close();
        }
    }

    private void fail(Throwable cause) {
        AmiException explained = cause instanceof AmiException known
                ? known
                : new AmiException.ConnectionFailed(
                        cause instanceof IOException broken
                                ? explain(broken) + " (" + settings + ')'
                                : "internal error: " + cause,
                        cause);
        synchronized (this) {
            failure = failure == null ? explained : failure;
        }
        close();
    }

    /**
     * Whether others can eavesdrop. Decides this by the name of the host, without a look-up. If a proxy resolves the
     * name, it may be unknown here, or the look-up may be slow.
     */
    @Override
    public boolean isExposed() {
        return isPlain() && !LOOPBACK.matcher(settings.server().getHost()).matches();
    }

    private boolean isPlain() {
        return !settings.server().getScheme().equals("https");
    }

    private String explain(IOException failure) {
        return HttpFailure.explain(failure, settings.server().getHost());
    }
}

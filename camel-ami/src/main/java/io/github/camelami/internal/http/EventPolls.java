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
import io.github.camelami.internal.transport.SynchronizedSink;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import java.io.IOException;
import java.time.Duration;

/** The {@code WaitEvent} polls of a connection over HTTP: what each requests, and what its answer shows. */
final class EventPolls {
    /**
     * The number of successive polls with events, but none of the mask, after which the mask is given up. The events of
     * the first two may have been queued under the previous mask, and a single stray event proves nothing.
     */
    static final int STRAY_POLLS = 5;

    /** A mask that the PBX has accepted; only the thread that reads a poll uses {@code strayPolls}. */
    private static final class Asked {
        private final EventClasses mask;
        private int strayPolls;

        Asked(EventClasses mask) {
            this.mask = mask;
        }
    }

    private final HttpTransport.Settings settings;
    private final AjamClient client;
    private final PollGate turns;
    private final SynchronizedSink sink;
    private final Duration grace;
    private final AnswerReader reader;
    private final AnswerDecoder decoder;

    private volatile boolean loggedIn;
    private volatile boolean idle;
    private volatile Asked asked = new Asked(EventClasses.NONE);
    /** Whether a mask was given up, and none of its events has arrived since; only for the thread that reads a poll. */
    private boolean unreadable;

    /** @param grace how much longer than its own timeout an answer may take */
    EventPolls(
            HttpTransport.Settings settings,
            AjamClient client,
            PollGate turns,
            SynchronizedSink sink,
            Duration grace,
            AnswerReader reader) {
        this.settings = settings;
        this.client = client;
        this.turns = turns;
        this.sink = sink;
        this.grace = grace;
        this.reader = reader;
        this.decoder = reader.decoder();
    }

    /** Whether nobody needs events, so that none are fetched. */
    boolean isIdle() {
        return idle;
    }

    /** Polls under this mask from now on; the PBX has accepted it. */
    void accepted(EventClasses mask) {
        loggedIn = true;
        idle = mask.isEmpty();
        asked = new Asked(mask);
        if (!idle) {
            client.forgetPause();
            turns.resume();
        }
    }

    /**
     * Makes the PBX drop the events that it queued while nobody needed events. Called before a mask is set, because the
     * PBX may deliver all of them under the next mask. While a poll still waits, the queue is empty.
     */
    void forgetQueue() throws IOException {
        if (loggedIn && idle && !turns.isPolling()) {
            discard(waitEvent(Duration.ZERO));
        }
    }

    /** Fetches the queued events, waiting this long for the first; on the thread that polls. */
    void poll(Duration wait) throws IOException {
        Asked current = asked;
        client.watchPause();
        PollSink events = new PollSink(sink, current.mask);
        byte[] form = form(waitEvent(wait));
        try (AjamClient.Answer answer = client.post(form, wait.plus(grace), null, () -> turns.asked(!wait.isZero()))) {
            client.watchPause();
            reader.read(answer, decoder, events, count -> {
                client.watchPause();
                received(count);
            });
        }
        judge(current, events);
    }

    private void received(int bytes) {
        turns.heard();
        sink.received(bytes);
    }

    /** Judges the mask by a poll's events. Only one thread at a time does so: a second poll is read after the first. */
    private void judge(Asked current, PollSink events) throws IOException {
        if (events.hasCome()) {
            current.strayPolls = 0;
            if (unreadable) {
                unreadable = false;
                sink.readable();
            }
        } else if (events.hasStrayed() && ++current.strayPolls >= STRAY_POLLS && current == asked) {
            giveUpMask(current.mask);
        }
    }

    /**
     * Requests no events any more. Events outside the mask arrive, so the user may read none of its classes. The PBX
     * therefore takes the mask for an empty one, and turns an empty mask into a full one (Asterisk 20.21, 22.11, 23.5
     * and later).
     */
    private void giveUpMask(EventClasses mask) throws IOException {
        turns.holdOwn();
        idle = true;
        discard(AmiAction.named("Events").field("EventMask", "off").build());
        unreadable = true;
        sink.unreadable(mask);
    }

    /**
     * Polls while another poll waits. The waiting poll must not be cancelled, because the PBX would drop the events of
     * its answer. A second poll makes the first one return empty, and receives the events.
     */
    void pollBeside() throws IOException {
        long served = turns.drains();
        try (AjamClient.Answer answer = client.post(form(waitEvent(Duration.ZERO)), grace, null)) {
            if (turns.awaitPoll()) {
                Asked current = asked;
                PollSink events = new PollSink(sink, current.mask);
                reader.read(answer, decoder, events, this::received);
                judge(current, events);
            }
        } finally {
            turns.endSecond(served);
        }
    }

    private void discard(AmiAction action) throws IOException {
        try (AjamClient.Answer answer = client.post(form(action), grace, null)) {
            reader.read(answer, reader.decoder(), new ForgetfulSink(), sink::received);
        }
    }

    private static AmiAction waitEvent(Duration wait) {
        return AmiAction.named("WaitEvent").field("Timeout", wait.toSeconds()).build();
    }

    private byte[] form(AmiAction action) {
        return AmiEncoder.form(action, null, settings.charset());
    }
}

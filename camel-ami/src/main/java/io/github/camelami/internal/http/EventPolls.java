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
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends the {@code WaitEvent} polls of a connection over HTTP. Recognizes from the answers that an event mask does not
 * work, because the user may not read its classes.
 */
final class EventPolls {
    /**
     * After this number of successive polls that return only events outside the event mask, the mask is given up
     * ({@link #giveUpMask}). The number is so high because the events of the first two polls may have been queued under
     * the previous mask, and because a single event outside the mask proves nothing.
     */
    static final int STRAY_POLLS = 5;

    /** An event mask that the PBX has accepted. Only the thread that reads a poll uses {@code strayPolls}. */
    private static final class AcceptedMask {
        private final EventClasses mask;
        private int strayPolls;

        AcceptedMask(EventClasses mask) {
            this.mask = mask;
        }

        void hadEvent() {
            strayPolls = 0;
        }

        /** Counts a poll that returned only events outside the mask. Returns whether the mask is to be given up. */
        boolean addStrayPoll() {
            return ++strayPolls >= STRAY_POLLS;
        }
    }

    private final HttpSettings settings;
    private final AjamClient client;
    private final PollGate turns;
    private final SynchronizedSink sink;
    private final Duration grace;
    private final AnswerReader reader;
    private final BodyDecoder decoder;

    private volatile boolean loggedIn;
    private volatile boolean idle;
    private volatile AcceptedMask asked = new AcceptedMask(EventClasses.NONE);
    /** Whether a mask was given up, and no event of it has arrived since. Used only by the thread that reads a poll. */
    private boolean unreadable;

    /** @param grace how long to wait for an answer after the time that its poll may wait at the PBX */
    EventPolls(
            HttpSettings settings,
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

    /** Whether no events are fetched, because nobody needs them. */
    boolean isIdle() {
        return idle;
    }

    /** Records the event mask that the PBX has accepted, and begins to poll unless the mask is empty. */
    void accepted(EventClasses mask) {
        loggedIn = true;
        idle = mask.isEmpty();
        asked = new AcceptedMask(mask);
        if (!idle) {
            client.forgetPause();
            turns.resume();
        }
    }

    /**
     * Makes the PBX drop the events that it queued while nobody needed events. Called before a new mask is set, because
     * the PBX may deliver all of these events under the new mask. Does nothing while a poll waits, because the queue is
     * then empty.
     */
    void forgetQueue() throws IOException {
        if (loggedIn && idle && !turns.isPolling()) {
            discard(waitEvent(Duration.ZERO));
        }
    }

    /**
     * Fetches the queued events. If there are none, waits up to {@code wait} for the first one. Called on the thread
     * that polls.
     */
    void poll(Duration wait) throws IOException {
        AcceptedMask current = asked;
        client.watchPause();
        PollSink events = new PollSink(sink, current.mask);
        byte[] form = form(waitEvent(wait));
        try (AjamAnswer answer = client.post(form, wait.plus(grace), null, () -> turns.asked(!wait.isZero()))) {
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

    /**
     * Checks the event mask against the events of a poll. Called by one thread at a time, because a second poll is read
     * after the first.
     */
    private void judge(AcceptedMask current, PollSink events) throws IOException {
        if (events.hasEventOfMask()) {
            current.hadEvent();
            if (unreadable) {
                unreadable = false;
                sink.readable();
            }
        } else if (events.hasStrayEvent() && current.addStrayPoll() && current == asked) {
            giveUpMask(current.mask);
        }
    }

    /**
     * Stops requesting events, because all events that arrive are outside the event mask. This happens if the user may
     * read none of the classes in the mask. The PBX then treats the mask as empty, and an empty mask makes it send all
     * events (Asterisk 20.21, 22.11, 23.5 and later).
     */
    private void giveUpMask(EventClasses mask) throws IOException {
        turns.holdOwn();
        idle = true;
        discard(AmiAction.named("Events").field("EventMask", "off").build());
        unreadable = true;
        sink.unreadable(mask);
    }

    /**
     * Sends a second poll while the first one waits at the PBX. The second poll makes the first one return without
     * events, and receives the events itself. Cancelling the first poll instead would lose the events of its answer.
     */
    void pollBeside() throws IOException {
        long served = turns.drains();
        try (AjamAnswer answer = client.post(form(waitEvent(Duration.ZERO)), grace, null)) {
            if (turns.awaitPoll()) {
                AcceptedMask current = asked;
                PollSink events = new PollSink(sink, current.mask);
                reader.read(answer, decoder, events, this::received);
                judge(current, events);
            }
        } finally {
            turns.endSecond(served);
        }
    }

    private void discard(AmiAction action) throws IOException {
        try (AjamAnswer answer = client.post(form(action), grace, null)) {
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

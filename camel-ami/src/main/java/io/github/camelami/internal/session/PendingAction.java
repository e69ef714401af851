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

import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One action from sending to its end, which it reaches exactly once. Answers arrive on the reading thread, deadlines on
 * the timer, and the loss of the connection on either.
 */
final class PendingAction implements AmiTransport.Outgoing {

    /** What a message meant for the action whose id it carries. */
    enum Effect {
        /** Nothing: the action had ended before, or waits for something else. */
        NONE,
        /** It was accepted, and more is to follow. */
        TAKEN,
        /** It was the last one. */
        ENDED
    }

    private enum State {
        QUEUED,
        LEFT,
        ENDED
    }

    private final ActionRequest request;
    private final EventClasses newMask;
    private final String actionId;
    private final String context;
    private final int maxItems;
    private final ListMemory memory;
    private final long sentAt;
    private final Consumer<PendingAction> onLeaving;
    private final CompletableFuture<ActionResult> result = new CompletableFuture<>();

    private volatile long written;
    private State state = State.QUEUED;
    private AmiResponse response;
    private List<AmiEvent> items;
    private ListStream stream;
    private ListMemory.Part held;
    private ListEnd listEnd;
    private int itemCount;
    private AmiEvent earlyOutcome;
    private ActionResult outcome;
    private AmiException failure;

    /**
     * Creates an action that is to be sent.
     *
     * @param newMask the event classes that are wanted once the PBX has accepted the action, or null
     * @param onLeaving called right before the first byte may be sent, in the order in which actions are written
     */
    PendingAction(
            ActionRequest request,
            EventClasses newMask,
            String actionId,
            String context,
            int maxItems,
            ListMemory memory,
            long sentAt,
            Consumer<PendingAction> onLeaving) {
        this.request = request;
        this.newMask = newMask;
        this.actionId = actionId;
        this.context = context;
        this.maxItems = maxItems;
        this.memory = memory;
        this.sentAt = sentAt;
        this.onLeaving = onLeaving;
    }

    @Override
    public AmiAction action() {
        return request.action();
    }

    @Override
    public String actionId() {
        return actionId;
    }

    @Override
    public boolean leaving() {
        synchronized (this) {
            if (state != State.QUEUED) {
                return false;
            }
            state = State.LEFT;
        }
        onLeaving.accept(this);
        return true;
    }

    @Override
    public synchronized void notTaken() {
        if (state == State.LEFT && response == null) {
            state = State.QUEUED;
        }
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public EventClasses newMask() {
        return newMask;
    }

    @Override
    public boolean endsSession() {
        return action().is(Farewell.LOGOFF);
    }

    CompletableFuture<ActionResult> result() {
        return result;
    }

    /**
     * Completes the sender's future with what is known. Called with no lock held, because that runs the sender's
     * dependent stages.
     *
     * @return whether this was a failure that the sender did not know of yet
     */
    boolean tell() {
        ActionResult known;
        AmiException failed;
        synchronized (this) {
            known = outcome;
            failed = failure;
        }
        if (known != null) {
            result.complete(known);
        }
        return known == null && failed != null && result.completeExceptionally(failed);
    }

    @Override
    public synchronized boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Whether the deadline passed after the action was written and before its response arrived. */
    synchronized boolean isOwedItsResponse() {
        return failure instanceof AmiException.TimedOut && response == null;
    }

    /** Whether the action ended without anybody knowing if it ran. */
    synchronized boolean mayHaveRun() {
        return failure instanceof AmiException.OutcomeUnknown;
    }

    /** The place of the action among those that were written, counted from 1; 0 until it is written. */
    long written() {
        return written;
    }

    void written(long place) {
        written = place;
    }

    long sentAt() {
        return sentAt;
    }

    long deadline() {
        return sentAt + request.timeout().toNanos();
    }

    synchronized boolean hasResponse() {
        return response != null;
    }

    /** Whether the action has been written and has no response yet. */
    synchronized boolean awaitsResponse() {
        return state == State.LEFT && response == null;
    }

    /** Whether the PBX still has to answer, or is in the middle of its list. */
    synchronized boolean isOpen() {
        return state == State.LEFT && (response == null || listEnd != null);
    }

    /** Accepts the response, or the error that ends what the response began. */
    synchronized Effect respond(AmiResponse answer) {
        if (state == State.ENDED) {
            return Effect.NONE;
        }
        if (response != null) {
            return answer.isError() ? refused(answer) : Effect.NONE;
        }
        response = answer;
        if (Catalogue.isEmptyList(action().name(), answer.message())) {
            return end(result(answer, List.of(), null));
        }
        if (answer.isError()) {
            return end(result(answer, null, null));
        }
        if (request.awaitsOutcome()) {
            return earlyOutcome == null ? Effect.TAKEN : end(result(answer, null, earlyOutcome));
        }
        listEnd = ListEnd.of(action(), answer);
        if (listEnd == null) {
            return end(result(answer, null, null));
        }
        held = memory.new Part();
        if (request.streamList()) {
            stream = new ListStream(held);
            outcome = new ActionResult(describe(""), answer, null, stream, null);
        } else {
            items = new ArrayList<>();
        }
        return Effect.TAKEN;
    }

    /** Accepts an event that carries the id of the action. */
    synchronized Effect event(AmiEvent event) {
        boolean isOutcome = event.name().equals("OriginateResponse");
        if (state == State.ENDED || response == null && !isOutcome) {
            return Effect.NONE;
        }
        if (response == null) {
            // over HTTP, events arrive separately, and may arrive before the response
            earlyOutcome = event;
            return Effect.TAKEN;
        }
        if (listEnd == null) {
            return isOutcome ? end(result(response, null, event)) : Effect.NONE;
        }
        return listEnd.isItem(event) ? item(event) : end(result(response, items, null));
    }

    private Effect item(AmiEvent event) {
        if (++itemCount > maxItems) {
            fail(new AmiException.ProtocolViolation(
                    describe("the list has more than maxListEvents=" + maxItems + " items")));
            return Effect.ENDED;
        }
        if (!held.add(event)) {
            tooLong();
            return Effect.ENDED;
        }
        if (stream != null) {
            stream.add(event);
        } else {
            items.add(event);
        }
        return listEnd.ends(event) ? end(result(response, items, null)) : Effect.TAKEN;
    }

    private Effect refused(AmiResponse error) {
        if (stream == null) {
            return end(result(error, null, null));
        }
        fail(new AmiException.Refused(describe("refused by the PBX: " + error.message()), error));
        return Effect.ENDED;
    }

    /** The connection is lost. */
    synchronized boolean connectionLost(String why) {
        return state == State.QUEUED
                ? fail(new AmiException.NotSent(describe("not sent: " + why)))
                : fail(new AmiException.OutcomeUnknown(
                        describe("connection lost after the action was written; it may have run (" + why + ")")));
    }

    /** The deadline has passed. */
    synchronized boolean expire() {
        String after = "after " + request.timeout().toMillis() + " ms";
        if (state == State.QUEUED) {
            return fail(new AmiException.NotSent(
                    describe("given up " + after + " before it could be written; it did not run")));
        }
        String missing = response == null
                ? "no answer"
                : listEnd != null ? "the list did not end" : "queued, but no OriginateResponse (which needs read=call)";
        return fail(new AmiException.TimedOut(describe(missing + ' ' + after + "; it may have run")));
    }

    /** There is no room for the content of the answer. */
    synchronized boolean tooLong() {
        return fail(
                new AmiException.ProtocolViolation(describe("the lists of this session that are not at their end hold"
                        + " more than " + memory.limit() + " bytes, a quarter of the heap; ask for less, take"
                        + " streamList=true and items as fast as they come, or give Java more heap")));
    }

    /** Refuses the action before anything has been sent. */
    synchronized boolean refuse(AmiException reason) {
        return fail(reason);
    }

    String describe(String what) {
        return context + ' ' + action().name() + " (ActionID " + actionId + "): " + what;
    }

    private ActionResult result(AmiResponse answer, List<AmiEvent> list, AmiEvent outcome) {
        return new ActionResult(describe(""), answer, list, null, outcome);
    }

    private boolean fail(AmiException cause) {
        return complete(outcome, cause);
    }

    private Effect end(ActionResult last) {
        complete(stream == null ? last : outcome, null);
        return Effect.ENDED;
    }

    private boolean complete(ActionResult last, AmiException cause) {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        outcome = last;
        failure = cause;
        if (held != null) {
            held.end();
        }
        if (stream != null) {
            stream.end(cause);
        }
        return true;
    }
}

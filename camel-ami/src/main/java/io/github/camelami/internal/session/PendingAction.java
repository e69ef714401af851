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

import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * An action from its sending to its end. It ends exactly once. Answers arrive on the reading thread, and deadlines on
 * the timer. The loss of the connection may be reported on either.
 */
final class PendingAction implements OutgoingAction {

    private enum State {
        QUEUED,
        LEFT,
        ENDED
    }

    /** How long to wait for the events that explain an outcome. The PBX sends both together, in any order. */
    private static final long EXPLANATION = Duration.ofMillis(500).toNanos();

    private final ActionRequest request;
    private final EventClasses newMask;
    private final boolean own;
    private final String actionId;
    private final String context;
    private final long sentAt;
    private final Consumer<PendingAction> onLeaving;
    private final CompletableFuture<ActionResult> result = new CompletableFuture<>();

    private volatile long written;
    private State state = State.QUEUED;
    private final ActionAnswer answer;
    private AmiException failure;
    private long explanationDue;

    /**
     * Creates an action that is to be sent.
     *
     * @param newMask the event classes that are wanted once the PBX has accepted the action, or null
     * @param own whether it is an action of the session itself
     * @param onLeaving called right before the first byte may be sent, in the order in which actions are written
     */
    PendingAction(
            ActionRequest request,
            EventClasses newMask,
            boolean own,
            String actionId,
            String context,
            int maxItems,
            ListMemory memory,
            ChannelEvents channels,
            long sentAt,
            Consumer<PendingAction> onLeaving) {
        this.request = request.sentAs(actionId);
        this.newMask = newMask;
        this.own = own;
        this.actionId = actionId;
        this.context = context;
        this.answer = new ActionAnswer(this, request, maxItems, memory, channels.await(request));
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
        if (state == State.LEFT && !answer.hasResponse()) {
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
     * Completes the sender's future. Called with no lock held, because the sender's next stages run here.
     *
     * @return whether this has reported a failure to the sender
     */
    boolean notifySender() {
        ActionResult known;
        AmiException failed;
        synchronized (this) {
            known = answer.result();
            failed = failure;
        }
        if (known != null) {
            request.completes(known);
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
        return failure instanceof AmiException.TimedOut && !answer.hasResponse();
    }

    /** Whether the action has ended and may have run. */
    synchronized boolean mayHaveRun() {
        return failure instanceof AmiException.OutcomeUnknown;
    }

    /** The number of the action among the written actions, counted from 1; 0 until it is written. */
    long written() {
        return written;
    }

    void written(long place) {
        written = place;
    }

    /** Whether it is an action of the session itself, to which no limit applies. */
    boolean isOwn() {
        return own;
    }

    long sentAt() {
        return sentAt;
    }

    /** The deadline for the part of the answer that is awaited now: the response, or the rest after it. */
    synchronized long deadline() {
        long due = answer.hasResponse() ? sentAt + request.whole().toNanos() : responseDue();
        return answer.isExplaining() && explanationDue - due < 0 ? explanationDue : due;
    }

    boolean awaitsOutcome() {
        return request.awaitsOutcome();
    }

    /** Whether the outcome has arrived, and only the events that explain it are awaited. */
    synchronized boolean isExplaining() {
        return state != State.ENDED && answer.isExplaining();
    }

    /** The deadline of the response. After it, the PBX does not count as busy with the action any more. */
    long responseDue() {
        return sentAt + request.timeout().toNanos();
    }

    synchronized boolean hasResponse() {
        return answer.hasResponse();
    }

    /** Whether the action has been written and has no response yet. */
    synchronized boolean awaitsResponse() {
        return state == State.LEFT && !answer.hasResponse();
    }

    /** Whether the action has been written, and its response or the end of its list has not arrived. */
    synchronized boolean isOpen() {
        return state == State.LEFT && answer.isAwaited();
    }

    /** Accepts the response, or an error that ends the list or the wait for the outcome after the response. */
    synchronized Effect respond(AmiResponse response, long now) {
        boolean explaining = answer.isExplaining();
        return state == State.ENDED ? Effect.NONE : endIfLast(answer.respond(response), explaining, now);
    }

    /** Accepts an event with the id of the action, or an event about a channel. */
    synchronized Effect event(AmiEvent event, long now) {
        boolean explaining = answer.isExplaining();
        return state == State.ENDED ? Effect.NONE : endIfLast(answer.event(event), explaining, now);
    }

    private Effect endIfLast(Effect effect, boolean explained, long now) {
        if (!explained && answer.isExplaining()) {
            explanationDue = now + EXPLANATION;
        }
        if (effect == Effect.ENDED) {
            end(answer.failure());
        }
        return effect;
    }

    /** Ends the action, because the connection is lost. Returns false if the action had already ended. */
    synchronized boolean connectionLost(String why) {
        return state == State.QUEUED
                ? end(new AmiException.NotSent(describe("not sent: " + why)))
                : end(new AmiException.OutcomeUnknown(
                        describe("connection lost after the action was written; it may have run (" + why + ")")));
    }

    /**
     * Ends the action if its deadline has passed at this time. A response that has just arrived may have postponed the
     * deadline.
     */
    synchronized boolean expire(long now) {
        if (deadline() - now > 0) {
            return false;
        }
        if (answer.isExplaining()) {
            answer.completeAsItIs();
            return end(null);
        }
        Duration time = answer.hasResponse() ? request.whole() : request.timeout();
        String after = "after " + time.toMillis() + " ms";
        if (state == State.QUEUED) {
            return end(new AmiException.NotSent(
                    describe("given up " + after + " before it could be written; it did not run")));
        }
        return end(new AmiException.TimedOut(describe(answer.missing() + ' ' + after + "; it may have run")));
    }

    /** Ends the action, because there is no memory for the content of its answer. */
    synchronized boolean tooLong() {
        return end(answer.tooLong());
    }

    /** Refuses the action before anything has been sent. */
    synchronized boolean refuse(AmiException reason) {
        return end(reason);
    }

    String describe(String what) {
        return context + ' ' + action().name() + " (ActionID " + actionId + "): " + what;
    }

    /** Ends the action; {@code cause} is null if its answer is complete. */
    private boolean end(AmiException cause) {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        failure = cause;
        answer.end(cause);
        return true;
    }
}

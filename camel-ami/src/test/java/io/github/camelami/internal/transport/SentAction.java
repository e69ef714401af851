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
package io.github.camelami.internal.transport;

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An action that counts how often it left, and what became of it. */
public final class SentAction implements OutgoingAction {
    public final AtomicInteger departures = new AtomicInteger();
    public final AtomicInteger returns = new AtomicInteger();
    /** Runs right before it leaves, on the thread that writes. */
    public Runnable beforeLeaving = () -> {};

    private final AmiAction action;
    private final String actionId;
    private final Duration timeout;
    private final EventClasses newMask;
    private final CompletableFuture<AmiResponse> response = new CompletableFuture<>();
    private boolean out;

    public SentAction(AmiAction action, String actionId, Duration timeout) {
        this(action, actionId, timeout, null);
    }

    public SentAction(AmiAction action, String actionId, Duration timeout, EventClasses newMask) {
        this.action = action;
        this.actionId = actionId;
        this.timeout = timeout;
        this.newMask = newMask;
    }

    @Override
    public AmiAction action() {
        return action;
    }

    @Override
    public String actionId() {
        return actionId;
    }

    @Override
    public boolean leaving() {
        beforeLeaving.run();
        return leave();
    }

    private synchronized boolean leave() {
        departures.incrementAndGet();
        boolean mayLeave = !out && !response.isDone();
        out |= mayLeave;
        return mayLeave;
    }

    @Override
    public boolean hasEnded() {
        return response.isDone();
    }

    @Override
    public synchronized void notTaken() {
        returns.incrementAndGet();
        out = false;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public EventClasses newMask() {
        return newMask;
    }

    @Override
    public boolean endsSession() {
        return action.is("Logoff");
    }

    /** Whether the PBX may have got it. */
    public synchronized boolean isOut() {
        return out;
    }

    /** Its sender waits no longer. */
    public void giveUp() {
        response.cancel(false);
    }

    public void answered(AmiResponse answer) {
        response.complete(answer);
    }

    public void end(AmiException cause) {
        response.completeExceptionally(cause);
    }

    public AmiResponse response() throws Exception {
        return response.get(10, TimeUnit.SECONDS);
    }
}

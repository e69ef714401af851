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
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The actions of one connection, from sending to their ends. Answers are matched by ActionID. {@link TextAnswers}
 * matches text answers, which have no ActionID.
 */
final class PendingActions implements TextAnswers.Owner {
    /** If more actions than this await responses, a new action may be delayed, to be written together with others. */
    private static final int MANY = 16;

    private final Map<String, PendingAction> actions = new ConcurrentHashMap<>();
    private final ActionDeadlines deadlines;
    /** The number of actions of senders, which is limited. Actions of the session itself do not count. */
    private final AtomicInteger admitted = new AtomicInteger();
    /** The number of actions without a response. Those with a response may still await a list or an outcome. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private final PbxProgress progress;
    private final TextAnswers texts;
    private final LongConsumer asking;

    private final SessionSettings settings;
    private final SessionResources resources;
    private final SessionCounters counters;
    private final AmiTransport transport;
    private final ListMemory memory = new ListMemory(Runtime.getRuntime().maxMemory());
    private final String idPrefix;
    private final String context;
    private final AtomicLong ids = new AtomicLong();
    private final Consumer<PendingAction> onLeaving = this::leaving;
    private volatile String closed;
    private final OwedResponses owed = new OwedResponses();
    private final ChannelEvents channels = new ChannelEvents(actions, this::event);

    /** @param asking sends a request whose answer shows that the PBX has finished everything before it */
    PendingActions(
            SessionSettings settings,
            SessionResources resources,
            SessionCounters counters,
            AmiTransport transport,
            String idPrefix,
            String context,
            LongConsumer asking) {
        this.settings = settings;
        this.resources = resources;
        this.counters = counters;
        this.transport = transport;
        this.idPrefix = idPrefix;
        this.context = context;
        this.asking = asking;
        this.texts = new TextAnswers(resources, memory, this);
        this.deadlines = new ActionDeadlines(actions.values(), resources, this::expired);
        this.progress = new PbxProgress(resources.nanoTime().getAsLong());
    }

    /** Sends an action. The future completes exactly once, on the reading thread or the timer. */
    CompletableFuture<ActionResult> send(ActionRequest request) {
        return send(request, null, false);
    }

    /**
     * Sends an action.
     *
     * @param newMask the event classes that are wanted once the action is accepted; null if it does not change them
     * @param own whether it is an action of the session itself, to which the limit does not apply
     */
    CompletableFuture<ActionResult> send(ActionRequest request, EventClasses newMask, boolean own) {
        PendingAction action = new PendingAction(
                request,
                newMask,
                own,
                idPrefix + ids.incrementAndGet(),
                context,
                settings.maxListEvents(),
                memory,
                channels,
                resources.nanoTime().getAsLong(),
                onLeaving);
        try {
            if (isAdmitted(action)) {
                request.leaves(transport.keepsEvents());
                // the session sends its own actions under locks, or while it stops, so they must not block in a write
                if (own || unanswered.get() > MANY) {
                    transport.sendSoon(action);
                } else {
                    transport.send(action);
                }
                counters.sent().increment();
            }
        } catch (AmiException e) {
            removeIf(action.refuse(e), action);
        } catch (RuntimeException | Error e) {
            // the action must be removed, or it would count as in flight forever
            removeIf(action.connectionLost("internal error: " + e), action);
            throw e;
        }
        return action.result();
    }

    /** Admits an action, or ends it because the connection has ended or the limit is reached. */
    private boolean isAdmitted(PendingAction action) {
        int limit = settings.maxInFlight();
        if (!action.isOwn() && admitted.incrementAndGet() > limit) {
            admitted.decrementAndGet();
            action.refuse(new AmiException.NotSent(
                    action.describe("not sent: maxInFlight=" + limit + " actions await their answers")));
            remove(action);
            return false;
        }
        unanswered.incrementAndGet();
        actions.put(action.actionId(), action);
        deadlines.add(action);
        if (closed != null) {
            action.connectionLost(closed);
        }
        // the action may have ended before its entry existed, so that nobody has removed the entry
        if (action.hasEnded()) {
            remove(action);
            return false;
        }
        return true;
    }

    /** Records the place of an action that is about to be written. Called in the order of writing. */
    private void leaving(PendingAction action) {
        action.written(progress.nextPlace());
        texts.left(action);
    }

    /** Passes a response to the action that it answers. */
    void respond(AmiResponse response) {
        if (response.actionId() == null && response.isText()) {
            counters.unexpected().add(texts.text(response) ? 0 : 1);
        } else {
            PendingAction action = response.actionId() == null
                    ? owed.soleCandidate(response, actions.values())
                    : actions.get(response.actionId());
            if (action != null) {
                passed(action.written() - 1);
                texts.remove(action);
            }
            respond(action, response);
        }
    }

    /** Accepts an empty line that does not end a message. */
    void emptyLine(boolean alone) {
        texts.emptyLine(alone);
    }

    /** Ends the text answer of an action, because the transport reports that no more of the answer arrives. */
    void answerEnded(OutgoingAction outgoing) {
        if (outgoing instanceof PendingAction action) {
            texts.ended(action);
        }
    }

    /** Records that the PBX has finished all actions up to this place. */
    void passed(long place) {
        progress.passed(place);
        texts.passed(place);
        owed.passed(place);
    }

    @Override
    public void ask(long before) {
        asking.accept(before);
    }

    @Override
    public boolean isAnythingOpenBefore(long place) {
        return actions.values().stream().anyMatch(action -> action.written() < place && action.isOpen());
    }

    @Override
    public void answered(PendingAction action, AmiResponse text) {
        respond(action, text);
    }

    @Override
    public void tooLong(PendingAction action) {
        removeIf(action.tooLong(), action);
    }

    private void respond(PendingAction action, AmiResponse response) {
        long now = resources.nanoTime().getAsLong();
        // a response that no action awaits is late, but shows that the PBX is answering
        progress.answered(action == null ? now : action.sentAt());
        boolean first = action != null && !action.hasResponse();
        Effect effect = action == null ? Effect.NONE : action.respond(response, now);
        if (first && effect != Effect.NONE) {
            unanswered.decrementAndGet();
            counters.answers(action.action(), now - action.sentAt());
        }
        switch (effect) {
            case ENDED -> remove(action);
            case TAKEN -> {
                action.notifySender();
                deadlines.addExplanation(action);
            }
            case NONE -> {
                counters.unexpected().increment();
                owed.settle(response, actions.size());
            }
        }
    }

    /** Passes an event to the action whose ActionID it has, if there is one. */
    void event(AmiEvent event) {
        event(actions.get(event.actionId()), event);
    }

    private void event(PendingAction action, AmiEvent event) {
        long now = resources.nanoTime().getAsLong();
        switch (action == null ? Effect.NONE : action.event(event, now)) {
            case ENDED -> remove(action);
            case TAKEN -> deadlines.addExplanation(action);
            case NONE -> counters.unexpected().add(event.isBroadcast() ? 0 : 1);
        }
    }

    /** Passes events about channels to the actions whose outcome they report. */
    ChannelEvents channels() {
        return channels;
    }

    /** Ends all actions, and makes later ones fail. */
    void close(String why) {
        closed = why;
        deadlines.close();
        actions.values().forEach(action -> removeIf(action.connectionLost(why), action));
    }

    private void removeIf(boolean ended, PendingAction action) {
        if (ended) {
            remove(action);
        }
    }

    private void expired(PendingAction action) {
        owed.add(action);
        remove(action);
        texts.givenUp(action);
    }

    /** Removes an ended action. Called before the sender is notified, because the sender may send again at once. */
    private void remove(PendingAction action) {
        if (actions.remove(action.actionId()) != null) {
            admitted.addAndGet(action.isOwn() ? 0 : -1);
            unanswered.addAndGet(action.hasResponse() ? 0 : -1);
        }
        if (action.notifySender()) {
            counters.failed().increment();
            counters.unknown().add(action.mayHaveRun() ? 1 : 0);
        }
    }

    int inFlight() {
        return actions.size();
    }

    /** Whether the PBX has answered any action that was sent after this time. */
    boolean isAnswering(long since) {
        return progress.isAnswering(since);
    }

    /** The latest deadline of the responses that the PBX may still be busy with, or {@code now} if there are none. */
    long busyUntil(long now) {
        return progress.busyUntil(now, actions.values());
    }
}

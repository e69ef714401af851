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
package io.github.camelami.session;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.transport.AmiTransport;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * The actions of one connection that have no answer yet. Answers are matched by ActionID; text, which has none, by
 * {@link TextAnswers}.
 */
final class PendingActions implements TextAnswers.Owner {
    /** Answers to text that was no action; they belong to nobody. */
    private static final Pattern NOT_UNDERSTOOD =
            Pattern.compile("Missing action in request|Failed to parse message.*|Too many lines in message.*");

    /** With more that await their responses one can wait for others to be written with it: responses come quickly. */
    private static final int MANY = 16;

    private final Map<String, PendingAction> actions = new ConcurrentHashMap<>();
    private final Deadlines deadlines;
    private final AtomicInteger admitted = new AtomicInteger();
    /** Those without a response; one that has it may yet wait long for its list or outcome. */
    private final AtomicInteger unanswered = new AtomicInteger();

    private final AtomicLong written = new AtomicLong();
    private final TextAnswers texts;
    private final LongConsumer asking;

    private final SessionResources resources;
    private final SessionCounters counters;
    private final int limit;
    private volatile String closed;
    /** When the last of the actions was sent that the PBX has answered. */
    private volatile long answered;
    /** Responses that may still come to actions that timed out, less those that came without id and unclaimed. */
    /** The PBX is done with all that was written up to here. */
    private final AtomicLong passed = new AtomicLong();

    private int owed;
    /** The last of the actions that timed out; once a later one is answered, nothing can come of them any more. */
    private long owedUpTo;

    /** @param asking sends a question whose answer shows that the PBX is done with all before it */
    PendingActions(
            SessionResources resources, int limit, SessionCounters counters, ListMemory memory, LongConsumer asking) {
        this.resources = resources;
        this.asking = asking;
        this.texts = new TextAnswers(resources, memory, this);
        this.limit = limit;
        this.counters = counters;
        this.deadlines = new Deadlines(resources, this::expire);
        this.answered = resources.nanoTime().getAsLong();
    }

    /**
     * Admits an action, or ends it: the connection may be gone, or the limit reached.
     *
     * @param own whether it is the session's own, which the limit does not keep back
     */
    boolean add(PendingAction action, boolean own) {
        if (admitted.incrementAndGet() > limit && !own) {
            admitted.decrementAndGet();
            action.refuse(new AmiException.NotSent(
                    action.describe("not sent: maxInFlight=" + limit + " actions await their answers")));
            remove(action);
            return false;
        }
        unanswered.incrementAndGet();
        actions.put(action.actionId(), action);
        deadlines.add(action.deadline());
        if (closed != null) {
            action.connectionLost(closed);
        }
        // both the end of the connection and the deadline may have come before the entry was there to be removed
        if (action.hasEnded()) {
            remove(action);
            return false;
        }
        return true;
    }

    /** Notes the place of an action that is about to be written; in the order in which they are. */
    void leaving(PendingAction action) {
        action.written(written.incrementAndGet());
        texts.left(action);
    }

    /** Gives a response to the action that it answers. */
    void respond(AmiResponse response) {
        if (response.actionId() == null && response.isText()) {
            counters.unexpected().add(texts.text(response) ? 0 : 1);
        } else {
            PendingAction action =
                    response.actionId() == null ? soleCandidate(response) : actions.get(response.actionId());
            if (action != null) {
                passed(action.written() - 1);
                texts.remove(action);
            }
            respond(action, response);
        }
    }

    /** Takes an empty line that ends no message. */
    void emptyLine(boolean alone) {
        texts.emptyLine(alone);
    }

    /** The transport knows that nothing more comes of the answer to this action. */
    void answerEnded(AmiTransport.Outgoing outgoing) {
        if (outgoing instanceof PendingAction action) {
            texts.ended(action);
        }
    }

    /** The PBX is done with all that was written up to here. */
    void passed(long place) {
        passed.accumulateAndGet(place, Math::max);
        texts.passed(place);
        synchronized (this) {
            owed = place >= owedUpTo ? Math.min(owed, 0) : owed;
        }
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
        if (action.tooLong()) {
            remove(action);
        }
    }

    private void respond(PendingAction action, AmiResponse response) {
        // one that nobody waits for any more is late, and shows that the PBX answers now
        long asked = action == null ? resources.nanoTime().getAsLong() : action.sentAt();
        answered = asked - answered > 0 ? asked : answered;
        boolean first = action != null && !action.hasResponse();
        PendingAction.Effect effect = action == null ? PendingAction.Effect.NONE : action.respond(response);
        if (first && effect != PendingAction.Effect.NONE) {
            unanswered.decrementAndGet();
            counters.answered().increment();
            counters.answerNanos().add(resources.nanoTime().getAsLong() - action.sentAt());
        }
        switch (effect) {
            case ENDED -> remove(action);
            case TAKEN -> action.tell();
            case NONE -> {
                counters.unexpected().increment();
                settle(response);
            }
        }
    }

    /** Gives an event to the action whose id it carries, if there is one. */
    void event(AmiEvent event) {
        PendingAction action = actions.get(event.actionId());
        switch (action == null ? PendingAction.Effect.NONE : action.event(event)) {
            case ENDED -> remove(action);
            case TAKEN -> {}
            case NONE -> counters.unexpected().add(event.isBroadcast() ? 0 : 1);
        }
    }

    /** Ends an action for a reason that is found while it is sent. */
    void refuse(PendingAction action, AmiException reason) {
        if (action.refuse(reason)) {
            remove(action);
        }
    }

    /** Ends all actions, and those that are still to come. */
    void close(String why) {
        closed = why;
        deadlines.close();
        actions.values().forEach(action -> {
            if (action.connectionLost(why)) {
                remove(action);
            }
        });
    }

    /** Ends the actions whose deadline has passed, and gives the time until the next deadline. */
    private OptionalLong expire() {
        long now = resources.nanoTime().getAsLong();
        OptionalLong next = OptionalLong.empty();
        for (PendingAction action : actions.values()) {
            long left = action.deadline() - now;
            if (left > 0) {
                next = OptionalLong.of(Math.min(left, next.orElse(left)));
            } else if (action.expire()) {
                owe(action);
                remove(action);
                texts.givenUp(action);
            }
        }
        return next;
    }

    /** Takes an action out that has ended; only then its sender is told, who may want to send the next at once. */
    private void remove(PendingAction action) {
        if (actions.remove(action.actionId()) != null) {
            admitted.decrementAndGet();
            unanswered.addAndGet(action.hasResponse() ? 0 : -1);
        }
        if (action.tell()) {
            counters.failed().increment();
            counters.unknown().add(action.mayHaveRun() ? 1 : 0);
        }
    }

    boolean manyAwaitResponses() {
        return unanswered.get() > MANY;
    }

    int inFlight() {
        return actions.size();
    }

    /** Whether the PBX has answered anything that was sent later. */
    boolean isAnswering(long since) {
        return answered - since > 0;
    }

    /**
     * The latest deadline of the actions that the PBX may still be busy with, or {@code now}: it has neither answered them
     * to the end nor any that was written later.
     */
    long busyUntil(long now) {
        long latest = now;
        long done = passed.get();
        for (PendingAction action : actions.values()) {
            long deadline = action.deadline();
            boolean unsure = action.written() == 0 || action.written() > done;
            boolean busy = unsure && (!action.hasResponse() || action.isOpen());
            latest = busy && deadline - latest > 0 ? deadline : latest;
        }
        return latest;
    }

    /**
     * Old servers leave the ActionID out of a few answers: clear only where one action alone waits for one. Answers
     * come in the order of the actions, so one that is owed to an action that timed out comes first.
     */
    private PendingAction soleCandidate(AmiResponse response) {
        if (response.status().equalsIgnoreCase("Pong")) {
            return oldestPing();
        }
        if (!isUnderstood(response) || actions.size() != 1 || isOwed()) {
            return null;
        }
        return actions.values().stream()
                .filter(PendingAction::awaitsResponse)
                .findFirst()
                .orElse(null);
    }

    /** Until Asterisk 1.6 a Ping was answered so, on some servers without its id; nothing else is. */
    private PendingAction oldestPing() {
        return actions.values().stream()
                .filter(action -> action.action().is("Ping") && action.awaitsResponse())
                .min(Comparator.comparingLong(PendingAction::written))
                .orElse(null);
    }

    private static boolean isUnderstood(AmiResponse response) {
        return !NOT_UNDERSTOOD.matcher(response.message()).matches();
    }

    /** Whether an unclaimed response settles one that is owed, or will be when one of several actions times out. */
    private boolean isLate(AmiResponse response) {
        return isUnderstood(response) && (isOwed() || response.actionId() == null && actions.size() > 1);
    }

    private synchronized boolean isOwed() {
        return owed > 0;
    }

    private synchronized void owe(PendingAction expired) {
        if (expired.isOwedItsResponse()) {
            owed++;
            owedUpTo = Math.max(owedUpTo, expired.written());
        }
    }

    private void settle(AmiResponse unclaimed) {
        if (isLate(unclaimed)) {
            synchronized (this) {
                owed = Math.max(owed - 1, -actions.size());
            }
        }
    }
}

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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.message.EventClasses;
import io.github.camelami.message.EventView;
import io.github.camelami.transport.AmiTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One connection of a session, from opening to its end: messages to their receivers, actions out, signs of life. */
final class Connection implements AmiTransport.Sink {
    private static final String CLOSED = "closed by us";

    /** Told, on the reading thread, that a connection that had been open is gone. */
    interface Owner {
        void closed(Connection connection, AmiException cause);
    }

    private final SessionSettings settings;
    private final SessionResources resources;
    private final SessionCounters counters;
    private final AmiTransport transport;
    private final EventDispatcher dispatcher;
    private final Owner owner;
    private final long epoch;
    private final String context;
    private final String idPrefix;
    private final AtomicLong ids = new AtomicLong();
    private final PendingActions pending;
    private final Liveness liveness;
    private final EventMask mask;
    private final EventFence fence;
    private final Farewell farewell;
    private final Snapshots snapshots;
    private final ListMemory listMemory = new ListMemory(Runtime.getRuntime().maxMemory());
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile String server = "";
    private volatile String started = "";
    private volatile String reason;
    private volatile AmiException cause;
    /** What the PBX has not answered yet, as messages end with it; empty where nothing is waited for. */
    private volatile String unanswered = "";

    /** Whether it is settled which was first, the opening or its deadline. */
    private final AtomicBoolean decided = new AtomicBoolean();

    /** Whether the login is known to stand before the events; of the reading thread. */
    private boolean announced;
    /** Whether the PBX has just said that it has loaded all; of the reading thread. */
    private boolean booted;

    Connection(
            SessionSettings settings,
            SessionResources resources,
            SessionCounters counters,
            AmiTransport transport,
            EventDispatcher dispatcher,
            Owner owner,
            long epoch,
            String idPrefix) {
        this.settings = settings;
        this.resources = resources;
        this.counters = counters;
        this.transport = transport;
        this.dispatcher = dispatcher;
        this.owner = owner;
        this.epoch = epoch;
        this.idPrefix = idPrefix;
        this.context = "[" + settings.name() + " epoch " + epoch + "]";
        this.pending = new PendingActions(resources, settings.maxInFlight(), counters, listMemory, this::askBehind);
        this.liveness = new Liveness(this, settings, resources, pending, new KeepAlive(settings, transport::silence));
        this.mask = new EventMask(this, settings, resources, transport, dispatcher);
        this.fence = new EventFence(this, settings, resources, transport, pending);
        this.farewell = new Farewell(this, transport.keepsEvents());
        this.snapshots = new Snapshots(this, resources);
    }

    /** Connects and logs in; blocks. */
    void open() {
        liveness.heard();
        try {
            transport.open(this, epoch);
        } catch (AmiException.ConnectionFailed e) {
            throw reason == null ? e : new AmiException.ConnectionFailed(reason + ": " + e.getMessage(), e);
        }
        if (!farewell.beginLogin()) {
            throw new AmiException.ConnectionFailed(CLOSED, null);
        }
        started = new LoginFlow(settings).run(this, dispatcher.wanted(), dispatcher.wantsStart());
        // before the login is announced: what happens after the notice must not be ahead of the mask
        unanswered = ": no answer to Events";
        mask.ask().join();
        if (decided.compareAndSet(false, true)) {
            liveness.check();
        }
    }

    /** The PBX has accepted the login with this mask. */
    void loggedIn(EventClasses asked) {
        mask.loggedIn(asked);
        farewell.loginAccepted();
    }

    /** The deadline has passed: ends a connection that is not open yet. One that is has kept it. */
    void giveUp() {
        if (decided.compareAndSet(false, true)) {
            end("no session within connectTimeout=" + settings.connectTimeout().toMillis() + " ms");
        }
    }

    /** Why the connection has ended or is about to, or null while it stands. */
    AmiException ending() {
        return cause != null || reason == null ? cause : ended(null);
    }

    private AmiException ended(AmiException below) {
        return new AmiException.ConnectionFailed(reason + unanswered, below);
    }

    String server() {
        return server;
    }

    /** When the PBX was started, as it says; empty if it was not asked or does not tell. */
    String started() {
        return started;
    }

    String context() {
        return context;
    }

    long epoch() {
        return epoch;
    }

    boolean isExposed() {
        return transport.isExposed();
    }

    boolean isClosed() {
        return ended.getCount() == 0;
    }

    int inFlight() {
        return pending.inFlight();
    }

    /** Sends an action; the future ends exactly once, on the reading thread or the timer. */
    CompletableFuture<ActionResult> send(ActionRequest request) {
        return send(request, false);
    }

    /** Sends an action that the session itself needs; senders who use up {@code maxInFlight} must not stop it. */
    CompletableFuture<ActionResult> sendOwn(AmiAction action, Duration timeout) {
        return send(new ActionRequest(action, timeout, false, false), true);
    }

    /**
     * Sends an action of the session's own that the PBX may come to late: it may be busy with one of the actions in
     * flight until the deadline of that one.
     */
    CompletableFuture<ActionResult> sendBehindOthers(AmiAction action) {
        long now = now();
        return sendOwn(action, settings.connectTimeout().plusNanos(pending.busyUntil(now) - now));
    }

    private CompletableFuture<ActionResult> send(ActionRequest request, boolean own) {
        PendingAction action = new PendingAction(
                request,
                idPrefix + ids.incrementAndGet(),
                context,
                settings.maxListEvents(),
                listMemory,
                now(),
                pending::leaving);
        if (pending.add(action, own)) {
            try {
                if (pending.manyAwaitResponses()) {
                    transport.sendSoon(action);
                } else {
                    transport.send(action);
                }
                counters.sent().increment();
            } catch (AmiException e) {
                pending.refuse(action, e);
            }
        }
        return action.result();
    }

    /** A Ping behind what was written: a PBX that has answered it, or neither, is done with all before. */
    private void askBehind(long written) {
        resources.run(() -> sendOwn(EventFence.PING, settings.keepAliveTimeout())
                .whenComplete((answer, failure) -> pending.passed(written)));
    }

    /** A Logoff that was sent must not wait for others any longer. */
    void sendLogoffNow() {
        transport.sendLogoffNow();
    }

    /** Sends an action of the session's own and waits for its response; for the login. */
    AmiResponse call(AmiAction action) {
        unanswered = ": no answer to " + action.name();
        try {
            AmiResponse answer =
                    sendOwn(action, settings.connectTimeout()).join().response();
            unanswered = "";
            return answer;
        } catch (CompletionException e) {
            String why = reason == null ? e.getCause().getMessage() : reason;
            throw new AmiException.ConnectionFailed(why + unanswered, null);
        }
    }

    EventMask mask() {
        return mask;
    }

    /** The PBX has said what was waited for. */
    void answered() {
        unanswered = "";
    }

    /** Gives a consumer that joins a running session the events from here on; the future ends when that is settled. */
    CompletableFuture<Void> begin(EventSubscription subscription) {
        // the thread that reads must not write: the PBX may wait for it to read on
        return mask.ask()
                .thenComposeAsync(asked -> fence.passed(), resources.threads())
                .handle((done, failure) -> {
                    subscription.begin();
                    return null;
                });
    }

    /** Runs the list actions of a consumer that has not had them since this login. */
    void takeSnapshot(EventSubscription subscription) {
        snapshots.take(subscription);
    }

    /** Waits until what the PBX has for us at this moment has been delivered, or until that takes too long. */
    void drain(Duration patience) throws InterruptedException {
        fence.await(patience);
    }

    /** Asks when the PBX was started, for a consumer that comes after the login. */
    void askForStart() {
        sendOwn(LoginFlow.CORE_STATUS, settings.connectTimeout()).thenAccept(result -> {
            started = LoginFlow.started(result.response());
            dispatcher.started(started);
        });
    }

    /** Logs off where that is due, and ends the connection; blocks for two seconds at most. */
    void close() {
        farewell.ofSession();
        end(CLOSED);
    }

    /** Ends the connection of a login that has failed, and takes back what the PBX has accepted of it. */
    void abandon(String why) {
        farewell.ofFailedLogin();
        end(why);
    }

    /** Ends the connection; the first reason counts. */
    void end(String why) {
        if (reason == null) {
            reason = why;
        }
        transport.close();
        pending.close(reason);
    }

    @Override
    public void banner(String banner) {
        server = banner;
    }

    @Override
    public boolean wants(EventView event) {
        return dispatcher.wants(event)
                || event.isAnswerTo(idPrefix)
                || event.name().equals("Shutdown")
                || event.name().equals("FullyBooted");
    }

    @Override
    public void message(AmiMessage message) {
        if (message instanceof AmiResponse response) {
            // whoever waits for it may conclude that the events before it have been delivered
            String full = dispatcher.flush(context);
            pending.respond(response);
            endIfFull(full);
        } else if (message instanceof AmiEvent event) {
            event(event);
        }
    }

    @Override
    public void emptyLine(boolean alone) {
        pending.emptyLine(alone);
    }

    @Override
    public void answerEnded(AmiTransport.Outgoing outgoing) {
        pending.answerEnded(outgoing);
    }

    private void event(AmiEvent event) {
        // a UserEvent repeats its sender's lines, and so may carry any id
        if (event.actionId() != null && !event.name().equals("UserEvent")) {
            pending.event(event);
            if (!event.isBroadcast()) {
                return;
            }
        }
        if (!announced) {
            dispatcher.connected(epoch, server, started);
            announced = true;
        }
        dispatcher.offer(event);
        if (event.name().equals("Shutdown")) {
            end("the PBX is shutting down (Restart: " + event.first("Restart") + ")");
        } else if (event.name().equals("FullyBooted")) {
            booted = true;
        }
    }

    @Override
    public void received(int bytes) {
        liveness.heard();
        endIfFull(dispatcher.flush(context));
        if (booted) {
            // behind the events that were read before
            booted = false;
            snapshots.fullyBooted();
        }
    }

    private void endIfFull(String full) {
        if (full != null) {
            end("the buffer of a consumer is full (" + full + ", overflow=disconnect)");
        }
    }

    @Override
    public void unreadable(EventClasses asked) {
        mask.unreadable(asked);
    }

    @Override
    public void readable() {
        mask.readable();
    }

    @Override
    public void closed(AmiException below, int discarded) {
        if (discarded > 0) {
            counters.discarded().increment();
        }
        dispatcher.flush(context);
        AmiException why = reason == null ? below : ended(below);
        cause = why;
        ended.countDown();
        liveness.end();
        mask.end();
        end(why.getMessage());
        owner.closed(this, why);
    }

    private long now() {
        return resources.nanoTime().getAsLong();
    }
}

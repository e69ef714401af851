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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a session, from opening to its end: messages to their receivers, actions out, signs of life. */
final class Connection implements AmiTransport.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

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
    private final KeepAlive keepAlive;
    private final ListMemory listMemory = new ListMemory(Runtime.getRuntime().maxMemory());
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile String server = "";
    private volatile String started = "";
    private volatile long heard;
    private volatile String reason;
    private volatile Future<?> nextCheck;
    private EventClasses mask = EventClasses.NONE;
    /** Whether the login is known to stand before the events; of the reading thread. */
    private boolean announced;

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
        this.pending = new PendingActions(resources, settings.maxInFlight(), counters);
        this.keepAlive = new KeepAlive(settings);
    }

    /** Connects and logs in; blocks. */
    void open() {
        heard = now();
        try {
            transport.open(this, epoch);
        } catch (AmiException.ConnectionFailed e) {
            throw reason == null ? e : new AmiException.ConnectionFailed(reason + ": " + e.getMessage(), e);
        }
        started = new LoginFlow(settings).run(this, dispatcher.wanted(), dispatcher.wantsStart());
        // before the login is announced: what happens after the notice must not be ahead of the mask
        askForEvents().join();
        checkLife();
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

    private CompletableFuture<ActionResult> send(ActionRequest request, boolean own) {
        PendingAction action = new PendingAction(
                request, idPrefix + ids.incrementAndGet(), context, settings.maxListEvents(), listMemory, now());
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

    /** Sends an action of the session's own and waits for its response; for the login. */
    AmiResponse call(AmiAction action) {
        try {
            return sendOwn(action, settings.connectTimeout()).join().response();
        } catch (CompletionException e) {
            String why = reason == null ? e.getCause().getMessage() : reason;
            throw new AmiException.ConnectionFailed(why + ": no answer to " + action.name(), null);
        }
    }

    /** The PBX has accepted the login with this mask. */
    synchronized void loggedIn(EventClasses asked) {
        mask = asked;
    }

    /**
     * Asks for the event classes that are wanted now, if they are not asked for already; the future ends with the
     * PBX's answer. What is wanted is found out under the lock: the last one to ask must have seen the latest.
     */
    synchronized CompletableFuture<Void> askForEvents() {
        EventClasses wanted = dispatcher.wanted();
        if (wanted.equals(mask)) {
            return CompletableFuture.completedFuture(null);
        }
        mask = wanted;
        AmiAction events = AmiAction.named("Events")
                .field("EventMask", wanted.toEventMask())
                .build();
        return sendOwn(events, settings.connectTimeout()).handle((result, failure) -> {
            if (failure != null || result.response().isError()) {
                // connected and healthy but deaf is worse than a reconnect
                end("the PBX did not take the event mask " + wanted);
            } else if ("Off".equalsIgnoreCase(result.response().get("Events")) && !wanted.isEmpty()) {
                LOG.warn("{} the PBX knows none of the event classes {}", context, wanted);
            }
            return null;
        });
    }

    /** Runs the list actions of a consumer that has not had them since this login. */
    void takeSnapshot(EventSubscription subscription) {
        Map<String, CompletableFuture<List<AmiEvent>>> lists = new LinkedHashMap<>();
        subscription.snapshot().forEach(action -> lists.put(action, new CompletableFuture<>()));
        // before the first list is asked for: an event that is newer than the list must not overtake it
        if (!subscription.takeSnapshot(epoch, new Snapshot(lists))) {
            return;
        }
        lists.forEach((action, items) -> sendOwn(AmiAction.named(action).build(), subscription.snapshotTimeout())
                .whenComplete((result, failure) -> {
                    if (failure == null && result.items() != null) {
                        items.complete(result.items());
                        return;
                    }
                    String reason = failure != null
                            ? failure.getMessage()
                            : result.response().isError() ? result.response().message() : "it gives no list";
                    LOG.warn("{} no snapshot by {}: {}; events follow without it", context, action, reason);
                    items.complete(List.of());
                }));
    }

    /** Has the PBX deliver what it still keeps for us. */
    void drain() {
        transport.drain();
    }

    /** Asks when the PBX was started, for a consumer that comes after the login. */
    void askForStart() {
        sendOwn(LoginFlow.CORE_STATUS, settings.connectTimeout()).thenAccept(result -> {
            started = LoginFlow.started(result.response());
            dispatcher.started(started);
        });
    }

    /** Says goodbye and waits a moment for the PBX to close. */
    void logoff(Duration patience) {
        sendOwn(AmiAction.named("Logoff").build(), patience);
        try {
            ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end("closed by us");
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
                || event.name().equals("Shutdown");
    }

    @Override
    public void message(AmiMessage message) {
        if (message instanceof AmiResponse response) {
            pending.respond(response);
        } else if (message instanceof AmiEvent event) {
            event(event);
        }
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
            end("the PBX is shutting down (Restart: " + event.get("Restart") + ")");
        }
    }

    @Override
    public void received(int bytes) {
        heard = now();
        String full = dispatcher.flush(context);
        if (full != null) {
            end("the buffer of a consumer is full (" + full + ", overflow=disconnect)");
        }
    }

    @Override
    public void closed(AmiException cause, int discarded) {
        if (discarded > 0) {
            counters.discarded().increment();
        }
        dispatcher.flush(context);
        AmiException why = reason == null ? cause : new AmiException.ConnectionFailed(reason, cause);
        ended.countDown();
        if (nextCheck != null) {
            nextCheck.cancel(false);
        }
        end(why.getMessage());
        owner.closed(this, why);
    }

    private void checkLife() {
        if (isClosed()) {
            return;
        }
        long now = now();
        switch (keepAlive.step(now, heard, pending.busyUntil(now))) {
            case PING -> resources.run(() -> sendOwn(AmiAction.named("Ping").build(), settings.keepAliveTimeout()));
            case CLOSE -> {
                end("no sign of life from the PBX for "
                        + Duration.ofNanos(now - heard).toSeconds() + " s");
                return;
            }
            default -> {}
        }
        nextCheck = resources.after(Duration.ofNanos(keepAlive.delay(now, heard)), this::checkLife);
    }

    private long now() {
        return resources.nanoTime().getAsLong();
    }
}

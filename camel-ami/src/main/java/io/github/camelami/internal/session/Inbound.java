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

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.codec.ReceivedEvent;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;

/**
 * Receives the messages of one connection, and passes them to subscriptions, to actions, or to the connection itself.
 */
final class Inbound implements ConnectionSink {
    private final Connection connection;
    private final String idPrefix;
    private final SessionCounters counters;
    private final Subscriptions subscriptions;
    private final PendingActions pending;
    private final Liveness liveness;
    private final Snapshots snapshots;

    private volatile String server = "";
    /**
     * Whether the login has been announced, which must happen before the first event. Used only by the reading thread.
     */
    private boolean announced;
    /** Whether the PBX has just sent FullyBooted. Used only by the reading thread. */
    private boolean booted;

    Inbound(
            Connection connection,
            String idPrefix,
            SessionCounters counters,
            Subscriptions subscriptions,
            PendingActions pending,
            Liveness liveness,
            Snapshots snapshots) {
        this.connection = connection;
        this.idPrefix = idPrefix;
        this.counters = counters;
        this.subscriptions = subscriptions;
        this.pending = pending;
        this.liveness = liveness;
        this.snapshots = snapshots;
    }

    /** The greeting of the PBX; empty until it has arrived. */
    String server() {
        return server;
    }

    @Override
    public void banner(String banner) {
        server = banner;
    }

    @Override
    public boolean wants(EventView event) {
        return event.isAnswerTo(idPrefix)
                || isOfSession(event.name())
                || pending.channels().concerns(event)
                || isWanted(event);
    }

    private boolean isWanted(EventView event) {
        for (EventSubscription subscription : subscriptions.all()) {
            if (subscription.wants(event)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the session itself needs events of this name. */
    static boolean isOfSession(String name) {
        return name.equals("Shutdown") || name.equals("FullyBooted");
    }

    @Override
    public void event(ReceivedEvent event) {
        boolean isAnswer = event.isAnswerTo(idPrefix);
        // a UserEvent contains lines of its sender, and therefore may have any ActionID
        if (isAnswer && !event.name().equals("UserEvent")) {
            AmiEvent answer = event.message();
            // earlier events go first, because the answer also marks its place among them
            String full = handOver();
            pending.event(answer);
            endIfFull(full);
            if (!answer.isBroadcast()) {
                return;
            }
        }
        boolean concernsActions = pending.channels().concerns(event);
        if (!offer(event) && !isAnswer && !isOfSession(event.name()) && !concernsActions) {
            return;
        }
        if (!announced) {
            subscriptions.connected(connection.epoch(), server, connection.started());
            announced = true;
        }
        if (event.name().equals("Shutdown")) {
            connection.end(
                    "the PBX is shutting down (Restart: " + event.message().first("Restart") + ")");
        }
        booted |= event.name().equals("FullyBooted");
        if (concernsActions) {
            pending.channels().event(event.message());
        }
    }

    /**
     * Offers the event to all consumers, which keep it until the current read has been processed. Returns whether any
     * of them wants it.
     */
    private boolean offer(ReceivedEvent event) {
        boolean wanted = false;
        for (EventSubscription subscription : subscriptions.all()) {
            wanted |= subscription.offer(event);
        }
        return wanted;
    }

    @Override
    public void message(AmiMessage message) {
        if (message instanceof AmiResponse response) {
            // the events before a response are delivered first, because the receiver of the response may rely on this
            String full = handOver();
            pending.respond(response);
            endIfFull(full);
        }
    }

    @Override
    public void emptyLine(boolean alone) {
        pending.emptyLine(alone);
    }

    @Override
    public void answerEnded(OutgoingAction outgoing) {
        pending.answerEnded(outgoing);
    }

    @Override
    public void received(int bytes) {
        liveness.heard();
        endIfFull(handOver());
        if (booted) {
            // the events that were read before FullyBooted have been handed over
            booted = false;
            snapshots.fullyBooted();
        }
    }

    private void endIfFull(String full) {
        if (full != null) {
            connection.end("the buffer of a consumer is full (" + full + ", overflow=disconnect)");
        }
    }

    /**
     * Makes all consumers add the events of one read to their buffers.
     *
     * @return the limit that was exceeded, if the connection must be ended because of it; otherwise null
     */
    private String handOver() {
        String full = null;
        for (EventSubscription subscription : subscriptions.all()) {
            String limit = subscription.flush(connection.context());
            full = limit == null ? full : limit;
        }
        return full;
    }

    @Override
    public void unreadable(EventClasses asked) {
        connection.mask().unreadable(asked);
    }

    @Override
    public void readable() {
        connection.mask().readable();
    }

    @Override
    public void closed(AmiException below, int discarded) {
        if (discarded > 0) {
            counters.discarded().increment();
        }
        handOver();
        connection.closed(below);
    }
}

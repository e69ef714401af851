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
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event classes that the PBX sends over a connection. They change when consumers start and stop. */
final class EventMask {
    private static final Logger LOG = LoggerFactory.getLogger(EventMask.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Connection connection;
    private final SessionSettings settings;
    private final SessionResources resources;
    private final AmiTransport transport;
    private final Subscriptions subscriptions;
    private final AutoFilter filters;

    /** A lock instead of a monitor, which would pin a virtual thread of the caller to its carrier during the write. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile EventClasses mask = EventClasses.NONE;
    /** Completes when the PBX has accepted the mask; guarded by the lock. */
    private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);

    private volatile EventClasses unreadable = EventClasses.NONE;
    private volatile Future<?> retry;

    EventMask(
            Connection connection,
            SessionSettings settings,
            SessionResources resources,
            AmiTransport transport,
            Subscriptions subscriptions) {
        this.connection = connection;
        this.settings = settings;
        this.resources = resources;
        this.transport = transport;
        this.subscriptions = subscriptions;
        this.filters = new AutoFilter(connection, subscriptions);
    }

    /** The filters that are derived from what the consumers want. */
    AutoFilter filters() {
        return filters;
    }

    /** Records that the PBX has accepted the login with this mask. */
    void loggedIn(EventClasses accepted) {
        mask = accepted;
    }

    /**
     * Requests the event classes that are wanted now, unless they have been requested already. Filters that let wanted
     * events pass are added before. The future completes when the PBX has answered. The wanted classes are determined
     * under the lock, so that the last request contains the latest ones.
     */
    CompletableFuture<Void> ask() {
        asking.lock();
        try {
            EventClasses wanted = subscriptions.wanted();
            boolean widened = !wanted.isEmpty() && filters.widen(mask.isEmpty());
            if (wanted.equals(mask) && !widened) {
                connection.answered();
                return asked;
            }
            mask = wanted;
            unreadable = EventClasses.NONE;
            asked = send(wanted);
            return asked;
        } finally {
            asking.unlock();
        }
    }

    private CompletableFuture<Void> send(EventClasses wanted) {
        boolean forgotten = transport.forgetsFilters();
        if (forgotten) {
            settings.serverFilters()
                    .forEach(each ->
                            connection.sendBehindOthers(PbxFilter.of(each).action(), null));
        }
        CompletableFuture<Void> filtered = filters.add(forgotten);
        AmiAction events =
                AmiAction.named("Events").field("EventMask", value(wanted)).build();
        return connection
                .sendBehindOthers(events, wanted)
                .handle((result, failure) -> filtered.handle((nothing, unsent) ->
                        answered(wanted, result, failure == null && unsent != null ? unsent.getCause() : failure)))
                .thenCompose(done -> done)
                .thenCompose(done -> done);
    }

    /**
     * The value of the event mask for these classes. If no class is wanted, the smallest mask that the transport
     * allows.
     */
    String value(EventClasses wanted) {
        return (wanted.isEmpty() ? transport.leastMask() : wanted).toEventMask();
    }

    /** The requested classes if the user may read none of them, so that no events arrive; usually empty. */
    String unreadable() {
        EventClasses now = unreadable;
        return now.isEmpty() ? "" : now.toString();
    }

    /**
     * Records that the user apparently may read none of the requested classes. The transport then fetches no events
     * until the classes are requested again. They are requested again after a minute, because the cause may be a
     * different one.
     */
    void unreadable(EventClasses classes) {
        EventClasses current = mask;
        if (!classes.equals(current)) {
            // the transport gave up this mask while another one was being requested, so the PBX may now have neither
            askAgainLater(current);
            return;
        }
        if (!classes.equals(unreadable)) {
            LOG.warn(
                    "{} the user may read none of the event classes {}, so no events arrive; add them to 'read' of the"
                            + " user in manager.conf, and log in again",
                    connection.context(),
                    classes);
        }
        unreadable = classes;
        retry = resources.after(AGAIN, () -> {
            if (classes.equals(unreadable)) {
                askAgainLater(classes);
            }
        });
    }

    private void askAgainLater(EventClasses wanted) {
        resources.run(() -> askAgain(wanted), () -> endWithoutThread(wanted));
    }

    private void endWithoutThread(EventClasses wanted) {
        connection.end("no thread is available to request the event mask " + wanted);
    }

    /**
     * Requests the mask again. The future completes when the PBX has accepted this mask, or the later one that replaced
     * it.
     */
    private CompletableFuture<Void> askAgain(EventClasses wanted) {
        asking.lock();
        try {
            if (!wanted.equals(mask) && !filters.areMissing()) {
                return asked;
            }
            return connection.isClosed() ? CompletableFuture.completedFuture(null) : send(mask);
        } finally {
            asking.unlock();
        }
    }

    /** Records that an event of the requested classes has arrived after all. */
    void readable() {
        unreadable = EventClasses.NONE;
    }

    /** Cancels the next request, because the connection has ended. */
    void end() {
        Future<?> next = retry;
        if (next != null) {
            next.cancel(false);
        }
    }

    /**
     * Ends the connection if the PBX did not accept the mask, because a reconnect is better than a connection without
     * events.
     */
    private CompletableFuture<Void> answered(EventClasses wanted, ActionResult result, Throwable failure) {
        if (failure instanceof AmiException.NotSent && connection.ending() == null) {
            // the request was not sent; it is repeated, but not on the thread of the timer
            return CompletableFuture.<Void>completedFuture(null)
                    .thenComposeAsync(nothing -> askAgain(wanted), resources.threads())
                    .exceptionally(noThread -> {
                        endWithoutThread(wanted);
                        return null;
                    });
        }
        if (failure != null) {
            connection.end("the PBX did not answer Events with the event mask " + wanted);
            return CompletableFuture.completedFuture(null);
        }
        connection.answered();
        if (result.response().isError()) {
            connection.end("the PBX did not accept the event mask " + wanted + " ("
                    + result.response().message() + ")");
        } else if ("Off".equalsIgnoreCase(result.response().first("Events")) && !wanted.isEmpty()) {
            LOG.warn("{} the PBX knows none of the event classes {}", connection.context(), wanted);
        }
        return CompletableFuture.completedFuture(null);
    }
}

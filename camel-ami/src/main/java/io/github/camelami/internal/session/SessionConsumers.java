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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Starts, resumes and drains the consumers of a session, with or without a connection. */
final class SessionConsumers {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Subscriptions subscriptions;
    private final SessionResources resources;
    private final Supplier<Connection> ready;
    /** Completes when the events that the PBX held at the beginning of the context's stop have arrived. */
    private volatile CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);

    /** @param ready supplies the connection if it is logged in, otherwise null */
    SessionConsumers(Subscriptions subscriptions, SessionResources resources, Supplier<Connection> ready) {
        this.subscriptions = subscriptions;
        this.resources = resources;
        this.ready = ready;
    }

    /** Implements {@link AmiSession#subscribe}. */
    CompletableFuture<Void> start(EventSubscription subscription) {
        subscription.awaitStart();
        subscriptions.add(subscription);
        Connection current = ready.get();
        if (current == null) {
            subscription.begin();
            takeSnapshot(subscription);
            return CompletableFuture.completedFuture(null);
        }
        if (subscription.wantsNotices() && current.started().isEmpty()) {
            current.askForStart();
        }
        return current.begin(subscription).thenRunAsync(() -> takeSnapshot(subscription), resources::run);
    }

    /** Ends the suspension of a consumer. {@code epoch} is the current epoch of the session. */
    void resume(EventSubscription subscription, long epoch) {
        if (subscription.resume(epoch)) {
            takeSnapshot(subscription);
        }
    }

    /**
     * Requests the snapshot of the current login, unless the consumer already has it. The session may have logged in
     * again since the consumer started.
     */
    private void takeSnapshot(EventSubscription subscription) {
        Connection current = ready.get();
        if (current != null) {
            current.takeSnapshot(subscription);
        }
    }

    /**
     * Begins to fetch the events that the PBX still holds. Consumers that stop later wait for the result. In this way,
     * all PBXes of a context are drained in parallel, and within Camel's shutdown timeout.
     */
    void beginDrain() {
        if (!subscriptions.all().isEmpty()) {
            CompletableFuture<Void> begun = new CompletableFuture<>();
            drained = begun;
            resources.run(() -> drainNow(begun), () -> begun.complete(null));
        }
    }

    private void drainNow(CompletableFuture<Void> begun) {
        try {
            drainNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            begun.complete(null);
        }
    }

    private void drainNow() throws InterruptedException {
        Connection current = ready.get();
        if (current != null) {
            current.drain(DRAIN);
        }
    }

    /** Implements {@link AmiSession#drain}. */
    void drain() {
        CompletableFuture<Void> begun = drained;
        try {
            if (begun.isDone()) {
                drainNow();
            } else {
                begun.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    void stop(EventSubscription subscription) {
        subscriptions.remove(subscription);
        askForMask();
    }

    /** Requests the event classes that are needed now from the PBX. */
    void askForMask() {
        Connection current = ready.get();
        if (current != null) {
            current.mask().ask();
        }
    }

    /** Requests the events and snapshots that the consumers need, after a login. */
    void loggedIn(Connection next) {
        next.mask().ask();
        subscriptions.all().forEach(next::takeSnapshot);
    }
}

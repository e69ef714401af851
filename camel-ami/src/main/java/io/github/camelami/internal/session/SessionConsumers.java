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

/** The consumers of a session: what it does for one that starts, resumes or stops, with a connection or without. */
final class SessionConsumers {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Subscriptions subscriptions;
    private final SessionResources resources;
    private final Supplier<Connection> ready;
    /** Completes when the events that the PBX held as the context began to stop have arrived. */
    private volatile CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);

    /** @param ready supplies the connection that is logged in, or null */
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

    /** @param epoch the current epoch of the session */
    void resume(EventSubscription subscription, long epoch) {
        if (subscription.resume(epoch)) {
            takeSnapshot(subscription);
        }
    }

    /**
     * Takes the snapshot of the current login, unless the consumer has it. The session may have logged in again since
     * the consumer started.
     */
    private void takeSnapshot(EventSubscription subscription) {
        Connection current = ready.get();
        if (current != null) {
            current.takeSnapshot(subscription);
        }
    }

    /**
     * Begins to receive the events that the PBX still holds. Consumers that stop meanwhile wait for that. In this way,
     * all PBXes of a context take no longer than one, and Camel's shutdown timeout applies.
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

    /** Asks the PBX for the event classes that are needed now. */
    void askForMask() {
        Connection current = ready.get();
        if (current != null) {
            current.mask().ask();
        }
    }

    /** Requests what the consumers need from the connection that has just logged in. */
    void loggedIn(Connection next) {
        next.mask().ask();
        subscriptions.all().forEach(next::takeSnapshot);
    }
}

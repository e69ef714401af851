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

import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/** The actions that wait for a session. Each waits no longer than its own timeout, and their number is limited. */
final class WaitingActions {
    private final SessionResources resources;
    private final int limit;
    private final Set<CompletableFuture<Void>> waiters = ConcurrentHashMap.newKeySet();
    private volatile boolean allowed = true;

    WaitingActions(SessionResources resources, int limit) {
        this.resources = resources;
        this.limit = limit;
    }

    boolean isAllowed() {
        return allowed;
    }

    /** Makes later actions fail instead of waiting. */
    void forbid() {
        allowed = false;
    }

    /**
     * Adds an action. The future completes when there is a session, when the wait is ended, or after the timeout of the
     * request. If the limit is reached, it fails at once with {@link AmiException.NotSent}.
     *
     * @return a future of the request, with the remaining part of its timeout
     */
    CompletableFuture<ActionRequest> add(ActionRequest request, String context) {
        if (waiters.size() >= limit) {
            return CompletableFuture.failedFuture(new AmiException.NotSent(context + ' '
                    + request.action().name() + ": not sent: maxInFlight=" + limit + " actions wait for a session"));
        }
        long start = resources.nanoTime().getAsLong();
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        waiters.add(waiter);
        Future<?> timer = resources.after(request.timeout(), () -> waiter.complete(null));
        return waiter.thenApply(nothing -> {
            waiters.remove(waiter);
            timer.cancel(false);
            return request.after(Duration.ofNanos(resources.nanoTime().getAsLong() - start));
        });
    }

    /** Ends the waiting of all actions. */
    void letGo() {
        waiters.forEach(waiter -> waiter.complete(null));
    }
}

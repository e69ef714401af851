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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one connection. Each list action of a consumer supplies its list once after the login.
 *
 * <p>A PBX accepts logins before it has loaded its modules. Until a module is loaded, the PBX does not know its
 * actions. Loading takes 0.5 to 0.7 s on a fast machine, and longer if the PBX starts slowly. The list of such an
 * action follows later in a snapshot of its own, and events are delivered in the meantime. The action is sent again
 * when {@code FullyBooted} arrives. Only users with {@code read=system} receive that event, so the action is also sent
 * again after increasing pauses. If the PBX does not know the action after {@code FullyBooted}, or half a minute after
 * the login, the PBX does not have it.
 */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration YOUTH = Duration.ofSeconds(30);

    /** The lists that a consumer still has to receive. */
    private record Rest(EventSubscription subscription, List<String> actions, Duration pause) {}

    private final Connection connection;
    private final String username;
    private final SessionResources resources;
    private final long loggedInAt;
    private final Set<Rest> late = new HashSet<>();
    private boolean booted;

    Snapshots(Connection connection, String username, SessionResources resources) {
        this.connection = connection;
        this.username = username;
        this.resources = resources;
        this.loggedInAt = resources.nanoTime().getAsLong();
    }

    /** Runs the list actions of a consumer, unless it has received their lists since this login. */
    void take(EventSubscription subscription) {
        take(new Rest(subscription, subscription.snapshot(), FIRST_PAUSE), subscription::takeSnapshot);
    }

    /** Requests the missing lists again, because the PBX has loaded all its modules. */
    void fullyBooted() {
        List<Rest> due;
        synchronized (this) {
            booted = true;
            due = List.copyOf(late);
            late.clear();
        }
        due.forEach(this::retake);
    }

    private void take(Rest wanted, Predicate<Snapshot> taken) {
        boolean grown = isGrown();
        Queue<String> unknown = new ConcurrentLinkedQueue<>();
        Map<String, CompletableFuture<List<AmiEvent>>> lists = new LinkedHashMap<>();
        wanted.actions.forEach(action -> lists.put(action, new CompletableFuture<>()));
        // the snapshot is placed before its first list is requested, so that no event that is newer than the list
        // precedes it
        if (!taken.test(new Snapshot(connection.epoch(), lists))) {
            return;
        }
        lists.forEach((action, items) -> connection
                .sendOwn(AmiAction.named(action).build(), wanted.subscription.snapshotTimeout())
                .whenComplete((result, failure) -> {
                    if (failure == null && result.items() != null) {
                        items.complete(result.items());
                        return;
                    }
                    if (failure == null && !grown && isUnknown(result.response())) {
                        unknown.add(action);
                    } else if (failure == null && isUnknown(result.response()) && !Catalogue.isAction(action)) {
                        LOG.debug("{} the PBX does not know {} either", connection.context(), action);
                    } else {
                        warn(action, failure == null ? reason(action, result.response()) : failure.getMessage());
                    }
                    items.complete(List.of());
                }));
        CompletableFuture.allOf(lists.values().toArray(CompletableFuture[]::new))
                .thenRun(() -> postpone(wanted, unknown));
    }

    private void postpone(Rest asked, Queue<String> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        Rest rest = new Rest(asked.subscription, new ArrayList<>(unknown), asked.pause.multipliedBy(2));
        boolean waits;
        synchronized (this) {
            waits = !booted && late.add(rest);
        }
        if (!waits) {
            // the PBX has loaded its modules between the answer and now
            retake(rest);
            return;
        }
        resources.after(asked.pause, () -> {
            boolean due;
            synchronized (this) {
                due = late.remove(rest);
            }
            if (due) {
                retake(rest);
            }
        });
    }

    private void retake(Rest rest) {
        resources.run(
                () -> {
                    if (!connection.isClosed()) {
                        take(rest, rest.subscription::takeRest);
                    }
                },
                () -> resources.after(rest.pause, () -> retake(rest)));
    }

    private synchronized boolean isGrown() {
        return booted || resources.nanoTime().getAsLong() - loggedInAt > YOUTH.toNanos();
    }

    private void warn(String action, String reason) {
        LOG.warn("{} no snapshot from {}: {}; events follow without it", connection.context(), action, reason);
    }

    private String reason(String action, AmiResponse response) {
        if (!response.isError()) {
            return "it returns no list";
        }
        String message = response.message();
        return message + (message.equals("Permission denied") ? Catalogue.missingRight(action, username) : "");
    }

    private static boolean isUnknown(AmiResponse response) {
        return response.isError() && response.message().startsWith("Invalid/unknown command");
    }
}

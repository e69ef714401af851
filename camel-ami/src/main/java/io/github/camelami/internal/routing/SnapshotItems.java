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
package io.github.camelami.internal.routing;

import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.Snapshot;
import io.github.camelami.message.AmiEvent;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Routes the items of a run's snapshots, one snapshot after the other. If the run is stopped, the remaining items are
 * counted as dropped.
 */
final class SnapshotItems {
    private static final int STOPPED = -1;

    private final EventSubscription events;
    private final Consumer<ExchangeRoute.Marked> route;
    private final Runnable awaitRoutes;
    /**
     * The number of items of the current snapshot that have not been routed. The thread that lowers this number is
     * responsible for the items in question: it routes them, or counts them as dropped.
     */
    private final AtomicInteger left = new AtomicInteger();

    private Iterator<Map.Entry<String, CompletableFuture<List<AmiEvent>>>> lists = Collections.emptyIterator();
    private Iterator<AmiEvent> items = Collections.emptyIterator();
    /** The action that has returned these items. */
    private String action = "";

    /**
     * @param route receives each item
     * @param awaitRoutes waits until the routes of all items have ended
     */
    SnapshotItems(EventSubscription events, Consumer<ExchangeRoute.Marked> route, Runnable awaitRoutes) {
        this.events = events;
        this.route = route;
        this.awaitRoutes = awaitRoutes;
    }

    /** The number of items of the current snapshot that are not routed yet. */
    int left() {
        return Math.max(0, left.get());
    }

    /** Stops routing. Returns the number of items that will not be routed, which the caller must count as dropped. */
    int stop() {
        return Math.max(0, left.getAndSet(STOPPED));
    }

    /** Counts the items of a snapshot as dropped, because they will not be routed. */
    void giveUp(Snapshot snapshot) {
        int items = snapshot.items();
        events.receive(items);
        events.giveUp(items);
    }

    /** Routes a snapshot completely, whose lists are available. Later events wait until this method returns. */
    void route(Snapshot snapshot) {
        if (!begin(snapshot)) {
            return;
        }
        try {
            while (routeNext()) {
                // the next item follows
            }
            awaitRoutes.run();
        } finally {
            end();
        }
    }

    /**
     * Begins to route a snapshot whose lists are available.
     *
     * @return false if the run was stopped, so that the items will not be routed
     */
    boolean begin(Snapshot snapshot) {
        if (!left.compareAndSet(0, snapshot.items())) {
            // the run was stopped before the items arrived
            giveUp(snapshot);
            return false;
        }
        events.receive(snapshot.items());
        lists = snapshot.lists().entrySet().iterator();
        items = Collections.emptyIterator();
        return true;
    }

    /**
     * Routes the next item.
     *
     * @return false if there is none, or if the run was stopped
     */
    boolean routeNext() {
        while (!items.hasNext()) {
            if (!lists.hasNext()) {
                return false;
            }
            var next = lists.next();
            action = next.getKey();
            items = next.getValue().join().iterator();
        }
        AmiEvent item = items.next();
        if (left.getAndUpdate(SnapshotItems::oneLess) <= 0) {
            return false;
        }
        route.accept(new ExchangeRoute.Marked(item, EventHeaderNames.SNAPSHOT, action));
        return true;
    }

    /** Ends a snapshot. Counts the items as dropped that have not been routed because of a failure. */
    void end() {
        lists = Collections.emptyIterator();
        items = Collections.emptyIterator();
        events.giveUp(Math.max(0, left.getAndUpdate(count -> Math.min(count, 0))));
    }

    private static int oneLess(int items) {
        return items > 0 ? items - 1 : items;
    }
}

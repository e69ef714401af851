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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The items of a run's snapshots: routed one snapshot at a time, or given up and counted if the run is stopped. */
final class SnapshotItems {
    private static final int STOPPED = -1;

    private final EventSubscription events;
    private final Consumer<ExchangeRoute.Marked> route;
    private final Runnable awaitRoutes;
    /** Items of the current snapshot that are not routed yet; a thread that lowers the number owns those items. */
    private final AtomicInteger left = new AtomicInteger();

    /** The items go to {@code route}; {@code awaitRoutes} waits until the routes of all of them have ended. */
    SnapshotItems(EventSubscription events, Consumer<ExchangeRoute.Marked> route, Runnable awaitRoutes) {
        this.events = events;
        this.route = route;
        this.awaitRoutes = awaitRoutes;
    }

    /** The items of the current snapshot that are not routed yet. */
    int left() {
        return Math.max(0, left.get());
    }

    /** Routes nothing any more; returns how many items were left, which the caller counts as given up. */
    int stop() {
        return Math.max(0, left.getAndSet(STOPPED));
    }

    /** Counts the items of a snapshot that will not be routed. */
    void giveUp(Snapshot snapshot) {
        int items = snapshot.items();
        events.receive(items);
        events.giveUp(items);
    }

    /** Routes a snapshot; live events wait until it has been routed completely. */
    void route(Snapshot snapshot) throws InterruptedException {
        snapshot.await();
        if (!left.compareAndSet(0, snapshot.items())) {
            // a stop came before there were any items
            giveUp(snapshot);
            return;
        }
        events.receive(snapshot.items());
        try {
            for (var list : snapshot.lists().entrySet()) {
                for (AmiEvent item : list.getValue().join()) {
                    if (left.getAndUpdate(SnapshotItems::oneLess) <= 0) {
                        return;
                    }
                    route.accept(new ExchangeRoute.Marked(item, EventHeaderNames.SNAPSHOT, list.getKey()));
                }
            }
            awaitRoutes.run();
        } finally {
            events.giveUp(Math.max(0, left.getAndUpdate(items -> Math.min(items, 0))));
        }
    }

    private static int oneLess(int items) {
        return items > 0 ? items - 1 : items;
    }
}

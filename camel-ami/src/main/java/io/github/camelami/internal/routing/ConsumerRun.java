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

import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.internal.session.EventReceiver;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.Notice;
import io.github.camelami.internal.session.Snapshot;
import io.github.camelami.message.AmiEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The work of a consumer for one PBX between a start and the next stop: it takes the received events in order, and
 * routes them. Each start creates a new run, so that a route that continues after a stop does not take part in the next
 * run.
 */
public abstract class ConsumerRun {
    private final boolean notices;
    private final EventSubscription events;
    private final ExchangeRoute exchanges;
    /** Turns events into calls, queues or agents; null if events are routed unchanged. */
    private final TrackerFeed feed;

    private final SnapshotItems items;

    private volatile boolean stopped;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * What a run needs.
     *
     * @param notices whether notices are routed
     * @param feed creates the feed of the tracker, given a receiver for its calls, queues or agents; null to route events
     *     unchanged
     */
    public record Source(
            EventSubscription events,
            boolean notices,
            ExchangeRoute exchanges,
            Function<Consumer<Object>, TrackerFeed> feed) {}

    ConsumerRun(Source source) {
        this.notices = source.notices();
        this.events = source.events();
        this.exchanges = source.exchanges();
        this.items = new SnapshotItems(events, this::routeItem, this::awaitRoutes);
        this.feed = source.feed() == null ? null : source.feed().apply(this::routeNext);
    }

    /** Begins to route. */
    public abstract void start();

    /**
     * Stops routing. Does not wait for routes in progress. Camel may stop a consumer twice, because a graceful stop that
     * takes too long still suspends it.
     *
     * @return how many events, items, calls, queues or agents were taken and will not be routed; 0 for a second stop
     */
    public int stop() {
        halt();
        if (ended.getAndSet(true)) {
            return 0;
        }
        int left = items.stop();
        Unrouted unrouted = stopRouting();
        left += unrouted.events();
        events.giveUp(left);
        if (feed != null) {
            feed.stop();
        }
        return left + unrouted.tracked();
    }

    /** What was taken and will not be routed; {@code tracked} are calls, queues and agents. */
    record Unrouted(int events, int tracked) {
        static final Unrouted NONE = new Unrouted(0, 0);
    }

    /** Ends the routing of what was taken. */
    abstract Unrouted stopRouting();

    /**
     * Routes an event, call, queue, agent, notice or item after those that were taken earlier; false if it will not be
     * routed.
     */
    abstract boolean route(Object next);

    /** Waits until everything that was taken has been routed. */
    abstract void awaitRoutes();

    /** Routes a notice after everything that was taken before it, and before everything that is taken after it. */
    abstract void routeAlone(Notice notice);

    /** Routes a snapshot, in its place as in {@link #routeAlone}. */
    abstract void routeSnapshot(Snapshot snapshot) throws InterruptedException;

    /** Makes the run take nothing more. */
    void halt() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** The number of events, calls and other items that were taken and whose routes have not ended. */
    public int pending() {
        return items.left() + inProgress();
    }

    abstract int inProgress();

    /** The number of ended calls, and of changes of queues, that are not reported yet, because late events may follow. */
    int undecided() {
        CallStage calls = feed == null ? null : feed.stage(CallStage.class);
        QueueStage queues = feed == null ? null : feed.stage(QueueStage.class);
        return (calls == null ? 0 : calls.ending()) + (queues == null ? 0 : queues.undecided());
    }

    /** When the oldest event in progress began to wait, in milliseconds since 1970; now if none is in progress. */
    public abstract long oldest();

    /** The feed of the tracker; null if events are routed unchanged. */
    public TrackerFeed feed() {
        return feed;
    }

    EventSubscription events() {
        return events;
    }

    ExchangeRoute exchanges() {
        return exchanges;
    }

    SnapshotItems items() {
        return items;
    }

    EventReceiver receiver() {
        return feed == null ? new EventIntake() : new TrackerIntake();
    }

    private void routeNext(Object next) {
        if (!route(next) && next instanceof AmiEvent) {
            events.giveUp(1);
        }
    }

    private void routeItem(ExchangeRoute.Marked item) {
        if (!route(item)) {
            events.giveUp(1);
        }
    }

    /** Routes a notice if the consumer wants notices. */
    void routeNotice(Notice notice) {
        if (notices) {
            route(new ExchangeRoute.Marked(
                    notice.event(), EventHeaderNames.NOTICE, notice.kind().name()));
        }
    }

    /** Routes on this thread. */
    void routeHere(Object next) {
        exchanges.route(next);
        // if a route has set the interrupt flag, the flag must not affect the next route
        if (Thread.interrupted() && stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Routes events unchanged. Also receives events that were taken while the run was being stopped. */
    private final class EventIntake implements EventReceiver {

        @Override
        public void event(AmiEvent event) {
            if (stopped) {
                events.giveUp(1);
                return;
            }
            try {
                routeNext(event);
            } catch (Throwable e) {
                events.giveUp(1);
                throw e;
            }
        }

        @Override
        public void notice(Notice notice) {
            if (!stopped) {
                routeAlone(notice);
            }
        }

        @Override
        public void snapshot(Snapshot snapshot) throws InterruptedException {
            if (stopped) {
                items.giveUp(snapshot);
                return;
            }
            try {
                routeSnapshot(snapshot);
            } catch (InterruptedException e) {
                if (stopped) {
                    items.giveUp(snapshot);
                }
                throw e;
            }
        }
    }

    /** Passes events to the feed, including events that were taken while the run was being stopped. */
    private final class TrackerIntake implements EventReceiver {

        @Override
        public void event(AmiEvent event) throws InterruptedException {
            if (!stopped) {
                feed.event(event);
            }
        }

        @Override
        public void notice(Notice notice) throws InterruptedException {
            if (!stopped) {
                feed.notice(notice);
                routeAlone(notice);
            }
        }

        @Override
        public void answered(ActionResult result) throws InterruptedException {
            if (!stopped) {
                feed.answered(result);
            }
        }
    }
}

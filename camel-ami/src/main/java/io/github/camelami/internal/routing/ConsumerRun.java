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

import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.internal.session.EventReceiver;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.Notice;
import io.github.camelami.internal.session.Snapshot;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a consumer between a start and the next stop: a worker takes the received events in order and routes
 * them. Each start creates a new run, so that a route that continues after a stop does not take part in the next run.
 */
public final class ConsumerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRun.class);
    private static final int PATIENCE = 1_000;

    /**
     * The options of a consumer's endpoint for its events.
     *
     * @param endpoint the name of the PBX in the URI
     */
    public record Options(String endpoint, boolean notices, int concurrentConsumers, String orderBy) {}

    private final String context;
    private final boolean notices;
    private final EventSubscription events;
    private final ExchangeRoute exchanges;
    private final ExecutorServiceManager threads;
    private final ExecutorService worker;
    /** Routes events in parallel; null if the worker itself routes one event after the other. */
    private final OrderedRouting<Object> routing;
    /** Turns events into calls, queues or agents; null if events are routed unchanged. */
    private final TrackerFeed feed;

    private final SnapshotItems items;

    private volatile boolean stopped;

    /**
     * Creates a run with threads of its own.
     *
     * @param consumer the owner of the threads
     * @param feed creates the feed of the tracker, given a receiver for its calls, queues or agents; null to route events
     *     unchanged
     */
    public ConsumerRun(
            Consumer consumer,
            Options options,
            EventSubscription events,
            ExchangeRoute exchanges,
            Function<java.util.function.Consumer<Object>, TrackerFeed> feed) {
        this.context = "ami:" + options.endpoint() + ':';
        this.notices = options.notices();
        this.events = events;
        this.exchanges = exchanges;
        this.items = new SnapshotItems(events, this::routeItem, this::awaitAll);
        this.threads = consumer.getEndpoint().getCamelContext().getExecutorServiceManager();
        this.feed = feed == null ? null : feed.apply(this::routeNext);
        int concurrent = options.concurrentConsumers();
        if (concurrent > 1) {
            OrderKeys keys = new OrderKeys(options.orderBy());
            routing = new OrderedRouting<>(
                    context,
                    threads.newFixedThreadPool(consumer, "AmiConsumerRoute", concurrent),
                    concurrent,
                    next -> keys(keys, next),
                    next -> next instanceof AmiEvent event ? event.receivedAt() : System.currentTimeMillis(),
                    exchanges::route);
        } else {
            routing = null;
        }
        this.worker = threads.newSingleThreadExecutor(consumer, "AmiConsumer");
    }

    private static Set<String> keys(OrderKeys keys, Object next) {
        if (next instanceof AmiEvent event) {
            return keys.of(event);
        }
        if (next instanceof AmiQueue queue) {
            return OrderKeys.of(queue);
        }
        if (next instanceof AmiAgent agent) {
            return OrderKeys.of(agent);
        }
        // notices and items of a snapshot are routed alone, one after the other
        return next instanceof AmiCall call ? OrderKeys.of(call) : Set.of("");
    }

    private static boolean isTracked(Object each) {
        return each instanceof AmiCall || each instanceof AmiQueue || each instanceof AmiAgent;
    }

    public void start() {
        Handover.to(worker, this::work);
    }

    /**
     * Stops routing. Does not wait for routes in progress.
     *
     * @return how many events, items, calls, queues or agents were taken and will not be routed
     */
    public int stop() {
        stopped = true;
        int left = items.stop();
        int trackedLeft = 0;
        if (routing != null) {
            for (Object each : routing.stop(threads)) {
                boolean isNotice = each instanceof ExchangeRoute.Marked marked && !isItem(marked);
                left += isTracked(each) || isNotice ? 0 : 1;
                trackedLeft += isTracked(each) ? 1 : 0;
            }
        }
        events.giveUp(left);
        threads.shutdownNow(worker);
        if (feed != null) {
            feed.stop();
        }
        return left + trackedLeft;
    }

    private static boolean isItem(ExchangeRoute.Marked marked) {
        return marked.header().equals(EventHeaderNames.SNAPSHOT);
    }

    /** The number of events, calls and other items that were taken and whose routes have not ended. */
    public int pending() {
        return items.left() + (routing == null ? 0 : routing.inProgress());
    }

    /** When the oldest event in progress began to wait, in milliseconds since 1970; now if none is in progress. */
    public long oldest() {
        return routing == null ? System.currentTimeMillis() : routing.oldest();
    }

    /** The feed of the tracker; null if events are routed unchanged. */
    public TrackerFeed feed() {
        return feed;
    }

    private void work() {
        EventReceiver receiver = feed == null ? new EventIntake() : new TrackerIntake();
        while (!stopped) {
            try {
                long patience = feed == null ? PATIENCE : feed.patience();
                if (!events.poll(patience, TimeUnit.MILLISECONDS, receiver) && !stopped) {
                    idle();
                }
            } catch (InterruptedException e) {
                LOG.debug("{} interrupted", context);
            } catch (Throwable e) {
                exchanges.handle("event not routed", null, e);
            }
        }
    }

    private void idle() throws InterruptedException {
        if (feed != null) {
            feed.idle();
        }
        if (routing != null) {
            routing.retry();
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
                awaitAll();
                items.route(snapshot);
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

    /** Routes an event, call, queue or agent, on this thread or by the workers. */
    private void routeNext(Object next) {
        if (routing == null) {
            routeHere(next);
        } else if (!routing.route(next) && next instanceof AmiEvent) {
            events.giveUp(1);
        }
    }

    private void routeHere(Object next) {
        exchanges.route(next);
        // if a route has set the interrupt flag, the flag must not affect the next route
        if (Thread.interrupted() && stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void routeAlone(Notice notice) {
        awaitAll();
        if (notices) {
            routeNext(new ExchangeRoute.Marked(
                    notice.event(), EventHeaderNames.NOTICE, notice.kind().name()));
            awaitAll();
        }
    }

    private void routeItem(ExchangeRoute.Marked item) {
        if (routing == null) {
            routeHere(item);
        } else if (!routing.route(item)) {
            events.giveUp(1);
        }
    }

    private void awaitAll() {
        if (routing != null) {
            routing.awaitAll();
        }
    }
}

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
package io.github.camelami;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.session.AmiSession;
import io.github.camelami.session.EventSubscription;
import io.github.camelami.session.Notice;
import io.github.camelami.session.Snapshot;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer does from a start to the next stop, on a worker that takes what has been received, in order. Each
 * start has one of its own: a route that outlives its stop finds nothing to go on with, whatever has started since.
 */
final class ConsumerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRun.class);
    private static final int PATIENCE = 1_000;

    private final String context;
    private final boolean notices;
    private final EventSubscription events;
    private final ExchangeRoute exchanges;
    private final ExecutorServiceManager threads;
    private final ExecutorService worker;
    /** Null where the worker routes itself, one event after the other. */
    private final OrderedRouting<Object> routing;
    /** Null where events are routed as they are. */
    private final TrackerFeed feed;
    /** Null where no calls are given out. */
    private final CallRouting calls;
    /** Null where neither queues nor agents are given out. */
    private final QueueRouting queues;
    /** Items of the snapshot under way that have not been routed; whoever lowers it has those items. */
    private final AtomicInteger items = new AtomicInteger();

    private volatile boolean stopped;

    ConsumerRun(
            AmiConsumer consumer,
            AmiEndpoint endpoint,
            AmiSession session,
            EventSubscription events,
            ExchangeRoute exchanges) {
        AmiConsumerConfiguration options = endpoint.getConsumerConfiguration();
        this.context = "ami:" + endpoint.getName() + ':';
        this.notices = options.isNotices();
        this.events = events;
        this.exchanges = exchanges;
        this.threads = endpoint.getCamelContext().getExecutorServiceManager();
        PbxLists lists = new PbxLists(endpoint, session);
        this.calls = options.getEmit().ofCalls() ? new CallRouting(endpoint, lists, this::routeNext) : null;
        this.queues = options.getEmit().ofQueues() ? new QueueRouting(endpoint, lists, this::routeNext) : null;
        this.feed = calls != null
                ? new TrackerFeed(session, lists, calls, options.getCallCheckInterval())
                : queues != null ? new TrackerFeed(session, lists, queues, options.getQueueCheckInterval()) : null;
        int concurrent = options.getConcurrentConsumers();
        if (concurrent > 1) {
            OrderKeys keys = new OrderKeys(options.getOrderBy());
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

    /** Whether it is none of the events that were received. */
    private static boolean isTracked(Object each) {
        return each instanceof AmiCall || each instanceof AmiQueue || each instanceof AmiAgent;
    }

    void start() {
        Handover.to(worker, this::work);
    }

    /**
     * Routes nothing any more, from now on; never waits for a route.
     *
     * @return how many events, items or calls it had taken and will not route
     */
    int stop() {
        stopped = true;
        int left = items.getAndSet(0);
        int callsLeft = 0;
        if (routing != null) {
            for (Object each : routing.stop(threads)) {
                boolean isNotice = each instanceof ExchangeRoute.Marked marked && !isItem(marked);
                left += isTracked(each) || isNotice ? 0 : 1;
                callsLeft += isTracked(each) ? 1 : 0;
            }
        }
        events.giveUp(left);
        threads.shutdownNow(worker);
        if (calls != null) {
            calls.stop();
        }
        return left + callsLeft;
    }

    private static boolean isItem(ExchangeRoute.Marked marked) {
        return marked.header().equals(AmiConstants.SNAPSHOT);
    }

    /** Events, calls or items that have been taken and are not through the route. */
    int pending() {
        return items.get() + (routing == null ? 0 : routing.inProgress());
    }

    /** Since when the oldest event has waited that was taken and is not through the route; now if there is none. */
    long oldest() {
        return routing == null ? System.currentTimeMillis() : routing.oldest();
    }

    /** Null where no calls are given out. */
    CallRouting calls() {
        return calls;
    }

    /** Null where events are routed as they are. */
    TrackerFeed feed() {
        return feed;
    }

    /** Null where neither queues nor agents are given out. */
    QueueRouting queues() {
        return queues;
    }

    private void work() {
        while (!stopped) {
            Object next = null;
            try {
                next = events.poll(feed == null ? PATIENCE : feed.patience(), TimeUnit.MILLISECONDS);
                if (stopped) {
                    giveUp(next);
                } else {
                    take(next);
                }
            } catch (InterruptedException e) {
                LOG.debug("{} interrupted", context);
                if (stopped) {
                    giveUp(next);
                }
            } catch (Throwable e) {
                exchanges.handle("event not routed", null, e);
                if (next instanceof AmiEvent) {
                    giveUp(next);
                }
            }
        }
    }

    private void take(Object next) throws InterruptedException, ExecutionException {
        if (feed != null) {
            feed.take(next);
        }
        if (next instanceof Notice notice) {
            routeAlone(notice);
        } else if (feed == null && next instanceof AmiEvent) {
            routeNext(next);
        } else if (feed == null && next instanceof Snapshot snapshot) {
            routeAlone(snapshot);
        } else if (next == null && routing != null) {
            routing.retry();
        }
    }

    /** Routes an event or a call, here or beside others. */
    private void routeNext(Object next) {
        if (routing == null) {
            routeHere(next);
        } else if (!routing.route(next)) {
            giveUp(next);
        }
    }

    private void routeHere(Object next) {
        exchanges.route(next);
        // an interrupt that the route leaves behind must not meet the next one
        if (Thread.interrupted() && stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counts what nobody routes. */
    private void giveUp(Object next) {
        if (feed == null && next instanceof AmiEvent) {
            events.giveUp(1);
        } else if (next instanceof Snapshot snapshot) {
            int left = snapshot.items();
            events.receive(left);
            events.giveUp(left);
        }
    }

    private void routeAlone(Notice notice) {
        awaitAll();
        if (notices) {
            routeNext(new ExchangeRoute.Marked(
                    notice.event(), AmiConstants.NOTICE, notice.kind().name()));
            awaitAll();
        }
    }

    /** Live events wait until all is routed. */
    private void routeAlone(Snapshot snapshot) throws InterruptedException, ExecutionException {
        awaitAll();
        for (var list : snapshot.lists().values()) {
            list.get();
        }
        events.receive(snapshot.items());
        items.set(snapshot.items());
        try {
            for (var list : snapshot.lists().entrySet()) {
                for (AmiEvent item : list.getValue().get()) {
                    if (stopped || items.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                        return;
                    }
                    routeItem(new ExchangeRoute.Marked(item, AmiConstants.SNAPSHOT, list.getKey()));
                }
            }
            awaitAll();
        } finally {
            // of a stop that came before there were any
            events.giveUp(items.getAndSet(0));
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

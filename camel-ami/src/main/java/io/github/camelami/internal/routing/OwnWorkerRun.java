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

import io.github.camelami.internal.session.EventReceiver;
import io.github.camelami.internal.session.Notice;
import io.github.camelami.internal.session.Snapshot;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The run of a consumer of one PBX. Its own worker waits for events. */
public final class OwnWorkerRun extends ConsumerRun {
    private static final Logger LOG = LoggerFactory.getLogger(OwnWorkerRun.class);
    private static final int PATIENCE = 1_000;

    /** The maximum number of events that are taken from the buffer and whose routes have not ended. */
    private static final int WINDOW = 1024;

    private final String context;
    private final ExecutorServiceManager threads;
    private final ExecutorService worker;
    /** Routes events in parallel; null if the worker itself routes one event after the other. */
    private final OrderedRouting<Object> routing;

    /**
     * Creates a run with threads of its own.
     *
     * @param consumer the owner of the threads
     * @param endpoint the name of the PBX in the URI
     * @param orderBy the option orderBy
     */
    public OwnWorkerRun(Consumer consumer, String endpoint, int concurrentConsumers, String orderBy, Source source) {
        super(source);
        this.context = "ami:" + endpoint + ':';
        this.threads = consumer.getEndpoint().getCamelContext().getExecutorServiceManager();
        if (concurrentConsumers > 1) {
            OrderKeys keys = new OrderKeys(orderBy);
            routing = new OrderedRouting<>(
                    context,
                    threads.newFixedThreadPool(consumer, "AmiConsumerRoute", concurrentConsumers),
                    concurrentConsumers,
                    WINDOW,
                    keys::ofAny,
                    ExchangeRoute::since,
                    exchanges()::route);
        } else {
            routing = null;
        }
        this.worker = threads.newSingleThreadExecutor(consumer, "AmiConsumer");
    }

    @Override
    public void start() {
        Handover.to(worker, this::work);
    }

    @Override
    Unrouted stopRouting() {
        Unrouted unrouted = routing == null ? Unrouted.NONE : ExchangeRoute.unrouted(routing.stop(threads));
        threads.shutdownNow(worker);
        return unrouted;
    }

    @Override
    int inProgress() {
        return routing == null ? 0 : routing.inProgress();
    }

    @Override
    public long oldest() {
        return routing == null ? System.currentTimeMillis() : routing.oldest();
    }

    private void work() {
        TrackerFeed feed = feed();
        EventReceiver receiver = receiver();
        while (!isStopped()) {
            try {
                long patience = feed == null ? PATIENCE : feed.patience();
                if (!events().poll(patience, TimeUnit.MILLISECONDS, receiver) && !isStopped()) {
                    idle();
                }
            } catch (InterruptedException e) {
                LOG.debug("{} interrupted", context);
            } catch (Throwable e) {
                exchanges().handle("event not routed", null, e);
            }
        }
    }

    private void idle() throws InterruptedException {
        if (feed() != null) {
            feed().idle();
        }
        if (routing != null) {
            routing.retry();
        }
    }

    @Override
    boolean route(Object next) {
        if (routing != null) {
            return routing.route(next);
        }
        routeHere(next);
        return true;
    }

    @Override
    void routeAlone(Notice notice) {
        awaitRoutes();
        routeNotice(notice);
        awaitRoutes();
    }

    @Override
    void routeSnapshot(Snapshot snapshot) throws InterruptedException {
        awaitRoutes();
        snapshot.await();
        items().route(snapshot);
    }

    @Override
    void awaitRoutes() {
        if (routing != null) {
            routing.awaitAll();
        }
    }
}

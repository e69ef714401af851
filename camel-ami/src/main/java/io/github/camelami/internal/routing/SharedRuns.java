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

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Consumer;
import org.apache.camel.spi.ExecutorServiceManager;

/** The runs of a consumer of many PBXes, and the threads that they share. */
public final class SharedRuns {
    /** How many comparisons with a PBX may run at the same time. Slow ones do not count. */
    private static final int LOOKS = 8;

    /** After this time, a comparison counts as slow, because its PBX may not be answering. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ExecutorServiceManager manager;
    private final ScheduledExecutorService timer;
    private final SharedWorkers workers;
    /** Routes the events of all PBXes in parallel; null if each PBX has its events routed one after the other. */
    private final OrderedRouting<HandedOver.Item> routing;

    private final ScheduledFuture<?> retries;
    private final ExecutorService lookThreads;
    private final Semaphore looks = new Semaphore(LOOKS);
    private final List<SharedRun> runs = new CopyOnWriteArrayList<>();

    /**
     * Creates the threads.
     *
     * @param consumer the owner of the threads
     * @param endpoint the name in the URI
     * @param concurrentConsumers how many exchanges are routed at the same time
     * @param orderBy the option orderBy, or null to route the events of each PBX one after the other
     * @param timer runs short tasks that never block
     */
    public SharedRuns(
            Consumer consumer,
            String endpoint,
            int concurrentConsumers,
            String orderBy,
            ScheduledExecutorService timer) {
        this.timer = timer;
        String context = "ami:" + endpoint + ':';
        manager = consumer.getEndpoint().getCamelContext().getExecutorServiceManager();
        lookThreads = manager.newCachedThreadPool(consumer, "AmiConsumerLook");
        boolean inOrder = orderBy == null || concurrentConsumers == 1;
        ExecutorService routes = manager.newFixedThreadPool(consumer, "AmiConsumerRoute", concurrentConsumers);
        if (inOrder) {
            workers = new SharedWorkers(context, routes, concurrentConsumers, timer);
            routing = null;
            retries = null;
        } else {
            workers = new SharedWorkers(context, manager.newFixedThreadPool(consumer, "AmiConsumer", 1), 1, timer);
            routing = new OrderedRouting<>(
                    context,
                    routes,
                    concurrentConsumers,
                    // each PBX has a limit of its own, so that slow ones leave room for the others
                    Integer.MAX_VALUE,
                    HandedOver.Item::keys,
                    HandedOver.Item::since,
                    HandedOver.Item::route);
            // an executor may have rejected a worker
            retries = timer.scheduleWithFixedDelay(
                    routing::retry, Workers.RETRY_NANOS, Workers.RETRY_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Creates the run of one more PBX.
     *
     * @param missingSince since when events are missing, because the settings of the connection were replaced; otherwise
     *     null
     */
    public ConsumerRun add(String connection, String orderBy, ConsumerRun.Source source, Instant missingSince) {
        SharedRun run = new SharedRun(this, connection, orderBy, source, missingSince);
        runs.add(run);
        return run;
    }

    void remove(SharedRun run) {
        runs.remove(run);
    }

    /** Stops all routing, and ends the threads. Does not wait for routes in progress. */
    public void stop() {
        runs.forEach(ConsumerRun::halt);
        workers.stop(manager);
        if (routing != null) {
            retries.cancel(false);
            routing.stop(manager).forEach(HandedOver.Item::leave);
        }
        manager.shutdownNow(lookThreads);
    }

    SharedWorkers.Seat seat(SharedWorkers.Turn turn) {
        return workers.add(turn);
    }

    OrderedRouting<HandedOver.Item> routing() {
        return routing;
    }

    /**
     * Runs a comparison with a PBX on a thread of its own.
     *
     * @return false if so many comparisons are running that this one must wait
     */
    boolean look(Runnable look) {
        if (!looks.tryAcquire()) {
            return false;
        }
        AtomicBoolean counts = new AtomicBoolean(true);
        Runnable release = () -> {
            if (counts.getAndSet(false)) {
                looks.release();
            }
        };
        try {
            timer.schedule(release, SLOW_NANOS, TimeUnit.NANOSECONDS);
            Handover.to(lookThreads, () -> {
                try {
                    look.run();
                } finally {
                    release.run();
                }
            });
            return true;
        } catch (RuntimeException | Error e) {
            // no thread is available
            release.run();
            return false;
        }
    }
}

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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run of one PBX of a consumer that has many PBXes. It takes turns on workers that the runs share, and never makes
 * a worker wait for its PBX. A step that must wait is kept, and the next turn continues with it.
 */
final class SharedRun extends ConsumerRun implements SharedWorkers.Turn {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRun.class);

    /** The limits of a turn. Other runs are served in between. */
    private static final int MAX_STEPS = 64;

    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How long to postpone a comparison if too many others are running, in milliseconds. */
    private static final long LOOK_AGAIN = 100;

    /** A step that must wait until all routes have ended. */
    private interface Waiting {
        /** Performs the step. Returns the next one that must wait, or null. */
        Waiting proceed();
    }

    private final SharedRuns shared;
    private final SharedWorkers.Seat seat;
    /** The items that are routed in parallel; null if they are routed one after the other. */
    private final HandedOver parallel;

    private final EventReceiver receiver = receiver();
    private Waiting waiting;
    /** Since when events are missing before the first login; null if none are, and after that login. */
    private Instant missingSince;

    /** The snapshot whose lists have not arrived. Whoever takes it out is responsible for its items. */
    private final AtomicReference<Snapshot> awaited = new AtomicReference<>();

    private volatile boolean started;
    private volatile boolean looking;
    private volatile Runnable whenDrained;

    SharedRun(SharedRuns shared, String connection, String orderBy, Source source, Instant missingSince) {
        super(source);
        this.missingSince = missingSince;
        this.shared = shared;
        this.seat = shared.seat(this);
        this.parallel = shared.routing() == null
                ? null
                : new HandedOver(connection, new OrderKeys(orderBy), shared.routing(), exchanges(), seat::wake);
        if (feed() != null) {
            feed().lookApart();
        }
    }

    @Override
    public void start() {
        started = true;
        events().whenFilled(seat::wake);
        seat.wake();
    }

    /** @param task runs once everything that has arrived has been routed, unless the run is stopped first */
    void whenDrained(Runnable task) {
        whenDrained = task;
        seat.wake();
    }

    @Override
    Unrouted stopRouting() {
        shared.remove(this);
        Snapshot unrouted = awaited.getAndSet(null);
        if (unrouted != null) {
            items().giveUp(unrouted);
        }
        return parallel == null ? Unrouted.NONE : ExchangeRoute.unrouted(parallel.left());
    }

    @Override
    int inProgress() {
        return parallel == null ? 0 : parallel.size();
    }

    @Override
    public long oldest() {
        return parallel == null ? System.currentTimeMillis() : parallel.oldest();
    }

    @Override
    public long take() {
        long began = System.nanoTime();
        for (int steps = 0; steps < MAX_STEPS && System.nanoTime() - began < MAX_NANOS; steps++) {
            if (!started || isStopped()) {
                return SharedWorkers.NEVER;
            }
            try {
                if (!step()) {
                    return rest();
                }
            } catch (InterruptedException e) {
                LOG.debug("interrupted", e);
            } catch (Throwable e) {
                waiting = null;
                items().end();
                exchanges().handle("event not routed", null, e);
            }
        }
        return 0;
    }

    /** Performs the next step. Returns false if there is none now. */
    private boolean step() throws InterruptedException {
        Snapshot lists = awaited.get();
        if (looking || lists != null && !lists.hasArrived() || isFull()) {
            return false;
        }
        if (waiting != null) {
            if (inProgress() > 0) {
                return false;
            }
            waiting = waiting.proceed();
            return true;
        }
        boolean polled = events().poll(0, TimeUnit.NANOSECONDS, receiver);
        if (feed() != null) {
            if (!polled) {
                feed().idle();
            }
            // the notice of a login comes first
            if (feed().isLookDue()) {
                look();
            }
        }
        return polled;
    }

    private boolean isFull() {
        return parallel != null && parallel.isFull();
    }

    /** The time until the next turn. If what the run waits for happens earlier, it wakes the run. */
    private long rest() {
        Runnable drained = whenDrained;
        if (drained != null && isDrained()) {
            whenDrained = null;
            drained.run();
            return SharedWorkers.NEVER;
        }
        if (feed() == null || looking || waiting != null || isFull()) {
            return SharedWorkers.NEVER;
        }
        return TimeUnit.MILLISECONDS.toNanos(feed().isLookDue() ? LOOK_AGAIN : feed().patience());
    }

    private boolean isDrained() {
        return waiting == null && !looking && events().pending() + pending() + undecided() == 0;
    }

    private void look() {
        looking = true;
        boolean begun = shared.look(() -> {
            try {
                feed().look();
            } catch (InterruptedException e) {
                LOG.debug("interrupted", e);
            } catch (Throwable e) {
                exchanges().handle("no comparison with the PBX", null, e);
            } finally {
                looking = false;
                seat.wake();
            }
        });
        if (!begun) {
            looking = false;
        }
    }

    @Override
    boolean route(Object next) {
        if (parallel != null) {
            return parallel.route(next);
        }
        routeHere(next);
        return true;
    }

    @Override
    void routeAlone(Notice notice) {
        List<Notice> notices = List.of(notice);
        if (missingSince != null && notice.kind() == Notice.Kind.Connected) {
            notices = List.of(notice, Notice.replaced(notice, missingSince));
            missingSince = null;
        }
        if (parallel == null) {
            notices.forEach(this::routeNotice);
        } else {
            waiting = next(notices);
        }
    }

    private Waiting next(List<Notice> notices) {
        return () -> {
            routeNotice(notices.get(0));
            return notices.size() == 1 ? () -> null : next(notices.subList(1, notices.size()));
        };
    }

    @Override
    void routeSnapshot(Snapshot snapshot) {
        awaited.set(snapshot);
        waiting = () -> {
            Snapshot arrived = awaited.getAndSet(null);
            return arrived != null && items().begin(arrived) ? this::nextItem : null;
        };
        snapshot.whenArrived(seat::wake);
    }

    private Waiting nextItem() {
        if (items().routeNext()) {
            return this::nextItem;
        }
        return () -> {
            items().end();
            return null;
        };
    }

    @Override
    void awaitRoutes() {
        // steps that must wait are kept
    }
}

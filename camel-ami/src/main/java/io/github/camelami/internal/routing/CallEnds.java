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
import io.github.camelami.call.CallState;
import io.github.camelami.internal.session.ActionRequest;
import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.DerivedFilters;
import io.github.camelami.internal.session.EventReceiver;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.Notice;
import io.github.camelami.internal.session.WhenFull;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks the calls of a PBX for producers that await the ends of their calls (awaitEnd). One thread serves all
 * producers of a session that have the same options for calls, however long their calls last.
 */
public final class CallEnds {
    private static final Logger LOG = LoggerFactory.getLogger(CallEnds.class);
    private static final int BUFFERED_EVENTS = 65_536;
    private static final long BUFFERED_BYTES = 64L << 20;

    /** The interval at which deadlines are checked, in nanoseconds. */
    private static final long CHECK = TimeUnit.SECONDS.toNanos(1);

    /**
     * The time, in nanoseconds, within which the first events of a call arrive after the outcome of its Originate, if
     * there are any.
     */
    private static final long SETTLED = TimeUnit.SECONDS.toNanos(2);

    private final CallStage.Options options;
    private final ExecutorServiceManager threads;
    private final ExecutorService worker;
    private final EventSubscription events = new EventSubscription(
                    CallTracker.CLASSES,
                    CallTracker::needs,
                    null,
                    List.of(),
                    Duration.ZERO,
                    false,
                    BUFFERED_EVENTS,
                    BUFFERED_BYTES,
                    WhenFull.DROP_OLDEST)
            .filteredBy(DerivedFilters.named(CallTracker::needs));
    private final TrackerFeed feed;
    private final CallStage stage;
    private final AmiSession session;
    private final Map<String, AwaitedCall> awaited = new ConcurrentHashMap<>();
    private final Future<Void> subscribed;
    private long nextCheck = System.nanoTime();
    private boolean started;
    private volatile boolean stopped;

    /** Creates an observer, and makes the session request its events. The observer begins with {@link #start}. */
    CallEnds(ExecutorServiceManager threads, CallStage.Options options, AmiSession session) {
        this.options = options;
        this.threads = threads;
        this.session = session;
        this.feed = CallStage.feed(options, session, events, this::reported);
        this.stage = feed.stage(CallStage.class);
        this.worker = threads.newSingleThreadExecutor(this, "AmiCallEnds");
        this.subscribed = session.subscribe(events);
    }

    /**
     * Begins to observe calls, unless this has already begun. Waits up to {@code patience} until the PBX has confirmed
     * that it sends the events.
     */
    public void start(Duration patience) throws InterruptedException {
        try {
            subscribed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("ami:{}: the PBX has not yet confirmed the event mask", options.endpoint());
        }
        synchronized (this) {
            if (!started) {
                started = true;
                events.begin();
                Handover.to(worker, this::work);
            }
        }
    }

    /** Stops observing. Waits that have not ended fail with {@link AmiException.OutcomeUnknown}. */
    void stop() {
        stopped = true;
        session.unsubscribe(events);
        threads.shutdownNow(worker);
        events.discard();
        awaited.values().forEach(AwaitedCall::abandon);
    }

    /**
     * Registers a call that is about to be placed, so that its end is awaited.
     *
     * @param limit how long to wait for the end of the call
     * @throws AmiException.NotSent if the ends of too many calls are awaited
     */
    public AwaitedCall expect(ActionRequest request, Duration limit) {
        int most = options.tracker().maxOpenCalls();
        if (awaited.size() >= most) {
            throw new AmiException.NotSent("ami:" + options.endpoint() + ": Originate: not sent: the ends of " + most
                    + " calls are awaited already");
        }
        String id = request.action().field("ChannelId").orElse("");
        AwaitedCall call = new AwaitedCall(id, options.endpoint(), request, limit);
        if (awaited.putIfAbsent(id, call) != null) {
            throw new AmiException.Refused(
                    "Originate: field ChannelId is the id of a call whose end is awaited already");
        }
        call.end().whenComplete((ended, failure) -> awaited.remove(id, call));
        if (stopped) {
            call.abandon();
        }
        return call;
    }

    private void reported(AmiCall call) {
        if (call.state() == CallState.ENDED) {
            complete(call.id(), call);
            call.aliases().forEach(alias -> complete(alias, call));
        }
    }

    private void complete(String id, AmiCall call) {
        AwaitedCall waiting = awaited.get(id);
        if (waiting != null) {
            waiting.end().complete(call);
        }
    }

    private void work() {
        Intake intake = new Intake();
        while (!stopped) {
            try {
                if (!events.poll(feed.patience(), TimeUnit.MILLISECONDS, intake) && !stopped) {
                    feed.idle();
                }
                check();
            } catch (InterruptedException e) {
                LOG.debug("ami:{}: interrupted", options.endpoint());
            } catch (RuntimeException | Error e) {
                LOG.warn("ami:{}: an event could not be processed", options.endpoint(), e);
            }
        }
    }

    private void check() {
        long now = System.nanoTime();
        if (now - nextCheck < 0) {
            return;
        }
        nextCheck = now + CHECK;
        for (AwaitedCall call : awaited.values()) {
            call.expire(now);
            if (call.isPlacedBefore(now - SETTLED) && feed.isCompared() && !stage.isOpen(call.id())) {
                call.isUnknown();
            }
        }
    }

    /** Passes the received events to the {@link CallStage} until the observer is stopped. */
    private final class Intake implements EventReceiver {

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

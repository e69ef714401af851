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
import io.github.camelami.call.CallDisposition;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.tracking.EventTracker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the events of a consumer into calls. Runs on the consumer's worker. Any thread may read the counters. */
public final class CallStage implements TrackerStage {
    private static final Logger LOG = LoggerFactory.getLogger(CallStage.class);

    /**
     * The options of an endpoint that apply to its calls.
     *
     * @param endpoint the name of the PBX in the URI
     * @param username the manager user, whose rights decide which events arrive
     * @param tracker the settings of the tracker
     * @param actionTimeout the time limit of each request to the PBX
     * @param checkInterval the time between two comparisons with the PBX; zero for none
     */
    public record Options(
            String endpoint, String username, CallSettings tracker, Duration actionTimeout, Duration checkInterval) {}

    private final Options options;
    private final CallTracker tracker;
    private final CallReconciler reconciler;
    private final AtomicLongArray byDisposition = new AtomicLongArray(CallDisposition.values().length);

    private volatile int open;
    private volatile int ending;
    private volatile long ended;
    private volatile long evicted;
    private volatile boolean stopped;

    private CallStage(Options options, PbxLists lists, Consumer<? super AmiCall> route) {
        this.options = options;
        this.tracker = new CallTracker(
                options.tracker(),
                call -> {
                    countEnded(call);
                    route.accept(call);
                },
                System::nanoTime);
        this.reconciler = new CallReconciler(options, lists, tracker);
    }

    /**
     * Creates a stage, and the {@link TrackerFeed} that passes the events to it.
     *
     * @param route receives the calls
     */
    public static TrackerFeed feed(
            Options options, AmiSession session, EventSubscription events, Consumer<? super AmiCall> route) {
        PbxLists lists = new PbxLists(options.endpoint(), session, events, options.actionTimeout());
        return new TrackerFeed(
                session,
                lists,
                new CallStage(options, lists, route),
                options.checkInterval().toMillis());
    }

    @Override
    public EventTracker tracker() {
        return tracker;
    }

    @Override
    public void tick() {
        tracker.tick();
    }

    @Override
    public long nextTick() {
        return tracker.nextTick();
    }

    @Override
    public boolean look() throws InterruptedException {
        return reconciler.look();
    }

    @Override
    public boolean wantsLook() {
        return false;
    }

    @Override
    public boolean mayBeBlind() {
        return reconciler.mayBeBlind();
    }

    private void countEnded(AmiCall call) {
        if (call.endedAt() != null && call.disposition() != null) {
            byDisposition.incrementAndGet(call.disposition().ordinal());
        }
    }

    @Override
    public void updateCounters() {
        open = tracker.openCalls();
        ending = tracker.endingCalls();
        ended = tracker.endedCalls();
        if (evicted == 0 && tracker.evictedCalls() > 0) {
            LOG.warn(
                    "ami:{}: more calls are open than maxOpenCalls={}: the oldest are reported as ended, with"
                            + " the end LIMIT",
                    options.endpoint(),
                    options.tracker().maxOpenCalls());
        }
        evicted = tracker.evictedCalls();
    }

    @Override
    public void stop() {
        if (open > 0) {
            LOG.info("ami:{}: stopped with {} open calls, which are no longer reported", options.endpoint(), open);
        }
        stopped = true;
    }

    /** Whether the call with this id is known and has not been emitted as ended. */
    boolean isOpen(String id) {
        return tracker.isOpen(id);
    }

    public int open() {
        return stopped ? 0 : open;
    }

    /** The number of ended calls that wait for late events. */
    public int ending() {
        return stopped ? 0 : ending;
    }

    public long ended() {
        return ended;
    }

    /** The number of ended calls with this disposition. */
    public long ended(CallDisposition as) {
        return byDisposition.get(as.ordinal());
    }

    public long evicted() {
        return evicted;
    }
}

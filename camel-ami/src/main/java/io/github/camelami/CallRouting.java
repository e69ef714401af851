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
import io.github.camelami.call.CallDisposition;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.message.AmiEvent;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a consumer receives into calls. On the consumer's worker, but for the figures. */
final class CallRouting implements TrackerFeed.Tracked {
    private static final Logger LOG = LoggerFactory.getLogger(CallRouting.class);

    private final AmiEndpoint endpoint;
    private final CallTracker tracker;
    private final Reconciler reconciler;
    private final AtomicLongArray byDisposition = new AtomicLongArray(CallDisposition.values().length);

    private volatile int open;
    private volatile int ending;
    private volatile long ended;
    private volatile long evicted;
    private volatile boolean stopped;

    CallRouting(AmiEndpoint endpoint, PbxLists lists, Consumer<AmiCall> route) {
        this.endpoint = endpoint;
        this.tracker = new CallTracker(
                new CallOptions(endpoint).tracker(),
                call -> {
                    count(call);
                    route.accept(call);
                },
                System::nanoTime);
        this.reconciler = new Reconciler(endpoint, lists, tracker);
    }

    @Override
    public void event(AmiEvent event) {
        tracker.event(event);
    }

    @Override
    public void disconnected() {
        tracker.disconnected();
    }

    @Override
    public void gap() {
        tracker.gap();
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

    private void count(AmiCall call) {
        if (call.endedAt() != null && call.disposition() != null) {
            byDisposition.incrementAndGet(call.disposition().ordinal());
        }
    }

    @Override
    public void count() {
        open = tracker.openCalls();
        ending = tracker.endingCalls();
        ended = tracker.endedCalls();
        if (evicted == 0 && tracker.evictedCalls() > 0) {
            LOG.warn(
                    "ami:{}: more calls are open than maxOpenCalls={}: the oldest are given out as ended, marked LIMIT",
                    endpoint.getName(),
                    endpoint.getConsumerConfiguration().getMaxOpenCalls());
        }
        evicted = tracker.evictedCalls();
    }

    void stop() {
        if (open > 0) {
            LOG.info("ami:{}: stopped with {} calls open, which are not told any more", endpoint.getName(), open);
        }
        stopped = true;
    }

    int open() {
        return stopped ? 0 : open;
    }

    /** Calls that have ended and wait for late events. */
    int ending() {
        return stopped ? 0 : ending;
    }

    long ended() {
        return ended;
    }

    /** Of those that have ended. */
    long ended(CallDisposition as) {
        return byDisposition.get(as.ordinal());
    }

    long evicted() {
        return evicted;
    }
}

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
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.EventReceiver;
import io.github.camelami.internal.session.Notice;
import io.github.camelami.internal.session.SessionState;
import io.github.camelami.internal.session.Snapshot;
import io.github.camelami.internal.tracking.CallSettings;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the events of a consumer into calls. It compares the calls with the PBX after each login, after a loss of
 * events and at intervals. Runs on the consumer's worker, except for the counters.
 */
public final class CallStage implements EventReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(CallStage.class);
    private static final long ORIGIN = System.nanoTime();
    private static final long PATIENCE = 1_000;

    /** The shortest time between two comparisons within one login, in milliseconds: each delays the events. */
    private static final long PAUSE = 5_000;

    /** How long, in milliseconds, events that were read together with an answer may take to reach the buffer. */
    private static final long SETTLE = 20;

    /**
     * The options of an endpoint for its calls.
     *
     * @param endpoint the name of the PBX in the URI
     * @param username the user whose rights decide what can be seen
     * @param actionTimeout the time limit of each request to the PBX
     * @param checkInterval the interval between comparisons, or zero
     */
    public record Options(
            String endpoint, String username, CallSettings tracker, Duration actionTimeout, Duration checkInterval) {}

    private final Options options;
    private final AmiSession session;
    private final CallTracker tracker;
    private final Reconciler pbx;
    private final long interval;
    private boolean lookDue = true;
    private long lookAt = Long.MAX_VALUE;
    private long notBefore;

    private volatile int open;
    private volatile int ending;
    private volatile long ended;
    private volatile long evicted;
    private volatile boolean suspended;
    private volatile boolean stopped;

    public CallStage(Options options, AmiSession session, Consumer<AmiCall> route) {
        this.options = options;
        this.session = session;
        this.tracker = new CallTracker(options.tracker(), route, System::nanoTime);
        this.pbx = new Reconciler(options, session, tracker);
        this.interval = options.checkInterval().toMillis();
    }

    @Override
    public void event(AmiEvent event) throws InterruptedException {
        long now = begin();
        pbx.concludeBefore(event);
        tracker.event(event);
        end(now);
    }

    @Override
    public void notice(Notice notice) throws InterruptedException {
        long now = begin();
        pbx.concludeBefore(notice);
        if (!notice.isLoss()) {
            lookDue |= notice.kind() != Notice.Kind.Disconnected;
            switch (notice.kind()) {
                case Connected -> {
                    pbx.connected();
                    notBefore = 0;
                }
                case Disconnected -> tracker.disconnected();
                case Gap -> tracker.gap();
            }
        }
        end(now);
    }

    /** Calls are not made from the lists of a snapshot. */
    @Override
    public void snapshot(Snapshot snapshot) throws InterruptedException {
        long now = begin();
        pbx.concludeAll();
        end(now);
    }

    /** Nothing has arrived, which is the time to compare with the PBX. */
    void idle() throws InterruptedException {
        long now = begin();
        pbx.concludeAll();
        tracker.tick();
        end(now);
    }

    private long begin() {
        if (suspended) {
            pbx.suspended();
            lookDue = true;
            notBefore = 0;
        }
        return now();
    }

    private void end(long now) throws InterruptedException {
        if (mayLook() && now >= (lookDue ? notBefore : lookAt)) {
            lookDue = !pbx.look();
            long after = now();
            notBefore = after + PAUSE;
            lookAt = interval > 0 ? after + interval : Long.MAX_VALUE;
        }
        count();
    }

    private boolean mayLook() {
        return !suspended && !pbx.isPending() && session.status().state() == SessionState.READY;
    }

    /** How long to wait for the next event, in milliseconds. */
    long patience() {
        if (pbx.isPending()) {
            return SETTLE;
        }
        long look = !mayLook() ? Long.MAX_VALUE : lookDue ? notBefore : lookAt;
        long untilLook = look == Long.MAX_VALUE ? look : look - now();
        return Math.max(1, Math.min(PATIENCE, Math.min(tracker.nextTick(), untilLook)));
    }

    /** In milliseconds, by a monotonic clock: the time of day may be set back. */
    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }

    /** Ignores events from here on, but still emits the calls that follow from earlier ones. */
    public void suspend() {
        suspended = true;
    }

    /** Processes events again, after a notice of those that were ignored. */
    public void resume() {
        suspended = false;
    }

    private void count() {
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

    void stop() {
        if (open > 0) {
            LOG.info("ami:{}: stopped with {} open calls, which are not reported any more", options.endpoint(), open);
        }
        stopped = true;
    }

    /** Whether the call of this id is open, as far as the PBX has been compared since the last loss. */
    boolean mayBeOpen(String id) {
        return lookDue || pbx.isPending() || session.status().state() != SessionState.READY || tracker.isOpen(id);
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

    public long evicted() {
        return evicted;
    }
}

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
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.EventReceiver;
import io.github.camelami.internal.session.Notice;
import io.github.camelami.internal.session.SessionState;
import io.github.camelami.internal.tracking.EventTracker;
import io.github.camelami.message.AmiEvent;
import java.util.concurrent.TimeUnit;

/**
 * Passes the events of a consumer to a tracker. Also starts the comparisons of the tracker with the PBX: after each
 * login, after a loss of events, at intervals, and on demand. Runs on the consumer's worker.
 */
public final class TrackerFeed implements EventReceiver {
    private static final long ORIGIN = System.nanoTime();
    private static final long PATIENCE = 1_000;

    /** The shortest time between two comparisons within one login, in milliseconds. Events wait during a comparison. */
    private static final long PAUSE = 5_000;

    /** The time between two comparisons, in milliseconds, while the user may lack the right to receive events. */
    private static final long PAUSE_IF_BLIND = 10_000;

    private final AmiSession session;
    private final PbxLists lists;
    private final Conclusions conclusions;
    private final TrackerStage stage;
    private final EventTracker tracker;
    private final long interval;
    private boolean lookDue = true;
    private long lookAt = Long.MAX_VALUE;
    private long notBefore;

    private boolean looksApart;

    private volatile boolean suspended;
    private volatile boolean suspensionDue;

    /** @param interval the time between comparisons, in milliseconds; 0 for none */
    TrackerFeed(AmiSession session, PbxLists lists, TrackerStage stage, long interval) {
        this.session = session;
        this.lists = lists;
        this.conclusions = lists.conclusions();
        this.stage = stage;
        this.tracker = stage.tracker();
        this.interval = interval;
    }

    @Override
    public void event(AmiEvent event) throws InterruptedException {
        long now = begin();
        lists.blind().event();
        tracker.event(event);
        end(now);
    }

    @Override
    public void notice(Notice notice) throws InterruptedException {
        long now = begin();
        if (!notice.isLoss()) {
            lookDue |= notice.kind() != Notice.Kind.Disconnected;
            switch (notice.kind()) {
                case Connected -> {
                    lists.connected();
                    // if notices were merged, the places of answers of an earlier login may have been lost
                    conclusions.clear();
                    notBefore = 0;
                }
                case Disconnected -> tracker.disconnected(notice.event().receivedAt());
                case Gap -> {
                    lists.blind().reset();
                    tracker.gap();
                }
            }
        }
        end(now);
    }

    @Override
    public void answered(ActionResult result) throws InterruptedException {
        long now = begin();
        conclusions.reached(result);
        end(now);
    }

    /** Called if no event has arrived for {@link #patience}. Compares the state with the PBX if this is due. */
    void idle() throws InterruptedException {
        long now = begin();
        stage.tick();
        end(now);
    }

    private long begin() {
        if (suspended) {
            conclusions.clear();
            lists.connected();
            lookDue = true;
            notBefore = 0;
        }
        if (suspensionDue) {
            suspensionDue = false;
            tracker.suspended(System.currentTimeMillis());
        }
        return now();
    }

    private void end(long now) throws InterruptedException {
        lookDue |= stage.wantsLook();
        if (!looksApart && isLookDue(now)) {
            look();
        }
        stage.updateCounters();
    }

    /**
     * Makes the run itself call {@link #look} if {@link #isLookDue}, because the thread that passes events must not wait
     * for the PBX.
     */
    void lookApart() {
        looksApart = true;
    }

    /** Whether the state should be compared with the PBX now. */
    boolean isLookDue() {
        return isLookDue(now());
    }

    private boolean isLookDue(long now) {
        return now >= (lookDue ? notBefore : lookAt) && mayLook();
    }

    /** Compares the state with the PBX, and waits for its answers. No event may be passed in the meantime. */
    void look() throws InterruptedException {
        lookDue = !stage.look();
        long after = now();
        notBefore = after + PAUSE;
        long pause = stage.mayBeBlind() ? Math.min(PAUSE_IF_BLIND, interval) : interval;
        lookAt = interval > 0 ? after + pause : Long.MAX_VALUE;
    }

    private boolean mayLook() {
        return !suspended && !conclusions.arePending() && session.status().state() == SessionState.READY;
    }

    /** How long to wait for the next event, in milliseconds. */
    long patience() {
        long look = !mayLook() ? Long.MAX_VALUE : lookDue ? notBefore : lookAt;
        long untilLook = look == Long.MAX_VALUE ? look : look - now();
        return Math.max(1, Math.min(PATIENCE, Math.min(stage.nextTick(), untilLook)));
    }

    /**
     * The current time in milliseconds, by a monotonic clock. The system clock is not used, because it may be set back.
     */
    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }

    /**
     * Whether the tracker has been compared with the PBX since the last login or loss of events, and the PBX is
     * connected.
     */
    boolean isCompared() {
        return !lookDue && !conclusions.arePending() && session.status().state() == SessionState.READY;
    }

    /** Ignores further events. Results of earlier events are still emitted. */
    public void suspend() {
        if (!suspended) {
            suspensionDue = true;
        }
        suspended = true;
    }

    /** Processes events again. Before them, the tracker receives a Gap notice for the ignored events. */
    public void resume() {
        suspended = false;
    }

    void stop() {
        stage.stop();
    }

    /** The stage if it is of this kind; otherwise null. */
    public <T> T stage(Class<T> kind) {
        return kind.isInstance(stage) ? kind.cast(stage) : null;
    }
}

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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.session.AmiSession;
import io.github.camelami.session.Notice;
import io.github.camelami.session.SessionState;
import java.util.concurrent.TimeUnit;

/**
 * Feeds a tracker with what a consumer receives, and keeps it true by a look at the PBX after each login, after a loss of
 * events and now and then. On the consumer's worker.
 */
final class TrackerFeed {
    private static final long ORIGIN = System.nanoTime();
    private static final long PATIENCE = 1_000;

    /** Between looks that are due within one login: each holds up the events, one without answer for long. */
    private static final long PAUSE = 5_000;

    /** What was read together with an answer is in the buffer a little later. */
    private static final long SETTLE = 20;

    /** What is fed. */
    interface Tracked {
        void event(AmiEvent event);

        /** The session has ended. */
        void disconnected();

        /** Events are missing. */
        void gap();

        /** No event waits. */
        void tick();

        /** In how many milliseconds {@link #tick} has something to do, or {@code Long.MAX_VALUE}. */
        long nextTick();

        /** @return false if it is to be done again because there was no answer */
        boolean look() throws InterruptedException;

        /** @return whether events say that a look is due */
        boolean wantsLook();

        /** What was handled may have changed the figures. */
        void count();
    }

    private final AmiSession session;
    private final PbxLists lists;
    private final Tracked tracked;
    private final long interval;
    private boolean lookDue = true;
    private long lookAt = Long.MAX_VALUE;
    private long notBefore;

    private volatile boolean suspended;

    /** @param interval between looks, in milliseconds, or 0 */
    TrackerFeed(AmiSession session, PbxLists lists, Tracked tracked, long interval) {
        this.session = session;
        this.lists = lists;
        this.tracked = tracked;
        this.interval = interval;
    }

    /** Takes the next event or notice; null if none has come, which is the time to look at the PBX. */
    void take(Object next) throws InterruptedException {
        long now = now();
        if (suspended) {
            lists.suspended();
            lookDue = true;
            notBefore = 0;
        }
        lists.conclude(next);
        if (next instanceof AmiEvent event) {
            tracked.event(event);
        } else if (next instanceof Notice notice && !notice.isLoss()) {
            lookDue |= notice.kind() != Notice.Kind.Disconnected;
            switch (notice.kind()) {
                case Connected -> {
                    lists.connected();
                    notBefore = 0;
                }
                case Disconnected -> tracked.disconnected();
                case Gap -> tracked.gap();
            }
        } else if (next == null) {
            tracked.tick();
        }
        lookDue |= tracked.wantsLook();
        if (mayLook() && now >= (lookDue ? notBefore : lookAt)) {
            lookDue = !tracked.look();
            long after = now();
            notBefore = after + PAUSE;
            lookAt = interval > 0 ? after + interval : Long.MAX_VALUE;
        }
        tracked.count();
    }

    private boolean mayLook() {
        return !suspended && !lists.isPending() && session.status().state() == SessionState.READY;
    }

    /** How long the next event may be waited for, in milliseconds. */
    long patience() {
        if (lists.isPending()) {
            return SETTLE;
        }
        long look = !mayLook() ? Long.MAX_VALUE : lookDue ? notBefore : lookAt;
        long untilLook = look == Long.MAX_VALUE ? look : look - now();
        return Math.max(1, Math.min(PATIENCE, Math.min(tracked.nextTick(), untilLook)));
    }

    /** In milliseconds, by a clock that does not step: the time of day may be set back by an hour. */
    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ORIGIN);
    }

    /** Ignores events from here on; only what follows from earlier ones is still given out. */
    void suspend() {
        suspended = true;
    }

    /** Takes events again, behind the notice of those that were ignored. */
    void resume() {
        suspended = false;
    }
}

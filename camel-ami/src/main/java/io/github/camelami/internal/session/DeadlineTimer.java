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
package io.github.camelami.internal.session;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * One timer for the deadlines of many actions. It runs when the earliest one is due, so that an action that is answered
 * before that needs no timer of its own. All times are nanoseconds of the same clock.
 */
final class DeadlineTimer {
    private static final OptionalLong AFTER_FAILURE =
            OptionalLong.of(Duration.ofSeconds(1).toNanos());

    private final SessionResources resources;
    private final Supplier<OptionalLong> expire;

    private volatile boolean isSet;
    private volatile long nextLook;
    private Future<?> timer;
    private boolean closed;

    /** The timer calls {@code expire}, which ends what is due, and returns the time until the next deadline. */
    DeadlineTimer(SessionResources resources, Supplier<OptionalLong> expire) {
        this.resources = resources;
        this.expire = expire;
    }

    /** Makes the timer check at this time or before. What is due then must be visible to the check already. */
    void add(long deadline) {
        if (!isSet || deadline - nextLook < 0) {
            lookAt(deadline);
        }
    }

    private synchronized void lookAt(long time) {
        if (closed || isSet && nextLook - time <= 0) {
            return;
        }
        // schedules before it cancels: if the timer takes no more tasks, the earlier one still runs
        Future<?> sooner =
                resources.after(Duration.ofNanos(time - resources.nanoTime().getAsLong()), this::look);
        if (timer != null) {
            timer.cancel(false);
        }
        timer = sooner;
        nextLook = time;
        isSet = true;
    }

    private void look() {
        // before the check, which may not see what is added from now on: that must schedule a check of its own
        synchronized (this) {
            isSet = false;
        }
        OptionalLong next = AFTER_FAILURE;
        try {
            next = expire.get();
        } finally {
            next.ifPresent(left -> lookAt(resources.nanoTime().getAsLong() + left));
        }
    }

    synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

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
 * One timer for the deadlines of many actions. It runs when the earliest deadline is due. An action that is answered in
 * time therefore needs no timer of its own. All times are nanoseconds of the same clock.
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

    /** @param expire ends the actions that are due, and returns the time until the next deadline */
    DeadlineTimer(SessionResources resources, Supplier<OptionalLong> expire) {
        this.resources = resources;
        this.expire = expire;
    }

    /**
     * Makes the timer run no later than this time. The action that is due then must already be visible to {@code
     * expire}.
     */
    void add(long deadline) {
        if (!isSet || deadline - nextLook < 0) {
            lookAt(deadline);
        }
    }

    private synchronized void lookAt(long time) {
        if (closed || isSet && nextLook - time <= 0) {
            return;
        }
        // the new task is scheduled first: if the timer accepts no more tasks, the old one is not cancelled, and runs
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
        // set before the check, which may not see an action that is added from now on; such an action must schedule
        // another check
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

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
package io.github.camelami.internal.tracking.queue;

import io.github.camelami.queue.QueueChange;

/**
 * Resets the figures at the times of day in resetAt, and emits all queues at the interval queueInterval. Does neither
 * while events may be missing.
 */
final class Schedule {
    private final Queues queues;
    private final Announcer announcer;
    private final Looks looks;
    private final Resets resets;
    private final Repeats repeats;

    Schedule(QueueSettings settings, Queues queues, Announcer announcer, Looks looks, long nanos) {
        this.queues = queues;
        this.announcer = announcer;
        this.looks = looks;
        this.resets = new Resets(settings.resetAt(), settings.zone());
        this.repeats = new Repeats(settings.interval(), looks, nanos);
    }

    /** Resets the figures if one of the times of day has passed. */
    void passes(long time) {
        if (!looks.areMissingEvents() && resets.areDue(time)) {
            queues.all().forEach(queue -> queue.resets(time));
            announcer.wholes(queues.all(), QueueChange.RESET, time);
        }
    }

    /** Emits all queues if the interval has passed. Also called while events arrive without a pause. */
    void repeats(long nanos, long time) {
        if (repeats.take(nanos)) {
            announcer.wholes(queues.all(), QueueChange.INTERVAL, time);
        }
    }

    /** Called when the state has been compared with a list. */
    void compared(boolean wasBroken, long nanos, long time) {
        passes(time);
        repeats.compared(wasBroken, nanos);
    }

    /** The time until the figures are reset, in milliseconds, or {@code Long.MAX_VALUE}. */
    long nextReset(long time) {
        return looks.areMissingEvents() ? Long.MAX_VALUE : resets.nextIn(time);
    }

    /** The time until all queues are emitted, in nanoseconds, or {@code Long.MAX_VALUE}. */
    long nextRepeat(long nanos) {
        return repeats.nextIn(nanos);
    }
}

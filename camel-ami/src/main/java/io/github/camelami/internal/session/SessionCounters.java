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

import io.github.camelami.message.AmiAction;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The counters of a session, over all its connections. */
record SessionCounters(
        LongAdder sent,
        LongAdder failed,
        LongAdder unknown,
        LongAdder answered,
        LongAdder answerNanos,
        LongAdder unexpected,
        LongAdder discarded,
        LongAdder loginFailures,
        LongAdder queueReloads) {
    SessionCounters() {
        this(
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder(),
                new LongAdder());
    }

    SessionCounts now() {
        return new SessionCounts(
                sent.sum(),
                failed.sum(),
                unknown.sum(),
                answered.sum(),
                Duration.ofNanos(answerNanos.sum()),
                unexpected.sum(),
                discarded.sum(),
                loginFailures.sum(),
                queueReloads.sum());
    }

    /** Counts an answered action. {@code nanos} is the time from sending to response. */
    void answers(AmiAction action, long nanos) {
        answered.increment();
        answerNanos.add(nanos);
        if (action.is("QueueReload")
                || action.is("Command") && isQueueReload(action.field("Command").orElse(""))) {
            queueReloads.increment();
        }
    }

    private static boolean isQueueReload(String command) {
        return command.strip().regionMatches(true, 0, "queue reload", 0, 12);
    }
}

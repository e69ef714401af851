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

import io.github.camelami.call.CallDisposition;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The values of a consumer's runs for JMX and meters. Thread-safe. Every value is zero before the first run, and also
 * if it concerns something that the consumer does not emit.
 */
public final class RunReadings {
    private final Supplier<ConsumerRun> run;

    /** @param run supplies the current or last run, or null */
    public RunReadings(Supplier<ConsumerRun> run) {
        this.run = run;
    }

    /**
     * The number of events that were taken and whose routes have not ended, and of calls and changes that wait for late
     * events.
     */
    public int pending() {
        ConsumerRun current = run.get();
        return current == null
                ? 0
                : current.pending()
                        + (int) of(CallStage.class, CallStage::ending)
                        + (int) of(QueueStage.class, QueueStage::undecided);
    }

    /** How long the oldest event in progress has waited, in milliseconds. */
    public long lag() {
        ConsumerRun current = run.get();
        return current == null ? 0 : System.currentTimeMillis() - current.oldest();
    }

    public int openCalls() {
        return (int) of(CallStage.class, CallStage::open);
    }

    public long endedCalls() {
        return of(CallStage.class, CallStage::ended);
    }

    public long endedCalls(CallDisposition as) {
        return of(CallStage.class, calls -> calls.ended(as));
    }

    public long evictedCalls() {
        return of(CallStage.class, CallStage::evicted);
    }

    public int queues() {
        return (int) of(QueueStage.class, QueueStage::known);
    }

    public int waitingCallers() {
        return (int) of(QueueStage.class, QueueStage::waiting);
    }

    public int omittedOfQueues() {
        return (int) of(QueueStage.class, QueueStage::omitted);
    }

    private <T> long of(Class<T> kind, ToLongFunction<T> reading) {
        T stage = stage(kind);
        return stage == null ? 0 : reading.applyAsLong(stage);
    }

    /** The stage of the current run; null if it is of another kind, or if there was no run yet. */
    public <T> T stage(Class<T> kind) {
        TrackerFeed feed = feed();
        return feed == null ? null : feed.stage(kind);
    }

    /** The feed of the current run; null if events are routed unchanged, or if there was no run yet. */
    public TrackerFeed feed() {
        ConsumerRun current = run.get();
        return current == null ? null : current.feed();
    }
}

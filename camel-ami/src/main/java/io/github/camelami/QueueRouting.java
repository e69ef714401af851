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

import io.github.camelami.internal.tracking.queue.QueueReadings;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a consumer receives into queues or agents. On the consumer's worker, but for the figures. */
final class QueueRouting implements TrackerFeed.Tracked {
    private static final Logger LOG = LoggerFactory.getLogger(QueueRouting.class);
    private static final long METERED_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

    private final AmiEndpoint endpoint;
    private final AmiConsumerConfiguration options;
    private final QueueTracker tracker;
    private final QueueReconciler reconciler;
    private volatile Consumer<List<QueueReadings>> meters = readings -> {};
    private volatile int omittedQueues;
    private volatile int omittedMembers;
    private volatile int omittedCallers;
    private boolean queuesTold;
    private boolean membersTold;
    private boolean callersTold;
    private long countedAt = System.nanoTime() - METERED_EVERY;

    QueueRouting(AmiEndpoint endpoint, PbxLists lists, Consumer<Object> route) {
        this.endpoint = endpoint;
        this.options = endpoint.getConsumerConfiguration();
        this.tracker = new QueueTracker(new QueueOptions(endpoint).tracker(), route, System::nanoTime);
        this.reconciler = new QueueReconciler(endpoint, lists, tracker);
    }

    /** @param of is told now and then which queues and members there are */
    void meter(Consumer<List<QueueReadings>> of) {
        meters = of;
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
        tracker.tick(System.currentTimeMillis());
    }

    @Override
    public long nextTick() {
        return tracker.nextTick(System.currentTimeMillis());
    }

    @Override
    public boolean look() throws InterruptedException {
        return reconciler.look();
    }

    @Override
    public boolean wantsLook() {
        return tracker.wantsLook();
    }

    @Override
    public void count() {
        long now = System.nanoTime();
        if (now - countedAt < METERED_EVERY) {
            return;
        }
        countedAt = now;
        meters.accept(tracker.readings());
        omittedQueues = tracker.omittedQueues();
        omittedMembers = tracker.omittedMembers();
        omittedCallers = tracker.omittedCallers();
        queuesTold = told(queuesTold, omittedQueues, "queues", "maxQueues", options.getMaxQueues());
        membersTold = told(
                membersTold, omittedMembers, "members of a queue", "maxQueueMembers", options.getMaxQueueMembers());
        callersTold = told(
                callersTold, omittedCallers, "callers of a queue", "maxQueueCallers", options.getMaxQueueCallers());
    }

    private boolean told(boolean told, int omitted, String what, String option, int bound) {
        if (omitted > 0 && !told) {
            LOG.warn(
                    "ami:{}: there are more {} than {}={}: the rest is left out",
                    endpoint.getName(),
                    what,
                    option,
                    bound);
        }
        return told || omitted > 0;
    }

    /** What meters read. */
    List<QueueReadings> readings() {
        return tracker.readings();
    }

    int waiting() {
        return readings().stream().mapToInt(QueueReadings::waiting).sum();
    }

    int omittedQueues() {
        return omittedQueues;
    }

    int omittedMembers() {
        return omittedMembers;
    }

    int omittedCallers() {
        return omittedCallers;
    }

    int omitted() {
        return omittedQueues + omittedMembers + omittedCallers;
    }
}

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

import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.tracking.EventTracker;
import io.github.camelami.internal.tracking.queue.QueueReadings;
import io.github.camelami.internal.tracking.queue.QueueSettings;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the events of a consumer into queues or agents. Runs on the consumer's worker. Any thread may read the
 * counters.
 */
public final class QueueStage implements TrackerStage {
    private static final Logger LOG = LoggerFactory.getLogger(QueueStage.class);
    private static final long METERED_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * The options of an endpoint that apply to its queues.
     *
     * @param endpoint the name of the PBX in the URI
     * @param username the manager user, whose rights decide which events arrive
     * @param tracker the settings of the tracker
     * @param wanted the patterns of the option queues, by their text
     * @param actionTimeout the time limit of each request to the PBX
     * @param checkInterval the time between two comparisons with the PBX; zero for none
     */
    public record Options(
            String endpoint,
            String username,
            QueueSettings tracker,
            Map<String, Predicate<String>> wanted,
            Duration actionTimeout,
            Duration checkInterval) {}

    private final Options options;
    private final AmiSession session;
    private final QueueTracker tracker;
    private final QueueReconciler reconciler;
    private volatile Consumer<List<QueueReadings>> meters = readings -> {};
    private volatile int undecided;
    private volatile boolean current;
    private volatile boolean stopped;
    private volatile int omittedQueues;
    private volatile int omittedMembers;
    private volatile int omittedCallers;
    private long reloads;
    private boolean reloaded;
    private boolean queuesTold;
    private boolean membersTold;
    private boolean callersTold;
    private long countedAt = System.nanoTime() - METERED_EVERY;

    private QueueStage(Options options, AmiSession session, PbxLists lists, Consumer<Object> route) {
        this.options = options;
        this.session = session;
        this.reloads = session.status().counts().queueReloads();
        this.tracker = new QueueTracker(options.tracker(), route, System::nanoTime);
        this.reconciler = new QueueReconciler(options, lists, tracker);
    }

    /**
     * Creates a stage, and the {@link TrackerFeed} that passes the events to it.
     *
     * @param route receives the queues or agents
     */
    public static TrackerFeed feed(
            Options options, AmiSession session, EventSubscription events, Consumer<Object> route) {
        PbxLists lists = new PbxLists(options.endpoint(), session, events, options.actionTimeout());
        return new TrackerFeed(
                session,
                lists,
                new QueueStage(options, session, lists, route),
                options.checkInterval().toMillis());
    }

    /**
     * Sets the receiver of the values for meters.
     *
     * @param of receives the current queues and members, at most twice a second; called on the consumer's worker
     */
    public void meter(Consumer<List<QueueReadings>> of) {
        meters = of;
    }

    @Override
    public EventTracker tracker() {
        return tracker;
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
        boolean wants = tracker.wantsLook() || reloaded;
        reloaded = false;
        return wants;
    }

    @Override
    public void updateCounters() {
        undecided = tracker.undecided();
        current = !tracker.isMissingEvents();
        long now = System.nanoTime();
        if (now - countedAt < METERED_EVERY) {
            return;
        }
        countedAt = now;
        noticeReloads();
        meters.accept(tracker.readings());
        omittedQueues = tracker.omittedQueues();
        omittedMembers = tracker.omittedMembers();
        omittedCallers = tracker.omittedCallers();
        QueueSettings settings = options.tracker();
        queuesTold = told(queuesTold, omittedQueues, "queues", "maxQueues", settings.maxQueues());
        membersTold = told(membersTold, omittedMembers, "members of a queue", "maxQueueMembers", settings.maxMembers());
        callersTold = told(callersTold, omittedCallers, "callers of a queue", "maxQueueCallers", settings.maxCallers());
    }

    /**
     * Requests a comparison with the PBX after this session has reloaded queues, because the PBX sends no event for
     * such a reload.
     */
    private void noticeReloads() {
        long now = session.status().counts().queueReloads();
        reloaded |= now != reloads;
        reloads = now;
    }

    private boolean told(boolean told, int omitted, String what, String option, int bound) {
        if (omitted > 0 && !told) {
            LOG.warn(
                    "ami:{}: there are more {} than {}={}: the rest are omitted",
                    options.endpoint(),
                    what,
                    option,
                    bound);
        }
        return told || omitted > 0;
    }

    @Override
    public void stop() {
        if (undecided > 0) {
            LOG.info(
                    "ami:{}: stopped with {} changes of {} that still waited for late events and are no longer"
                            + " reported",
                    options.endpoint(),
                    undecided,
                    emitsAgents() ? "agents" : "queues");
        }
        stopped = true;
    }

    /** The values that meters read. */
    public List<QueueReadings> readings() {
        return tracker.readings();
    }

    /** The number of known queues. */
    public int known() {
        return stopped ? 0 : readings().size();
    }

    public boolean emitsAgents() {
        return options.tracker().agents();
    }

    /** Whether the state is up to date: no event has been lost since the last comparison with the PBX. */
    public boolean isCurrent() {
        return current;
    }

    /**
     * The number of ended waits, and of changes of agents, that are not reported yet, because late events may follow.
     */
    public int undecided() {
        return stopped ? 0 : undecided;
    }

    public int waiting() {
        return stopped
                ? 0
                : readings().stream().mapToInt(QueueReadings::waiting).sum();
    }

    public int omittedQueues() {
        return omittedQueues;
    }

    public int omittedMembers() {
        return omittedMembers;
    }

    public int omittedCallers() {
        return omittedCallers;
    }

    public int omitted() {
        return omittedQueues + omittedMembers + omittedCallers;
    }
}

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
import io.github.camelami.internal.session.SessionStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer's part for one PBX, between a start and the next stop: its subscription, its session and its run. */
public final class ConsumedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumedConnection.class);

    private final String name;
    private final EventSubscription events;
    private final RunReadings readings;
    private volatile AmiSession session;
    /** The session, also after the connection has left it. */
    private volatile AmiSession last;

    private volatile ConsumerRun run;
    private volatile boolean suspended;
    private final List<Runnable> atEnd = new ArrayList<>();

    /** @param name the name of the PBX */
    public ConsumedConnection(String name, EventSubscription events) {
        this.name = name;
        this.events = events;
        this.readings = new RunReadings(events, () -> run);
    }

    public String name() {
        return name;
    }

    public EventSubscription events() {
        return events;
    }

    public RunReadings readings() {
        return readings;
    }

    /** The status of the session; {@link SessionStatus#NONE} without one. */
    public SessionStatus status() {
        AmiSession current = session;
        return current == null ? SessionStatus.NONE : current.status();
    }

    /** The number of logins of the session, also after the connection has left it. */
    public long epoch() {
        AmiSession of = last;
        return of == null ? 0 : of.status().epoch();
    }

    /** Subscribes to the events of the session. The future completes when the PBX sends them. */
    public CompletableFuture<Void> subscribe(AmiSession of) {
        session = of;
        last = of;
        return of.subscribe(events);
    }

    /** Like {@link #subscribe}, but also begins if the PBX does not confirm that it sends the events. */
    public CompletableFuture<Void> subscribeInAnyCase(AmiSession of) {
        return subscribe(of).exceptionally(failure -> {
            beginUnconfirmed();
            return null;
        });
    }

    /**
     * Makes the consumer receive the events that arrive from now on, although the PBX has not confirmed that it sends
     * them.
     */
    public void beginUnconfirmed() {
        LOG.debug("ami:{}: the PBX has not yet confirmed the event mask", name);
        events.begin();
    }

    /** Begins to route. */
    public void begin(ConsumerRun newRun) {
        begin(newRun, CompletableFuture.completedFuture(null));
    }

    /** Begins to route when {@code previous} has completed. */
    public void begin(ConsumerRun newRun, CompletableFuture<?> previous) {
        run = newRun;
        if (suspended) {
            suspendFeed();
        }
        previous.thenRun(newRun::start);
    }

    /** @param task runs at the end, for example to remove meters */
    public synchronized void atEnd(Runnable task) {
        atEnd.add(task);
    }

    /**
     * Fetches the events that the PBX still holds, before {@link #suspend}. May wait for the PBX for a few seconds, unless
     * it is interrupted.
     */
    public void drain() {
        suspendFeed();
        AmiSession current = session;
        if (current != null) {
            current.drain();
        }
    }

    /** Ignores further events. Those that have arrived are still routed. May be called before {@link #subscribe}. */
    public void suspend() {
        suspended = true;
        suspendFeed();
        events.suspend();
    }

    private void suspendFeed() {
        TrackerFeed feed = feed();
        if (feed != null) {
            feed.suspend();
        }
    }

    public void resume() {
        suspended = false;
        AmiSession current = session;
        if (current != null) {
            current.resume(events);
        }
        TrackerFeed feed = feed();
        if (feed != null) {
            feed.resume();
        }
    }

    private TrackerFeed feed() {
        ConsumerRun current = run;
        return current == null ? null : current.feed();
    }

    /**
     * Leaves the session, and routes what has arrived. The end of the session must not be waited for on the thread of a
     * route.
     *
     * @param release receives the session
     * @param drained runs when everything that has arrived has been routed, unless the connection is stopped first
     */
    public void leave(Consumer<AmiSession> release, Runnable drained) {
        ConsumerRun current = run;
        try {
            end();
        } finally {
            leaveSession(release);
            if (current instanceof SharedRun shared) {
                shared.whenDrained(drained);
            }
        }
    }

    /**
     * Stops routing, and leaves the session. Does not wait for routes in progress.
     *
     * @param release receives the session
     */
    public void stop(Consumer<AmiSession> release) {
        ConsumerRun current = run;
        int left = current == null ? 0 : current.stop();
        try {
            end();
        } finally {
            leaveSession(release);
            left += events.discard();
        }
        if (left > 0) {
            LOG.warn("ami:{}: stopped with {} events that were received but not routed", name, left);
        }
    }

    /** The state and the counters, for JMX. */
    @Override
    public String toString() {
        SessionStatus now = status();
        return now.state() + " since " + now.since() + ", epoch " + now.epoch() + ", received " + readings.received()
                + ", dropped " + readings.dropped() + ", gaps " + readings.gaps() + ", lag " + readings.lag() + " ms";
    }

    private void end() {
        List<Runnable> tasks;
        synchronized (this) {
            tasks = List.copyOf(atEnd);
            atEnd.clear();
        }
        end(tasks.iterator());
    }

    /** Runs all tasks, even if one of them fails. */
    private static void end(Iterator<Runnable> tasks) {
        if (tasks.hasNext()) {
            try {
                tasks.next().run();
            } finally {
                end(tasks);
            }
        }
    }

    private void leaveSession(Consumer<AmiSession> release) {
        AmiSession left;
        synchronized (this) {
            left = session;
            session = null;
        }
        if (left != null) {
            left.unsubscribe(events);
            release.accept(left);
        }
    }
}

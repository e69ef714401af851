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

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.tracking.EventTracker;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Builds queues or agents from the events of one PBX. The events must be passed in order. Emits an {@link
 * io.github.camelami.queue.AmiQueue} or {@link io.github.camelami.queue.AmiAgent} for each change. All times come from
 * the events. The clock serves only to wait for late events. Not thread-safe, except for {@link #readings()}.
 */
public final class QueueTracker implements EventTracker {
    /** The required event classes. {@code call} shows who hung up, and {@code system} shows reloads of queues. */
    public static final EventClasses CLASSES = EventClasses.parse("call,agent,system");

    private final LongSupplier clock;
    private final PbxClock pbx = new PbxClock();
    private final Queues queues;
    private final Agents agents;
    private final Departures departures = new Departures();
    private final WaitEnds outcomes;
    private final Announcer announcer;
    private final CallerRules callers;
    private final DepartureRules departing;
    private final MemberRules members;
    private final Comparison comparison;
    private final Looks looks = new Looks();
    private final Schedule schedule;

    /**
     * @param out receives each queue or agent, on the thread that calls the tracker
     * @param clock supplies the time in nanoseconds, as {@link System#nanoTime} does
     */
    public QueueTracker(QueueSettings settings, Consumer<Object> out, LongSupplier clock) {
        this.clock = clock;
        this.queues = new Queues(settings, pbx, looks);
        this.agents = settings.agents() ? new Agents(settings, out) : null;
        this.outcomes = new WaitEnds(settings.pbx(), clock);
        this.announcer = new Announcer(out, agents);
        Conversations conversations = new Conversations(looks);
        this.departing = new DepartureRules(departures, conversations, outcomes, announcer, looks);
        this.callers = new CallerRules(queues, departing, announcer, looks);
        this.members = new MemberRules(queues, conversations, announcer, looks);
        this.comparison = new Comparison(queues, pbx, callers, departing, conversations, announcer, looks);
        this.schedule = new Schedule(settings, queues, announcer, looks, clock.getAsLong());
    }

    /** Whether the tracker needs events of this name. */
    public static boolean needs(String eventName) {
        return QueueTranslator.isKnown(eventName) || WaitEnds.needs(eventName);
    }

    /** Whether the tracker needs this event, if it needs the name. It ignores most changes of devices and reloads. */
    public static boolean needs(EventView event) {
        return QueueTranslator.saysAnything(event);
    }

    @Override
    public void event(AmiEvent event) {
        long time = event.occurredAt();
        long ahead = queues.clockAt(event);
        if (ahead != 0 && agents != null) {
            agents.clockIsKnown(ahead);
        }
        QueueFact fact = QueueTranslator.translate(event);
        outcomes.event(event, fact);
        if (fact != null || members.mayEndTalk(event)) {
            take(fact, event, time);
        }
        schedule.repeats(clock.getAsLong(), time);
    }

    private void take(QueueFact fact, AmiEvent event, long time) {
        schedule.passes(time);
        departing.decideAll(departures.dueByEvents(time));
        if (agents != null) {
            agents.messages().dueByEvents(time, clock.getAsLong());
        }
        apply(fact, time);
        members.endTalks(event, time);
    }

    private void apply(QueueFact fact, long time) {
        if (fact instanceof QueueFact.OfCaller of) {
            callers.apply(of, time, clock.getAsLong());
        } else if (fact instanceof QueueFact.OfMember of) {
            members.apply(of, time);
        } else if (fact instanceof QueueFact.HungUp hungUp) {
            departing.hungUp(hungUp.uniqueid());
        } else if (fact instanceof QueueFact.HandedOver handed) {
            callers.handedOver(handed, time);
        } else if (fact instanceof QueueFact.Identified identified) {
            callers.identified(identified, time);
        } else if (fact instanceof QueueFact.OfPool of && agents != null) {
            agents.apply(of, time);
        } else if (fact instanceof QueueFact.Reloaded) {
            looks.request(true);
        }
    }

    /**
     * Emits the changes that are due. Called while no event is waiting.
     *
     * @param now in milliseconds since 1970, by the clock of this machine
     */
    public void tick(long now) {
        long nanos = clock.getAsLong();
        schedule.passes(pbx.there(now));
        outcomes.tick();
        departing.decideAll(departures.dueByClock(nanos));
        if (agents != null) {
            agents.messages().dueByClock(nanos);
        }
        schedule.repeats(nanos, pbx.there(now));
    }

    /** The time until {@link #tick} has something to do, in milliseconds, or {@code Long.MAX_VALUE}. */
    public long nextTick(long now) {
        long nanos = clock.getAsLong();
        long next = Math.min(departures.nextIn(nanos), agents == null ? Long.MAX_VALUE : agents.nextIn(nanos));
        next = Math.min(next, schedule.nextRepeat(nanos));
        long millis = next == Long.MAX_VALUE ? next : TimeUnit.NANOSECONDS.toMillis(next + 999_999);
        return Math.min(millis, schedule.nextReset(pbx.there(now)));
    }

    @Override
    public void gap() {
        outcomes.gap();
        departures.missEvents(looks);
    }

    @Override
    public void disconnected(long at) {
        outcomes.disconnected(at);
        departures.missEvents(looks);
    }

    @Override
    public void suspended(long at) {
        departures.missEvents(looks);
    }

    /** Called when the PBX was restarted. {@code now}: when this became known, in milliseconds since 1970. */
    public void restarted(long now) {
        outcomes.restarted(now);
    }

    /** Whether the state must be compared with the PBX. Returns true only once for each request. */
    public boolean wantsLook() {
        return looks.take();
    }

    /**
     * Applies the list of channels from CoreShowChannels or Status, so that no ended channel is remembered forever.
     *
     * @param asked when the list was requested, in milliseconds since 1970
     * @param now when the list arrived, in milliseconds since 1970
     */
    public void channels(List<AmiEvent> items, long asked, long now) {
        outcomes.channels(items, asked, now);
    }

    /**
     * Compares the queues with a list, and corrects the queues.
     *
     * @param items the items of QueueStatus
     * @param now when the list arrived, in milliseconds since 1970
     */
    public void queues(List<AmiEvent> items, long now) {
        outcomes.waiting(items, now);
        long time = pbx.there(now);
        if (agents != null) {
            agents.messages().giveAll(clock.getAsLong());
        }
        boolean broken = comparison.compare(ListedQueues.of(items), time, clock.getAsLong());
        schedule.compared(broken, clock.getAsLong(), time);
        if (agents != null) {
            agents.messages().giveAll();
        }
    }

    /** Compares the agents who log in with AgentLogin with the list of the action Agents, and corrects the agents. */
    public void agents(List<AmiEvent> items, long now) {
        if (agents != null) {
            agents.messages().clockAt(clock.getAsLong());
            agents.compare(ListedQueues.agents(items), pbx.there(now));
            agents.messages().giveAll();
        }
    }

    /** The names of the known queues. */
    public List<String> names() {
        return queues.all().stream().map(Queue::name).toList();
    }

    /** The values for meters. Any thread may call this method. */
    public List<QueueReadings> readings() {
        return queues.readings();
    }

    /** Whether events of class call arrive. Without them, the tracker cannot distinguish a timeout from a hang-up. */
    public boolean seesCalls() {
        return outcomes.seesCalls();
    }

    /** Whether events may have been lost since the last list. */
    public boolean isMissingEvents() {
        return looks.areMissingEvents();
    }

    /** The number of ended waits, and of changes of agents, that are not emitted yet, because more may follow. */
    public int undecided() {
        return agents == null ? departures.undecided() : agents.messages().pending();
    }

    /** The number of queues that are omitted because of {@code maxQueues}. */
    public int omittedQueues() {
        return queues.omitted();
    }

    /** The number of members and agents that are omitted because of {@code maxQueueMembers}. */
    public int omittedMembers() {
        return queues.omittedMembers() + (agents == null ? 0 : agents.omitted());
    }

    /** The number of callers that are omitted because of {@code maxQueueCallers}. */
    public int omittedCallers() {
        return queues.omittedCallers();
    }
}

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
package io.github.camelami.internal.tracking;

import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Builds calls from the events of one PBX. The events must be passed in order. Each call is emitted as ended exactly
 * once. All times come from the events. The clock serves only to wait for late events. Not thread-safe.
 */
public final class CallTracker implements EventTracker {
    /** The event classes that the tracker needs; without {@code agent}, calls have no queue data. */
    public static final EventClasses CLASSES = EventClasses.parse("call,agent");

    /** The age of a channel, in milliseconds, up to which its first event may not have arrived yet. */
    private static final long BLIND_AFTER = 5_000;

    private final Output output;
    private final Calls calls;
    private final Model model;
    private final Moments moments = new Moments();

    private long unbrokenSince = Long.MAX_VALUE;
    private boolean disconnected;

    /**
     * @param out receives each call, on the thread that called the tracker
     * @param clock supplies the time in nanoseconds, as {@link System#nanoTime} does
     */
    public CallTracker(CallSettings settings, Consumer<AmiCall> out, LongSupplier clock) {
        this.output = new Output(settings, out, clock);
        this.calls = new Calls(settings, output);
        this.model = new Model(calls, output);
    }

    /** Whether the tracker needs events of this name. */
    public static boolean needs(String eventName) {
        return Translator.isKnown(eventName);
    }

    @Override
    public void event(AmiEvent event) {
        ChannelChange change = Translator.translate(event);
        if (change != null) {
            long moment = moments.of(event);
            output.isAt(moment);
            if (output.endings().isDueByEvents()) {
                giveOut(output.endings()::pollByEvents);
            }
            apply(change, moment);
        }
    }

    private void apply(ChannelChange change, long moment) {
        model.apply(change, moment);
        output.flush(moment);
    }

    /** Emits the calls whose wait for late events has expired. Called while no event is waiting. */
    public void tick() {
        long nanos = output.nanos();
        giveOut(() -> output.endings().pollByClock(nanos));
        calls.gone().expire(nanos);
    }

    private void giveOut(Supplier<Call> ended) {
        for (Call call = ended.get(); call != null; call = ended.get()) {
            if (disconnected && MissedEnds.isAny(call)) {
                call.waitsForList();
            } else {
                calls.giveOut(call, output.now());
            }
        }
    }

    /** The time until {@link #tick} may emit a call, in milliseconds, or {@code Long.MAX_VALUE}. */
    public long nextTick() {
        long nanos = output.endings().nextIn(output.nanos());
        return nanos == Long.MAX_VALUE ? nanos : TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
    }

    /** Called when events may be missing. Marks all open calls as partial. */
    @Override
    public void gap() {
        missesEvents(output.now());
    }

    private void missesEvents(long since) {
        model.missesEvents(since);
        unbrokenSince = Long.MAX_VALUE;
    }

    /**
     * Called when the connection was lost. A PBX that was shutting down may have sent incomplete lists, so ends of
     * calls that were inferred from a list are uncertain. Calls with such an end wait for the next list.
     */
    @Override
    public void disconnected(long at) {
        moments.lost(at);
        missesEvents(moments.lostOr(at));
        disconnected = true;
    }

    @Override
    public void suspended(long at) {
        if (!disconnected) {
            moments.lost(at);
        }
    }

    /**
     * Called when the PBX was restarted. Ends all calls that were open when the PBX was lost, as of that moment.
     *
     * @param now when the answer arrived that shows the restart, in milliseconds since 1970
     */
    public void restarted(long now) {
        disconnected = false;
        output.isAt(moments.there(now));
        calls.restarted(moments.lostOr(now));
    }

    /**
     * Compares the calls with a list of the channels that are up, and corrects the calls.
     *
     * @param items the items of CoreShowChannels or Status
     * @param asked when the list was requested, in milliseconds since 1970
     * @param now when the list arrived, in milliseconds since 1970
     * @return whether a channel has been created since the last list, and no event has reported it. The user then
     *     probably lacks the right to read class call
     */
    public boolean channels(List<AmiEvent> items, long asked, long now) {
        disconnected = false;
        long time = moments.there(now);
        output.isAt(time);
        boolean blind = false;
        Set<String> up = new HashSet<>();
        Set<String> linkedids = new HashSet<>();
        for (ChannelChange.Listed listed : ListTranslator.channels(items)) {
            String uniqueid = listed.channel().uniqueid();
            up.add(uniqueid);
            linkedids.add(listed.channel().linkedid());
            boolean known = calls.known(uniqueid) != null;
            model.apply(listed, time);
            blind |= !known && isBlind(calls.known(uniqueid), now, time);
        }
        output.flush(time);
        unbrokenSince = unbrokenSince == Long.MAX_VALUE ? now : unbrokenSince;
        calls.gone().listed(up, linkedids, output.nanos());
        for (Channel channel : calls.all()) {
            if (!channel.isEnded() && channel.seenAt() < asked && !up.contains(channel.uniqueid())) {
                apply(new ChannelChange.Unlisted(channel.uniqueid()), time);
            }
        }
        new ArrayList<>(calls.open()).stream().filter(Call::isWaitingForList).forEach(output::ends);
        return blind;
    }

    /**
     * Whether this channel was created since the last list, and no event reported it. Allows for a difference of 2 s,
     * because lists have times in whole seconds.
     */
    private boolean isBlind(Channel found, long now, long time) {
        return found != null
                && unbrokenSince != Long.MAX_VALUE
                && Moments.between(time, found.startedAt()) > unbrokenSince - now + 2_000
                && Moments.between(found.startedAt(), time) > BLIND_AFTER;
    }

    /**
     * Compares the calls with a list of the callers who wait in queues. Adds missing queue visits, and ends those that
     * ended without an event.
     *
     * @param items the items of QueueStatus
     * @return whether a call has joined a queue, and no event has reported it. The user then probably lacks the right
     *     to read class agent
     */
    public boolean waiting(List<AmiEvent> items, long now) {
        long time = moments.there(now);
        boolean blind = false;
        for (ChannelChange.ListedInQueue waits : model.waiting(ListTranslator.waiting(items), time)) {
            Call call = calls.known(waits.channel().uniqueid()).call();
            blind |= !call.isPartial() && waits.waited() > BLIND_AFTER;
            apply(waits, time);
        }
        return blind;
    }

    /** Whether the call with this id, or the call into which it was merged, has not been emitted as ended. */
    public boolean isOpen(String id) {
        return calls.named(id) != null;
    }

    /** The visits of calls to queues. */
    public Visits visits() {
        return new Visits(calls, output);
    }

    /** The number of open calls, including ended calls that wait for late events. */
    public int openCalls() {
        return calls.open().size();
    }

    /**
     * The number of ended calls that wait for late events. If such a call turns out to continue, it is included until
     * the wait expires.
     */
    public int endingCalls() {
        return output.endings().size();
    }

    /** The number of calls that were emitted as ended. */
    public long endedCalls() {
        return output.ended();
    }

    /** The number of calls that were emitted before their end because more than {@code maxOpenCalls} were open. */
    public long evictedCalls() {
        return calls.evicted();
    }

    /** For tests: whether no data of emitted calls remains. */
    boolean isEmpty() {
        return calls.isEmpty();
    }
}

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
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Assembles calls from the events of one PBX. Events enter in their order; each call comes out exactly once, when it
 * has ended. Times are those of the events. The clock only serves to wait for late events. For use by one thread.
 */
public final class CallTracker implements EventTracker {
    /** The event classes that the tracker needs; without {@code agent}, calls have no queue data. */
    public static final EventClasses CLASSES = EventClasses.parse("call,agent");

    /** The first event of a channel younger than this, in milliseconds, may still be on its way. */
    private static final long BLIND_AFTER = 5_000;

    private final Output output;
    private final Calls calls;
    private final Model model;
    private final Moments moments = new Moments();

    private long unbrokenSince = Long.MAX_VALUE;
    private boolean disconnected;
    private long clockOffset;

    /**
     * @param out receives each call, on the thread that called the tracker
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    public CallTracker(CallSettings settings, Consumer<AmiCall> out, LongSupplier clock) {
        this.output = new Output(settings, out, clock);
        this.calls = new Calls(settings, output);
        this.model = new Model(calls, output);
    }

    /** Whether events of this name matter to the tracker. */
    public static boolean needs(String eventName) {
        return Translator.isKnown(eventName);
    }

    @Override
    public void event(AmiEvent event) {
        ChannelChange change = Translator.translate(event);
        if (change != null) {
            long time = event.occurredAt();
            clockOffset = time - event.receivedAt();
            long moment = moments.next(time);
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

    /** Emits the calls whose grace has expired; called while no event waits. */
    public void tick() {
        long nanos = output.nanos();
        giveOut(() -> output.endings().pollByClock(nanos));
        calls.gone().expire(nanos);
    }

    private interface Ended {
        Call poll();
    }

    private void giveOut(Ended ended) {
        for (Call call = ended.poll(); call != null; call = ended.poll()) {
            if (disconnected && call.isEndMissed()) {
                call.waitsForList();
            } else {
                calls.giveOut(call);
            }
        }
    }

    /** The time until {@link #tick} has something to emit, in milliseconds, or {@code Long.MAX_VALUE}. */
    public long nextTick() {
        long nanos = output.endings().nextIn(output.nanos());
        return nanos == Long.MAX_VALUE ? nanos : TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
    }

    /** Marks every open call as partial. */
    @Override
    public void gap() {
        calls.open().forEach(Call::missesEvents);
        unbrokenSince = Long.MAX_VALUE;
    }

    /**
     * The last inferred ends may stem from a PBX that was shutting down. A call whose end was inferred therefore waits
     * for the next list.
     */
    @Override
    public void disconnected() {
        gap();
        disconnected = true;
    }

    /** The PBX was restarted: ends all calls that were open at the last gap or disconnection. */
    public void restarted(long now) {
        disconnected = false;
        output.isAt(moments.next(now + clockOffset));
        calls.restarted();
    }

    /**
     * Reconciles the calls with the channels that are up.
     *
     * @param items the items of CoreShowChannels or Status
     * @param asked when the list was requested, in milliseconds since 1970
     * @param now when the list arrived, in milliseconds since 1970
     * @return whether a channel was created since the last list without an event: the user may not read class call
     */
    public boolean channels(List<AmiEvent> items, long asked, long now) {
        disconnected = false;
        long time = moments.next(now + clockOffset);
        output.isAt(time);
        boolean blind = false;
        Set<String> up = new HashSet<>();
        Set<String> linkedids = new HashSet<>();
        for (ChannelChange.Listed listed : ListTranslator.channels(items)) {
            String uniqueid = listed.channel().uniqueid();
            up.add(uniqueid);
            linkedids.add(listed.channel().linkedid());
            boolean known = calls.known(uniqueid) != null;
            apply(listed, time);
            blind |= !known && isBlind(calls.known(uniqueid), now, time);
        }
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
     * Whether a channel that no event reported was created since the last list. Allows 2 s, because the list has the
     * time of the server's clock in seconds.
     */
    private boolean isBlind(Channel found, long now, long time) {
        return found != null
                && unbrokenSince != Long.MAX_VALUE
                && Moments.between(time, found.startedAt()) > unbrokenSince - now + 2_000
                && Moments.between(found.startedAt(), time) > BLIND_AFTER;
    }

    /**
     * Records which calls wait in queues.
     *
     * @param items the items of QueueStatus
     * @return whether a call joined a queue without an event: the user may not read class agent
     */
    public boolean waiting(List<AmiEvent> items, long now) {
        long time = moments.next(now + clockOffset);
        boolean blind = false;
        for (ChannelChange.ListedInQueue waits : ListTranslator.waiting(items)) {
            Channel channel = calls.known(waits.channel().uniqueid());
            if (channel != null
                    && !channel.isEnded()
                    && !channel.call().facts().queues().waitsIn(waits.queue())) {
                blind |= !channel.call().isPartial() && waits.waited() > BLIND_AFTER;
                apply(waits, time);
            }
        }
        return blind;
    }

    /** Whether the call of this id, or the one that it was merged into, has not been emitted as ended. */
    public boolean isOpen(String id) {
        return calls.named(id) != null;
    }

    /** The outcome of a channel's last stay in a queue, or null if it is unknown. */
    public QueueOutcome queueOutcome(String uniqueid, String queue) {
        Channel channel = calls.known(uniqueid);
        return channel == null || !channel.call().hasFacts()
                ? null
                : channel.call().facts().queues().outcome(queue);
    }

    /** The number of open calls, including those in their grace. */
    public int openCalls() {
        return calls.open().size();
    }

    /** The ended calls that wait for late events. A call that turns out to continue counts until its grace expires. */
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

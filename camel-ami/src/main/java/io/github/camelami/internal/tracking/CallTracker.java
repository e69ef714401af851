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
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.EventClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Puts the events of one PBX together to calls: events in, in their order, and calls out, each exactly once when it has
 * ended. Times are those of the events; the clock serves only to wait for late ones. For use by one thread.
 */
public final class CallTracker {
    /** The classes whose events it needs; without {@code agent} there are no facts of queues. */
    public static final EventClasses CLASSES = EventClasses.parse("call,agent");

    /** A channel that is younger than this may have its first event on the way. */
    private static final long BLIND_AFTER = 5_000;

    private final Output output;
    private final Calls calls;
    private final Model model;

    private long unbrokenSince = Long.MAX_VALUE;
    private boolean disconnected;
    private long clockOffset;

    /**
     * @param out is given each call, on the thread that called the tracker
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    public CallTracker(CallSettings settings, Consumer<AmiCall> out, LongSupplier clock) {
        this.output = new Output(settings, out, clock);
        this.calls = new Calls(settings, output);
        this.model = new Model(calls, output);
    }

    /** Whether events of this name tell it anything. */
    public static boolean needs(String eventName) {
        return Translator.isKnown(eventName);
    }

    /** Takes the next event. */
    public void event(AmiEvent event) {
        ChannelChange change = Translator.translate(event);
        if (change != null) {
            long time = event.occurredAt();
            clockOffset = time - event.receivedAt();
            output.eventAt(time);
            if (output.endings().isDueByEvents()) {
                giveOut(output.endings()::pollByEvents);
            }
            apply(change, time);
        }
    }

    private void apply(ChannelChange change, long time) {
        model.apply(change, time);
        output.flush(time);
    }

    /** No event waits: gives out what ended longer ago than the grace. */
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

    /** In how many milliseconds {@link #tick} has something to give out next, or {@code Long.MAX_VALUE}. */
    public long nextTick() {
        long nanos = output.endings().nextIn(output.nanos());
        return nanos == Long.MAX_VALUE ? nanos : TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
    }

    /** Events may be missing from here on: every open call is marked partial. */
    public void gap() {
        calls.open().forEach(Call::missesEvents);
        unbrokenSince = Long.MAX_VALUE;
    }

    /**
     * The connection was lost. What was concluded last may have been the view of a PBX that is going down, so that a
     * call whose end was concluded waits for the next look.
     */
    public void disconnected() {
        gap();
        disconnected = true;
    }

    /** The PBX was started anew: none of the calls lives any more that were open at the last gap or loss. */
    public void restarted(long now) {
        disconnected = false;
        output.listAt(now + clockOffset);
        calls.restarted();
    }

    /**
     * Makes the calls fit the channels that are up.
     *
     * @param items the items of CoreShowChannels or Status
     * @param asked when the list was asked for
     * @param now when it came
     * @return whether a channel came up since the last list without an event: the user may not read class call
     */
    public boolean channels(List<AmiEvent> items, long asked, long now) {
        disconnected = false;
        long time = now + clockOffset;
        output.listAt(time);
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

    /** A list comes from the server's clock, to the second. */
    private boolean isBlind(Channel found, long now, long time) {
        return found != null
                && unbrokenSince != Long.MAX_VALUE
                && found.startedAt() - time > unbrokenSince - now + 2_000
                && found.startedAt() < time - BLIND_AFTER;
    }

    /**
     * Makes known which calls wait in queues.
     *
     * @param items the items of QueueStatus
     * @return whether one joined a queue without an event: the user may not read class agent
     */
    public boolean waiting(List<AmiEvent> items, long now) {
        long time = now + clockOffset;
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

    /** How the last stay of a channel in a queue went, or null where that is not known. */
    public QueueOutcome queueOutcome(String uniqueid, String queue) {
        Channel channel = calls.known(uniqueid);
        return channel == null || !channel.call().hasFacts()
                ? null
                : channel.call().facts().queues().outcome(queue);
    }

    /** Calls that are open, those in their grace included. */
    public int openCalls() {
        return calls.open().size();
    }

    /** Calls in their grace: ended, and not yet given out; one that goes on after all counts for the rest of it. */
    public int endingCalls() {
        return output.endings().size();
    }

    /** Calls that were given out as ended. */
    public long endedCalls() {
        return output.ended();
    }

    /** Calls that were given out before their end because more than {@code maxOpenCalls} were open. */
    public long evictedCalls() {
        return calls.evicted();
    }

    /** For tests: nothing is left of calls that were given out. */
    boolean isEmpty() {
        return calls.isEmpty();
    }
}

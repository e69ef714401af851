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
package io.github.camelami.call;

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.EventClasses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the events of one PBX together to calls: events in, in their order, and calls out, each exactly once when it has
 * ended. It has no thread and no clock; time comes with the events and with {@link #tick}. For use by one thread.
 */
public final class CallTracker {
    /** The classes whose events it needs; without {@code agent} there are no facts of queues. */
    public static final EventClasses CLASSES = EventClasses.parse("call,agent");

    private static final long GONE_FOR = 60_000;

    private final CallSettings settings;
    private final Consumer<AmiCall> out;

    /** Also those that have ended, as long as their call has not been given out. */
    private final Map<String, CallChannel> channels = new HashMap<>();

    private final UpChannels upChannels = new UpChannels(this);

    final CallBridges bridges = new CallBridges(this);

    /** By id and alias. */
    private final Map<String, OpenCall> calls = new HashMap<>();

    /** In the order of their start. */
    private final Set<OpenCall> open = new LinkedHashSet<>();

    private record Ending(OpenCall call, long deadline) {}

    private final Deque<Ending> endings = new ArrayDeque<>();

    /** Channels of calls that were given out, and until when their late events are passed over. */
    private final Map<String, Long> gone = new LinkedHashMap<>();

    /** Ids of calls that were given out because of the bound, and go on. */
    private final Set<String> cut = new LinkedHashSet<>();

    private boolean disconnected;
    private long clockOffset;
    private long evicted;
    private long ended;

    /** @param out is given each call, on the thread that called the tracker */
    public CallTracker(CallSettings settings, Consumer<AmiCall> out) {
        this.settings = settings;
        this.out = out;
    }

    /** Whether events of this name tell it anything. */
    public static boolean needs(String eventName) {
        return CallEvents.isKnown(eventName);
    }

    /** Takes the next event. */
    public void event(AmiEvent event) {
        tick(event.receivedAt());
        CallEvents.Handler handler = CallEvents.handler(event.name());
        if (handler != null) {
            handler.handle(this, event, time(event));
        }
    }

    /** Gives out what ended longer ago than the grace. */
    public void tick(long now) {
        for (Ending next = endings.peek(); next != null && next.deadline <= now; next = endings.peek()) {
            endings.poll();
            if (next.call.deadline == next.deadline) {
                if (disconnected && next.call.isMissed()) {
                    next.call.deadline = OpenCall.NEXT_LOOK;
                } else {
                    giveOut(next.call, now);
                }
            }
        }
        Iterator<Long> expiries = gone.values().iterator();
        while (expiries.hasNext() && expiries.next() <= now) {
            expiries.remove();
        }
    }

    /** When {@link #tick} has something to give out next, in milliseconds since 1970, or {@code Long.MAX_VALUE}. */
    public long nextTick() {
        return endings.isEmpty() ? Long.MAX_VALUE : endings.peek().deadline;
    }

    /** Events may be missing from here on: every open call is marked partial. */
    public void gap() {
        open.forEach(call -> call.missedEvents = true);
        upChannels.gap();
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
        cut.clear();
        for (OpenCall call : List.copyOf(open)) {
            if (call.missedEvents) {
                if (call.live > 0 || call.isMissed()) {
                    call.end = CallEnd.PBX_RESTART;
                }
                endChannels(call, now);
                giveOut(call, now);
            }
        }
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
        boolean blind = upChannels.listed(items, now, now + clockOffset);
        Set<String> up = UpChannels.values(items, "Uniqueid");
        cut.retainAll(UpChannels.values(items, "Linkedid"));
        for (CallChannel channel : List.copyOf(channels.values())) {
            if (!channel.ended && channel.seenAt < asked && !up.contains(channel.uniqueid)) {
                channel.missed = true;
                channel.missedIn = channel.bridge;
                hangUp(channel, now + clockOffset, now);
            }
        }
        for (OpenCall call : open) {
            if (call.deadline == OpenCall.NEXT_LOOK) {
                startGrace(call, now);
            }
        }
        return blind;
    }

    /**
     * Makes known which calls wait in queues.
     *
     * @param entries the items of QueueStatus
     * @return whether one joined a queue without an event: the user may not read class agent
     */
    public boolean waiting(List<AmiEvent> entries, long now) {
        return upChannels.waiting(entries, now + clockOffset);
    }

    /** Calls that are open, those in their grace included. */
    public int openCalls() {
        return open.size();
    }

    /** Calls in their grace: ended, and not yet given out; one that goes on after all counts for the rest of it. */
    public int endingCalls() {
        return endings.size();
    }

    /** Calls that were given out as ended. */
    public long endedCalls() {
        return ended;
    }

    /** Calls that were given out before their end because more than {@code maxOpenCalls} were open. */
    public long evictedCalls() {
        return evicted;
    }

    private long time(AmiEvent event) {
        long time = event.occurredAt();
        clockOffset = time - event.receivedAt();
        return time;
    }

    /** The channel that an event speaks of under this prefix, made known if need be; null if it concerns no open call. */
    CallChannel channel(AmiEvent event, Prefix prefix, long time) {
        String uniqueid = event.get(prefix.uniqueid);
        if (uniqueid == null || uniqueid.isEmpty()) {
            return null;
        }
        CallChannel channel = channels.get(uniqueid);
        if (channel == null) {
            String name = event.get(prefix.channel);
            if (gone.containsKey(uniqueid)
                    || cut.contains(event.get(prefix.linkedid))
                    || name != null && name.startsWith("Message/")) {
                return null;
            }
            channel = new CallChannel(uniqueid, name, time, event.receivedAt());
            channels.put(uniqueid, channel);
            channel.readParty(event, prefix);
        } else if (channel.missed && !event.name().equals("Hangup")) {
            revive(channel);
        }
        String linkedid = event.get(prefix.linkedid);
        if (channel.call == null || linkedid != null && !linkedid.equals(channel.linkedid)) {
            join(channel, linkedid == null || linkedid.isEmpty() ? uniqueid : linkedid, time, event.receivedAt());
        }
        return channel;
    }

    /** What its end was concluded from was ahead of its events, or wrong. */
    private void revive(CallChannel channel) {
        long since = channel.endedAt;
        channel.call.revive(channel);
        if (channel.missedIn != null) {
            bridges.enter(channel, channel.missedIn.id, channel.missedIn.holding, since);
        }
    }

    /** No event announces that Asterisk has merged two calls: a channel shows another Linkedid than before. */
    private void join(CallChannel channel, String linkedid, long time, long arrival) {
        channel.linkedid = linkedid;
        OpenCall call = calls.get(linkedid);
        if (channel.call == null) {
            if (call == null) {
                call = new OpenCall(linkedid, settings, channel.startedAt);
                calls.put(linkedid, call);
                open.add(call);
                call.add(channel);
                evictBeyondBound(arrival);
            } else {
                call.add(channel);
                bound(call, arrival);
            }
            if (!call.announced && !channel.ignored) {
                call.announced = true;
                announce(call, CallState.STARTED, time);
            }
        } else if (call == null) {
            channel.call.addAlias(linkedid);
            calls.put(linkedid, channel.call);
            bound(channel.call, arrival);
        } else if (call != channel.call) {
            merge(call, channel.call, time, arrival);
        }
    }

    private void merge(OpenCall a, OpenCall b, long time, long arrival) {
        OpenCall older = b.startedAt < a.startedAt ? b : a;
        OpenCall younger = older == a ? b : a;
        older.absorb(younger);
        open.remove(younger);
        younger.deadline = -1;
        calls.put(younger.id, older);
        younger.aliases.forEach(alias -> calls.put(alias, older));
        bound(older, arrival);
        if (younger.announced) {
            announce(older, CallState.MERGED, time);
        }
    }

    private void bound(OpenCall call, long arrival) {
        forget(call.prune(), arrival);
        call.pruneAliases().forEach(alias -> calls.remove(alias, call));
    }

    void announce(OpenCall call, CallState state, long time) {
        if (settings.progress() && call.isReal()) {
            out.accept(call.view(state, time));
        }
    }

    /** @param arrival the time of the own clock, by which the grace is measured */
    void hangUp(CallChannel channel, long time, long arrival) {
        OpenCall call = channel.call;
        if (channel.ended) {
            // concluded too early, or told twice: what the PBX says is right
            bridges.leave(channel, channel.bridge, time);
            channel.endedAt = channel.missed ? time : channel.endedAt;
            return;
        }
        bridges.leave(channel, channel.bridge, time);
        call.ended(channel, time);
        call.facts.recordingsEnd(channel.uniqueid, time);
        call.recountHold(time);
        if (call.live == 0) {
            startGrace(call, arrival);
        }
    }

    private void startGrace(OpenCall call, long arrival) {
        call.deadline = arrival + settings.grace().toMillis();
        endings.add(new Ending(call, call.deadline));
    }

    private void endChannels(OpenCall call, long now) {
        for (CallChannel channel : call.channels) {
            if (!channel.ended) {
                bridges.leave(channel, channel.bridge, now + clockOffset);
                call.ended(channel, now + clockOffset);
            }
        }
        call.recountHold(now + clockOffset);
    }

    private void evictBeyondBound(long now) {
        if (open.size() > settings.maxOpenCalls()) {
            OpenCall oldest = open.iterator().next();
            if (oldest.live > 0) {
                evicted++;
                oldest.end = CallEnd.LIMIT;
                cut.add(oldest.id);
                cut.addAll(oldest.aliases);
                shrink(cut);
            }
            endChannels(oldest, now);
            giveOut(oldest, now);
        }
    }

    private void giveOut(OpenCall call, long now) {
        call.deadline = -1;
        open.remove(call);
        calls.remove(call.id, call);
        call.aliases.forEach(alias -> calls.remove(alias, call));
        forget(call.channels, now);
        if (call.end == CallEnd.HANGUP && call.isMissed()) {
            call.end = CallEnd.MISSED;
        }
        if (call.isReal()) {
            ended++;
            out.accept(call.view(CallState.ENDED, now + clockOffset));
        }
    }

    private void forget(List<CallChannel> over, long now) {
        for (CallChannel channel : over) {
            channels.remove(channel.uniqueid);
            gone.remove(channel.uniqueid);
            gone.put(channel.uniqueid, now + GONE_FOR);
        }
        shrink(gone.keySet());
    }

    private void shrink(Set<String> ids) {
        Iterator<String> eldest = ids.iterator();
        for (long excess = ids.size() - 8L * settings.maxOpenCalls(); excess > 0; excess--) {
            eldest.next();
            eldest.remove();
        }
    }

    /** The channel of this id, if its call has not been given out; or null. */
    CallChannel known(String uniqueid) {
        return channels.get(uniqueid);
    }

    boolean isGone(String uniqueid) {
        return gone.containsKey(uniqueid);
    }

    CallSettings settings() {
        return settings;
    }

    /** For tests: nothing is left of calls that were given out. */
    boolean isEmpty() {
        return open.isEmpty() && channels.isEmpty() && bridges.isEmpty() && calls.isEmpty();
    }
}

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

import io.github.camelami.call.CallEnd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The open calls of a PBX and their channels. Tracks to which call each channel belongs, and when a call ends. */
final class Calls {
    private final CallSettings settings;
    private final Output output;
    private final Bridges bridges;
    private final Gone gone;
    private final Linking linking;

    /** All channels by Uniqueid. A channel that has ended is kept until its call is emitted. */
    private final Map<String, Channel> channels = new HashMap<>();

    /** All calls by id and alias. */
    private final Map<String, Call> calls = new HashMap<>();

    /** The calls that have not been emitted as ended, in the order in which they were first seen. */
    private final Set<Call> open = new LinkedHashSet<>();

    private long evicted;

    Calls(CallSettings settings, Output output) {
        this.settings = settings;
        this.output = output;
        this.bridges = new Bridges(output);
        this.linking = new Linking(this, output);
        this.gone = new Gone(8L * settings.maxOpenCalls());
    }

    Bridges bridges() {
        return bridges;
    }

    Linking linking() {
        return linking;
    }

    Gone gone() {
        return gone;
    }

    Collection<Call> open() {
        return open;
    }

    /** The channel with this Uniqueid; null if it is unknown, or if its call has been emitted. */
    Channel known(String uniqueid) {
        return channels.get(uniqueid);
    }

    List<Channel> all() {
        return List.copyOf(channels.values());
    }

    /**
     * The channel of a mention. It is created if it is new, and moved to the call whose Linkedid the mention shows.
     * Null if there is no mention, or if the channel's call has been emitted.
     */
    Channel linked(Mention mention, long time) {
        Channel channel = mention == null ? null : enrolled(mention, time);
        if (channel != null) {
            linking.relink(channel, mention.shownLinkedid(), time);
        }
        return channel;
    }

    /** The channel of a mention. It is created if it is new, but not moved to another call. */
    Channel enrolled(Mention mention, long time) {
        Channel channel = channels.get(mention.uniqueid());
        return channel != null ? channel : enrol(mention, time);
    }

    /** Like {@link #linked}, but also revives a channel whose end was inferred by mistake. */
    Channel revived(Mention mention, long time) {
        Channel channel = linked(mention, time);
        if (channel != null) {
            bridges.lives(channel);
        }
        return channel;
    }

    private Channel enrol(Mention mention, long time) {
        String name = mention.channel();
        if (gone.has(mention.uniqueid())
                || gone.cut().has(mention.linkedid())
                || name != null && name.startsWith("Message/")) {
            return null;
        }
        Channel channel = new Channel(mention.uniqueid(), time, mention.receivedAt());
        channel.rename(name);
        channel.takeParty(mention);
        channels.put(channel.uniqueid(), channel);
        String linkedid = mention.linkedid();
        Call call = calls.get(linkedid);
        if (call == null) {
            call = new Call(linkedid, settings, channel.startedAt());
            calls.put(linkedid, call);
            open.add(call);
        }
        // the channels of a call share one String, to save memory
        channel.shows(call.id().equals(linkedid) ? call.id() : linkedid);
        call.add(channel);
        bound(call);
        evictBeyondBound();
        output.expects(call);
        return channel;
    }

    /** Called if a new channel has the Uniqueid of an ended one. If that one's call has ended, emits it at once. */
    void comesAgain(Mention mention) {
        gone.comesAgain(mention.uniqueid());
        Channel before = channels.get(mention.uniqueid());
        if (before != null && before.isEnded() && !before.isEndMissed()) {
            channels.remove(mention.uniqueid());
            if (!before.call().isLive()) {
                giveOut(before.call(), output.now());
            }
        }
    }

    /** The call with this id or alias, or null. */
    Call named(String id) {
        return calls.get(id);
    }

    void alsoNamed(String alias, Call call) {
        call.addAlias(alias);
        calls.put(alias, call);
        bound(call);
    }

    /** Moves all data of the younger call to the older one. */
    void absorb(Call older, Call younger) {
        older.absorb(younger);
        open.remove(younger);
        calls.put(younger.id(), older);
        younger.aliases().forEach(alias -> calls.put(alias, older));
        bound(older);
    }

    private void bound(Call call) {
        forget(call.prune());
        call.pruneAliases().forEach(alias -> calls.remove(alias, call));
    }

    /** Ends a channel. {@code missed} means that the end was inferred instead of reported. */
    void hangUp(Channel channel, long time, boolean missed) {
        Bridge in = channel.bridge();
        bridges.leave(channel, time);
        if (channel.isEnded()) {
            // the channel has already ended; the time that the PBX reports last is correct
            if (!missed) {
                channel.endIsReported(time);
            }
        } else if (channel.call().ended(channel, time, missed ? in : null, missed)) {
            output.ends(channel.call());
        }
    }

    private void endChannels(Call call, long time) {
        for (Channel channel : List.copyOf(call.channels())) {
            if (!channel.isEnded()) {
                bridges.leave(channel, time);
                call.ended(channel, time, null, false);
            }
        }
    }

    private void evictBeyondBound() {
        if (open.size() > settings.maxOpenCalls()) {
            Call oldest = open.iterator().next();
            if (oldest.isLive()) {
                evicted++;
                oldest.endsBy(CallEnd.LIMIT);
                gone.cut().add(oldest);
                endChannels(oldest, output.now());
            }
            giveOut(oldest, output.now());
        }
    }

    /** Ends and emits all calls that were open at the last gap or disconnection, because the PBX was restarted. */
    void restarted(long end) {
        gone.cut().restarted();
        for (Call call : new ArrayList<>(open)) {
            if (call.missedEventsAt() > 0) {
                if (call.isLive() || MissedEnds.isAny(call)) {
                    call.endsBy(CallEnd.PBX_RESTART);
                }
                endChannels(call, end);
                giveOut(call, end);
            }
        }
    }

    /** Emits the call as ended, and removes it. {@code time} is the end of what lasts until the end of the call. */
    void giveOut(Call call, long time) {
        open.remove(call);
        calls.remove(call.id(), call);
        call.aliases().forEach(alias -> calls.remove(alias, call));
        forget(call.channels());
        if (call.end() == CallEnd.HANGUP && MissedEnds.isLast(call)) {
            call.endsBy(CallEnd.MISSED);
        }
        call.entersGrace(null);
        output.giveOut(call, time);
    }

    private void forget(List<Channel> over) {
        for (Channel channel : over) {
            if (channels.remove(channel.uniqueid(), channel)) {
                gone.add(channel, output.nanos());
            }
        }
    }

    long evicted() {
        return evicted;
    }

    /** For tests: whether no data of emitted calls remains. */
    boolean isEmpty() {
        return open.isEmpty() && channels.isEmpty() && bridges.isEmpty() && calls.isEmpty();
    }
}

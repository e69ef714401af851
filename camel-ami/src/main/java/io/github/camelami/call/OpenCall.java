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

import static io.github.camelami.call.CallChannel.orNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A call that is not over, or whose last events may still come. */
final class OpenCall {
    /** The deadline of a call whose end was concluded from the view of a PBX that was lost since. */
    static final long NEXT_LOOK = Long.MAX_VALUE;

    final CallSettings settings;
    final CallFacts facts;
    final Segments talk = new Segments();
    final Segments hold = new Segments();

    String id;
    List<String> aliases = List.of();
    final List<CallChannel> channels = new ArrayList<>(4);
    CallChannel originator;
    int live;
    boolean announced;
    boolean originated;
    boolean missedEvents;
    CallEnd end = CallEnd.HANGUP;

    /** When it is given up waiting for late events, {@link #NEXT_LOOK}, or 0 while a channel lives. */
    long deadline;

    long startedAt;
    long firstDialAt;

    /** Of phones other than the originator's. */
    long lastDialAt;

    long lastDialEndAt;
    long roundAt;
    int dialling;
    long talkedAt;

    /** A list showed two who talked, since nobody knows when. */
    boolean answerMissed;

    String exten;
    HungUpBy hungUpBy;

    OpenCall(String id, CallSettings settings, long startedAt) {
        this.id = id;
        this.settings = settings;
        this.facts = new CallFacts(settings.maxFacts());
        this.startedAt = startedAt;
    }

    void add(CallChannel channel) {
        channel.call = this;
        channels.add(channel);
        if (!channel.ended) {
            live++;
            deadline = 0;
        }
        if (channel.uniqueid.equals(id)) {
            originator = channel;
        }
        if (channel.local && !channel.name.isEmpty()) {
            pair(channel);
        }
    }

    private void pair(CallChannel half) {
        String base = half.name.substring(0, half.name.length() - 1);
        for (CallChannel other : channels) {
            if (other != half && other.local && other.otherHalf == null && other.name.startsWith(base)) {
                other.otherHalf = half;
                half.otherHalf = other;
                return;
            }
        }
    }

    /** Whether anybody took part: not only helpers of the PBX, such as the announcer of a conference. */
    boolean isReal() {
        for (CallChannel channel : channels) {
            if (!channel.ignored) {
                return true;
            }
        }
        return false;
    }

    /** Whether the end of a channel of it was concluded, and not told since. */
    boolean isMissed() {
        for (CallChannel channel : channels) {
            if (channel.missed) {
                return true;
            }
        }
        return false;
    }

    void addAlias(String alias) {
        if (!alias.equals(id) && !aliases.contains(alias)) {
            List<String> more = new ArrayList<>(aliases);
            more.add(alias);
            aliases = more;
        }
    }

    /** Takes over all that is known of a younger call. */
    void absorb(OpenCall younger) {
        addAlias(younger.id);
        younger.aliases.forEach(this::addAlias);
        for (CallChannel channel : younger.channels) {
            channel.call = this;
            channels.add(channel);
        }
        live += younger.live;
        if (live > 0) {
            deadline = 0;
        }
        talk.addAll(younger.talk);
        hold.addAll(younger.hold);
        facts.addAll(younger.facts);
        missedEvents |= younger.missedEvents;
        announced |= younger.announced;
        firstDialAt = earlier(firstDialAt, younger.firstDialAt);
        long talked = earlier(talkedAt, younger.talkedAt);
        answerMissed = talked == talkedAt ? answerMissed : younger.answerMissed;
        talkedAt = talked;
        lastDialAt = Math.max(lastDialAt, younger.lastDialAt);
        lastDialEndAt = Math.max(lastDialEndAt, younger.lastDialEndAt);
        roundAt = Math.max(roundAt, younger.roundAt);
        dialling += younger.dialling;
        exten = exten == null ? younger.exten : exten;
    }

    private static long earlier(long a, long b) {
        return a == 0 ? b : b == 0 ? a : Math.min(a, b);
    }

    void dialBegins(CallChannel dest, long time) {
        if (dest.dialled && dest.dialStatus == null) {
            return;
        }
        if (dialling == 0) {
            roundAt = time;
        }
        dialling++;
        dest.dialled = true;
        dest.dialStatus = null;
        firstDialAt = firstDialAt == 0 ? time : firstDialAt;
        if (dest != originator) {
            lastDialAt = time;
        }
        hungUpBy = null;
    }

    void dialEnds(CallChannel dest, String status, String forwardedTo, long time) {
        if (dest.dialled && dest.dialStatus == null && !dest.ended) {
            dialling--;
        }
        dest.dialled = true;
        dest.dialStatus = status;
        dest.forwardedTo = forwardedTo;
        if (dest != originator) {
            lastDialEndAt = time;
        }
    }

    /**
     * @param seen whether an event tells it, not a list
     * @return whether two parties talk for the first time now
     */
    boolean recountTalk(long time, boolean seen) {
        boolean talking = false;
        for (CallChannel channel : channels) {
            talking |= channel.bridge != null && channel.bridge.talking;
        }
        if (!talking) {
            talk.close(time);
        } else if (!talk.isOpen()) {
            talk.open(time);
            hungUpBy = null;
            boolean first = talkedAt == 0;
            if (first || answerMissed && seen && time <= talkedAt) {
                talkedAt = time;
                answerMissed = !seen;
            }
            return first;
        }
        return false;
    }

    void recountHold(long time) {
        boolean held = false;
        for (CallChannel channel : channels) {
            held |= channel.onHold && !channel.ended;
        }
        if (held) {
            hold.open(time);
        } else {
            hold.close(time);
        }
    }

    void ended(CallChannel channel, long time) {
        channel.ended = true;
        channel.endedAt = time;
        live--;
        if (channel.dialled && channel.dialStatus == null) {
            dialling--;
        }
    }

    void revive(CallChannel channel) {
        long since = channel.endedAt;
        channel.ended = false;
        channel.missed = false;
        channel.endedAt = 0;
        live++;
        deadline = 0;
        if (channel.dialled && channel.dialStatus == null) {
            dialling++;
        }
        facts.recordingsGoOn(channel.uniqueid, since);
        recountHold(since);
    }

    /** Forgets the oldest ended legs of a call that has had very many, those that never answered first. */
    List<CallChannel> prune() {
        int excess = channels.size() - settings.maxFacts();
        if (excess <= 0) {
            return List.of();
        }
        List<CallChannel> forgotten = channels.stream()
                .filter(channel -> channel.ended && channel != originator)
                .sorted(Comparator.comparing((CallChannel channel) -> channel.upAt > 0))
                .limit(excess + settings.maxFacts() / 10)
                .toList();
        channels.removeAll(forgotten);
        facts.omitted += forgotten.size();
        return forgotten;
    }

    /** Forgets the oldest aliases, of those that no channel shows any more, of a call that has had very many. */
    List<String> pruneAliases() {
        int excess = aliases.size() - settings.maxFacts();
        if (excess <= 0) {
            return List.of();
        }
        Set<String> shown = new HashSet<>();
        for (CallChannel channel : channels) {
            shown.add(channel.ended ? null : channel.linkedid);
        }
        List<String> forgotten = aliases.stream()
                .filter(alias -> !shown.contains(alias))
                .limit(excess)
                .toList();
        aliases = new ArrayList<>(aliases);
        aliases.removeAll(forgotten);
        facts.omitted += forgotten.size();
        return forgotten;
    }

    boolean isPartial() {
        return missedEvents
                || answerMissed
                || originator == null
                || !originator.startSeen
                || channels.stream().anyMatch(CallChannel::isPartial);
    }

    /** Since when the PBX itself has had the call, as far as is known, or 0. */
    long upAt() {
        return originator == null ? 0 : originator.upAt;
    }

    private Long answeredAt() {
        if (talkedAt > 0) {
            return answerMissed ? null : orNull(talkedAt);
        }
        return originator == null ? null : originator.answeredAt();
    }

    /** The call as it is known now. */
    AmiCall view(CallState state, long time) {
        boolean over = state == CallState.ENDED;
        long until = over ? lastEnd(time) : Math.max(time, startedAt);
        long connectedAt = talkedAt > 0 ? talkedAt : upAt();
        Called called = Called.of(this);
        List<Leg> legs = new ArrayList<>(channels.size());
        for (CallChannel channel : channels) {
            if (isLeg(channel)) {
                legs.add(channel.leg());
            }
        }
        if (originator != null) {
            // a list of the channels that are up has them in any order
            String first = originator.name;
            legs.sort(Comparator.comparing((Leg leg) -> !leg.channel().equals(first))
                    .thenComparingLong(Leg::startedAt));
        }
        long ringEnd =
                connectedAt >= firstDialAt && connectedAt > 0 ? connectedAt : lastDialEndAt > 0 ? lastDialEndAt : until;
        CallChannel ending = originator != null && originator.cause >= 0 ? originator : lastWithCause();
        CallDisposition disposition = Dispositions.of(this, over);
        return AmiCall.builder()
                .id(id, aliases)
                .pbx(settings.pbx())
                .state(state)
                .direction(direction())
                .caller(
                        originator == null ? null : originator.number,
                        originator == null ? null : originator.callerName,
                        originator == null ? null : originator.name)
                .called(called.number(), called.name())
                .originated(originated)
                .times(startedAt, orNull(firstDialAt), answeredAt(), over ? until : null)
                .durations(
                        Math.max(0, until - startedAt),
                        firstDialAt == 0 ? 0 : Math.max(0, ringEnd - firstDialAt),
                        talk.total(until),
                        hold.total(until),
                        facts.queueTime(until))
                .disposition(disposition, over && disposition != CallDisposition.ANSWERED, null)
                .hungUpBy(hungUpBy != null || !over || end != CallEnd.HANGUP ? hungUpBy : HungUpBy.PBX)
                .cause(
                        ending == null || ending.cause < 0 ? null : ending.cause,
                        ending == null ? null : ending.causeText)
                .legs(legs)
                .queues(facts.queues(until))
                .transfers(facts.transfers())
                .parkings(facts.parkings())
                .recordings(facts.recordings())
                .pickedUpBy(facts.pickedUpBy)
                .variables(facts.variables())
                .partial(isPartial())
                .end(over ? end : null, over && end != CallEnd.HANGUP)
                .omitted(facts.omitted)
                .build();
    }

    /** Of its channels or, where the clock of the PBX was set back since, of its talk. */
    private long lastEnd(long time) {
        long last = Math.max(startedAt, talk.end());
        for (CallChannel channel : channels) {
            last = Math.max(last, channel.ended ? channel.endedAt : time);
        }
        return last;
    }

    private CallChannel lastWithCause() {
        CallChannel last = null;
        for (CallChannel channel : channels) {
            last = channel.cause > 0 && (last == null || channel.endedAt >= last.endedAt) ? channel : last;
        }
        return last;
    }

    private static boolean isLeg(CallChannel channel) {
        return !channel.ignored && !channel.isSecondHalf();
    }

    private CallDirection direction() {
        if (settings.trunks() == null || originator == null) {
            return null;
        }
        boolean in = !originated && settings.trunks().test(originator.name);
        boolean out = false;
        for (CallChannel channel : channels) {
            out |= (channel != originator || originated)
                    && !channel.local
                    && channel.dialled
                    && settings.trunks().test(channel.name);
        }
        return in
                ? (out ? CallDirection.TRANSIT : CallDirection.INBOUND)
                : out ? CallDirection.OUTBOUND : CallDirection.INTERNAL;
    }
}

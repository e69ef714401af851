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
import io.github.camelami.call.HungUpBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A call that is not over, or whose last events may still come. */
final class Call {
    /** The grace of a call whose end was concluded from the view of a PBX that was lost since. */
    private static final Object NEXT_LIST = new Object();

    private final CallSettings settings;
    private final CallFacts facts;
    private final Intervals talk = new Intervals();
    private final Intervals hold = new Intervals();

    private final String id;
    private List<String> aliases = List.of();
    private final List<Channel> channels = new ArrayList<>(4);

    /** Agents who wait in calls of their own and have talked in this one. */
    private List<Channel> guests = List.of();

    private Channel originator;
    private int live;
    private boolean announced;
    private boolean originated;
    private String originatedExten;
    private boolean missedEvents;
    private CallEnd end = CallEnd.HANGUP;

    /** The grace that it is in, {@link #NEXT_LIST}, or null while a channel lives. */
    private Object grace;

    private long startedAt;

    private long talkedAt;
    private Channel answeredBy;

    /** A list showed two who talked, since nobody knows when. */
    private boolean answerMissed;

    private HungUpBy hungUpBy;
    private Channel hungUpIn;
    private long hungUpAt;

    Call(String id, CallSettings settings, long startedAt) {
        this.id = id;
        this.settings = settings;
        this.facts = new CallFacts(settings.maxFacts());
        this.startedAt = startedAt;
    }

    String id() {
        return id;
    }

    CallSettings settings() {
        return settings;
    }

    List<String> aliases() {
        return aliases;
    }

    List<Channel> channels() {
        return channels;
    }

    List<Channel> guests() {
        return guests;
    }

    CallFacts facts() {
        return facts;
    }

    Intervals talk() {
        return talk;
    }

    Intervals hold() {
        return hold;
    }

    /** The channel that Asterisk named the call after, or null where nobody saw it. */
    Channel originator() {
        return originator;
    }

    void add(Channel channel) {
        channel.joins(this);
        channels.add(channel);
        startsBy(channel.startedAt());
        if (!channel.isEnded()) {
            live++;
            grace = null;
        }
        if (channel.uniqueid().equals(id)) {
            originator = channel;
        }
        if (channel.isLocal()) {
            pair(channel);
        }
    }

    private void pair(Channel half) {
        String base = half.name().substring(0, half.name().length() - 1);
        for (Channel other : channels) {
            if (other != half
                    && other.isLocal()
                    && other.otherHalf() == null
                    && other.name().startsWith(base)) {
                other.pairWith(half);
                return;
            }
        }
    }

    void startsBy(long time) {
        startedAt = Math.min(startedAt, time);
    }

    long startedAt() {
        return startedAt;
    }

    /** Whether anybody took part: not only helpers of the PBX, such as the announcer of a conference. */
    boolean isReal() {
        for (Channel channel : channels) {
            if (!channel.isHelper()) {
                return true;
            }
        }
        return false;
    }

    boolean isAnnounced() {
        return announced;
    }

    void isAnnouncedNow() {
        announced = true;
    }

    boolean isOriginated() {
        return originated;
    }

    void isOriginatedByPbx() {
        originated = true;
    }

    String originatedExten() {
        return originatedExten;
    }

    void isOriginatedFor(String exten) {
        originatedExten = exten;
    }

    /** Whether the end of a channel of it was concluded, and not told since. */
    boolean isEndMissed() {
        for (Channel channel : channels) {
            if (channel.isEndMissed()) {
                return true;
            }
        }
        return false;
    }

    boolean hasMissedEvents() {
        return missedEvents;
    }

    void missesEvents() {
        missedEvents = true;
    }

    boolean isAnswerMissed() {
        return answerMissed;
    }

    CallEnd end() {
        return end;
    }

    void endsBy(CallEnd how) {
        end = how;
    }

    boolean isLive() {
        return live > 0;
    }

    boolean isInGrace(Object of) {
        return grace == of;
    }

    void entersGrace(Object of) {
        grace = of;
    }

    void waitsForList() {
        grace = NEXT_LIST;
    }

    boolean isWaitingForList() {
        return grace == NEXT_LIST;
    }

    void isGivenOut() {
        grace = null;
    }

    /** Texts that a call has already need no second copy. */
    String known(String text) {
        return originator != null && text != null && text.equals(originator.ownNumber())
                ? originator.ownNumber()
                : text;
    }

    void addAlias(String alias) {
        if (!alias.equals(id) && !aliases.contains(alias)) {
            List<String> more = new ArrayList<>(aliases);
            more.add(alias);
            aliases = more;
        }
    }

    /** Takes over all that is known of a younger call. */
    void absorb(Call younger) {
        addAlias(younger.id);
        younger.aliases.forEach(this::addAlias);
        for (Channel channel : younger.channels) {
            channel.joins(this);
            channels.add(channel);
        }
        younger.guests.forEach(this::hasGuest);
        live += younger.live;
        grace = live == 0 ? grace : null;
        younger.grace = null;
        talk.addAll(younger.talk);
        hold.addAll(younger.hold);
        facts.addAll(younger.facts);
        missedEvents |= younger.missedEvents;
        announced |= younger.announced;
        if (talkedAt == 0 || younger.talkedAt > 0 && younger.talkedAt < talkedAt) {
            talkedAt = younger.talkedAt;
            answeredBy = younger.answeredBy;
            answerMissed = younger.answerMissed;
        }
    }

    /**
     * Finds out whether any of it talks.
     *
     * @param seen whether an event tells it, not a list
     * @param parties who is connected now
     * @return whether two parties talk for the first time now
     */
    boolean recountTalk(long time, boolean seen, List<Channel> parties) {
        for (Channel party : parties) {
            if (party.isWaiter() && party.call() != this) {
                hasGuest(party);
            }
        }
        boolean talking = false;
        for (Channel channel : channels) {
            talking |= channel.isTalking();
        }
        if (!talking) {
            talk.close(time);
        } else if (!talk.isOpen()) {
            talk.open(time);
            goesOn();
            boolean first = talkedAt == 0;
            if (first || answerMissed && seen && time <= talkedAt) {
                talkedAt = Math.max(1, time);
                answerMissed = !seen;
                answeredBy = Parties.whoAnswered(this, parties);
            }
            return first;
        }
        return false;
    }

    private void hasGuest(Channel guest) {
        if (!guests.contains(guest) && guests.size() < settings.maxFacts()) {
            guests = guests.isEmpty() ? new ArrayList<>(1) : guests;
            guests.add(guest);
        }
    }

    long talkedAt() {
        return talkedAt;
    }

    /** Who talked with the caller first, or null. */
    Channel answeredBy() {
        return answeredBy;
    }

    HungUpBy hungUpBy() {
        return hungUpBy;
    }

    /** When who hung up asked for it, or 0. */
    long hungUpAt() {
        return hungUpAt;
    }

    void isHungUp(HungUpBy by, Channel in, long time) {
        hungUpBy = by;
        hungUpIn = in;
        hungUpAt = time;
    }

    /** What looked like its end was none. */
    void goesOn() {
        hungUpBy = null;
        hungUpIn = null;
        hungUpAt = 0;
    }

    void recountHold(long time) {
        boolean held = false;
        for (Channel channel : channels) {
            held |= channel.isHolding();
        }
        if (held) {
            hold.open(time);
        } else {
            hold.close(time);
        }
    }

    /**
     * @param in the bridge in which its end was missed, or null
     * @return whether that was its last channel
     */
    boolean ended(Channel channel, long time, Bridge in, boolean missed) {
        channel.ends(time, in, missed);
        live--;
        if (channel == hungUpIn && talk.isOpen()) {
            // the others talk on
            goesOn();
        }
        facts.recordings().end(channel, time);
        recountHold(time);
        return live == 0;
    }

    void revive(Channel channel) {
        long since = channel.endedAt();
        channel.revive();
        live++;
        grace = null;
        facts.recordings().goOn(channel, since);
        recountHold(since);
    }

    /** Forgets the oldest ended legs of a call that has had very many, those that never answered first. */
    List<Channel> prune() {
        int excess = channels.size() - settings.maxFacts();
        if (excess <= 0) {
            return List.of();
        }
        List<Channel> forgotten = channels.stream()
                .filter(channel -> channel.isEnded() && channel != originator)
                .sorted(Comparator.comparing((Channel channel) -> channel.upAt() > 0))
                .limit(excess + settings.maxFacts() / 10)
                .toList();
        channels.removeAll(forgotten);
        facts.omit(forgotten.size());
        return forgotten;
    }

    /** Forgets the oldest aliases, of those that no channel shows any more, of a call that has had very many. */
    List<String> pruneAliases() {
        int excess = aliases.size() - settings.maxFacts();
        if (excess <= 0) {
            return List.of();
        }
        Set<String> shown = new HashSet<>();
        for (Channel channel : channels) {
            shown.add(channel.isEnded() ? null : channel.linkedid());
        }
        List<String> forgotten = aliases.stream()
                .filter(alias -> !shown.contains(alias))
                .limit(excess)
                .toList();
        aliases = new ArrayList<>(aliases);
        aliases.removeAll(forgotten);
        facts.omit(forgotten.size());
        return forgotten;
    }

    boolean isPartial() {
        return missedEvents
                || answerMissed
                || originator == null
                || !originator.isStartSeen()
                || channels.stream().anyMatch(Channel::isPartial);
    }
}

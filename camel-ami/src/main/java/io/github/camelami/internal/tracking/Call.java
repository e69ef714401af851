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
import java.util.List;

/** A call that is open, or has ended and waits for late events. */
final class Call {
    /** The {@link #grace} until the next list, which must confirm an end that was inferred before a disconnection. */
    private static final Object NEXT_LIST = new Object();

    private final CallSettings settings;
    private final Conversation conversation = new Conversation(this);
    private final String id;
    private final Aliases aliases = new Aliases();
    private final List<Channel> channels = new ArrayList<>(4);
    private CallFacts facts;
    private Channel originator;
    private int live;
    private boolean announced;
    private Origin origin = Origin.PARTY;
    private long missedEventsAt;
    private CallEnd end = CallEnd.HANGUP;
    private long startedAt;
    /** The wait for late events: an entry of {@link Endings}, or {@link #NEXT_LIST}. Null while a channel is up. */
    private Object grace;

    Call(String id, CallSettings settings, long startedAt) {
        this.id = id;
        this.settings = settings;
        this.startedAt = startedAt;
    }

    String id() {
        return id;
    }

    CallSettings settings() {
        return settings;
    }

    List<String> aliases() {
        return aliases.all();
    }

    List<Channel> channels() {
        return channels;
    }

    Conversation conversation() {
        return conversation;
    }

    boolean hasFacts() {
        return facts != null;
    }

    CallFacts facts() {
        facts = facts == null ? new CallFacts(settings.maxFacts()) : facts;
        return facts;
    }

    /** The channel that began the call or, as a guess ({@link Origin#isUnseen}), the oldest listed phone. May be null. */
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
            origin = origin.seen();
        }
        Parties.pair(channels, channel);
    }

    void remove(Channel channel) {
        live -= channels.remove(channel) && !channel.isEnded() ? 1 : 0;
    }

    void startsBy(long time) {
        startedAt = Math.min(startedAt, time);
    }

    long startedAt() {
        return startedAt;
    }

    /** Whether the call has a channel other than those that the PBX itself creates, for example for an announcement. */
    boolean isReal() {
        return channels.stream().anyMatch(channel -> !channel.isHelper());
    }

    boolean isAnnounced() {
        return announced;
    }

    void setAnnounced() {
        announced = true;
    }

    Origin origin() {
        return origin;
    }

    void setOrigin(Origin now) {
        origin = now;
    }

    void beganUnseen(Channel oldest) {
        originator = oldest;
        origin = Origin.UNSEEN;
    }

    void beginsAs(MergedBeginning beginning) {
        originator = beginning.originator();
        origin = beginning.origin();
        conversation.beginsAs(beginning);
    }

    long missedEventsAt() {
        return missedEventsAt;
    }

    void missesEvents(long since) {
        missedEventsAt = Math.max(missedEventsAt, since);
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

    void addAlias(String alias) {
        if (!alias.equals(id)) {
            aliases.add(alias);
        }
    }

    /** Adds all data of a younger call that is merged into this one. This call keeps its own origin. */
    void absorb(Call younger) {
        facts().beginnings().add(younger.conversation.asBeginning());
        addAlias(younger.id);
        younger.aliases.all().forEach(this::addAlias);
        younger.channels.forEach(channel -> channel.joins(this));
        channels.addAll(younger.channels);
        live += younger.live;
        grace = live == 0 ? grace : null;
        younger.grace = null;
        facts().addAll(younger.facts());
        conversation.addAll(younger.conversation);
        missesEvents(younger.missedEventsAt);
        announced |= younger.announced;
    }

    /** Ends a channel. Returns whether no other channel of the call is up. See {@link Channel#ends}. */
    boolean ended(Channel channel, long time, Bridge in, boolean missed) {
        channel.ends(time, in, missed);
        live--;
        if (facts != null) {
            facts.recordings().end(channel, time);
        }
        conversation.ended(channel, time);
        return live == 0;
    }

    void revive(Channel channel) {
        long since = channel.endedAt();
        channel.revive();
        live++;
        grace = null;
        if (facts != null) {
            facts.recordings().goOn(channel, since);
        }
        conversation.recountHold(since);
    }

    /** Drops ended channels of a call with too many, never answered and oldest ones first. Returns them. */
    List<Channel> prune() {
        int excess = channels.size() - settings.maxFacts();
        if (excess <= 0) {
            return List.of();
        }
        List<Channel> forgotten = Gone.first(channels, originator, excess + settings.maxFacts() / 10);
        channels.removeAll(forgotten);
        facts().omitLegs(forgotten);
        return forgotten;
    }

    /** Drops the oldest aliases of a call with too many, except the Linkedids of its channels. Returns them. */
    List<String> pruneAliases() {
        List<String> forgotten = aliases.prune(settings.maxFacts(), channels);
        if (!forgotten.isEmpty()) {
            facts().omit(forgotten.size());
        }
        return forgotten;
    }

    boolean isPartial() {
        return missedEventsAt > 0
                || conversation.isAnswerMissed()
                || originator == null
                || !originator.isStartSeen()
                || channels.stream().anyMatch(Channel::isPartial);
    }
}

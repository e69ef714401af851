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

import io.github.camelami.call.HungUpBy;
import java.util.ArrayList;
import java.util.List;

/** Tracks who talks in a call, when and for how long, and who hung up. */
final class Conversation {
    /**
     * How long the dialplan may take to end a channel after its other end has hung up without an event, in
     * milliseconds.
     */
    static final long SILENT_END = 5_000;

    private final Call call;
    private final Intervals talk = new Intervals();
    private Intervals hold;

    private long talkedAt;
    private Channel answeredBy;

    /** Whether the time of the answer is unknown, because only a list showed that two parties talked. */
    private boolean answerMissed;

    /**
     * The channels of waiting agents ({@link ChannelHistory#waits}) who have talked in this call. They belong to calls
     * of their own.
     */
    private List<Channel> guests = List.of();

    private HungUpBy hungUpBy;
    private Channel hungUpIn;
    private long hungUpAt;

    Conversation(Call call) {
        this.call = call;
    }

    /**
     * Updates whether any party of the call talks or is on hold. Called after each change in a bridge.
     *
     * @param seen whether an event reported the change, instead of a list
     * @param parties the parties that are connected now
     * @return whether two parties talk for the first time
     */
    boolean recountTalk(long time, boolean seen, List<Channel> parties) {
        for (Channel party : parties) {
            if (party.isWaiter() && party.call() != call) {
                addGuest(party);
            }
        }
        boolean talking = false;
        for (Channel channel : call.channels()) {
            talking |= channel.isTalking();
        }
        recountHold(time);
        if (!talking) {
            talk.close(time);
        } else if (!talk.isOpen()) {
            talk.open(time);
            goesOn();
            boolean first = talkedAt == 0;
            if (first || answerMissed && seen && Moments.between(talkedAt, time) <= 0) {
                talkedAt = Math.max(1, time);
                answerMissed = !seen;
                answeredBy = Parties.whoAnswered(call, parties);
            }
            return first;
        }
        return false;
    }

    long talkedAt() {
        return talkedAt;
    }

    boolean isAnswerMissed() {
        return answerMissed;
    }

    /** The first party that talked with the caller, or null. */
    Channel answeredBy() {
        return answeredBy;
    }

    void setHungUpBy(HungUpBy by, Channel in, long time) {
        hungUpBy = by;
        hungUpIn = in;
        hungUpAt = time;
    }

    /**
     * Records that a channel has left its bridge. If {@link Channel#hangsUpSilently} is true, nothing else shows that
     * the other end has hung up. The leaving then counts as the hang-up, unless the call continues.
     */
    void noteLeaving(Channel channel, long time) {
        if (hungUpBy == null && !talk.isOpen()) {
            setHungUpBy(channel == Parties.caller(call) ? HungUpBy.CALLER : HungUpBy.CALLED, channel, time);
        }
    }

    /** Discards the recorded hang-up, because the call continues. */
    void goesOn() {
        hungUpBy = null;
        hungUpIn = null;
        hungUpAt = 0;
    }

    /**
     * Called when the dialplan ran Busy or Congestion before the line was answered. Discards the hang-up that was
     * recorded just before, because the PBX itself hung up.
     */
    void refusedByPbx(Channel channel) {
        if (hungUpIn == channel && channel.upAt() == 0) {
            goesOn();
        }
    }

    HungUpBy hungUpBy() {
        return hungUpBy;
    }

    /** The moment of the recorded hang-up, or 0. */
    long hungUpAt() {
        return hungUpAt;
    }

    void recountHold(long time) {
        boolean held = false;
        for (Channel channel : call.channels()) {
            held |= channel.isHolding();
        }
        if (held) {
            hold = hold == null ? new Intervals() : hold;
            hold.open(time);
        } else if (hold != null) {
            hold.close(time);
        }
    }

    /**
     * Called when a channel has ended. Discards the hang-up that was recorded for this channel if the call continues
     * without it: the other parties still talk, or a party that the channel transferred is still in the call.
     */
    void ended(Channel channel, long time) {
        // if the channel continued after its dial attempts were cancelled, for example to receive a fax, nobody hung up
        // at that time
        boolean livedOn = channel.hangsUpSilently() && talkedAt == 0 && Moments.between(hungUpAt, time) > SILENT_END;
        if (channel == hungUpIn && (livedOn || goesOnWithout(channel))) {
            goesOn();
        }
        recountHold(time);
    }

    private boolean goesOnWithout(Channel gone) {
        boolean leavesOthers = talk.isOpen() && gone != Parties.caller(call);
        return gone.isEnded() && (leavesOthers || Parties.isHandedOnBy(call, gone));
    }

    /**
     * Called when the dialplan continues with a party in a queue or a parking lot. Discards the recorded hang-up if
     * another party hung up.
     */
    void goesOnFor(Channel party) {
        if (hungUpIn != null && hungUpIn != Parties.partyBehind(party)) {
            goesOn();
        }
    }

    /**
     * Called when a transfer or a stay in a parking lot was reported. Discards the recorded hang-up if the transferer
     * hung up, which the PBX may have reported before the transfer.
     */
    void handedOn() {
        if (hungUpIn != null && Parties.isHandedOnBy(call, hungUpIn)) {
            goesOn();
        }
    }

    long talkTime(long now) {
        return talk.total(now);
    }

    long holdTime(long now) {
        return hold == null ? 0 : hold.total(now);
    }

    /** The moment when the last talk ended, or 0. */
    long lastTalkedAt() {
        return talk.end();
    }

    void addAll(Conversation younger) {
        talk.addAll(younger.talk);
        younger.guests.forEach(this::addGuest);
        if (hold == null) {
            hold = younger.hold;
        } else if (younger.hold != null) {
            hold.addAll(younger.hold);
        }
        if (hungUpBy == null && younger.hungUpBy != null && !goesOnWithout(younger.hungUpIn)) {
            HungUpBy by = younger.hungUpIn == Parties.caller(call) ? HungUpBy.CALLER : HungUpBy.CALLED;
            setHungUpBy(by, younger.hungUpIn, younger.hungUpAt);
        }
        if (talkedAt == 0 || younger.talkedAt > 0 && younger.talkedAt < talkedAt) {
            talkedAt = younger.talkedAt;
            answeredBy = younger.answeredBy;
            answerMissed = younger.answerMissed;
        }
    }

    MergedBeginning asBeginning() {
        return new MergedBeginning(call.id(), call.originator(), call.origin(), talkedAt, answeredBy, answerMissed);
    }

    /** Replaces the first conversation of this call by that of another call. */
    void beginsAs(MergedBeginning beginning) {
        talkedAt = beginning.talkedAt();
        answeredBy = beginning.answeredBy();
        answerMissed = beginning.answerMissed();
    }

    List<Channel> guests() {
        return guests;
    }

    private void addGuest(Channel guest) {
        if (!guests.contains(guest) && guests.size() < call.settings().maxFacts()) {
            guests = guests.isEmpty() ? new ArrayList<>(1) : guests;
            guests.add(guest);
        }
    }
}

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

/** Who talks in a call, when and for how long, and who hung up. */
final class Conversation {
    /** How long the dialplan may take to end a line that has hung up silently, in milliseconds. */
    private static final long SILENT_END = 5_000;

    private final Call call;
    private final Intervals talk = new Intervals();
    private Intervals hold;

    private long talkedAt;
    private Channel answeredBy;

    /** Whether a list showed two parties who talked, so that the time of the answer is unknown. */
    private boolean answerMissed;

    /** Agents who have a waiting call of their own, and have talked in this call. */
    private List<Channel> guests = List.of();

    private HungUpBy hungUpBy;
    private Channel hungUpIn;
    private long hungUpAt;

    Conversation(Call call) {
        this.call = call;
    }

    /**
     * Determines whether any party of the call talks.
     *
     * @param seen whether an event reported it, not a list
     * @param parties the parties connected now
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
     * Notes that a line that hangs up silently has left its bridge: this was the hang-up, unless more events follow.
     */
    void noteLeaving(Channel channel, long time) {
        if (hungUpBy == null && !talk.isOpen()) {
            setHungUpBy(channel == Parties.caller(call) ? HungUpBy.CALLER : HungUpBy.CALLED, channel, time);
        }
    }

    /** Forgets the supposed hang-up, because it did not end the call. */
    void goesOn() {
        hungUpBy = null;
        hungUpIn = null;
        hungUpAt = 0;
    }

    /**
     * Called when the dialplan ran Busy or Congestion before the line was answered. Forgets a hang-up just before: the
     * PBX hung up, although the state of the line did not show this yet.
     */
    void refusedByPbx(Channel channel) {
        if (hungUpIn == channel && channel.upAt() == 0) {
            goesOn();
        }
    }

    HungUpBy hungUpBy() {
        return hungUpBy;
    }

    /** When the party that hung up requested it, or 0. */
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
     * Called when a channel has ended. The others may still talk, or a party that it transferred goes on without it.
     */
    void ended(Channel channel, long time) {
        // a line that lives on after its phones were cancelled, for example for a fax, was not hung up then
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

    /** The dialplan continues with a party, in a queue or a parking lot, after the other one has hung up. */
    void goesOnFor(Channel party) {
        if (hungUpIn != null && hungUpIn != Parties.partyBehind(party)) {
            goesOn();
        }
    }

    /**
     * Called when a transfer or a stay in a parking lot was reported. The PBX may have reported the end of the
     * transferer before.
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

    /** When the last talk is known to have ended, or 0. */
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

    Beginning asBeginning() {
        return new Beginning(call.id(), call.originator(), call.origin(), talkedAt, answeredBy, answerMissed);
    }

    /** Replaces the first talk, which took place in another call. */
    void beginsAs(Beginning beginning) {
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

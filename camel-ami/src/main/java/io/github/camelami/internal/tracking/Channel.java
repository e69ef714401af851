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

import static io.github.camelami.internal.tracking.CallView.orNull;

import java.util.ArrayList;
import java.util.List;

/** A channel of an open call, also after its end. */
final class Channel {
    private static final String[] HELPERS = {
        "AsyncGoto/", "Surrogate/", "Message/", "CBAnn/", "CBRec/", "Recorder/", "Announcer/"
    };

    private final String uniqueid;
    private final long seenAt;
    private String linkedid;
    private Call call;
    private Bridge bridge;
    private boolean bridgeListed;
    private Bridge endedIn;
    private Channel otherHalf;

    private String name = "";
    private boolean local;
    private boolean helper;
    private boolean zombie;

    private String number;
    private String callerName;
    private String wanted;
    private Dial dial;
    private int openDials;
    private int rounds;

    private boolean startSeen;
    private boolean ended;
    private boolean endMissed;
    private boolean onHold;
    private boolean waiter;
    private boolean ringTold;
    private long startedAt;
    private long ringingAt;
    private long upAt;
    private boolean answerMissed;
    private long hangupRequestedAt;
    private long endedAt;
    private int cause = -1;
    private String causeText;
    private long talkSince;
    private long talked;

    /** @param seenAt when its first event arrived */
    Channel(String uniqueid, long startedAt, long seenAt) {
        this.uniqueid = uniqueid;
        this.startedAt = startedAt;
        this.seenAt = seenAt;
    }

    String uniqueid() {
        return uniqueid;
    }

    long seenAt() {
        return seenAt;
    }

    Call call() {
        return call;
    }

    void joins(Call to) {
        call = to;
    }

    String linkedid() {
        return linkedid;
    }

    void shows(String id) {
        linkedid = id;
    }

    String name() {
        return name;
    }

    /** A masquerade swaps names by way of {@code <MASQ>} and leaves a {@code <ZOMBIE>}. */
    void rename(String to) {
        if (to == null || to.endsWith("<MASQ>")) {
            return;
        }
        zombie = to.endsWith("<ZOMBIE>");
        if (!zombie || name.isEmpty()) {
            name = to;
            local = to.startsWith("Local/");
            helper = isHelper(to);
        }
    }

    static boolean isHelper(String name) {
        for (String prefix : HELPERS) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    boolean isLocal() {
        return local;
    }

    /** One that the PBX itself has put there, such as the announcer of a conference. */
    boolean isHelper() {
        return helper;
    }

    /** Whether it is a phone or a trunk. */
    boolean isPhone() {
        return !local && !helper;
    }

    /** Whether it can talk now. */
    boolean isParty() {
        return isPhone() && !zombie && !ended;
    }

    /** The half of a Local channel that runs the dialplan. */
    boolean isSecondHalf() {
        return local && name.endsWith(";2");
    }

    Channel otherHalf() {
        return otherHalf;
    }

    void pairWith(Channel other) {
        otherHalf = other;
        other.otherHalf = this;
    }

    /** The first word counts: later the dialplan shows others in its place. */
    void hasPartyOf(Mention mention) {
        if (number == null) {
            number = mention.number();
        }
        if (callerName == null) {
            callerName = mention.name();
        }
    }

    void hasParty(String itsNumber, String itsName) {
        number = number == null ? itsNumber : number;
        callerName = callerName == null ? itsName : callerName;
    }

    /** What the PBX knew of a phone when it was dialled: what was shown before was copied from elsewhere. */
    void isDialled(Dial by, String itsName) {
        dial = by;
        callerName = itsName;
        if (by.caller() != null) {
            by.caller().openDials++;
        }
    }

    /** Phones that it dials while it dials others are one attempt. */
    int nextRound() {
        if (openDials == 0) {
            rounds++;
        }
        return rounds;
    }

    void dialEnds() {
        openDials--;
    }

    void dialGoesOn() {
        openDials++;
    }

    boolean hasDialled() {
        return rounds > 0;
    }

    int rounds() {
        return rounds;
    }

    boolean isDialling() {
        return openDials > 0;
    }

    Dial dial() {
        return dial;
    }

    /** The number that was dialled; of a phone that called, its own. */
    String number() {
        return dial != null && dial.number() != null ? dial.number() : number;
    }

    String ownNumber() {
        return number;
    }

    String callerName() {
        return callerName;
    }

    /** The extension that it asked for when it came up, or null. */
    String wanted() {
        return wanted;
    }

    /** As it came up; an event of the dialplan, that had gone on by then, may have come before. */
    void beganWanting(String exten) {
        wanted = exten == null ? wanted : exten;
    }

    void wants(String exten) {
        wanted = wanted == null ? exten : wanted;
    }

    void startsAt(long time) {
        startSeen = true;
        hadStartedBy(time);
    }

    boolean isStartSeen() {
        return startSeen;
    }

    /** A list, by which it may have become known, tells only seconds. */
    void hadStartedBy(long time) {
        startedAt = Math.min(startedAt, time);
    }

    long startedAt() {
        return startedAt;
    }

    void rings(long time) {
        if (ringingAt == 0 && upAt == 0 && !ended) {
            ringingAt = Math.max(1, time);
        }
    }

    long ringingAt() {
        return ringingAt;
    }

    boolean hasRung() {
        return ringingAt > 0;
    }

    /** Whether that it rings is news: of phones only, and once their number is known. */
    boolean takeRing() {
        boolean news = ringingAt > 0 && upAt == 0 && !ringTold && isPhone() && dial != null && !ended;
        ringTold |= news;
        return news;
    }

    /** @return whether that is news */
    boolean up(long time) {
        if (answerMissed) {
            answerMissed = false;
            upAt = time;
        } else if (upAt == 0) {
            upAt = Math.max(1, time);
            return true;
        }
        return false;
    }

    /** It is up; since when, nobody saw. */
    void isUpSince(long time, boolean seen) {
        if (upAt == 0) {
            upAt = Math.max(1, time);
            answerMissed = !seen;
        }
    }

    long upAt() {
        return upAt;
    }

    Long answeredAt() {
        return answerMissed ? null : orNull(upAt);
    }

    Bridge bridge() {
        return bridge;
    }

    boolean isBridgeListed() {
        return bridgeListed;
    }

    void isIn(Bridge to, boolean listed) {
        bridge = to;
        bridgeListed = listed;
    }

    void talks(boolean now, long time) {
        if (now && talkSince == 0) {
            talkSince = Math.max(1, time);
        } else if (!now && talkSince > 0) {
            talked += Math.max(0, time - talkSince);
            talkSince = 0;
        }
    }

    boolean isTalking() {
        return bridge != null && bridge.isTalking();
    }

    long talkTime(long now) {
        return talked + (talkSince > 0 ? Math.max(0, now - talkSince) : 0);
    }

    /** It waits in a holding bridge for those that come to talk to it, one after another. */
    void waits() {
        waiter = true;
    }

    boolean isWaiter() {
        return waiter;
    }

    boolean holds(boolean on) {
        boolean news = onHold != on;
        onHold = on;
        return news;
    }

    boolean isHolding() {
        return onHold && !ended;
    }

    void requestsHangup(long time) {
        hangupRequestedAt = hangupRequestedAt == 0 ? Math.max(1, time) : hangupRequestedAt;
    }

    long hangupRequestedAt() {
        return hangupRequestedAt;
    }

    void hasCause(int itsCause, String text) {
        if (cause < 0) {
            cause = itsCause;
            causeText = text;
        }
    }

    int cause() {
        return cause;
    }

    String causeText() {
        return causeText;
    }

    /** @param missed whether that was concluded, not told */
    void ends(long time, Bridge in, boolean missed) {
        endedIn = in;
        talks(false, time);
        ended = true;
        endMissed = missed;
        endedAt = Math.max(1, time);
        if (dial != null) {
            dial.close(time);
        }
    }

    boolean isEnded() {
        return ended;
    }

    /** Where it was when its end was missed, or null. */
    Bridge endedIn() {
        return endedIn;
    }

    boolean isEndMissed() {
        return endMissed;
    }

    /** Its end, concluded before, is told now. */
    void endIsTold(long time) {
        endedAt = endMissed ? Math.max(1, time) : endedAt;
        endMissed = false;
    }

    /** Its end was concluded too early. */
    void revive() {
        ended = false;
        endMissed = false;
        endedAt = 0;
        if (dial != null) {
            dial.reopen();
        }
    }

    long endedAt() {
        return endedAt;
    }

    /** Whether events of it were missed. */
    boolean isPartial() {
        return endMissed || !startSeen && !helper && !zombie;
    }

    /** The Local channels on the way from who dialled first to it, in their order. */
    List<Channel> way() {
        List<Channel> way = List.of();
        for (Channel at = this; at.dial != null && at.dial.caller() != null; ) {
            Channel half = at.dial.caller();
            if (!half.isSecondHalf() || half.otherHalf == null || way.contains(half.otherHalf)) {
                break;
            }
            way = way.isEmpty() ? new ArrayList<>(2) : way;
            way.add(0, half.otherHalf);
            at = half.otherHalf;
        }
        return way;
    }
}

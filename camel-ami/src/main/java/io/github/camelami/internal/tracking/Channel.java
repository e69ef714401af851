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

/** A channel of a call that has not been emitted as ended. A channel that has ended is kept as long as its call. */
final class Channel extends ChannelHistory {
    private final String uniqueid;
    private final long seenAt;
    private String linkedid;
    private Call call;
    private Bridge bridge;
    private boolean bridgeListed;
    private Bridge endedIn;
    private Channel otherHalf;

    private String name = "";
    private ChannelKind kind = ChannelKind.PHONE;
    private boolean zombie;

    private String number;
    private String callerName;
    private Dial dial;
    private Attempts attempts;

    private boolean hungUpBeforeTalk;

    /** @param seenAt when the first event of the channel arrived, in milliseconds since 1970 */
    Channel(String uniqueid, long startedAt, long seenAt) {
        super(startedAt);
        this.uniqueid = uniqueid;
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

    /**
     * Changes the name. A masquerade swaps the names of two channels. Meanwhile, one of them has a name that ends with
     * {@code <MASQ>}, and in the end, the replaced channel has a name that ends with {@code <ZOMBIE>}.
     */
    void rename(String to) {
        if (to == null || to.endsWith("<MASQ>")) {
            return;
        }
        zombie = to.endsWith("<ZOMBIE>");
        if (!zombie || name.isEmpty()) {
            name = to;
            kind = ChannelKind.of(to);
        }
    }

    /** Whether the PBX itself created the channel, such as the announcer of a conference. */
    boolean isHelper() {
        return kind == ChannelKind.HELPER;
    }

    boolean isLocal() {
        return kind == ChannelKind.LOCAL_FIRST || kind == ChannelKind.LOCAL_SECOND;
    }

    /** Whether the channel is a phone or a trunk. */
    boolean isPhone() {
        return kind == ChannelKind.PHONE;
    }

    /** Whether the channel is a phone or trunk that can talk now. */
    boolean isParty() {
        return isPhone() && !zombie && !isEnded() && !hungUpBeforeTalk;
    }

    /** Whether the other end hung up before it could talk: it requested a hang-up, and then still entered a bridge. */
    boolean isHungUpBeforeTalk() {
        return hungUpBeforeTalk;
    }

    boolean hangsUpSilently() {
        return ChannelKind.hangsUpSilently(name);
    }

    /** Whether the channel was answered, and the other end of the line did not hang up before it could talk. */
    boolean isTaken() {
        return upAt() > 0 && !hungUpBeforeTalk;
    }

    /** Whether the channel is the half of a Local channel that runs the dialplan. */
    boolean isSecondHalf() {
        return kind == ChannelKind.LOCAL_SECOND;
    }

    Channel otherHalf() {
        return otherHalf;
    }

    void pairWith(Channel other) {
        otherHalf = other;
        other.otherHalf = this;
    }

    /**
     * Sets the party's number and name. Only the first values are used, because the dialplan may later show another
     * party, even in a field that was empty before.
     */
    void takeParty(Mention mention) {
        takeNumber(mention);
        if (callerName == null && (mayBeNamed() || number != null && number.equals(mention.number()))) {
            callerName = mention.name();
        }
    }

    void takeNumber(Mention mention) {
        if (number == null && mayBeNamed()) {
            number = mention.number();
        }
    }

    /** Whether the party may still be reported. Only an analogue line reports it after the first event. */
    private boolean mayBeNamed() {
        return attempts == null && (!isStartSeen() || ChannelKind.isAnalogue(name));
    }

    /** Records that the channel is dialled. The name that the PBX then has for the phone replaces an earlier one. */
    void dialledBy(Dial by, String itsName) {
        dial = by;
        callerName = itsName;
        number = by.number() == null ? number : by.number();
    }

    Attempts attempts() {
        attempts = attempts == null ? new Attempts() : attempts;
        return attempts;
    }

    /** Whether this channel is dialling another one now. */
    boolean isDialling() {
        return attempts != null && attempts.isOpen();
    }

    Dial dial() {
        return dial;
    }

    /** The number that was dialled or, if the channel was not dialled, its own number. */
    String number() {
        return dial != null && dial.number() != null ? dial.number() : number;
    }

    String callerName() {
        return callerName;
    }

    /** Whether to report now that the phone rings. Returns true only once, and only for a phone that was dialled. */
    boolean takeRing() {
        return hasRung() && upAt() == 0 && isPhone() && dial != null && !isEnded() && dial.takeRing();
    }

    /** Whether to report now that the phone has stopped ringing. Returns true only once. */
    boolean takeRingEnd() {
        return (isEnded() || upAt() > 0 || !dial.isOpen()) && dial.takeRingEnd();
    }

    Bridge bridge() {
        return bridge;
    }

    boolean isBridgeListed() {
        return bridgeListed;
    }

    void moveTo(Bridge to, boolean listed) {
        bridge = to;
        bridgeListed = listed;
        hungUpBeforeTalk |= to != null && !hasTalked() && hangupRequestedAt() > 0;
    }

    boolean isTalking() {
        return bridge != null && bridge.isTalking();
    }

    /**
     * Ends the channel.
     *
     * @param in if the end was inferred, the bridge that the channel was in; otherwise null
     * @param missed whether the end was inferred instead of reported
     */
    void ends(long time, Bridge in, boolean missed) {
        endedIn = in;
        talks(false, time);
        lineEnds(time, missed);
        if (dial != null) {
            dial.close(missed ? Moments.known(dial.startedAt(), call.missedEventsAt(), time) : time);
        }
    }

    /** The bridge that the channel was in when its end was inferred, or null. */
    Bridge endedIn() {
        return endedIn;
    }

    /** Revives the channel, because its end was inferred by mistake. */
    void revive() {
        lineLives();
        if (dial != null) {
            dial.reopen();
        }
    }

    /** Whether events of the channel are missing, such as the first or the last one. */
    boolean isPartial() {
        return isEndMissed() || !isStartSeen() && !isHelper() && !zombie;
    }
}

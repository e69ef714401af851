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
package io.github.camelami.internal.tracking.queue;

import io.github.camelami.queue.QueueCaller;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A caller who is waiting in a queue. */
final class Caller {
    private String uniqueid;
    private String linkedid;
    private String channel;
    private String number;
    private String name;
    private long since;

    /** How long the caller had waited according to the last list, in milliseconds. */
    private long waited;

    /** The number of losses of events ({@link Looks#losses}) when the caller was last known to be waiting. */
    private int losses = -1;

    /** Whether an event has reported that the caller joined. */
    private boolean joined;

    /** Whether members may ring for the caller although no event has reported this. */
    private boolean mayRing;

    private int position;
    private Map<String, String> rings = Map.of();
    private QueueCaller value;

    Caller(Party party, long since) {
        this.since = since;
        becomes(party);
    }

    String uniqueid() {
        return uniqueid;
    }

    long since() {
        return since;
    }

    /**
     * Converts the time of joining, if it was taken from a list before the clock of the PBX was known ({@link
     * PbxClock}). A time from an event needs no conversion.
     *
     * @param ahead how far the clock of the PBX is ahead, in milliseconds
     */
    void clockIsKnown(long ahead) {
        since += joined ? 0 : ahead;
        value = null;
    }

    int position() {
        return position;
    }

    void isAt(int place) {
        if (place != position) {
            position = place;
            value = null;
        }
    }

    /**
     * Sets the values from the event that reports that the caller joined. They replace those from a list, which has
     * fewer values.
     */
    void joins(Party told, long time, int lossesBefore) {
        since = time;
        joined = true;
        losses = lossesBefore;
        becomes(told);
    }

    void isListed(long itsWait, int lossesBefore) {
        waited = itsWait;
        waits(lossesBefore);
    }

    /**
     * Records that the caller is known to be waiting.
     *
     * @param lossesBefore the number of losses of events so far
     */
    void waits(int lossesBefore) {
        losses = lossesBefore;
    }

    /** Whether no event has been lost since the caller was last known to be waiting. */
    boolean isSeenSince(int lossesNow) {
        return losses == lossesNow;
    }

    /** Records that it is unknown which members ring for the caller. */
    void forgetsRinging() {
        rings = Map.of();
        mayRing = true;
    }

    /** Whether a member may be ringing for the caller. */
    boolean mayRing() {
        return mayRing || !rings.isEmpty();
    }

    long waited() {
        return waited;
    }

    String number() {
        return number;
    }

    String name() {
        return name;
    }

    /**
     * Sets the number and the name, if the event has them.
     *
     * @return whether one of them has changed
     */
    boolean isIdentified(Party told) {
        return isNow(told.number() == null ? number : told.number(), told.name() == null ? name : told.name());
    }

    /**
     * Sets the number and the name.
     *
     * @return whether one of them has changed
     */
    boolean isNow(String itsNumber, String itsName) {
        if (Objects.equals(number, itsNumber) && Objects.equals(name, itsName)) {
            return false;
        }
        number = itsNumber;
        name = itsName;
        value = null;
        return true;
    }

    /** Replaces the party, because another party takes the place of the caller in the queue. */
    final void becomes(Party other) {
        uniqueid = other.uniqueid();
        linkedid = other.linkedid();
        channel = other.channel();
        number = other.number();
        name = other.name();
        value = null;
    }

    /**
     * Records that the queue calls a member for the caller.
     *
     * @param phone the Uniqueid of the member's channel
     * @return false if the member was already ringing for the caller
     */
    boolean rings(String member, String phone) {
        if (rings.isEmpty()) {
            rings = new HashMap<>(2);
        }
        boolean rang = rings.containsKey(member);
        rings.put(member, phone);
        return !rang;
    }

    /**
     * Records that a member no longer rings for the caller.
     *
     * @return whether the member was ringing for the caller
     */
    boolean ringsNoMore(String member) {
        boolean rang = rings.containsKey(member);
        if (rang) {
            rings.remove(member);
        }
        return rang;
    }

    /** The members that ring for the caller, with the Uniqueids of their channels. */
    Map<String, String> ringing() {
        return rings;
    }

    QueueCaller value() {
        if (value == null) {
            value = with(null);
        }
        return value;
    }

    /**
     * The value for routes when the wait has ended.
     *
     * @param waitTime the length of the wait, in milliseconds
     */
    QueueCaller ended(long waitTime) {
        return with(waitTime);
    }

    private QueueCaller with(Long waitTime) {
        return QueueCaller.builder()
                .id(uniqueid)
                .callId(linkedid)
                .channel(channel)
                .number(number)
                .name(name)
                .position(position)
                .since(since)
                .waitTime(waitTime)
                .build();
    }
}

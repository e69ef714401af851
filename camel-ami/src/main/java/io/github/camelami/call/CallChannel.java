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

/** A channel of an open call, also after its end. */
final class CallChannel {
    private static final String[] NO_PARTY = {
        "AsyncGoto/", "Surrogate/", "Message/", "CBAnn/", "CBRec/", "Recorder/", "Announcer/"
    };

    final String uniqueid;
    final long seenAt;
    String linkedid;
    OpenCall call;
    CallBridge bridge;
    boolean bridgeListed;
    CallChannel otherHalf;

    String name;
    String number;
    String callerName;
    boolean local;
    boolean ignored;
    boolean zombie;

    boolean startSeen;
    boolean dialled;
    boolean ended;
    /** Its end was concluded, not told. */
    boolean missed;

    CallBridge missedIn;
    boolean onHold;
    long startedAt;
    long ringingAt;

    /** When it was answered or, where that was missed, found to be up. */
    long upAt;

    boolean answerMissed;
    long endedAt;
    String dialStatus;
    String forwardedTo;
    int cause = -1;
    String causeText;

    /** @param seenAt when its first event arrived */
    CallChannel(String uniqueid, String name, long startedAt, long seenAt) {
        this.uniqueid = uniqueid;
        this.startedAt = startedAt;
        this.seenAt = seenAt;
        rename(name == null ? "" : name);
    }

    /** A masquerade swaps names by way of {@code <MASQ>} and leaves a {@code <ZOMBIE>}. */
    void rename(String to) {
        if (to.endsWith("<MASQ>")) {
            return;
        }
        zombie = to.endsWith("<ZOMBIE>");
        if (!zombie || name == null) {
            name = to;
            local = to.startsWith("Local/");
            ignored = isNoParty(to);
        }
    }

    static boolean isNoParty(String name) {
        for (String prefix : NO_PARTY) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** A list, by which it may have become known, tells only seconds. */
    void hadStartedBy(long time) {
        startedAt = Math.min(startedAt, time);
        call.startedAt = Math.min(call.startedAt, startedAt);
    }

    /** Whether it is a phone or a trunk. */
    boolean isParty() {
        return !local && !ignored && !zombie && !ended;
    }

    /** Whether events of it were missed. */
    boolean isPartial() {
        return missed || !startSeen && !ignored && !zombie;
    }

    Long answeredAt() {
        return answerMissed ? null : orNull(upAt);
    }

    /** The half of a Local pair that runs the dialplan; its other half stands for it. */
    boolean isSecondHalf() {
        return local && name.endsWith(";2");
    }

    void readParty(AmiEvent event, Prefix prefix) {
        String eventNumber = text(event.get(prefix.number));
        if (eventNumber != null) {
            number = eventNumber;
        }
        String eventName = text(event.get(prefix.name));
        if (eventName != null) {
            callerName = eventName;
        }
    }

    /** A value that says something, or null. */
    static String text(String value) {
        return value == null || value.isEmpty() || value.equals("<unknown>") ? null : value;
    }

    Leg leg() {
        return Leg.builder()
                .channel(name)
                .number(number)
                .name(callerName)
                .dialStatus(dialStatus)
                .forwardedTo(forwardedTo)
                .startedAt(startedAt)
                .ringingAt(orNull(ringingAt))
                .answeredAt(answeredAt())
                .endedAt(orNull(endedAt))
                .cause(cause < 0 ? null : cause)
                .causeText(causeText)
                .build();
    }

    static Long orNull(long time) {
        return time == 0 ? null : time;
    }
}

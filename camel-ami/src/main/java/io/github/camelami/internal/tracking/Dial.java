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

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An attempt to dial a channel: the dialling channel, the number and the result. */
final class Dial {
    /** Shared Strings for the usual results, so that not every call holds a copy. */
    private static final Map<String, String> WORDS = Stream.of(
                    "ANSWER", "BUSY", "NOANSWER", "CANCEL", "CONGESTION", "CHANUNAVAIL")
            .collect(Collectors.toUnmodifiableMap(word -> word, word -> word));

    /** The channel that dialled; null if the PBX itself did. */
    private final Channel caller;

    private final String number;
    private String shownNumber;
    private String shownName;
    private final int round;
    private final long startedAt;
    private String status;
    private String forwardedTo;
    private long endedAt;
    private boolean ringReported;
    private boolean ringEndReported;

    /** @param round the number of the round, counted from 1; dial attempts of the caller that overlap form one round */
    Dial(Channel caller, String number, String shownNumber, String shownName, int round, long startedAt) {
        this.caller = caller;
        this.number = number;
        this.shownNumber = shownNumber;
        this.shownName = shownName;
        this.round = round;
        this.startedAt = startedAt;
    }

    Channel caller() {
        return caller;
    }

    String number() {
        return number;
    }

    String shownNumber() {
        return shownNumber;
    }

    String shownName() {
        return shownName;
    }

    /** Records that the phone has picked up the call of another phone, whose dial attempt is given. */
    void showsAs(Dial ofOther) {
        if (shownNumber == null) {
            shownNumber = ofOther.shownNumber;
            shownName = ofOther.shownName;
        }
    }

    int round() {
        return round;
    }

    boolean isIn(Channel dialling, int itsRound) {
        return caller == dialling && round == itsRound;
    }

    long startedAt() {
        return startedAt;
    }

    boolean isOpen() {
        return endedAt == 0;
    }

    long endedAt() {
        return endedAt;
    }

    /** The dial status as Asterisk names it; null while the attempt lasts, or if the hang-up of the phone ended it. */
    String status() {
        return status;
    }

    boolean hasStatus(String value) {
        return value.equals(status);
    }

    String forwardedTo() {
        return forwardedTo;
    }

    /**
     * Ends the attempt with a result. The first result is kept, because a queue, or a Local channel that ends, may
     * report a second one.
     *
     * @param with the dial status, or null
     * @param forward the target to which the phone forwarded the call, or null
     */
    void ends(String with, String forward, long time) {
        close(time);
        if (status == null) {
            status = with == null ? null : WORDS.getOrDefault(with, with);
            forwardedTo = forward;
        }
    }

    /** Marks the ringing as reported. Returns false if it had already been reported. */
    boolean takeRing() {
        boolean first = !ringReported;
        ringReported = true;
        return first;
    }

    /** Whether the ringing has been reported, but not its end. */
    boolean isRingReported() {
        return ringReported && !ringEndReported;
    }

    boolean takeRingEnd() {
        boolean first = isRingReported();
        ringEndReported |= first;
        return first;
    }

    /** Ends the attempt, because the phone hung up. */
    void close(long time) {
        if (endedAt == 0) {
            endedAt = Math.max(1, time);
            if (caller != null) {
                caller.attempts().end();
            }
        }
    }

    /** Continues the attempt, because the hang-up of the phone was inferred by mistake. */
    void reopen() {
        if (status == null && endedAt != 0) {
            endedAt = 0;
            if (caller != null) {
                caller.attempts().goOn();
            }
        }
    }
}

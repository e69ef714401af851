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

/** The dialling of a channel: by whom, under which number, and with which result. */
final class Dial {
    /** Shared strings for the usual results, so that ten thousand calls do not each hold a copy. */
    private static final Map<String, String> WORDS = Stream.of(
                    "ANSWER", "BUSY", "NOANSWER", "CANCEL", "CONGESTION", "CHANUNAVAIL")
            .collect(Collectors.toUnmodifiableMap(word -> word, word -> word));

    /** The channel that dialled; null if the PBX itself did. */
    private final Channel caller;

    private final String number;
    private final String shownNumber;
    private final String shownName;
    private final int round;
    private final long startedAt;
    private String status;
    private String forwardedTo;
    private long endedAt;
    private boolean ringTold;
    private boolean ringEndTold;

    /** @param round the caller's attempt to which it belongs, counted from 1; phones that ring together share one */
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

    /** The result in Asterisk's words; null while it lasts, or if the phone's hang-up ended it. */
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
     * Ends the dial. The first result counts: a queue, or a Local channel that is torn down, may report another one.
     */
    void ends(String with, String forward, long time) {
        close(time);
        if (status == null) {
            status = with == null ? null : WORDS.getOrDefault(with, with);
            forwardedTo = forward;
        }
    }

    /** Marks the ringing as reported; returns whether it had not been reported yet. */
    boolean takeRing() {
        boolean news = !ringTold;
        ringTold = true;
        return news;
    }

    /** Whether its ringing has been reported, but not the end of its ringing. */
    boolean isRingTold() {
        return ringTold && !ringEndTold;
    }

    boolean takeRingEnd() {
        boolean news = isRingTold();
        ringEndTold |= news;
        return news;
    }

    /** Ends the dial, because its phone hung up. */
    void close(long time) {
        if (endedAt == 0) {
            endedAt = Math.max(1, time);
            if (caller != null) {
                caller.attempts().end();
            }
        }
    }

    /** Continues the dial, because its phone turned out not to have hung up. */
    void reopen() {
        if (status == null && endedAt != 0) {
            endedAt = 0;
            if (caller != null) {
                caller.attempts().goOn();
            }
        }
    }
}

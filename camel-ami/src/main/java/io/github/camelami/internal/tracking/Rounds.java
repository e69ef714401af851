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

import java.util.function.Predicate;

/**
 * Determines the result of the caller's dial attempts. Attempts that overlap form a round. The result of the last round
 * is used.
 */
final class Rounds {
    private final Call call;
    private Channel last;
    private long firstDialAt;
    private long lastDialAt;
    private long lastEndAt;
    private boolean open;
    private boolean answeredInVain;

    private Rounds(Call call) {
        this.call = call;
    }

    static Rounds of(Call call) {
        Rounds rounds = new Rounds(call);
        Channel caller = Parties.caller(call);
        // a dial attempt that began before the originator of this call belongs to a merged call, and is not used
        long beganAt = call.originator() == null ? 0 : call.originator().startedAt();
        long omitted = call.hasFacts() ? call.facts().firstOmittedDialAt() : 0;
        rounds.firstDialAt = omitted >= beganAt ? omitted : 0;
        for (Channel channel : call.channels()) {
            Dial dial = channel.dial();
            boolean earlier = dial != null
                    && dial.startedAt() >= beganAt
                    && (rounds.firstDialAt == 0 || dial.startedAt() < rounds.firstDialAt);
            if (earlier) {
                rounds.firstDialAt = dial.startedAt();
            }
            if (channel != caller && Parties.isOutermost(channel)) {
                rounds.add(channel, dial);
            }
        }
        return rounds;
    }

    private void add(Channel channel, Dial dial) {
        last = channel;
        lastDialAt = Math.max(lastDialAt, dial.startedAt());
        lastEndAt = Math.max(lastEndAt, dial.endedAt());
        open |= dial.isOpen();
        answeredInVain |= dial.hasStatus("ANSWER") && of(channel) == DialResult.NO_ANSWER;
    }

    /** Whether nothing was dialled for the caller. */
    boolean isEmpty() {
        return last == null;
    }

    /** The moment when a channel was first dialled, including the caller's own phone, or 0. */
    long firstDialAt() {
        return firstDialAt;
    }

    long lastDialAt() {
        return lastDialAt;
    }

    long lastEndAt() {
        return lastEndAt;
    }

    boolean isOpen() {
        return open;
    }

    /**
     * Whether a phone picked up but did not take the call. In that case, the caller's line may be up although nobody
     * answered the call.
     */
    boolean isAnsweredInVain() {
        return answeredInVain;
    }

    /** Whether there is a last round, and all its channels fulfil this condition. */
    boolean isLastOnly(Predicate<Channel> such) {
        return last != null
                && call.channels().stream()
                        .filter(channel -> channel.dial() != null
                                && channel.dial()
                                        .isIn(last.dial().caller(), last.dial().round()))
                        .allMatch(such);
    }

    /**
     * The result of the last round: the best result of its phones, as in Asterisk's Dial. Null while the round is open.
     */
    DialResult result() {
        return last == null ? null : resultOf(last.dial().caller(), last.dial().round());
    }

    /**
     * The result of a round. If the round reached no phone, the result of the last earlier round that reached one is
     * used.
     */
    private DialResult resultOf(Channel caller, int lastRound) {
        DialResult result = bestOf(caller, lastRound);
        if (result != DialResult.FAILED && result != DialResult.CONGESTION) {
            return result;
        }
        int reached = 0;
        for (Channel channel : call.channels()) {
            Dial dial = channel.dial();
            boolean earlier = dial != null && dial.caller() == caller && dial.round() < lastRound;
            if (earlier && dial.round() > reached && isReached(channel)) {
                reached = dial.round();
            }
        }
        DialResult earlier = reached == 0 ? null : bestOf(caller, reached);
        return earlier == DialResult.NO_ANSWER || earlier == DialResult.BUSY ? earlier : result;
    }

    private boolean isReached(Channel channel) {
        DialResult result = of(channel);
        Channel phone = channel.isLocal() ? Parties.phoneBehind(call, channel) : channel;
        return result == DialResult.BUSY || result == DialResult.NO_ANSWER && phone != null && phone.hasAlerted();
    }

    private DialResult bestOf(Channel caller, int round) {
        DialResult best = null;
        for (Channel channel : call.channels()) {
            Dial dial = channel.dial();
            if (dial != null && dial.isIn(caller, round) && dial.forwardedTo() == null) {
                DialResult one = of(channel);
                best = one != null && (best == null || one.compareTo(best) < 0) ? one : best;
            }
        }
        return best;
    }

    /**
     * The result of a dialled channel. For a Local channel whose own result is not specific, the results of the
     * channels behind it are used.
     */
    DialResult of(Channel channel) {
        DialResult own = DialResult.of(channel);
        if (!channel.isLocal() || channel.otherHalf() == null) {
            return own;
        }
        if (own == DialResult.ANSWERED) {
            // if the phone behind the Local channel has not taken the call, a voicemail has answered
            Channel phone = Parties.phoneBehind(call, channel);
            return phone != null && phone.isHungUpBeforeTalk()
                    ? DialResult.NO_ANSWER
                    : phone == null || !took(phone) ? DialResult.ANSWERED_BY_PBX : own;
        }
        if (own == DialResult.CONGESTION || own == DialResult.FAILED) {
            DialResult behind =
                    resultOf(channel.otherHalf(), channel.otherHalf().attempts().rounds());
            return behind == null || behind == DialResult.ANSWERED || behind == DialResult.CANCELLED ? own : behind;
        }
        return own;
    }

    /**
     * The result of the phone behind a channel. If a voicemail answered for the phone, the result of the phone itself
     * is used.
     */
    DialResult ofPhone(Channel channel) {
        DialResult one = of(channel);
        if (one == null && channel.isLocal()) {
            // the PBX may have optimised the Local channel away, unseen
            Channel behind = Parties.phoneBehind(call, channel);
            return behind != null && behind.hasTalked() && took(behind) ? DialResult.ANSWERED : null;
        }
        Channel phone = one == DialResult.ANSWERED_BY_PBX ? Parties.phoneBehind(call, channel) : null;
        if (phone == null) {
            return one;
        }
        DialResult own = DialResult.of(phone);
        return own == null || own == DialResult.CANCELLED ? DialResult.NO_ANSWER : own;
    }

    /**
     * Whether a phone took the call. This means that it picked up in time and, if its user was asked to accept the
     * call, the user did so.
     */
    static boolean took(Channel phone) {
        DialResult result = phone.isTaken() ? DialResult.of(phone) : null;
        return phone.isTaken() && (result == null || result == DialResult.ANSWERED);
    }

    /**
     * The channel that was dialled last, whose end explains why the last attempt failed; null if nothing was dialled.
     */
    Channel last() {
        return last;
    }
}

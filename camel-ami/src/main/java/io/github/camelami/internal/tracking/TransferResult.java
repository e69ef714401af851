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
import io.github.camelami.call.TransferKind;
import io.github.camelami.call.TransferOutcome;
import java.util.List;
import java.util.function.Predicate;

/** Determines the outcome of a transfer from the phones that were dialled for the transferred party. */
final class TransferResult {
    private final TransferMade transfer;
    private final Call call;
    private final Rounds rounds;
    private final long until;
    private final boolean over;

    /**
     * @param until the moment when something else began for the party
     * @param over whether the call has ended
     */
    TransferResult(TransferMade transfer, Call call, Rounds rounds, long until, boolean over) {
        this.transfer = transfer;
        this.call = call;
        this.rounds = rounds;
        this.until = until;
        this.over = over;
    }

    /** What happened to the transferred party; null if this is not known, or if no phone was dialled. */
    TransferOutcome outcome() {
        if (!transfer.isDone()) {
            return TransferOutcome.FAILED;
        }
        if (hasMet()) {
            return TransferOutcome.ANSWERED;
        }
        List<Channel> tried = tried(this::isOf);
        if (tried.isEmpty() && transfer.how().kind() == TransferKind.ATTENDED) {
            // the event may name the channel of the party instead of the one that the party replaces
            tried = tried(channel -> Parties.isOutermost(channel) && isDuring(channel.dial()));
        }
        DialResult best = best(tried);
        return best == null ? null : of(best);
    }

    private List<Channel> tried(Predicate<Channel> which) {
        return call.channels().stream().filter(which).toList();
    }

    /**
     * Whether the target had answered before the transfer was made. The target is the channel in the event or, if there
     * is none, a channel that the transferer's other channel dialled.
     */
    private boolean hasMet() {
        Channel target = transfer.target();
        Channel second = transfer.second();
        Channel met = target == null || target.isPhone() ? target : Parties.phoneBehind(call, target);
        if (met != null) {
            return met.isPhone() && met.upAt() > 0 && met.upAt() <= transfer.at();
        }
        return second != null
                && second != transfer.by()
                && call.channels().stream()
                        .anyMatch(channel -> channel != transfer.who()
                                && channel.isPhone()
                                && channel.dial() != null
                                && channel.dial().hasStatus("ANSWER")
                                && channel.upAt() <= transfer.at()
                                && (!channel.isEnded() || channel.endedAt() >= transfer.at())
                                && Parties.dialledFirstBy(channel) == second);
    }

    /** The best result. Unless a phone answered, null if the result of one of the phones is not known. */
    private DialResult best(List<Channel> tried) {
        UnseenAnswer unseen = new UnseenAnswer(call);
        DialResult best = null;
        boolean known = true;
        boolean followed = false;
        for (Channel channel : tried) {
            if (unseen.isFollowedByAnotherDial(channel)) {
                followed = true;
            } else if (channel.dial().forwardedTo() == null) {
                DialResult one = of(channel);
                known &= one != null;
                best = one != null && (best == null || one.compareTo(best) < 0) ? one : best;
            }
        }
        if (best == null && known && followed) {
            return DialResult.NO_ANSWER;
        }
        return known || best == DialResult.ANSWERED ? best : null;
    }

    /** The result of a dialled channel; null if it is not known, or not known yet. */
    private DialResult of(Channel channel) {
        DialResult one = rounds.ofPhone(channel);
        boolean unreported = one == null && over;
        if (one != DialResult.CANCELLED && !unreported) {
            return one;
        }
        if (unreported && channel.upAt() > 0) {
            return null;
        }
        if (mayHaveGivenUpSilently(channel.dial())) {
            return ofSilent(transfer.who(), channel.dial());
        }
        if (hasGivenUp(channel.dial())) {
            return DialResult.CANCELLED;
        }
        boolean cutOff = call.end() == CallEnd.PBX_RESTART && !channel.isEndMissed();
        return unreported && !cutOff ? null : DialResult.NO_ANSWER;
    }

    /** Whether the transferred party requested the hang-up before the dial attempt ended. */
    private boolean hasGivenUp(Dial dial) {
        Channel who = transfer.who();
        return who != null
                && !dial.isOpen()
                && who.hangupRequestedAt() > 0
                && who.hangupRequestedAt() <= dial.endedAt();
    }

    /**
     * Whether the PBX ended the dial attempt when the transferred party was no longer in a bridge, and no event would
     * report that this party had hung up.
     */
    private boolean mayHaveGivenUpSilently(Dial dial) {
        Channel who = transfer.who();
        return who != null
                && (who.hangsUpSilently() || who.isLocal())
                && dial.hasStatus("CANCEL")
                && !who.isHangupOrdered()
                && who.bridge() == null
                && who.leftBridgeAt() <= dial.endedAt();
    }

    /** A line that ends soon after the dial attempt has hung up. Null if the end was missed, or has not come yet. */
    private static DialResult ofSilent(Channel who, Dial dial) {
        if (!who.isEnded() || who.isEndMissed()) {
            return null;
        }
        return Moments.between(dial.endedAt(), who.endedAt()) <= Conversation.SILENT_END
                ? DialResult.CANCELLED
                : DialResult.NO_ANSWER;
    }

    private boolean isDuring(Dial dial) {
        return dial.startedAt() < transfer.at() && !wasOver(dial);
    }

    private boolean wasOver(Dial dial) {
        return !dial.isOpen() && dial.endedAt() < transfer.at();
    }

    /**
     * Whether the channel was dialled for the transferred party, or was still ringing for the transferer. If the
     * transferer was quick, the PBX may report the dial attempt after the transfer.
     */
    private boolean isOf(Channel channel) {
        Dial dial = channel.dial();
        if (dial == null || dial.caller() == null || dial.startedAt() >= until) {
            return false;
        }
        return transfer.isFollowedBy(dial) || isAskedBy(dial.caller()) && !wasOver(dial);
    }

    private boolean isAskedBy(Channel caller) {
        Channel target = transfer.target();
        Channel second = transfer.second();
        return second != null && (caller == second || caller == second.otherHalf())
                || target != null && target.isLocal() && caller == target.otherHalf();
    }

    private static TransferOutcome of(DialResult result) {
        return switch (result) {
            case ANSWERED -> TransferOutcome.ANSWERED;
            case ANSWERED_BY_PBX -> null;
            case NO_ANSWER -> TransferOutcome.NO_ANSWER;
            case BUSY -> TransferOutcome.BUSY;
            case CANCELLED -> TransferOutcome.CANCELLED;
            case CONGESTION, FAILED -> TransferOutcome.FAILED;
        };
    }
}

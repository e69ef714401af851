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

import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.FailureReason;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.internal.tracking.Rounds.Result;

/** Determines the result of a call from its facts. */
final class Outcome {
    /**
     * If the PBX keeps a caller for longer than this after unsuccessful dialling, the caller hears something. In
     * milliseconds.
     */
    private static final long VOICEMAIL_AFTER = 2_000;

    private final Call call;
    private final Rounds rounds;
    private final boolean over;
    private final boolean crossed;
    private final CallDisposition disposition;

    /** @param over whether the call has ended */
    Outcome(Call call, Rounds rounds, boolean over) {
        this.call = call;
        this.rounds = rounds;
        this.over = over;
        this.crossed = over && crosses();
        this.disposition = find();
    }

    /** Whether the caller hung up just as a phone picked up, so that they were never connected. */
    boolean isCrossed() {
        return crossed;
    }

    private boolean crosses() {
        Channel caller = Parties.caller(call);
        if (caller == null || call.conversation().talkedAt() > 0 || rounds.result() != Result.ANSWERED) {
            return false;
        }
        boolean neverUp = caller.upAt() == 0 && !call.isPartial();
        if (call.conversation().hungUpBy() == null) {
            return neverUp && caller.hangsUpSilently() && !caller.isHangupOrdered();
        }
        // the PBX had answered the line before, for example for a menu
        boolean before = call.conversation().hungUpAt() <= rounds.lastEndAt();
        return call.conversation().hungUpBy() == HungUpBy.CALLER && (neverUp || before || caller.isGoneBefore());
    }

    /** The disposition; null while everything is open. */
    CallDisposition disposition() {
        return disposition;
    }

    /** Whether nobody talked with the caller, although the call was for somebody. */
    boolean isMissed() {
        return over
                && disposition != CallDisposition.ANSWERED
                && (disposition != CallDisposition.ANSWERED_BY_PBX || wasForSomebody());
    }

    private boolean wasForSomebody() {
        if (call.facts().queues().hasAny() || call.facts().isMessageLeft()) {
            return true;
        }
        Channel caller = Parties.caller(call);
        for (Channel channel : call.channels()) {
            boolean tried = channel != caller && Parties.isOutermost(channel);
            if (tried && (rounds.of(channel) != Result.ANSWERED_BY_PBX || Parties.phoneBehind(call, channel) != null)) {
                return true;
            }
        }
        return false;
    }

    HungUpBy hungUpBy() {
        if (call.conversation().hungUpBy() != null || !over || call.end() != CallEnd.HANGUP) {
            return call.conversation().hungUpBy();
        }
        return crossed ? HungUpBy.CALLER : HungUpBy.PBX;
    }

    /** The channel whose hang-up cause is the call's, or null. */
    Channel causing() {
        Channel caller = Parties.caller(call);
        if (caller != null && caller.cause() >= 0) {
            return caller;
        }
        Channel last = null;
        for (Channel channel : call.channels()) {
            last = channel.cause() > 0 && (last == null || channel.endedAt() >= last.endedAt()) ? channel : last;
        }
        return last;
    }

    /** Whether the cause stems from a dial attempt before the call was answered, and not from its end. */
    boolean isCauseOfEarlierDial() {
        boolean taken = disposition == CallDisposition.ANSWERED_BY_PBX
                || disposition == CallDisposition.ANSWERED
                        && rounds.lastDialAt() <= call.conversation().talkedAt();
        return over && taken && Causes.isOfDialling(cause());
    }

    FailureReason failureReason() {
        if (disposition != CallDisposition.FAILED && disposition != CallDisposition.CONGESTION) {
            return null;
        }
        Channel failed = rounds.last();
        if (failed != null && failed.dial().hasStatus("CHANUNAVAIL") && failed.cause() <= 0) {
            return FailureReason.NOT_REACHABLE;
        }
        return Causes.reason(failed == null || failed.cause() <= 0 ? cause() : failed.cause());
    }

    private CallDisposition find() {
        Result result = rounds.result();
        QueueVisits queues = call.facts().queues();
        if (call.conversation().talkedAt() > 0 || queues.isConnected(rounds)) {
            return CallDisposition.ANSWERED;
        }
        if (call.facts().isMessageLeft()) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        long leftAt = queues.hasAny() ? queues.lastLeftAt() : 0;
        boolean queueLast = queues.hasAny() && rounds.lastDialAt() <= leftAt;
        // a member who picks up may hear an announcement first: the queue reports when it connects the caller
        if (result == Result.ANSWERED && !queueLast) {
            if (crossed) {
                return CallDisposition.CANCELLED;
            }
            return Parties.isCallerAbsent(call) ? CallDisposition.ANSWERED_BY_PBX : CallDisposition.ANSWERED;
        }
        Channel caller = Parties.caller(call);
        long upAt = caller == null ? 0 : caller.upAt();
        boolean pbxLast = upAt > 0
                && upAt >= Math.max(rounds.lastEndAt(), leftAt)
                && !rounds.isOpen()
                && !rounds.isAnsweredInVain();
        if (!over) {
            return pbxLast ? CallDisposition.ANSWERED_BY_PBX : null;
        }
        boolean gaveUp = call.conversation().hungUpBy() == HungUpBy.CALLER;
        if (pbxLast) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        if (queueLast) {
            return afterQueue(gaveUp);
        }
        if (rounds.isEmpty()) {
            return withoutAttempt(caller, gaveUp);
        }
        if (result == Result.ANSWERED_BY_PBX) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        if (gaveUp && (rounds.isOpen() || result == null)) {
            return CallDisposition.CANCELLED;
        }
        // an attempt that ended before the caller hung up was cancelled by the PBX, which then did something else
        boolean wentOn = gaveUp || result == Result.CANCELLED;
        long goneAt = gaveUp ? call.conversation().hungUpAt() : caller == null ? 0 : caller.endedAt();
        boolean hearsTone = result != Result.CANCELLED && new Direction(call).isLastToOutside(rounds);
        if (wentOn && upAt > 0 && Moments.between(rounds.lastEndAt(), goneAt) > VOICEMAIL_AFTER && !hearsTone) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        if (gaveUp && result == Result.CANCELLED) {
            return CallDisposition.CANCELLED;
        }
        return result == null ? withoutResult(upAt) : of(result);
    }

    private CallDisposition afterQueue(boolean gaveUp) {
        QueueOutcome last = call.facts().queues().lastOutcome();
        if (last == QueueOutcome.ABANDONED || last == QueueOutcome.WAITING) {
            return CallDisposition.ABANDONED;
        }
        return gaveUp || last == QueueOutcome.CONNECTED ? CallDisposition.ANSWERED_BY_PBX : CallDisposition.NO_ANSWER;
    }

    /** The disposition if nothing was dialled for the caller, and the PBX did not answer. */
    private CallDisposition withoutAttempt(Channel caller, boolean gaveUp) {
        // the caller's own phone, if the PBX called it first
        Channel first = call.origin().isByPbx() ? call.originator() : null;
        Result own = first == null ? null : Result.of(first);
        if (own != null) {
            return of(own);
        }
        CallDisposition told = Causes.toldToCaller(cause());
        if (told != null) {
            return told;
        }
        boolean called = caller != null && caller.dial() != null && (caller.hasAlerted() || caller.cause() <= 0);
        return gaveUp
                ? CallDisposition.CANCELLED
                : called || Causes.isNoAnswer(cause()) ? CallDisposition.NO_ANSWER : CallDisposition.FAILED;
    }

    /** The disposition if phones were dialled, and no event reports the result. */
    private CallDisposition withoutResult(long upAt) {
        if (upAt > 0) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        CallDisposition told = Causes.toldToCaller(cause());
        return told != null ? told : CallDisposition.NO_ANSWER;
    }

    private static CallDisposition of(Result result) {
        return switch (result) {
            case ANSWERED -> CallDisposition.ANSWERED;
            case ANSWERED_BY_PBX -> CallDisposition.ANSWERED_BY_PBX;
            case CANCELLED -> CallDisposition.CANCELLED;
            case NO_ANSWER -> CallDisposition.NO_ANSWER;
            case BUSY -> CallDisposition.BUSY;
            case CONGESTION -> CallDisposition.CONGESTION;
            case FAILED -> CallDisposition.FAILED;
        };
    }

    private int cause() {
        Channel caller = Parties.caller(call);
        return caller == null ? -1 : caller.cause();
    }
}

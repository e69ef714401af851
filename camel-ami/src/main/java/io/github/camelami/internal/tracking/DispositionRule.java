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
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.QueueOutcome;

/** Determines the disposition of a call from its facts. */
final class DispositionRule {
    /**
     * If the PBX keeps a caller for longer than this time after unsuccessful dial attempts, the caller is assumed to
     * hear a voicemail or an announcement. In milliseconds.
     */
    private static final long VOICEMAIL_AFTER = 2_000;

    private final Call call;
    private final Rounds rounds;
    private final boolean over;
    private final boolean crossed;

    /**
     * @param over whether the call has ended
     * @param crossed whether the caller hung up just as a phone picked up ({@link CallResult#isCrossed})
     */
    DispositionRule(Call call, Rounds rounds, boolean over, boolean crossed) {
        this.call = call;
        this.rounds = rounds;
        this.over = over;
        this.crossed = crossed;
    }

    /** The disposition; null if it is unknown. */
    CallDisposition disposition() {
        QueueVisits queues = call.facts().queues();
        if (call.conversation().talkedAt() > 0 || queues.isConnected(rounds)) {
            return CallDisposition.ANSWERED;
        }
        if (call.facts().isMessageLeft()) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        if (call.end() == CallEnd.LIMIT) {
            // the call may continue on the PBX, and still be answered
            return null;
        }
        long leftAt = queues.hasAny() ? queues.lastLeftAt() : 0;
        boolean queueLast = queues.hasAny() && rounds.lastDialAt() <= leftAt;
        if (queueLast && queues.lastOutcome() == null) {
            return null;
        }
        // a queue member who picks up may first hear an announcement, and the queue reports when it connects the caller
        if (rounds.result() == DialResult.ANSWERED && !queueLast) {
            return withoutTalk();
        }
        if (over && new UnseenAnswer(call).isPossible(queueLast)) {
            return null;
        }
        if (isPbxLast(leftAt)) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        return over ? atEnd(queueLast) : null;
    }

    /** The disposition if a phone answered the call, but nobody talked. */
    private CallDisposition withoutTalk() {
        if (crossed) {
            return CallDisposition.CANCELLED;
        }
        return Parties.isCallerAbsent(call) ? CallDisposition.ANSWERED_BY_PBX : CallDisposition.ANSWERED;
    }

    /** Whether the PBX answered the caller's line after all queues and dial attempts had ended. */
    private boolean isPbxLast(long leftQueueAt) {
        long upAt = upAt();
        return upAt > 0
                && upAt >= Math.max(rounds.lastEndAt(), leftQueueAt)
                && !rounds.isOpen()
                && !rounds.isAnsweredInVain();
    }

    /** The moment when the caller's line was answered, or 0. */
    private long upAt() {
        Channel caller = Parties.caller(call);
        return caller == null ? 0 : caller.upAt();
    }

    /**
     * The disposition of an ended call. No phone has answered the call, and the PBX has not answered it after the last
     * attempt.
     */
    private CallDisposition atEnd(boolean queueLast) {
        boolean gaveUp = call.conversation().hungUpBy() == HungUpBy.CALLER;
        if (queueLast) {
            return afterQueue(gaveUp);
        }
        if (isAnswerMissed()) {
            return null;
        }
        return rounds.isEmpty() ? withoutAttempt(gaveUp) : afterAttempts(gaveUp, rounds.result());
    }

    /** Whether events are missing, and the caller's line was answered meanwhile. It is not known who answered. */
    private boolean isAnswerMissed() {
        Channel caller = Parties.caller(call);
        return caller != null && caller.isFoundUp() && call.isPartial();
    }

    private CallDisposition afterAttempts(boolean gaveUp, DialResult result) {
        // nobody was there to hear the result, if the PBX called a phone first and its voicemail answered
        if (result == DialResult.ANSWERED_BY_PBX || Parties.isCallerAbsent(call)) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        if (gaveUp && (rounds.isOpen() || result == null)) {
            return CallDisposition.CANCELLED;
        }
        if (heardSomething(gaveUp, result)) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        if (gaveUp && result == DialResult.CANCELLED) {
            return CallDisposition.CANCELLED;
        }
        return result == null ? withoutResult() : of(result);
    }

    /** Whether the PBX kept the caller after the last dial attempt, for example with a voicemail. */
    private boolean heardSomething(boolean gaveUp, DialResult result) {
        // if the attempt ended before the caller hung up, the PBX cancelled it, and the dialplan continued
        boolean wentOn = gaveUp || result == DialResult.CANCELLED;
        boolean hearsTone = result != DialResult.CANCELLED && new Direction(call).isLastToOutside(rounds);
        return wentOn
                && upAt() > 0
                && Moments.between(rounds.lastEndAt(), goneAt(gaveUp)) > VOICEMAIL_AFTER
                && !hearsTone;
    }

    /** The moment when the caller hung up or the caller's channel ended, or 0 if it is unknown. */
    private long goneAt(boolean gaveUp) {
        Channel caller = Parties.caller(call);
        return gaveUp ? call.conversation().hungUpAt() : caller == null ? 0 : caller.endedAt();
    }

    private CallDisposition afterQueue(boolean gaveUp) {
        QueueOutcome last = call.facts().queues().lastOutcome();
        if (last == QueueOutcome.WAITING || last == QueueOutcome.ABANDONED && isGoneFromQueue(gaveUp)) {
            return CallDisposition.ABANDONED;
        }
        return gaveUp || last == QueueOutcome.CONNECTED ? CallDisposition.ANSWERED_BY_PBX : CallDisposition.NO_ANSWER;
    }

    /**
     * Whether the last queue visit ended when the caller hung up. If the caller hung up later, the visit ended for
     * another reason: for example, a dial attempt that led to the queue was cancelled.
     */
    private boolean isGoneFromQueue(boolean gaveUp) {
        return Moments.between(call.facts().queues().lastLeftAt(), goneAt(gaveUp)) <= QueueVisitFacts.ABANDON_DELAY;
    }

    /** The disposition of an ended call if nothing was dialled for the caller, and the PBX did not answer. */
    private CallDisposition withoutAttempt(boolean gaveUp) {
        Channel caller = Parties.caller(call);
        // the caller's own phone, if the PBX called it first
        Channel first = call.origin().isByPbx() ? call.originator() : null;
        DialResult own = first == null ? null : rounds.of(first);
        if (own != null) {
            return of(own);
        }
        CallDisposition chosen = Causes.chosenByDialplan(Causes.ofCaller(call));
        if (chosen != null) {
            return chosen;
        }
        boolean called = caller != null && caller.dial() != null && (caller.hasAlerted() || caller.cause() <= 0);
        return gaveUp
                ? CallDisposition.CANCELLED
                : called || Causes.isNoAnswer(Causes.ofCaller(call))
                        ? CallDisposition.NO_ANSWER
                        : CallDisposition.FAILED;
    }

    /** The disposition of an ended call if phones were dialled, but no event reported the result. */
    private CallDisposition withoutResult() {
        // phones rang when the PBX crashed, so nothing has answered instead of them
        if (upAt() > 0 && call.end() != CallEnd.PBX_RESTART) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        CallDisposition chosen = Causes.chosenByDialplan(Causes.ofCaller(call));
        return chosen != null ? chosen : CallDisposition.NO_ANSWER;
    }

    private static CallDisposition of(DialResult result) {
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
}

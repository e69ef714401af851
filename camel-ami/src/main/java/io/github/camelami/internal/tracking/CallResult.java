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

/** Determines the result of a call: the disposition, who hung up, and the cause. */
final class CallResult {
    private final Call call;
    private final Rounds rounds;
    private final boolean over;
    private final boolean crossed;
    private final CallDisposition disposition;

    /** @param over whether the call has ended */
    CallResult(Call call, Rounds rounds, boolean over) {
        this.call = call;
        this.rounds = rounds;
        this.over = over;
        this.crossed = over && crosses();
        this.disposition = new DispositionRule(call, rounds, over, crossed).disposition();
    }

    /** Whether the caller hung up just as a phone picked up, so that the two were never connected. */
    boolean isCrossed() {
        return crossed;
    }

    private boolean crosses() {
        Channel caller = Parties.caller(call);
        if (caller == null || call.conversation().talkedAt() > 0 || rounds.result() != DialResult.ANSWERED) {
            return false;
        }
        boolean neverUp = caller.upAt() == 0 && !call.isPartial();
        if (call.conversation().hungUpBy() == null) {
            return neverUp && caller.hangsUpSilently() && !caller.isHangupOrdered();
        }
        // the PBX answered the line earlier, for example for a menu
        boolean before = call.conversation().hungUpAt() <= rounds.lastEndAt();
        return call.conversation().hungUpBy() == HungUpBy.CALLER && (neverUp || before || caller.isHungUpBeforeTalk());
    }

    /** The disposition; null if it is unknown. */
    CallDisposition disposition() {
        return disposition;
    }

    /** Whether the call is known to have ended without a talk with the caller, and was meant for a person. */
    boolean isMissed() {
        return over
                && disposition != null
                && disposition != CallDisposition.ANSWERED
                && (disposition != CallDisposition.ANSWERED_BY_PBX || wasForSomebody());
    }

    private boolean wasForSomebody() {
        if (call.facts().queues().hasAny() || call.facts().isMessageLeft() || isFirstInVain()) {
            return true;
        }
        Channel caller = Parties.caller(call);
        for (Channel channel : call.channels()) {
            boolean tried = channel != caller && Parties.isOutermost(channel);
            if (tried
                    && (rounds.of(channel) != DialResult.ANSWERED_BY_PBX
                            || Parties.phoneBehind(call, channel) != null)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the PBX first called a phone through a Local channel, and something else answered, such as the voicemail of
     * the phone.
     */
    private boolean isFirstInVain() {
        Channel first = call.origin().isByPbx() ? call.originator() : null;
        Channel phone = first != null && first.isLocal() ? Parties.phoneBehind(call, first) : null;
        return phone != null && first.upAt() > 0 && !Rounds.took(phone);
    }

    HungUpBy hungUpBy() {
        boolean told = over && call.end() == CallEnd.HANGUP && !MissedEnds.isAny(call);
        if (call.conversation().hungUpBy() != null || !told) {
            return call.conversation().hungUpBy();
        }
        return crossed ? HungUpBy.CALLER : HungUpBy.PBX;
    }

    /**
     * The channel whose hang-up cause is used as the cause of the call: the caller's channel. If the caller is unknown,
     * because the start of the call was not seen, it is the channel that ended last. Null if there is no such channel.
     */
    Channel causing() {
        Channel caller = Parties.caller(call);
        if (caller != null || !over || call.end() != CallEnd.HANGUP) {
            return caller;
        }
        Channel last = null;
        for (Channel channel : call.channels()) {
            last = channel.cause() > 0 && (last == null || channel.endedAt() >= last.endedAt()) ? channel : last;
        }
        return last;
    }

    /** Whether the hang-up cause comes from a dial attempt before the answer, and does not say how the call ended. */
    boolean isCauseOfEarlierDial() {
        boolean taken = disposition == CallDisposition.ANSWERED_BY_PBX
                || disposition == CallDisposition.ANSWERED
                        && rounds.lastDialAt() <= call.conversation().talkedAt();
        return over && taken && Causes.isOfDialling(Causes.ofCaller(call));
    }

    FailureReason failureReason() {
        if (disposition != CallDisposition.FAILED && disposition != CallDisposition.CONGESTION) {
            return null;
        }
        Channel failed = rounds.last();
        if (failed != null && failed.dial().hasStatus("CHANUNAVAIL") && failed.cause() <= 0) {
            return FailureReason.NOT_REACHABLE;
        }
        return Causes.reason(failed == null || failed.cause() <= 0 ? Causes.ofCaller(call) : failed.cause());
    }
}

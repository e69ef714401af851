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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;

/** Creates the {@link AmiCall} that routes receive from the current state of a call. */
final class CallView {
    private final Call call;
    private final CallState state;
    private final boolean over;
    private final long until;

    /** The moment up to which the state of the call is known. */
    private final long known;

    private final Channel caller;
    private final Rounds rounds;

    CallView(Call call, CallState state, long time) {
        this.call = call;
        this.state = state;
        this.over = state == CallState.ENDED;
        this.until = over ? lastEnd(call, time) : Math.max(time, call.startedAt());
        this.caller = Parties.caller(call);
        this.known = isEndMissed() ? Moments.known(call.startedAt(), call.missedEventsAt(), until) : until;
        this.rounds = Rounds.of(call);
    }

    /**
     * Creates the call for routes.
     *
     * @param ringing the phone that has just begun to ring, or has stopped ringing; null for other states
     */
    AmiCall view(Channel ringing) {
        CallResult result = new CallResult(call, rounds, over);
        Channel called = Parties.called(call);
        Channel causing = result.causing();
        CallBuilder view = AmiCall.builder()
                .id(call.id(), call.aliases())
                .pbx(call.settings().pbx())
                .state(state)
                .direction(new Direction(call).of(!result.isCrossed()))
                .caller(
                        caller == null ? null : OutsideNumber.of(caller),
                        caller == null || !OutsideNumber.isKnown(caller) ? null : caller.callerName(),
                        caller == null ? null : caller.name())
                .originated(call.origin().isByPbx() || !call.isPartial() && Origin.isFromNowhere(call.originator()))
                .called(Parties.calledNumber(call, over), called == null ? null : called.callerName())
                .answeredBy(answeredBy())
                .disposition(result.disposition(), result.isMissed(), over ? result.failureReason() : null)
                .hungUpBy(result.hungUpBy())
                .legs(new Legs(call, caller, until).view())
                .partial(call.isPartial())
                .end(over ? call.end() : null, over && call.end() != CallEnd.HANGUP)
                .omitted(call.facts().omitted());
        if (result.isCauseOfEarlierDial()) {
            view.cause(Causes.NORMAL, Causes.NORMAL_TEXT);
        } else if (causing != null && causing.cause() >= 0) {
            view.cause(causing.cause(), causing.causeText());
        }
        if (called != null && called.dial() != null) {
            view.shown(called.dial().shownNumber(), called.dial().shownName());
        }
        if (ringing != null) {
            view.ringing(ringing.number(), ringing.name());
        }
        times(view);
        facts(view);
        return view.build();
    }

    private boolean isEndMissed() {
        return over && (MissedEnds.isAny(call) || call.facts().queues().isLastUnknown());
    }

    private String answeredBy() {
        return call.conversation().answeredBy() == null
                ? null
                : OutsideNumber.of(call.conversation().answeredBy());
    }

    private void times(CallBuilder view) {
        long firstDialAt = rounds.firstDialAt();
        Long answeredAt = call.conversation().talkedAt() == 0
                ? caller == null ? null : caller.answeredAt()
                : call.conversation().isAnswerMissed()
                        ? null
                        : Moments.millisOrNull(call.conversation().talkedAt());
        long ringEnd = ringEnd(firstDialAt, answeredAt != null);
        view.times(
                Moments.millis(call.startedAt()),
                Moments.millisOrNull(firstDialAt),
                answeredAt,
                over ? Moments.millis(until) : null);
        view.durations(
                Math.max(0, Moments.between(call.startedAt(), until)),
                firstDialAt == 0 ? 0 : Math.max(0, Moments.between(firstDialAt, ringEnd)),
                call.conversation().talkTime(until),
                call.conversation().holdTime(until),
                call.facts().queues().waitTime(known));
    }

    /** @param answerSeen whether an event has reported the answer, and not only a list */
    private long ringEnd(long firstDialAt, boolean answerSeen) {
        long talkedAt = call.conversation().talkedAt();
        if (talkedAt >= firstDialAt && talkedAt > 0) {
            return answerSeen ? talkedAt : Moments.known(firstDialAt, call.missedEventsAt(), talkedAt);
        }
        long upAt = talkedAt == 0 && answerSeen ? caller.upAt() : 0;
        return upAt >= firstDialAt && upAt > 0 ? upAt : rounds.lastEndAt() > 0 ? rounds.lastEndAt() : known;
    }

    private void facts(CallBuilder view) {
        CallFacts facts = call.facts();
        view.queues(facts.queues().view(call, over, known))
                .transfers(facts.transfers().view(call, over))
                .parkings(facts.parkings().view())
                .recordings(facts.recordings().view())
                .pickedUpBy(facts.pickedUpBy())
                .variables(facts.variables());
    }

    /**
     * The moment when the last channel ended. If the clock of the PBX was set back, the moment when the last talk
     * ended.
     */
    private static long lastEnd(Call call, long time) {
        long last = Math.max(call.startedAt(), call.conversation().lastTalkedAt());
        for (Channel channel : call.channels()) {
            last = Math.max(last, channel.isEnded() ? channel.endedAt() : time);
        }
        return last;
    }
}

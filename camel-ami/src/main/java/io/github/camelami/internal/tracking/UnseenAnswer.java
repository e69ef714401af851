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

/**
 * Determines whether somebody may have answered an ended call while events were missing. If the PBX crashed, this is
 * possible only if a phone or the caller was already gone before the crash.
 */
final class UnseenAnswer {
    private final Call call;
    private final Channel caller;

    UnseenAnswer(Call call) {
        this.call = call;
        this.caller = Parties.caller(call);
    }

    /** @param queueLast whether the caller was in a queue after the last dial attempt */
    boolean isPossible(boolean queueLast) {
        if (call.facts().queues().isLastUnknown() || (caller == null ? MissedEnds.isAny(call) : caller.isEndMissed())) {
            return true;
        }
        boolean neverUp = caller != null && caller.upAt() == 0 && !caller.isFoundUp();
        return !neverUp
                && !queueLast
                && call.isPartial()
                && call.channels().stream().anyMatch(this::mayHaveAnswered);
    }

    /** Whether it was not reported how the attempt to dial this channel ended. */
    private boolean mayHaveAnswered(Channel phone) {
        return phone.dial() != null
                && phone.dial().status() == null
                && (phone.isEndMissed() || phone.isFoundUp())
                && !isFollowedByAnotherDial(phone);
    }

    /**
     * Whether it was not reported how the attempt to dial this channel ended, but another attempt of the same caller
     * ended later, so that the phone had not answered.
     */
    boolean isFollowedByAnotherDial(Channel phone) {
        return phone.isEnded()
                && phone.dial().status() == null
                && call.channels().stream().anyMatch(other -> isLater(other, phone));
    }

    private static boolean isLater(Channel later, Channel phone) {
        return later.dial() != null
                && later.dial().caller() == phone.dial().caller()
                && later.dial().status() != null
                && later.dial().endedAt() > phone.endedAt();
    }
}

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
package io.github.camelami.internal.action;

import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.FailureReason;
import io.github.camelami.internal.tracking.Causes;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.Set;

/** The outcome of an Originate. The names of the constants are values of a header, so routes may rely on them. */
public enum OriginateOutcome {
    ANSWERED,
    BUSY,
    NO_ANSWER,
    CONGESTION,
    FAILED;

    /** Hang-up causes that do not explain a failure: no cause (0) and normal clearing (16). */
    private static final Set<String> SAYS_NOTHING = Set.of("0", "16");

    private static final String RINGING = "5";

    private static final int REJECTED = 21;

    /**
     * Determines the outcome of an Originate. The field {@code Reason} of an OriginateResponse is the number of a
     * control frame of Asterisk. It is 0 if the call failed behind a Local channel. In that case, the outcome follows
     * from the hang-ups of the channels.
     *
     * @param hangups the Hangup events of the call's channels
     */
    public static OriginateOutcome of(AmiEvent originateResponse, List<AmiEvent> hangups) {
        if ("Success".equalsIgnoreCase(originateResponse.first("Response"))) {
            return ANSWERED;
        }
        String reason = originateResponse.first("Reason");
        return switch (reason == null ? "" : reason) {
            case "5" -> BUSY;
            case "3" -> NO_ANSWER;
            case "8" -> CONGESTION;
            default -> of(hangups);
        };
    }

    private static OriginateOutcome of(List<AmiEvent> hangups) {
        int cause = cause(hangups);
        if ((cause == 0 || cause == REJECTED) && hangups.stream().anyMatch(OriginateOutcome::wasRinging)) {
            // the call timed out, or the phone declined while it rang; emit=calls reports NO_ANSWER, too
            return NO_ANSWER;
        }
        CallDisposition told = Causes.chosenByDialplan(cause);
        return told == CallDisposition.BUSY
                ? BUSY
                : told == CallDisposition.CONGESTION ? CONGESTION : Causes.isNoAnswer(cause) ? NO_ANSWER : FAILED;
    }

    /**
     * Determines why a call failed.
     *
     * @param hangups the Hangup events of the call's channels
     */
    static FailureReason reason(List<AmiEvent> hangups) {
        // without a hang-up, there was no channel, for example because the phone is not registered
        return hangups.isEmpty() ? FailureReason.NOT_REACHABLE : Causes.reason(cause(hangups));
    }

    /**
     * The hang-up cause of the called channel. If this is a Local channel without a cause, returns the cause of its
     * other half, which ran the dialplan. Returns 0 if neither has a cause.
     */
    private static int cause(List<AmiEvent> hangups) {
        for (AmiEvent hangup : hangups) {
            String cause = hangup.get("Cause");
            boolean first = String.valueOf(hangup.get("Uniqueid")).equals(hangup.get("Linkedid"))
                    || String.valueOf(hangup.get("Channel")).startsWith("Local/");
            if (first && cause != null && cause.matches("\\d{1,3}") && !SAYS_NOTHING.contains(cause)) {
                return Integer.parseInt(cause);
            }
        }
        return 0;
    }

    private static boolean wasRinging(AmiEvent hangup) {
        return RINGING.equals(hangup.get("ChannelState"))
                && String.valueOf(hangup.get("Uniqueid")).equals(hangup.get("Linkedid"));
    }
}

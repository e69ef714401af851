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
    private static final String UP = "6";

    private static final int REJECTED = 21;

    /**
     * Determines the outcome of an Originate. The field {@code Reason} of an OriginateResponse is the number of a
     * control frame of Asterisk. Behind a Local channel, it is 0, or the congestion that a dialplan plays after each
     * call that no phone has taken. In these cases, the outcome follows from the hang-ups of the channels.
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
            case "8" -> ofPhone(hangups, CONGESTION);
            default -> ofPhone(hangups, of(hangups));
        };
    }

    /** The outcome that the phone behind a Local channel explains; otherwise, the other one. */
    private static OriginateOutcome ofPhone(List<AmiEvent> hangups, OriginateOutcome otherwise) {
        AmiEvent phone = phone(hangups);
        if (phone == null) {
            return otherwise;
        }
        OriginateOutcome told = told(causeOf(phone));
        return told != null ? told : RINGING.equals(phone.get("ChannelState")) ? NO_ANSWER : otherwise;
    }

    /** The last phone that a dialplan behind a Local channel has called in vain, or null. */
    private static AmiEvent phone(List<AmiEvent> hangups) {
        if (hangups.stream().noneMatch(OriginateOutcome::isLocal)) {
            return null;
        }
        return hangups.stream()
                .filter(hangup -> !isLocal(hangup) && !UP.equals(hangup.get("ChannelState")))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static boolean isLocal(AmiEvent hangup) {
        return String.valueOf(hangup.get("Channel")).startsWith("Local/");
    }

    private static OriginateOutcome of(List<AmiEvent> hangups) {
        int cause = cause(hangups);
        if ((cause == 0 || cause == REJECTED) && hangups.stream().anyMatch(OriginateOutcome::wasRinging)) {
            // the call timed out, or the phone declined while it rang; emit=calls reports NO_ANSWER, too
            return NO_ANSWER;
        }
        OriginateOutcome told = told(cause);
        return told != null ? told : Causes.isNoAnswer(cause) ? NO_ANSWER : FAILED;
    }

    /** The outcome that a cause states, or null. */
    private static OriginateOutcome told(int cause) {
        CallDisposition told = Causes.chosenByDialplan(cause);
        return told == null ? null : valueOf(told.name());
    }

    /**
     * Determines why a call failed.
     *
     * @param hangups the Hangup events of the call's channels
     */
    static FailureReason reason(List<AmiEvent> hangups) {
        AmiEvent phone = phone(hangups);
        if (phone != null && told(causeOf(phone)) != null) {
            return Causes.reason(causeOf(phone));
        }
        // without a hang-up, there was no channel, for example because the phone is not registered
        return hangups.isEmpty() ? FailureReason.NOT_REACHABLE : Causes.reason(cause(hangups));
    }

    /**
     * The hang-up cause of the called channel. If this is a Local channel without a cause, returns the cause of its
     * other half, which ran the dialplan. Returns 0 if neither has a cause.
     */
    private static int cause(List<AmiEvent> hangups) {
        return hangups.stream()
                .filter(hangup -> isFirst(hangup) || isLocal(hangup))
                .mapToInt(OriginateOutcome::causeOf)
                .filter(cause -> cause != 0)
                .findFirst()
                .orElse(0);
    }

    /** The cause of a hang-up; 0 if it has none that explains a failure. */
    private static int causeOf(AmiEvent hangup) {
        String cause = hangup.get("Cause");
        return cause != null && cause.matches("\\d{1,3}") && !SAYS_NOTHING.contains(cause)
                ? Integer.parseInt(cause)
                : 0;
    }

    private static boolean isFirst(AmiEvent hangup) {
        return String.valueOf(hangup.get("Uniqueid")).equals(hangup.get("Linkedid"));
    }

    private static boolean wasRinging(AmiEvent hangup) {
        return RINGING.equals(hangup.get("ChannelState")) && isFirst(hangup);
    }
}

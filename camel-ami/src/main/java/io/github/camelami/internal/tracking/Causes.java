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
import io.github.camelami.call.FailureReason;

/** Interprets Asterisk's hang-up causes. */
public final class Causes {
    /** Normal clearing. */
    static final int NORMAL = 16;

    static final String NORMAL_TEXT = "Normal Clearing";

    private Causes() {}

    /**
     * Whether the cause means that there is no such number or no route, or that the number has changed, is out of order
     * or has the wrong format.
     */
    static boolean isFailure(int cause) {
        return cause == 1 || cause == 2 || cause == 3 || cause == 22 || cause == 27 || cause == 28;
    }

    /**
     * Whether the other side or the network rejected the call. PJSIP reports a rejected dial attempt as NOANSWER. Cause
     * 21 means a rejection only if the phone did not ring, because a phone that declines the call while it rings has
     * the same cause.
     *
     * @param rang whether the phone rang
     */
    static boolean isRefusal(int cause, boolean rang) {
        return switch (cause) {
            case 29, 38, 41, 42, 50, 58, 88, 102 -> true;
            case 21 -> !rang;
            default -> false;
        };
    }

    /** Whether the cause means a normal end, no response, or no answer while the phone rang. */
    public static boolean isNoAnswer(int cause) {
        return cause == NORMAL || cause == 18 || cause == 19;
    }

    /** Whether the cause means that the user is busy or that no circuit is available. */
    static boolean isBusyOrCongestion(int cause) {
        return cause == 17 || cause == 34;
    }

    /** Whether a dial attempt may have set this cause on the caller's channel. */
    static boolean isOfDialling(int cause) {
        return switch (cause) {
            case 1, 3, 17, 18, 19, 20, 21, 34 -> true;
            default -> false;
        };
    }

    /**
     * The disposition that the dialplan chose by running Busy, Congestion, or Hangup with a cause; null if it chose
     * none.
     */
    public static CallDisposition chosenByDialplan(int cause) {
        return switch (cause) {
            case 17 -> CallDisposition.BUSY;
            case 34, 38, 41, 42, 44 -> CallDisposition.CONGESTION;
            default -> isFailure(cause) ? CallDisposition.FAILED : null;
        };
    }

    public static FailureReason reason(int cause) {
        return switch (cause) {
            case 1, 2, 3, 22, 28 -> FailureReason.NO_SUCH_NUMBER;
            case 18, 20, 27 -> FailureReason.NOT_REACHABLE;
            case 21, 29, 50, 55, 57 -> FailureReason.REJECTED;
            case 34, 38, 41, 42, 44, 47 -> FailureReason.CONGESTED;
            default -> FailureReason.OTHER;
        };
    }

    /** The hang-up cause of the caller's channel; negative if there is none. */
    static int ofCaller(Call call) {
        Channel caller = Parties.caller(call);
        return caller == null ? -1 : caller.cause();
    }
}

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
package io.github.camelami.call;

/** What became of a call, from its facts. */
final class Dispositions {
    private Dispositions() {}

    /** @param over whether nothing more will come; before, null where all is open */
    static CallDisposition of(OpenCall call, boolean over) {
        if (call.talkedAt > 0 || call.facts.isConnectedByQueue()) {
            return CallDisposition.ANSWERED;
        }
        long byPbx = call.upAt();
        boolean pbxLast = byPbx > 0 && byPbx >= call.lastDialEndAt && call.dialling == 0;
        if (!over) {
            return pbxLast ? CallDisposition.ANSWERED_BY_PBX : null;
        }
        if (call.facts.hasQueued() && call.lastDialAt <= call.facts.lastLeftQueueAt()) {
            return CallDisposition.ABANDONED;
        }
        CallDisposition told = byPbx == 0 && call.firstDialAt == 0 ? toldToCaller(cause(call)) : null;
        if (told != null) {
            return told;
        }
        boolean given = call.hungUpBy == HungUpBy.CALLER && !pbxLast;
        if (given && (call.dialling > 0 || lastRound(call) == null || wasCancelled(call))) {
            return byPbx > 0 && call.firstDialAt == 0 ? CallDisposition.ANSWERED_BY_PBX : CallDisposition.CANCELLED;
        }
        if (pbxLast) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        CallDisposition round = lastRound(call);
        if (round != null) {
            return round;
        }
        if (byPbx > 0) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        told = toldToCaller(cause(call));
        return told != null
                ? told
                : call.hungUpBy == HungUpBy.CALLER
                        ? CallDisposition.CANCELLED
                        : hasRung(call) || cause(call) == 16 ? CallDisposition.NO_ANSWER : CallDisposition.FAILED;
    }

    private static boolean hasRung(CallChannel leg) {
        return leg.dialled && leg.ringingAt > 0;
    }

    private static boolean hasRung(OpenCall call) {
        return call.channels.stream().anyMatch(Dispositions::hasRung);
    }

    /** What the dialplan let the caller hear: Busy, Congestion, Hangup with a cause. */
    private static CallDisposition toldToCaller(int cause) {
        return switch (cause) {
            case 17 -> CallDisposition.BUSY;
            case 34, 38, 41, 42, 44 -> CallDisposition.CONGESTION;
            default -> isFailure(cause) ? CallDisposition.FAILED : null;
        };
    }

    /** How the phones of the last attempt ended: as Asterisk's Dial, the best of them. */
    private static CallDisposition lastRound(OpenCall call) {
        CallDisposition best = null;
        for (CallChannel leg : call.channels) {
            boolean counts = leg.dialled
                    && leg.dialStatus != null
                    && leg.forwardedTo == null
                    && leg.startedAt >= call.roundAt - 1_000;
            CallDisposition one = counts ? ofStatus(leg) : null;
            if (one != null && (best == null || rank(one) < rank(best))) {
                best = one;
            }
        }
        return best;
    }

    private static boolean wasCancelled(OpenCall call) {
        for (CallChannel leg : call.channels) {
            if ("CANCEL".equals(leg.dialStatus) && leg.forwardedTo == null && leg.startedAt >= call.roundAt - 1_000) {
                return true;
            }
        }
        return false;
    }

    private static int rank(CallDisposition disposition) {
        return switch (disposition) {
            case CANCELLED -> 0;
            case NO_ANSWER -> 1;
            case BUSY -> 2;
            case CONGESTION -> 3;
            default -> 4;
        };
    }

    private static CallDisposition ofStatus(CallChannel leg) {
        return switch (leg.dialStatus) {
            case "BUSY" -> CallDisposition.BUSY;
            // PJSIP reports an unknown number as NOANSWER; the cause tells
            case "NOANSWER" -> isFailure(leg.cause) ? CallDisposition.FAILED : CallDisposition.NO_ANSWER;
            case "CANCEL" -> CallDisposition.CANCELLED;
            case "CONGESTION" -> isFailure(leg.cause) ? CallDisposition.FAILED : CallDisposition.CONGESTION;
            case "CHANUNAVAIL" -> CallDisposition.FAILED;
            default -> null;
        };
    }

    private static int cause(OpenCall call) {
        return call.originator == null ? -1 : call.originator.cause;
    }

    /** No such number, no way there, number changed, out of order, wrong format. */
    private static boolean isFailure(int cause) {
        return cause == 1 || cause == 2 || cause == 3 || cause == 22 || cause == 27 || cause == 28;
    }
}

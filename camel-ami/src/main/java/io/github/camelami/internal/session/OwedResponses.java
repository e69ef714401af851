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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiResponse;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Finds the action that a response without an ActionID answers. Takes into account that responses to timed-out actions
 * may still arrive.
 */
final class OwedResponses {
    /** The errors with which the PBX answers text that it does not recognize as an action. They belong to no sender. */
    private static final Pattern NOT_UNDERSTOOD =
            Pattern.compile("Missing action in request|Failed to parse message.*|Too many lines in message.*");

    /**
     * The number of responses that may still arrive for timed-out actions, minus the number of responses without an id
     * that no action claimed.
     */
    private int owed;
    /**
     * The place of the last action that timed out. Once a later action is answered, no response to a timed-out action
     * can arrive any more.
     */
    private long owedUpTo;

    /**
     * The action that a response without an ActionID answers; null if this is not certain. Old servers omit the
     * ActionID from a few answers. The match is certain only if a single action awaits a response. Answers arrive in
     * the order of the actions, so the response to a timed-out action arrives before those to later actions.
     */
    PendingAction soleCandidate(AmiResponse response, Collection<PendingAction> actions) {
        if (response.status().equalsIgnoreCase("Pong")) {
            return oldestPing(actions);
        }
        if (!isUnderstood(response) || actions.size() != 1 || isOwed()) {
            return null;
        }
        return actions.stream()
                .filter(PendingAction::awaitsResponse)
                .findFirst()
                .orElse(null);
    }

    /**
     * The oldest Ping without a response. Until Asterisk 1.6, servers answered a Ping with Pong, and some of them
     * omitted the ActionID. No other action is answered with Pong.
     */
    private static PendingAction oldestPing(Collection<PendingAction> actions) {
        return actions.stream()
                .filter(action -> action.action().is("Ping") && action.awaitsResponse())
                .min(Comparator.comparingLong(PendingAction::written))
                .orElse(null);
    }

    private static boolean isUnderstood(AmiResponse response) {
        return !NOT_UNDERSTOOD.matcher(response.message()).matches();
    }

    /**
     * Whether an unclaimed response must be that of a timed-out action, or of one of several actions that will time
     * out.
     */
    private boolean isLate(AmiResponse response, int waiting) {
        return isUnderstood(response) && (isOwed() || response.actionId() == null && waiting > 1);
    }

    private synchronized boolean isOwed() {
        return owed > 0;
    }

    /** Records that an action has timed out. */
    synchronized void add(PendingAction expired) {
        if (expired.isOwedItsResponse()) {
            owed++;
            owedUpTo = Math.max(owedUpTo, expired.written());
        }
    }

    /**
     * Records the arrival of a response that no action claims.
     *
     * @param waiting the number of actions that have not ended
     */
    synchronized void settle(AmiResponse unclaimed, int waiting) {
        if (isLate(unclaimed, waiting)) {
            owed = Math.max(owed - 1, -waiting);
        }
    }

    /** Records that the PBX has finished all actions up to this place. */
    synchronized void passed(long place) {
        owed = place >= owedUpTo ? Math.min(owed, 0) : owed;
    }
}

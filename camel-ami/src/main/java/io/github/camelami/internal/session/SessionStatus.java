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

import java.time.Duration;
import java.time.Instant;

/**
 * The status of a session at one moment; contains no secret.
 *
 * @param state what the session is doing
 * @param since the time from which there has been a session, or from which there has been none
 * @param epoch the number of logins so far
 * @param reconnects the number of logins after the first
 * @param failedAttempts the number of failed attempts to log in since the last session
 * @param lastFailure why the session was last lost or could not be established, or null
 * @param lastFailureAt when it was last lost or could not be established, or null
 * @param server the greeting of the PBX, or an empty string
 * @param actionsSent the actions that were sent, including those of the session itself
 * @param actionsFailed the actions that ended without an answer
 * @param actionsUnknown those of the failed actions that may have run
 * @param answered the responses that arrived in time
 * @param answerTime the time from sending to response, summed over all of {@code answered}
 * @param inFlight the actions that have not ended
 * @param unexpected the answers that arrived too late or belong to no action
 * @param discarded the messages that were cut off by the end of a connection
 * @param loginFailures the logins that the PBX refused
 * @param unreadable the requested event classes that bring no event, because the user may read none of them; usually
 *     empty
 * @param queueReloads the answered actions that reloaded queues, of which the PBX sends no event
 */
public record SessionStatus(
        SessionState state,
        Instant since,
        long epoch,
        long reconnects,
        int failedAttempts,
        String lastFailure,
        Instant lastFailureAt,
        String server,
        long actionsSent,
        long actionsFailed,
        long actionsUnknown,
        long answered,
        Duration answerTime,
        int inFlight,
        long unexpected,
        long discarded,
        long loginFailures,
        String unreadable,
        long queueReloads) {

    /** The status of a session that has not been requested yet. */
    public static final SessionStatus NONE = new SessionStatus(
            SessionState.NEW, Instant.EPOCH, 0, 0, 0, null, null, "", 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0, "", 0);
}

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
 * What can be told of a session at one moment; holds no secret.
 *
 * @param since since when there is a session, or there is none
 * @param epoch number of logins so far
 * @param reconnects logins after the first
 * @param failedAttempts to log in since the last session
 * @param lastFailure why the session was lost or not had the last time, or null
 * @param lastFailureAt when that was, or null
 * @param actionsFailed those that ended without an answer
 * @param actionsUnknown those of them that may have run
 * @param answered responses that came in time
 * @param answerTime from sending to response, the sum over all of {@code answered}
 * @param unexpected answers that came too late or belong to nobody
 * @param discarded messages cut off by the end of a connection
 * @param unreadable event classes that are asked for and bring no event, as the user may read none; empty as a rule
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
        String unreadable) {

    /** The status of a session that nobody has asked for yet. */
    public static final SessionStatus NONE = new SessionStatus(
            SessionState.NEW, Instant.EPOCH, 0, 0, 0, null, null, "", 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0, "");
}

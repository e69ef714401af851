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
package io.github.camelami.session;

import java.time.Instant;

/**
 * What can be told of a session at one moment; holds no secret.
 *
 * @param since since when there is a session, or there is none
 * @param epoch number of logins so far
 * @param reconnects logins after the first
 * @param failedAttempts to log in since the last session
 * @param lastFailure why the session was lost or not had, or null
 * @param unexpected answers that came too late or belong to nobody
 * @param discarded messages cut off by the end of a connection
 */
public record SessionStatus(
        SessionState state,
        Instant since,
        long epoch,
        long reconnects,
        int failedAttempts,
        String lastFailure,
        String server,
        long actionsSent,
        long actionsFailed,
        int inFlight,
        long unexpected,
        long discarded,
        long loginFailures) {

    /** The status of a session that nobody has asked for yet. */
    public static final SessionStatus NONE =
            new SessionStatus(SessionState.NEW, Instant.EPOCH, 0, 0, 0, null, "", 0, 0, 0, 0, 0, 0);
}

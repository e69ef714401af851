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

import java.time.Instant;

/**
 * The status of a session at one moment. Contains no secret.
 *
 * @param state what the session is doing
 * @param since when the current login, or the current time without a login, began
 * @param epoch the number of logins so far
 * @param failedAttempts the number of failed attempts to log in since the last session
 * @param lastFailure why the session was last lost or could not be established, or null
 * @param lastFailureAt when the session was last lost or could not be established, or null
 * @param server the greeting of the PBX, or an empty string
 * @param inFlight the actions that have not ended
 * @param unreadable the requested event classes if the user may read none of them, so that no events arrive; usually
 *     empty
 */
public record SessionStatus(
        SessionState state,
        Instant since,
        long epoch,
        int failedAttempts,
        String lastFailure,
        Instant lastFailureAt,
        String server,
        int inFlight,
        String unreadable,
        SessionCounts counts) {

    /** The status of a consumer or producer that has no session yet. */
    public static final SessionStatus NONE = new SessionStatus(
            SessionState.NEW, Instant.EPOCH, 0, 0, null, null, "", 0, "", new SessionCounters().now());

    /** The number of logins after the first. */
    public long reconnects() {
        return Math.max(0, epoch - 1);
    }
}

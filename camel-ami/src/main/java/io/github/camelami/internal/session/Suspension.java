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

/** What a consumer does not receive while it is suspended. Used with the lock of its subscription. */
final class Suspension {
    private boolean on;
    private Instant since;
    private long passedBy;
    private boolean lostConnection;
    private boolean missedSnapshot;

    void begin() {
        passedBy = 0;
        lostConnection = false;
        missedSnapshot = false;
        since = Instant.now();
        on = true;
    }

    boolean isOn() {
        return on;
    }

    void passBy(int events) {
        passedBy += events;
    }

    /** The number of events that were discarded in the current or last suspension. */
    long passedBy() {
        return passedBy;
    }

    void miss(Notice notice) {
        lostConnection |= notice.kind() != Notice.Kind.Connected;
    }

    void missSnapshot() {
        missedSnapshot = true;
    }

    /** Whether a snapshot was due in the current or last suspension. */
    boolean missedSnapshot() {
        return missedSnapshot;
    }

    /** Ends the suspension; returns the notice of the events that were discarded, or null if there were none. */
    Notice end(long epoch) {
        on = false;
        return passedBy > 0 || lostConnection
                ? Notice.gap(epoch, since, Instant.now(), lostConnection ? -1 : passedBy, "suspended")
                : null;
    }
}

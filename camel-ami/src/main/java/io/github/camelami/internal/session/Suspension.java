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
import java.util.ArrayList;
import java.util.List;

/**
 * A suspension of a consumer. Records what the consumer does not receive during that time. Called with the lock of the
 * subscription held.
 */
final class Suspension {
    private final Instant since = Instant.now();
    private boolean on;
    private long passedBy;
    private boolean lostConnection;
    private boolean missedSnapshot;
    /** The logins during the suspension, as one notice; null if there were none. */
    private Notice connected;
    /** The end of the connection, if no login followed it; otherwise null. */
    private Notice disconnected;

    private Suspension(boolean on) {
        this.on = on;
    }

    /** Begins a suspension. */
    static Suspension begun() {
        return new Suspension(true);
    }

    /** The state of a consumer that has never been suspended. */
    static Suspension none() {
        return new Suspension(false);
    }

    boolean isOn() {
        return on;
    }

    void passBy(int events) {
        passedBy += events;
    }

    /** The number of events that were discarded. */
    long passedBy() {
        return passedBy;
    }

    void miss(Notice notice) {
        lostConnection |= notice.kind() != Notice.Kind.Connected;
        if (notice.kind() == Notice.Kind.Connected) {
            connected = connected == null ? notice : notice.with(connected);
        }
        if (notice.kind() != Notice.Kind.Gap) {
            disconnected = notice.kind() == Notice.Kind.Disconnected ? notice : null;
        }
    }

    void missSnapshot() {
        missedSnapshot = true;
    }

    /** Whether a snapshot was due. */
    boolean missedSnapshot() {
        return missedSnapshot;
    }

    /**
     * Ends the suspension, and returns its notices. They report the state of the session if it has changed, and then
     * the discarded events if there were any. The last login is reported even if it has ended, because only its notice
     * reports a restart of the PBX.
     */
    List<Notice> end(long epoch) {
        on = false;
        List<Notice> missed = new ArrayList<>();
        if (connected != null) {
            missed.add(connected);
        }
        if (disconnected != null) {
            missed.add(disconnected);
        }
        if (passedBy > 0 || lostConnection) {
            missed.add(Notice.gap(epoch, since, Instant.now(), lostConnection ? -1 : passedBy, "suspended"));
        }
        return missed;
    }
}

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

import io.github.camelami.call.QueueOutcome;

/** A stay in a queue that may not be over. */
final class Visit {
    /** At most so many milliseconds pass between the hang-up that a caller asks for and its QueueCallerAbandon. */
    private static final long ABANDON_DELAY = 500;

    final String queue;
    Channel caller;
    int position;
    long joinedAt;
    long leftAt;
    long abandonedAt;
    boolean sentAway;
    String step;
    long connectedAt;
    Channel agent;
    String member;
    String memberName;
    int rangInVain;
    long completedAfter = -1;
    String completedBy;

    Visit(String queue) {
        this.queue = queue;
    }

    long waitTime(long now) {
        long until = connectedAt > 0 ? connectedAt : leftAt > 0 ? leftAt : now;
        return Math.max(0, until - joinedAt);
    }

    /** Asterisk says the same when the time is up, and when the PBX hangs up: then the caller has not asked for it. */
    QueueOutcome outcome() {
        if (connectedAt > 0) {
            return QueueOutcome.CONNECTED;
        }
        if (abandonedAt > 0) {
            long requested = caller == null ? 0 : caller.hangupRequestedAt();
            boolean gone = requested > 0 && requested <= abandonedAt + ABANDON_DELAY;
            return gone ? QueueOutcome.ABANDONED : sentAway ? QueueOutcome.LEFT : QueueOutcome.TIMEOUT;
        }
        return leftAt > 0 ? QueueOutcome.LEFT : QueueOutcome.WAITING;
    }
}

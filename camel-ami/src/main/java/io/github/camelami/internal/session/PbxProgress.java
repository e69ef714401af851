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

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the actions written to the PBX from 1, and records up to which number the PBX has finished them. The number
 * of an action is its place.
 */
final class PbxProgress {
    private final AtomicLong written = new AtomicLong();
    /** The place up to which the PBX has finished all actions. */
    private final AtomicLong passed = new AtomicLong();

    /** The latest time at which an action was sent that the PBX has answered. */
    private volatile long answered;

    PbxProgress(long now) {
        this.answered = now;
    }

    /** The place of an action that is about to be written. */
    long nextPlace() {
        return written.incrementAndGet();
    }

    /** Records that the PBX has finished all actions up to this place. */
    void passed(long place) {
        passed.accumulateAndGet(place, Math::max);
    }

    /** Records that the PBX has answered an action that was sent at this time. Called on the reading thread. */
    void answered(long sentAt) {
        answered = sentAt - answered > 0 ? sentAt : answered;
    }

    /** Whether the PBX has answered any action that was sent after this time. */
    boolean isAnswering(long since) {
        return answered - since > 0;
    }

    /**
     * The latest deadline of the responses that the PBX may still be busy with, or {@code now} if there are none. The PBX
     * may be busy with an action if it has answered neither this action completely nor any action that was written
     * later.
     */
    long busyUntil(long now, Collection<PendingAction> actions) {
        long latest = now;
        long done = passed.get();
        for (PendingAction action : actions) {
            long deadline = action.responseDue();
            boolean unsure = action.written() == 0 || action.written() > done;
            boolean busy = unsure && (!action.hasResponse() || action.isOpen());
            latest = busy && deadline - latest > 0 ? deadline : latest;
        }
        return latest;
    }
}

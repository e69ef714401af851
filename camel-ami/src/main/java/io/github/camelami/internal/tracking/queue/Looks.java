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
package io.github.camelami.internal.tracking.queue;

/**
 * Records that the queues must be compared with the PBX: an event does not fit the known state, the configuration was
 * reloaded, or events may have been lost.
 */
final class Looks {
    private boolean due;
    private boolean broken = true;
    private int losses;

    /** Events may be missing from here on. */
    void lost() {
        losses++;
        request(true);
    }

    /** How often events may have been lost. */
    int losses() {
        return losses;
    }

    /** @param lost whether events may have been lost */
    void request(boolean lost) {
        due = true;
        broken |= lost;
    }

    /** @return whether a comparison was requested since the last call */
    boolean take() {
        boolean was = due;
        due = false;
        return was;
    }

    /** An event names a member that is not known. If members are omitted, it is one of these. */
    void memberIsUnknown(Queue queue) {
        if (queue.omittedMembers() == 0) {
            request(false);
        }
    }

    /** An event reports how many callers are waiting. */
    void counted(Queue queue, int count) {
        int beyond = count - queue.waiting().size();
        if (count >= 0 && (beyond < 0 || beyond > queue.waiting().abandoning())) {
            request(false);
        }
    }

    /** Whether events may have been lost since the last comparison. */
    boolean areMissingEvents() {
        return broken;
    }

    /** The state has been compared. @return whether events may have been lost before */
    boolean done() {
        boolean was = broken;
        broken = false;
        return was;
    }
}

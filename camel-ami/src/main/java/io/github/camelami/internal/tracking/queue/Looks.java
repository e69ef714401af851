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
 * Records whether the queues must be compared with the PBX (a <i>look</i>). This is so if an event does not fit the
 * known state, if the configuration was reloaded, or if events may have been lost (a <i>loss</i>).
 */
final class Looks {
    private boolean due;
    private boolean broken = true;
    private int losses;

    /** Records that events may have been lost. */
    void lost() {
        losses++;
        request(true);
    }

    /** The number of losses so far. */
    int losses() {
        return losses;
    }

    /**
     * Requests a comparison with the PBX.
     *
     * @param lost whether the reason is that events may have been lost
     */
    void request(boolean lost) {
        due = true;
        broken |= lost;
    }

    /**
     * Takes the request for a comparison.
     *
     * @return whether there was one since the last call
     */
    boolean take() {
        boolean was = due;
        due = false;
        return was;
    }

    /** Called if an event names an unknown member. Requests a comparison, unless the member may be an omitted one. */
    void memberIsUnknown(Queue queue) {
        if (queue.omittedMembers() == 0) {
            request(false);
        }
    }

    /** Called if an event reports how many callers are waiting. Requests a comparison if the number does not match. */
    void counted(Queue queue, int count) {
        int beyond = count - queue.waiting().size();
        if (count >= 0 && (beyond < 0 || beyond > queue.waiting().abandoning())) {
            request(false);
        }
    }

    /** Whether events may have been lost since the last comparison with the PBX. */
    boolean areMissingEvents() {
        return broken;
    }

    /**
     * Records that the state is being compared with the PBX.
     *
     * @return whether events may have been lost before
     */
    boolean done() {
        boolean was = broken;
        broken = false;
        return was;
    }
}

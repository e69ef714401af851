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

import io.github.camelami.queue.QueueChange;

/**
 * Ends the ringing of members. When the wait of a caller has ended, the members that the queue called for this caller
 * no longer ring.
 */
final class CalledMembers {
    private final Announcer announcer;

    CalledMembers(Announcer announcer) {
        this.announcer = announcer;
    }

    /**
     * Records that the members no longer ring for the caller.
     *
     * @param aloud whether to emit a message for each of these members
     */
    void stopRinging(Queue queue, Departure departure, boolean aloud, long time) {
        for (String interfaceName : departure.takeRinging()) {
            Member member = queue.member(interfaceName);
            if (member != null && member.rings(-1, time)) {
                queue.memberChanged();
                if (aloud) {
                    announcer.member(queue, QueueChange.MEMBER_STATE, member, time);
                } else {
                    announcer.quietly(member, time);
                }
            }
        }
    }
}

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

import io.github.camelami.internal.tracking.queue.Conversations.Conversation;
import io.github.camelami.internal.tracking.queue.QueueFact.Facts;

/**
 * The calls of a member: how many go on, and how many the queue has counted. The queue counts a call when the member is
 * free again. Its event AgentComplete may come a moment before that, or, after a transfer, long after it.
 */
final class MemberCalls {
    /** The queue counts a call a moment after it has reported its end. */
    private static final long COUNTED_LATE = 1_000;

    private int talks;

    /** The calls that the queue had counted when the present ones began. */
    private int countedBefore;

    private long completedAt;

    /** Calls that the last list counted before their events arrived, and when that list arrived. */
    private int ahead;

    private long listedAt;

    /** Known conversations that the present list has ended. */
    private int ended;

    /** Calls whose ends were reported since the last list, and whose beginnings were lost. */
    private int unknown;

    MemberCalls(Facts first, boolean listed, long time) {
        ahead = listed ? first.callsTaken() : 0;
        listedAt = listed ? time : 0;
    }

    /** Moves the time of a list to the clock of the PBX. */
    void clockIsKnown(long ahead) {
        listedAt += listedAt > 0 ? ahead : 0;
    }

    /** Whether it is in a conversation by the events. */
    boolean talks() {
        return talks > 0;
    }

    /** A call begins, or began before the last list, which may have counted it already. */
    void begins(int callsTaken, long time) {
        if (talks == 0) {
            countedBefore = callsTaken - (time <= listedAt ? ahead : 0);
        }
        talks++;
    }

    /** How many of the present calls the queue has counted, although their ends have not been reported. */
    int counted(Facts told) {
        return Math.max(0, Math.min(talks, told.callsTaken() - countedBefore));
    }

    /**
     * Present calls have ended.
     *
     * @param listed whether the list that is being compared shows that
     */
    void end(int calls, boolean listed) {
        int over = Math.min(calls, talks);
        talks -= over;
        ended = listed ? over : 0;
        ahead = Math.max(0, ahead - over);
    }

    /** A list counts the calls of the member. */
    void listed(Facts told, Facts known, long time) {
        ahead = Math.max(0, told.callsTaken() - known.callsTaken() - ended - unknown);
        ended = 0;
        unknown = 0;
        listedAt = time;
        countedBefore = told.callsTaken();
    }

    /** Events were lost, which takes longer than the queue takes to count a call. */
    void missedEvents() {
        completedAt = 0;
    }

    /** Whether facts are from before the queue counted the last call. */
    boolean isLate(Facts told, Facts known, long time) {
        return Math.abs(time - completedAt) < COUNTED_LATE && told.callsTaken() == known.callsTaken() - 1;
    }

    /**
     * The end of a conversation is reported.
     *
     * @param conversation null if its beginning is unknown
     * @param listed whether a list has the member in a call
     * @return how many calls are to be counted, or -1 if it has ended before
     */
    int complete(Conversation conversation, boolean listed, long time) {
        if (conversation != null && conversation.isCounted()) {
            return -1;
        }
        boolean counted = ahead > 0 && time <= listedAt;
        ahead -= counted ? 1 : 0;
        if (conversation == null && !listed) {
            unknown += counted ? 0 : 1;
            return -1;
        }
        talks = Math.max(0, talks - (conversation == null ? 0 : 1));
        countedBefore += counted ? 0 : 1;
        completedAt = time;
        return counted ? 0 : 1;
    }
}

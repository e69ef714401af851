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
 * The calls of a member: how many are in progress, and how many the queue has counted. The queue counts a call when the
 * member is free again. The event AgentComplete may arrive shortly before that or, after a transfer, much later.
 */
final class MemberCalls {
    /** The time, in milliseconds, within which the queue counts a call after it has reported its end. */
    private static final long COUNTED_LATE = 1_000;

    private int talks;

    /** The number of calls that the queue had counted when the current calls began. */
    private int countedBefore;

    private long completedAt;

    /**
     * The number of calls that the last list counted before their events arrived. The list arrived at {@link
     * #listedAt}.
     */
    private int ahead;

    private long listedAt;

    /** The number of known conversations that the current list has ended. */
    private int ended;

    /** The number of calls whose ends were reported since the last list, and whose beginnings were lost. */
    private int unknown;

    MemberCalls(Facts first, boolean listed, long time) {
        ahead = listed ? first.callsTaken() : 0;
        listedAt = listed ? time : 0;
    }

    /** Converts a time that was taken from a list before the clock of the PBX was known. */
    void clockIsKnown(long ahead) {
        listedAt += listedAt > 0 ? ahead : 0;
    }

    /** Whether the member is in a conversation, according to the events. */
    boolean talks() {
        return talks > 0;
    }

    /** Records that a call has begun. If it began before the last list, the list may have counted it already. */
    void begins(int callsTaken, long time) {
        if (talks == 0) {
            countedBefore = callsTaken - (time <= listedAt ? ahead : 0);
        }
        talks++;
    }

    /** The number of current calls that the queue has counted, although their ends have not been reported. */
    int counted(Facts told) {
        return Math.max(0, Math.min(talks, told.callsTaken() - countedBefore));
    }

    /**
     * Records that current calls have ended.
     *
     * @param listed whether this follows from the list with which the member is being compared
     */
    void end(int calls, boolean listed) {
        int over = Math.min(calls, talks);
        talks -= over;
        ended = listed ? over : 0;
        ahead = Math.max(0, ahead - over);
    }

    /** Applies the number of calls from a list. */
    void listed(Facts told, Facts known, long time) {
        ahead = Math.max(0, told.callsTaken() - known.callsTaken() - ended - unknown);
        ended = 0;
        unknown = 0;
        listedAt = time;
        countedBefore = told.callsTaken();
    }

    /** Called after a loss of events, which lasts longer than the queue takes to count a call. */
    void missedEvents() {
        completedAt = 0;
    }

    /** Whether facts are older than the queue's count of the last call. */
    boolean isLate(Facts told, Facts known, long time) {
        return Math.abs(time - completedAt) < COUNTED_LATE && told.callsTaken() == known.callsTaken() - 1;
    }

    /**
     * Records that the end of a conversation was reported.
     *
     * @param conversation null if its beginning is unknown
     * @param listed whether the member is in a call according to a list
     * @return the number of calls to count, or -1 if the end of the conversation was known before
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

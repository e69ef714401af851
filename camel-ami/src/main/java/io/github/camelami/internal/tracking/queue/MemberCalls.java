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

import io.github.camelami.internal.tracking.queue.QueueFact.Facts;

/**
 * The calls of a member: how many are in progress, and how many the queue has counted (CallsTaken). The queue counts a
 * call when the member is free again. AgentComplete, the event about the end of a call, may arrive shortly before that
 * or, after a transfer, much later.
 */
final class MemberCalls {
    /** The time, in milliseconds, within which the queue counts a call after it has reported the end of the call. */
    private static final long COUNTED_LATE = 1_000;

    private int talks;

    /** In how many of these calls the member has transferred the caller, so that the member is no longer in them. */
    private int handedOn;

    /** The number of calls that the queue had counted when the current calls began. */
    private int countedBefore;

    private long completedAt;

    /**
     * The number of calls that the last list already counted, and whose events arrive later. The list arrived at {@link
     * #listedAt}.
     */
    private int ahead;

    private long listedAt;

    /** The number of calls that ended and were counted according to the list with which the member is being compared. */
    private int ended;

    /** The number of calls whose ends were reported since the last list, and whose beginnings were lost. */
    private int unknown;

    MemberCalls(Facts first, boolean listed, long time) {
        ahead = listed ? first.callsTaken() : 0;
        listedAt = listed ? time : 0;
    }

    /**
     * Converts the time of the last list, if it was taken before the clock of the PBX was known ({@link PbxClock}).
     *
     * @param ahead how far the clock of the PBX is ahead, in milliseconds
     */
    void clockIsKnown(long ahead) {
        listedAt += listedAt > 0 ? ahead : 0;
    }

    /** Whether the queue has not reported the end of a conversation. The member may have transferred the caller. */
    boolean talks() {
        return talks > 0;
    }

    /**
     * Whether the member is in a conversation.
     *
     * @param told whether the queue says so
     */
    boolean areOn(boolean told) {
        return talks > handedOn || told && handedOn == 0;
    }

    /** Records that the member has transferred a caller (1), or that the queue has reported the end of this (-1). */
    void handOn(int more) {
        handedOn = Math.max(0, handedOn + more);
    }

    boolean talksOnce() {
        return talks == 1;
    }

    boolean isListedSince(long time) {
        return time <= listedAt;
    }

    /**
     * Records that a call has begun. If the call began before the last list, the list may have counted it already.
     *
     * @param callsTaken the number of calls that the queue has counted
     */
    void begins(int callsTaken, long time) {
        if (talks == 0) {
            countedBefore = callsTaken - (isListedSince(time) ? ahead : 0);
        }
        talks++;
    }

    /**
     * The number of calls in progress that the queue has counted according to these values, although their ends have
     * not been reported.
     */
    int counted(Facts told) {
        return Math.max(0, Math.min(talks, told.callsTaken() - countedBefore));
    }

    /**
     * Records that calls in progress have ended.
     *
     * @param calls the number of these calls, or more
     * @param counted how many of them the list with which the member is being compared has counted, or more; 0 without
     *     a list
     */
    void end(int calls, int counted) {
        int over = Math.min(calls, talks);
        talks -= over;
        ended = Math.min(counted, over);
        ahead = Math.max(0, ahead - over);
    }

    /**
     * Applies the number of calls that a list shows.
     *
     * @param told the values in the list
     * @param known the values that were known before the list
     */
    void listed(Facts told, Facts known, long time) {
        ahead = Math.max(0, told.callsTaken() - known.callsTaken() - ended - unknown);
        ended = 0;
        unknown = 0;
        listedAt = time;
        countedBefore = told.callsTaken();
    }

    /** Called after a loss of events. By then, the queue has counted the last call that ended before the loss. */
    void missedEvents() {
        completedAt = 0;
    }

    /** Whether values were reported before the queue counted the last call. */
    boolean isLate(Facts told, Facts known, long time) {
        return Math.abs(time - completedAt) < COUNTED_LATE && told.callsTaken() == known.callsTaken() - 1;
    }

    /**
     * Records that an event has reported the end of a conversation.
     *
     * @param conversation null if its beginning is unknown
     * @param listed whether the member is in a call according to a list
     * @return the number of calls to count; -1 if the end of the conversation was already known, or must not be counted
     */
    int complete(Conversation conversation, boolean listed, long time) {
        if (conversation != null && conversation.isCounted()) {
            return -1;
        }
        boolean counted = ahead > 0 && isListedSince(time);
        ahead -= counted ? 1 : 0;
        if (conversation == null && !listed) {
            unknown += counted ? 0 : 1;
            return -1;
        }
        talks = Math.max(0, talks - (conversation == null ? 0 : 1));
        handOn(conversation != null && conversation.isHandedOn() ? -1 : 0);
        countedBefore += counted ? 0 : 1;
        completedAt = time;
        return counted ? 0 : 1;
    }
}

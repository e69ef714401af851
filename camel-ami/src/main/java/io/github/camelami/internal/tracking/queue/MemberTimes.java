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
import io.github.camelami.internal.tracking.queue.QueueFact.Told;
import io.github.camelami.queue.MemberState;
import java.util.Objects;

/**
 * Determines when the pause of a member, and its state, began. All times are in milliseconds since 1970, by the clock
 * of the PBX.
 */
final class MemberTimes {
    /** The tolerance for the time of a pause, in milliseconds, because lists and events have it in whole seconds. */
    private static final long ROUNDED = 2_000;

    private MemberTimes() {}

    /**
     * Whether a paused member has begun another pause: a pause for another reason, or one after a pause whose end was
     * not reported.
     *
     * @param told the reported values
     * @param before the known values
     * @param by the list or the event that reports them
     * @param pausedAt when the known pause began
     */
    static boolean isOtherPause(Facts told, Facts before, Told by, long pausedAt) {
        if (told.lastPause() > 0 && before.lastPause() > 0) {
            return told.lastPause() != before.lastPause();
        }
        return told.lastPause() > 0
                ? Math.abs(told.lastPause() * 1000 - pausedAt) > ROUNDED
                : by == Told.PAUSED && !Objects.equals(told.reason(), before.reason());
    }

    /**
     * When the pause began. The event about a pause is sent at that time. Other events and lists show a pause that may
     * have begun earlier.
     */
    static long pausedAt(Facts told, Told by, long time) {
        return by == Told.PAUSED || told.lastPause() == 0 ? time : Math.min(time, told.lastPause() * 1000);
    }

    /**
     * For a member that is seen for the first time, when its state began. A free member has been free since its last
     * call or its login, if the queue reports one of them.
     */
    static long firstSeen(Facts facts, MemberState now, long pausedAt, long time) {
        long lastCall = facts.lastCall() * 1000;
        if (now == MemberState.PAUSED) {
            return Math.max(pausedAt, lastCall);
        }
        long known = Math.max(lastCall, facts.login() * 1000);
        return now == MemberState.AVAILABLE && known > 0 ? known : time;
    }

    /**
     * Converts a time to the clock of the PBX, unless the PBX itself has reported this time.
     *
     * @param known the time that the PBX has reported, or 0
     * @param by how far the clock of the PBX is ahead, in milliseconds
     */
    static long moved(long time, long known, long by) {
        if (time == known) {
            return time;
        }
        return known > time ? Math.min(known, time + by) : time + by;
    }
}

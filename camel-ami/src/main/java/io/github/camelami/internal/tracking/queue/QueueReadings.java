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

import io.github.camelami.queue.MemberState;
import java.util.List;

/** The values of a queue that meters show. Any thread may read them. */
public final class QueueReadings {
    private final String name;
    private final Figures total;
    private volatile List<MemberReadings> each = List.of();
    private volatile int waiting;
    private volatile long waitingSince;
    private volatile boolean serviceLevel;
    private final Figures sinceReset;

    QueueReadings(String name, Figures total, Figures sinceReset) {
        this.name = name;
        this.total = total;
        this.sinceReset = sinceReset;
    }

    public String name() {
        return name;
    }

    /** The number of waiting callers. */
    public int waiting() {
        return waiting;
    }

    /**
     * How long the first caller has been waiting, in milliseconds.
     *
     * @param now the current time by the clock of this machine, in milliseconds since 1970
     */
    public long longestWait(long now) {
        long since = waitingSince;
        return since == 0 ? 0 : Math.max(0, now - since);
    }

    /** The number of members that are in this state. */
    public int members(MemberState state) {
        int count = 0;
        for (MemberReadings member : each) {
            count += member.state() == state ? 1 : 0;
        }
        return count;
    }

    /** The members. */
    public List<MemberReadings> members() {
        return each;
    }

    /** The figures since the start of the route, which never decrease. */
    public Figures total() {
        return total;
    }

    /**
     * Whether there is a time within which callers should be answered (serviceLevel), from the option or from the
     * queue.
     */
    public boolean hasServiceLevel() {
        return serviceLevel;
    }

    /**
     * The service level since the last {@code resetAt}, in percent. NaN before the first wait has ended, and if there
     * is no time within which callers should be answered.
     */
    public double serviceLevel() {
        return serviceLevel ? sinceReset.serviceLevel() : Double.NaN;
    }

    /**
     * Sets the time within which callers should be answered.
     *
     * @param seconds the time in seconds; 0 for none
     */
    void serviceLevel(int seconds) {
        serviceLevel = seconds > 0;
    }

    /**
     * Sets the number of waiting callers.
     *
     * @param callers the number, including omitted callers
     */
    void waiting(int callers) {
        waiting = callers;
    }

    /**
     * Sets when the first caller began to wait.
     *
     * @param since the time in milliseconds since 1970, by the clock of this machine
     */
    void waitingSince(long since) {
        waitingSince = since;
    }

    void each(List<MemberReadings> readings) {
        each = readings;
    }
}

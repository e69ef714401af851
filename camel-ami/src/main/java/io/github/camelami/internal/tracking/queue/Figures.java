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

import io.github.camelami.queue.QueueFigures;
import java.util.EnumMap;
import java.util.Map;

/** The numbers and times of a queue since a point in time. One thread writes them, and any thread may read them. */
public final class Figures {
    private final boolean monotone;
    private final Count offered = new Count();
    private final Map<Ending, Count> endings = new EnumMap<>(Ending.class);
    private volatile long since;
    private int leaving;
    private volatile long answered;
    private volatile long answeredInTime;
    private volatile long completed;
    private volatile long talkTime;
    private volatile long waitTime;
    private volatile long longestWait;
    private QueueFigures value;

    private Figures(long since, boolean monotone) {
        this.since = since;
        this.monotone = monotone;
        for (Ending ending : Ending.values()) {
            endings.put(ending, new Count());
        }
    }

    /** Creates figures that can be reset. */
    static Figures since(long time) {
        return new Figures(time, false);
    }

    /** Creates figures that never decrease, as meters require. */
    static Figures total(long time) {
        return new Figures(time, true);
    }

    /**
     * Resets the figures. The callers who are waiting, and those whose outcome is not known yet, count as offered.
     *
     * @param waiting the number of waiting callers
     */
    void reset(long time, int waiting) {
        value = null;
        since = time;
        offered.reset(waiting + leaving);
        endings.values().forEach(count -> count.reset(0));
        answered = 0;
        answeredInTime = 0;
        completed = 0;
        talkTime = 0;
        waitTime = 0;
        longestWait = 0;
    }

    long since() {
        return since;
    }

    void countOffered(int callers) {
        value = null;
        offered.add(callers);
    }

    /**
     * Adds to the number of callers who have left, and whose outcome is not known yet.
     *
     * @param more may be negative
     */
    void leaving(int more) {
        value = null;
        leaving += more;
    }

    /**
     * Counts callers whose outcome is unknown. They were omitted because of maxQueueCallers, and left while no events
     * arrived.
     */
    void countUnseen(int callers) {
        value = null;
        endings.get(Ending.UNSEEN).add(callers);
    }

    void countAnswered(long waited, boolean inTime) {
        value = null;
        answered = answered + 1;
        answeredInTime = answeredInTime + (inTime ? 1 : 0);
        waitTime = waitTime + waited;
        longestWait = Math.max(longestWait, waited);
    }

    void count(Ending ending, long waited) {
        value = null;
        endings.get(ending).add(1);
        if (ending != Ending.UNSEEN) {
            longestWait = Math.max(longestWait, waited);
        }
    }

    /** Removes an outcome that was counted. */
    void uncount(Ending ending) {
        value = null;
        endings.get(ending).add(-1);
    }

    void countCompleted(long talked) {
        value = null;
        completed = completed + 1;
        talkTime = talkTime + talked;
    }

    private long read(Count count) {
        return monotone ? count.highest() : count.now();
    }

    private long read(Ending ending) {
        return read(endings.get(ending));
    }

    public long offered() {
        return read(offered);
    }

    public long answered() {
        return answered;
    }

    public long answeredInTime() {
        return answeredInTime;
    }

    public long abandoned() {
        return read(Ending.ABANDONED);
    }

    public long timedOut() {
        return read(Ending.TIMED_OUT);
    }

    public long left() {
        return read(Ending.LEFT);
    }

    public long unseen() {
        return read(Ending.UNSEEN);
    }

    public long completed() {
        return completed;
    }

    /** The total length of the conversations that have ended, in milliseconds. */
    public long talkTime() {
        return talkTime;
    }

    /** The total wait of the callers who were answered, in milliseconds. */
    public long waitTime() {
        return waitTime;
    }

    /** The service level in percent; NaN before the first wait has ended. */
    public double serviceLevel() {
        long ended = answered + abandoned() + timedOut();
        return ended == 0 ? Double.NaN : 100.0 * answeredInTime / ended;
    }

    /**
     * Creates the value for routes.
     *
     * @param serviceLevelTime the time within which a caller should be answered, in seconds; 0 if there is none
     */
    QueueFigures value(int serviceLevelTime) {
        if (value == null || value.serviceLevelTime() != serviceLevelTime) {
            value = made(serviceLevelTime);
        }
        return value;
    }

    private QueueFigures made(int serviceLevelTime) {
        double level = serviceLevelTime == 0 ? Double.NaN : serviceLevel();
        return QueueFigures.builder()
                .since(since)
                .offered(offered())
                .answered(answered)
                .abandoned(abandoned())
                .timedOut(timedOut())
                .left(left())
                .unseen(unseen())
                .leaving(leaving)
                .completed(completed)
                .answeredInTime(answeredInTime)
                .serviceLevelTime(serviceLevelTime)
                .serviceLevel(Double.isNaN(level) ? null : (Double) level)
                .longestWait(longestWait)
                .averageWait(answered == 0 ? 0 : waitTime / answered)
                .talkTime(talkTime)
                .averageTalkTime(completed == 0 ? 0 : talkTime / completed)
                .build();
    }
}

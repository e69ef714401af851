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

/** What a queue has done since a moment. One thread writes, any may read. */
public final class Figures {
    private volatile long since;
    private volatile long offered;
    private volatile long answered;
    private volatile long answeredInTime;
    private volatile long abandoned;
    private volatile long timedOut;
    private volatile long left;
    private volatile long unseen;
    private volatile long completed;
    private volatile long talkTime;
    private volatile long waitTime;
    private volatile long longestWait;
    private QueueFigures value;

    Figures(long since) {
        this.since = since;
    }

    /** Begins anew; who waits is offered anew. */
    void reset(long time, int waiting) {
        value = null;
        since = time;
        offered = waiting;
        answered = 0;
        answeredInTime = 0;
        abandoned = 0;
        timedOut = 0;
        left = 0;
        unseen = 0;
        completed = 0;
        talkTime = 0;
        waitTime = 0;
        longestWait = 0;
    }

    void countOffered() {
        value = null;
        offered = offered + 1;
    }

    void countAnswered(long waited, boolean inTime) {
        value = null;
        answered = answered + 1;
        answeredInTime = answeredInTime + (inTime ? 1 : 0);
        waitTime = waitTime + waited;
        waited(waited);
    }

    void countAbandoned(long waited) {
        value = null;
        abandoned = abandoned + 1;
        waited(waited);
    }

    void countTimedOut(long waited) {
        value = null;
        timedOut = timedOut + 1;
        waited(waited);
    }

    void countLeft(long waited) {
        value = null;
        left = left + 1;
        waited(waited);
    }

    /** Who seemed to have left was taken by a member after all. */
    void uncountLeft() {
        value = null;
        left = Math.max(0, left - 1);
    }

    void countUnseen() {
        value = null;
        unseen = unseen + 1;
    }

    /** The end of a wait was seen after all. */
    void uncountUnseen() {
        value = null;
        unseen = Math.max(0, unseen - 1);
    }

    void countCompleted(long talked) {
        value = null;
        completed = completed + 1;
        talkTime = talkTime + talked;
    }

    private void waited(long wait) {
        longestWait = Math.max(longestWait, wait);
    }

    public long offered() {
        return offered;
    }

    public long answered() {
        return answered;
    }

    public long answeredInTime() {
        return answeredInTime;
    }

    public long abandoned() {
        return abandoned;
    }

    public long timedOut() {
        return timedOut;
    }

    public long left() {
        return left;
    }

    public long unseen() {
        return unseen;
    }

    public long completed() {
        return completed;
    }

    /** In milliseconds. */
    public long talkTime() {
        return talkTime;
    }

    /** Of those who were answered, in milliseconds. */
    public long waitTime() {
        return waitTime;
    }

    /** In percent; not a number before the first. */
    public double serviceLevel() {
        long ended = answered + abandoned + timedOut;
        return ended == 0 ? Double.NaN : 100.0 * answeredInTime / ended;
    }

    /** @param serviceLevelTime in seconds */
    QueueFigures value(int serviceLevelTime) {
        if (value == null || value.serviceLevelTime() != serviceLevelTime) {
            value = made(serviceLevelTime);
        }
        return value;
    }

    private QueueFigures made(int serviceLevelTime) {
        double level = serviceLevel();
        return QueueFigures.builder()
                .since(since)
                .offered(offered)
                .answered(answered)
                .abandoned(abandoned)
                .timedOut(timedOut)
                .left(left)
                .unseen(unseen)
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

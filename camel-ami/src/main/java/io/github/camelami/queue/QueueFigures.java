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
package io.github.camelami.queue;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a queue since its last reset: how many callers it had, how long they waited, and what became of them.
 *
 * @since 1.0
 */
public final class QueueFigures extends QueueFiguresBean {
    private static final long serialVersionUID = 1;

    private QueueFigures(Builder from) {
        super(from);
    }

    /** Creates an empty set of figures for bean mappers, which then set its values from JSON. */
    private QueueFigures() {
        this(new Builder());
    }

    /** Returns a new builder of a set of figures, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The time from which the figures count, in milliseconds since 1970: the start of the route, or the last {@code
     * resetAt}.
     */
    public long since() {
        return getSince();
    }

    /** The number of callers who joined the queue. */
    public long offered() {
        return getOffered();
    }

    /** The number of callers whom a member answered. */
    public long answered() {
        return getAnswered();
    }

    /** The number of callers who hung up while they waited. */
    public long abandoned() {
        return getAbandoned();
    }

    /** The number of callers who reached the queue's timeout. */
    public long timedOut() {
        return getTimedOut();
    }

    /** The number of callers who left in another way: by a key, the dialplan or a command. */
    public long left() {
        return getLeft();
    }

    /** The number of callers whose outcome is unknown, because they left while no events arrived. */
    public long unseen() {
        return getUnseen();
    }

    /** The number of callers who have just left, and whose outcome is not known yet. */
    public long leaving() {
        return getLeaving();
    }

    /** The number of conversations with members that have ended. */
    public long completed() {
        return getCompleted();
    }

    /** The number of callers whom a member answered within {@link #serviceLevelTime}. */
    public long answeredInTime() {
        return getAnsweredInTime();
    }

    /** The time within which a caller should be answered, in seconds; 0 if there is none. */
    public int serviceLevelTime() {
        return getServiceLevelTime();
    }

    /**
     * The service level in percent: {@link #answeredInTime} divided by the number of callers who were answered,
     * abandoned or timed out; null if there are none.
     */
    public @Nullable Double serviceLevel() {
        return getServiceLevel();
    }

    /** The longest wait that has ended, in milliseconds. */
    public long longestWait() {
        return getLongestWait();
    }

    /** The mean wait of the callers who were answered, in milliseconds. */
    public long averageWait() {
        return getAverageWait();
    }

    /** The total length of the conversations that have ended, in milliseconds. */
    public long talkTime() {
        return getTalkTime();
    }

    /** The mean length of the conversations that have ended, in milliseconds. */
    public long averageTalkTime() {
        return getAverageTalkTime();
    }

    /** Builds a set of figures. */
    public static final class Builder {
        long since;
        long offered;
        long answered;
        long abandoned;
        long timedOut;
        long left;
        long unseen;
        long leaving;
        long completed;
        long answeredInTime;
        int serviceLevelTime;

        @Nullable
        Double serviceLevel;

        long longestWait;
        long averageWait;
        long talkTime;
        long averageTalkTime;

        private Builder() {}

        public Builder since(long since) {
            this.since = since;
            return this;
        }

        public Builder offered(long offered) {
            this.offered = offered;
            return this;
        }

        public Builder answered(long answered) {
            this.answered = answered;
            return this;
        }

        public Builder abandoned(long abandoned) {
            this.abandoned = abandoned;
            return this;
        }

        public Builder timedOut(long timedOut) {
            this.timedOut = timedOut;
            return this;
        }

        public Builder left(long left) {
            this.left = left;
            return this;
        }

        public Builder unseen(long unseen) {
            this.unseen = unseen;
            return this;
        }

        public Builder leaving(long leaving) {
            this.leaving = leaving;
            return this;
        }

        public Builder completed(long completed) {
            this.completed = completed;
            return this;
        }

        public Builder answeredInTime(long answeredInTime) {
            this.answeredInTime = answeredInTime;
            return this;
        }

        public Builder serviceLevelTime(int serviceLevelTime) {
            this.serviceLevelTime = serviceLevelTime;
            return this;
        }

        public Builder serviceLevel(@Nullable Double serviceLevel) {
            this.serviceLevel = serviceLevel;
            return this;
        }

        public Builder longestWait(long longestWait) {
            this.longestWait = longestWait;
            return this;
        }

        public Builder averageWait(long averageWait) {
            this.averageWait = averageWait;
            return this;
        }

        public Builder talkTime(long talkTime) {
            this.talkTime = talkTime;
            return this;
        }

        public Builder averageTalkTime(long averageTalkTime) {
            this.averageTalkTime = averageTalkTime;
            return this;
        }

        /** Builds the set of figures. */
        public QueueFigures build() {
            return new QueueFigures(this);
        }
    }
}

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

/**
 * What a queue has done since a moment.
 */
public final class QueueFigures extends QueueFiguresBean {
    private static final long serialVersionUID = 1;

    private QueueFigures(Builder from) {
        super(from);
    }

    /** For mappers, which make one of JSON and set its values themselves. */
    private QueueFigures() {
        this(new Builder());
    }

    /** Starts one, as a test of a route may need it. */
    public static Builder builder() {
        return new Builder();
    }

    /** The moment, in milliseconds since 1970: the start of the route, or the last resetAt. */
    public long since() {
        return getSince();
    }

    /** Callers who joined. */
    public long offered() {
        return getOffered();
    }

    /** Callers whom a member took. */
    public long answered() {
        return getAnswered();
    }

    /** Callers who hung up while they waited. */
    public long abandoned() {
        return getAbandoned();
    }

    /** Callers whose time was up. */
    public long timedOut() {
        return getTimedOut();
    }

    /** Callers who left in another way: by a key, the dialplan or a command. */
    public long left() {
        return getLeft();
    }

    /** Callers whose wait ended while events were lost, so that nobody knows how. */
    public long unseen() {
        return getUnseen();
    }

    /** Conversations with a member that have ended. */
    public long completed() {
        return getCompleted();
    }

    /** Callers whom a member took within serviceLevelTime. */
    public long answeredInTime() {
        return getAnsweredInTime();
    }

    /** In seconds. */
    public int serviceLevelTime() {
        return getServiceLevelTime();
    }

    /** The percentage of answeredInTime among the callers who were answered, abandoned or timed out; null before the first. */
    public Double serviceLevel() {
        return getServiceLevel();
    }

    /** The longest wait that has ended, in milliseconds. */
    public long longestWait() {
        return getLongestWait();
    }

    /** The mean wait of those who were answered, in milliseconds. */
    public long averageWait() {
        return getAverageWait();
    }

    /** In the conversations that have ended, in milliseconds. */
    public long talkTime() {
        return getTalkTime();
    }

    /** The mean of them, in milliseconds. */
    public long averageTalkTime() {
        return getAverageTalkTime();
    }

    /** Puts one together. */
    public static final class Builder {
        long since;
        long offered;
        long answered;
        long abandoned;
        long timedOut;
        long left;
        long unseen;
        long completed;
        long answeredInTime;
        int serviceLevelTime;
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

        public Builder serviceLevel(Double serviceLevel) {
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

        /** Gives it. */
        public QueueFigures build() {
            return new QueueFigures(this);
        }
    }
}

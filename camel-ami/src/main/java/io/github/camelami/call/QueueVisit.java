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
package io.github.camelami.call;

import org.jspecify.annotations.Nullable;

/**
 * A visit of a call to a queue.
 *
 * @since 1.0
 */
public final class QueueVisit extends QueueVisitBean {
    private static final long serialVersionUID = 1;

    private QueueVisit(Builder from) {
        super(from);
    }

    /** Creates an empty visit for bean mappers, which then set its values from JSON. */
    private QueueVisit() {
        this(new Builder());
    }

    /** Returns a new builder of a visit, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the queue. */
    public String queue() {
        return getQueue();
    }

    /** The position in the queue on joining, counted from 1. */
    public int position() {
        return getPosition();
    }

    /** When the call joined the queue, in milliseconds since 1970. */
    public long joinedAt() {
        return getJoinedAt();
    }

    /**
     * When the call left the queue, because it was connected or for another reason, in milliseconds since 1970; null
     * while it waits.
     */
    public @Nullable Long leftAt() {
        return getLeftAt();
    }

    /** How long the call waited until an agent answered or the call left the queue, in milliseconds. */
    public long waitTime() {
        return getWaitTime();
    }

    /** How the visit ended, or {@link QueueOutcome#WAITING}; null if this is unknown. */
    public @Nullable QueueOutcome outcome() {
        return getOutcome();
    }

    /** The interface of the member who took the call; null if nobody did. */
    public @Nullable String agent() {
        return getAgent();
    }

    /** The name of the member who took the call. */
    public @Nullable String agentName() {
        return getAgentName();
    }

    /** The extension of a Local member; otherwise the number of the phone on which the member took the call. */
    public @Nullable String agentNumber() {
        return getAgentNumber();
    }

    /** How many times the queue called a member who did not answer. */
    public int rangInVain() {
        return getRangInVain();
    }

    /**
     * How long the caller talked with the agent, in milliseconds; null before the end of the conversation, or if there
     * was none.
     */
    public @Nullable Long talkTime() {
        return getTalkTime();
    }

    /** Who ended the talk: caller, agent or transfer; null if it is not known. */
    public @Nullable String completedBy() {
        return getCompletedBy();
    }

    /** Builds a visit, which needs a queue. */
    public static final class Builder {
        String queue;
        int position;
        long joinedAt;

        @Nullable
        Long leftAt;

        long waitTime;

        @Nullable
        QueueOutcome outcome;

        @Nullable
        String agent;

        @Nullable
        String agentName;

        @Nullable
        String agentNumber;

        int rangInVain;

        @Nullable
        Long talkTime;

        @Nullable
        String completedBy;

        private Builder() {}

        public Builder queue(String queue) {
            this.queue = queue;
            return this;
        }

        public Builder position(int position) {
            this.position = position;
            return this;
        }

        public Builder joinedAt(long joinedAt) {
            this.joinedAt = joinedAt;
            return this;
        }

        public Builder leftAt(@Nullable Long leftAt) {
            this.leftAt = leftAt;
            return this;
        }

        public Builder waitTime(long waitTime) {
            this.waitTime = waitTime;
            return this;
        }

        public Builder outcome(@Nullable QueueOutcome outcome) {
            this.outcome = outcome;
            return this;
        }

        public Builder agent(@Nullable String agent) {
            this.agent = agent;
            return this;
        }

        public Builder agentName(@Nullable String agentName) {
            this.agentName = agentName;
            return this;
        }

        public Builder agentNumber(@Nullable String agentNumber) {
            this.agentNumber = agentNumber;
            return this;
        }

        public Builder rangInVain(int rangInVain) {
            this.rangInVain = rangInVain;
            return this;
        }

        public Builder talkTime(@Nullable Long talkTime) {
            this.talkTime = talkTime;
            return this;
        }

        public Builder completedBy(@Nullable String completedBy) {
            this.completedBy = completedBy;
            return this;
        }

        /** Builds the visit. */
        public QueueVisit build() {
            return new QueueVisit(this);
        }
    }
}

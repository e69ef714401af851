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

/** A stay in a queue. */
public final class QueueVisit extends CallValue implements QueueVisitBean {
    private static final long serialVersionUID = 1;

    private String queue;
    private int position;
    private long joinedAt;
    private Long leftAt;
    private long waitTime;
    private QueueOutcome outcome;
    private String agent;
    private String agentName;
    private String agentNumber;
    private int rangInVain;
    private Long talkTime;
    private String completedBy;

    private QueueVisit() {}

    /** Starts one. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the queue. */
    @Override
    public String queue() {
        return queue;
    }

    /** On joining. */
    @Override
    public int position() {
        return position;
    }

    /** When it joined. */
    @Override
    public long joinedAt() {
        return joinedAt;
    }

    /** When it left, connected or not. */
    @Override
    public Long leftAt() {
        return leftAt;
    }

    /** Until an agent took it or it left, in milliseconds. */
    @Override
    public long waitTime() {
        return waitTime;
    }

    /** How the stay ended. */
    @Override
    public QueueOutcome outcome() {
        return outcome;
    }

    /** The interface of the member who took the call. */
    @Override
    public String agent() {
        return agent;
    }

    /** The name of that member. */
    @Override
    public String agentName() {
        return agentName;
    }

    /** The number of the phone on which the member took it. */
    @Override
    public String agentNumber() {
        return agentNumber;
    }

    /** How often a member was called and did not answer. */
    @Override
    public int rangInVain() {
        return rangInVain;
    }

    /** With the agent, in milliseconds. */
    @Override
    public Long talkTime() {
        return talkTime;
    }

    /** Who ended it, in the queue's words: caller, agent, transfer. */
    @Override
    public String completedBy() {
        return completedBy;
    }

    /** Puts one together. */
    public static final class Builder {
        private QueueVisit built = new QueueVisit();

        private Builder() {}

        public Builder queue(String queue) {
            built.queue = queue;
            return this;
        }

        public Builder position(int position) {
            built.position = position;
            return this;
        }

        public Builder joinedAt(long joinedAt) {
            built.joinedAt = joinedAt;
            return this;
        }

        public Builder leftAt(Long leftAt) {
            built.leftAt = leftAt;
            return this;
        }

        public Builder waitTime(long waitTime) {
            built.waitTime = waitTime;
            return this;
        }

        public Builder outcome(QueueOutcome outcome) {
            built.outcome = outcome;
            return this;
        }

        public Builder agent(String agent) {
            built.agent = agent;
            return this;
        }

        public Builder agentName(String agentName) {
            built.agentName = agentName;
            return this;
        }

        public Builder agentNumber(String agentNumber) {
            built.agentNumber = agentNumber;
            return this;
        }

        public Builder rangInVain(int rangInVain) {
            built.rangInVain = rangInVain;
            return this;
        }

        public Builder talkTime(Long talkTime) {
            built.talkTime = talkTime;
            return this;
        }

        public Builder completedBy(String completedBy) {
            built.completedBy = completedBy;
            return this;
        }

        /** Gives it; the builder is not to be used any more. */
        public QueueVisit build() {
            QueueVisit done = built;
            built = null;
            return done;
        }
    }
}

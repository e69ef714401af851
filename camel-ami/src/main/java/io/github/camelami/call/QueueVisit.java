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
public final class QueueVisit extends CallValue {
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
    public String queue() {
        return queue;
    }

    /** On joining. */
    public int position() {
        return position;
    }

    /** When it joined. */
    public long joinedAt() {
        return joinedAt;
    }

    /** When it left, connected or not. */
    public Long leftAt() {
        return leftAt;
    }

    /** Until an agent took it or it left, in milliseconds. */
    public long waitTime() {
        return waitTime;
    }

    /** How the stay ended. */
    public QueueOutcome outcome() {
        return outcome;
    }

    /** The interface of the member who took the call. */
    public String agent() {
        return agent;
    }

    /** The name of that member. */
    public String agentName() {
        return agentName;
    }

    /** The number of the phone on which the member took it. */
    public String agentNumber() {
        return agentNumber;
    }

    /** How often a member was called and did not answer. */
    public int rangInVain() {
        return rangInVain;
    }

    /** With the agent, in milliseconds. */
    public Long talkTime() {
        return talkTime;
    }

    /** Who ended it, in the queue's words: caller, agent, transfer. */
    public String completedBy() {
        return completedBy;
    }

    public String getQueue() {
        return queue;
    }

    public int getPosition() {
        return position;
    }

    public long getJoinedAt() {
        return joinedAt;
    }

    public Long getLeftAt() {
        return leftAt;
    }

    public long getWaitTime() {
        return waitTime;
    }

    public QueueOutcome getOutcome() {
        return outcome;
    }

    public String getAgent() {
        return agent;
    }

    public String getAgentName() {
        return agentName;
    }

    public String getAgentNumber() {
        return agentNumber;
    }

    public int getRangInVain() {
        return rangInVain;
    }

    public Long getTalkTime() {
        return talkTime;
    }

    public String getCompletedBy() {
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

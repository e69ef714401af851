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

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of an agent across all queues, after a change. Immutable, and consists of plain values.
 *
 * @since 1.0
 */
public final class AmiAgent extends AgentBean {
    private static final long serialVersionUID = 1;

    private AmiAgent(Builder from) {
        super(from);
    }

    /** Creates an empty agent for bean mappers, which then set its values from JSON. */
    private AmiAgent() {
        this(new Builder());
    }

    /** Returns a new builder of an agent, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The interface of the agent, such as {@code PJSIP/100}. For an agent who logs in with AgentLogin, the number of
     * the agent.
     */
    public String id() {
        return getId();
    }

    /** The name of the agent. */
    public String name() {
        return getName();
    }

    /** The name of the PBX in the URI of the endpoint. */
    public String pbx() {
        return getPbx();
    }

    /** What has just happened. */
    public AgentChange change() {
        return getChange();
    }

    /** The time of the change, in milliseconds since 1970. */
    public long at() {
        return getAt();
    }

    /** What the agent is doing. */
    public MemberState state() {
        return getState();
    }

    /** The reason for the pause if the agent is PAUSED; null if there is none. */
    public @Nullable String pauseReason() {
        return getPauseReason();
    }

    /**
     * When the current state began, in milliseconds since 1970. If the PBX did not report this, the time at which the
     * state was first seen.
     */
    public long since() {
        return getSince();
    }

    /** Whether the agent belongs to an agent pool, and logs in with the application AgentLogin. */
    public boolean pool() {
        return isPool();
    }

    /** The channel of an agent who is logged in with AgentLogin; otherwise null. */
    public @Nullable String channel() {
        return getChannel();
    }

    /** When the agent logged in, or became a member of its first queue, in milliseconds since 1970; null if unknown. */
    public @Nullable Long loggedInAt() {
        return getLoggedInAt();
    }

    /** The number of calls taken in all queues of the agent. */
    public int callsTaken() {
        return getCallsTaken();
    }

    /** The agent's membership in each queue, in the order of the queues' names. */
    public List<QueueMember> queues() {
        return getQueues();
    }

    /** Shows the agent in one line. Control characters in names are replaced by blanks. */
    @Override
    public String toString() {
        return ("AmiAgent[" + id() + " (" + name() + ") " + change() + ", " + state()
                        + (pauseReason() == null ? "" : " (" + pauseReason() + ")") + " in " + queues().size()
                        + " queues]")
                .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
    }

    /** Builds an agent. */
    public static final class Builder {
        String id;
        String name;
        String pbx;
        AgentChange change;
        long at;
        MemberState state;

        @Nullable
        String pauseReason;

        long since;
        boolean pool;

        @Nullable
        String channel;

        @Nullable
        Long loggedInAt;

        int callsTaken;
        List<QueueMember> queues = List.of();

        private Builder() {}

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder pbx(String pbx) {
            this.pbx = pbx;
            return this;
        }

        public Builder change(AgentChange change) {
            this.change = change;
            return this;
        }

        public Builder at(long at) {
            this.at = at;
            return this;
        }

        public Builder state(MemberState state) {
            this.state = state;
            return this;
        }

        public Builder pauseReason(@Nullable String pauseReason) {
            this.pauseReason = pauseReason;
            return this;
        }

        public Builder since(long since) {
            this.since = since;
            return this;
        }

        public Builder pool(boolean pool) {
            this.pool = pool;
            return this;
        }

        public Builder channel(@Nullable String channel) {
            this.channel = channel;
            return this;
        }

        public Builder loggedInAt(@Nullable Long loggedInAt) {
            this.loggedInAt = loggedInAt;
            return this;
        }

        public Builder callsTaken(int callsTaken) {
            this.callsTaken = callsTaken;
            return this;
        }

        public Builder queues(List<QueueMember> queues) {
            this.queues = List.copyOf(queues);
            return this;
        }

        /** Builds the agent. */
        public AmiAgent build() {
            return new AmiAgent(this);
        }
    }
}
